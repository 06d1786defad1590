"""Occurrences: claimed once, moved on, listed."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.planning.records import (
    ListedOccurrence,
    Occurrence,
    OccurrenceFilters,
    OpenWork,
)

TYPES = {
    "id": "uuid",
    "plan_id": "uuid",
    "asset_id": "uuid",
    "key": "text",
    "trigger_key": "text",
    "due_on": "date",
    "due_at": "timestamptz",
    "state": "text",
    "reason": "text",
    "number": "integer",
    "work_order_id": "uuid",
    "reading_id": "uuid",
    "remind_at": "timestamptz",
    "settled_on": "date",
    "note": "text",
    "created_at": "timestamptz",
    "updated_at": "timestamptz",
}
COLUMNS = ", ".join(f"o.{name}" for name in TYPES)
GIVEN = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
# Whoever inserts the key makes the work order; everybody else finds it there.
CLAIM = f"""
INSERT INTO plan_occurrences (tenant_id, created_by, updated_by, {", ".join(TYPES)})
SELECT app.tenant_id(), %s, %s, {", ".join(f"g.{name}" for name in TYPES)}
FROM jsonb_to_recordset(%s::jsonb) AS g({GIVEN})
ON CONFLICT (tenant_id, plan_id, key) DO NOTHING
RETURNING id
"""  # noqa: S608 - column names from the table above
SAVE = """
UPDATE plan_occurrences o SET state = g.state, reason = g.reason, remind_at = g.remind_at, settled_on = g.settled_on,
    note = g.note, updated_at = g.updated_at, updated_by = %s, version = o.version + 1
FROM jsonb_to_recordset(%s::jsonb) AS g(id uuid, state text, reason text, remind_at timestamptz, settled_on date,
    note text, updated_at timestamptz)
WHERE o.tenant_id = app.tenant_id() AND o.id = g.id
"""
READ = f"SELECT {COLUMNS} FROM plan_occurrences o WHERE o.tenant_id = app.tenant_id()"  # noqa: S608
OPEN = "o.state IN ('made', 'snoozed')"
OPEN_WORK = f"""
SELECT o.plan_id, o.asset_id, o.work_order_id FROM plan_occurrences o
JOIN work_orders w ON w.tenant_id = o.tenant_id AND w.id = o.work_order_id
WHERE o.tenant_id = app.tenant_id() AND o.plan_id = ANY(%s) AND {OPEN}
  AND w.status IN ('new', 'approved', 'in_progress', 'on_hold') AND w.deleted_at IS NULL
ORDER BY o.due_on, o.id
FOR NO KEY UPDATE OF w
"""  # noqa: S608
AHEAD = """
SELECT o.plan_id, o.key, o.work_order_id FROM plan_occurrences o
WHERE o.tenant_id = app.tenant_id() AND o.plan_id = ANY(%s) AND o.key = ANY(%s)
"""
LISTED = f"""
SELECT {COLUMNS}, o.version, p.name AS plan_name, coalesce(w.site_id, p.site_id) AS site_id, a.name AS asset_name,
    w.number AS work_order_number
