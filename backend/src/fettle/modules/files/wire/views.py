"""How files are shown."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from fettle.kit.pages import Page
from fettle.kit.records import Record
from fettle.modules.files.desk import Desk
from fettle.modules.files.records import File, Preview, Role, State, Subject
from fettle.modules.files.storage.contract import Ticket
from fettle.modules.files.storage.keys import PREVIEW, THUMBNAIL


class FileView(Record, frozen=True, kw_only=True):
    """A file. The addresses need no token and hold for some minutes: fetch the record again for new ones."""

    id: UUID
    subject: Subject
    subject_id: UUID
    role: Role
    name: str
    caption: str | None
    state: State
    reason: str | None
    size_bytes: int
    media_type: str
    sha256: str | None
    width: int | None
    height: int | None
    taken_at: datetime | None
    latitude: Decimal | None
    longitude: Decimal | None
    preview: Preview
    paired_with_id: UUID | None
    content_url: str | None
    preview_url: str | None
    thumbnail_url: str | None
    created_at: datetime
    created_by: UUID | None
    updated_at: datetime
    updated_by: UUID | None
    version: int
    deleted_at: datetime | None


class Upload(Record, frozen=True, kw_only=True):
    """An announced file, and where to send its bytes; then say that they are there (`complete`)."""

    file: FileView
    upload: Ticket


NAMES = [name for name in FileView.__struct_fields__ if not name.endswith("_url")]


def view(file: File, desk: Desk) -> FileView:
    """The file with addresses for what can be fetched."""
    shown = file.state is State.STORED and file.deleted_at is None
    pictured = shown and file.preview is Preview.MADE
    return FileView(
        **{name: getattr(file, name) for name in NAMES},
        content_url=desk.address(file) if shown else None,
        preview_url=desk.address(file, PREVIEW) if pictured else None,
        thumbnail_url=desk.address(file, THUMBNAIL) if pictured else None,
    )


def views(page: Page[File], desk: Desk) -> Page[FileView]:
    """A page of them."""
    data = [view(file, desk) for file in page.data]
    return Page(data=data, next_cursor=page.next_cursor, has_more=page.has_more)


def upload(file: File, desk: Desk) -> Upload:
    """The file with the address that takes its bytes."""
    return Upload(file=view(file, desk), upload=desk.ticket(file))
