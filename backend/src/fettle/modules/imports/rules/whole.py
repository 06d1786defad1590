"""What a row must say as a whole, beyond what each of its fields needs."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

import msgspec

from fettle.kit import money
from fettle.modules.imports.records import Entity, Severity

Finding = tuple[str, Severity, str, str]
"""A field, how bad it is, the fault's code and its message."""

HOURLY = frozenset({"labour", "equipment"})


class Line(msgspec.Struct, frozen=True):
    """A line of the log as a row states it."""

    kind: str
    quantity: Decimal
    unit_cost: Decimal | None = None
    amount: Decimal | None = None


def findings(entity: Entity, values: Mapping[str, Any]) -> Iterator[Finding]:
    """What is wrong with a row of `entity` as a whole."""
    if entity is Entity.STAFF:
        yield from _staff(values)
    if entity is Entity.LOG_ENTRY:
        yield from _log_entry(values)


def lines_of(values: Mapping[str, Any]) -> list[Line]:
    """The lines of the log that a row states: hours beside what does not count them are a line of their own."""
    kind, hours = _kind(values), values.get("hours")
    unit_cost, booked = values.get("unitCost"), values.get("amount")
    lines = [] if hours is None or kind in HOURLY else [Line("labour", hours)]
    return [*lines, Line(kind, _quantity(values) or Decimal(1), unit_cost, booked)]


def cost_of(values: Mapping[str, Any]) -> Decimal | None:
    """What the lines of a row come to, None when it states no price."""
    last = lines_of(values)[-1]
    if last.amount is not None:
        return last.amount
    return None if last.unit_cost is None else money.amount(last.quantity, last.unit_cost)


def _staff(values: Mapping[str, Any]) -> Iterator[Finding]:
    rate = values.get("hourlyRate")
    if rate is not None and rate < 0:
        yield "hourlyRate", Severity.QUARANTINED, "negative", f"{rate} is negative"
    if rate is not None and values.get("rateFrom") is None:
        yield "rateFrom", Severity.QUARANTINED, "required", "says from which day on the hourly rate holds"


def _log_entry(values: Mapping[str, Any]) -> Iterator[Finding]:
    kind, quantity = _kind(values), _quantity(values)
    if quantity is None:
        yield "hours", Severity.QUARANTINED, "required", f"{kind} needs its hours"
    elif quantity == 0:
        counted = "hours" if kind in HOURLY and "hours" in values else "quantity"
        yield counted, Severity.QUARANTINED, "zero", "must not be zero"
    for field, needed_by in (("vendor", "contract"), ("equipment", "equipment")):
        if kind == needed_by and values.get(field) is None:
            yield field, Severity.QUARANTINED, "required", f"{kind} needs this"
    unit_cost, booked = values.get("unitCost"), values.get("amount")
    if unit_cost is not None and booked is not None and quantity:
        product = money.amount(quantity, unit_cost)
        if product != booked:
            told = f"{booked} is not {quantity.normalize():f} x {unit_cost} = {product}; kept as booked"
            yield "amount", Severity.WARNING, "amount", told


def _kind(values: Mapping[str, Any]) -> str:
    return str(values.get("kind") or ("labour" if "hours" in values else "other"))


def _quantity(values: Mapping[str, Any]) -> Decimal | None:
    hours, quantity = values.get("hours"), values.get("quantity")
    if _kind(values) in HOURLY:
        return hours if hours is not None else quantity
    return Decimal(1) if quantity is None else quantity
