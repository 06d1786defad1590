"""Plans and occurrences as they are kept, listed and shown."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from fettle.kit.records import Record
from fettle.kit.recurrence.rules import Series
from fettle.modules.planning.records.occurrences import Occurrence, OccurrenceState
from fettle.modules.planning.records.plans import Plan, PlanStatus
from fettle.modules.planning.records.progress import Coming, MaterialNeed, MeterPoint, PlanProgress


class Problem(StrEnum):
    """What a plan works around, or stumbles over, until somebody mends it."""

    TEMPLATE_DELETED = "template_deleted"
    ASSIGNEE_GONE = "assignee_gone"
    CREW_GONE = "crew_gone"
    GL_CODE_GONE = "gl_code_gone"
    TASK_CODE_GONE = "task_code_gone"
    LOCATION_GONE = "location_gone"
    SOME_ASSETS_GONE = "some_assets_gone"
    BROKEN = "broken"


class Stopped(StrEnum):
    """Why a plan stopped."""

    ENDED = "ended"
    ASSETS_GONE = "assets_gone"
    METERS_GONE = "meters_gone"
    SITE_GONE = "site_gone"


class KeptPlan(Plan, frozen=True, kw_only=True):
    """A plan with what it stumbles over and the next date at which it is due, where that is known."""

    problems: tuple[Problem, ...] = ()
    next_due_on: date | None = None


class ListedPlan(KeptPlan, frozen=True, kw_only=True):
    """A plan as lists show it: `words` say its rule, `open_count` how many occurrences are unfinished."""

    site_name: str | None = None
    open_count: int = 0
    words: str = ""


class PlanDetail(ListedPlan, frozen=True, kw_only=True):
    """A plan with the next times at which it is due."""

    coming: list[Coming] = []
    warnings: list[str] = []


class PlanPreview(Record, frozen=True, kw_only=True):
    """What a plan would do: its rule in words, the next times at which it is due, and what to mind."""

    words: str
    coming: list[Coming]
    warnings: list[str] = []


class ReadRule(Record, frozen=True, kw_only=True):
    """A recurrence rule as a trigger takes it, as other programs read it, and its next dates."""

    series: Series
    rule: str
    words: str
    dates: list[date]


class PlanSort(StrEnum):
    """The orders of a list of plans; a minus turns the order round."""

    NAME = "name"
    NAME_DESC = "-name"
    NEXT_DUE = "nextDueOn"
    NEXT_DUE_DESC = "-nextDueOn"
    CREATED = "createdAt"
    CREATED_DESC = "-createdAt"


class PlanFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which plans are wanted; `q` is how their names begin."""

    status: list[PlanStatus] = []
    site_ids: list[UUID] = []
    asset_ids: list[UUID] = []
    assignee_ids: list[UUID] = []
    crew_ids: list[UUID] = []
    troubled: bool = False
    deleted: bool = False
    q: str | None = None
    sort: PlanSort = PlanSort.NAME


class OccurrenceFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which occurrences are wanted, by local day of the site."""

    plan_id: UUID | None = None
    since: date | None = None
    until: date | None = None
    states: list[OccurrenceState] = []
    site_ids: list[UUID] = []


class ListedOccurrence(Occurrence, frozen=True, kw_only=True):
    """An occurrence as lists show it."""

    plan_name: str = ""
    site_id: UUID | None = None
    asset_name: str | None = None
    work_order_number: int | None = None
    version: int = 1


class Schedule(msgspec.Struct, frozen=True, kw_only=True):
    """Where the triggers of a plan stand: when to look next, and the readings that wait for it."""

    plan_id: UUID
    next_look_at: datetime | None = None
    next_due_on: date | None = None
    progress: PlanProgress = PlanProgress()
    readings: tuple[MeterPoint, ...] = ()


class PlannedTime(Record, frozen=True, kw_only=True):
    """One time at which a plan is due, made or still to be made, as calendars show it."""

    plan_id: UUID
    plan_name: str
    key: str
    occurrence_id: UUID | None = None
    work_order_id: UUID | None = None
    state: OccurrenceState
    due_on: date
    due_at: datetime | None = None
    all_day: bool
    zone: str
    estimated: bool = False
    title: str
    site_id: UUID | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    asset_ids: list[UUID] = []
    estimated_hours: Decimal | None = None


class MonthForecast(Record, frozen=True, kw_only=True):
    """What the plans of a site and crew will ask for in one month (its first day)."""

    month: date
    site_id: UUID | None = None
    crew_id: UUID | None = None
    occurrences: int
    hours: Decimal
    materials: list[MaterialNeed]


class Forecast(Record, frozen=True, kw_only=True):
    """What plans will ask for: the months in which there is something, by site and crew."""

    months: list[MonthForecast]


class AssetFact(msgspec.Struct, frozen=True, kw_only=True):
    """What making work needs to know of an asset."""

    id: UUID
    name: str
    site_id: UUID | None = None


class OpenWork(msgspec.Struct, frozen=True, kw_only=True):
    """An unfinished occurrence and the work order that it waits for."""

    plan_id: UUID
    asset_id: UUID | None = None
    work_order_id: UUID
