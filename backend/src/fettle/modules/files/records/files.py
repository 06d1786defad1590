"""A file and what it is attached to."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class Subject(StrEnum):
    """The kinds of record that files can be attached to."""

    WORK_ORDER = "work_order"
    WORK_REQUEST = "work_request"
    ASSET = "asset"
    SITE = "site"
    LOCATION = "location"
    COMMENT = "comment"
    LOG_ENTRY = "log_entry"
    WORK_ORDER_TASK = "work_order_task"
    WORK_ORDER_TEMPLATE = "work_order_template"
    MAINTENANCE_PLAN = "maintenance_plan"


class Role(StrEnum):
    """What a file shows of its subject."""

    BEFORE = "before"
    AFTER = "after"
    DETAIL = "detail"
    DOCUMENT = "document"
    RECEIPT = "receipt"
    MANUAL = "manual"


class State(StrEnum):
    """How far a file is: its bytes are awaited, being checked, kept, locked away, or not accepted."""

    AWAITING = "awaiting"
    CHECKING = "checking"
    STORED = "stored"
    QUARANTINED = "quarantined"
    REFUSED = "refused"


class Preview(StrEnum):
    """Whether there are small pictures of a file."""

    NONE = "none"
    WAITING = "waiting"
    MADE = "made"
    FAILED = "failed"


class NewFile(Record, frozen=True, kw_only=True):
    """A file as somebody announces it; size and media type are then part of the signature that admits its bytes."""

    id: UUID | None = None
    subject: Subject
    subject_id: UUID
    role: Role = Role.DETAIL
    name: str
    caption: str | None = None
    size_bytes: int
    media_type: str
    sha256: str | None = None


class File(Record, frozen=True, kw_only=True):
    """A file of a record.

    `name` is what people call it; where its bytes lie has nothing to do with that. Until it is stored, size, media
    type and sha256 are those announced. Sizes in bytes and pixels. `reason` says why it was refused or quarantined.
    """

    id: UUID
    subject: Subject
    subject_id: UUID
    role: Role
    name: str
    caption: str | None = None
    state: State
    reason: str | None = None
    object_key: str
    size_bytes: int
    media_type: str
    sha256: str | None = None
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    preview: Preview = Preview.NONE
    paired_with_id: UUID | None = None
    expires_at: datetime | None = None
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    updated_by: UUID | None = None
    version: int = 1
    deleted_at: datetime | None = None


class Standing(Record, frozen=True, kw_only=True):
    """A subject that the caller sees: its site, the permission that reads it, and whether it is the caller's own."""

    id: UUID
    site_id: UUID | None = None
    permission: str
    own: bool


class FileFilters(Record, frozen=True, kw_only=True):
    """Which files of a list are wanted."""

    subject: Subject
    subject_ids: list[UUID]
    roles: list[Role] = []
    deleted: bool = False


class Count(Record, frozen=True, kw_only=True):
    """How many files a record has."""

    subject_id: UUID
    count: int


class Usage(Record, frozen=True, kw_only=True):
    """How many bytes the tenant keeps, of how many; and how large one file may be."""

    bytes: int
    quota_bytes: int
    largest_bytes: int
