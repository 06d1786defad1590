"""A cell becomes a value: text, whole number, decimal, instant, date or yes/no."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from functools import lru_cache
from zoneinfo import ZoneInfo

import msgspec

from fettle.modules.imports.records import Source
from fettle.modules.imports.rules.entities import Field, Kind

Value = str | int | bool | Decimal | datetime | date

_POINT = re.compile(r"[+-]?(\d+|\d{1,3}(,\d{3})+)(\.\d+)?")
_COMMA = re.compile(r"[+-]?(\d+|\d{1,3}(\.\d{3})+)(,\d+)?")
_FORMULA = re.compile(r"\s*(=|@|[+-].*[(|!])")
_LARGEST = Decimal(10) ** 10
_FLAGS = {"true": True, "yes": True, "1": True, "false": False, "no": False, "0": False}
EARLIEST, LATEST = 1900, 2200


class Unreadable(Exception):
    """A cell that does not hold what its field needs; `code` names the fault."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Remark(msgspec.Struct, frozen=True):
    """Something worth telling about a value that was read all the same."""

    code: str
    message: str


def read(text: str, field: Field, source: Source, zone: ZoneInfo) -> tuple[Value, Remark | None]:
    """`text` as the value of `field`, with a remark where it was read under a doubt. Raises `Unreadable`."""
    match field.kind:
        case Kind.TEXT:
            return _text(text, field, source)
        case Kind.INTEGER:
            return _whole(text), None
        case Kind.DECIMAL:
            return _decimal(text, field, comma=source.decimal_comma), None
        case Kind.INSTANT:
            return _instant(text, source.format, zone)
        case Kind.DATE:
            return _moment(text, source.format).date(), None
        case Kind.FLAG:
            return _flag(text), None


def _text(text: str, field: Field, source: Source) -> tuple[str, Remark | None]:
    if field.choices and text not in field.choices:
        raise Unreadable("choice", f"must be one of {', '.join(field.choices)}")
    if len(text) > field.longest:
        if not source.cut:
            raise Unreadable("too_long", f"has {len(text)} characters, at most {field.longest} fit")
        return text[: field.longest], Remark("cut", f"had {len(text)} characters and was cut to {field.longest}")
    if _FORMULA.match(text):
        return text, Remark("formula", "looks like a spreadsheet formula; kept as plain text")
    return text, None


def _whole(text: str) -> int:
    number = _decimal(text, Field(places=0), comma=False)
    return int(number)


def _decimal(text: str, field: Field, *, comma: bool) -> Decimal:
    if not (_COMMA if comma else _POINT).fullmatch(text):
        raise Unreadable("number", "is not a number with a decimal " + ("comma" if comma else "point"))
    value = Decimal(text.replace(".", "").replace(",", ".") if comma else text.replace(",", ""))
    if abs(value) >= _LARGEST:
        raise Unreadable("number", "is too large")
    rounded = value.quantize(Decimal(1).scaleb(-field.places))
    if rounded != value:
        raise Unreadable("places", f"has more than {field.places} decimal places")
    return rounded


def _moment(text: str, layout: str | None) -> datetime:
    try:
        value = datetime.fromisoformat(text) if layout is None else datetime.strptime(text, layout)  # noqa: DTZ007
    except ValueError:
        raise Unreadable("date", "is not a date written like " + (layout or "2026-03-01T08:00:00")) from None
    if not EARLIEST <= value.year <= LATEST:
        raise Unreadable("date", f"lies outside of the years {EARLIEST} to {LATEST}")
    return value


def _instant(text: str, layout: str | None, zone: ZoneInfo) -> tuple[datetime, Remark | None]:
    """An instant in UTC. A local time that happens twice means its first; one that never happens moves forward."""
    value = _moment(text, layout)
    if value.tzinfo is not None:
        return value.astimezone(UTC), None
    local = value.replace(tzinfo=zone)
    instant = local.astimezone(UTC)
    if local.utcoffset() == local.replace(fold=1).utcoffset():
        return instant, None
    if instant.astimezone(zone).replace(tzinfo=None) != value:
        return instant, Remark("local_time", "does not exist in this time zone: the clocks went forward; moved on")
    return instant, Remark("local_time", "happens twice in this time zone: the clocks went back; the first was taken")


def _flag(text: str) -> bool:
    value = _FLAGS.get(text.lower())
    if value is None:
        raise Unreadable("flag", "must be true or false")
    return value


@lru_cache(maxsize=64)
def zone(name: str) -> ZoneInfo:
    """The time zone called `name`. Raises `KeyError` when there is none."""
    try:
        return ZoneInfo(name)
    except (ValueError, OSError):
        raise KeyError(name) from None
