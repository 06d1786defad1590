"""Bodies of plans."""

from datetime import time
from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from fettle.kit.recurrence.seasons import MOST_SPANS, Span
from fettle.modules.planning.records import (
    CatchUp,
    IfOpen,
    PlannedMaterial,
    PlannedTask,
    PlannedWork,
    PlanTerms,
    Spread,
)
from fettle.modules.planning.rules.checking import MOST_ASSETS, MOST_IN_ROTATION, MOST_REMINDERS, MOST_TRIGGERS
from fettle.modules.planning.wire.triggers import Amount, Day, MonthDay, TriggerBody, trigger_of
from fettle.modules.work_orders import public as work_orders
from fettle.web.bodies import LEFT_OUT, Body, Code, Instant, Line, Name, Patch, Prose, Quantity

MOST_TASKS = 200
MOST_MATERIALS = 200
Words = Annotated[str, Field(min_length=1, max_length=2_000)]


class SpanBody(Body):
    """A stretch of every year, both days in it; it may go over the year's end."""

    first: MonthDay
    last: MonthDay

    def to_record(self) -> Span:
        """The stretch."""
        return Span(first=self.first, last=self.last)


class PlannedTaskBody(Body):
    """A task of every work order: a title, a task code, or both."""

    title: Line | None = None
    task_code_id: UUID | None = None
    instructions: Prose | None = None
    required: bool = True
    estimated_hours: Amount | None = None

    def to_record(self) -> PlannedTask:
        """The task."""
        return PlannedTask(**{name: getattr(self, name) for name in type(self).model_fields})


class PlannedMaterialBody(Body):
    """What every work order will use."""

    item: Line
    quantity: Quantity = Field(default=1, gt=0, validate_default=True)
    unit: Annotated[str, Field(min_length=1, max_length=30)] = "each"
    part_number: Code | None = None

    def to_record(self) -> PlannedMaterial:
        """The material."""
        return PlannedMaterial(**{name: getattr(self, name) for name in type(self).model_fields})


class PlannedWorkBody(Body):
    """The work order that the plan makes. What is left out comes from the template, whose tasks and materials come
    first."""

    title: Line | None = None
    description: Prose | None = None
    kind: work_orders.WorkKind | None = None
    priority: work_orders.Priority | None = None
    template_id: UUID | None = None
    tasks: list[PlannedTaskBody] = Field(default=[], max_length=MOST_TASKS)
    materials: list[PlannedMaterialBody] = Field(default=[], max_length=MOST_MATERIALS)
    estimated_hours: Amount | None = None
    gl_code_id: UUID | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None

    def to_record(self) -> PlannedWork:
        """The work."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        fields |= {name: tuple(each.to_record() for each in fields[name]) for name in ("tasks", "materials")}
        fields |= {name: value and value.value for name in ("kind", "priority") for value in [fields[name]]}
        return PlannedWork(**fields)


Triggers = Annotated[list[TriggerBody], Field(min_length=1, max_length=MOST_TRIGGERS)]
Season = Annotated[list[SpanBody], Field(max_length=MOST_SPANS)]
Assets = Annotated[list[UUID], Field(max_length=MOST_ASSETS)]
Rotation = Annotated[list[UUID], Field(max_length=MOST_IN_ROTATION)]
Days = Annotated[int, Field(ge=0, le=366)]
Reminders = Annotated[list[Days], Field(max_length=MOST_REMINDERS)]


def _records(fields: dict[str, Any]) -> dict[str, Any]:
    """The fields of a body as a plan has them."""
    made = dict(fields)
    if "triggers" in made:
        made["triggers"] = tuple(trigger_of(each) for each in made["triggers"])
    if "season" in made:
        made["season"] = tuple(each.to_record() for each in made["season"])
    if "work" in made:
        made["work"] = made["work"].to_record()
    for name in {"asset_ids", "rotation", "notify_days_before"} & made.keys():
        made[name] = tuple(made[name])
    return made


class PlanBody(Body):
    """A maintenance plan: what makes it due, and the work that it then makes. The earliest trigger wins."""

    name: Name
    description: Prose | None = None
    triggers: Triggers
    work: PlannedWorkBody = Field(default=PlannedWorkBody())
    season: Season = Field(default=[])
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_ids: Assets = Field(default=[])
    spread: Spread = Spread.TOGETHER
    due_time: time | None = Field(default=None, description="Local time of the site; without it the whole day counts.")
    ends_on: Day | None = None
    lead_days: Days = 0
    horizon_days: int = Field(default=0, ge=0, le=1_100)
    if_previous_open: IfOpen = IfOpen.SKIP
    catch_up: CatchUp = CatchUp.LATEST
    rotation: Rotation = Field(default=[])
    notify_days_before: Reminders = Field(default=[])

    def to_record(self) -> PlanTerms:
        """The terms of the plan."""
        return PlanTerms(**_records({name: getattr(self, name) for name in type(self).model_fields}))


class PlanPatch(Patch):
    """Fields of a plan to change; `triggers`, `work`, `season`, `assetIds` and `rotation` each replace what was there.

    A trigger that names its key goes on where it was.
    """

    name: Name = LEFT_OUT
    description: Prose | None = None
    triggers: Triggers = LEFT_OUT
    work: PlannedWorkBody = LEFT_OUT
    season: Season = LEFT_OUT
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_ids: Assets = LEFT_OUT
    spread: Spread = LEFT_OUT
    due_time: time | None = None
    ends_on: Day | None = None
    lead_days: Days = LEFT_OUT
    horizon_days: int = Field(default=0, ge=0, le=1_100)
    if_previous_open: IfOpen = LEFT_OUT
    catch_up: CatchUp = LEFT_OUT
    rotation: Rotation = LEFT_OUT
    notify_days_before: Reminders = LEFT_OUT

    def changes(self) -> dict[str, Any]:
        """The fields that were sent, as records."""
        return _records(self.given())


class CopyBody(Body):
    """What the copy is called, if not like the plan."""

    name: Name | None = None


class SnoozeBody(Body):
    """Until when nobody is reminded."""

    until: Instant


class SkipBody(Body):
    """Why it is left out."""

    reason: Words


class SkipComingBody(Body):
    """Which coming occurrence is left out (its key in `coming`), and why."""

    key: Annotated[str, Field(min_length=1, max_length=200)]
    reason: Words


class DoneBody(Body):
    """When the work was done, if not now, and a closing note."""

    note: Prose | None = None
    completed_at: Instant | None = None

    def to_record(self) -> work_orders.Completion:
        """The completion."""
        return work_orders.Completion(note=self.note, completed_at=self.completed_at)
