"""Compliance with maintenance plans and with the schedule, planned work and rework, each in one query."""

from typing import Any

import msgspec

from fettle.db.call import Call
from fettle.modules.reports.records import (
    ComplianceCounts,
    ComplianceQuestion,
    Dimension,
    HoursLogged,
    PlanDimension,
    Scheduled,
    Span,
    Window,
    WorkFilters,
)
from fettle.modules.reports.store import dimensions
from fettle.modules.reports.store.dimensions import Grouping

GROUPINGS = {
    PlanDimension.NONE: dimensions.GROUPINGS[Dimension.NONE],
    PlanDimension.PLAN: Grouping("o.plan_id", "", "maintenance_plans"),
    PlanDimension.SITE: dimensions.GROUPINGS[Dimension.SITE],
    PlanDimension.ASSIGNEE: dimensions.GROUPINGS[Dimension.ASSIGNEE],
}
# Due dates are days of the site; a tenth of as many days as lie between two of them is 2.4 hours for each. What was
# merged into an earlier work order is not due by itself: the occurrence is not that of its work order.
COMPLIANCE = """
WITH due AS (
    SELECT {key} AS key, {period} AS period, w.status, w.due_at IS NULL AS undated,
           w.status IN ('complete', 'closed') AS done, coalesce(w.completed_at, w.closed_at) AS done_at,
           coalesce(o.due_at, o.due_on::timestamp AT TIME ZONE z.zone) - m.margin AS since,
           coalesce(o.due_at, (o.due_on + 1)::timestamp AT TIME ZONE z.zone - interval '1 microsecond')
               + m.margin AS until
    FROM plan_occurrences o
    JOIN work_orders w ON w.tenant_id = o.tenant_id AND w.id = o.work_order_id AND w.occurrence_id = o.id
    LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
    LEFT JOIN plan_schedules h ON h.tenant_id = o.tenant_id AND h.plan_id = o.plan_id
    CROSS JOIN LATERAL (SELECT coalesce(s.time_zone, %(zone)s) AS zone) z
    CROSS JOIN LATERAL (SELECT greatest(interval '24 hours', interval '2.4 hours' * coalesce(
        least(
            o.due_on - (SELECT max(p.due_on) FROM plan_occurrences p
                        WHERE p.tenant_id = o.tenant_id AND p.plan_id = o.plan_id AND p.due_on < o.due_on
                          AND p.asset_id IS NOT DISTINCT FROM o.asset_id),
            (SELECT min(p.due_on) FROM plan_occurrences p
             WHERE p.tenant_id = o.tenant_id AND p.plan_id = o.plan_id AND p.due_on > o.due_on
               AND p.asset_id IS NOT DISTINCT FROM o.asset_id) - o.due_on),
        CASE WHEN h.next_due_on > o.due_on THEN h.next_due_on - o.due_on END,
        1)) AS margin) m
    WHERE o.tenant_id = app.tenant_id() AND {where}
), judged AS (
    SELECT key, period, status, CASE WHEN status IN ('cancelled', 'skipped') THEN status
        WHEN undated THEN 'undated'
        WHEN done AND done_at BETWEEN since AND until THEN 'complied'
        WHEN done AND done_at < since THEN 'early'
        WHEN done THEN 'late'
        WHEN until < %(now)s THEN 'open_past_window'
        ELSE 'pending' END AS verdict
    FROM due
), rows AS (
    SELECT GROUPING(key) = 1 AS whole, key, period, count(*) FILTER (WHERE verdict = 'complied') AS complied,
           count(*) FILTER (WHERE verdict = 'early') AS early, count(*) FILTER (WHERE verdict = 'late') AS late,
           count(*) FILTER (WHERE verdict = 'open_past_window') AS open_past_window,
           count(*) FILTER (WHERE verdict = 'pending') AS pending,
           count(*) FILTER (WHERE verdict = 'undated') AS undated,
           count(*) FILTER (WHERE verdict = 'cancelled') AS cancelled,
           count(*) FILTER (WHERE verdict = 'skipped') AS skipped
    FROM judged GROUP BY GROUPING SETS ((key, period), ())
)
SELECT r.whole, r.key::text AS key, {label} AS label, r.period, r.complied, r.early, r.late, r.open_past_window,
       r.pending, r.undated, r.cancelled, r.skipped
FROM rows r {names}
ORDER BY r.whole DESC, {label} NULLS LAST, r.key, r.period
LIMIT %(most)s
"""
PLANNED = "w.plan_id IS NOT NULL OR (w.estimated_hours IS NOT NULL AND w.scheduled_start IS NOT NULL)"
REWORK = """EXISTS (
    SELECT FROM work_orders f
    WHERE f.tenant_id = w.tenant_id AND f.id = w.follow_up_of_id
      AND w.reported_at <= coalesce(f.completed_at, f.closed_at) + interval '720 hours'
      AND coalesce(f.problem_code_id = w.problem_code_id, true)
      AND EXISTS (SELECT FROM work_order_assets a JOIN work_order_assets b
                  ON b.tenant_id = a.tenant_id AND b.asset_id = a.asset_id AND b.work_order_id = f.id
                  WHERE a.tenant_id = w.tenant_id AND a.work_order_id = w.id))"""
