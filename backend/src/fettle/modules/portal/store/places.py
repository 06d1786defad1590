"""Places: staff's lists, and what the public page needs."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.portal.records.places import Place, PlaceUse
from fettle.modules.portal.records.public import Category, KnownProblem, PlaceInside
from fettle.modules.portal.rules import pages
from fettle.modules.portal.rules.codes import hash_of

READ = """
SELECT p.id, p.name, p.code, p.site_id, p.location_id, p.asset_id, p.page, p.open, p.created_at, p.created_by,
       p.updated_at, p.version, p.deleted_at
FROM portal_places p WHERE p.tenant_id = app.tenant_id()
"""
TO_PRINT = f"""{READ}
    AND p.deleted_at IS NULL AND p.open AND (%(ids)s::uuid[] IS NULL OR p.id = ANY(%(ids)s))
    AND (%(site)s::uuid IS NULL OR p.site_id = %(site)s
         OR EXISTS (SELECT FROM assets a
                    WHERE a.tenant_id = p.tenant_id AND a.id = p.asset_id AND a.site_id = %(site)s)
         OR EXISTS (SELECT FROM locations l
                    WHERE l.tenant_id = p.tenant_id AND l.id = p.location_id AND l.site_id = %(site)s))
ORDER BY p.name, p.id LIMIT %(most)s
"""  # noqa: S608 - a query of our own
NEWEST_FIRST = Order("p.created_at", "timestamptz", "p.id", descending=True)
INSERT = """
INSERT INTO portal_places (tenant_id, id, name, code, code_hash, site_id, location_id, asset_id, page, open, created_at,
                           created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(name)s, %(code)s, %(code_hash)s, %(site_id)s, %(location_id)s, %(asset_id)s,
        %(page)s::jsonb, %(open)s, %(now)s, %(by)s, %(now)s, %(by)s)
"""
SAVE = """
UPDATE portal_places SET name = %(name)s, code = %(code)s, code_hash = %(code_hash)s, page = %(page)s::jsonb,
    open = %(open)s, deleted_at = %(deleted_at)s, version = %(version)s, updated_at = %(now)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
