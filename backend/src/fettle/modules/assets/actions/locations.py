"""Locations: keeping them, and moving them with all that is in them."""

from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets.actions import moves
from fettle.modules.assets.actions.seeing import must_see
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.records.places import Location, LocationFilter
from fettle.modules.assets.records.spots import Spot
from fettle.modules.assets.records.things import Move
from fettle.modules.assets.rules import editing, places
from fettle.modules.assets.store import locations as store
from fettle.modules.assets.store import moves as asset_moves
from fettle.modules.assets.store import trees
from fettle.modules.tenancy import public as tenancy


async def page(call: Call, request: PageRequest, wanted: LocationFilter) -> Page[Location]:
    """The locations that the caller sees, by name."""
    call.must("assets:read")
    return request.page(await store.page(call, request, wanted), key=lambda location: [location.name, location.id])


async def get(call: Call, location_id: UUID) -> Location:
    """One location."""
    call.must("assets:read")
    return await store.get(call, location_id)


async def create(call: Call, given: dict[str, Any]) -> Location:
    """Add a location to a site, or inside another location and so at its site."""
    call.must("places:write")
    await trees.take_turns(call)
    await must_see(call, sites={"/siteId": given["site_id"]}, locations={"/parentId": given["parent_id"]})
    parent = await store.spot(call, given["parent_id"])
    site_id = places.agreed_site(given["site_id"], location=None, parent=parent)
    places.check_site_known(site_id)
    location = Location(id=call.new_id(), created_at=call.now, updated_at=call.now, **{**given, "site_id": site_id})
    location = editing.edited(location, {"custom": await tenancy.check_custom(call, "location", location.custom)})
    await store.add(
        call, location, Change("location.created", location.id, after=facts(location), site_id=location.site_id)
    )
    return location


async def change(call: Call, location_id: UUID, given: dict[str, Any], version: int) -> Location:
    """Change a location. A new parent or site takes along everything that is in it, assets as well."""
    call.must("places:write")
    moving = given.keys() & {"parent_id", "site_id"}
    if moving:
        await trees.take_turns(call)
    before = await store.get_for_update(call, location_id)
    editing.expect(before, version)
    after: Location = editing.edited(before, editing.without(given, "parent_id", "site_id"))
    if "custom" in given:
        custom = await tenancy.check_custom(call, "location", given["custom"], before=before.custom)
        after = editing.edited(after, {"custom": custom})
    if moving:
        after = await _moved(call, before, after, given)
    return await _save(call, "location.moved" if moving else "location.changed", before, after)


async def delete(call: Call, location_id: UUID, version: int) -> None:
    """Delete a location in which nothing stands any more; it can be restored."""
    call.must("places:write")
    before = await store.get_for_update(call, location_id)
    editing.expect(before, version)
    places.check_unused(await store.use(call, location_id))
    await _save(call, "location.removed", before, editing.edited(before, {"deleted_at": call.now}))


async def restore(call: Call, location_id: UUID) -> Location:
    """Bring a deleted location back, once its parent and site are there again."""
    call.must("places:write")
    before = await store.get_for_update(call, location_id, deleted=True)
    known = await trees.seen(
        call, {"site": [before.site_id], "location": [before.parent_id] if before.parent_id else [], "asset": []}
    )
    if len(known) < 1 + (before.parent_id is not None):
        raise editing.ParentDeleted()
    return await _save(call, "location.restored", before, editing.edited(before, {"deleted_at": None}))


async def _moved(call: Call, before: Location, after: Location, given: dict[str, Any]) -> Location:
    """`after` at its new place, with everything inside taken along to the new site."""
    await must_see(call, sites={"/siteId": given.get("site_id")}, locations={"/parentId": given.get("parent_id")})
    inside = await store.below(call, before.id)
    parent_id = given.get("parent_id", before.parent_id)
    places.check_no_ring(parent_id, [spot.id for spot in inside])
    here = Spot(id=before.id, name=before.name, parent_id=before.parent_id, site_id=before.site_id)
    move = Move(given=frozenset(given), parent_id=given.get("parent_id"), site_id=given.get("site_id"))
    there = places.placed(here, move, location=None, parent=await store.spot(call, parent_id))
    site_id = places.check_site_known(there.site_id)
    if site_id != before.site_id:
        await _take_along(call, before, [spot for spot in inside if spot.id != before.id], site_id)
    moved: Location = msgspec.structs.replace(after, parent_id=there.parent_id, site_id=site_id)
    return moved


async def _take_along(call: Call, moved: Location, inside: list[Spot], site_id: UUID) -> None:
    """Take what is in a location to its new site: locations, and assets with their parts."""
    going = [moved.id, *(spot.id for spot in inside)]
    changes = [
        *moves.changes("location", inside, places.following(inside, site_id, kept_locations=going)),
        moves.left("location", moved.id, moved.site_id),
    ]
    await store.relocate(call, [spot.id for spot in inside], site_id, changes)
    assets = await asset_moves.below(call, [], locations=going)
    places.check_none_torn(assets)
    await moves.follow(call, assets, places.following(assets, site_id, kept_locations=going))


async def _save(call: Call, verb: str, before: Location, after: Location) -> Location:
    was, now = difference(before, after)
    if not now:
        return before
    await store.save(call, after, Change(verb, after.id, after=now, before=was, site_id=after.site_id))
    return msgspec.structs.replace(after, version=before.version + 1, updated_at=call.now)
