"""Codes and tokens: what stands in a QR code, in a link, in an address of mail."""

import hashlib
import re

from fettle.kit.refusals import NotFound

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
"""No letters that are taken for digits, no capitals: codes are typed from signs."""
CODE_LENGTH = 10
TOKEN_LENGTH = 32
_CODE = re.compile(rf"[{ALPHABET}]{{{CODE_LENGTH}}}")
_TOKEN = re.compile(r"[a-z2-7]{32}")
_CODES = re.compile(rf"(?<![a-z0-9])[{ALPHABET}]{{{CODE_LENGTH}}}(?![a-z0-9])")
_TOKENS = re.compile(r"(?<![a-z0-9])[a-z2-7]{32}(?![a-z0-9])")
MOST_CANDIDATES = 20


class NothingHere(NotFound):
    """There is nothing at this address; it may have been replaced or withdrawn."""


def code_of(random: bytes) -> str:
    """A code of a place out of random bytes: about 49 bits."""
    number = int.from_bytes(random)
    letters = []
    for _ in range(CODE_LENGTH):
        number, place = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[place])
    return "".join(letters)


def hash_of(secret: str) -> bytes:
    """What is kept of a secret: random ones need no salt."""
    return hashlib.sha256(secret.encode(errors="replace")).digest()


def typed_code(given: str) -> str:
    """A code as people type it, as it was made. Raises `NothingHere` for what cannot be one."""
    code = given.strip().lower()
    if not _CODE.fullmatch(code):
        raise NothingHere()
    return code


def known_token(given: str) -> str:
    """A token of a link. Raises `NothingHere` for what cannot be one."""
    if not _TOKEN.fullmatch(given):
        raise NothingHere()
    return given


def codes_in(text: str) -> list[str]:
    """What could be codes in a text, first ones first."""
    return list(dict.fromkeys(_CODES.findall(text.lower())))[:MOST_CANDIDATES]


def tokens_in(text: str) -> list[str]:
    """What could be tokens in a text, first ones first."""
    return list(dict.fromkeys(_TOKENS.findall(text.lower())))[:MOST_CANDIDATES]
