"""Work orders: read for decisions, created, changed."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.kit.refusals import NotFound
from fettle.modules.work_orders.records import CalledWorkOrder, WorkOrder

TYPES = {
    "id": "uuid",
    "number": "bigint",
    "reference": "text",
    "title": "text",
    "description": "text",
    "status": "text",
    "priority": "text",
    "kind": "text",
    "site_id": "uuid",
    "location_id": "uuid",
    "assignee_id": "uuid",
    "crew_id": "uuid",
    "requested_by_id": "uuid",
    "scheduled_start": "timestamptz",
    "scheduled_end": "timestamptz",
    "due_at": "timestamptz",
    "reported_at": "timestamptz",
    "started_at": "timestamptz",
    "completed_at": "timestamptz",
    "completed_by_id": "uuid",
    "closed_at": "timestamptz",
    "hold_reason_id": "uuid",
    "cancel_reason_id": "uuid",
    "status_note": "text",
    "estimated_hours": "numeric",
    "gl_code_id": "uuid",
    "problem_code_id": "uuid",
    "cause_code_id": "uuid",
    "remedy_code_id": "uuid",
    "follow_up_of_id": "uuid",
    "template_id": "uuid",
    "plan_id": "uuid",
    "occurrence_id": "uuid",
    "latitude": "numeric",
    "longitude": "numeric",
    "custom": "jsonb",
    "planned_materials": "jsonb",
    "created_at": "timestamptz",
    "created_by": "uuid",
    "updated_at": "timestamptz",
    "updated_by": "uuid",
    "version": "integer",
    "deleted_at": "timestamptz",
}
COLUMNS = ", ".join(f"w.{name}" for name in TYPES)
READ = f"""
SELECT {COLUMNS}, e.estimated_cost,
    ARRAY(SELECT a.asset_id FROM work_order_assets a WHERE a.tenant_id = w.tenant_id AND a.work_order_id = w.id
          ORDER BY a.position, a.asset_id) AS asset_ids,
    ARRAY(SELECT t.tag_id FROM work_order_tags t WHERE t.tenant_id = w.tenant_id AND t.work_order_id = w.id
          ORDER BY t.tag_id) AS tag_ids
FROM work_orders w LEFT JOIN work_order_estimates e ON e.tenant_id = w.tenant_id AND e.work_order_id = w.id
"""  # noqa: S608 - column names from the table above
LOCK_ONE = READ + "WHERE w.tenant_id = app.tenant_id() AND w.id = %s AND w.deleted_at IS NULL FOR UPDATE OF w"
LOCK_ANY = READ + "WHERE w.tenant_id = app.tenant_id() AND w.id = %s FOR UPDATE OF w"
LOCK_MANY = (
    READ
    + "WHERE w.tenant_id = app.tenant_id() AND w.id = ANY(%s) AND w.deleted_at IS NULL ORDER BY w.id FOR UPDATE OF w"
)
GIVEN = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
INSERT = f"""
INSERT INTO work_orders (tenant_id, language, {", ".join(TYPES)})
SELECT app.tenant_id(), coalesce((SELECT t.locale FROM tenants t WHERE t.id = app.tenant_id()), 'en'),
       {", ".join(f"g.{name}" for name in TYPES)}
