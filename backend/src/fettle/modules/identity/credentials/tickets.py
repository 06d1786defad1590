"""Tickets: signed by this installation, good for a minute, naming who they let in; they grant nothing else."""

import base64
import hashlib
import hmac
from datetime import datetime
from uuid import UUID

import msgspec

TICKET = "ft_"
_MAC_BYTES = 32


class Admission(msgspec.Struct, frozen=True, array_like=True):
    """Whom a ticket lets in, until when, and the number that it can be used under once."""

    tenant_id: UUID
    user_id: UUID
    session_id: UUID | None
    via: str
    expires_at: datetime
    number: UUID


def written(secret: bytes, admission: Admission) -> str:
    """The ticket for `admission`."""
    body = msgspec.msgpack.encode(admission)
    return TICKET + base64.urlsafe_b64encode(_mac(secret, body) + body).rstrip(b"=").decode()


def read(secret: bytes, ticket: str) -> Admission | None:
    """What `ticket` says, None unless it was written with `secret`."""
    try:
        raw = base64.urlsafe_b64decode(ticket.removeprefix(TICKET) + "=" * (-len(ticket.removeprefix(TICKET)) % 4))
    except ValueError:
        return None
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not ticket.startswith(TICKET) or not hmac.compare_digest(mac, _mac(secret, body)):
        return None
    return msgspec.msgpack.decode(body, type=Admission)


def _mac(secret: bytes, body: bytes) -> bytes:
    return hmac.new(secret, b"ticket\0" + body, hashlib.sha256).digest()
