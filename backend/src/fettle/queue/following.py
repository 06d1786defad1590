"""Followers of the feed are told what happened: tenant by tenant, in commit order, each event once."""

import random
from datetime import timedelta
from uuid import UUID

import msgspec
import structlog

from fettle.db import reading
from fettle.db.call import Call, encode
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.db.errors import TryAgain
from fettle.db.reading import FeedEvent
from fettle.queue.declared import Follower, Job
from fettle.queue.performing import AWAY, explained, lay_aside
from fettle.queue.sweeping import worker

BATCH = 500
PATIENCE = 10
"""Failures in a row after which a batch is told event by event, and the one that nobody can deal with is laid aside."""
LONGEST_WAIT = 300.0
WHOLE = 2**31 - 1
"""The position behind the last change of a transaction."""

OPEN = """
INSERT INTO feed_positions (tenant_id, follower) VALUES (app.tenant_id(), %s)
ON CONFLICT (tenant_id, follower) DO NOTHING
"""
LOCK = """
SELECT seq, ord, failures FROM feed_positions WHERE tenant_id = app.tenant_id() AND follower = %s FOR UPDATE SKIP LOCKED
"""
MOVE = """
UPDATE feed_positions SET seq = %s, ord = %s, failures = %s, retry_at = NULL
WHERE tenant_id = app.tenant_id() AND follower = %s
"""
FAILED = """
UPDATE feed_positions SET failures = failures + 1, retry_at = clock_timestamp() + %s
WHERE tenant_id = app.tenant_id() AND follower = %s
"""

log = structlog.get_logger("fettle.queue")


class Position(msgspec.Struct, frozen=True):
    """How far a follower has come in a tenant's feed, and how often in a row it failed there."""

    seq: int
    ord: int
    failures: int

    @property
    def alone(self) -> bool:
        """Whether each event is told by itself now, to find the one that is at fault."""
        return self.failures >= PATIENCE


async def register(door: Door, followers: list[str]) -> None:
    """Let these be told what happens from now on: new ones start where each feed is, and hear all of later tenants."""
    async with door.open(worker()) as call:
        await call.keep("SELECT app.register_followers(%s)", [followers])


async def behind(call: Call, followers: list[str], tenants: list[UUID] | None = None) -> list[tuple[UUID, str]]:
    """Tenant and follower wherever something has not been told yet, of these tenants or of all."""
    query = "SELECT tenant_id, follower FROM app.feed_behind(%s, %s::uuid[])"
    return await call.all(tuple, query, [followers, tenants])


class Telling:
    """What is being told, for whoever deals with a failure once the transaction is gone."""

    def __init__(self, follower: Follower) -> None:
        self.follower = follower
        self.position: Position | None = None
        self.events: list[FeedEvent] = []


async def follow(door: Door, follower: Follower, tenant_id: UUID, *, strict: bool = False) -> bool:
    """Tell the follower the next events of a tenant; whether there may be more.

    A failure is recorded and tried again later; with `strict` it is raised.
    """
    telling = Telling(follower)
    try:
        async with door.open(system(tenant_id, via="job")) as call:
            return await _tell(call, telling)
    except (*AWAY, TryAgain):
        if strict:
            raise
        return False
    except Exception as error:
        if strict or telling.position is None:
            raise
        log.error("follower failed", follower=follower.name, tenant=str(tenant_id), exc_info=error)
        async with door.open(system(tenant_id, via="job")) as call:
            return await _note(call, telling, telling.position, error)


async def _tell(call: Call, telling: Telling) -> bool:
    follower = telling.follower
    await call.keep(OPEN, [follower.name])
    position = telling.position = await call.maybe(Position, LOCK, [follower.name])
    if position is None:
        return False
    read = await reading.events_after(call, position.seq, position.ord, limit=BATCH)
    taken = _taken(position, read, follower)
    telling.events = [event for event in taken.events if wants(follower, event.type)]
    if telling.events:
        await follower.run(call, telling.events)
    failures = position.failures if position.alone and taken.more else 0
    await call.keep(MOVE, [taken.seq, taken.ord, failures, follower.name])
    return taken.more


class Taken(msgspec.Struct, frozen=True):
    """What is told now of what was read, the position after it, and whether more may follow."""

    events: list[FeedEvent]
    seq: int
    ord: int
    more: bool


def _taken(position: Position, read: list[FeedEvent], follower: Follower) -> Taken:
    """Transactions are told whole, unless one alone is larger than a batch."""
    if not read:
        return Taken([], position.seq, WHOLE, more=False)
    full = len(read) == BATCH
    if position.alone:
        first = next((n for n, event in enumerate(read) if wants(follower, event.type)), len(read) - 1)
        taken = read[: first + 1]
        more = full or len(taken) < len(read)
        return Taken(taken, taken[-1].seq, taken[-1].ord if more else WHOLE, more)
    whole = [event for event in read if event.seq != read[-1].seq] if full else read
    if whole:
        return Taken(whole, whole[-1].seq, WHOLE, full)
    return Taken(read, read[-1].seq, read[-1].ord, more=True)


def wants(follower: Follower, type: str) -> bool:
    """Whether the follower is told events of this type."""
    return "*" in follower.types or type in follower.types or f"{type.partition('.')[0]}.*" in follower.types


async def _note(call: Call, telling: Telling, position: Position, error: Exception) -> bool:
    """Try again later, or lay the event aside once it is known to be the one."""
    follower = telling.follower
    if await call.maybe(Position, LOCK, [follower.name]) != position:
        return False
    if position.alone and telling.events:
        poison = telling.events[0]
        given = encode({"seq": poison.seq, "ord": poison.ord})
        await lay_aside(call, retelling(follower).name, given, position.failures, explained(error))
        await call.keep(MOVE, [poison.seq, poison.ord, 0, follower.name])
        return True
    seconds = min(2.0**position.failures, LONGEST_WAIT) * random.uniform(0.75, 1.25)  # noqa: S311 - no secret
    await call.keep(FAILED, [timedelta(seconds=seconds), follower.name])
    return False


def retelling(follower: Follower) -> Job:
    """The job that tells a follower one event again which it could not deal with before."""

    async def retell(call: Call, *, seq: int, ord: int) -> None:
        await follower.run(call, await reading.events_after(call, seq, ord - 1, limit=1))

    return Job(f"follow.{follower.name}", retell, 3, 120)
