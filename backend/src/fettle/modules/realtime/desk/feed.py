"""Reading the feed: as the product itself for everybody who listens, and under a caller's own row security."""

from collections.abc import AsyncIterator
from uuid import UUID

from fettle.db import reading
from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.db.reading import FeedEvent
from fettle.modules.realtime.records import Happened, Position
from fettle.modules.realtime.rules import positions, sight

PAGE = 500
OWNERS = ("user_id", "owner_id")


async def heads(door: Door) -> dict[UUID, int]:
    """How far the feed of every tenant has come."""
    async with door.open(system(None, via="stream", realm="worker"), read_only=True) as call:
        return {head.tenant_id: head.seq for head in await reading.heads(call)}


async def head(door: Door, tenant_id: UUID) -> Position:
    """How far the feed of a tenant has come."""
    async with door.open(system(tenant_id, via="stream"), read_only=True) as call:
        return Position(await reading.head(call), positions.WHOLE)


async def page(door: Door, tenant_id: UUID, after: Position) -> list[Happened]:
    """The next events of a tenant, whoever may see them."""
    return await _page(door, system(tenant_id, via="stream"), after)


async def missed(door: Door, caller: Caller, after: Position, until: Position) -> AsyncIterator[list[Happened]]:
    """What the caller can see of what happened after one position and up to another, a page at a time.

    No transaction is open while a page is being sent.
    """
    while after < until:
        events = await _page(door, caller, after)
        yield [event for event in events if event.position <= until]
        after = events[-1].position if len(events) == PAGE else until


async def _page(door: Door, caller: Caller, after: Position) -> list[Happened]:
    async with door.open(caller, read_only=True) as call:
        return [happened(event) for event in await reading.events_after(call, after.seq, after.ord, limit=PAGE)]


def happened(event: FeedEvent) -> Happened:
    """An event of the feed without its values."""
    return Happened(
        position=Position(event.seq, event.ord),
        id=event.id,
        type=event.type,
        entity=event.entity,
        entity_id=event.entity_id,
        about_id=event.about_id,
        site_id=event.site_id,
        bears_costs=event.bears_costs,
        actor_user_id=event.actor_user_id,
        at=event.at,
        changed=sorted(_camel(name) for name in event.before.keys() | event.after.keys()),
        owners=_owners(event) if event.entity in sight.OWN else frozenset(),
    )


def _owners(event: FeedEvent) -> frozenset[UUID]:
    named = (values.get(name) for values in (event.before, event.after) for name in OWNERS)
    return frozenset(UUID(str(each)) for each in named if each is not None)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)