NAMED = """
SELECT coalesce((SELECT name FROM sites WHERE tenant_id = app.tenant_id() AND id = %(site_id)s),
                (SELECT name FROM locations WHERE tenant_id = app.tenant_id() AND id = %(location_id)s),
                (SELECT name FROM assets WHERE tenant_id = app.tenant_id() AND id = %(asset_id)s),
                (SELECT name FROM tenants WHERE id = app.tenant_id()))
"""
SITE_OF = """
SELECT coalesce(%(site_id)s::uuid,
                (SELECT site_id FROM locations WHERE tenant_id = app.tenant_id() AND id = %(location_id)s),
                (SELECT site_id FROM assets WHERE tenant_id = app.tenant_id() AND id = %(asset_id)s))
"""
# What at a site has no open place yet.
ASSETS_WITHOUT = """
SELECT a.id, a.name FROM assets a
WHERE a.tenant_id = app.tenant_id() AND a.site_id = %s AND a.deleted_at IS NULL AND a.status <> 'retired'
  AND NOT EXISTS (SELECT FROM portal_places p
                  WHERE p.tenant_id = a.tenant_id AND p.asset_id = a.id AND p.deleted_at IS NULL)
ORDER BY a.name, a.id LIMIT %s
"""
LOCATIONS_WITHOUT = """
SELECT l.id, l.name FROM locations l
WHERE l.tenant_id = app.tenant_id() AND l.site_id = %s AND l.deleted_at IS NULL
  AND NOT EXISTS (SELECT FROM portal_places p
                  WHERE p.tenant_id = l.tenant_id AND p.location_id = l.id AND p.deleted_at IS NULL)
ORDER BY l.name, l.id LIMIT %s
"""
INSIDE = """
SELECT p.id, p.name, p.site_id, p.location_id, p.asset_id, p.page, coalesce(a.latitude, s.latitude) AS latitude,
       coalesce(a.longitude, s.longitude) AS longitude
FROM portal_places p
LEFT JOIN assets a ON a.tenant_id = p.tenant_id AND a.id = p.asset_id
LEFT JOIN locations l ON l.tenant_id = p.tenant_id AND l.id = p.location_id
LEFT JOIN sites s ON s.tenant_id = p.tenant_id AND s.id = coalesce(p.site_id, a.site_id, l.site_id)
WHERE p.tenant_id = app.tenant_id() AND p.id = %s AND p.deleted_at IS NULL AND p.open
  AND (p.asset_id IS NULL OR a.deleted_at IS NULL) AND (p.location_id IS NULL OR l.deleted_at IS NULL)
  AND (coalesce(p.site_id, a.site_id, l.site_id) IS NULL OR s.deleted_at IS NULL)
"""
CATEGORIES = """
SELECT id, name FROM task_codes
WHERE tenant_id = app.tenant_id() AND id = ANY(%(ids)s) AND active AND deleted_at IS NULL
ORDER BY array_position(%(ids)s, id)
"""
# Only what the house itself has taken on: the words of people outside are shown to nobody else.
OPEN_WORK = """
SELECT w.title, w.status, w.reported_at AS since FROM work_orders w
WHERE w.tenant_id = app.tenant_id() AND w.deleted_at IS NULL
  AND w.status IN ('new', 'approved', 'in_progress', 'on_hold') AND w.kind IN ('corrective', 'request')
  AND ({where})
ORDER BY w.reported_at DESC, w.id LIMIT 5
"""
AT = {
    "asset_id": """EXISTS (SELECT FROM work_order_assets l WHERE l.tenant_id = w.tenant_id AND l.work_order_id = w.id
        AND l.asset_id = %(id)s)""",
    "location_id": "w.location_id = %(id)s",
    "site_id": "w.site_id = %(id)s",
}
WAITING = """
SELECT count(*) FROM portal_threads t
JOIN work_requests r ON r.tenant_id = t.tenant_id AND r.id = t.request_id
WHERE t.tenant_id = app.tenant_id() AND t.place_id = %s AND r.status = 'new' AND r.deleted_at IS NULL
"""
VISITED = """
INSERT INTO portal_visits (tenant_id, place_id, day) VALUES (app.tenant_id(), %s, %s)
ON CONFLICT (tenant_id, place_id, day) DO UPDATE SET visits = portal_visits.visits + 1
"""
USE = """
SELECT p.id AS place_id, p.name,
       coalesce((SELECT sum(v.visits) FROM portal_visits v
                 WHERE v.tenant_id = p.tenant_id AND v.place_id = p.id AND v.day >= %(since)s), 0) AS visits,
       coalesce(asked.requests, 0) AS requests, coalesce(asked.approved, 0) AS approved,
       coalesce(asked.declined, 0) AS declined, coalesce(asked.duplicates, 0) AS duplicates, asked.last_request_at
FROM portal_places p
LEFT JOIN LATERAL (
    SELECT count(*) AS requests, count(*) FILTER (WHERE r.status = 'approved') AS approved,
           count(*) FILTER (WHERE r.status = 'declined') AS declined,
           count(*) FILTER (WHERE r.status = 'duplicate') AS duplicates, max(r.reported_at) AS last_request_at
    FROM portal_threads t JOIN work_requests r ON r.tenant_id = t.tenant_id AND r.id = t.request_id
    WHERE t.tenant_id = p.tenant_id AND t.place_id = p.id AND r.reported_at >= %(since)s AND r.deleted_at IS NULL
) asked ON true
WHERE p.tenant_id = app.tenant_id() AND p.deleted_at IS NULL
"""
BY_NAME = Order("p.name", "text", "p.id")


class Named(msgspec.Struct, frozen=True):
    """Something at a site."""

    id: UUID
    name: str


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    """A place as it is kept."""

    id: UUID
    name: str
    code: str
    site_id: UUID | None
    location_id: UUID | None
    asset_id: UUID | None
    page: dict[str, Any]
    open: bool
    created_at: Any
    created_by: UUID | None
    updated_at: Any
    version: int
    deleted_at: Any


async def some(call: Call, filters: Mapping[str, Any], page: PageRequest) -> list[Place]:
    """A page of places, newest first, one more than asked for."""
    after, position = NEWEST_FIRST.after(page.position)
    named = [f"p.{column} = %({column})s" for column in ("site_id", "location_id", "asset_id") if filters.get(column)]
    gone = f"p.deleted_at IS {'NOT ' if filters.get('deleted') else ''}NULL"
    query = " AND ".join([READ, gone, *named, *after]) + NEWEST_FIRST.by + " LIMIT %(limit)s"
    rows = await call.all(_Row, query, {**filters, **position, "limit": page.limit + 1})
    return [_place(row) for row in rows]


