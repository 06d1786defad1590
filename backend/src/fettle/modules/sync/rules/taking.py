"""What a phone sends, made storable: nothing is refused whole because of one character, and nothing is lost for it.

Text loses NUL and half surrogates and is cut to what the API takes, the whole of it going into a conflict; numbers
become decimals, milliseconds instants. What cannot be read that way is a fault of its column alone.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal, InvalidOperation
from types import MappingProxyType
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import Fault, Invalid, TooLarge
from fettle.modules.sync.records import Column, Kind, Table

MOST_RECORDS = 10_000
LONGEST_ID = 100
LONGEST = 20_000
LONGEST_WORD = 200
LENGTHS: Mapping[str, int] = MappingProxyType(
    {"title": 500, "item": 500, "vendor": 200, "unit": 30, "kind": 60, "status": 60, "priority": 60}
)
"""How long text may be that is shorter than prose, by column."""
LENGTHS_OF: Mapping[tuple[str, str], int] = MappingProxyType({("meter_readings", "note"): 500})
PLACES: Mapping[str, int] = MappingProxyType({"latitude": 6, "longitude": 6})
BOUNDS: Mapping[str, int] = MappingProxyType({"latitude": 90, "longitude": 180})
NEVER_NEGATIVE = frozenset({"estimated_hours", "unit_cost"})
QUANTITY_PLACES, MONEY_PLACES = 4, 2
LARGEST = Decimal(10) ** 10
LARGEST_MONEY = Decimal(10) ** 12
FIRST_YEAR, LAST_YEAR = 1900, 2200
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
HALF = re.compile("[\ud800-\udfff]")
ID = re.compile(r"[A-Za-z0-9_.-]+")
TRUE, FALSE = (True, 1), (False, 0, None)
Choices = Mapping[tuple[str, str], frozenset[str]]


class TooManyRecords(TooLarge):
    """The push holds more records than are taken at once; send fewer at a time."""


class Unreadable(Exception):
    """A value that is none of the column's kind; the message says what it should have been."""


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """A record as a phone sent it. `values` are those of its columns that can be read, by name.

    `changed` are the columns that were changed since the phone last synced, `new` what it took for a new record.
    `raw` is all that was sent, `faults` says what is wrong with columns, `cut` holds what was too long, whole.
    """

    table: str
    id: str
    values: dict[str, Any]
    raw: dict[str, Any]
    new: bool = False
    changed: frozenset[str] = frozenset()
    faults: dict[str, str] = {}
    cut: dict[str, str] = {}

    def get(self, column: str) -> Any:
        """The value of a column, None where nothing was sent that can be read."""
        return self.values.get(column)

    @property
    def uuid(self) -> UUID:
        """The id, of a record that `read` has let through as one of a table with uuids."""
        return UUID(self.id)


class Unknown(msgspec.Struct, frozen=True):
    """Something that was sent and stands for no record of ours."""

    table: str
    id: str
    reason: str
    message: str


class Push(msgspec.Struct, frozen=True, kw_only=True):
    """All that a phone sent: records by table and id, ids to delete by table, and what is nothing of ours."""

    records: dict[str, dict[str, Sent]] = {}
    deleted: dict[str, list[str]] = {}
    unknown: list[Unknown] = []

    def of(self, table: str) -> dict[str, Sent]:
        """The records of a table, in the order of their ids."""
        return self.records.get(table, {})


def changes_of(body: Any) -> tuple[dict[str, Any], Any]:
    """The changes by table in a body, and the cursor if it stands there too. Raises `Invalid` for another shape."""
    if not isinstance(body, dict):
        raise _shape("/", "must be an object with changes by table")
    if not isinstance(body.get("changes"), dict):
        return body, None
    last = body.get("lastPulledAt", body.get("last_pulled_at"))
    changes: dict[str, Any] = body["changes"]
    return changes, last


def read(changes: Mapping[str, Any], tables: Iterable[Table], choices: Choices) -> Push:
    """What was sent, in the order in which it is worked off.

    Raises `Invalid` for another shape than `{table: {created: [], updated: [], deleted: []}}` and `TooManyRecords`.
    """
    _check_shape(changes)
    known = {table.name: table for table in tables}
    records: dict[str, dict[str, Sent]] = {}
    deleted: dict[str, list[str]] = {}
    unknown: list[Unknown] = []
    for name, buckets in sorted(changes.items()):
        table = known.get(name)
        taken, gone = _bucket(name, buckets, unknown, known=table is not None)
        if table is not None:
            records[name] = {id: sent(table, id, raw, choices, new=new) for id, (raw, new) in sorted(taken.items())}
            deleted[name] = sorted(gone)
        else:
            unknown += [
                Unknown(name, id, "unknown_table", "This server keeps no such table.") for id in sorted({*taken, *gone})
            ]
    order = [table for table in known if table in records]
    return Push(
        records={name: records[name] for name in order},
        deleted={name: deleted[name] for name in order},
        unknown=unknown,
    )


