"""Custom fields and saved views: what a tenant adds to records and lists."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from fettle.kit.records import Record


class CustomEntity(StrEnum):
    """The kinds of records that can carry custom fields."""

    WORK_ORDER = "work_order"
    WORK_REQUEST = "work_request"
    ASSET = "asset"
    SITE = "site"
    LOCATION = "location"
    STAFF = "staff"


class FieldType(StrEnum):
    """What a custom field holds: a date is `YYYY-MM-DD`, choices are several of the options."""

    TEXT = "text"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    CHOICE = "choice"
    CHOICES = "choices"
    URL = "url"


class CustomField(Record, frozen=True, kw_only=True):
    """A field that a tenant adds to one kind of record; `subtype_id` limits it to assets of one type."""

    id: UUID
    entity: CustomEntity
    key: str
    label: str
    type: FieldType
    options: list[str] = []
    subtype_id: UUID | None = None
    required: bool = False
    in_lists: bool = False
    filterable: bool = False
    position: int = 0
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class ViewEntity(StrEnum):
    """The lists that can be saved as views."""

    WORK_ORDER = "work_order"
    WORK_REQUEST = "work_request"
    ASSET = "asset"
    LOG_ENTRY = "log_entry"
    METER = "meter"


class SavedView(Record, frozen=True, kw_only=True):
    """A list with its filters under a name, for its owner or, shared, for everybody in the tenant."""

    id: UUID
    entity: ViewEntity
    name: str
    filters: dict[str, Any] = {}
    shared: bool = False
    owner_id: UUID
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None
