"""How long work has been waiting, and for whom."""

from datetime import datetime
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.work_orders.records.life_cycle import Priority, WorkKind, WorkOrderStatus


class Waiting(Record, frozen=True, kw_only=True):
    """What a work order waits for: since when in its status, since when with somebody, and whether they have said so.

    `acknowledged_at` is the last time that somebody took notice: by acknowledging it, by working on it, or, when it is
    the assignee or one of the crew, by a comment.
    """

    id: UUID
    number: int
    title: str
    status: WorkOrderStatus
    priority: Priority
    kind: WorkKind
    site_id: UUID | None
    assignee_id: UUID | None
    crew_id: UUID | None
    due_at: datetime | None
    status_since: datetime
    assigned_since: datetime | None
    acknowledged_at: datetime | None
