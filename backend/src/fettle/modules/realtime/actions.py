"""Listening to what happens."""

from contextlib import AbstractAsyncContextManager

from fettle.db import reading
from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.refusals import Forbidden
from fettle.modules.identity import public as identity
from fettle.modules.realtime.desk.hub import Frames, Hub
from fettle.modules.realtime.desk.subscribers import Renew
from fettle.modules.realtime.records import FeedHead, Position, Wanted
from fettle.modules.realtime.rules import positions


def listen(
    hub: Hub, caller: Caller, wanted: Wanted, renew: Renew, *, last_id: str | None, lifetime: float = float("inf")
) -> AbstractAsyncContextManager[Frames]:
    """A stream of what the caller may hear of; `renew` answers with the rights that they have by then."""
    if not caller.may("tenant:read"):
        raise Forbidden("This needs the permission tenant:read.")
    return hub.listening(caller, wanted, renew, last_id=last_id, lifetime=lifetime)


async def head(call: Call) -> FeedHead:
    """How far the feed has come: what is read after this is at least as new."""
    call.must("tenant:read")
    return FeedHead(id=positions.written(Position(await reading.head(call), positions.WHOLE)))


def ticket(gate: identity.Gate, call: Call) -> identity.Ticket:
    """A way in for a minute and once, for a browser that opens a stream. Raises `PeopleOnly` for machines."""
    call.must("tenant:read")
    return gate.ticket(call)
