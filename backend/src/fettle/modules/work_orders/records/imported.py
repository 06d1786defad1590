"""Work that comes from elsewhere, with its own past."""

from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.work_orders.records.life_cycle import Priority, WorkKind, WorkOrderStatus
from fettle.modules.work_orders.records.requests import RequestSource, RequestStatus
from fettle.modules.work_orders.records.tasks import NewTask


class HistoricWorkOrder(Record, frozen=True, kw_only=True):
    """A work order as it stood elsewhere: any status, dates as given. Tasks of completed work count as done."""

    id: UUID
    title: str
    status: WorkOrderStatus
    reported_at: datetime
    reference: str | None = None
    description: str | None = None
    priority: Priority = Priority.MEDIUM
    kind: WorkKind = WorkKind.CORRECTIVE
    site_id: UUID | None = None
    location_id: UUID | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    due_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    closed_at: datetime | None = None
    status_note: str | None = None
    estimated_hours: Decimal | None = None
    gl_code_id: UUID | None = None
    problem_code_id: UUID | None = None
    cause_code_id: UUID | None = None
    remedy_code_id: UUID | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    custom: dict[str, Any] = {}
    asset_ids: list[UUID] = []
    tag_ids: list[UUID] = []
    tasks: list[NewTask] = []


class HistoricRequest(Record, frozen=True, kw_only=True):
    """A request as it stood elsewhere: any status, dates as given."""

    id: UUID
    title: str
    reported_at: datetime
    status: RequestStatus = RequestStatus.NEW
    reference: str | None = None
    description: str | None = None
    priority: Priority = Priority.MEDIUM
    source: RequestSource = RequestSource.IMPORT
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    requester_name: str | None = None
    requester_email: str | None = None
    requester_phone: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    decided_at: datetime | None = None
    decision_note: str | None = None
    work_order_id: UUID | None = None
    custom: dict[str, Any] = {}


class CalledWorkOrder(Record, frozen=True, kw_only=True):
    """A work order found by its reference or number (`called`), with what its log entries take from it."""

    called: str
    id: UUID
    site_id: UUID | None = None
    gl_code_id: UUID | None = None
