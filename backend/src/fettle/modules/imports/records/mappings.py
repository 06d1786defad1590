"""How files are read and what their rows become."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class Entity(StrEnum):
    """What the rows of a file become."""

    WORK_ORDER = "work_order"
    WORK_REQUEST = "work_request"
    ASSET = "asset"
    SITE = "site"
    LOCATION = "location"
    STAFF = "staff"
    METER_READING = "meter_reading"
    LOG_ENTRY = "log_entry"
    TASK_CODE = "task_code"
    GL_CODE = "gl_code"


class Severity(StrEnum):
    """Whether a fault kept the whole row out, or the row was loaded and the fault only reported."""

    QUARANTINED = "quarantined"
    WARNING = "warning"


class Encoding(StrEnum):
    """How the bytes of a file become text; `auto` looks at a byte order mark and the first bytes."""

    AUTO = "auto"
    UTF_8 = "utf-8"
    CP1252 = "cp1252"
    LATIN_1 = "latin-1"


class Check(StrEnum):
    """A rule of plausibility."""

    ORDER = "order"
    WINDOW = "window"
    PRESENT = "present"
    COORDINATES = "coordinates"
    NOT_NEGATIVE = "not_negative"
    CUT_OFF = "cut_off"


class CustomRead(StrEnum):
    """How the value of a custom field is read."""

    TEXT = "text"
    NUMBER = "number"
    DATE = "date"
    BOOLEAN = "boolean"


class Dialect(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a file is written. What is left out is found out from its first bytes."""

    delimiter: Annotated[str, msgspec.Meta(min_length=1, max_length=1)] | None = None
    encoding: Encoding = Encoding.AUTO
    header: bool = True


class Source(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where the value of a field comes from: a column, a template of columns (`{TYPE}[: {REASON}]`) or a constant.

    What stands in brackets is left out when one of its columns is empty.

    `blank` lists texts that mean nothing; `values` translates texts, anything else becomes `otherwise` when given;
    `default` stands in for nothing. `format` reads dates (strptime), `timeZone` places them, `decimalComma` reads
    1.234,5, `read` says what a custom field holds. A text longer than the field is cut when `cut` is set, else refused.
    `unreadable` says what happens to a row whose value cannot be read. Where a field names another record (a site, a
    crew, a code), `create` says whether it is made when there is none yet; else the row is quarantined.
    """

    column: str | None = None
    template: str | None = None
    constant: str | None = None
    blank: list[str] = []
    values: dict[str, str] = {}
    otherwise: str | None = None
    default: str | None = None
    format: str | None = None
    time_zone: str | None = None
    decimal_comma: bool = False
    read: CustomRead = CustomRead.TEXT
    cut: bool = False
    create: bool = True
    unreadable: Severity = Severity.QUARANTINED


class Rule(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What is plausible, over fields of the mapped row.

    `order`: the second field not before the first. `window`: dates from `lowest` to `highest`. `present`: not empty.
    `coordinates`: not (0, 0), and within `box` (south, west, north, east). `not_negative`: amounts. `cut_off`: texts of
    `length` or more were cut off by the system that wrote the file. A warning with `drop` empties the fields.
    `when` limits a rule to rows whose fields hold one of these texts.
    """

    check: Check
    fields: Annotated[list[str], msgspec.Meta(min_length=1)]
    severity: Severity = Severity.QUARANTINED
    drop: bool = False
    lowest: datetime | None = None
    highest: datetime | None = None
    box: tuple[float, float, float, float] | None = None
    length: int | None = None
    when: dict[str, list[str]] = {}


class Mapping(Record, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How the rows of a file become records. `source` names the system that wrote it, `key` the columns of its row id.

    `columns` that a file must have beyond those used; `timeZone` for dates without one (else the tenant's).
    """

    source: Annotated[str, msgspec.Meta(min_length=1, max_length=60)]
    entity: Entity
    key: Annotated[list[str], msgspec.Meta(min_length=1, max_length=5)]
    fields: dict[str, Source]
    dialect: Dialect = Dialect()
    time_zone: str | None = None
    rules: list[Rule] = []
    columns: list[str] = []


class SavedMapping(Record, frozen=True, kw_only=True):
    """A mapping kept under a name."""

    id: UUID
    name: str
    entity: Entity
    mapping: Mapping
    created_at: datetime
    updated_at: datetime
    version: int
