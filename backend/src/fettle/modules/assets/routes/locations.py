"""Locations over HTTP."""

from uuid import UUID

from litestar.di import Provide

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import InUse
from fettle.modules.assets.actions import locations
from fettle.modules.assets.records.places import Location, LocationFilter
from fettle.modules.assets.routes.filters import location_filter
from fettle.modules.assets.rules.editing import ParentDeleted
from fettle.modules.assets.rules.places import InsideItself, PartStaysBehind, PlacesDisagree
from fettle.modules.assets.wire.places import LocationBody, LocationPatch
from fettle.web.verbs import delete, get, patch, post

FILTER = {"wanted": Provide(location_filter, sync_to_thread=False)}


@get("/locations", may="assets:read", dependencies=FILTER)
async def list_locations(call: Call, page: PageRequest, wanted: LocationFilter) -> Page[Location]:
    """List the locations that you see, by name."""
    return await locations.page(call, page, wanted)


@post("/locations", may="places:write", refuses=(PlacesDisagree,))
async def create_location(data: LocationBody, call: Call) -> Location:
    """Add a location to a site, or inside another location."""
    return await locations.create(call, data.model_dump())


@get("/locations/{location_id:uuid}", may="assets:read")
async def get_location(location_id: UUID, call: Call) -> Location:
    """Get a location."""
    return await locations.get(call, location_id)


@patch(
    "/locations/{location_id:uuid}",
    may="places:write",
    refuses=(PlacesDisagree, InsideItself, PartStaysBehind),
)
async def change_location(location_id: UUID, data: LocationPatch, call: Call, version: int) -> Location:
    """Change a location, or move it by a new parent or site.

    Everything inside comes along: locations, and the assets that stand in them with their parts. At a new site parts
    that stood outside of the location have no location any more.
    """
    return await locations.change(call, location_id, data.given(), version)


@delete("/locations/{location_id:uuid}", may="places:write", refuses=(InUse,))
async def delete_location(location_id: UUID, call: Call, version: int) -> None:
    """Delete a location in which nothing stands any more."""
    await locations.delete(call, location_id, version)


@post("/locations/{location_id:uuid}/restore", may="places:write", refuses=(ParentDeleted,), status_code=200)
async def restore_location(location_id: UUID, call: Call) -> Location:
    """Bring a deleted location back."""
    return await locations.restore(call, location_id)


routes = [list_locations, create_location, get_location, change_location, delete_location, restore_location]
