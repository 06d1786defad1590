"""Work requests: somebody asks, a supervisor decides."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.work_orders.records.life_cycle import Priority, WorkKind, WorkOrderStatus


class RequestStatus(StrEnum):
    """What became of a request."""

    NEW = "new"
    APPROVED = "approved"
    DECLINED = "declined"
    DUPLICATE = "duplicate"


class RequestSource(StrEnum):
    """The way by which a request came in."""

    STAFF = "staff"
    REQUESTER = "requester"
    PORTAL = "portal"
    EMAIL = "email"
    OPEN311 = "open311"
    IMPORT = "import"
    API = "api"


class NewRequest(Record, frozen=True, kw_only=True):
    """A request to make; only the title (what is wrong) is needed. `reported_at` is now unless stated."""

    title: str
    id: UUID | None = None
    description: str | None = None
    priority: Priority = Priority.MEDIUM
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    requester_name: str | None = None
    requester_email: str | None = None
    requester_phone: str | None = None
    reported_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    custom: dict[str, Any] = {}


class WorkRequest(Record, frozen=True, kw_only=True):
    """Somebody asks for work."""

    id: UUID
    number: int
    reference: str | None = None
    title: str
    description: str | None = None
    status: RequestStatus = RequestStatus.NEW
    priority: Priority = Priority.MEDIUM
    source: RequestSource = RequestSource.STAFF
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    requested_by_id: UUID | None = None
    requester_name: str | None = None
    requester_email: str | None = None
    requester_phone: str | None = None
    reported_at: datetime
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    decided_at: datetime | None = None
    decided_by_id: UUID | None = None
    decline_reason_id: UUID | None = None
    decision_note: str | None = None
    duplicate_of_id: UUID | None = None
    work_order_id: UUID | None = None
    custom: dict[str, Any] = {}
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    updated_by: UUID | None = None
    version: int = 1
    deleted_at: datetime | None = None


class Requester(Record, frozen=True, kw_only=True):
    """Somebody who asked for the same thing and is to hear the outcome."""

    request_id: UUID
    user_id: UUID | None = None
    name: str | None = None
    email: str | None = None
    phone: str | None = None


class WorkRequestDetail(WorkRequest, frozen=True, kw_only=True):
    """A request with names and its outcome: of a duplicate, the outcome of the request that it was merged into."""

    site_name: str | None = None
    location_name: str | None = None
    asset_name: str | None = None
    requested_by_name: str | None = None
    decline_reason: str | None = None
    duplicate_of_number: int | None = None
    outcome: RequestStatus = RequestStatus.NEW
    work_order_number: int | None = None
    work_order_status: WorkOrderStatus | None = None
    requesters: list[Requester] = []


class RequestApproval(Record, frozen=True, kw_only=True):
    """How an approved request becomes a work order; None keeps what the request says."""

    id: UUID | None = None
    title: str | None = None
    priority: Priority | None = None
    kind: WorkKind | None = None
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    due_at: datetime | None = None
    template_id: UUID | None = None
    note: str | None = None


class LikelyDuplicate(Record, frozen=True, kw_only=True):
    """Another request that may ask for the same thing; `likeness` lies between 0 and 1."""

    id: UUID
    number: int
    title: str
    status: RequestStatus
    reported_at: datetime
    work_order_id: UUID | None = None
    likeness: float
