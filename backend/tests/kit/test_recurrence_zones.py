"""Local days and times of every time zone, around every change of its clocks; J-5, I-11."""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.recurrence.zones import (
    Due,
    UnknownZone,
    day_begins,
    day_ends,
    deadline,
    due,
    instant,
    local_day,
    zone_names,
)

SINCE, UNTIL = datetime(1990, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
STRIDE = timedelta(days=10)
SECOND = timedelta(seconds=1)


def offset(zone, moment):
    return moment.astimezone(zone).utcoffset()


@cache
def transitions(name):
    """The instants at which a zone changes its offset, with the ones before and after: found by asking."""
    zone, found = ZoneInfo(name), []
    moment, before = SINCE, offset(ZoneInfo(name), SINCE)
    while moment < UNTIL:
        later = moment + STRIDE
        if (after := offset(zone, later)) != before:
            low, high = moment, later
            while high - low > SECOND:
                middle = (low + (high - low) / 2).replace(microsecond=0)
                low, high = (middle, high) if offset(zone, middle) == before else (low, middle)
            found.append((high, before, after))
        moment, before = later, after
    return found


def test_in_every_zone_a_gap_moves_time_on_and_of_two_the_first_is_meant():
    """All changes of all zones from 1990 to 2038, in the middle of the gap or overlap, at its edges, and around."""
    changes = {(name, *change) for name in zone_names() for change in transitions(name)}
    assert len(changes) > 20_000
    for name, at, before, after in changes:
        low, high = sorted([before, after])
        inside = (at + low + (high - low) / 2).replace(tzinfo=None)
        edges = ((at + low).replace(tzinfo=None), (at + high).replace(tzinfo=None) - SECOND)
        for local in (inside, *edges):
            assert instant(local.date(), local.time(), name) == local.replace(tzinfo=UTC) - before, (name, local)
        outside = (at + high).replace(tzinfo=None)
        assert instant(outside.date(), outside.time(), name) == outside.replace(tzinfo=UTC) - after, (name, outside)


def test_a_daily_time_keeps_its_local_hour_in_every_zone():
    """07:00 stays 07:00 on the days around each change, unless the clocks jump over that very hour."""
    seven = time(7)
    for name in sorted(zone_names()):
        zone = ZoneInfo(name)
        for at, before, after in transitions(name)[-6:]:
            if abs(after - before) > timedelta(hours=20):
                continue  # the island left out a whole day when it crossed the date line
            around = [at.astimezone(zone).date() + timedelta(days=days) for days in range(-2, 3)]
            moments = [instant(day, seven, name) for day in around]
            assert moments == sorted(set(moments))
            kept = [moment.astimezone(zone) for moment in moments]
            assert [(moment.date(), moment.time()) for moment in kept] == [(day, seven) for day in around], name


def test_nights_that_people_know():
    madrid = "Europe/Madrid"
    assert instant(date(2027, 3, 28), time(2, 30), madrid) == datetime(2027, 3, 28, 1, 30, tzinfo=UTC), (
        "03:30 in summer"
    )
    assert instant(date(2027, 10, 31), time(2, 30), madrid) == datetime(2027, 10, 31, 0, 30, tzinfo=UTC), "the first"
    assert instant(date(2027, 1, 31), time(2, 30), "Asia/Kolkata") == datetime(2027, 1, 30, 21, 0, tzinfo=UTC)
    assert day_begins(date(2018, 11, 4), "America/Sao_Paulo") == datetime(2018, 11, 4, 3, tzinfo=UTC), "midnight is not"
    assert day_begins(date(2011, 12, 30), "Pacific/Apia") == day_begins(date(2011, 12, 31), "Pacific/Apia"), "no 30th"


@given(
    st.dates(date(1990, 1, 2), date(2037, 12, 30)),
    st.sampled_from(
        ["Europe/Madrid", "America/New_York", "Australia/Lord_Howe", "America/Sao_Paulo", "Asia/Kathmandu"]
    ),
)
def test_a_local_day_ends_just_before_the_next_begins(day, zone):
    begins, ends = day_begins(day, zone), day_ends(day, zone)
    assert local_day(begins, zone) == local_day(ends, zone) == day
    assert local_day(ends + timedelta(microseconds=1), zone) == day + timedelta(days=1)
    assert timedelta(hours=22) < ends - begins < timedelta(hours=26)


def test_due_is_a_local_day_or_an_instant_and_never_midnight_in_utc():
    day = date(2027, 7, 1)
    assert due(day, None, "America/Denver") == Due(on=day)
    assert due(day, time(7), "America/Denver") == Due(on=day, at=datetime(2027, 7, 1, 13, tzinfo=UTC))
    assert deadline(Due(on=day), "America/Denver") == datetime(2027, 7, 2, 6, tzinfo=UTC) - timedelta(microseconds=1)
    assert deadline(due(day, time(7), "America/Denver"), "America/Denver").hour == 13


@pytest.mark.parametrize("name", ["Europe/Nowhere", "", "../../etc/passwd", "CET7", "Europe", "/etc/localtime"])
def test_zones_that_do_not_exist_are_refused(name):
    with pytest.raises(UnknownZone):
        local_day(datetime(2027, 1, 1, tzinfo=UTC), name)
