"""What is due now, and what to do about it."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from fettle.kit.recurrence.seasons import in_season, next_in_season, season_on_or_after
from fettle.kit.recurrence.zones import Due, day_begins, due, local_day
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    CatchUp,
    Condition,
    IfOpen,
    LineProgress,
    Look,
    Metered,
    MeterFixed,
    MeterPoint,
    Moment,
    OneTime,
    Outcome,
    Plan,
    PlanProgress,
    Reason,
    Trigger,
    TriggerProgress,
    Verdict,
)
from fettle.modules.planning.rules import dates, keys
from fettle.modules.planning.rules.keeping import brought_up, read, readings_of

MOST_AT_ONCE = 100
OPEN_OUTCOMES = {IfOpen.SKIP: Outcome.SKIP, IfOpen.MERGE: Outcome.MERGE, IfOpen.BESIDE: Outcome.MAKE}
OPEN_REASONS = {IfOpen.SKIP: Reason.PREVIOUS_OPEN, IfOpen.MERGE: Reason.MERGED}


def look(plan: Plan, progress: PlanProgress, moment: Moment) -> Look:
    """What is due of the plan at the moment, what to do about each, and how far the plan has come then.

    The earliest due wins; what is made for one trigger resets the others. Dates that passed follow `catch_up`, except
    that work which floats is always made: nothing was done meanwhile, so there is only one. The same plan, progress and
    moment always decide the same under the same keys.
    """
    verdicts: list[Verdict] = []
    lines: list[LineProgress] = []
    for line in progress.lines:
        watch = _Watch(plan, line, moment, MOST_AT_ONCE - len(verdicts))
        watch.run()
        verdicts += watch.verdicts
        lines.append(watch.line)
    after = PlanProgress(lines=tuple(lines))
    return Look(
        verdicts=verdicts,
        progress=after,
        wake_at=moment.now if len(verdicts) >= MOST_AT_ONCE else wake_at(plan, after, moment.now),
        ended=all(_exhausted(plan, line, local_day(moment.now, plan.zone)) for line in lines),
    )


def wake_at(plan: Plan, progress: PlanProgress, now: datetime) -> datetime | None:
    """The instant at which the plan must be looked at again, None when only people or readings can make it due."""
    today = local_day(now, plan.zone)
    days = [day for line in progress.lines for day in _waking_days(plan, line, today)]
    return day_begins(max(min(days), today), plan.zone) if days else None


class _Watch:
    """One line of a plan at one moment: what was found due on it so far, and what is open by now."""

    def __init__(self, plan: Plan, line: LineProgress, moment: Moment, room: int) -> None:
        self.plan = plan
        self.line = line
        self.moment = moment
        self.room = room
        self.today = local_day(moment.now, plan.zone)
        self.open = line.asset_id in moment.open
        self.verdicts: list[Verdict] = []

    def run(self) -> None:
        """Note the readings, then decide what is due, the earliest first."""
        excursions = list(self._note_readings())
        while len(self.verdicts) < self.room and (ready := self._earliest()) is not None:
            day, trigger = ready
            if isinstance(trigger, MeterFixed):
                self._meter_fixed(trigger)
            elif isinstance(trigger, CalendarFixed | OneTime):
                self._dated(trigger, day)
            else:
                self._floating(trigger, day)
        for trigger, point in excursions:
            key = keys.reading_key(self.line, point.reading_id)
            self._decide(trigger, key, self._whole_day(), reading_id=point.reading_id)

    def _note_readings(self) -> Iterator[tuple[Condition, MeterPoint]]:
        """The readings that begin an excursion, all being noted. Those from before the trigger only set where it is."""
        for trigger in self.plan.triggers:
            if not isinstance(trigger, Metered):
                continue
            new = readings_of(trigger, self.line.asset_id, self.moment.readings)
            for point in sorted(new, key=lambda point: (point.read_at, point.reading_id)):
                at = self.line.triggers[trigger.key]
                if at.read_at is not None and (point.read_at, point.reading_id) <= (at.read_at, at.reading_id):
                    continue
                at = read(trigger, at, point)
                day = local_day(point.read_at, self.plan.zone)
                if day < at.since:
                    at = brought_up(trigger, at)
                elif isinstance(trigger, Condition):
                    at, begins = self._armed(trigger, at, point, day)
                    if begins:
                        yield trigger, point
                self._keep(trigger, at)

    def _armed(
        self, trigger: Condition, at: TriggerProgress, point: MeterPoint, day: date
    ) -> tuple[TriggerProgress, bool]:
        """The condition after a reading, and whether the reading begins an excursion; out of season none begins."""
        if dates.back_in_range(trigger, point.value):
            return replace(at, armed=True), False
        if at.armed and dates.beyond(trigger, point.value) and self._live(day):
            return replace(at, armed=False), True
        return at, False

    def _live(self, day: date) -> bool:
        return in_season(self.plan.season, day) and (self.plan.ends_on is None or day <= self.plan.ends_on)

    def _earliest(self) -> tuple[date, Trigger] | None:
        ready = [(day, trigger) for trigger in self.plan.triggers if (day := self._ready(trigger)) is not None]
        return min(ready, key=lambda pair: pair[0], default=None)

    def _ready(self, trigger: Trigger) -> date | None:
        if isinstance(trigger, Metered):
            return self.today if self._live(self.today) and _reached(self.line, trigger) else None
        day = dates.next_day(self.plan, self.line, trigger)
        return day if day is not None and (day - self.today).days <= self.plan.lead_days else None

    def _dated(self, trigger: CalendarFixed | OneTime, day: date) -> None:
        at = self.line.triggers[trigger.key]
        key = keys.day_key(self.line, day)
        self._keep(trigger, replace(at, last_due=day))
        if key in self.moment.known:
            return
        if self._too_late(trigger, at, day):
            self._record(trigger, key, self._due(day), Outcome.MISS, Reason.CATCH_UP)
        else:
            self._decide(trigger, key, self._due(day))

    def _too_late(self, trigger: CalendarFixed | OneTime, at: TriggerProgress, day: date) -> bool:
        if day >= self.today or self.plan.catch_up is CatchUp.ALL:
            return False
        if self.plan.catch_up is CatchUp.NONE or isinstance(trigger, OneTime):
            return self.plan.catch_up is CatchUp.NONE
        later = next_in_season(dates.series_of(trigger, at), self.plan.season, day)
        return later is not None and later <= self.today and self._live(later)

    def _floating(self, trigger: Trigger, day: date) -> None:
        key = keys.cycle_key(self.line)
        self.line = replace(self.line, waiting=True)
        due_ = self._due(day) if isinstance(trigger, CalendarFloating) else self._whole_day()
        self._decide(trigger, key, due_, reading_id=self.line.triggers[trigger.key].reading_id)

    def _meter_fixed(self, trigger: MeterFixed) -> None:
        at = self.line.triggers[trigger.key]
        target = dates.next_target(self.line, trigger)
        if target is None or at.value is None:
            return
        base = trigger.base if at.base is None else at.base
        last = dates.last_target(base, trigger.every, at.value + trigger.lead)
        # A reading that jumped by thousands of intervals is more likely wrong than so much work is due.
        target = max(target, last - trigger.every * (MOST_AT_ONCE - 1))
        self._keep(trigger, replace(at, last_target=target))
        key = keys.target_key(self.line, trigger, target)
        if key in self.moment.known:
            return
        if target < last and self.plan.catch_up is not CatchUp.ALL:
            self._record(trigger, key, self._whole_day(), Outcome.MISS, Reason.CATCH_UP, target=target)
        else:
            self._decide(trigger, key, self._whole_day(), reading_id=at.reading_id, target=target)

    def _decide(self, trigger: Trigger, key: str, due_: Due, **more: object) -> None:
        """Make it, or what the plan says while an earlier one is open."""
        outcome = OPEN_OUTCOMES[self.plan.if_previous_open] if self.open else Outcome.MAKE
        reason = None if outcome is Outcome.MAKE else OPEN_REASONS[self.plan.if_previous_open]
        self._record(trigger, key, due_, outcome, reason, **more)
        if outcome is Outcome.MAKE:
            self._reset_others(trigger, due_.on)
            self.line = replace(self.line, made=self.line.made + 1, waiting=True)
            self.open = True

    def _record(
        self, trigger: Trigger, key: str, due_: Due, outcome: Outcome, reason: Reason | None, **more: object
    ) -> None:
        number = self.line.made if outcome is Outcome.MAKE else None
        verdict = Verdict(
            asset_id=self.line.asset_id,
            key=key,
            trigger_key=trigger.key,
            due=due_,
            outcome=outcome,
            reason=reason,
            number=number,
        )
        self.verdicts.append(replace(verdict, **more))

    def _reset_others(self, fired: Trigger, day: date) -> None:
        """Begin the other series anew: dates one interval after the due date, meters at what they show now."""
        for trigger in self.plan.triggers:
            at = self.line.triggers[trigger.key]
            if trigger.key == fired.key:
                continue
            if isinstance(trigger, CalendarFixed):
                self._keep(trigger, replace(at, reset_on=day))
            elif isinstance(trigger, MeterFixed) and at.value is not None:
                self._keep(trigger, replace(at, base=at.value, last_target=None))

    def _keep(self, trigger: Trigger, at: TriggerProgress) -> None:
        self.line = replace(self.line, triggers={**self.line.triggers, trigger.key: at})

    def _due(self, day: date) -> Due:
        return due(day, self.plan.due_time, self.plan.zone)

    def _whole_day(self) -> Due:
        return Due(on=self.today)


def _reached(line: LineProgress, trigger: Metered) -> bool:
    value = line.triggers[trigger.key].value
    target = dates.next_target(line, trigger)  # type: ignore[arg-type]
    lead = getattr(trigger, "lead", 0)
    return value is not None and target is not None and value + lead >= target


def _waking_days(plan: Plan, line: LineProgress, today: date) -> Iterator[date]:
    for trigger in plan.triggers:
        if not isinstance(trigger, Metered):
            day = dates.next_day(plan, line, trigger)
            if day is not None:
                yield day - timedelta(days=plan.lead_days)
        elif _reached(line, trigger) and not in_season(plan.season, today):
            yield season_on_or_after(plan.season, today)
    if plan.ends_on is not None and plan.ends_on >= today:
        yield plan.ends_on + timedelta(days=1)


def _exhausted(plan: Plan, line: LineProgress, today: date) -> bool:
    over = plan.ends_on is not None and today > plan.ends_on
    return all(_spent(plan, line, trigger, over) for trigger in plan.triggers)


def _spent(plan: Plan, line: LineProgress, trigger: Trigger, over: bool) -> bool:
    if over:
        return True
    if isinstance(trigger, Metered) or (isinstance(trigger, CalendarFloating) and line.waiting):
        return False
    return dates.next_day(plan, line, trigger) is None
