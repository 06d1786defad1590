"""How much work each person or crew has on each day, and the hours that they have."""

from collections.abc import Sequence
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.calendar.records import Days, Filters, Hands, Load, Window, WorkloadBy
from fettle.modules.calendar.store.entries import HERE, TESTS

# As the calendar places work: one branch for each column that has an index of its own. A due day is meant in the zone
# of the site, so the branch of due times reaches a day further on either side.
LOADS = """
SELECT d.key AS id, n.name, d.on, count(*) AS number, count(*) FILTER (WHERE d.hours IS NULL) AS unestimated,
       sum(coalesce(d.hours, %(assumed)s)) AS hours
FROM (
    SELECT w.{key} AS key, w.estimated_hours AS hours,
           CASE WHEN w.scheduled_start IS NOT NULL THEN (w.scheduled_start AT TIME ZONE %(zone)s)::date
                WHEN o.due_at IS NULL AND w.due_at >= o.due_on::timestamp AT TIME ZONE coalesce(s.time_zone, %(zone)s)
                     AND w.due_at <= (o.due_on + 1)::timestamp AT TIME ZONE coalesce(s.time_zone, %(zone)s)
                THEN o.due_on
                ELSE (w.due_at AT TIME ZONE %(zone)s)::date END AS on
    FROM (
        (SELECT * FROM work_orders w
         WHERE w.tenant_id = app.tenant_id() AND w.scheduled_start >= %(since)s
               AND w.scheduled_start < %(until)s {tests})
        UNION ALL
        (SELECT * FROM work_orders w
         WHERE w.tenant_id = app.tenant_id() AND w.scheduled_start IS NULL AND w.due_at >= %(earlier)s
               AND w.due_at < %(later)s {tests})
    ) w
    LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
    LEFT JOIN plan_occurrences o ON o.tenant_id = w.tenant_id AND o.id = w.occurrence_id
) d
LEFT JOIN {names} n ON n.tenant_id = app.tenant_id() AND n.id = d.key
WHERE d.on BETWEEN %(first)s AND %(last)s
GROUP BY d.key, n.name, d.on
"""
STAFF = """
SELECT t.id, t.name, t.weekly_hours FROM staff t
WHERE t.tenant_id = app.tenant_id() AND t.active AND t.deleted_at IS NULL
  AND (%(wanted)s::uuid[] IS NULL OR t.id = ANY(%(wanted)s))
"""
CREWS = """
SELECT c.id, c.name, coalesce(sum(t.weekly_hours), 0) AS weekly_hours
FROM crews c
LEFT JOIN crew_members m ON m.tenant_id = c.tenant_id AND m.crew_id = c.id
LEFT JOIN staff t ON t.tenant_id = m.tenant_id AND t.id = m.staff_id AND t.active AND t.deleted_at IS NULL
WHERE c.tenant_id = app.tenant_id() AND c.active AND c.deleted_at IS NULL
  AND (%(wanted)s::uuid[] IS NULL OR c.id = ANY(%(wanted)s))
GROUP BY c.id, c.name
"""
OF = {WorkloadBy.STAFF: ("assignee_id", "staff"), WorkloadBy.CREW: ("crew_id", "crews")}
A_DAY = timedelta(days=1)


async def loads(
    call: Call, by: WorkloadBy, window: Window, asked: Days, filters: Filters, *, off: Sequence[str], assumed: Decimal
) -> list[Load]:
    """What stands in the calendar on the days asked for, by whose hands it is in and day. One query.

    `off` are the statuses of work that is given up, `assumed` the hours of work without an estimate.
    """
    key, names = OF[by]
    wanted = [name for name in TESTS if getattr(filters, name)]
    tests = " AND ".join(["", *(TESTS[name] for name in wanted), HERE])
    parameters: dict[str, Any] = {name: getattr(filters, name) for name in wanted}
    parameters |= {"since": window.since, "until": window.until, "off": list(off), "assumed": assumed}
    parameters |= {"earlier": window.since - A_DAY, "later": window.until + A_DAY}
    parameters |= {"first": asked.first, "last": asked.last, "zone": asked.zone}
    return await call.all(Load, LOADS.format(key=key, names=names, tests=tests), parameters)


async def hands(call: Call, by: WorkloadBy, wanted: Sequence[UUID]) -> list[Hands]:
    """Those who work, or those `wanted` of them; the hours of a crew are those of its members."""
    query = STAFF if by is WorkloadBy.STAFF else CREWS
    return await call.all(Hands, query, {"wanted": list(wanted) or None})
