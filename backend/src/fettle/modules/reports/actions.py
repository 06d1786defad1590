"""Verbs of the analyses: ask the store, then do the arithmetic."""

from collections.abc import AsyncIterator
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.reports import rules, store
from fettle.modules.reports.records import (
    AssetFilters,
    Backlog,
    BacklogRow,
    BacklogSeries,
    ComplianceQuestion,
    ComplianceRow,
    CostAnalysis,
    CostDimension,
    CostQuestion,
    Dimension,
    MaintenanceAnalysis,
    PlanCompliance,
    PlanDimension,
    Reliability,
    Span,
    Step,
    WorkAnalysis,
    WorkCounts,
    WorkFilters,
    WorkQuestion,
    WorkRow,
)
from fettle.modules.tenancy import public as tenancy


async def analyse_work(call: Call, question: WorkQuestion) -> WorkAnalysis:
    """Volume, on time, time to close, hours and cost of work orders by a dimension and period.

    Raises `TooManyRows` for more than ten thousand groups.
    """
    call.must("reports:read")
    rules.check_custom_field(question.by, question.custom_field)
    span = await _span(call, question.first_day, question.last_day, question.step)
    whole, *rows = await store.work(call, question, rules.window(span), most=rules.MOST_ROWS)
    rules.check_rows(len(rows))
    grouped = question.by is not Dimension.NONE or question.step is not Step.NONE
    return WorkAnalysis(
        period=span,
        basis=question.basis,
        by=question.by,
        total=rules.work_figures(whole),
        rows=[_work_row(row, question.step) for row in rows] if grouped else [],
    )


async def stream_work(call: Call, question: WorkQuestion) -> AsyncIterator[WorkRow]:
    """The rows of `analyse_work` one by one, however many, after the whole as a row without a key."""
    call.must("reports:read")
    rules.check_custom_field(question.by, question.custom_field)
    span = await _span(call, question.first_day, question.last_day, question.step)
    rows = store.stream_work(call, question, rules.window(span))
    grouped = question.by is not Dimension.NONE or question.step is not Step.NONE
    async for row in rows:
        if row.whole or grouped:
            yield _work_row(msgspec.structs.replace(row, label="total") if row.whole else row, question.step)


def _work_row(row: WorkCounts, step: Step) -> WorkRow:
    return WorkRow(
        key=row.key,
        label=row.label,
        period_start=row.period,
        period_end=rules.period_end(row.period, step),
        figures=rules.work_figures(row),
    )


async def backlog(
    call: Call, at: str | None, by: Dimension, filters: WorkFilters, custom_field: str | None = None
) -> Backlog:
    """What was open just before an instant, past or present, in all and by a dimension, and how old it was."""
    call.must("reports:read")
    rules.check_custom_field(by, custom_field)
    zone = ZoneInfo((await tenancy.current_tenant(call)).time_zone)
    instant = call.now if at is None else rules.moment(at, zone)
    whole, *rows = await store.backlog(call, instant, by, filters, custom_field=custom_field, most=rules.MOST_ROWS)
    rules.check_rows(len(rows))
    groups = [BacklogRow(key=row.key, label=row.label, figures=rules.backlog_figures(row)) for row in rows]
    return Backlog(at=instant, by=by, total=rules.backlog_figures(whole), rows=[] if by is Dimension.NONE else groups)


async def backlog_series(
    call: Call, first_day: date, last_day: date, step: Step, filters: WorkFilters
) -> BacklogSeries:
    """The backlog at the end of each period, and what came and went in it. Raises `TooManyRows` past a thousand."""
    call.must("reports:read")
    span = await _span(call, first_day, last_day, step)
    rules.window(span)
    moments: list[datetime] = rules.moments(span)
    flows = await store.flows(call, moments, filters)
    return BacklogSeries(period=span, points=rules.backlog_points(moments, flows))


async def analyse_costs(call: Call, question: CostQuestion) -> CostAnalysis:
    """Money from the log by a dimension and period, beside counts of work orders; with `subtree` assets add up."""
    call.must("reports:read")
    call.must("costs:read")
    tenant = await tenancy.current_tenant(call)
    span = Span(
        first_day=question.first_day, last_day=question.last_day, step=question.step, time_zone=tenant.time_zone
    )
    window = rules.window(span)
    spent = await store.spent(call, question.by, span, question.filters)
    rows = rules.merged(spent, await store.counted(call, question.by, span, window, question.filters))
    whole = next(row for row in rows if row.whole)
    parts = [row for row in rows if not row.whole]
    if question.subtree and question.by is CostDimension.ASSET:
        parts = rules.rolled_up(parts, {node.id: node for node in await store.tree(call)})
    rules.check_rows(len(parts))
    total, *groups = rules.cost_rows([whole, *parts], question, currency=tenant.currency)
    grouped = question.by is not CostDimension.NONE or question.step is not Step.NONE
    return CostAnalysis(
        period=span,
        by=question.by,
        subtree=question.subtree,
        total=total.figures,
        rows=groups if grouped else [],
    )


async def plan_compliance(call: Call, question: ComplianceQuestion) -> PlanCompliance:
    """Work orders of plans that were completed within their window, by a dimension and period of the due date.

    Raises `TooManyRows` for more than ten thousand groups.
    """
    call.must("reports:read")
    span = await _span(call, question.first_day, question.last_day, question.step)
    rules.window(span)
    whole, *rows = await store.compliance(call, question, span, most=rules.MOST_ROWS)
    rules.check_rows(len(rows))
    grouped = question.by is not PlanDimension.NONE or question.step is not Step.NONE
    return PlanCompliance(
        period=span,
        by=question.by,
        total=rules.compliance_figures(whole),
        rows=[
            ComplianceRow(
                key=row.key,
                label=row.label,
                period_start=row.period,
                period_end=rules.period_end(row.period, question.step),
                figures=rules.compliance_figures(row),
            )
            for row in (rows if grouped else ())
        ],
    )


async def analyse_maintenance(
    call: Call, first_day: date | None, last_day: date | None, step: Step, filters: WorkFilters
) -> MaintenanceAnalysis:
    """Planned work, schedule compliance and rework, in all and by period. Raises `TooManyRows`."""
    call.must("reports:read")
    span = await _span(call, first_day, last_day, step)
    window = rules.window(span)
    logged, planned = await call.together(
        store.hours(call, span, filters, most=rules.MOST_ROWS),
        store.scheduled(call, span, window, filters, most=rules.MOST_ROWS),
    )
    total, rows = rules.maintenance_rows(logged, planned, step)
    rules.check_rows(len(rows))
    return MaintenanceAnalysis(period=span, total=total, rows=[] if step is Step.NONE else rows)


async def reliability(
    call: Call, first_day: date, last_day: date, filters: AssetFilters, page: PageRequest
) -> Page[Reliability]:
    """A page of assets by name with their MTBF, MTTR and availability between two days, in hours."""
    call.must("reports:read")
    span = await _span(call, first_day, last_day, Step.NONE)
    rows = await store.histories(call, rules.window(span), filters, page)
    figures = [rules.reliability(history, span) for history in rows]
    return page.page(figures, key=lambda row: [row.asset_name, str(row.asset_id)])


async def _span(call: Call, first_day: date | None, last_day: date | None, step: Step) -> Span:
    tenant = await tenancy.current_tenant(call)
    return Span(first_day=first_day, last_day=last_day, step=step, time_zone=tenant.time_zone)