def _shape(pointer: str, message: str) -> Invalid:
    return Invalid(
        "The changes have another shape than WatermelonDB gives them.", faults=[Fault(pointer, "shape", message)]
    )


def _check_shape(changes: Mapping[str, Any]) -> None:
    count = 0
    for name, buckets in changes.items():
        place = "/" + clean(name)[:60]
        if not isinstance(buckets, dict):
            raise _shape(place, "must hold created, updated and deleted")
        for bucket in ("created", "updated", "deleted"):
            listed = [] if buckets.get(bucket) is None else buckets[bucket]
            if not isinstance(listed, list):
                raise _shape(f"{place}/{bucket}", "must be a list")
            count += len(listed)
    if count > MOST_RECORDS:
        raise TooManyRecords(f"A push may hold {MOST_RECORDS} records at most; this one holds {count}.")


def _bucket(
    name: str, buckets: Mapping[str, Any], unknown: list[Unknown], *, known: bool
) -> tuple[dict[str, tuple[dict[str, Any], bool]], set[str]]:
    """Records by id and ids to delete; who deletes a record has nothing more to say about it."""
    taken: dict[str, tuple[dict[str, Any], bool]] = {}
    for bucket in ("created", "updated"):
        for raw in buckets.get(bucket) or []:
            id = raw.get("id") if isinstance(raw, dict) else None
            if _is_id(name, id, known=known):
                assert isinstance(id, str)
                taken[id.lower() if known else id] = (raw, bucket == "created")
            else:
                unknown.append(_nameless(name, id))
    gone = set()
    for id in buckets.get("deleted") or []:
        if _is_id(name, id, known=known):
            gone.add(id.lower() if known else id)
        else:
            unknown.append(_nameless(name, id))
    return {id: one for id, one in taken.items() if id not in gone}, gone


def _nameless(name: str, id: object) -> Unknown:
    shown = clean(id)[:LONGEST_ID] if isinstance(id, str) else ""
    return Unknown(clean(name)[:60], shown, "invalid", "A record needs a UUID for its id.")


def _is_id(table: str, id: object, *, known: bool) -> bool:
    if not isinstance(id, str) or len(id) > LONGEST_ID or not ID.fullmatch(id):
        return False
    if not known:
        return True
    parts = id.split(".") if table == "work_order_assets" else [id]
    return len(parts) == (2 if table == "work_order_assets" else 1) and all(uuid_of(part) is not None for part in parts)


def uuid_of(text: object) -> UUID | None:
    """The uuid that `text` is, written with hyphens; None for anything else."""
    if not isinstance(text, str) or len(text) != 36:
        return None
    try:
        read = UUID(text)
    except ValueError:
        return None
    return read if str(read) == text.lower() else None


def sent(table: Table, id: str, raw: Mapping[str, Any], choices: Choices, *, new: bool) -> Sent:
    """One record, read column by column."""
    values: dict[str, Any] = {}
    faults: dict[str, str] = {}
    cut: dict[str, str] = {}
    for column in table.columns:
        if column.name not in raw:
            continue
        try:
            value = typed(column, raw[column.name])
            allowed = choices.get((table.name, column.name))
            if allowed is not None and value in (None, ""):
                continue
            values[column.name] = _chosen(value, allowed)
        except Unreadable as error:
            faults[column.name] = str(error)
            continue
        longest = longest_of(table.name, column)
        if longest is not None and isinstance(value, str) and len(value) > longest:
            cut[column.name] = value
            values[column.name] = value[:longest].rstrip()
    return Sent(
        table=table.name,
        id=id,
        values=values,
        raw={**_storable(raw), "id": id},
        new=new,
        changed=_changed(raw.get("_changed")),
        faults=faults,
        cut=cut,
    )


def _changed(given: object) -> frozenset[str]:
    return frozenset(part for part in given.split(",") if part) if isinstance(given, str) else frozenset()


def _chosen(value: Any, allowed: frozenset[str] | None) -> Any:
    if allowed is not None and value not in allowed:
        raise Unreadable(f"must be one of {', '.join(sorted(allowed))}")
    return value


def longest_of(table: str, column: Column) -> int | None:
    """How many characters a column holds; None for what is no text."""
    if column.kind is not Kind.TEXT:
        return None
    return LENGTHS_OF.get((table, column.name)) or LENGTHS.get(column.name, LONGEST)


