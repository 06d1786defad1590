"""Bodies of tasks, comments and templates."""

from typing import Annotated
from uuid import UUID

from pydantic import Field

from fettle.modules.work_orders.records import (
    NewComment,
    NewTask,
    NewTemplate,
    PlannedMaterial,
    Priority,
    TaskAnswer,
    TaskStatus,
    TemplateTask,
    WorkKind,
)
from fettle.modules.work_orders.rules.tasks import MOST_TASKS
from fettle.modules.work_orders.rules.work_orders import MOST_MATERIALS
from fettle.web.bodies import Body, Code, Line, Name, Patch, Prose, Quantity

MOST_MENTIONS = 50
Hours = Annotated[Quantity, Field(ge=0)]
Words = Annotated[str, Field(min_length=1, max_length=20_000)]


class MaterialBody(Body):
    """What the work will use: so much of something, perhaps a part by its number."""

    item: Line
    quantity: Quantity = Field(default=1, gt=0, validate_default=True)
    unit: Annotated[str, Field(min_length=1, max_length=30)] = "each"
    part_number: Code | None = None

    def to_record(self) -> PlannedMaterial:
        """The planned material."""
        return PlannedMaterial(**{name: getattr(self, name) for name in type(self).model_fields})


Materials = Annotated[list[MaterialBody], Field(max_length=MOST_MATERIALS)]


class TaskBody(Body):
    """A task: a title, a task code, or both."""

    id: UUID | None = None
    title: Line | None = None
    task_code_id: UUID | None = None
    asset_id: UUID | None = None
    instructions: Prose | None = None
    required: bool = True
    estimated_hours: Hours | None = None

    def to_record(self) -> NewTask:
        """The task to add."""
        return NewTask(**{name: getattr(self, name) for name in type(self).model_fields})


class TaskPatch(Patch):
    """Fields of a task to change."""

    title: Line = Field(default="")
    asset_id: UUID | None = None
    instructions: Prose | None = None
    required: bool = Field(default=True)
    position: int = Field(default=0, ge=0, le=10_000)
    estimated_hours: Hours | None = None


class AnswerBody(Body):
    """What became of a task."""

    status: TaskStatus
    result: Prose | None = None

    def to_record(self) -> TaskAnswer:
        """The answer."""
        return TaskAnswer(status=self.status, result=self.result)


class CommentBody(Body):
    """Something to say, perhaps in answer to another comment, perhaps to somebody (user ids).

    `public` lets whoever asked for the work read it: in the app, and outside on their status page.
    """

    body: Words
    id: UUID | None = None
    parent_id: UUID | None = None
    mentions: list[UUID] = Field(default=[], max_length=MOST_MENTIONS)
    public: bool = False

    def to_record(self) -> NewComment:
        """The comment to make."""
        return NewComment(**{name: getattr(self, name) for name in type(self).model_fields})


class CommentPatch(Body):
    """Another text."""

    body: Words


class TemplateTaskBody(Body):
    """A task of a template: a title, a task code, or both."""

    title: Line | None = None
    task_code_id: UUID | None = None
    instructions: Prose | None = None
    required: bool = True
    estimated_hours: Hours | None = None

    def to_record(self) -> TemplateTask:
        """The task of the template."""
        return TemplateTask(**{name: getattr(self, name) for name in type(self).model_fields})


class TemplateBody(Body):
    """A work order to use again."""

    name: Name
    title: Line
    description: Prose | None = None
    kind: WorkKind = WorkKind.CORRECTIVE
    priority: Priority = Priority.MEDIUM
    estimated_hours: Hours | None = None
    gl_code_id: UUID | None = None
    tasks: list[TemplateTaskBody] = Field(default=[], max_length=MOST_TASKS)
    planned_materials: Materials = Field(default=[])

    def to_record(self) -> NewTemplate:
        """The template to create."""
        fields = {name: getattr(self, name) for name in type(self).model_fields}
        fields |= {name: [each.to_record() for each in fields[name]] for name in ("tasks", "planned_materials")}
        return NewTemplate(**fields)


class TemplatePatch(Patch):
    """Fields of a template to change; `tasks` and `plannedMaterials` each replace them all."""

    name: Name = Field(default="")
    title: Line = Field(default="")
    description: Prose | None = None
    kind: WorkKind = Field(default=WorkKind.CORRECTIVE)
    priority: Priority = Field(default=Priority.MEDIUM)
    estimated_hours: Hours | None = None
    gl_code_id: UUID | None = None
    tasks: list[TemplateTaskBody] = Field(default=[], max_length=MOST_TASKS)
    planned_materials: Materials = Field(default=[])

    def changes(self) -> dict[str, object]:
        """The fields that were sent, as records."""
        given = self.given()
        for name in {"tasks", "planned_materials"} & given.keys():
            given[name] = [each.to_record() for each in given[name]]
        return given
