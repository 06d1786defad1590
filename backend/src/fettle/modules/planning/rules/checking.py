"""Which plans are possible: every fault of one, with its field."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal

from fettle.kit.recurrence import rules as recurrence
from fettle.kit.recurrence import seasons
from fettle.kit.refusals import Fault, Invalid
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    Condition,
    Metered,
    MeterFixed,
    MeterFloating,
    OneTime,
    PlannedTask,
    Spread,
    Trigger,
)
from fettle.modules.planning.records.plans import PlanTerms

MOST_TRIGGERS = 10
MOST_ASSETS = 500
MOST_IN_ROTATION = 100
MOST_REMINDERS = 10
MOST_TASKS = 200
LONGEST_LEAD = 366
LONGEST_HORIZON = 1_100
DAY = timedelta(days=1)
ZERO = Decimal(0)


class ImpossiblePlan(Invalid):
    """This plan cannot work as it stands."""


def check(terms: PlanTerms, *, today: date, before: PlanTerms | None = None) -> None:
    """Raise `ImpossiblePlan`, naming every fault with its field, unless the plan can become due from `today` on.

    An edit may leave what it does not touch as it was `before`, even where that has ended by now.
    """
    if faults := list(_faults(terms, today, before)):
        raise ImpossiblePlan(faults=faults)


def _faults(terms: PlanTerms, today: date, before: PlanTerms | None) -> Iterator[Fault]:
    yield from _sizes(terms)
    yield from _assets(terms)
    yield from _work(terms)
    season = list(seasons.faults_of(terms.season))
    yield from season
    if terms.ends_on is not None and terms.ends_on < today and (before is None or before.ends_on != terms.ends_on):
        yield Fault("/endsOn", "passed", "lies in the past; pause the plan instead")
    if terms.due_time is not None and terms.due_time.tzinfo is not None:
        yield Fault("/dueTime", "zone", "is a local time of the site; leave out the zone")
    for position, trigger in enumerate(terms.triggers):
        at = f"/triggers/{position}"
        found = list(_trigger_faults(trigger, terms, at))
        yield from found
        if not found and not season and not (before is not None and _as_before(trigger, terms, before)):
            yield from _never_due(trigger, terms, today, at)


def _as_before(trigger: Trigger, terms: PlanTerms, before: PlanTerms) -> bool:
    return (terms.season, terms.ends_on) == (before.season, before.ends_on) and trigger in before.triggers


def _sizes(terms: PlanTerms) -> Iterator[Fault]:
    if not 1 <= len(terms.triggers) <= MOST_TRIGGERS:
        yield Fault("/triggers", "length", f"needs 1 to {MOST_TRIGGERS}: what makes the plan due?")
    if not 0 <= terms.lead_days <= LONGEST_LEAD:
        yield Fault("/leadDays", "range", f"must be 0 to {LONGEST_LEAD}")
    if not 0 <= terms.horizon_days <= LONGEST_HORIZON:
        yield Fault("/horizonDays", "range", f"must be 0 to {LONGEST_HORIZON:,}")
    if len(terms.rotation) > MOST_IN_ROTATION:
        yield Fault("/rotation", "length", f"has at most {MOST_IN_ROTATION}")
    if terms.rotation and terms.work.assignee_id is not None:
        yield Fault("/rotation", "two_ways", "give the work to one person or let it rotate, not both")
    if len(terms.notify_days_before) > MOST_REMINDERS:
        yield Fault("/notifyDaysBefore", "length", f"has at most {MOST_REMINDERS}")
    for position, days in enumerate(terms.notify_days_before):
        if not 0 <= days <= LONGEST_LEAD:
            yield Fault(f"/notifyDaysBefore/{position}", "range", f"must be 0 to {LONGEST_LEAD}")


def _assets(terms: PlanTerms) -> Iterator[Fault]:
    if len(terms.asset_ids) > MOST_ASSETS:
        yield Fault("/assetIds", "length", f"has at most {MOST_ASSETS}")
    if len(set(terms.asset_ids)) < len(terms.asset_ids):
        yield Fault("/assetIds", "repeated", "names an asset twice")
    if terms.spread is Spread.EACH and not terms.asset_ids:
        yield Fault("/assetIds", "required", "name the assets that get a work order each")


def _work(terms: PlanTerms) -> Iterator[Fault]:
    work = terms.work
    if work.title is not None and not work.title.strip():
        yield Fault("/work/title", "required", "say what is to be done")
    if len(work.tasks) > MOST_TASKS:
        yield Fault("/work/tasks", "length", f"has at most {MOST_TASKS}")
    if work.estimated_hours is not None and work.estimated_hours < 0:
        yield Fault("/work/estimatedHours", "negative", "cannot be negative")
    for position, task in enumerate(work.tasks):
        yield from _task_faults(task, f"/work/tasks/{position}")
    for position, material in enumerate(work.materials):
        if material.quantity <= 0:
            yield Fault(f"/work/materials/{position}/quantity", "not_positive", "must be more than zero")


def _task_faults(task: PlannedTask, at: str) -> Iterator[Fault]:
    if task.task_code_id is None and not (task.title or "").strip():
        yield Fault(f"{at}/title", "required", "say what is to be done, or name a task code")
    if task.estimated_hours is not None and task.estimated_hours < 0:
        yield Fault(f"{at}/estimatedHours", "negative", "cannot be negative")


def _trigger_faults(trigger: Trigger, terms: PlanTerms, at: str) -> Iterator[Fault]:
    match trigger:
        case CalendarFixed(series=series):
            yield from recurrence.faults_of(series, f"{at}/series")
        case CalendarFloating(interval=interval, starts_on=starts_on):
            if not 1 <= interval.every <= recurrence.MOST_EVERY:
                yield Fault(f"{at}/interval/every", "range", f"must be 1 to {recurrence.MOST_EVERY:,}")
            if not recurrence.EARLIEST <= starts_on <= recurrence.LATEST:
                yield Fault(f"{at}/startsOn", "range", f"must be before {recurrence.LATEST.year + 1}")
        case Condition():
            yield from _limits(trigger, at)
        case MeterFixed() | MeterFloating():
            yield from _steps(trigger, at)
    if isinstance(trigger, Metered):
        yield from _meter(trigger, terms, at)


def _meter(trigger: Metered, terms: PlanTerms, at: str) -> Iterator[Fault]:
    if (trigger.meter_id is None) == (trigger.meter_name is None):
        yield Fault(f"{at}/meterId", "required", "name one meter, by its id or for each asset by its name")
    elif trigger.meter_name is not None and terms.spread is not Spread.EACH:
        yield Fault(f"{at}/meterName", "spread", "is for plans with a work order for each asset; give meterId")
    elif trigger.meter_id is not None and terms.spread is Spread.EACH and len(terms.asset_ids) > 1:
        yield Fault(f"{at}/meterId", "spread", "counts for one asset; give meterName, which each asset's meter bears")


def _steps(trigger: MeterFixed | MeterFloating, at: str) -> Iterator[Fault]:
    if trigger.every <= 0:
        yield Fault(f"{at}/every", "not_positive", "must be more than zero")
    elif not ZERO <= trigger.lead < trigger.every:
        yield Fault(f"{at}/lead", "range", "must be less than every, and not negative")
    if trigger.base is not None and trigger.base < 0:
        yield Fault(f"{at}/base", "negative", "cannot be negative")


def _limits(trigger: Condition, at: str) -> Iterator[Fault]:
    above, below, hysteresis = trigger.above, trigger.below, trigger.hysteresis
    if above is None and below is None:
        yield Fault(f"{at}/above", "required", "give the limit that a reading must lie above, or below, to be due")
    if hysteresis < 0:
        yield Fault(f"{at}/hysteresis", "negative", "cannot be negative")
    elif above is not None and below is not None and above - hysteresis < below + hysteresis:
        yield Fault(f"{at}/below", "order", "leaves no range between the limits to come back to")


def _never_due(trigger: Trigger, terms: PlanTerms, today: date, at: str) -> Iterator[Fault]:
    match trigger:
        case CalendarFixed(series=series):
            found = seasons.next_in_season(series, terms.season, max(today, series.anchor) - DAY)
            where = f"{at}/series"
        case OneTime(on=on):
            found = on if on >= today and seasons.in_season(terms.season, on) else None
            where = f"{at}/on"
        case CalendarFloating(starts_on=starts_on):
            found = seasons.season_on_or_after(terms.season, max(starts_on, today))
            where = f"{at}/startsOn"
        case _:
            return
    if found is None or (terms.ends_on is not None and found > terms.ends_on):
        yield Fault(where, "never_due", "is never due: it has ended, or no date of it lies in the season")
