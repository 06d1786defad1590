"""The lines of work on a work order."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class TaskStatus(StrEnum):
    """What became of a task."""

    OPEN = "open"
    DONE = "done"
    SKIPPED = "skipped"
    FAILED = "failed"


class NewTask(Record, frozen=True, kw_only=True):
    """A task to add; without a title it takes the name of its task code."""

    id: UUID | None = None
    title: str | None = None
    task_code_id: UUID | None = None
    asset_id: UUID | None = None
    instructions: str | None = None
    required: bool = True
    estimated_hours: Decimal | None = None


class WorkOrderTask(Record, frozen=True, kw_only=True):
    """One line of work: a task code or free text, perhaps on one asset, with its answer."""

    id: UUID
    work_order_id: UUID
    position: int
    title: str
    task_code_id: UUID | None = None
    asset_id: UUID | None = None
    instructions: str | None = None
    required: bool = True
    status: TaskStatus = TaskStatus.OPEN
    result: str | None = None
    estimated_hours: Decimal | None = None
    answered_at: datetime | None = None
    answered_by_id: UUID | None = None
    version: int = 1


class TaskAnswer(Record, frozen=True, kw_only=True):
    """What became of a task, in one word and perhaps more."""

    status: TaskStatus
    result: str | None = None
