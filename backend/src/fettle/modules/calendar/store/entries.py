"""Work as the calendar shows it."""

from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.calendar.records import Filters, Scheduled, Window

# One branch for each column that has an index of its own; work stands at one time only, its scheduled one first.
ITEMS = """
SELECT w.id, w.number, w.title, w.status, w.priority, w.kind, w.site_id, s.name AS site_name, l.name AS location_name,
       s.time_zone, w.assignee_id, st.name AS assignee_name, w.crew_id, c.name AS crew_name, w.plan_id,
       w.scheduled_start, w.scheduled_end, w.due_at, CASE WHEN o.due_at IS NULL THEN o.due_on END AS due_on,
       w.estimated_hours, w.created_at, w.updated_at, w.deleted_at, w.version
FROM (
    (SELECT * FROM work_orders w
     WHERE w.tenant_id = app.tenant_id() AND w.scheduled_start >= %(since)s AND w.scheduled_start < %(until)s {tests}
     ORDER BY w.scheduled_start, w.id LIMIT %(most)s)
    UNION ALL
    (SELECT * FROM work_orders w
     WHERE w.tenant_id = app.tenant_id() AND w.scheduled_start IS NULL AND w.due_at >= %(since)s
           AND w.due_at < %(until)s {tests}
     ORDER BY w.due_at, w.id LIMIT %(most)s)
) w
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN locations l ON l.tenant_id = w.tenant_id AND l.id = w.location_id
LEFT JOIN staff st ON st.tenant_id = w.tenant_id AND st.id = w.assignee_id
LEFT JOIN crews c ON c.tenant_id = w.tenant_id AND c.id = w.crew_id
LEFT JOIN plan_occurrences o ON o.tenant_id = w.tenant_id AND o.id = w.occurrence_id
ORDER BY coalesce(w.scheduled_start, w.due_at), w.id
LIMIT %(most)s
"""
TESTS = {
    "staff_ids": "w.assignee_id = ANY(%(staff_ids)s)",
    "crew_ids": "w.crew_id = ANY(%(crew_ids)s)",
    "site_ids": "w.site_id = ANY(%(site_ids)s)",
    "plan_ids": "w.plan_id = ANY(%(plan_ids)s)",
    "kinds": "w.kind = ANY(%(kinds)s)",
}
HERE = "w.deleted_at IS NULL AND w.status <> ALL(%(off)s)"
LATELY = """(w.deleted_at IS NULL OR w.deleted_at >= %(lately)s)
    AND (w.status <> ALL(%(off)s) OR w.updated_at >= %(lately)s)"""
CREWS = "SELECT crew_id FROM crew_members WHERE tenant_id = app.tenant_id() AND staff_id = %s ORDER BY crew_id"

NAMES = """
SELECT id, name FROM sites WHERE tenant_id = app.tenant_id() AND id = ANY(%(ids)s)
UNION ALL SELECT id, name FROM staff WHERE tenant_id = app.tenant_id() AND id = ANY(%(ids)s)
UNION ALL SELECT id, name FROM crews WHERE tenant_id = app.tenant_id() AND id = ANY(%(ids)s)
"""


async def some(call: Call, window: Window, filters: Filters, **given: Any) -> list[Scheduled]:
    """Work that stands within the window, in the order of time: at most `most`.

    `off` are the statuses of work that is given up. With `filters.gone` it is told as well, if that was since `lately`.
    """
    names = [name for name in TESTS if getattr(filters, name)]
    tests = " AND ".join(["", *(TESTS[name] for name in names), LATELY if filters.gone else HERE])
    parameters = {name: getattr(filters, name) for name in names}
    query = ITEMS.format(tests=tests)
    return await call.all(Scheduled, query, {**parameters, **given, "since": window.since, "until": window.until})


async def names(call: Call, ids: set[UUID]) -> dict[UUID, str]:
    """The names of sites, people and crews."""
    return dict(await call.all(tuple, NAMES, {"ids": sorted(ids)})) if ids else {}


async def crews_of(call: Call, staff_id: UUID) -> list[UUID]:
    """The crews that somebody is in."""
    return [row[0] for row in await call.all(tuple, CREWS, [staff_id])]
