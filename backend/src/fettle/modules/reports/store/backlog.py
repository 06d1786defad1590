"""The backlog: what was open at a moment, and at each of many moments."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from fettle.db.call import Call
from fettle.modules.reports.records import BacklogCounts, Dimension, Flow, WorkFilters
from fettle.modules.reports.store import dimensions

# When work left the backlog: completed, else closed, else cancelled or skipped by the feed. Finished work of another
# system may have no such time; it then counts as never having waited rather than as waiting for ever.
LEFT_AT = """
CASE WHEN w.status IN ('new', 'approved', 'in_progress', 'on_hold') THEN NULL
     ELSE coalesce(w.completed_at, w.closed_at,
                   CASE WHEN w.status IN ('cancelled', 'skipped') THEN (
                       SELECT max(e.at) FROM events e
                       WHERE e.tenant_id = w.tenant_id AND e.about_id = w.id AND e.entity_id = w.id
                         AND e.type IN ('work_order.cancelled', 'work_order.skipped')) END,
                   w.reported_at) END
"""
BACKLOG = """
WITH open AS (
    SELECT {key} AS key, w.due_at, extract(epoch FROM %(at)s - w.reported_at)::float8 AS age
    FROM work_orders w
    {joins}
    WHERE {where} AND w.reported_at < %(at)s AND coalesce({left_at}, 'infinity') >= %(at)s
), rows AS (
    SELECT GROUPING(key) = 1 AS whole, key, count(*) AS open, count(*) FILTER (WHERE due_at < %(at)s) AS overdue,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY age) AS median, avg(age) AS mean,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY age) AS p90
    FROM open GROUP BY GROUPING SETS ((key), ())
)
SELECT r.whole, r.key::text AS key, {label} AS label, r.open, r.overdue, r.median, r.mean, r.p90
FROM rows r {names}
ORDER BY r.whole DESC, {label} NULLS LAST, r.key
LIMIT %(most)s
"""
SERIES = """
WITH work AS (
    SELECT w.reported_at, w.due_at, {left_at} AS left_at FROM work_orders w WHERE {where}
), late AS (
    SELECT greatest(due_at, reported_at) AS since, left_at FROM work
    WHERE due_at IS NOT NULL AND greatest(due_at, reported_at) < coalesce(left_at, 'infinity')
), moves(side, at) AS (
    SELECT 'reported', reported_at FROM work
    UNION ALL SELECT 'left', greatest(left_at, reported_at) FROM work WHERE left_at IS NOT NULL
    UNION ALL SELECT 'overdue', since FROM late
    UNION ALL SELECT 'settled', left_at FROM late WHERE left_at IS NOT NULL
)
SELECT side, width_bucket(at, %(moments)s::timestamptz[]) AS bucket, count(*) AS count FROM moves GROUP BY 1, 2
"""


async def backlog(
    call: Call, at: datetime, by: Dimension, filters: WorkFilters, *, custom_field: str | None, most: int
) -> list[BacklogCounts]:
    """The whole first, then at most `most` groups by label."""
    grouping = dimensions.GROUPINGS[by]
    label, names = grouping.label("r")
    query = BACKLOG.format(
        key=grouping.key,
        joins=grouping.joins,
        label=label,
        names=names,
        left_at=LEFT_AT,
        where=dimensions.where(dimensions.conditions(filters)),
    )
    params = {"at": at, "custom_field": custom_field, "most": most + 2}
    return await call.all(BacklogCounts, query, msgspec.structs.asdict(filters) | params)


async def flows(call: Call, moments: Sequence[datetime], filters: WorkFilters) -> list[Flow]:
    """How many work orders were reported, left, became overdue and stopped being so, between each two `moments`."""
    query = SERIES.format(left_at=LEFT_AT, where=dimensions.where(dimensions.conditions(filters)))
    return await call.all(Flow, query, msgspec.structs.asdict(filters) | {"moments": list(moments)})
