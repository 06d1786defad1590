"""How far a plan has come: at its beginning, after a pause, an edit, or the end of an occurrence."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from uuid import UUID

from msgspec.structs import replace

from fettle.kit.recurrence.rules import Series
from fettle.kit.recurrence.series import least_gap
from fettle.modules.planning.records import (
    CalendarFixed,
    Condition,
    LineProgress,
    Metered,
    MeterFixed,
    MeterFloating,
    MeterPoint,
    OneTime,
    Plan,
    PlanProgress,
    Settling,
    Trigger,
    TriggerProgress,
)
from fettle.modules.planning.rules.dates import back_in_range, last_target
from fettle.modules.planning.rules.keys import lines


def begin(plan: Plan, today: date, points: Sequence[MeterPoint] = ()) -> PlanProgress:
    """The progress of a new plan on its first local day: nothing falls due for what lies before it.

    `points` holds the newest reading of each of its meters.
    """
    return PlanProgress(lines=tuple(_new_line(plan, asset_id, today, points) for asset_id in lines(plan)))


def resumed(plan: Plan, progress: PlanProgress, today: date, points: Sequence[MeterPoint] = ()) -> PlanProgress:
    """The progress after a pause that ends today: what would have been due during the pause is not made."""
    return PlanProgress(
        lines=tuple(
            replace(
                line,
                triggers={
                    trigger.key: _onward(trigger, line.triggers[trigger.key], line.asset_id, today, points)
                    for trigger in plan.triggers
                },
            )
            for line in progress.lines
        )
    )


def edited(
    before: Plan, after: Plan, progress: PlanProgress, today: date, points: Sequence[MeterPoint] = ()
) -> PlanProgress:
    """The progress after an edit: what did not change goes on as it was, what did goes on from today.

    Dates and meter values that were dealt with are never due again, so an edit leaves one schedule.
    """
    old = {line.asset_id: line for line in progress.lines}
    kept: list[LineProgress] = []
    for asset_id in lines(after):
        line = old.get(asset_id) or _inherited(before, after, progress, asset_id)
        kept.append(
            _new_line(after, asset_id, today, points)
            if line is None
            else _edited_line(before, after, line, today, points)
        )
    return PlanProgress(lines=tuple(kept))


def settled(
    plan: Plan,
    progress: PlanProgress,
    asset_id: UUID | None,
    how: Settling,
    *,
    due: date,
    on: date,
    points: Sequence[MeterPoint] = (),
) -> PlanProgress:
    """The progress after an occurrence on the asset came to its end: floating triggers begin to count again.

    They count from the day of completion; from a skip or cancellation on the later of its day and the due date, so that
    skipping ahead never makes the same work again. `points` holds the newest reading of each meter by then.
    """
    return PlanProgress(
        lines=tuple(
            _settled_line(plan, line, on if how is Settling.COMPLETED else max(due, on), points)
            if line.asset_id == asset_id
            else line
            for line in progress.lines
        )
    )


def newest(trigger: Metered, asset_id: UUID | None, points: Iterable[MeterPoint]) -> MeterPoint | None:
    """The newest of the readings that a trigger on the asset goes by."""
    return max(
        readings_of(trigger, asset_id, points), key=lambda point: (point.read_at, point.reading_id), default=None
    )


def readings_of(trigger: Metered, asset_id: UUID | None, points: Iterable[MeterPoint]) -> list[MeterPoint]:
    """The readings that a trigger on the asset goes by."""
    if trigger.meter_id is not None:
        return [point for point in points if point.meter_id == trigger.meter_id]
    return [point for point in points if point.meter_name == trigger.meter_name and point.asset_id == asset_id]


def read(trigger: Metered, at: TriggerProgress, point: MeterPoint) -> TriggerProgress:
    """The progress with a reading noted; a floating trigger without a base begins with it."""
    value = point.value if isinstance(trigger, Condition) else point.lifetime
    base = at.base
    if isinstance(trigger, MeterFloating) and trigger.base is None and base is None:
        base = value
    return replace(
        at, meter_id=point.meter_id, value=value, reading_id=point.reading_id, read_at=point.read_at, base=base
    )


def brought_up(trigger: Trigger, at: TriggerProgress) -> TriggerProgress:
    """The progress with what the meter has reached by now dealt with, so that only what follows becomes due."""
    if isinstance(trigger, MeterFixed) and at.value is not None:
        base = trigger.base if at.base is None else at.base
        reached = last_target(base, trigger.every, at.value + trigger.lead)
        return replace(at, last_target=reached if at.last_target is None else max(at.last_target, reached))
    if isinstance(trigger, Condition) and at.value is not None and back_in_range(trigger, at.value):
        return replace(at, armed=True)
    return at


def _new_line(plan: Plan, asset_id: UUID | None, today: date, points: Sequence[MeterPoint]) -> LineProgress:
    fresh = TriggerProgress(since=today)
    return LineProgress(
        asset_id=asset_id,
        triggers={trigger.key: _onward(trigger, fresh, asset_id, today, points) for trigger in plan.triggers},
    )


def _onward(
    trigger: Trigger, at: TriggerProgress, asset_id: UUID | None, today: date, points: Sequence[MeterPoint]
) -> TriggerProgress:
    at = replace(at, since=max(at.since, today))
    return brought_up(trigger, _noted(trigger, at, asset_id, points))


def _noted(
    trigger: Trigger, at: TriggerProgress, asset_id: UUID | None, points: Sequence[MeterPoint]
) -> TriggerProgress:
    point = newest(trigger, asset_id, points) if isinstance(trigger, Metered) else None
    if point is None or not isinstance(trigger, Metered) or (at.read_at is not None and point.read_at <= at.read_at):
        return at
    return read(trigger, at, point)


def _inherited(before: Plan, after: Plan, progress: PlanProgress, asset_id: UUID | None) -> LineProgress | None:
    """Work on all assets together becomes work on each, or the other way round: what was dealt with stays so."""
    if before.spread is after.spread or not progress.lines:
        return None
    if asset_id is not None and asset_id not in before.asset_ids:
        return None
    return replace(progress.lines[0], asset_id=asset_id)


def _edited_line(
    before: Plan, after: Plan, line: LineProgress, today: date, points: Sequence[MeterPoint]
) -> LineProgress:
    old = {trigger.key: trigger for trigger in before.triggers}
    triggers: dict[str, TriggerProgress] = {}
    for trigger in after.triggers:
        at = line.triggers.get(trigger.key)
        was = old.get(trigger.key)
        if at is None or was is None:
            triggers[trigger.key] = _onward(trigger, TriggerProgress(since=today), line.asset_id, today, points)
        elif was == trigger:
            triggers[trigger.key] = at
        else:
            triggers[trigger.key] = _onward(trigger, _rebuilt(was, trigger, at), line.asset_id, today, points)
    return replace(line, triggers=triggers)


def _rebuilt(was: Trigger, now: Trigger, at: TriggerProgress) -> TriggerProgress:
    """What of a changed trigger's progress still holds for it."""
    if isinstance(now, OneTime):
        return replace(at, last_due=None)
    if isinstance(now, CalendarFixed) and isinstance(was, CalendarFixed):
        return _same_period_once(was.series, now.series, at)
    if not isinstance(now, Metered) or not isinstance(was, Metered):
        return at
    if (was.meter_id, was.meter_name) != (now.meter_id, now.meter_name):
        return TriggerProgress(since=at.since)
    if isinstance(now, MeterFixed) and isinstance(was, MeterFixed):
        if was.base == now.base or at.last_target is None:
            return at
        return replace(at, base=None, last_target=at.last_target + (now.every / 2 if was.every == now.every else 0))
    return at


def _same_period_once(was: Series, now: Series, at: TriggerProgress) -> TriggerProgress:
    """Moving the day of a rule that stays otherwise the same does not make the work of the same month (week) again."""
    same = type(was.rule) is type(now.rule) and was.rule.every == now.rule.every and was.anchor == now.anchor
    if at.last_due is None or not same or was.rule == now.rule:
        return at
    return replace(at, since=max(at.since, at.last_due + timedelta(days=least_gap(now) // 2 + 1)))


def _settled_line(plan: Plan, line: LineProgress, on: date, points: Sequence[MeterPoint]) -> LineProgress:
    triggers: dict[str, TriggerProgress] = {}
    for trigger in plan.triggers:
        at = _noted(trigger, line.triggers[trigger.key], line.asset_id, points)
        if isinstance(trigger, MeterFloating) and at.value is not None:
            at = replace(at, base=at.value)
        triggers[trigger.key] = at
    done = on if line.last_done is None else max(on, line.last_done)
    return replace(line, last_done=done, cycle=line.cycle + 1, waiting=False, triggers=triggers)
