"""What people say about work."""

from datetime import datetime
from uuid import UUID

from fettle.kit.records import Record


class NewComment(Record, frozen=True, kw_only=True):
    """A comment to make, perhaps in answer to another; `author_name` is of somebody outside who has no account."""

    body: str
    id: UUID | None = None
    parent_id: UUID | None = None
    mentions: list[UUID] = []
    public: bool = False
    author_name: str | None = None


class Comment(Record, frozen=True, kw_only=True):
    """A comment on a work order or a request; `mentions` are users. `public`: who asked for the work may read it."""

    id: UUID
    work_order_id: UUID | None = None
    work_request_id: UUID | None = None
    parent_id: UUID | None = None
    body: str
    mentions: list[UUID] = []
    public: bool = False
    author_name: str | None = None
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    version: int = 1
