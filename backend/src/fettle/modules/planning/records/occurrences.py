"""Occurrences: the times at which a plan is due, and what became of each."""

from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class OccurrenceState(StrEnum):
    """What became of an occurrence."""

    FORECAST = "forecast"
    MADE = "made"
    SNOOZED = "snoozed"
    SKIPPED = "skipped"
    COMPLETED = "completed"
    CANCELLED = "cancelled"
    MISSED = "missed"


OPEN = frozenset({OccurrenceState.MADE, OccurrenceState.SNOOZED})
SETTLED = frozenset(
    {OccurrenceState.SKIPPED, OccurrenceState.COMPLETED, OccurrenceState.CANCELLED, OccurrenceState.MISSED}
)


class Reason(StrEnum):
    """Why an occurrence made no work order of its own."""

    PREVIOUS_OPEN = "previous_open"
    MERGED = "merged"
    CATCH_UP = "catch_up"
    BY_PERSON = "by_person"


class Occurrence(Record, frozen=True, kw_only=True):
    """One time at which a plan is due: unique by plan and key.

    `asset_id` is set where a plan works on each asset. `due_at` is the instant where the plan has a time of day.
    `number` counts what the plan made (rotation goes by it). `remind_at` is moved by snoozing, the due date never.
    """

    id: UUID
    plan_id: UUID
    asset_id: UUID | None = None
    key: str
    trigger_key: str
    due_on: date
    due_at: datetime | None = None
    state: OccurrenceState
    reason: Reason | None = None
    number: int | None = None
    work_order_id: UUID | None = None
    reading_id: UUID | None = None
    remind_at: datetime | None = None
    settled_on: date | None = None
    note: str | None = None
    created_at: datetime
    updated_at: datetime
