"""The SQL of sites."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order, where
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.assets.records.places import Site, SiteUse

SITES = """
SELECT id, name, code, address, time_zone, latitude, longitude, custom, version, created_at, updated_at, deleted_at
FROM sites
"""
ADD = """
INSERT INTO sites (tenant_id, id, name, code, address, time_zone, latitude, longitude, custom, created_at, created_by,
                   updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(name)s, %(code)s, %(address)s, %(time_zone)s, %(latitude)s, %(longitude)s,
        %(custom)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
SAVE = """
UPDATE sites SET name = %(name)s, code = %(code)s, address = %(address)s, time_zone = %(time_zone)s,
    latitude = %(latitude)s, longitude = %(longitude)s, custom = %(custom)s, deleted_at = %(deleted_at)s,
    version = version + 1, updated_at = %(at)s, updated_by = %(by)s
WHERE id = %(id)s
"""
USE = """
SELECT (SELECT count(*) FROM locations WHERE site_id = %(site)s AND deleted_at IS NULL) AS locations,
       (SELECT count(*) FROM assets WHERE site_id = %(site)s AND deleted_at IS NULL) AS assets
"""
BY_NAME = Order("name", "text", "id")


async def page(call: Call, request: PageRequest, *, ids: Sequence[UUID] | None, deleted: bool) -> list[Site]:
    """The sites of one page by name, or these of them, one more than it holds."""
    after, parameters = BY_NAME.after(request.position)
    live = f"deleted_at IS {'NOT ' if deleted else ''}NULL"
    these = [] if ids is None else ["id = ANY (%(ids)s)"]
    query = SITES + where([live, *these, *after]) + BY_NAME.by + " LIMIT %(most)s"
    return await call.all(Site, query, {**parameters, "ids": ids, "most": request.limit + 1})


async def get(call: Call, site_id: UUID) -> Site:
    """The site. Raises `NotFound`."""
    return await call.one(Site, SITES + " WHERE id = %s AND deleted_at IS NULL", [site_id])


async def get_for_update(call: Call, site_id: UUID, *, deleted: bool = False) -> Site:
    """The site, held until the end of the call; with `deleted` a deleted one. Raises `NotFound`."""
    live = f" WHERE id = %s AND deleted_at IS {'NOT ' if deleted else ''}NULL FOR UPDATE"
    return await call.one(Site, SITES + live, [site_id])


async def use(call: Call, site_id: UUID) -> SiteUse:
    """How many locations and assets stand at the site."""
    return await call.one(SiteUse, USE, {"site": site_id})


async def add(call: Call, site: Site, change: Change) -> None:
    """Store a new site."""
    await call.write(change, ADD, _row(call, site))


async def save(call: Call, site: Site, change: Change) -> None:
    """Store the site as it is now."""
    await call.write(change, SAVE, _row(call, site))


def _row(call: Call, site: Site) -> dict[str, Any]:
    return {**msgspec.structs.asdict(site), "custom": encode(site.custom), "at": call.now, "by": call.user_id}
