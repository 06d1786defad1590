"""Moving: records that come to stand elsewhere, and what the feed says of it at both ends."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.refusals import NotFound
from fettle.modules.assets.actions.seeing import must_see
from fettle.modules.assets.records.spots import Spot
from fettle.modules.assets.records.things import Move
from fettle.modules.assets.rules import places
from fettle.modules.assets.store import locations, moves, trees


async def move(call: Call, asset_id: UUID, move: Move) -> None:
    """Put an asset below another parent, into another location or at another site; its parts come along.

    A part that comes along to another site leaves its location, unless that is given.
    """
    call.must("assets:write")
    await trees.take_turns(call)
    await must_see(
        call,
        sites={"/siteId": move.site_id},
        locations={"/locationId": move.location_id},
        assets={"/parentId": move.parent_id},
    )
    before = await moves.spot(call, asset_id)
    if before is None:
        raise NotFound()
    branch = await moves.below(call, [asset_id])
    parent_id = move.parent_id if "parent_id" in move.given else before.parent_id
    location_id = move.location_id if "location_id" in move.given else before.location_id
    places.check_no_ring(parent_id, [spot.id for spot in branch])
    location, parent = await locations.spot(call, location_id), await moves.spot(call, parent_id)
    after = places.placed(before, move, location=location, parent=parent)
    places.check_site_stated(after.site_id, sees_every_site=call.caller.site_scope is None)
    parts = [spot for spot in branch if spot.id != asset_id]
    await follow(call, [before, *parts], [after, *places.following(parts, after.site_id)])


async def follow(call: Call, before: Sequence[Spot], after: Sequence[Spot]) -> None:
    """Put assets where they now stand, those that have moved."""
    moved = [new for old, new in zip(before, after, strict=True) if new != old]
    if moved:
        await moves.move(call, moved, changes("asset", before, after))


async def subtree_ids(call: Call, asset_id: UUID) -> list[UUID]:
    """The asset and everything that is part of it."""
    return [spot.id for spot in await moves.below(call, [asset_id])]


def changes(entity: str, before: Sequence[Spot], after: Sequence[Spot]) -> list[Change]:
    """The changes of records that moved: told at the site where each now stands, and at the one that it left."""
    told = []
    for old, new in zip(before, after, strict=True):
        was, now = difference(old, new)
        if not now:
            continue
        if old.site_id != new.site_id:
            told.append(left(entity, old.id, old.site_id))
        told.append(Change(f"{entity}.moved", new.id, after=now, before=was, site_id=new.site_id))
    return told


def left(entity: str, record_id: UUID, site_id: UUID | None) -> Change:
    """What those who see only the old site learn: the record is no longer there, not where it went."""
    return Change(f"{entity}.left_site", record_id, site_id=site_id)
