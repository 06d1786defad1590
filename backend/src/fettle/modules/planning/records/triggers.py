"""Triggers: the six things that make a plan due."""

from datetime import date
from decimal import Decimal
from typing import TypeAlias
from uuid import UUID

from fettle.kit.records import Record
from fettle.kit.recurrence.intervals import Interval
from fettle.kit.recurrence.rules import Series


class Keyed(Record, frozen=True, kw_only=True):
    """What a trigger is known by within its plan, from its first day on and through every edit; given by the rules."""

    key: str = ""


class CalendarFixed(Keyed, frozen=True, kw_only=True, tag_field="kind", tag="calendar_fixed"):
    """On the dates of a series, whether earlier work was late or not."""

    series: Series


class CalendarFloating(Keyed, frozen=True, kw_only=True, tag_field="kind", tag="calendar_floating"):
    """First on a date, then one interval after the last completion."""

    starts_on: date
    interval: Interval


class Metered(Keyed, frozen=True, kw_only=True):
    """A trigger that reads a meter: one by its id, or for a plan with work on each asset, each asset's by its name."""

    meter_id: UUID | None = None
    meter_name: str | None = None


class MeterFixed(Metered, frozen=True, kw_only=True, tag_field="kind", tag="meter_fixed"):
    """Due at `base` + k x `every` of a counter's lifetime; work is made `lead` units ahead."""

    every: Decimal
    base: Decimal = Decimal(0)
    lead: Decimal = Decimal(0)


class MeterFloating(Metered, frozen=True, kw_only=True, tag_field="kind", tag="meter_floating"):
    """Due `every` units after the lifetime at the last completion, at first after `base`, else the first reading."""

    every: Decimal
    base: Decimal | None = None
    lead: Decimal = Decimal(0)


class Condition(Metered, frozen=True, kw_only=True, tag_field="kind", tag="condition"):
    """Due once when a reading lies above or below a limit; armed again when back in range by `hysteresis`."""

    above: Decimal | None = None
    below: Decimal | None = None
    hysteresis: Decimal = Decimal(0)


class OneTime(Keyed, frozen=True, kw_only=True, tag_field="kind", tag="one_time"):
    """Due once, on a date."""

    on: date


MeterTrigger: TypeAlias = MeterFixed | MeterFloating | Condition
Trigger: TypeAlias = CalendarFixed | CalendarFloating | MeterFixed | MeterFloating | Condition | OneTime
