"""When work stands in the calendar."""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.calendar.records import CalendarEntry, EntryKind, Scheduled, Window

LONGEST = timedelta(days=100)
MOST = 2_000
USUAL = timedelta(hours=1)
"""How long scheduled work lasts for which nobody said so."""
OPEN = frozenset({"new", "approved", "in_progress", "on_hold"})
OFF = frozenset({"cancelled", "skipped"})


def window(since: datetime, until: datetime) -> Window:
    """The window from `since` to before `until`. Raises `Invalid` for one that is turned round or too long."""
    if until <= since:
        raise Invalid("until must be after from.", faults=[Fault("?until", "order", "must be after from")])
    if until - since > LONGEST:
        message = f"at most {LONGEST.days} days after from"
        raise Invalid(f"until: {message}.", faults=[Fault("?until", "too_long", message)])
    return Window(since, until)


def entry(work: Scheduled, *, zone: str, at: datetime) -> CalendarEntry:
    """`work` in the calendar: at its scheduled time, else on its due day, else at its due time.

    `zone` is the tenant's, for work at no site.
    """
    own_zone = work.time_zone or zone
    starts_at, ends_at = _span(work, own_zone)
    return CalendarEntry(
        type=EntryKind.WORK_ORDER,
        id=work.id,
        number=work.number,
        title=work.title,
        status=work.status,
        priority=work.priority,
        kind=work.kind,
        on=None if starts_at is not None else work.due_on,
        starts_at=starts_at,
        ends_at=ends_at,
        due_at=work.due_at,
        overdue=work.status in OPEN and work.due_at is not None and work.due_at < at,
        time_zone=own_zone,
        site_id=work.site_id,
        site_name=work.site_name,
        location_name=work.location_name,
        assignee_id=work.assignee_id,
        assignee_name=work.assignee_name,
        crew_id=work.crew_id,
        crew_name=work.crew_name,
        plan_id=work.plan_id,
        estimated_hours=work.estimated_hours,
        created_at=work.created_at,
        updated_at=work.updated_at,
        version=work.version,
        gone=work.status in OFF or work.deleted_at is not None,
    )


def begins(entry: CalendarEntry) -> datetime:
    """When `entry` begins: a day begins at its local midnight."""
    if entry.starts_at is not None:
        return entry.starts_at
    assert entry.on is not None
    return midnight(entry.on, entry.time_zone)


def is_within(entry: CalendarEntry, window: Window) -> bool:
    """Whether `entry` begins in the window, or its day reaches into it."""
    begin = begins(entry)
    end = begin if entry.on is None else midnight(entry.on + timedelta(days=1), entry.time_zone)
    return begin < window.until and (begin >= window.since or end > window.since)


def is_of_kind(entry: CalendarEntry, kinds: Collection[str]) -> bool:
    """Whether `entry` is of one of `kinds`, if any are named."""
    return not kinds or entry.kind in kinds


def midnight(day: date, zone: str) -> datetime:
    """When `day` begins in `zone`."""
    return datetime.combine(day, time(), ZoneInfo(zone)).astimezone(UTC)


def in_order(entries: Collection[CalendarEntry]) -> list[CalendarEntry]:
    """`entries` as they follow one another; whole days come first."""
    return sorted(entries, key=lambda each: (begins(each), each.on is None, each.title, str(each.id or each.key)))


def _is_whole_day(work: Scheduled, zone: str) -> bool:
    """Whether the day alone is meant; a due time that somebody has moved to another day since then is meant as such."""
    if work.due_on is None or work.due_at is None:
        return False
    return midnight(work.due_on, zone) <= work.due_at <= midnight(work.due_on + timedelta(days=1), zone)


def _span(work: Scheduled, zone: str) -> tuple[datetime | None, datetime | None]:
    if work.scheduled_start is not None:
        lasting = USUAL if not work.estimated_hours else timedelta(hours=float(work.estimated_hours))
        return work.scheduled_start, work.scheduled_end or work.scheduled_start + lasting
    return (None, None) if _is_whole_day(work, zone) else (work.due_at, None)
