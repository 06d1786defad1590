"""Work Order Analysis: counts, times and sums by group and period, in one query."""

from collections.abc import AsyncIterator
from typing import Any

import msgspec

from fettle.db.call import Call
from fettle.modules.reports.records import Basis, Window, WorkCounts, WorkQuestion
from fettle.modules.reports.store import dimensions

# One pass over the tenant's work orders; the row without group and period is the whole, so that it always agrees.
ANALYSIS = """
WITH work AS (
    SELECT {key} AS key, {period} AS period, w.status IN ('complete', 'closed') AS done,
           w.status IN ('cancelled', 'skipped') AS dropped, w.due_at,
           coalesce(w.completed_at, w.closed_at) AS done_at,
           CASE WHEN w.status IN ('complete', 'closed')
                THEN extract(epoch FROM coalesce(w.completed_at, w.closed_at) - w.reported_at)::float8 END AS seconds,
           logged.hours, logged.cost
    FROM work_orders w
    {joins}
    LEFT JOIN LATERAL (
        SELECT sum(l.quantity) FILTER (WHERE l.kind = 'labour') AS hours, sum(c.amount) AS cost
        FROM log_lines l LEFT JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id
        WHERE l.tenant_id = w.tenant_id AND l.work_order_id = w.id) logged ON true
    WHERE {where}
), rows AS (
    SELECT GROUPING(key) = 1 AS whole, key, period, count(*) AS opened, count(*) FILTER (WHERE done) AS closed,
           count(*) FILTER (WHERE dropped) AS cancelled,
           count(*) FILTER (WHERE done AND due_at IS NOT NULL AND done_at IS NOT NULL) AS with_target,
           count(*) FILTER (WHERE done AND done_at <= due_at) AS on_time,
           count(*) FILTER (WHERE NOT done AND NOT dropped AND due_at IS NOT NULL) AS open_with_target,
           count(*) FILTER (WHERE NOT done AND NOT dropped AND due_at < %(now)s) AS open_overdue,
           count(seconds) AS measured,
           percentile_cont(0.5) WITHIN GROUP (ORDER BY seconds) AS median, avg(seconds) AS mean,
           percentile_cont(0.9) WITHIN GROUP (ORDER BY seconds) AS p90,
           coalesce(sum(hours), 0.0) AS hours,
           CASE WHEN app.sees_costs() THEN coalesce(sum(cost), 0.00) END AS cost
    FROM work GROUP BY GROUPING SETS ((key, period), ())
)
SELECT r.whole, r.key::text AS key, {label} AS label, r.period, r.opened, r.closed, r.cancelled, r.with_target,
       r.on_time, r.open_with_target, r.open_overdue, r.measured, r.median, r.mean, r.p90, r.hours, r.cost
FROM rows r {names}
ORDER BY r.whole DESC, {label} NULLS LAST, r.key, r.period
"""


def _analysis(call: Call, question: WorkQuestion, window: Window) -> tuple[str, dict[str, Any]]:
    grouping = dimensions.GROUPINGS[question.by]
    instant = dimensions.MOMENTS[question.basis]
    label, names = grouping.label("r")
    there = [] if question.basis is Basis.REPORTED else [f"{instant} IS NOT NULL"]
    within = dimensions.within(instant, window.start, window.end)
    query = ANALYSIS.format(
        key=grouping.key,
        joins=grouping.joins,
        period=dimensions.period(instant, question.step),
        label=label,
        names=names,
        where=dimensions.where(within, there, dimensions.conditions(question.filters)),
    )
    params = msgspec.structs.asdict(window) | msgspec.structs.asdict(question.filters)
    return query, params | {"now": call.now, "custom_field": question.custom_field}


async def work(call: Call, question: WorkQuestion, window: Window, *, most: int) -> list[WorkCounts]:
    """The whole first, then at most one more than `most` rows by label and period."""
    query, params = _analysis(call, question, window)
    return await call.all(WorkCounts, f"{query} LIMIT %(most)s", params | {"most": most + 2})


def stream_work(call: Call, question: WorkQuestion, window: Window) -> AsyncIterator[WorkCounts]:
    """The same rows without a limit, by cursor."""
    return call.stream(WorkCounts, *_analysis(call, question, window))
