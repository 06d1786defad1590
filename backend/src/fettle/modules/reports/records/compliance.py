"""Whether maintenance happens when it should: compliance of plans and of the schedule, planned work, rework."""

from datetime import date
from decimal import Decimal
from enum import StrEnum

import msgspec

from fettle.kit.records import Record
from fettle.modules.reports.records.asked import Span, Step, WorkFilters


class PlanDimension(StrEnum):
    """What the work orders of maintenance plans are grouped by."""

    NONE = "none"
    PLAN = "plan"
    SITE = "site"
    ASSIGNEE = "assignee"


class ComplianceQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of plan compliance; `last_day` is included."""

    by: PlanDimension = PlanDimension.NONE
    step: Step = Step.NONE
    first_day: date | None = None
    last_day: date | None = None
    filters: WorkFilters = WorkFilters()


class ComplianceFigures(Record, frozen=True, kw_only=True):
    """Work orders of maintenance plans that were due, and how many were completed within their window.

    `due` = `complied` + `early` + `late` + `openPastWindow`. Not judged, and shown apart: those whose window is still
    open (`pending`), those without a due time (`undated`), `cancelled` and `skipped` ones.
    """

    unit: str = "work orders"
    due: int
    complied: int
    early: int
    late: int
    open_past_window: int
    compliance_percent: float | None
    pending: int
    undated: int
    cancelled: int
    skipped: int


class ComplianceRow(Record, frozen=True, kw_only=True):
    """The figures of one group in one period. `key` is an id, null for work orders without one."""

    key: str | None
    label: str | None
    period_start: date | None = None
    period_end: date | None = None
    figures: ComplianceFigures


class PlanCompliance(Record, frozen=True, kw_only=True):
    """Compliance with maintenance plans: the whole, and its rows."""

    period: Span
    by: PlanDimension
    total: ComplianceFigures
    rows: list[ComplianceRow]


class ComplianceCounts(msgspec.Struct, frozen=True, kw_only=True):
    """One row of plan compliance as the database counts it."""

    whole: bool
    key: str | None
    label: str | None
    period: date | None
    complied: int
    early: int
    late: int
    open_past_window: int
    pending: int
    undated: int
    cancelled: int
    skipped: int


class MaintenanceFigures(Record, frozen=True, kw_only=True):
    """Planned work, schedule compliance and rework; percents are null where there is nothing to divide by.

    Hours are logged labour, reversals included. `scheduled` = `completedInWeek` + `completedOtherwise` +
    `openPastWeek`; work whose week is not over is `pending`, given up is `dropped`, and neither is judged.
    """

    unit: str = "hours"
    logged_hours: Decimal
    planned_hours: Decimal
    planned_work_percent: float | None
    scheduled: int
    completed_in_week: int
    completed_otherwise: int
    open_past_week: int
    pending: int
    dropped: int
    schedule_compliance_percent: float | None
    corrective_hours: Decimal
    rework_hours: Decimal
    rework_percent: float | None


class MaintenanceRow(Record, frozen=True, kw_only=True):
    """The figures of one period."""

    period_start: date | None = None
    period_end: date | None = None
    figures: MaintenanceFigures


class MaintenanceAnalysis(Record, frozen=True, kw_only=True):
    """How maintenance is run: the whole, and its periods."""

    period: Span
    total: MaintenanceFigures
    rows: list[MaintenanceRow]


class HoursLogged(msgspec.Struct, frozen=True, kw_only=True):
    """Hours of labour of one period as the database sums them."""

    whole: bool = False
    period: date | None = None
    logged: Decimal = Decimal(0)
    planned: Decimal = Decimal(0)
    corrective: Decimal = Decimal(0)
    rework: Decimal = Decimal(0)


class Scheduled(msgspec.Struct, frozen=True, kw_only=True):
    """Scheduled work orders of one period as the database counts them."""

    whole: bool = False
    period: date | None = None
    in_week: int = 0
    otherwise: int = 0
    past_week: int = 0
    pending: int = 0
    dropped: int = 0
