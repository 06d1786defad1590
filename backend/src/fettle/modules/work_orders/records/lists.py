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
    """The orders in which work orders can be listed; a minus turns the order round.

    What has no due time, or is not scheduled, comes last in either direction.
    """

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
    UPDATED = "updatedAt"
    UPDATED_DOWN = "-updatedAt"
    SCHEDULED_FIRST = "scheduledStart"
    SCHEDULED_LAST = "-scheduledStart"


class CountBy(StrEnum):
    """What work orders can be counted by; `dueWeek` is the Monday of the due time's week, in the tenant's time zone."""

    STATUS = "status"
    PRIORITY = "priority"
    KIND = "kind"
    ASSIGNEE = "assignee"
    CREW = "crew"
    SITE = "site"
    DUE_WEEK = "dueWeek"


class WorkOrderFilters(msgspec.Struct, frozen=True, kw_only=True):
    """Which work orders are wanted; values of one filter are alternatives, filters narrow one another.

    `custom` is as somebody stated it, `held` the custom values that this comes to.
    """

    ids: list[UUID] = []
    status: list[WorkOrderStatus] = []
    open: bool | None = None
    priority: list[Priority] = []
    kind: list[WorkKind] = []
    assignee_ids: list[UUID] = []
    mine: bool = False
    unassigned: bool = False
    crew_ids: list[UUID] = []
    my_crews: bool = False
    site_ids: list[UUID] = []
    location_ids: list[UUID] = []
    plan_ids: list[UUID] = []
    requested_by_ids: list[UUID] = []
    asset_ids: list[UUID] = []
    asset_type_ids: list[UUID] = []
    tag_ids: list[UUID] = []
    task_code_ids: list[UUID] = []
    due_from: datetime | None = None
    due_to: datetime | None = None
    created_from: datetime | None = None
    created_to: datetime | None = None
    scheduled_from: datetime | None = None
    scheduled_to: datetime | None = None
    overdue: bool = False
    custom: list[str] = []
    held: list[dict[str, Any]] = []
    deleted: bool = False
    q: str | None = None


class WorkOrderRow(Record, frozen=True, kw_only=True):
    """A work order as lists show it.

    `latitude` and `longitude` are those of the work order, else of its site. Which moves are open to whom follows from
    the status by the table of transitions: only an occurrence (`occurrenceId`) can be skipped.
    """

    id: UUID
    number: int
    reference: str | None = None
    title: str
    status: WorkOrderStatus
    priority: Priority
    kind: WorkKind
    site_id: UUID | None = None
    site_name: str | None = None
    location_id: UUID | None = None
    location_name: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
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
    plan_id: UUID | None = None
    occurrence_id: UUID | None = None
    created_at: datetime
    updated_at: datetime
    version: int
    rank: float | None = None


class WorkOrderGroup(Record, frozen=True, kw_only=True):
    """How many work orders belong together. `key` is an id, a word or a day; null for those without one."""

    key: str | None
    name: str | None = None
    count: int


class WorkOrderCounts(Record, frozen=True, kw_only=True):
    """How many work orders stand in each status, and in each group where groups were asked for."""

    total: int
    by_status: dict[WorkOrderStatus, int]
    groups: list[WorkOrderGroup] = []


class WorkRequestCounts(Record, frozen=True, kw_only=True):
    """How many requests stand in each status."""

    total: int
    by_status: dict[RequestStatus, int]


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
