"""Bodies of work orders: create, edit, move on, many at once."""

from typing import Annotated, Any
from uuid import UUID

from pydantic import Field

from fettle.modules.work_orders.records import (
    BulkAction,
    BulkChange,
    Completion,
    FollowUp,
    NewWorkOrder,
    Priority,
    WorkKind,
)
from fettle.modules.work_orders.rules.tasks import MOST_TASKS
from fettle.modules.work_orders.rules.work_orders import MOST_ASSETS, MOST_TAGS
from fettle.modules.work_orders.wire.tasks import Materials, TaskBody
from fettle.web.bodies import Body, Code, Instant, Latitude, Line, Longitude, Money, Patch, Prose, Quantity

MOST_AT_ONCE = 500
Hours = Annotated[Quantity, Field(ge=0)]
Assets = Annotated[list[UUID], Field(max_length=MOST_ASSETS)]
Tags = Annotated[list[UUID], Field(max_length=MOST_TAGS)]
Cost = Annotated[Money, Field(ge=0)]


class WorkOrderBody(Body):
    """A work order; only the title is needed. `id` may be chosen by a device that works offline."""

    title: Line
    id: UUID | None = None
    reference: Code | None = None
    description: Prose | None = None
    priority: Priority | None = None
    kind: WorkKind | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_ids: Assets = Field(default=[])
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    scheduled_start: Instant | None = None
    scheduled_end: Instant | None = None
    due_at: Instant | None = None
    estimated_hours: Hours | None = None
    estimated_cost: Cost | None = None
    gl_code_id: UUID | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None
    follow_up_of_id: UUID | None = None
    template_id: UUID | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: dict[str, Any] = Field(default={})
    planned_materials: Materials = Field(default=[])
    tasks: list[TaskBody] = Field(default=[], max_length=MOST_TASKS)
    tag_ids: Tags = Field(default=[])
    approve: bool = Field(default=False, description="Release it at once; needs `work_orders:approve`.")

    def to_record(self) -> NewWorkOrder:
        """The work order to create."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        fields |= {name: [each.to_record() for each in fields[name]] for name in ("tasks", "planned_materials")}
        return NewWorkOrder(**fields)


class WorkOrderPatch(Patch):
    """Fields of a work order to change; its status changes only by its verbs."""

    title: Line = Field(default="")
    reference: Code | None = None
    description: Prose | None = None
    priority: Priority = Field(default=Priority.MEDIUM)
    kind: WorkKind = Field(default=WorkKind.CORRECTIVE)
    site_id: UUID | None = None
    location_id: UUID | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    scheduled_start: Instant | None = None
    scheduled_end: Instant | None = None
    due_at: Instant | None = None
    estimated_hours: Hours | None = None
    estimated_cost: Cost | None = None
    gl_code_id: UUID | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: dict[str, Any] = Field(default={})
    planned_materials: Materials = Field(default=[])

    def given(self) -> dict[str, Any]:
        """The fields that were sent, by Python name."""
        given = super().given()
        if "planned_materials" in given:
            given["planned_materials"] = [each.to_record() for each in self.planned_materials]
        return given


class AssetsBody(Body):
    """The assets that the work is on, the main one first."""

    asset_ids: Assets


class TagsBody(Body):
    """The tags that the work order carries."""

    tag_ids: Tags


class StartBody(Body):
    """When the work began, if not now."""

    started_at: Instant | None = None


class ExplanationBody(Body):
    """Why: a reason, a note, or both."""

    reason_id: UUID | None = None
    note: Prose | None = None


class NoteBody(Body):
    """A note, if there is something to say."""

    note: Prose | None = None


class CompletionBody(Body):
    """When the work was done, if not now, a closing note, and what was found on a failure."""

    note: Prose | None = None
    completed_at: Instant | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None

    def to_record(self) -> Completion:
        """The completion."""
        return Completion(**{name: getattr(self, name) for name in type(self).model_fields})


class FollowUpBody(Body):
    """What was found undone; what is left out is taken from the work order that it follows."""

    id: UUID | None = None
    title: Line | None = None
    description: Prose | None = None
    priority: Priority | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    due_at: Instant | None = None
    tasks: list[TaskBody] = Field(default=[], max_length=MOST_TASKS)
    approve: bool = False

    def to_record(self) -> FollowUp:
        """The follow-up."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        return FollowUp(**{**fields, "tasks": [task.to_record() for task in self.tasks]})


class BulkBody(Body):
    """One action on up to 500 work orders. `assign` takes assigneeId and crewId, `prioritise` priority, `schedule`
    scheduledStart, scheduledEnd and dueAt, `tag` tagIds (added to what is there), `cancel` reasonId and note, `close`
    note."""

    ids: list[UUID] = Field(min_length=1, max_length=MOST_AT_ONCE)
    action: BulkAction
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    priority: Priority | None = None
    scheduled_start: Instant | None = None
    scheduled_end: Instant | None = None
    due_at: Instant | None = None
    tag_ids: Tags = Field(default=[])
    reason_id: UUID | None = None
    note: Prose | None = None

    def to_record(self) -> BulkChange:
        """The action with the fields that were sent."""
        fields = {name: getattr(self, name) for name in type(self).model_fields if name != "ids"}
        return BulkChange(**fields, given=frozenset(self.model_fields_set - {"ids", "action"}))
