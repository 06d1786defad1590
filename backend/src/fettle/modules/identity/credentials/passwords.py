"""Password hashes: argon2id, made in threads of their own so that nobody else waits for them."""

import asyncio
import functools
from concurrent.futures import ThreadPoolExecutor

from argon2 import PasswordHasher, Type
from argon2.exceptions import InvalidHashError, VerificationError

# OWASP's first choice for argon2id (46 MiB, one pass, one lane); two threads bound the memory and keep a core free.
_hasher = PasswordHasher(time_cost=1, memory_cost=47104, parallelism=1, type=Type.ID)
_threads = ThreadPoolExecutor(max_workers=2, thread_name_prefix="passwords")


async def digest(password: str) -> str:
    """The hash to store for `password`."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _hasher.hash, password)


async def matches(password: str, stored: str | None) -> bool:
    """Whether `password` belongs to `stored`; without a stored hash it takes as long and says no (A-16)."""
    return await asyncio.get_running_loop().run_in_executor(_threads, _matches, password, stored)


def is_outdated(stored: str) -> bool:
    """Whether `stored` was made with other parameters than today's."""
    return _hasher.check_needs_rehash(stored)


def _matches(password: str, stored: str | None) -> bool:
    try:
        return _hasher.verify(stored or _nobodys(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


@functools.cache
def _nobodys() -> str:
    return _hasher.hash("the password of nobody")