FROM jsonb_to_recordset(%s::jsonb) AS g({GIVEN})
"""  # noqa: S608 - column names from the table above
INSERT_ASSETS = """
INSERT INTO work_order_assets (tenant_id, work_order_id, asset_id, position)
SELECT app.tenant_id(), g.work_order_id, g.asset_id, g.position
FROM unnest(%s::uuid[], %s::uuid[], %s::integer[]) AS g(work_order_id, asset_id, position)
"""
INSERT_TAGS = """
INSERT INTO work_order_tags (tenant_id, work_order_id, tag_id)
SELECT app.tenant_id(), g.work_order_id, g.tag_id
FROM unnest(%s::uuid[], %s::uuid[]) AS g(work_order_id, tag_id)
"""
DELETE_ASSETS = "DELETE FROM work_order_assets WHERE tenant_id = app.tenant_id() AND work_order_id = ANY(%s)"
DELETE_TAGS = "DELETE FROM work_order_tags WHERE tenant_id = app.tenant_id() AND work_order_id = ANY(%s)"
HANDED_OVER = """
INSERT INTO work_order_handovers (tenant_id, id, work_order_id, staff_id, crew_id, at)
SELECT app.tenant_id(), g.id, g.work_order_id, g.staff_id, g.crew_id, g.at
FROM jsonb_to_recordset(%s::jsonb) AS g(id uuid, work_order_id uuid, staff_id uuid, crew_id uuid, at timestamptz)
"""
ESTIMATE = """
INSERT INTO work_order_estimates (tenant_id, work_order_id, estimated_cost) VALUES (app.tenant_id(), %s, %s)
ON CONFLICT (tenant_id, work_order_id) DO UPDATE SET estimated_cost = excluded.estimated_cost
"""
UNESTIMATE = "DELETE FROM work_order_estimates WHERE tenant_id = app.tenant_id() AND work_order_id = %s"
SITE_OF_PLACE = """
SELECT coalesce(
    (SELECT l.site_id FROM locations l WHERE l.tenant_id = app.tenant_id() AND l.id = %(location)s),
    (SELECT a.site_id FROM assets a WHERE a.tenant_id = app.tenant_id() AND a.id = ANY(%(assets)s)
     ORDER BY array_position(%(assets)s, a.id) LIMIT 1))
