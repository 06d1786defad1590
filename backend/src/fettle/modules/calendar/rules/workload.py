"""How much there is to do, and how much could be done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

from fettle.modules.calendar.records import (
    CalendarEntry,
    Days,
    Hands,
    Load,
    Window,
    WorkloadBy,
    WorkloadDay,
    WorkloadRow,
)
from fettle.modules.calendar.rules.entries import midnight

A_DAY = timedelta(days=1)
WORKING_DAYS = 5
ASSUMED_HOURS = Decimal(1)
"""How long work takes for which nobody said so."""
MOST_ROWS = 500
CENT = Decimal("0.01")


def days(window: Window, zone: str) -> Days:
    """The local days that `window` touches."""
    local = ZoneInfo(zone)
    last = window.until - timedelta(microseconds=1)
    return Days(window.since.astimezone(local).date(), last.astimezone(local).date(), zone)


def whole(asked: Days) -> Window:
    """The days as a window: from the midnight that begins the first to the one that ends the last."""
    return Window(midnight(asked.first, asked.zone), midnight(asked.last + A_DAY, asked.zone))


def capacity(weekly_hours: Decimal, on: date) -> Decimal:
    """What somebody can do on a day: `weekly hours / 5` from Monday to Friday, nothing at the weekend."""
    return daily(weekly_hours) if on.weekday() < WORKING_DAYS else Decimal(0)


def daily(weekly_hours: Decimal) -> Decimal:
    """What somebody can do on a working day: `weekly hours / 5`."""
    return (weekly_hours / WORKING_DAYS).quantize(CENT)


def foreseen(entries: Iterable[CalendarEntry], by: WorkloadBy, asked: Days) -> list[Load]:
    """What plans will make, as loads of whoever the plan names."""
    zone = ZoneInfo(asked.zone)
    found = []
    for entry in entries:
        on = entry.on or _day_of(entry.starts_at, zone)
        if on is None or not asked.first <= on <= asked.last:
            continue
        staff = by is WorkloadBy.STAFF
        found.append(
            Load(
                id=entry.assignee_id if staff else entry.crew_id,
                name=entry.assignee_name if staff else entry.crew_name,
                on=on,
                unestimated=int(entry.estimated_hours is None),
                hours=ASSUMED_HOURS if entry.estimated_hours is None else entry.estimated_hours,
                forecast=True,
            )
        )
    return found


def rows(loads: Sequence[Load], hands: Sequence[Hands] | None, asked: Days) -> list[WorkloadRow]:
    """Everybody who can work or has work, by name, then what is in nobody's hands.

    Scheduled hours of a day = the sum of the estimates of the work that begins on it, one hour for work without one.
    Capacity of a day = weekly hours / 5 from Monday to Friday; of a crew, the sum over its members. Without `hands`
    (who may not see staff) capacities are not known. Those who no longer work have none.
    """
    weekly = None if hands is None else {each.id: each.weekly_hours for each in hands}
    names: dict[UUID | None, str | None] = {each.id: each.name for each in hands or ()}
    of: defaultdict[UUID | None, list[Load]] = defaultdict(list)
    for load in loads:
        of[load.id].append(load)
        names.setdefault(load.id, load.name)
    made = [_row(key, name, of[key], weekly, asked) for key, name in names.items()]
    return sorted(made, key=lambda row: (row.id is None, (row.name or "").casefold(), str(row.id)))


def _row(
    key: UUID | None, name: str | None, loads: Sequence[Load], weekly: Mapping[UUID, Decimal] | None, asked: Days
) -> WorkloadRow:
    hours = None if weekly is None or key is None else weekly.get(key, Decimal(0))
    per_day: defaultdict[date, list[Load]] = defaultdict(list)
    for load in loads:
        per_day[load.on].append(load)
    shown = [_day(on, per_day[on], hours) for on in sorted(per_day)]
    whole_time = [asked.first + n * A_DAY for n in range((asked.last - asked.first).days + 1)]
    return WorkloadRow(
        id=key,
        name=name,
        work_orders=sum(day.work_orders for day in shown),
        unestimated=sum(day.unestimated for day in shown),
        scheduled_hours=sum((day.scheduled_hours for day in shown), Decimal(0)),
        occurrences=sum(day.occurrences for day in shown),
        forecast_hours=sum((day.forecast_hours for day in shown), Decimal(0)),
        capacity_hours=None if hours is None else sum((capacity(hours, on) for on in whole_time), Decimal(0)),
        daily_capacity_hours=None if hours is None else daily(hours),
        days=shown,
    )


def _day(on: date, loads: Sequence[Load], weekly_hours: Decimal | None) -> WorkloadDay:
    there = [load for load in loads if not load.forecast]
    coming = [load for load in loads if load.forecast]
    return WorkloadDay(
        on=on,
        work_orders=sum(load.number for load in there),
        unestimated=sum(load.unestimated for load in there),
        scheduled_hours=sum((load.hours for load in there), Decimal(0)),
        occurrences=sum(load.number for load in coming),
        forecast_hours=sum((load.hours for load in coming), Decimal(0)),
        capacity_hours=None if weekly_hours is None else capacity(weekly_hours, on),
    )


def _day_of(moment: datetime | None, zone: ZoneInfo) -> date | None:
    return None if moment is None else moment.astimezone(zone).date()
