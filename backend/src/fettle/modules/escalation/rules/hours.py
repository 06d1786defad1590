"""Counting minutes: by the clock, or only those in which somebody works."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from fettle.modules.escalation.records import WorkingDay, WorkingSpan

LONGEST_SEARCH = 4000
"""Days in which counted minutes must be found: enough for a year of minutes at some hours a week."""
MIDNIGHT = "24:00"
WEEK = tuple(WorkingDay)


def shifted(start: datetime, minutes: int, hours: Mapping[WorkingDay, Sequence[WorkingSpan]], zone: tzinfo) -> datetime:
    """The instant `minutes` after `start`, before it when negative; with hours only working time counts.

    Nought minutes of working time lead to the next working moment, and never back.
    """
    if not hours:
        return start + timedelta(minutes=minutes)
    if minutes >= 0:
        return _after(start, timedelta(minutes=minutes), hours, zone)
    return _before(start, timedelta(minutes=-minutes), hours, zone)


def _after(
    start: datetime, left: timedelta, hours: Mapping[WorkingDay, Sequence[WorkingSpan]], zone: tzinfo
) -> datetime:
    for begin, end in _spans(start.astimezone(zone).date() - timedelta(days=1), 1, hours, zone):
        at = max(begin, start)
        if at < end:
            if end - at >= left:
                return at + left
            left -= end - at
    raise ValueError("there is no working time")


def _before(
    start: datetime, left: timedelta, hours: Mapping[WorkingDay, Sequence[WorkingSpan]], zone: tzinfo
) -> datetime:
    for begin, end in _spans(start.astimezone(zone).date() + timedelta(days=1), -1, hours, zone):
        at = min(end, start)
        if at > begin:
            if at - begin >= left:
                return at - left
            left -= at - begin
    raise ValueError("there is no working time")


def _spans(
    first: date, way: int, hours: Mapping[WorkingDay, Sequence[WorkingSpan]], zone: tzinfo
) -> Iterator[tuple[datetime, datetime]]:
    """The working times from a day on, forwards or backwards, as instants."""
    for number in range(LONGEST_SEARCH):
        day = first + timedelta(days=number * way)
        for span in sorted(hours.get(WEEK[day.weekday()], ()), key=lambda each: each.start, reverse=way < 0):
            begin, end = _instant(day, span.start, zone), _instant(day, span.end, zone)
            # What lies in the hour that daylight saving skips does not happen.
            if begin < end:
                yield begin, end


def _instant(day: date, at: str, zone: tzinfo) -> datetime:
    if at == MIDNIGHT:
        return datetime.combine(day + timedelta(days=1), time(), zone).astimezone(UTC)
    return datetime.combine(day, time.fromisoformat(at), zone).astimezone(UTC)
