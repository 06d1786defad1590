"""Maintenance plans: what should happen, when, on which assets."""

from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum
from typing import Literal, TypeAlias
from uuid import UUID

from fettle.kit.records import Record
from fettle.kit.recurrence.seasons import Span
from fettle.modules.planning.records.triggers import Trigger

Priority: TypeAlias = Literal["low", "medium", "high", "urgent"]
WorkKind: TypeAlias = Literal["corrective", "preventive", "inspection", "project", "contract", "request"]


class PlanStatus(StrEnum):
    """Whether a plan makes work: live does, paused will again, stopped has come to its end."""

    LIVE = "live"
    PAUSED = "paused"
    STOPPED = "stopped"


class IfOpen(StrEnum):
    """What becomes of a due occurrence while an earlier one is unfinished."""

    SKIP = "skip"
    MERGE = "merge"
    BESIDE = "beside"


class CatchUp(StrEnum):
    """Which of the occurrences that passed while nothing ran are still made; the others are kept as missed."""

    ALL = "all"
    LATEST = "latest"
    NONE = "none"


class Spread(StrEnum):
    """How several assets are worked on: one work order with a task for each, or one work order each."""

    TOGETHER = "together"
    EACH = "each"


class PlannedTask(Record, frozen=True, kw_only=True):
    """A task that every work order of the plan gets; without a title it takes the name of its task code."""

    title: str | None = None
    task_code_id: UUID | None = None
    instructions: str | None = None
    required: bool = True
    estimated_hours: Decimal | None = None


class PlannedMaterial(Record, frozen=True, kw_only=True):
    """What the work will use up."""

    item: str
    quantity: Decimal = Decimal(1)
    unit: str = "each"
    part_number: str | None = None


class PlannedWork(Record, frozen=True, kw_only=True):
    """The work order that a plan makes, as far as it is known ahead. A template gives what is left None or empty."""

    title: str | None = None
    description: str | None = None
    kind: WorkKind | None = None
    priority: Priority | None = None
    template_id: UUID | None = None
    tasks: tuple[PlannedTask, ...] = ()
    materials: tuple[PlannedMaterial, ...] = ()
    estimated_hours: Decimal | None = None
    gl_code_id: UUID | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None


class PlanTerms(Record, frozen=True, kw_only=True):
    """What people say of a plan.

    Days are local days of the site; `zone` is the site's (else the tenant's) and is kept from there. `due_time` makes
    what is due an instant, without it the whole local day counts. Nothing becomes due after `ends_on`.
    `notify_days_before` says when people are reminded.
    """

    name: str
    description: str | None = None
    triggers: tuple[Trigger, ...] = ()
    work: PlannedWork
    season: tuple[Span, ...] = ()
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_ids: tuple[UUID, ...] = ()
    spread: Spread = Spread.TOGETHER
    due_time: time | None = None
    ends_on: date | None = None
    lead_days: int = 0
    horizon_days: int = 0
    if_previous_open: IfOpen = IfOpen.SKIP
    catch_up: CatchUp = CatchUp.LATEST
    rotation: tuple[UUID, ...] = ()
    notify_days_before: tuple[int, ...] = ()


class Plan(PlanTerms, frozen=True, kw_only=True):
    """A maintenance plan as it is kept. `stopped_reason` says why a stopped plan stopped."""

    id: UUID
    zone: str
    status: PlanStatus = PlanStatus.LIVE
    stopped_reason: str | None = None
    version: int = 1
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    updated_by: UUID | None = None
    deleted_at: datetime | None = None
