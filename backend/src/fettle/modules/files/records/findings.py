"""What is found out about files: their content, and whether rows and objects agree."""

from datetime import datetime
from decimal import Decimal

from fettle.kit.records import Record


class Limits(Record, frozen=True, kw_only=True):
    """What is accepted: bytes of one file, pixels of one picture, entries and unpacked bytes of one archive."""

    largest_bytes: int
    most_pixels: int = 100_000_000
    most_entries: int = 10_000
    most_unpacked_bytes: int = 1024 * 1024 * 1024
    most_ratio: int = 200


class Looked(Record, frozen=True, kw_only=True):
    """What the first look at a file tells: its media type, and the size of a picture as it is to be shown."""

    media_type: str
    width: int | None = None
    height: int | None = None


class Found(Record, frozen=True, kw_only=True):
    """What was found in a file: its true type, size and digest, and when and where a picture was taken."""

    media_type: str
    size_bytes: int
    sha256: str
    width: int | None = None
    height: int | None = None
    taken_at: datetime | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None


class Allowance(Record, frozen=True, kw_only=True):
    """How large one file of a tenant may be, and how much it may keep in all, in bytes."""

    largest_bytes: int
    quota_bytes: int


class Staged(Record, frozen=True, kw_only=True):
    """Bytes that are checked and stored, and belong to no record yet; what tenants of each edition may keep."""

    name: str
    object_key: str
    found: Found
    allowances: dict[str, Allowance]


class Report(Record, frozen=True, kw_only=True):
    """How well rows and objects agree: all zero is what is wanted. `books_off` is in bytes."""

    objects_without_row: int = 0
    rows_without_object: int = 0
    uploads_given_up: int = 0
    checks_left_open: int = 0
    pictures_left_open: int = 0
    subjects_gone: int = 0
    deleted_for_good: int = 0
    books_off: int = 0

    @property
    def whole(self) -> bool:
        """Whether nothing is amiss."""
        return not any(getattr(self, name) for name in self.__struct_fields__)
