"""Escalation: rules about work that waits too long, and what they did."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from fettle.kit.records import Record


class Work(Protocol):
    """What rules look at of a work order; statuses, priorities and kinds are those of work orders."""

    @property
    def id(self) -> UUID: ...
    @property
    def number(self) -> int: ...
    @property
    def title(self) -> str: ...
    @property
    def status(self) -> str: ...
    @property
    def priority(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def site_id(self) -> UUID | None: ...
    @property
    def crew_id(self) -> UUID | None: ...
    @property
    def due_at(self) -> datetime | None: ...
    @property
    def status_since(self) -> datetime: ...
    @property
    def assigned_since(self) -> datetime | None: ...
    @property
    def acknowledged_at(self) -> datetime | None: ...


class EscalationCondition(StrEnum):
    """What a rule watches: time in a status, time to and after the due time, or nobody taking notice."""

    IN_STATUS = "in_status"
    DUE = "due"
    UNACKNOWLEDGED = "unacknowledged"


class WorkingDay(StrEnum):
    """A day of the week."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


class WorkingSpan(Record, frozen=True, kw_only=True):
    """Working time of a day, local, from `start` until before `end`: `07:00` to `15:30`, at most to `24:00`."""

    start: str
    end: str


class EscalationNotice(Record, frozen=True, kw_only=True):
    """Who is told: people, everybody with a role, and whoever the work order itself leads to."""

    user_ids: list[UUID] = []
    roles: list[str] = []
    assignee: bool = False
    crew_lead: bool = False
    supervisors: bool = False


class EscalationStep(Record, frozen=True, kw_only=True):
    """One level: when, counted in minutes, and what happens then.

    `after_minutes` counts from the beginning of the wait; under the condition `due` from the due time, before it when
    negative. `priority` raises the work to at least that.
    """

    after_minutes: int
    notify: EscalationNotice
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    priority: str | None = None


class NewEscalationRule(Record, frozen=True, kw_only=True):
    """A rule as somebody states it. Empty filters let everything through; without hours the clock never stops."""

    name: str
    condition: EscalationCondition
    status: str | None = None
    priorities: list[str] = []
    kinds: list[str] = []
    site_ids: list[UUID] = []
    crew_ids: list[UUID] = []
    hours: dict[WorkingDay, list[WorkingSpan]] = {}
    steps: list[EscalationStep]


class EscalationRule(NewEscalationRule, frozen=True, kw_only=True):
    """A rule. `active_since` is when it began to count: what was due before then is not raised."""

    id: UUID
    active: bool = True
    active_since: datetime
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class Watch(Record, frozen=True, kw_only=True):
    """How far a rule is with a work order: since when this wait lasts, and which step comes next, when."""

    rule_id: UUID
    work_order_id: UUID
    site_id: UUID | None
    episode_at: datetime
    next_step: int = 0
    due_at: datetime | None = None
    fired: int = 0


class Escalation(Record, frozen=True, kw_only=True):
    """What a step of a rule did about a work order. `level` counts from 1; `undone` says what could not be done."""

    id: UUID
    rule_id: UUID
    work_order_id: UUID
    site_id: UUID | None = None
    level: int
    episode_at: datetime
    due_at: datetime
    message: str
    recipient_ids: list[UUID] = []
    assigned_to_id: UUID | None = None
    crew_id: UUID | None = None
    priority: str | None = None
    undone: str | None = None
    created_at: datetime


class EscalationLine(Escalation, frozen=True, kw_only=True):
    """An escalation as lists show it."""

    rule_name: str
    work_order_number: int
    work_order_title: str


class EscalationFilters(Record, frozen=True, kw_only=True):
    """Which escalations are wanted."""

    rule_id: UUID | None = None
    work_order_id: UUID | None = None
    since: datetime | None = None


class ForeseenEscalation(Record, frozen=True, kw_only=True):
    """What a rule would do about a work order now: the highest level that is due."""

    work_order_id: UUID
    number: int
    title: str
    level: int
    due_at: datetime
    message: str


class EscalationPreview(Record, frozen=True, kw_only=True):
    """What a rule would do now, of `looked_at` open work orders; `all_looked_at` is false where there are more."""

    data: list[ForeseenEscalation]
    looked_at: int
    all_looked_at: bool
