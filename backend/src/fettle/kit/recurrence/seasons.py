"""Seasons: the stretches of every year in which something happens."""

import re
from collections.abc import Iterator, Sequence
from datetime import date
from functools import lru_cache

from fettle.kit.records import Record
from fettle.kit.recurrence.rules import LEAP_YEAR, Series, days_in
from fettle.kit.recurrence.series import index_after, nth
from fettle.kit.refusals import Fault

MOST_SPANS = 12
MOST_LEAPS = 2_000
MONTH_DAY = re.compile(r"(\d\d)-(\d\d)")


class Span(Record, frozen=True, kw_only=True):
    """A stretch of every year, both days in it, written `MM-DD`; `11-01` to `02-29` wraps the year's end."""

    first: str
    last: str


def faults_of(season: Sequence[Span], at: str = "/season") -> Iterator[Fault]:
    """What is wrong with a season, each below the JSON pointer `at`."""
    if len(season) > MOST_SPANS:
        yield Fault(at, "length", f"has at most {MOST_SPANS} stretches")
    for position, span in enumerate(season):
        for name in ("first", "last"):
            if not _is_a_day(getattr(span, name)):
                yield Fault(f"{at}/{position}/{name}", "month_day", "must be a day of the year, as MM-DD")


def in_season(season: Sequence[Span], day: date) -> bool:
    """Whether `day` lies in the season; without stretches the whole year does."""
    return not season or any(_holds(span, (day.month, day.day)) for span in season)


def season_on_or_after(season: Sequence[Span], day: date) -> date:
    """The first day in season from `day` on."""
    if in_season(season, day):
        return day
    starts = [_start_after(month_day(span.first), day) for span in season]
    return min(starts)


@lru_cache(maxsize=8_192)
def next_in_season(series: Series, season: tuple[Span, ...], day: date) -> date | None:
    """The first date of the series after `day` that lies in the season; None when none will.

    Remembered, because many things follow the same series and are looked at on the same day.
    """
    index = index_after(series, day)
    for _ in range(MOST_LEAPS):
        found = nth(series, index)
        if found is None or in_season(season, found):
            return found
        opens = season_on_or_after(season, found)
        index = max(index + 1, index_after(series, opens.fromordinal(opens.toordinal() - 1)))
    return None


def month_day(text: str) -> tuple[int, int]:
    """Month and day of `MM-DD`."""
    month, _, day = text.partition("-")
    return int(month), int(day)


def _holds(span: Span, day: tuple[int, int]) -> bool:
    first, last = month_day(span.first), month_day(span.last)
    return first <= day <= last if first <= last else day >= first or day <= last


def _start_after(start: tuple[int, int], day: date) -> date:
    year = day.year + (start <= (day.month, day.day))
    # 29 February opens a season on 1 March in common years: the day after the 28th, which lies outside.
    return date(year, 3, 1) if start == (2, 29) and days_in(year, 2) == 28 else date(year, *start)


def _is_a_day(text: str) -> bool:
    if not MONTH_DAY.fullmatch(text):
        return False
    month, day = month_day(text)
    return 1 <= month <= 12 and 1 <= day <= days_in(LEAP_YEAR, month)