def typed(column: Column, value: Any) -> Any:
    """The value that `value` on the wire stands for. Raises `Unreadable`."""
    if value is None or (value == "" and (column.optional or column.kind is not Kind.TEXT)):
        return _nothing(column)
    match column.kind:
        case Kind.TEXT:
            return clean(_text(value))
        case Kind.ID:
            return _id(value)
        case Kind.NUMBER:
            bound = BOUNDS.get(column.name)
            largest = LARGEST if bound is None else Decimal(bound)
            return _positive(column, _decimal(value, PLACES.get(column.name, QUANTITY_PLACES), largest))
        case Kind.MONEY:
            return _positive(column, _decimal(value, MONEY_PLACES, LARGEST_MONEY))
        case Kind.INTEGER:
            return _integer(value)
        case Kind.INSTANT:
            return _instant(value)
        case Kind.DAY:
            return _day(value)
        case Kind.FLAG:
            return _flag(value)
        case Kind.JSON:
            return _document(value)


def _nothing(column: Column) -> Any:
    if column.optional:
        return None
    empty: dict[Kind, Any] = {Kind.TEXT: "", Kind.FLAG: False, Kind.NUMBER: Decimal(0), Kind.INTEGER: 0}
    return empty.get(column.kind)


def clean(text: str) -> str:
    """`text` without what cannot be stored: NUL is left out, half a surrogate pair becomes a replacement character."""
    return HALF.sub("\ufffd", text.replace("\x00", ""))


def _text(value: Any) -> str:
    if isinstance(value, str):
        return value
    raise Unreadable("must be text")


def _id(value: Any) -> UUID:
    read = uuid_of(value)
    if read is None:
        raise Unreadable("must be the id of a record")
    return read


def _decimal(value: Any, places: int, largest: Decimal) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | float | str) or len(str(value)) > 60:
        raise Unreadable("must be a number")
    try:
        number = Decimal(str(value).strip())
        if not number.is_finite() or abs(number) > largest:
            raise Unreadable(f"must be a number no larger than {largest:f}")
        return number.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_EVEN)
    except InvalidOperation:
        raise Unreadable("must be a number") from None


def _positive(column: Column, number: Decimal) -> Decimal:
    if column.name in NEVER_NEGATIVE and number < 0:
        raise Unreadable("cannot be negative")
    return number


def _integer(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 2**53:  # noqa: PLR0124 - NaN
        raise Unreadable("must be a whole number")
    return int(value)


def _instant(value: Any) -> datetime:
    if isinstance(value, bool) or not isinstance(value, int | float) or value != value or abs(value) > 2**53:  # noqa: PLR0124 - NaN
        raise Unreadable("must be a moment, in milliseconds since 1970")
    try:
        moment = EPOCH + timedelta(milliseconds=int(value))
    except OverflowError:
        raise Unreadable("must be a moment within the calendar") from None
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise Unreadable(f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
    return moment


def _day(value: Any) -> date:
    try:
        day = date.fromisoformat(value if isinstance(value, str) and len(value) == 10 else "")
    except ValueError:
        raise Unreadable("must be a day such as 2026-03-01") from None
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise Unreadable(f"must lie between the years {FIRST_YEAR} and {LAST_YEAR}")
    return day


def _flag(value: Any) -> bool:
    if value in TRUE or value in FALSE:
        return value in TRUE
    raise Unreadable("must be true or false")


def _document(value: Any) -> Any:
    if not isinstance(value, str):
        return _storable(value)
    try:
        return _storable(msgspec.json.decode(clean(value)))
    except (msgspec.DecodeError, RecursionError):
        raise Unreadable("must be JSON") from None


def _storable(value: Any) -> Any:
    """A JSON value as a database can keep it."""
    match value:
        case str():
            return clean(value)
        case dict():
            return {clean(str(key)): _storable(inner) for key, inner in value.items()}
        case list():
            return [_storable(inner) for inner in value]
        case float() if not _is_finite(value):
            return None
        case _:
            return value


def _is_finite(value: float) -> bool:
    return value == value and abs(value) != float("inf")  # noqa: PLR0124 - NaN


def wire_of(value: Any) -> Any:
    """A value as it travels: the reverse of `typed`, for conflicts that show it."""
    match value:
        case bool() | None | int() | str():
            return value
        case Decimal():
            return float(value)
        case datetime():
            return (value - EPOCH) // timedelta(milliseconds=1)
        case date() | UUID():
            return str(value)
        case _:
            return value


def ids_in(push: Push, column: str, tables: Iterable[str]) -> Iterator[UUID]:
    """The ids that records of these tables hold in `column`."""
    for name in tables:
        for each in push.of(name).values():
            if each.get(column) is not None:
                yield each.get(column)
