"""Pages of a list: opaque signed cursors over a stable keyset order."""

import base64
import hashlib
import hmac
from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

import msgspec

from fettle.kit.refusals import Fault, Malformed

T = TypeVar("T")
_MAC_BYTES = 12


class BadCursor(Malformed):
    """The cursor does not belong to this list; start again without it."""


class Page(msgspec.Struct, Generic[T], frozen=True, kw_only=True, rename="camel"):
    """A page: the records, whether more follow, and the cursor that continues after the last one."""

    data: list[T]
    next_cursor: str | None = None
    has_more: bool = False


class PageRequest(msgspec.Struct, frozen=True, kw_only=True):
    """Which page is wanted: at most `limit` records after `position`; `scope` binds cursors to caller and filters."""

    limit: int = 50
    position: list[Any] | None = None
    scope: bytes = b""
    secret: bytes = b""

    def page(self, rows: Sequence[T], key: Callable[[T], Sequence[Any]]) -> "Page[T]":
        """A page of `rows`, of which one more than `limit` was fetched to know whether more follow."""
        more = len(rows) > self.limit
        data = list(rows[: self.limit])
        cursor = seal(self.secret, self.scope, key(data[-1])) if more else None
        return Page(data=data, next_cursor=cursor, has_more=more)


def seal(secret: bytes, scope: bytes, position: Sequence[Any]) -> str:
    """A cursor for `position`, valid only for `scope` (tenant, person, list and filters)."""
    body = msgspec.msgpack.encode(list(position))
    return _text(_mac(secret, scope, body) + body)


def unseal(secret: bytes, scope: bytes, cursor: str) -> list[Any]:
    """The position in `cursor`. Raises `BadCursor` when it was cut, edited or made for another scope."""
    try:
        raw = base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4))
    except ValueError:
        raise _bad() from None
    if _text(raw) != cursor:
        raise _bad()
    mac, body = raw[:_MAC_BYTES], raw[_MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(secret, scope, body)):
        raise _bad()
    return msgspec.msgpack.decode(body, type=list[Any])


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def _mac(secret: bytes, scope: bytes, body: bytes) -> bytes:
    return hmac.new(secret, hashlib.sha256(scope).digest() + body, hashlib.sha256).digest()[:_MAC_BYTES]


def _bad() -> BadCursor:
    return BadCursor(faults=[Fault("?cursor", "cursor", BadCursor.title())])
