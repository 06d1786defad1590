"""How often something comes back: the rules of a series, and which of them are impossible."""

import calendar
from collections.abc import Iterator
from datetime import date
from enum import StrEnum
from typing import ClassVar, TypeAlias

import msgspec

from fettle.kit.records import Record
from fettle.kit.refusals import Fault, Invalid

MOST_EVERY = 5_000
MOST_COUNT = 10_000
EARLIEST = date(1900, 1, 1)
LATEST = date(2399, 12, 31)
LEAP_YEAR = 2000
LAST = -1


class ImpossibleRule(Invalid):
    """No calendar can follow this rule."""


class Weekday(StrEnum):
    """The days of the week, in the order of ISO 8601."""

    MONDAY = "monday"
    TUESDAY = "tuesday"
    WEDNESDAY = "wednesday"
    THURSDAY = "thursday"
    FRIDAY = "friday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"

    @property
    def position(self) -> int:
        """0 for Monday to 6 for Sunday, as `date.weekday` counts."""
        return WEEKDAYS.index(self)


WEEKDAYS = tuple(Weekday)


class Daily(Record, frozen=True, kw_only=True, tag_field="repeat", tag="daily"):
    """Every `every` days."""

    every: int = 1


class Weekly(Record, frozen=True, kw_only=True, tag_field="repeat", tag="weekly"):
    """Every `every` weeks (they begin on Monday) on the weekdays; without any, on the anchor's."""

    every: int = 1
    weekdays: tuple[Weekday, ...] = ()


class Monthly(Record, frozen=True, kw_only=True, tag_field="repeat", tag="monthly"):
    """Every `every` months on the day, or on the month's last day where it is shorter; without one, on the anchor's."""

    every: int = 1
    day: int | None = None


class MonthlyWeekday(Record, frozen=True, kw_only=True, tag_field="repeat", tag="monthly_weekday"):
    """Every `every` months on the `nth` (1 to 4, or -1 for the last) such weekday of the month."""

    LAST: ClassVar[int] = LAST

    every: int = 1
    nth: int
    weekday: Weekday


class Yearly(Record, frozen=True, kw_only=True, tag_field="repeat", tag="yearly"):
    """Every `every` years on a day of a month (29 February: the 28th in common years), unless given the anchor's."""

    every: int = 1
    month: int | None = None
    day: int | None = None


Rule: TypeAlias = Daily | Weekly | Monthly | MonthlyWeekday | Yearly


class Series(Record, frozen=True, kw_only=True):
    """The dates of a rule from the anchor on, which is one of them only where the rule says so.

    It ends after the day `until`, or after `count` dates, or never; not both.
    """

    rule: Rule
    anchor: date
    until: date | None = None
    count: int | None = None


def explicit(rule: Rule, anchor: date) -> Rule:
    """The rule with what it leaves to the anchor said."""
    match rule:
        case Weekly(weekdays=()):
            return msgspec.structs.replace(rule, weekdays=(WEEKDAYS[anchor.weekday()],))
        case Weekly():
            return msgspec.structs.replace(rule, weekdays=tuple(sorted(set(rule.weekdays), key=WEEKDAYS.index)))
        case Monthly(day=None):
            return msgspec.structs.replace(rule, day=anchor.day)
        case Yearly(month=None):
            return msgspec.structs.replace(rule, month=anchor.month, day=rule.day or anchor.day)
        case Yearly(day=None):
            return msgspec.structs.replace(rule, day=anchor.day)
        case _:
            return rule


def check(series: Series, at: str = "") -> None:
    """Raise `ImpossibleRule`, naming every fault below the JSON pointer `at`, unless the series can be followed."""
    if faults := list(faults_of(series, at)):
        raise ImpossibleRule(faults=faults)


def faults_of(series: Series, at: str = "") -> Iterator[Fault]:
    """What is wrong with a series, each below the JSON pointer `at`."""
    if not EARLIEST <= series.anchor <= LATEST:
        yield Fault(f"{at}/anchor", "range", f"must lie between {EARLIEST.year} and {LATEST.year}")
    yield from _rule_faults(series.rule, series.anchor, f"{at}/rule")
    if series.until is not None and series.count is not None:
        yield Fault(f"{at}/count", "two_ends", "end by date or by count, not both")
    if series.until is not None and series.until < series.anchor:
        yield Fault(f"{at}/until", "before_anchor", "lies before the first date")
    if series.count is not None and not 1 <= series.count <= MOST_COUNT:
        yield Fault(f"{at}/count", "range", f"must be 1 to {MOST_COUNT:,}")


def _rule_faults(rule: Rule, anchor: date, at: str) -> Iterator[Fault]:
    if not 1 <= rule.every <= MOST_EVERY:
        yield Fault(f"{at}/every", "range", f"must be 1 to {MOST_EVERY:,}")
    match rule:
        case Monthly(day=int(day)) if not 1 <= day <= 31:
            yield Fault(f"{at}/day", "range", "must be 1 to 31; 31 means the last day of every month")
        case MonthlyWeekday(nth=nth) if nth != LAST and not 1 <= nth <= 4:
            yield Fault(f"{at}/nth", "range", "must be 1 to 4, or -1 for the last: not every month has a fifth")
        case Yearly():
            yield from _yearly_faults(rule, anchor, at)


def _yearly_faults(rule: Yearly, anchor: date, at: str) -> Iterator[Fault]:
    month, day = rule.month or anchor.month, rule.day or anchor.day
    if rule.month is not None and not 1 <= rule.month <= 12:
        yield Fault(f"{at}/month", "range", "must be 1 to 12")
    elif not 1 <= day <= days_in(LEAP_YEAR, month):
        name = calendar.month_name[month]
        yield Fault(f"{at}/day", "impossible", f"{name} has no day {day}")


def days_in(year: int, month: int) -> int:
    """How many days the month has."""
    return calendar.monthrange(year, month)[1]