async def many(call: Call, place_ids: Sequence[UUID] | None, site_id: UUID | None, most: int) -> list[Place]:
    """Places to print, by name: those named, or all that stand at a site, or all."""
    ids = None if place_ids is None else list(place_ids)
    return [_place(row) for row in await call.all(_Row, TO_PRINT, {"ids": ids, "site": site_id, "most": most})]


async def get(call: Call, place_id: UUID) -> Place:
    """A place. Raises `NotFound`."""
    return _place(await call.one(_Row, READ + " AND p.id = %s AND p.deleted_at IS NULL", [place_id]))


async def at_code(call: Call, code: str) -> Place | None:
    """The place that a code leads to, closed ones too; None where there is none that the caller sees."""
    row = await call.maybe(_Row, READ + " AND p.code_hash = %s AND p.deleted_at IS NULL", [hash_of(code)])
    return None if row is None else _place(row)


async def lock(call: Call, place_id: UUID, *, deleted: bool = False) -> Place:
    """A place, nobody else changing it. Raises `NotFound`."""
    gone = f" AND p.deleted_at IS {'NOT ' if deleted else ''}NULL"
    return _place(await call.one(_Row, READ + " AND p.id = %s" + gone + " FOR UPDATE", [place_id]))


async def named(call: Call, *, site_id: UUID | None, location_id: UUID | None, asset_id: UUID | None) -> str:
    """The name of what a place stands for: the tenant's own where it is for all of it."""
    where = {"site_id": site_id, "location_id": location_id, "asset_id": asset_id}
    return str(await call.value(NAMED, where))


async def site_of(call: Call, place: Place) -> UUID | None:
    """The site at which a place stands."""
    where = {"site_id": place.site_id, "location_id": place.location_id, "asset_id": place.asset_id}
    found: UUID | None = await call.value(SITE_OF, where)
    return found


async def without(call: Call, kind: str, site_id: UUID, most: int) -> list[Named]:
    """The assets or locations of a site that have no place yet, by name."""
    query = ASSETS_WITHOUT if kind == "assets" else LOCATIONS_WITHOUT
    return await call.all(Named, query, [site_id, most])


async def insert(call: Call, places: Sequence[Place], changes: Iterable[Change]) -> None:
    """Open places."""
    await call.write_many(changes, INSERT, [_row(call, place) for place in places])


async def save(call: Call, place: Place, change: Change) -> None:
    """Keep what changed of a place."""
    await call.write(change, SAVE, _row(call, place))


async def use(call: Call, since: date, page: PageRequest) -> list[PlaceUse]:
    """How places were used since a day, by name, one more than asked for."""
    after, position = BY_NAME.after(page.position)
    query = " AND ".join([USE, *after]) + BY_NAME.by + " LIMIT %(limit)s"
    return await call.all(PlaceUse, query, {"since": since, **position, "limit": page.limit + 1})


async def inside(call: Call, place_id: UUID) -> PlaceInside | None:
    """A place as its public page needs it, None once it or what it stands for is closed."""
    return await call.maybe(PlaceInside, INSIDE, [place_id])


async def categories(call: Call, task_code_ids: Sequence[UUID]) -> list[Category]:
    """The kinds of problem to choose from, in their order."""
    return await call.all(Category, CATEGORIES, {"ids": list(task_code_ids)})


async def open_work(call: Call, place: PlaceInside) -> list[KnownProblem]:
    """What is being worked on at the place, newest first."""
    for column, where in AT.items():
        if (known := getattr(place, column)) is not None:
            return await call.all(KnownProblem, OPEN_WORK.format(where=where), {"id": known})
    return []


async def waiting(call: Call, place_id: UUID) -> int:
    """How many reports of this place nobody has looked at yet."""
    return int(await call.value(WAITING, [place_id]))


async def visited(call: Call, place_id: UUID, day: date) -> None:
    """Count a visit."""
    await call.keep(VISITED, [place_id, day])


def _row(call: Call, place: Place) -> dict[str, Any]:
    kept = msgspec.structs.asdict(place)
    page = encode(pages.without_nulls(place.page))
    return {**kept, "page": page, "code_hash": hash_of(place.code), "now": call.now, "by": call.user_id}


def _place(row: _Row) -> Place:
    return Place(**{**msgspec.structs.asdict(row), "page": pages.kept_page(row.page)})
