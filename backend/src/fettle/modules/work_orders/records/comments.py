"""What people say about work."""

from datetime import datetime
from uuid import UUID

from fettle.kit.records import Record


class NewComment(Record, frozen=True, kw_only=True):
    """A comment to make, perhaps in answer to another."""

    body: str
    id: UUID | None = None
    parent_id: UUID | None = None
    mentions: list[UUID] = []


class Comment(Record, frozen=True, kw_only=True):
    """A comment on a work order or a request; `mentions` are users."""

    id: UUID
    work_order_id: UUID | None = None
    work_request_id: UUID | None = None
    parent_id: UUID | None = None
    body: str
    mentions: list[UUID] = []
    author_name: str | None = None
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    version: int = 1
