"""When a plan will be due, as far as it can be known."""

import heapq
from collections.abc import Collection, Iterator, Mapping
from datetime import date, timedelta
from decimal import ROUND_CEILING, Decimal
from itertools import islice, takewhile
from uuid import UUID

from msgspec.structs import replace

from fettle.kit.recurrence.seasons import season_on_or_after
from fettle.kit.recurrence.zones import Due, due, local_day
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    Coming,
    LineProgress,
    Metered,
    MeterFixed,
    MeterFloating,
    OneTime,
    Plan,
    PlanProgress,
    Preview,
    Trigger,
    TriggerProgress,
)
from fettle.modules.planning.rules import dates, keys
from fettle.modules.planning.rules.words import in_words

Pace = Mapping[UUID, Decimal]
NO_PACE: Pace = {}
SHOWN = 12
MOST_DAYS = 36_525


def preview(
    plan: Plan,
    progress: PlanProgress,
    *,
    language: str,
    today: date,
    pace: Pace = NO_PACE,
    meters: Mapping[UUID, str] | None = None,
    known: Collection[str] = (),
    limit: int = SHOWN,
) -> Preview:
    """The rule in words and the next times at which the plan is due; `meters` gives names for the words."""
    return Preview(
        words=in_words(plan, language, meters or {}),
        coming=coming(plan, progress, today=today, pace=pace, known=known, limit=limit),
    )


def coming(
    plan: Plan,
    progress: PlanProgress,
    *,
    today: date,
    pace: Pace = NO_PACE,
    known: Collection[str] = (),
    limit: int | None = SHOWN,
    until: date | None = None,
) -> list[Coming]:
    """At most `limit` times at which the plan will be due, up to and on `until`, in order.

    Work is taken to be finished on the day on which it is due (what is open now: today), meters to run on at their
    average use (`pace`: units a day by meter). Without `until`, the next value of each meter whose use is not known
    follows at the end. One of `limit` and `until` must be given.
    """
    lines = [_line_coming(plan, line, today, pace, known) for line in progress.lines]
    dated: Iterator[tuple[date, Coming]] = heapq.merge(*lines, key=lambda pair: pair[0])
    if until is not None:
        dated = takewhile(lambda pair: pair[0] <= until, dated)
    found = [one for _, one in islice(dated, limit)]
    if until is None:
        found += [one for line in progress.lines for one in _undated(plan, line, pace)]
    return found


def _undated(plan: Plan, line: LineProgress, pace: Pace) -> Iterator[Coming]:
    for trigger in plan.triggers:
        if isinstance(trigger, MeterFixed | MeterFloating) and not _pace(line, trigger, pace):
            target = dates.next_target(line, trigger)
            if target is not None:
                key = _key(line, trigger, None, target)
                yield Coming(asset_id=line.asset_id, key=key, trigger_key=trigger.key, value=target)


def _line_coming(
    plan: Plan, line: LineProgress, today: date, pace: Pace, known: Collection[str]
) -> Iterator[tuple[date, Coming]]:
    ahead = _Ahead(plan, line, today, pace)
    while (one := ahead.next()) is not None:
        day, found = one
        if found.key not in known:
            yield day, found


class _Ahead:
    """One line of a plan as it would go on if all went as expected."""

    def __init__(self, plan: Plan, line: LineProgress, today: date, pace: Pace) -> None:
        self.plan = plan
        self.today = today
        self.pace = pace
        self.line = line
        self.values = {
            key: (at.value, local_day(at.read_at, plan.zone))
            for key, at in line.triggers.items()
            if at.value is not None and at.read_at is not None
        }
        self.guessed = line.waiting
        if line.waiting:
            self._finish(today)

    def next(self) -> tuple[date, Coming] | None:
        """The next time at which the line is due, everything before it done."""
        options = [(day, trigger) for trigger in self.plan.triggers if (day := self._day(trigger)) is not None]
        if not options:
            return None
        day, trigger = min(options, key=lambda option: option[0])
        found = self._coming(trigger, day)
        self._fire(trigger, day)
        self._finish(day)
        self.guessed = True
        return day, found

    def _day(self, trigger: Trigger) -> date | None:
        if not isinstance(trigger, Metered):
            return dates.next_day(self.plan, self.line, trigger)
        target = dates.next_target(self.line, trigger)
        pace = _pace(self.line, trigger, self.pace)
        if target is None or not pace or trigger.key not in self.values:
            return None
        value, since = self.values[trigger.key]
        lead = trigger.lead if isinstance(trigger, MeterFixed | MeterFloating) else Decimal(0)
        days = ((target - lead - value) / pace).to_integral_value(ROUND_CEILING)
        if days > MOST_DAYS:
            return None
        reached = season_on_or_after(self.plan.season, max(since + timedelta(days=int(days)), self.today))
        return None if self.plan.ends_on is not None and reached > self.plan.ends_on else reached

    def _coming(self, trigger: Trigger, day: date) -> Coming:
        metered = isinstance(trigger, Metered)
        target = dates.next_target(self.line, trigger)
        return Coming(
            asset_id=self.line.asset_id,
            key=_key(self.line, trigger, day, target),
            trigger_key=trigger.key,
            due=Due(on=day) if metered else due(day, self.plan.due_time, self.plan.zone),
            value=target,
            estimated=metered or (self.guessed and isinstance(trigger, CalendarFloating)),
        )

    def _fire(self, fired: Trigger, day: date) -> None:
        after: dict[str, TriggerProgress] = {}
        for trigger in self.plan.triggers:
            at = self.line.triggers[trigger.key]
            if trigger.key == fired.key:
                at = replace(at, last_due=day, last_target=dates.next_target(self.line, trigger))
            elif isinstance(trigger, CalendarFixed):
                at = replace(at, reset_on=day)
            elif isinstance(trigger, MeterFixed) and (value := self._value_on(trigger, day)) is not None:
                at = replace(at, base=value, last_target=None)
            after[trigger.key] = at
        self.line = replace(self.line, triggers=after)

    def _finish(self, day: date) -> None:
        after = {
            trigger.key: replace(at, base=self._value_on(trigger, day)) if isinstance(trigger, MeterFloating) else at
            for trigger in self.plan.triggers
            for at in (self.line.triggers[trigger.key],)
        }
        last = day if self.line.last_done is None else max(day, self.line.last_done)
        self.line = replace(self.line, last_done=last, cycle=self.line.cycle + 1, waiting=False, triggers=after)

    def _value_on(self, trigger: Trigger, day: date) -> Decimal | None:
        if trigger.key not in self.values or not isinstance(trigger, Metered):
            return None
        value, since = self.values[trigger.key]
        return value + (_pace(self.line, trigger, self.pace) or Decimal(0)) * max((day - since).days, 0)


def _key(line: LineProgress, trigger: Trigger, day: date | None, target: Decimal | None) -> str:
    match trigger:
        case MeterFixed() if target is not None:
            return keys.target_key(line, trigger, target)
        case CalendarFixed() | OneTime() if day is not None:
            return keys.day_key(line, day)
        case _:
            return keys.cycle_key(line)


def _pace(line: LineProgress, trigger: Metered, pace: Pace) -> Decimal | None:
    meter_id = trigger.meter_id or line.triggers[trigger.key].meter_id
    known = None if meter_id is None else pace.get(meter_id)
    return known if known is not None and known > 0 else None
