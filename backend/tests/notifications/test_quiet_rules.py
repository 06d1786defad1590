"""Quiet hours and digests by the clock of whoever is told: over midnight, over both changes of the clocks."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.modules.notifications.rules.quiet import after_quiet, is_quiet, next_time

NEW_YORK, KOLKATA, LORD_HOWE = "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"
ZONES = (NEW_YORK, KOLKATA, LORD_HOWE, "Europe/Berlin", "Africa/Casablanca", "America/St_Johns", "UTC")


def at(zone: str, *parts: int, fold: int = 0) -> datetime:
    """An instant by the clock of a zone, in UTC."""
    return datetime(*parts, fold=fold, tzinfo=ZoneInfo(zone)).astimezone(UTC)


@pytest.mark.parametrize(
    ("clock", "quiet"),
    [((21, 59), False), ((22, 0), True), ((23, 59), True), ((0, 0), True), ((6, 59), True), ((7, 0), False)],
)
def test_over_midnight(clock: tuple[int, int], quiet: bool) -> None:
    assert is_quiet(at(KOLKATA, 2026, 6, 1, *clock), time(22), time(7), KOLKATA) is quiet


def test_what_comes_in_the_night_leaves_in_the_morning() -> None:
    night = at(KOLKATA, 2026, 6, 1, 23, 30)
    assert after_quiet(night, time(22), time(7), KOLKATA) == at(KOLKATA, 2026, 6, 2, 7)
    assert after_quiet(at(KOLKATA, 2026, 6, 2, 3), time(22), time(7), KOLKATA) == at(KOLKATA, 2026, 6, 2, 7)
    day = at(KOLKATA, 2026, 6, 2, 12)
    assert after_quiet(day, time(22), time(7), KOLKATA) == day


@pytest.mark.parametrize(("day", "hours"), [((2026, 3, 8), 8), ((2026, 11, 1), 10), ((2026, 6, 10), 9)])
def test_a_night_over_a_change_of_the_clocks_ends_at_seven_by_the_clock(day: tuple[int, int, int], hours: int) -> None:
    evening = at(NEW_YORK, *day, 22) - timedelta(days=1)
    evening = at(NEW_YORK, *(datetime(*day) - timedelta(days=1)).timetuple()[:3], 22)
    morning = after_quiet(evening, time(22), time(7), NEW_YORK)
    assert morning == at(NEW_YORK, *day, 7)
    assert morning - evening == timedelta(hours=hours)


def test_an_end_that_the_clock_leaves_out_counts_as_late_as_it_would_have_been() -> None:
    # 02:30 does not exist in New York on 8 March 2026.
    end = after_quiet(at(NEW_YORK, 2026, 3, 7, 23), time(22), time(2, 30), NEW_YORK)
    assert end == at(NEW_YORK, 2026, 3, 8, 3, 30)


def test_an_end_that_comes_twice_is_not_missed_between() -> None:
    # 01:15 comes twice on 1 November; so does the end of these quiet hours at 01:30.
    second = at(NEW_YORK, 2026, 11, 1, 1, 15, fold=1)
    assert after_quiet(second, time(22), time(1, 30), NEW_YORK) == at(NEW_YORK, 2026, 11, 1, 1, 30, fold=1)


def test_a_digest_hour_comes_every_day_once() -> None:
    moment = at(LORD_HOWE, 2026, 4, 1, 12)
    hours = []
    for _ in range(10):
        moment = next_time(moment, time(7), LORD_HOWE)
        hours.append(moment.astimezone(ZoneInfo(LORD_HOWE)))
    assert [(each.day, each.hour, each.minute) for each in hours] == [(day, 7, 0) for day in range(2, 12)]


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.times().map(lambda t: t.replace(second=0, microsecond=0)),
    st.sampled_from(ZONES),
)
def test_never_early_never_in_the_quiet_and_never_more_than_a_day_later(
    moment: datetime, begins: time, ends: time, zone: str
) -> None:
    asked = moment.replace(tzinfo=UTC)
    leaves = after_quiet(asked, begins, ends, zone)
    assert asked <= leaves <= asked + timedelta(hours=49)
    if begins != ends:
        assert not is_quiet(leaves, begins, ends, zone)
        assert leaves == asked or is_quiet(asked, begins, ends, zone)
