"""What the lists of work are asked for, and what they show."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.records import Record
from fettle.modules.work_orders.records.life_cycle import Priority, WorkKind, WorkOrderStatus
from fettle.modules.work_orders.records.requests import RequestSource, RequestStatus


class WorkOrderSort(StrEnum):
    """The orders in which work orders can be listed; a minus turns the order round. Without a due time comes last."""

    NEWEST = "-createdAt"
    OLDEST = "createdAt"
    DUE_FIRST = "dueAt"
    DUE_LAST = "-dueAt"
    MOST_URGENT = "-priority"
    LEAST_URGENT = "priority"
    NUMBER = "number"
    NUMBER_DOWN = "-number"
    STATUS = "status"
    STATUS_DOWN = "-status"


class WorkOrderFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which work orders are wanted; values of one filter are alternatives, filters narrow one another.

    `custom` is as somebody stated it, `held` the custom values that this comes to.
    """

    status: list[WorkOrderStatus] = []
    priority: list[Priority] = []
    kind: list[WorkKind] = []
    assignee_ids: list[UUID] = []
    mine: bool = False
    unassigned: bool = False
    crew_ids: list[UUID] = []
    my_crews: bool = False
    site_ids: list[UUID] = []
    asset_ids: list[UUID] = []
    asset_type_ids: list[UUID] = []
    tag_ids: list[UUID] = []
    task_code_ids: list[UUID] = []
    due_from: datetime | None = None
    due_to: datetime | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    overdue: bool = False
    custom: list[str] = []
    held: list[dict[str, Any]] = []
    deleted: bool = False
    q: str | None = None


class WorkOrderRow(Record, frozen=True, kw_only=True):
    """A work order as lists show it."""

    id: UUID
    number: int
    reference: str | None = None
    title: str
    status: WorkOrderStatus
    priority: Priority
    kind: WorkKind
    site_id: UUID | None = None
    site_name: str | None = None
    assignee_id: UUID | None = None
    assignee_name: str | None = None
    crew_id: UUID | None = None
    crew_name: str | None = None
    asset_id: UUID | None = None
    asset_name: str | None = None
    asset_count: int = 0
    scheduled_start: datetime | None = None
    due_at: datetime | None = None
    overdue: bool = False
    reported_at: datetime
    started_at: datetime | None = None
    completed_at: datetime | None = None
    estimated_hours: Decimal | None = None
    follow_up_of_id: UUID | None = None
    created_at: datetime
    updated_at: datetime
    version: int
    rank: float | None = None


class WorkOrderCounts(Record, frozen=True, kw_only=True):
    """How many work orders stand in each status."""

    total: int
    by_status: dict[WorkOrderStatus, int]


class RequestFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which requests are wanted; `custom` and `held` as for work orders."""

    status: list[RequestStatus] = []
    source: list[RequestSource] = []
    site_ids: list[UUID] = []
    mine: bool = False
    custom: list[str] = []
    held: list[dict[str, Any]] = []
    deleted: bool = False
    q: str | None = None


class WorkRequestRow(Record, frozen=True, kw_only=True):
    """A request as lists show it."""

    id: UUID
    number: int
    title: str
    status: RequestStatus
    priority: Priority
    source: RequestSource
    site_id: UUID | None = None
    site_name: str | None = None
    asset_id: UUID | None = None
    asset_name: str | None = None
    requester_name: str | None = None
    reported_at: datetime
    decided_at: datetime | None = None
    duplicate_of_id: UUID | None = None
    work_order_id: UUID | None = None
    work_order_number: int | None = None
    version: int
    rank: float | None = None


class Search(msgspec.Struct, frozen=True):
    """What is looked for: every word (as a stem or a beginning), a number, records that carry all the tags."""

    words: list[str] = []
    number: int | None = None
    tags: list[str] = []

    @property
    def blank(self) -> bool:
        """Whether nothing in what was typed can be looked for."""
        return not (self.words or self.tags or self.number)