"""
EXISTS = "SELECT true FROM work_orders WHERE tenant_id = app.tenant_id() AND id = %s AND deleted_at IS NULL"
REFERENCED = """
SELECT reference AS called, id, site_id, gl_code_id FROM work_orders
WHERE tenant_id = app.tenant_id() AND reference = ANY(%s) AND deleted_at IS NULL
"""
NUMBERED = """
SELECT number::text AS called, id, site_id, gl_code_id FROM work_orders
WHERE tenant_id = app.tenant_id() AND number = ANY(%s::bigint[]) AND deleted_at IS NULL
"""
BY_STATUS = """
SELECT status, count(*) FROM work_orders WHERE tenant_id = app.tenant_id() AND id = ANY(%s) AND deleted_at IS NULL
GROUP BY status
"""


async def lock(call: Call, work_order_id: UUID, *, deleted_too: bool = False) -> WorkOrder:
    """The work order, nobody else changing it until the commit. Raises `NotFound`."""
    return await call.one(WorkOrder, LOCK_ANY if deleted_too else LOCK_ONE, [work_order_id])


async def lock_many(call: Call, work_order_ids: Sequence[UUID]) -> dict[UUID, WorkOrder]:
    """Those of the work orders that the caller can see, locked in the order of their ids."""
    rows = await call.all(WorkOrder, LOCK_MANY, [list(work_order_ids)])
    return {row.id: row for row in rows}


def must_have_all(known: Mapping[UUID, WorkOrder], work_order_ids: Iterable[UUID]) -> None:
    """Raise `NotFound` unless every one of the work orders is there."""
    if any(each not in known for each in work_order_ids):
        raise NotFound()


async def get(call: Call, work_order_id: UUID) -> WorkOrder:
    """The work order, to decide by without changing it. Raises `NotFound`."""
    where = "WHERE w.tenant_id = app.tenant_id() AND w.id = %s AND w.deleted_at IS NULL"
    return await call.one(WorkOrder, READ + where, [work_order_id])


async def sees(call: Call, work_order_id: UUID) -> bool:
    """Whether the caller can see such a work order."""
    return bool(await call.value(EXISTS, [work_order_id]))


async def site_of_place(call: Call, location_id: UUID | None, asset_ids: Sequence[UUID]) -> UUID | None:
    """The site of the location, else that of the first of the assets."""
    site: UUID | None = await call.value(SITE_OF_PLACE, {"location": location_id, "assets": list(asset_ids)})
    return site


async def count_by_status(call: Call, ids: Sequence[UUID]) -> dict[str, int]:
    """How many of these stand in each status."""
    return dict(await call.all(tuple, BY_STATUS, [list(ids)]))


async def referenced(call: Call, references: Sequence[str]) -> list[CalledWorkOrder]:
    """The work orders with these references."""
    return await call.all(CalledWorkOrder, REFERENCED, [list(references)])


async def numbered(call: Call, numbers: Sequence[int]) -> list[CalledWorkOrder]:
    """The work orders with these numbers."""
    return await call.all(CalledWorkOrder, NUMBERED, [list(numbers)])


async def insert(call: Call, work_orders: Sequence[WorkOrder], changes: Iterable[Change]) -> None:
    """Create work orders with their assets and tags: one statement per table, however many they are."""
    await call.write(changes, INSERT, [rows_of(work_orders, TYPES)])
    await _insert_links(call, work_orders)


async def save(call: Call, before: Sequence[WorkOrder], after: Sequence[WorkOrder], changes: Iterable[Change]) -> None:
    """Write the fields in which work orders differ from what they were: one statement, however many they are."""
    pairs = list(zip(before, after, strict=True))
    differing = [name for name in TYPES if any(getattr(b, name) != getattr(a, name) for b, a in pairs)]
    await call.write(changes, update_of(differing), [rows_of(after, ["id", *differing])])
    await _hand_over(call, pairs)


async def _hand_over(call: Call, pairs: Sequence[tuple[WorkOrder, WorkOrder]]) -> None:
    """Keep whom work is taken from, or, where it was nobody's, that it was taken from all who might have begun it.

    Phones let it go only after a while, with what was written there.
    """
    taken = [
        {
            "id": call.new_id(),
            "work_order_id": before.id,
            "staff_id": before.assignee_id if before.assignee_id != after.assignee_id else None,
            "crew_id": before.crew_id if before.crew_id != after.crew_id else None,
            "at": call.now,
        }
        for before, after in pairs
        if (before.assignee_id is not None and before.assignee_id != after.assignee_id)
        or (before.crew_id is not None and before.crew_id != after.crew_id)
        or (before.assignee_id is None and before.crew_id is None and (after.assignee_id or after.crew_id))
    ]
    if taken:
        await call.keep(HANDED_OVER, [encode(taken)])


async def set_assets(call: Call, work_orders: Sequence[WorkOrder], changes: Iterable[Change]) -> None:
    """Put the assets of the work orders in the place of those they had."""
    await call.write(changes, DELETE_ASSETS, [[each.id for each in work_orders]])
    await _insert_links(call, work_orders, tags=False)


async def set_tags(call: Call, work_orders: Sequence[WorkOrder], changes: Iterable[Change]) -> None:
    """Put the tags of the work orders in the place of those they had."""
    await call.write(changes, DELETE_TAGS, [[each.id for each in work_orders]])
    await _insert_links(call, work_orders, assets=False)


async def set_estimate(call: Call, work_order: WorkOrder, change: Change) -> None:
    """Write the estimated cost, or take it away."""
    if work_order.estimated_cost is None:
        await call.write(change, UNESTIMATE, [work_order.id])
    else:
        await call.write(change, ESTIMATE, [work_order.id, work_order.estimated_cost])


async def _insert_links(
    call: Call, work_orders: Sequence[WorkOrder], *, assets: bool = True, tags: bool = True
) -> None:
    linked = [(w.id, asset, place) for w in work_orders for place, asset in enumerate(w.asset_ids)] if assets else []
    if linked:
        await call.write((), INSERT_ASSETS, [list(column) for column in zip(*linked, strict=True)])
    tagged = [(w.id, tag) for w in work_orders for tag in w.tag_ids] if tags else []
    if tagged:
        await call.write((), INSERT_TAGS, [list(column) for column in zip(*tagged, strict=True)])


def update_of(names: Iterable[str]) -> str:
    """The statement that writes the columns `names` of the work orders in its one parameter."""
    columns = [name for name in names if name != "id"]
    given = ", ".join(f"{name} {TYPES[name]}" for name in ["id", *columns])
    return (
        f"UPDATE work_orders w SET {', '.join(f'{name} = g.{name}' for name in columns)} "  # noqa: S608 - known names
        f"FROM jsonb_to_recordset(%s::jsonb) AS g({given}) WHERE w.tenant_id = app.tenant_id() AND w.id = g.id"
    )


def rows_of(records: Sequence[msgspec.Struct], names: Iterable[str] | Mapping[str, Any]) -> str:
    """The fields `names` of `records` as a JSON array of rows."""
    listed = list(names)
    return encode([{name: getattr(record, name) for name in listed} for record in records])
