"""One action on many work orders."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from fettle.kit.records import Record
from fettle.modules.work_orders.records.life_cycle import Priority


class BulkAction(StrEnum):
    """What can be done to many work orders at once."""

    ASSIGN = "assign"
    CLOSE = "close"
    APPROVE = "approve"
    CANCEL = "cancel"
    PRIORITISE = "prioritise"
    SCHEDULE = "schedule"
    TAG = "tag"


class BulkChange(msgspec.Struct, frozen=True, kw_only=True):
    """The action and what it needs: only `given` fields are meant."""

    action: BulkAction
    given: frozenset[str] = frozenset()
    assignee_id: UUID | None = None
    crew_id: UUID | None = None
    priority: Priority | None = None
    scheduled_start: datetime | None = None
    scheduled_end: datetime | None = None
    due_at: datetime | None = None
    tag_ids: list[UUID] = []
    reason_id: UUID | None = None
    note: str | None = None


class BulkOutcome(Record, frozen=True, kw_only=True):
    """What became of one work order: changed, or refused with the code and the reason."""

    id: UUID
    ok: bool
    code: str | None = None
    message: str | None = None
    version: int | None = None


class BulkResult(Record, frozen=True, kw_only=True):
    """What became of each work order, in the order of the ids given."""

    changed: int
    refused: int
    outcomes: list[BulkOutcome]