HOURS = """
WITH logged AS (
    SELECT l.work_order_id, {period} AS period, sum(l.quantity) AS hours
    FROM log_entries e JOIN log_lines l ON l.tenant_id = e.tenant_id AND l.log_entry_id = e.id
    WHERE {days} AND l.kind = 'labour' GROUP BY 1, 2
), work AS (
    SELECT g.period, g.hours, {planned} AS planned, w.kind = 'corrective' AS corrective,
           w.kind = 'corrective' AND {rework} AS rework
    FROM logged g JOIN work_orders w ON w.tenant_id = app.tenant_id() AND w.id = g.work_order_id
    WHERE {where}
)
SELECT GROUPING(period) = 1 AS whole, period, coalesce(sum(hours), 0.0) AS logged,
       coalesce(sum(hours) FILTER (WHERE planned), 0.0) AS planned,
       coalesce(sum(hours) FILTER (WHERE corrective), 0.0) AS corrective,
       coalesce(sum(hours) FILTER (WHERE rework), 0.0) AS rework
FROM work GROUP BY GROUPING SETS ((period), ()) LIMIT %(most)s
"""
SCHEDULED = """
WITH work AS (
    SELECT {period} AS period, CASE WHEN w.status IN ('cancelled', 'skipped') THEN 'dropped'
        WHEN w.status IN ('complete', 'closed') AND d.week = date_trunc('week', d.done) THEN 'in_week'
        WHEN w.status IN ('complete', 'closed') THEN 'otherwise'
        WHEN (d.week + interval '7 days') AT TIME ZONE %(zone)s <= %(now)s THEN 'past_week'
        ELSE 'pending' END AS verdict
    FROM work_orders w
    CROSS JOIN LATERAL (SELECT date_trunc('week', w.scheduled_start AT TIME ZONE %(zone)s) AS week,
                               coalesce(w.completed_at, w.closed_at) AT TIME ZONE %(zone)s AS done) d
    WHERE w.scheduled_start IS NOT NULL AND {where}
)
SELECT GROUPING(period) = 1 AS whole, period, count(*) FILTER (WHERE verdict = 'in_week') AS in_week,
       count(*) FILTER (WHERE verdict = 'otherwise') AS otherwise,
       count(*) FILTER (WHERE verdict = 'past_week') AS past_week,
       count(*) FILTER (WHERE verdict = 'pending') AS pending, count(*) FILTER (WHERE verdict = 'dropped') AS dropped
FROM work GROUP BY GROUPING SETS ((period), ()) LIMIT %(most)s
"""


async def compliance(call: Call, question: ComplianceQuestion, span: Span, *, most: int) -> list[ComplianceCounts]:
    """The whole first, then at most one more than `most` rows by label and period."""
    grouping = GROUPINGS[question.by]
    label, names = grouping.label("r")
    query = COMPLIANCE.format(
        key=grouping.key,
        period=dimensions.period_of_day("o.due_on", span.step),
        label=label,
        names=names,
        where=dimensions.where(_days("o.due_on", span), dimensions.conditions(question.filters)),
    )
    return await call.all(ComplianceCounts, query, _given(call, span, question.filters, most))


async def hours(call: Call, span: Span, filters: WorkFilters, *, most: int) -> list[HoursLogged]:
    """Hours of labour by period of the day on which the work was done, with the whole."""
    query = HOURS.format(
        period=dimensions.period_of_day("e.performed_on", span.step),
        days=" AND ".join(["e.tenant_id = app.tenant_id()", *_days("e.performed_on", span)]),
        planned=PLANNED,
        rework=REWORK,
        where=dimensions.where(dimensions.conditions(filters)),
    )
    return await call.all(HoursLogged, query, _given(call, span, filters, most))


async def scheduled(call: Call, span: Span, window: Window, filters: WorkFilters, *, most: int) -> list[Scheduled]:
    """Scheduled work orders by period of their start, with the whole."""
    within = dimensions.within("w.scheduled_start", window.start, window.end)
    query = SCHEDULED.format(
        period=dimensions.period("w.scheduled_start", span.step),
        where=dimensions.where(within, dimensions.conditions(filters)),
    )
    return await call.all(Scheduled, query, _given(call, span, filters, most) | msgspec.structs.asdict(window))


def _days(day: str, span: Span) -> list[str]:
    limits = ((f"{day} >= %(first_day)s", span.first_day), (f"{day} <= %(last_day)s", span.last_day))
    return [condition for condition, given in limits if given is not None]


def _given(call: Call, span: Span, filters: WorkFilters, most: int) -> dict[str, Any]:
    days = {"first_day": span.first_day, "last_day": span.last_day, "zone": span.time_zone}
    return {**msgspec.structs.asdict(filters), **days, "now": call.now, "most": most + 2}
