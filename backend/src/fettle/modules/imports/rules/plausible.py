"""What is plausible about a mapped row: the rules of a mapping, one function each."""

from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from fettle.modules.imports.records import Check, Rule

Finding = tuple[str, str, str]
"""A field, the fault's code and its message."""


def findings(rule: Rule, values: Mapping[str, Any], cells: Mapping[str, str]) -> Iterator[Finding]:
    """What `rule` finds in a row: its mapped `values` and, for columns that fill no field, its `cells`."""
    if all(str(values.get(name)) in texts for name, texts in rule.when.items()):
        yield from _CHECKS[rule.check](rule, values, cells)


def _order(rule: Rule, values: Mapping[str, Any], _cells: Mapping[str, str]) -> Iterator[Finding]:
    first, second = rule.fields
    before, after = _moment(values.get(first)), _moment(values.get(second))
    if before is not None and after is not None and after < before:
        yield second, "order", f"lies before {first}"


def _window(rule: Rule, values: Mapping[str, Any], _cells: Mapping[str, str]) -> Iterator[Finding]:
    for name in rule.fields:
        moment = _moment(values.get(name))
        if moment is not None and rule.lowest and rule.highest and not rule.lowest <= moment <= rule.highest:
            yield name, "window", f"lies outside of {rule.lowest:%Y-%m-%d} to {rule.highest:%Y-%m-%d}"


def _present(rule: Rule, values: Mapping[str, Any], cells: Mapping[str, str]) -> Iterator[Finding]:
    for name in rule.fields:
        if values.get(name) is None and not cells.get(name):
            yield name, "missing", "is missing"


def _coordinates(rule: Rule, values: Mapping[str, Any], _cells: Mapping[str, str]) -> Iterator[Finding]:
    first, second = rule.fields
    latitude, longitude = values.get(first), values.get(second)
    if (latitude is None) != (longitude is None):
        yield first, "coordinates", "latitude and longitude come together or not at all"
    if latitude is None or longitude is None:
        return
    if latitude == 0 and longitude == 0:
        yield first, "coordinates", "(0, 0) lies in the Gulf of Guinea: the position is not known"
        return
    south, west, north, east = rule.box or (-90, -180, 90, 180)
    if not (south <= latitude <= north and west <= longitude <= east):
        yield first, "coordinates", f"({latitude}, {longitude}) lies outside of the area"


def _not_negative(rule: Rule, values: Mapping[str, Any], _cells: Mapping[str, str]) -> Iterator[Finding]:
    for name in rule.fields:
        value = values.get(name)
        if isinstance(value, Decimal | int) and value < 0:
            yield name, "negative", f"{value} is negative"


def _cut_off(rule: Rule, values: Mapping[str, Any], _cells: Mapping[str, str]) -> Iterator[Finding]:
    for name in rule.fields:
        value = values.get(name)
        if isinstance(value, str) and rule.length is not None and len(value) >= rule.length:
            yield name, "cut_off", f"has {len(value)} characters and was probably cut off at {rule.length}"


def _moment(value: Any) -> datetime | None:
    if isinstance(value, datetime):
        return value
    return datetime.combine(value, time(), UTC) if isinstance(value, date) else None


_CHECKS: dict[Check, Callable[[Rule, Mapping[str, Any], Mapping[str, str]], Iterator[Finding]]] = {
    Check.ORDER: _order,
    Check.WINDOW: _window,
    Check.PRESENT: _present,
    Check.COORDINATES: _coordinates,
    Check.NOT_NEGATIVE: _not_negative,
    Check.CUT_OFF: _cut_off,
}
