"""Templates: work orders to use again."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.work_orders.records.life_cycle import Priority, WorkKind
from fettle.modules.work_orders.records.materials import PlannedMaterial


class TemplateTask(Record, frozen=True, kw_only=True):
    """A task that every work order from the template gets."""

    title: str | None = None
    task_code_id: UUID | None = None
    instructions: str | None = None
    required: bool = True
    estimated_hours: Decimal | None = None


class NewTemplate(Record, frozen=True, kw_only=True):
    """A template to create."""

    name: str
    title: str
    description: str | None = None
    kind: WorkKind = WorkKind.CORRECTIVE
    priority: Priority = Priority.MEDIUM
    estimated_hours: Decimal | None = None
    gl_code_id: UUID | None = None
    tasks: list[TemplateTask] = []
    planned_materials: list[PlannedMaterial] = []


class WorkOrderTemplate(Record, frozen=True, kw_only=True):
    """A work order to use again: its tasks, materials, hours, GL code, priority and kind."""

    id: UUID
    name: str
    title: str
    description: str | None = None
    kind: WorkKind = WorkKind.CORRECTIVE
    priority: Priority = Priority.MEDIUM
    estimated_hours: Decimal | None = None
    gl_code_id: UUID | None = None
    tasks: list[TemplateTask] = []
    planned_materials: list[PlannedMaterial] = []
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None
