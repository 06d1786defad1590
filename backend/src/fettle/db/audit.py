"""The audit chain checked: every event against its digest, every transaction against the one before it.

A verdict on a sound chain carries an anchor (`seq:chain`). Kept elsewhere and given to a later run, it shows that the
past up to there is still the same, even to somebody who fears that the whole chain was computed anew.
"""

import hashlib
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.refusals import Forbidden, Invalid

FEED = "SELECT seq, chain FROM tenant_feed WHERE tenant_id = app.tenant_id()"
# Read as one stream in feed order. Only the database prints jsonb as it was when the digest was made.
ROWS = """
SELECT e.seq, e.ord, e.id, e.digest, e.chain,
       app.event_digest(e.id, e.type, e.entity_id, e.about_id, e.site_id, e.bears_costs, e.actor_user_id, e.actor_via,
                        e.request_id, e.at, e.before, e.after) AS expected,
       e.entity = split_part(e.type, '.', 1) AS named
FROM events e WHERE e.tenant_id = %(tenant)s ORDER BY e.seq, e.ord
"""


class Row(msgspec.Struct, frozen=True):
    """One event as it is checked."""

    seq: int
    ord: int
    id: UUID
    digest: bytes
    chain: bytes
    expected: bytes
    named: bool


class Head(msgspec.Struct, frozen=True):
    """How far the feed has come, and the link that it ends with."""

    seq: int = 0
    chain: bytes = b""

    def anchor(self) -> str:
        """The head as a line to keep elsewhere."""
        return f"{self.seq}:{self.chain.hex()}"


class Verdict(msgspec.Struct, frozen=True, kw_only=True):
    """What a check found: how many events, and the first fault with its place, or none and an anchor."""

    events: int
    seq: int
    ord: int | None = None
    fault: str | None = None
    anchor: str | None = None

    @property
    def sound(self) -> bool:
        """Whether nothing was found."""
        return self.fault is None

    def in_words(self) -> str:
        """The verdict as one line."""
        if self.sound:
            return f"{self.events} events, the chain is whole; anchor {self.anchor}"
        place = f"transaction {self.seq}" + ("" if self.ord is None else f", event {self.ord}")
        return f"BROKEN at {place}: {self.fault}"


class _Broken(Exception):
    """The chain does not hold here."""

    def __init__(self, seq: int, ord_: int | None, fault: str) -> None:
        super().__init__(fault)
        self.seq, self.ord, self.fault = seq, ord_, fault


async def verify(call: Call, *, anchor: str | None = None) -> Verdict:
    """Check the events of the call's tenant; the first altered, removed or reordered one is named.

    `anchor` is what an earlier run printed. Raises `Invalid` for one that it cannot read, `Forbidden` unless the caller
    sees every site and cost. Open the call with REPEATABLE READ, so that changes made meanwhile do not count.
    """
    call.must("audit:read")
    call.must("costs:read")
    if call.caller.site_scope is not None:
        raise Forbidden("Only somebody who sees every site can check the chain.")
    pinned = None if anchor is None else _read(anchor)
    feed = await call.maybe(Head, FEED) or Head()
    walk = _Walk(pinned)
    try:
        async for row in call.stream(Row, ROWS, {"tenant": call.tenant_id}):
            walk.take(row)
        walk.end(feed)
    except _Broken as broken:
        return Verdict(events=walk.events, seq=broken.seq, ord=broken.ord, fault=broken.fault)
    return Verdict(events=walk.events, seq=feed.seq, anchor=feed.anchor())


class _Walk:
    """One pass over the feed: the rows of the transaction at hand, and the head behind them."""

    def __init__(self, pinned: Head | None) -> None:
        self._pinned = pinned
        self._head = Head()
        self._rows: list[Row] = []
        self.events = 0

    def take(self, row: Row) -> None:
        """Check one event, and the transaction before it when it begins a new one."""
        if self._rows and row.seq != self._rows[0].seq:
            self._close()
        if not self._rows and row.seq != self._head.seq + 1:
            raise _Broken(self._head.seq + 1, None, "the transaction was removed")
        if row.ord != len(self._rows):
            raise _Broken(row.seq, len(self._rows), "the event was removed")
        if row.digest != row.expected or not row.named:
            raise _Broken(row.seq, row.ord, "the event was altered")
        self._rows.append(row)
        self.events += 1

    def end(self, feed: Head) -> None:
        """Check the last transaction, and that the feed's own head and the anchor agree with what was read."""
        if self._rows:
            self._close()
        if self._head.seq < feed.seq:
            raise _Broken(self._head.seq + 1, None, f"the feed's end was removed: it had come to {feed.seq}")
        if self._head != feed:
            raise _Broken(feed.seq, None, "the head of the feed does not agree with its events")
        if self._pinned is not None and self._pinned.seq > self._head.seq:
            raise _Broken(self._head.seq + 1, None, f"the feed's end was removed: the anchor is at {self._pinned.seq}")

    def _close(self) -> None:
        """Check the link of the transaction at hand, and go on behind it."""
        seq = self._rows[0].seq
        link = _next_link(self._head.chain, seq, b"".join(row.digest for row in self._rows))
        strangers = [row for row in self._rows if row.chain != link]
        if len(strangers) == len(self._rows):
            raise _Broken(seq, None, "an event of the transaction was removed, replaced or moved")
        if strangers:
            raise _Broken(seq, strangers[0].ord, "the event was altered")
        self._head = Head(seq, link)
        if self._pinned is not None and self._pinned.seq == seq and self._pinned.chain != link:
            raise _Broken(seq, None, "the chain is not the one that the anchor was taken from")
        self._rows = []


def _next_link(chain: bytes, seq: int, digests: bytes) -> bytes:
    """As `app.next_link` computes it."""
    return hashlib.sha256(chain + seq.to_bytes(8, "big", signed=True) + digests).digest()


def _read(anchor: str) -> Head:
    seq, _, chain = anchor.strip().partition(":")
    try:
        return Head(int(seq), bytes.fromhex(chain))
    except ValueError:
        raise Invalid.at("/anchor", "anchor", "must look like 42:0f1e…, as printed by an earlier run") from None