FROM plan_occurrences o
JOIN maintenance_plans p ON p.tenant_id = o.tenant_id AND p.id = o.plan_id
LEFT JOIN assets a ON a.tenant_id = o.tenant_id AND a.id = o.asset_id
LEFT JOIN work_orders w ON w.tenant_id = o.tenant_id AND w.id = o.work_order_id
WHERE o.tenant_id = app.tenant_id()
"""  # noqa: S608
BY_DUE = Order("o.due_on", "date", "o.id")
WANTED = {
    "plan_id": "o.plan_id = %(plan_id)s",
    "since": "o.due_on >= %(since)s",
    "until": "o.due_on <= %(until)s",
    "states": "o.state = ANY(%(states)s)",
    "site_ids": "p.site_id = ANY(%(site_ids)s)",
}


async def claim(call: Call, occurrences: Sequence[Occurrence]) -> set[UUID]:
    """Insert occurrences; the ids of those that were not there yet. Who claims tells of them, right after."""
    if not occurrences:
        return set()
    rows = encode([msgspec.structs.asdict(each) for each in occurrences])
    return {row[0] for row in await call.all(tuple, CLAIM, [call.user_id, call.user_id, rows])}


async def save(call: Call, occurrences: Sequence[Occurrence], changes: Iterable[Change]) -> None:
    """Write what became of occurrences."""
    rows = encode([msgspec.structs.asdict(each) for each in occurrences])
    await call.write(changes, SAVE, [call.user_id, rows])


async def get(call: Call, occurrence_id: UUID) -> Occurrence:
    """The occurrence. Raises `NotFound`."""
    return await call.one(Occurrence, READ + " AND o.id = %s", [occurrence_id])


async def lock(call: Call, occurrence_id: UUID) -> Occurrence:
    """The occurrence, nobody else changing it. Raises `NotFound`."""
    return await call.one(Occurrence, READ + " AND o.id = %s FOR UPDATE OF o", [occurrence_id])


async def waiting_for(call: Call, work_order_ids: Sequence[UUID]) -> list[Occurrence]:
    """The unfinished occurrences of these work orders, the earliest due first."""
    query = f"{READ} AND o.work_order_id = ANY(%s) AND {OPEN} ORDER BY o.due_on, o.id"
    return await call.all(Occurrence, query, [list(work_order_ids)])


async def open_work(call: Call, plan_ids: Sequence[UUID]) -> list[OpenWork]:
    """The unfinished occurrences of plans with their work orders, which nobody finishes before the commit."""
    return await call.all(OpenWork, OPEN_WORK, [list(plan_ids)])


async def keyed(call: Call, pairs: Sequence[tuple[UUID, str]]) -> dict[tuple[UUID, str], UUID | None]:
    """Which of these (plan, key) exist already, with their work order."""
    if not pairs:
        return {}
    rows = await call.all(tuple, AHEAD, [[plan for plan, _ in pairs], [key for _, key in pairs]])
    return {(plan_id, key): work_order_id for plan_id, key, work_order_id in rows}


async def settled_ahead(call: Call, plan_ids: Sequence[UUID], since: Any) -> dict[UUID, set[str]]:
    """The keys of the plans' occurrences that are due on `since` or later."""
    query = f"{READ} AND o.plan_id = ANY(%s) AND o.due_on >= %s"
    found: dict[UUID, set[str]] = {}
    for each in await call.all(Occurrence, query, [list(plan_ids), since]):
        found.setdefault(each.plan_id, set()).add(each.key)
    return found


async def between(call: Call, plan_ids: Sequence[UUID], since: Any, until: Any) -> list[Occurrence]:
    """The occurrences of plans that are due from `since` to `until`, both days in it."""
    query = f"{READ} AND o.plan_id = ANY(%s) AND o.due_on BETWEEN %s AND %s ORDER BY o.due_on, o.id"
    return await call.all(Occurrence, query, [list(plan_ids), since, until])


async def page(call: Call, filters: OccurrenceFilters, request: PageRequest) -> list[ListedOccurrence]:
    """A page of occurrences by due date, one more than asked for."""
    after, position = BY_DUE.after(request.position)
    given = {name: getattr(filters, name) for name in WANTED}
    wanted = [condition for name, condition in WANTED.items() if given[name] not in (None, [])]
    query = " AND ".join([LISTED, *wanted, *after]) + BY_DUE.by + " LIMIT %(most)s"
    return await call.all(ListedOccurrence, query, {**given, **position, "most": request.limit + 1})


async def listed(call: Call, occurrence_id: UUID) -> ListedOccurrence:
    """One occurrence as lists show it. Raises `NotFound`."""
    return await call.one(ListedOccurrence, LISTED + " AND o.id = %(id)s", {"id": occurrence_id})
