"""What the analyses are asked for, from query parameters, and the columns of the export."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, Any
from uuid import UUID

from litestar.params import QueryParameter

from fettle.db.callers import Caller
from fettle.modules.reports.records import (
    AssetFilters,
    Basis,
    ComplianceQuestion,
    CostDimension,
    CostQuestion,
    Dimension,
    PlanDimension,
    Step,
    WorkFilters,
    WorkQuestion,
    WorkRow,
)
from fettle.modules.work_orders.public import Priority, WorkKind, WorkOrderStatus

From = Annotated[date | None, QueryParameter(name="from", description="The first local day.")]
To = Annotated[date | None, QueryParameter(name="to", description="The last local day, included.")]
By = Annotated[Dimension, QueryParameter(name="by", description="What the rows are grouped by.")]
StepOf = Annotated[Step, QueryParameter(name="period", description="The periods that the rows are cut into.")]
CustomField = Annotated[
    str | None,
    QueryParameter(name="customField", max_length=60, description="Key of a custom field, with by=customField."),
]


def work_filters(  # noqa: PLR0917
    site_id: Annotated[list[UUID] | None, QueryParameter(name="siteId")] = None,
    crew_id: Annotated[list[UUID] | None, QueryParameter(name="crewId")] = None,
    assignee_id: Annotated[list[UUID] | None, QueryParameter(name="assigneeId")] = None,
    asset_id: Annotated[list[UUID] | None, QueryParameter(name="assetId")] = None,
    task_code_id: Annotated[list[UUID] | None, QueryParameter(name="taskCodeId")] = None,
    kind: Annotated[list[WorkKind] | None, QueryParameter(name="kind")] = None,
    status: Annotated[list[WorkOrderStatus] | None, QueryParameter(name="status")] = None,
    priority: Annotated[list[Priority] | None, QueryParameter(name="priority")] = None,
) -> WorkFilters:
    """Which work orders are looked at; values of one filter are alternatives, filters narrow one another."""
    return WorkFilters(
        site_ids=site_id,
        crew_ids=crew_id,
        assignee_ids=assignee_id,
        asset_ids=asset_id,
        task_code_ids=task_code_id,
        kinds=None if kind is None else [str(value) for value in kind],
        statuses=None if status is None else [str(value) for value in status],
        priorities=None if priority is None else [str(value) for value in priority],
    )


def work_question(  # noqa: PLR0917
    filters: WorkFilters,
    first_day: From = None,
    last_day: To = None,
    by: By = Dimension.NONE,
    step: StepOf = Step.NONE,
    basis: Annotated[Basis, QueryParameter(name="basis", description="What puts work into a period.")] = Basis.REPORTED,
    custom_field: CustomField = None,
) -> WorkQuestion:
    """The whole question of a Work Order Analysis."""
    return WorkQuestion(
        by=by,
        step=step,
        basis=basis,
        first_day=first_day,
        last_day=last_day,
        custom_field=custom_field,
        filters=filters,
    )


def cost_question(  # noqa: PLR0917
    filters: WorkFilters,
    by: Annotated[CostDimension, QueryParameter(name="by", description="What the rows are grouped by.")],
    step: StepOf = Step.NONE,
    first_day: From = None,
    last_day: To = None,
    subtree: Annotated[
        bool, QueryParameter(name="subtree", description="With by=asset: each asset with all below it.")
    ] = False,
) -> CostQuestion:
    """The whole question of a cost analysis."""
    return CostQuestion(by=by, step=step, first_day=first_day, last_day=last_day, filters=filters, subtree=subtree)


def compliance_question(
    filters: WorkFilters,
    first_day: From = None,
    last_day: To = None,
    by: Annotated[PlanDimension, QueryParameter(name="by", description="What the rows are grouped by.")] = (
        PlanDimension.NONE
    ),
    step: StepOf = Step.NONE,
) -> ComplianceQuestion:
    """The whole question of plan compliance."""
    return ComplianceQuestion(by=by, step=step, first_day=first_day, last_day=last_day, filters=filters)


def asset_filters(
    asset_id: Annotated[list[UUID] | None, QueryParameter(name="assetId")] = None,
    site_id: Annotated[list[UUID] | None, QueryParameter(name="siteId")] = None,
    asset_type_id: Annotated[list[UUID] | None, QueryParameter(name="assetTypeId")] = None,
    category_id: Annotated[list[UUID] | None, QueryParameter(name="categoryId")] = None,
) -> AssetFilters:
    """Which assets are looked at."""
    return AssetFilters(asset_ids=asset_id, site_ids=site_id, asset_type_ids=asset_type_id, category_ids=category_id)


COLUMNS = (
    "key",
    "label",
    "periodStart",
    "periodEnd",
    "opened",
    "closed",
    "cancelled",
    "open",
    "withTarget",
    "onTime",
    "overdue",
    "onTimePercent",
    "openWithTarget",
    "openOverdue",
    "timeToCloseMeasured",
    "timeToCloseMedianDays",
    "timeToCloseMeanDays",
    "timeToCloseP90Days",
    "hours",
)
COST_COLUMNS = ("cost",)


def columns(caller: Caller) -> Sequence[str]:
    """The header of the export for `caller`: money only for who may see it."""
    return (*COLUMNS, *COST_COLUMNS) if caller.sees_costs else COLUMNS


def cells(row: WorkRow, *, with_costs: bool) -> Sequence[Any]:
    """The cells of `row` in the order of the header; the first row is the whole, labelled total."""
    figures, time = row.figures, row.figures.time_to_close
    shown = (
        row.key,
        row.label,
        row.period_start,
        row.period_end,
        figures.opened,
        figures.closed,
        figures.cancelled,
        figures.open,
        figures.with_target,
        figures.on_time,
        figures.overdue,
        figures.on_time_percent,
        figures.open_with_target,
        figures.open_overdue,
        time.measured,
        time.median,
        time.mean,
        time.p90,
        figures.hours,
    )
    return (*shown, figures.cost) if with_costs else shown
