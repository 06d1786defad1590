"""A stretch of calendar time after a date: what floats with the last time something was done."""

from datetime import date, timedelta
from enum import StrEnum

from fettle.kit.records import Record
from fettle.kit.recurrence.series import months_later


class Unit(StrEnum):
    """What an interval counts."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    YEARS = "years"


class Interval(Record, frozen=True, kw_only=True):
    """So many days, weeks, months or years."""

    every: int
    unit: Unit


def after(interval: Interval, day: date) -> date:
    """The date one interval after `day`; months and years end on the month's last day where it is shorter.

    Raises `OverflowError` or `ValueError` past the year 9999.
    """
    match interval.unit:
        case Unit.DAYS:
            return day + timedelta(days=interval.every)
        case Unit.WEEKS:
            return day + timedelta(weeks=interval.every)
        case Unit.MONTHS:
            return months_later(day, interval.every)
        case Unit.YEARS:
            return months_later(day, 12 * interval.every)
