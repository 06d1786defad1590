"""The dates of a series: counted from its anchor, so that none depends on the one before, and found without walking."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import assert_never

import msgspec

from fettle.kit.recurrence.rules import (
    LAST,
    Daily,
    Monthly,
    MonthlyWeekday,
    Rule,
    Series,
    Weekly,
    Yearly,
    days_in,
    explicit,
)

MONTHS = 12
WEEK = 7


def nth(series: Series, index: int) -> date | None:
    """The date number `index` (from 0) of the series; None before the first, past its end or past the year 9999."""
    if index < 0 or (series.count is not None and index >= series.count):
        return None
    rule = explicit(series.rule, series.anchor)
    period, position = divmod(index + _skipped(rule, series.anchor), _per_period(rule))
    try:
        day = _dates(rule, series.anchor, period)[position]
    except (OverflowError, ValueError):
        return None
    return None if series.until is not None and day > series.until else day


def index_after(series: Series, day: date) -> int:
    """How many dates the rule has up to and on `day`, as if the series had no end: the index of the next one."""
    if day < series.anchor:
        return 0
    rule = explicit(series.rule, series.anchor)
    period = _period_of(rule, series.anchor, day)
    before = sum(date_ <= day for date_ in _dates(rule, series.anchor, period))
    return period * _per_period(rule) + before - _skipped(rule, series.anchor)


def next_after(series: Series, day: date) -> date | None:
    """The first date of the series after `day`, None when it has ended. Takes the same time for any anchor."""
    return nth(series, index_after(series, day))


def passed(series: Series, day: date) -> int:
    """How many dates of the series have come up to and on `day`; its end counted in."""
    if series.until is not None:
        day = min(day, series.until)
    index = index_after(series, day)
    return index if series.count is None else min(index, series.count)


def last_until(series: Series, day: date) -> date | None:
    """The last date of the series up to and on `day`, None before its first."""
    return nth(series, passed(series, day) - 1)


def dates(series: Series, *, after: date | None = None, until: date | None = None) -> Iterator[date]:
    """The dates of the series after `after`, one by one, up to and on `until`."""
    index = 0 if after is None else index_after(series, after)
    while (day := nth(series, index)) is not None and (until is None or day <= until):
        yield day
        index += 1


def restarted(series: Series, on: date) -> Series:
    """The series begun anew by something done `on` a day: its first date comes one whole interval later.

    Days of the week and month that the rule names are kept, so it may be the first such day after the interval. Dates
    gone by are used up.
    """
    rule = explicit(series.rule, series.anchor)
    count = None if series.count is None else max(series.count - index_after(series, on), 0)
    later = _interval_later(rule, on)
    first = nth(Series(rule=msgspec.structs.replace(rule, every=1), anchor=later), 0)
    return msgspec.structs.replace(series, rule=rule, anchor=first or later, count=count)


def least_gap(series: Series) -> int:
    """The days between two dates of the series, the fewest that its rule can have in a regular stretch."""
    match explicit(series.rule, series.anchor):
        case Daily(every=every):
            return every
        case Weekly(every=every, weekdays=weekdays):
            return max(1, WEEK * every // len(weekdays))
        case Monthly(every=every) | MonthlyWeekday(every=every):
            return 28 * every
        case Yearly(every=every):
            return 365 * every


def months_later(day: date, months: int) -> date:
    """The same day `months` later, or the last of that month where it is shorter."""
    return _clamped(day.year * MONTHS + day.month - 1 + months, day.day)


def _interval_later(rule: Rule, on: date) -> date:
    match rule:
        case Daily():
            return on + timedelta(days=rule.every)
        case Weekly():
            return on + timedelta(days=max(1, WEEK * rule.every // len(rule.weekdays)))
        case Monthly() | MonthlyWeekday():
            return months_later(on, rule.every)
        case Yearly():
            return months_later(on, rule.every * MONTHS)
        case _:
            assert_never(rule)


def _per_period(rule: Rule) -> int:
    return len(rule.weekdays) if isinstance(rule, Weekly) else 1


def _skipped(rule: Rule, anchor: date) -> int:
    """How many dates of the first period lie before the anchor, and so outside the series."""
    return sum(day < anchor for day in _dates(rule, anchor, 0))


def _period_of(rule: Rule, anchor: date, day: date) -> int:
    """The last period that has begun on `day`: none of a later one's dates can lie before."""
    match rule:
        case Daily():
            return (day - anchor).days // rule.every
        case Weekly():
            return (day - _monday(anchor)).days // (WEEK * rule.every)
        case Monthly() | MonthlyWeekday():
            return (_month(day) - _month(anchor)) // rule.every
        case Yearly():
            return (day.year - anchor.year) // rule.every
        case _:
            assert_never(rule)


def _dates(rule: Rule, anchor: date, period: int) -> list[date]:
    """The dates of an explicit rule in a period, of which every one has the same number."""
    match rule:
        case Daily():
            return [anchor + timedelta(days=period * rule.every)]
        case Weekly():
            monday = _monday(anchor) + timedelta(days=period * rule.every * WEEK)
            return [monday + timedelta(days=weekday.position) for weekday in rule.weekdays]
        case Monthly():
            return [_clamped(_month(anchor) + period * rule.every, rule.day or anchor.day)]
        case MonthlyWeekday():
            return [_weekday_in(_month(anchor) + period * rule.every, rule)]
        case Yearly():
            january = (anchor.year + period * rule.every) * MONTHS
            return [_clamped(january + (rule.month or anchor.month) - 1, rule.day or anchor.day)]
        case _:
            assert_never(rule)


def _month(day: date) -> int:
    return day.year * MONTHS + day.month - 1


def _monday(day: date) -> date:
    return day - timedelta(days=day.weekday())


def _clamped(month: int, day: int) -> date:
    year, position = divmod(month, MONTHS)
    first = date(year, position + 1, 1)
    return first.replace(day=min(day, days_in(first.year, first.month)))


def _weekday_in(month: int, rule: MonthlyWeekday) -> date:
    year, position = divmod(month, MONTHS)
    first = date(year, position + 1, 1)
    if rule.nth == LAST:
        last = first.replace(day=days_in(first.year, first.month))
        return last - timedelta(days=(last.weekday() - rule.weekday.position) % WEEK)
    return first + timedelta(days=(rule.weekday.position - first.weekday()) % WEEK + WEEK * (rule.nth - 1))
