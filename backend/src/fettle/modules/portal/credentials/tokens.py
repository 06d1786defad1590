"""Codes, tokens, and the mark that a form carries."""

import base64
import hashlib
import hmac
import secrets
import struct
from datetime import datetime, timedelta
from enum import Enum

from fettle.modules.portal.rules.codes import code_of

SOONEST = timedelta(seconds=2)
LATEST = timedelta(hours=24)
_MAC = 12
_NONCE = 12


class Mark(Enum):
    """What is to be thought of a form that came back."""

    GOOD = "good"
    FORGED = "forged"
    TOO_SOON = "too_soon"
    STALE = "stale"


def new_code() -> str:
    """A code for a place."""
    return code_of(secrets.token_bytes(16))


def new_token() -> str:
    """A token for a link: 160 bits, in small letters because addresses of mail lose capitals."""
    return base64.b32encode(secrets.token_bytes(20)).decode().lower()


def form_mark(secret: bytes, subject: str, at: datetime) -> str:
    """The mark of a form about `subject`, handed out at `at`: proves its age, and tells one form from another."""
    return encoded(secret, subject, struct.pack(">Q", int(at.timestamp() * 1000)) + secrets.token_bytes(_NONCE))


def read_mark(secret: bytes, subject: str, mark: str, at: datetime) -> Mark:
    """What a mark that came back is worth."""
    raw = decoded(mark)
    given, body = raw[:_MAC], raw[_MAC:]
    if len(body) != 8 + _NONCE or not hmac.compare_digest(given, _mac(secret, subject, body)):
        return Mark.FORGED
    age = at - datetime.fromtimestamp(struct.unpack(">Q", body[:8])[0] / 1000, tz=at.tzinfo)
    if age < SOONEST:
        return Mark.TOO_SOON
    return Mark.STALE if age > LATEST else Mark.GOOD


def encoded(secret: bytes, subject: str, body: bytes) -> str:
    """A mark that holds `body`, signed for `subject`."""
    return base64.urlsafe_b64encode(_mac(secret, subject, body) + body).decode()


def decoded(mark: str) -> bytes:
    """The bytes of a mark, none for what cannot be one."""
    try:
        return base64.b64decode(mark.encode("ascii"), altchars=b"-_", validate=True)
    except ValueError:
        return b""


def _mac(secret: bytes, subject: str, body: bytes) -> bytes:
    return hmac.new(secret, b"portal-form\0" + subject.encode() + b"\0" + body, hashlib.sha256).digest()[:_MAC]
