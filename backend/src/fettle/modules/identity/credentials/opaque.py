"""Opaque secrets: refresh tokens, reset links, keys of machines. Only their hashes are stored."""

import base64
import hashlib
import hmac
import secrets

API_KEY = "fk_live_"
CLIENT = "fc_"


def fingerprint(secret: str) -> bytes:
    """What is stored of a secret: 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(secret.encode()).digest()


def reset_token() -> str:
    """A new secret for a reset link."""
    return secrets.token_urlsafe(32)


def refresh_token() -> str:
    """The first refresh token of a session."""
    return "fr_" + secrets.token_urlsafe(32)


def successor(secret: bytes, token: str) -> str:
    """The one refresh token that follows `token`: derived, so that a retry gets the same without it being stored."""
    derived = hmac.new(secret, b"refresh-token-successor\0" + token.encode(), hashlib.sha256).digest()
    return "fr_" + base64.urlsafe_b64encode(derived).rstrip(b"=").decode()


def api_key() -> tuple[str, str]:
    """A new API key as (prefix to show, whole secret)."""
    prefix = API_KEY + secrets.token_hex(4)
    return prefix, f"{prefix}_{secrets.token_urlsafe(32)}"


def client() -> tuple[str, str]:
    """A new client as (client id, client secret)."""
    return CLIENT + secrets.token_hex(8), "fs_" + secrets.token_urlsafe(32)


def tally(secret: bytes, kind: str, who: str) -> bytes:
    """The key under which attempts are counted: says nothing about whom, without `secret`."""
    return hmac.new(secret, f"tally\0{kind}\0{who}".encode(), hashlib.sha256).digest()
