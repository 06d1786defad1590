"""The work order: the unit of work."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.work_orders.records.life_cycle import AllowedTransition, Priority, WorkKind, WorkOrderStatus
from fettle.modules.work_orders.records.materials import PlannedMaterial
from fettle.modules.work_orders.records.tasks import NewTask, WorkOrderTask


class WorkOrder(Record, frozen=True, kw_only=True):
    """The unit of work. `estimated_cost` is null for callers who may not see costs."""

    id: UUID
    number: int
    reference: str | None = None
    title: str
    description: str | None = None
    status: WorkOrderStatus
    priority: Priority = Priority.MEDIUM
    kind: WorkKind = WorkKind.CORRECTIVE
    site_id: UUID | None = None
    location_id: UUID | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    requested_by_id: UUID | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    due_at: datetime | None = None
    reported_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    completed_by_id: UUID | None = None
    closed_at: datetime | None = None
    hold_reason_id: UUID | None = None
    cancel_reason_id: UUID | None = None
    status_note: str | None = None
    estimated_hours: Decimal | None = None
    estimated_cost: Decimal | None = None
    gl_code_id: UUID | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None
    follow_up_of_id: UUID | None = None
    template_id: UUID | None = None
    plan_id: UUID | None = None
    occurrence_id: UUID | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    custom: dict[str, Any] = {}
    planned_materials: list[PlannedMaterial] = []
    asset_ids: list[UUID] = []
    tag_ids: list[UUID] = []
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    updated_by: UUID | None = None
    version: int = 1
    deleted_at: datetime | None = None
    allowed_transitions: list[AllowedTransition] = []


class AssetName(Record, frozen=True, kw_only=True):
    """An asset of a work order, by name."""

    id: UUID
    name: str
    number: str | None = None


class TagName(Record, frozen=True, kw_only=True):
    """A tag of a work order, by name."""

    id: UUID
    name: str
    colour: str | None = None


class RequestName(Record, frozen=True, kw_only=True):
    """A request that led to a work order."""

    id: UUID
    number: int
    title: str
    requester_name: str | None = None


class WorkOrderDetail(WorkOrder, frozen=True, kw_only=True):
    """A work order with everything that its page shows. `cost` is null for callers who may not see costs."""

    site_name: str | None = None
    location_name: str | None = None
    assignee_name: str | None = None
    crew_name: str | None = None
    requested_by_name: str | None = None
    hold_reason: str | None = None
    cancel_reason: str | None = None
    gl_code: str | None = None
    problem_code: str | None = None
    cause_code: str | None = None
    remedy_code: str | None = None
    follow_up_of_number: int | None = None
    tasks: list[WorkOrderTask] = []
    assets: list[AssetName] = []
    tags: list[TagName] = []
    requests: list[RequestName] = []
    logged_hours: Decimal = Decimal(0)
    cost: Decimal | None = None


class NewWorkOrder(Record, frozen=True, kw_only=True):
    """A work order to create; only the title is needed. What is None comes from the template, else the default."""

    title: str
    id: UUID | None = None
    reference: str | None = None
    description: str | None = None
    priority: Priority | None = None
    kind: WorkKind | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_ids: list[UUID] = []
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    requested_by_id: UUID | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    due_at: datetime | None = None
    reported_at: datetime | None = None
    estimated_hours: Decimal | None = None
    estimated_cost: Decimal | None = None
    gl_code_id: UUID | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None
    follow_up_of_id: UUID | None = None
    template_id: UUID | None = None
    plan_id: UUID | None = None
    occurrence_id: UUID | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    custom: dict[str, Any] = {}
    planned_materials: list[PlannedMaterial] = []
    tasks: list[NewTask] = []
    tag_ids: list[UUID] = []
    approve: bool = False
    done: bool = False
    """It is being written down after the fact: the work is completed in the same breath."""


class Completion(Record, frozen=True, kw_only=True):
    """What is said when work is completed."""

    note: str | None = None
    completed_at: datetime | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None


class Stated(Record, frozen=True, kw_only=True):
    """What somebody says of moves that they made out of reach: when, why, and what was found."""

    started_at: datetime | None = None
    completed_at: datetime | None = None
    hold_reason_id: UUID | None = None
    cancel_reason_id: UUID | None = None
    note: str | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None


class FollowUp(Record, frozen=True, kw_only=True):
    """Work found undone: what differs from the work order that it follows."""

    id: UUID | None = None
    title: str | None = None
    description: str | None = None
    priority: Priority | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    due_at: datetime | None = None
    tasks: list[NewTask] = []
    approve: bool = False
