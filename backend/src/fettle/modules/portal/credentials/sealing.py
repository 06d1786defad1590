"""Passwords of mail servers: kept so that the database alone does not give them away."""

import hashlib
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from fettle.kit.refusals import Unavailable

_NONCE = 12


class SealBroken(Unavailable):
    """The password was sealed with another secret of this installation; enter it again."""


def seal(secret: bytes, text: str, *, bound_to: bytes) -> bytes:
    """`text` encrypted with the installation's secret; good only for the record that it is bound to."""
    nonce = secrets.token_bytes(_NONCE)
    return nonce + AESGCM(_key(secret)).encrypt(nonce, text.encode(), bound_to)


def unseal(secret: bytes, sealed: bytes, *, bound_to: bytes) -> str:
    """The text in `sealed`. Raises `SealBroken` when the secret or the record is another."""
    try:
        return AESGCM(_key(secret)).decrypt(sealed[:_NONCE], sealed[_NONCE:], bound_to).decode()
    except InvalidTag:
        raise SealBroken() from None


def _key(secret: bytes) -> bytes:
    return hashlib.sha256(b"fettle portal mailbox\0" + secret).digest()
