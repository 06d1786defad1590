"""When a trigger is due next, seen from how far it has come."""

from datetime import date, timedelta
from decimal import Decimal

from fettle.kit.recurrence.intervals import after
from fettle.kit.recurrence.rules import Series
from fettle.kit.recurrence.seasons import in_season, next_in_season, season_on_or_after
from fettle.kit.recurrence.series import restarted
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    Condition,
    LineProgress,
    MeterFixed,
    MeterFloating,
    OneTime,
    Plan,
    Trigger,
    TriggerProgress,
)

DAY = timedelta(days=1)
ZERO = Decimal(0)
ONE = Decimal(1)


def next_day(plan: Plan, line: LineProgress, trigger: Trigger) -> date | None:
    """The next date of a trigger that goes by dates, in season and within the plan's end; None without one."""
    at = line.triggers[trigger.key]
    day = _next_day(plan, line, trigger, at)
    return None if day is None or (plan.ends_on is not None and day > plan.ends_on) else day


def series_of(trigger: CalendarFixed, at: TriggerProgress) -> Series:
    """The series that a trigger follows now: begun anew where another trigger fired instead."""
    return trigger.series if at.reset_on is None else restarted(trigger.series, at.reset_on)


def _next_day(plan: Plan, line: LineProgress, trigger: Trigger, at: TriggerProgress) -> date | None:
    match trigger:
        case CalendarFixed():
            passed = at.since - DAY if at.last_due is None else max(at.last_due, at.since - DAY)
            return next_in_season(series_of(trigger, at), plan.season, passed)
        case CalendarFloating() if not line.waiting:
            first = trigger.starts_on if line.last_done is None else _later(trigger, line.last_done)
            return None if first is None else season_on_or_after(plan.season, max(first, at.since))
        case OneTime() if at.last_due is None and trigger.on >= at.since and in_season(plan.season, trigger.on):
            return trigger.on
        case _:
            return None


def _later(trigger: CalendarFloating, day: date) -> date | None:
    try:
        return after(trigger.interval, day)
    except (OverflowError, ValueError):
        return None


def next_target(line: LineProgress, trigger: Trigger) -> Decimal | None:
    """The meter value at which a trigger is due next; None where it has none, or its work is being done."""
    at = line.triggers[trigger.key]
    match trigger:
        case MeterFixed():
            base = trigger.base if at.base is None else at.base
            return target_after(base, trigger.every, base if at.last_target is None else at.last_target)
        case MeterFloating() if not line.waiting:
            base_ = trigger.base if at.base is None else at.base
            return None if base_ is None else base_ + trigger.every
        case _:
            return None


def target_after(base: Decimal, every: Decimal, value: Decimal) -> Decimal:
    """The first of `base` + k x `every` (k from 1) above `value`."""
    return base + every * max((value - base) // every + 1, ONE)


def last_target(base: Decimal, every: Decimal, value: Decimal) -> Decimal:
    """The last of `base` + k x `every` (k from 0) that `value` has reached."""
    return base + every * max((value - base) // every, ZERO)


def beyond(trigger: Condition, value: Decimal) -> bool:
    """Whether a reading lies outside the limits."""
    above = trigger.above is not None and value > trigger.above
    return above or (trigger.below is not None and value < trigger.below)


def back_in_range(trigger: Condition, value: Decimal) -> bool:
    """Whether a reading lies inside the limits by at least the hysteresis."""
    under = trigger.above is None or value <= trigger.above - trigger.hysteresis
    return under and (trigger.below is None or value >= trigger.below + trigger.hysteresis)
