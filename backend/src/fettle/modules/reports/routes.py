"""Routes of the analyses."""

from collections.abc import AsyncIterator, Sequence
from datetime import date
from typing import Annotated, Any

from litestar import Request, Response
from litestar.di import Provide
from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import BadCursor, Page, PageRequest
from fettle.modules.reports import actions, wire
from fettle.modules.reports.records import (
    AssetFilters,
    Backlog,
    BacklogSeries,
    ComplianceQuestion,
    CostAnalysis,
    CostQuestion,
    Dimension,
    MaintenanceAnalysis,
    PlanCompliance,
    Reliability,
    Step,
    WorkAnalysis,
    WorkFilters,
    WorkQuestion,
)
from fettle.modules.reports.rules import TooManyRows
from fettle.web import csv
from fettle.web.verbs import get

FILTERS = {"filters": Provide(wire.work_filters, sync_to_thread=False)}
QUESTION = {**FILTERS, "question": Provide(wire.work_question, sync_to_thread=False)}
COSTS = {**FILTERS, "question": Provide(wire.cost_question, sync_to_thread=False)}
PLANS = {**FILTERS, "question": Provide(wire.compliance_question, sync_to_thread=False)}
ASSETS = {"filters": Provide(wire.asset_filters, sync_to_thread=False)}


@get("/analysis/work-orders", may="reports:read", refuses=(TooManyRows,), dependencies=QUESTION)
async def analyse_work_orders(call: Call, question: WorkQuestion) -> WorkAnalysis:
    """Work Order Analysis: volume, on time, time to close, hours and cost, by a dimension and period.

    On time means closed at or before the target. Work still open is shown beside, not judged. Where nothing can be
    divided the answer is null, never 0. `cost` is null for people who may not see money.
    """
    return await actions.analyse_work(call, question)


@get("/analysis/work-orders.csv", may="reports:read", dependencies=QUESTION, media_type=csv.MEDIA_TYPE)
async def export_work_order_analysis(request: Request[Any, Any, Any], question: WorkQuestion) -> Response[str]:
    """Work Order Analysis as CSV, however many rows; the first row is the whole."""
    return await csv.table(request, "work-order-analysis.csv", wire.columns, lambda call: _rows(call, question))


@get("/analysis/backlog", may="reports:read", refuses=(TooManyRows,), dependencies=FILTERS)
async def get_backlog(
    call: Call,
    filters: WorkFilters,
    at: Annotated[
        str | None,
        QueryParameter(name="at", max_length=40, description="A day or time, in the tenant's zone; else now."),
    ] = None,
    by: wire.By = Dimension.NONE,
    custom_field: wire.CustomField = None,
) -> Backlog:
    """What was open at any moment, past its target then, and how old it was."""
    return await actions.backlog(call, at, by, filters, custom_field)


@get("/analysis/backlog/series", may="reports:read", refuses=(TooManyRows,), dependencies=FILTERS)
async def get_backlog_series(
    call: Call,
    filters: WorkFilters,
    first_day: Annotated[date, QueryParameter(name="from", description="The first local day.")],
    last_day: Annotated[date, QueryParameter(name="to", description="The last local day, included.")],
    step: wire.StepOf = Step.MONTH,
) -> BacklogSeries:
    """The backlog at the end of each period, and what came and went in it."""
    return await actions.backlog_series(call, first_day, last_day, step, filters)


@get("/analysis/costs", may="costs:read", refuses=(TooManyRows,), dependencies=COSTS)
async def analyse_costs(call: Call, question: CostQuestion) -> CostAnalysis:
    """Costs from the log, reversals included, by a dimension and period of the day on which the work was done.

    Needs `reports:read` too. Beside them stand the work orders reported in the same period, or, by GL code, task code
    or kind of line, the work orders with such lines.
    """
    return await actions.analyse_costs(call, question)


@get("/analysis/plan-compliance", may="reports:read", refuses=(TooManyRows,), dependencies=PLANS)
async def analyse_plan_compliance(call: Call, question: ComplianceQuestion) -> PlanCompliance:
    """PM compliance: work orders of maintenance plans completed within their window, of those due in the period.

    The window reaches 10 % of the interval, at least a day, before and after the due time that the plan gave (SMRP Best
    Practices, 5.4.14). The interval is the distance to the due date of the plan before or after it, the shorter of
    them, else a day. Of plans that you may not see nothing is counted.
    `early` and `late` ones and those still open past their window are not complied with; those still open within it
    are `pending`. Undated, cancelled and skipped ones are shown apart. Null, never 0, when nothing was due.
    """
    return await actions.plan_compliance(call, question)


@get("/analysis/maintenance", may="reports:read", refuses=(TooManyRows,), dependencies=FILTERS)
async def analyse_maintenance(
    call: Call,
    filters: WorkFilters,
    first_day: wire.From = None,
    last_day: wire.To = None,
    step: wire.StepOf = Step.NONE,
) -> MaintenanceAnalysis:
    """Planned work, schedule compliance and rework by period (SMRP Best Practices, 5.3.1, 5.4.4 and 4.1).

    Planned work is labour hours on planned work orders (made by a plan, or estimated and scheduled) by all of them.
    Schedule compliance is scheduled work orders completed in the week planned by those scheduled in that week; weeks
    that are not over yet are pending. Rework is labour hours on corrective follow-ups within thirty days of the work
    that they follow, on the same asset and problem, by all corrective hours. Null where there is nothing to divide by.
    """
    return await actions.analyse_maintenance(call, first_day, last_day, step, filters)


@get("/analysis/reliability", may="reports:read", refuses=(BadCursor,), dependencies=ASSETS)
async def list_reliability(
    call: Call,
    page: PageRequest,
    filters: AssetFilters,
    first_day: Annotated[date, QueryParameter(name="from", description="The first local day.")],
    last_day: Annotated[date, QueryParameter(name="to", description="The last local day, included.")],
) -> Page[Reliability]:
    """MTBF, MTTR and availability of each asset in a period, in hours; null where there were no failures.

    MTBF is operating time by failures, MTTR the time from failure to restored by failures restored (holds included,
    and shown apart), availability operating time by operating time and unplanned downtime (SMRP Best Practices).
    """
    return await actions.reliability(call, first_day, last_day, filters, page)


async def _rows(call: Call, question: WorkQuestion) -> AsyncIterator[Sequence[Any]]:
    async for row in actions.stream_work(call, question):
        yield wire.cells(row, with_costs=call.sees_costs)


routes = (
    analyse_work_orders,
    export_work_order_analysis,
    get_backlog,
    get_backlog_series,
    analyse_costs,
    analyse_plan_compliance,
    analyse_maintenance,
    list_reliability,
)
