"""What phones send and are sent, from and into JSON."""

import gzip
import io
import json
import zlib
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import unquote

import msgspec
from litestar import Request
from litestar.params import QueryParameter

from fettle.kit.refusals import Fault, Invalid, Malformed, TooLarge
from fettle.modules.sync.records import Harvest, Wish
from fettle.modules.sync.rules import cursors, taking

T = TypeVar("T")
MOST_DIGITS = 100
LastPulledAt = Annotated[
    str | None,
    QueryParameter(name="last_pulled_at", max_length=20, description="`timestamp` of the last pull; nothing at first."),
]
DeviceId = Annotated[
    str | None,
    QueryParameter(
        name="device_id",
        description="A UUID that the app makes once for each installation: conflicts say which phone they came from.",
    ),
]
SchemaVersion = Annotated[
    str | None, QueryParameter(name="schema_version", max_length=10, description="Version of the schema of the app.")
]
Migration = Annotated[
    str | None,
    QueryParameter(
        name="migration", max_length=4_000, description="What is new in that version, as WatermelonDB says it."
    ),
]


class TableChanges(msgspec.Struct):
    """What happened in one table: everything that is there under `updated`, ids of what is gone under `deleted`."""

    created: list[dict[str, Any]]
    updated: list[dict[str, Any]]
    deleted: list[str]


class PullAnswer(msgspec.Struct, omit_defaults=True, rename="camel"):
    """Changes by table, and where the phone stands with them."""

    changes: dict[str, TableChanges]
    timestamp: int
    has_more: bool = False
    experimental_strategy: Literal["replacement"] | None = None
    messages: list[str] = []


class _Columns(msgspec.Struct):
    table: str


class _Migration(msgspec.Struct):
    tables: list[str] = []
    columns: list[_Columns] = []


def wish(last_pulled_at: str | int | None, schema_version: str | int | None, migration: Any) -> Wish:
    """What a phone asks for. Raises `Invalid` for what no client sends."""
    new = _migration(migration)
    return Wish(
        last_pulled_at=_number(last_pulled_at, "last_pulled_at"),
        schema_version=_number(schema_version, "schema_version"),
        new_tables=frozenset(new.tables),
        widened_tables=frozenset(each.table for each in new.columns),
    )


async def posted_wish(request: Request[Any, Any, Any]) -> Wish:
    """As `wish`, from a body with the same names."""
    given = decoded(await body_of(request), dict[str, Any]) if await request.body() else {}
    unknown = sorted(given.keys() - {"last_pulled_at", "lastPulledAt", "schema_version", "schemaVersion", "migration"})
    if unknown:
        raise Invalid(faults=[Fault(f"/{name[:60]}", "unknown", "is not known here") for name in unknown])
    last = given.get("last_pulled_at", given.get("lastPulledAt"))
    return wish(last, given.get("schema_version", given.get("schemaVersion")), given.get("migration"))


def _number(given: object, name: str) -> int | None:
    """The number of a parameter; what clients send for "not yet" is None."""
    if given is None or str(given).strip().lower() in cursors.NOTHING_YET:
        return None
    text = str(given).strip()
    if isinstance(given, bool) or not (text.isascii() and text.isdecimal()):
        raise Invalid.at(f"?{name}", "number", "must be the number from the last pull")
    return int(text)


def _migration(given: Any) -> _Migration:
    try:
        if isinstance(given, str):
            text = unquote(given).strip() if given.lstrip().startswith("%") else given.strip()
            given = msgspec.json.decode(text) if text and text not in ("null", "undefined") else None
        return _Migration() if given is None else msgspec.convert(given, _Migration)
    except (msgspec.DecodeError, msgspec.ValidationError, ValueError) as error:
        raise Invalid.at("?migration", "migration", "is not a migration as WatermelonDB sends it") from error


async def body_of(request: Request[Any, Any, Any]) -> bytes:
    """The body, unpacked if it came packed. Raises `TooLarge` where it would grow past the limit, and `Malformed`."""
    body = await request.body()
    if request.headers.get("content-encoding", "").strip().lower() != "gzip":
        return body
    most: int = request.app.state.settings.max_body_bytes
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as packed:
            unpacked = packed.read(most + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Malformed("The body says that it is gzip and is not.") from error
    if len(unpacked) > most:
        raise TooLarge(f"A body may have {most} bytes at most, unpacked; send fewer records at a time.")
    return unpacked


def decoded(body: bytes, kind: type[T]) -> T:
    """JSON whatever its Content-Type: clients in the field send text/plain. Raises `Malformed` and `Invalid`."""
    try:
        return msgspec.json.decode(body, type=kind)
    except msgspec.ValidationError as error:
        raise Invalid(f"The body has another shape: {error}.", faults=[Fault("/", "shape", str(error))]) from error
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise Malformed("The body is not JSON.") from error


def pushed(body: bytes) -> tuple[dict[str, Any], Any]:
    """The changes in the body of a push, and the cursor if it stands there too.

    What cannot be stored of it (half characters, numbers without end) is for later to mend. Raises `Malformed` for what
    is no JSON and `Invalid` for another shape.
    """
    try:
        read = json.loads(body.decode("utf-8", "replace"), parse_constant=lambda _: None, parse_int=_whole)
    except RecursionError:
        raise Malformed("The JSON is nested too deep.") from None
    except ValueError as error:
        raise Malformed(f"The body is not valid JSON: {error}".partition(": line")[0]) from None
    return taking.changes_of(read)


def _whole(digits: str) -> int | float:
    return int(digits) if len(digits) < MOST_DIGITS else float(digits)


def last_pulled(asked: str | None, stated: Any) -> int | None:
    """Where the phone stands: as the address says, else the body. Raises `Invalid` for what no client sends."""
    return _number(asked if asked is not None else stated, "last_pulled_at")


def answer(harvest: Harvest) -> PullAnswer:
    """What was found, as the client reads it; rows go through as PostgreSQL wrote them."""
    changes = {
        name: TableChanges([], [msgspec.Raw(row) for row in rows], harvest.deleted.get(name, []))  # type: ignore[misc]
        for name, rows in harvest.rows.items()
    }
    return PullAnswer(
        changes=changes,
        timestamp=harvest.timestamp,
        has_more=harvest.has_more,
        experimental_strategy="replacement" if harvest.replaces else None,
        messages=harvest.messages,
    )
