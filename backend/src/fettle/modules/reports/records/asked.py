"""What is asked: dimensions, periods, filters."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class Dimension(StrEnum):
    """What work orders are grouped by. With several tasks or assets on one, its first counts, so that sums add up."""

    NONE = "none"
    TASK_CODE = "taskCode"
    KIND = "kind"
    PRIORITY = "priority"
    STATUS = "status"
    SITE = "site"
    CREW = "crew"
    ASSIGNEE = "assignee"
    ASSET = "asset"
    ASSET_TYPE = "assetType"
    CATEGORY = "category"
    SOURCE = "source"
    GL_CODE = "glCode"
    PROBLEM_CODE = "problemCode"
    CUSTOM_FIELD = "customField"


class CostDimension(StrEnum):
    """What costs are grouped by. A line without an asset counts for the first asset of its work order."""

    NONE = "none"
    CATEGORY = "category"
    SITE = "site"
    GL_CODE = "glCode"
    KIND = "kind"
    WORK_ORDER_KIND = "workOrderKind"
    ASSET = "asset"
    ASSET_TYPE = "assetType"
    TASK_CODE = "taskCode"
    CREW = "crew"


OF_LINES = frozenset({CostDimension.GL_CODE, CostDimension.KIND, CostDimension.TASK_CODE})
"""Groups that only lines have: the work orders beside such costs are those with such lines."""


class Step(StrEnum):
    """Periods, in the tenant's time zone; weeks begin on Monday."""

    NONE = "none"
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Basis(StrEnum):
    """Which moment puts a work order into a period."""

    REPORTED = "reported"
    COMPLETED = "completed"
    DUE = "due"


class WorkFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which work orders are looked at."""

    site_ids: list[UUID] | None = None
    crew_ids: list[UUID] | None = None
    assignee_ids: list[UUID] | None = None
    asset_ids: list[UUID] | None = None
    task_code_ids: list[UUID] | None = None
    kinds: list[str] | None = None
    statuses: list[str] | None = None
    priorities: list[str] | None = None


class WorkQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a Work Order Analysis is asked for; `last_day` is included."""

    by: Dimension = Dimension.NONE
    step: Step = Step.NONE
    basis: Basis = Basis.REPORTED
    first_day: date | None = None
    last_day: date | None = None
    custom_field: str | None = None
    filters: WorkFilters = WorkFilters()


class AssetFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which assets are looked at."""

    asset_ids: list[UUID] | None = None
    site_ids: list[UUID] | None = None
    asset_type_ids: list[UUID] | None = None
    category_ids: list[UUID] | None = None


class Span(Record, frozen=True, kw_only=True):
    """The days looked at (the last one included, null without a limit) and the steps they are cut into."""

    first_day: date | None = None
    last_day: date | None = None
    step: Step = Step.NONE
    time_zone: str


class Window(msgspec.Struct, frozen=True, kw_only=True):
    """A span as instants: from `start` on, before `end`."""

    start: datetime | None
    end: datetime | None
    zone: str


class CostQuestion(msgspec.Struct, frozen=True, kw_only=True):
    """What a cost analysis is asked for; `last_day` is included; `subtree` adds up assets over their tree."""

    by: CostDimension
    step: Step = Step.NONE
    first_day: date | None = None
    last_day: date | None = None
    filters: WorkFilters = WorkFilters()
    subtree: bool = False
