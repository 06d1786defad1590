"""The nouns of sync: what a phone keeps of each kind of record, where it stands in the feed, what it brings."""

from datetime import datetime
from enum import StrEnum
from typing import Any, NamedTuple
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class Kind(StrEnum):
    """What a column holds, and so how it travels: instants as milliseconds since 1970, days and ids as text."""

    TEXT = "text"
    ID = "id"
    NUMBER = "number"
    INTEGER = "integer"
    MONEY = "money"
    INSTANT = "instant"
    DAY = "day"
    FLAG = "flag"
    JSON = "json"


class Policy(StrEnum):
    """Whose word counts when a phone sends a column.

    `server`: what the phone says is ignored. `create`: the phone says it once, with a new record. `last`: whoever
    commits last. `status`: by the life cycle. `assignment`: who may assign, as long as nobody else has meanwhile.
    """

    SERVER = "server"
    CREATE = "create"
    LAST = "last"
    STATUS = "status"
    ASSIGNMENT = "assignment"


class Column(msgspec.Struct, frozen=True):
    """A column of a synced table. `since` is the schema version that brought it."""

    name: str
    kind: Kind = Kind.TEXT
    optional: bool = True
    indexed: bool = False
    policy: Policy = Policy.SERVER
    since: int = 1


class Table(msgspec.Struct, frozen=True, kw_only=True):
    """A table that phones keep, named as in the API. `needs` are the permissions to read it, any of them.

    `appends`: a record is written once and never changed. `writes`: phones may send records of it at all.
    """

    name: str
    columns: tuple[Column, ...]
    needs: tuple[str, ...]
    writes: bool = False
    appends: bool = False
    since: int = 1

    def column(self, name: str) -> Column | None:
        """The column of that name."""
        return next((each for each in self.columns if each.name == name), None)


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Whose phone it is: as staff, in which crews; `wide`: who plans the work of others carries all that is open.

    `works`: they may read work orders; who may not carries nothing that goes with one. `decides`: they may read what
    everybody asks for, and with it what the office says among itself about their own requests.
    """

    user_id: UUID | None
    staff_id: UUID | None = None
    crew_ids: tuple[UUID, ...] = ()
    wide: bool = False
    works: bool = False
    decides: bool = False


class Phone(msgspec.Struct, frozen=True, kw_only=True):
    """Which phone pushes, as it calls itself, and where its last pull has left it."""

    pulled_at: int | None = None
    device_id: UUID | None = None


class Leaf(NamedTuple):
    """Which part of a first pull comes next: part `number` of `parts`, a power of two."""

    parts: int
    number: int


class Cursor(NamedTuple):
    """How far a phone has come: everything up to `seq`, or with a `leaf` the parts before it of all there was then.

    `brought` is how many transactions the last pull brought, at least: what its owner has typed before was typed
    without knowing of them.
    """

    seq: int
    tag: int
    leaf: Leaf | None = None
    brought: int = 0


class Mark(msgspec.Struct, frozen=True, kw_only=True):
    """What a change says about who has to hear of it. `before` and `after` hold only what scopes depend on."""

    seq: int
    ord: int
    type: str
    entity: str
    entity_id: UUID
    about_id: UUID
    site_id: UUID | None
    at: datetime
    before: dict[str, Any]
    after: dict[str, Any]


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """What a phone asks for: what it has, the version of its schema, and what is new in that version.

    `new_tables` and `widened_tables` come from the client's migration: of these everything is sent.
    """

    last_pulled_at: int | None = None
    schema_version: int | None = None
    new_tables: frozenset[str] = frozenset()
    widened_tables: frozenset[str] = frozenset()


class Harvest(msgspec.Struct, kw_only=True):
    """What a pull has found: rows as JSON text by table, ids that are gone, and how far it comes."""

    rows: dict[str, list[bytes]] = {}
    deleted: dict[str, list[str]] = {}
    timestamp: int
    has_more: bool = False
    replaces: bool = False
    messages: list[str] = []


class Refused(Record, frozen=True, kw_only=True):
    """Something that a phone sent and that was not taken as it was; `column` None stands for the whole record."""

    table: str
    id: str
    column: str | None = None
    reason: str
    message: str
    server_value: Any = None


class ConflictReason(StrEnum):
    """Why something was not taken as it was sent."""

    TERMINAL = "terminal"
    NOT_ALLOWED = "not_allowed"
    OVERWRITTEN = "overwritten"
    SERVER_OWNED = "server_owned"
    REASSIGNED = "reassigned"
    KEPT_FIRST = "kept_first"
    PARENT_MISSING = "parent_missing"
    DELETED = "deleted"
    INVALID = "invalid"
    CLOCK = "clock"
    FORBIDDEN = "forbidden"


class Conflict(Record, frozen=True, kw_only=True):
    """What a phone sent and the office holds otherwise. Nothing that was typed is lost: it stands here.

    `client_value` is what was sent (a whole record where `field` is null), `server_value` what holds. `device` is the
    kind of phone that sent it, `device_id` which one of theirs.
    """

    id: UUID
    user_id: UUID | None
    device: str | None = None
    device_id: UUID | None = None
    collection: str
    record_id: str
    field: str | None = None
    client_value: Any = None
    server_value: Any = None
    reason: ConflictReason
    message: str
    site_id: UUID | None = None
    created_at: datetime
    dismissed_at: datetime | None = None
