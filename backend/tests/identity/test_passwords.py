"""Passwords: which are refused, how they are stored, and that time tells nothing (A-16)."""

import statistics
import time

import pytest
from argon2 import PasswordHasher
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.identity import rules
from fettle.modules.identity.credentials import passwords

EMAIL = "ann.example@parks.example.test"


@pytest.mark.parametrize(
    "weak",
    [
        "short",
        "ninechars",
        "password123",
        "Password123",
        "1234567890",
        "0987654321",
        "aaaaaaaaaaaa",
        "abababababab",
        "abcdefghijkl",
        "qwertyuiop",
        EMAIL,
        EMAIL.upper(),
        "ann.example",
        "x" * 201,
    ],
)
def test_a_guessable_password_is_refused_by_name_of_the_field(weak: str) -> None:
    with pytest.raises(rules.WeakPassword) as refusal:
        rules.check_password(weak, email=EMAIL, pointer="/newPassword")
    assert [fault.pointer for fault in refusal.value.faults] == ["/newPassword"]


@pytest.mark.parametrize(
    "good", ["a lantern under the harbour", "Tr0ub4dor&3x", "пароль длинный", "🚜🚧🛠🔧🪛🪚🧰⛏🔨🪓"]
)
def test_a_password_that_nobody_guesses_is_taken(good: str) -> None:
    rules.check_password(good, email=EMAIL)


@given(st.text(max_size=9))
def test_no_short_password_ever_passes(password: str) -> None:
    with pytest.raises(rules.WeakPassword):
        rules.check_password(password, email=EMAIL)


async def test_the_stored_hash_is_argon2id_and_matches_only_its_password() -> None:
    stored = await passwords.digest("a lantern under the harbour")
    assert stored.startswith("$argon2id$")
    assert await passwords.matches("a lantern under the harbour", stored)
    assert not await passwords.matches("a lantern under the harbor", stored)
    assert not await passwords.matches("anything", None)
    assert not await passwords.matches("the password of nobody", None)
    assert not await passwords.matches("anything", "not a hash")


def test_a_hash_of_weaker_parameters_is_outdated() -> None:
    assert passwords.is_outdated(PasswordHasher(time_cost=1, memory_cost=1024, parallelism=1).hash("x"))


async def test_a16_checking_without_a_stored_hash_takes_as_long() -> None:
    stored = await passwords.digest("a lantern under the harbour")

    async def seconds(against: str | None) -> float:
        started = time.perf_counter()
        await passwords.matches("wrong", against)
        return time.perf_counter() - started

    await seconds(None)
    known = statistics.median([await seconds(stored) for _ in range(9)])
    unknown = statistics.median([await seconds(None) for _ in range(9)])
    assert 0.5 < unknown / known < 2
