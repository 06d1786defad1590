"""The SQL of locations."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order, where
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.assets.records.places import Location, LocationFilter, SiteUse
from fettle.modules.assets.records.spots import Spot

LOCATIONS = """
SELECT id, site_id, parent_id, name, kind, custom, version, created_at, updated_at, deleted_at
FROM locations
"""
ADD = """
INSERT INTO locations (tenant_id, id, site_id, parent_id, name, kind, custom, created_at, created_by, updated_at,
                       updated_by)
VALUES (app.tenant_id(), %(id)s, %(site_id)s, %(parent_id)s, %(name)s, %(kind)s, %(custom)s, %(at)s, %(by)s, %(at)s,
        %(by)s)
"""
SAVE = """
UPDATE locations SET site_id = %(site_id)s, parent_id = %(parent_id)s, name = %(name)s, kind = %(kind)s,
    custom = %(custom)s, deleted_at = %(deleted_at)s, version = version + 1, updated_at = %(at)s, updated_by = %(by)s
WHERE id = %(id)s
"""
RELOCATE = """
UPDATE locations SET site_id = %(site)s, version = version + 1, updated_at = %(at)s, updated_by = %(by)s
WHERE id = ANY (%(ids)s)
"""
SPOT = "SELECT id, name, parent_id, site_id FROM locations WHERE id = %s AND deleted_at IS NULL"
SPOTS = "SELECT id, name, parent_id, site_id FROM locations WHERE id = ANY (%s) AND deleted_at IS NULL"
BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT %s::uuid UNION SELECT l.id FROM locations l JOIN below b ON l.parent_id = b.id
)
SELECT l.id, l.name, l.parent_id, l.site_id FROM locations l JOIN below USING (id)
"""
AT_SITES = (
    "SELECT id, name, parent_id, site_id FROM locations WHERE site_id = ANY (%s) AND deleted_at IS NULL ORDER BY id"
)
ADD_MANY = """
INSERT INTO locations (tenant_id, id, site_id, parent_id, name, kind, created_at, created_by, updated_at, updated_by)
SELECT app.tenant_id(), g.id, g.site_id, g.parent_id, g.name, g.kind, %(at)s, %(by)s, %(at)s, %(by)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, site_id uuid, parent_id uuid, name text, kind text)
"""
USE = """
SELECT (SELECT count(*) FROM locations WHERE parent_id = %(location)s AND deleted_at IS NULL) AS locations,
       (SELECT count(*) FROM assets WHERE location_id = %(location)s AND deleted_at IS NULL) AS assets
"""
BY_NAME = Order("name", "text", "id")


async def page(call: Call, request: PageRequest, wanted: LocationFilter) -> list[Location]:
    """The locations of one page by name, one more than it holds."""
    after, parameters = BY_NAME.after(request.position)
    conditions = [f"deleted_at IS {'NOT ' if wanted.deleted else ''}NULL", *after]
    if wanted.site_ids:
        conditions.append("site_id = ANY (%(site_ids)s)")
    if wanted.parent_id is not None:
        conditions.append("parent_id = %(parent_id)s")
    if wanted.roots:
        conditions.append("parent_id IS NULL")
    parameters |= {"site_ids": wanted.site_ids, "parent_id": wanted.parent_id, "most": request.limit + 1}
    return await call.all(Location, LOCATIONS + where(conditions) + BY_NAME.by + " LIMIT %(most)s", parameters)


async def get(call: Call, location_id: UUID) -> Location:
    """The location. Raises `NotFound`."""
    return await call.one(Location, LOCATIONS + " WHERE id = %s AND deleted_at IS NULL", [location_id])


async def get_for_update(call: Call, location_id: UUID, *, deleted: bool = False) -> Location:
    """The location, held until the end of the call; with `deleted` a deleted one. Raises `NotFound`."""
    live = f" WHERE id = %s AND deleted_at IS {'NOT ' if deleted else ''}NULL FOR UPDATE"
    return await call.one(Location, LOCATIONS + live, [location_id])


async def spot(call: Call, location_id: UUID | None) -> Spot | None:
    """Where a location stands, None when it is not known."""
    return None if location_id is None else await call.maybe(Spot, SPOT, [location_id])


async def spots(call: Call, location_ids: Sequence[UUID]) -> dict[UUID, Spot]:
    """Where locations stand, by id."""
    rows = await call.all(Spot, SPOTS, [list(location_ids)]) if location_ids else []
    return {row.id: row for row in rows}


async def at_sites(call: Call, site_ids: Sequence[UUID]) -> list[Spot]:
    """All locations at sites."""
    return await call.all(Spot, AT_SITES, [list(site_ids)])


async def add_many(call: Call, locations: Sequence[Location], changes: Sequence[Change]) -> None:
    """Store new locations without custom values, parents and children at once."""
    rows = encode([msgspec.structs.asdict(location) for location in locations])
    await call.write(changes, ADD_MANY, {"rows": rows, "at": call.now, "by": call.user_id})


async def below(call: Call, location_id: UUID) -> list[Spot]:
    """The location and everything in it, deleted ones as well: they may be restored."""
    return await call.all(Spot, BELOW, [location_id])


async def use(call: Call, location_id: UUID) -> SiteUse:
    """How many locations and assets stand directly in the location."""
    return await call.one(SiteUse, USE, {"location": location_id})


async def add(call: Call, location: Location, change: Change) -> None:
    """Store a new location."""
    await call.write(change, ADD, _row(call, location))


async def save(call: Call, location: Location, change: Change) -> None:
    """Store the location as it is now."""
    await call.write(change, SAVE, _row(call, location))


async def relocate(call: Call, ids: Sequence[UUID], site_id: UUID, changes: Sequence[Change]) -> None:
    """Take locations along to another site."""
    row = {"ids": list(ids), "site": site_id, "at": call.now, "by": call.user_id}
    await call.write(changes, RELOCATE, row)


def _row(call: Call, location: Location) -> dict[str, Any]:
    return {**msgspec.structs.asdict(location), "custom": encode(location.custom), "at": call.now, "by": call.user_id}
