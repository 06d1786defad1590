"""Days, periods and moments, in the tenant's time zone; how much may be asked for."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from fettle.kit.refusals import Invalid
from fettle.modules.reports.records import Dimension, Span, Step, Window

MONTHS = {Step.MONTH: 1, Step.QUARTER: 3, Step.YEAR: 12}
DAYS = {Step.DAY: 1, Step.WEEK: 7}
MOST_POINTS = 1_000
MOST_ROWS = 10_000


class TooManyRows(Invalid):
    """The answer would have too many rows; choose longer periods or fewer days, or take the CSV."""


def check_rows(number: int) -> None:
    """Raise `TooManyRows` for more than ten thousand."""
    if number > MOST_ROWS:
        raise TooManyRows()


def check_custom_field(by: Dimension, key: str | None) -> None:
    """Raise `Invalid` unless a custom field is named exactly when it is grouped by."""
    if (by is Dimension.CUSTOM_FIELD) != (key is not None):
        raise Invalid.at("?customField", "required", "goes together with by=customField")


def window(span: Span) -> Window:
    """The instants between which the local days of `span` lie. Raises `Invalid` when they run backwards."""
    if span.first_day and span.last_day and span.last_day < span.first_day:
        raise Invalid.at("?to", "before_from", "lies before the first day")
    zone = ZoneInfo(span.time_zone)
    start = None if span.first_day is None else midnight(span.first_day, zone)
    end = None if span.last_day is None else midnight(span.last_day + timedelta(days=1), zone)
    return Window(start=start, end=end, zone=span.time_zone)


def midnight(day: date, zone: ZoneInfo) -> datetime:
    """The instant at which `day` begins in `zone`."""
    return datetime.combine(day, time(), zone)


def moment(given: str, zone: ZoneInfo) -> datetime:
    """The instant that `given` names: an ISO 8601 time, local to `zone` when it names no other, or the start of a day.

    Raises `Invalid` when it cannot be read.
    """
    try:
        # A plus sign that was not escaped in the address arrives as a space.
        read = datetime.fromisoformat(given.strip().replace(" ", "+") if "T" in given else given.strip())
    except ValueError:
        raise Invalid.at(
            "?at", "datetime", "is not a date or time such as 2026-03-01 or 2026-03-01T08:00:00Z"
        ) from None
    if not 1900 <= read.year <= 2200:
        raise Invalid.at("?at", "range", "must lie between the years 1900 and 2200")
    return read if read.tzinfo else read.replace(tzinfo=zone)


def moments(span: Span) -> list[datetime]:
    """The instants between the periods of `span`; without a step its days are taken. Raises `TooManyRows`."""
    step = Step.DAY if span.step is Step.NONE else span.step
    if span.first_day is None or span.last_day is None:
        raise Invalid.at("?from", "required", "a series needs a first and a last day")
    zone = ZoneInfo(span.time_zone)
    return [midnight(day, zone) for day in boundaries(span.first_day, span.last_day, step)]


def step_start(day: date, step: Step) -> date:
    """The first day of the period of `step` in which `day` lies."""
    if step is Step.WEEK:
        return day - timedelta(days=day.weekday())
    if step in MONTHS:
        return date(day.year, (day.month - 1) // MONTHS[step] * MONTHS[step] + 1, 1)
    return day


def next_step(start: date, step: Step) -> date:
    """The first day of the period after the one that begins on `start`."""
    if step in DAYS:
        return start + timedelta(days=DAYS[step])
    months = start.year * 12 + start.month - 1 + MONTHS[step]
    return date(months // 12, months % 12 + 1, 1)


def period_end(start: date | None, step: Step) -> date | None:
    """The last day of the period that begins on `start`."""
    return None if start is None else next_step(start, step) - timedelta(days=1)


def boundaries(first_day: date, last_day: date, step: Step) -> list[date]:
    """The days on which the periods that touch `first_day` to `last_day` begin, and the day after the last of them.

    Raises `TooManyRows` for more than a thousand.
    """
    days = [step_start(first_day, step)]
    while days[-1] <= last_day:
        days.append(next_step(days[-1], step))
        if len(days) > MOST_POINTS:
            raise TooManyRows()
    return days
