"""Quiet hours and digests: when a message may leave, by the clock of whoever gets it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fettle.modules.notifications.records import Person


def is_quiet(at: datetime, begins: time, ends: time, zone: str) -> bool:
    """Whether the clock of `zone` lies between `begins` and `ends`, perhaps over midnight; `ends` itself is loud."""
    clock = at.astimezone(ZoneInfo(zone)).time()
    return begins <= clock < ends if begins <= ends else clock >= begins or clock < ends


def next_time(after: datetime, clock: time, zone: str) -> datetime:
    """The first instant after `after` at which the clock of `zone` shows `clock`, in UTC.

    A time that a change of the clocks leaves out counts as late as it would have been; one that comes twice counts
    both times.
    """
    local = ZoneInfo(zone)
    today = after.astimezone(local).date()
    shown = (
        datetime.combine(today + timedelta(days=ahead), clock.replace(fold=fold), tzinfo=local).astimezone(UTC)
        for ahead in range(-1, 3)
        for fold in (0, 1)
    )
    return min(at for at in shown if at > after)


def after_quiet(at: datetime, begins: time | None, ends: time | None, zone: str) -> datetime:
    """The first instant from `at` on that is not quiet."""
    if begins is None or ends is None or begins == ends:
        return at
    while is_quiet(at, begins, ends, zone):
        at = next_time(at, ends, zone)
    return at


def when(person: Person, at: datetime, *, urgent: bool) -> datetime:
    """When `person` may be reached at the earliest: after their quiet hours, which urgent things may break."""
    if urgent and person.urgent_breaks_quiet:
        return at
    return after_quiet(at, person.quiet_from, person.quiet_until, person.time_zone)


def in_digest(person: Person, *, urgent: bool) -> bool:
    """Whether a mail to `person` waits for the daily one; urgent things don't."""
    return person.digest_hour is not None and not urgent


def next_digest(person: Person, at: datetime) -> datetime:
    """When the next daily mail of `person` leaves."""
    return next_time(at, time(person.digest_hour or 0), person.time_zone)
