"""Local days and times of a place, and the instants at which they are."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from fettle.kit.records import Record
from fettle.kit.refusals import Invalid

DAY = timedelta(days=1)
LEAST = timedelta(microseconds=1)


class UnknownZone(Invalid):
    """There is no such time zone; use an IANA name such as Europe/Madrid."""


class Due(Record, frozen=True, kw_only=True):
    """When something is due: on a whole local day, or at an instant of it (`at`, UTC)."""

    on: date
    at: datetime | None = None


@cache
def zone_names() -> frozenset[str]:
    """The names of all time zones that this machine knows."""
    return frozenset(available_timezones())


@lru_cache(maxsize=1_024)
def zone_of(name: str) -> ZoneInfo:
    """The time zone of an IANA name. Raises `UnknownZone`."""
    if name not in zone_names():
        raise UnknownZone()
    return ZoneInfo(name)


def instant(day: date, at: time, zone: str) -> datetime:
    """The instant (UTC) of a local time.

    A time that the clocks jump over is as much later as they jump; of one that comes twice, the first is meant.
    """
    return datetime.combine(day, at.replace(tzinfo=None, fold=0), zone_of(zone)).astimezone(UTC)


def due(day: date, at: time | None, zone: str) -> Due:
    """Due on a whole local day, or at a local time of it."""
    return Due(on=day, at=None if at is None else instant(day, at, zone))


def local_day(moment: datetime, zone: str) -> date:
    """The local date at an instant."""
    return moment.astimezone(zone_of(zone)).date()


def day_begins(day: date, zone: str) -> datetime:
    """The instant (UTC) at which a local day begins."""
    return instant(day, time.min, zone)


def day_ends(day: date, zone: str) -> datetime:
    """The last instant (UTC) of a local day: done by then is done on the day."""
    return day_begins(day + DAY, zone) - LEAST


def deadline(due: Due, zone: str) -> datetime:
    """The last instant (UTC) at which what is due is still on time."""
    return day_ends(due.on, zone) if due.at is None else due.at
