"""Dates of a series: counted from the anchor, found without walking, clamped, ended; seasons; I-11."""

import time as clock
from datetime import date, datetime, time, timedelta
from itertools import islice, pairwise

import msgspec
import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from fettle.kit.recurrence.intervals import Interval, Unit, after
from fettle.kit.recurrence.rules import (
    WEEKDAYS,
    Daily,
    ImpossibleRule,
    Monthly,
    MonthlyWeekday,
    Series,
    Weekday,
    Weekly,
    Yearly,
    check,
)
from fettle.kit.recurrence.seasons import Span, faults_of, in_season, next_in_season, season_on_or_after
from fettle.kit.recurrence.series import dates, index_after, last_until, least_gap, next_after, nth, passed, restarted
from fettle.kit.recurrence.text import ShortMonths, UnreadableRule, from_text, to_text

DAY = timedelta(days=1)

days = st.dates(date(1900, 1, 1), date(2150, 12, 31))
every = st.integers(1, 40)
rules = st.one_of(
    st.builds(Daily, every=every),
    st.builds(Weekly, every=every, weekdays=st.lists(st.sampled_from(WEEKDAYS), max_size=7).map(tuple)),
    st.builds(Monthly, every=every, day=st.none() | st.integers(1, 31)),
    st.builds(MonthlyWeekday, every=every, nth=st.sampled_from([1, 2, 3, 4, -1]), weekday=st.sampled_from(WEEKDAYS)),
    st.builds(Yearly, every=st.integers(1, 10)),
    st.sampled_from([Yearly(month=2, day=29), Yearly(month=12, day=31), Yearly(every=4, month=2, day=29)]),
)
endless = st.builds(Series, rule=rules, anchor=days)
ended = st.one_of(
    st.builds(Series, rule=rules, anchor=days, count=st.integers(1, 30)),
    st.builds(
        lambda rule, anchor, length: Series(rule=rule, anchor=anchor, until=anchor + timedelta(days=length)),
        rules,
        days,
        st.integers(0, 4000),
    ),
)
month_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: f"{day:%m-%d}")
seasons = st.lists(st.builds(Span, first=month_days, last=month_days), max_size=3).map(tuple)


def first(series, count):
    return list(islice(dates(series), count))


def monthly(anchor, **more):
    return Series(rule=Monthly(**more), anchor=anchor)


def test_month_ends_are_counted_from_the_anchor_so_that_february_does_not_shorten_march():
    """31 January monthly for two years, through a leap year (I-11)."""
    got = first(monthly(date(2023, 1, 31)), 24)
    assert got[:4] == [date(2023, 1, 31), date(2023, 2, 28), date(2023, 3, 31), date(2023, 4, 30)]
    assert got[13] == date(2024, 2, 29)
    assert all((day + DAY).day == 1 for day in got), "every date is the last of its month"
    assert len({(day.year, day.month) for day in got}) == 24


@pytest.mark.parametrize(("year", "leap"), [(1900, False), (2000, True), (2100, False), (2096, True)])
def test_the_29th_of_february_clamps_and_comes_back(year, leap):
    series = Series(rule=Yearly(month=2, day=29), anchor=date(year - 8 if year > 1908 else 1900, 1, 1))
    found = next_after(series, date(year, 1, 1))
    assert found == (date(year, 2, 29) if leap else date(year, 2, 28))
    assert next_after(series, date(2103, 1, 1)) == date(2103, 2, 28)
    assert next_after(series, date(2104, 1, 1)) == date(2104, 2, 29)


def test_the_anchor_itself_counts_only_where_the_rule_says_so():
    tuesday = date(2026, 11, 24)
    assert nth(Series(rule=Weekly(weekdays=(Weekday.MONDAY, Weekday.WEDNESDAY)), anchor=tuesday), 0) == date(
        2026, 11, 25
    )
    assert nth(monthly(tuesday, day=1), 0) == date(2026, 12, 1)
    assert nth(Series(rule=Weekly(), anchor=tuesday), 0) == tuesday


def test_every_other_week_keeps_its_parity_from_the_anchors_week():
    series = Series(rule=Weekly(every=2, weekdays=(Weekday.MONDAY, Weekday.FRIDAY)), anchor=date(2026, 1, 7))
    assert first(series, 4) == [date(2026, 1, 9), date(2026, 1, 19), date(2026, 1, 23), date(2026, 2, 2)]


def test_the_second_tuesday_and_the_last_friday():
    tuesdays = Series(rule=MonthlyWeekday(nth=2, weekday=Weekday.TUESDAY), anchor=date(2026, 1, 1))
    fridays = Series(rule=MonthlyWeekday(nth=-1, weekday=Weekday.FRIDAY, every=3), anchor=date(2026, 1, 31))
    assert first(tuesdays, 3) == [date(2026, 1, 13), date(2026, 2, 10), date(2026, 3, 10)]
    assert first(fridays, 2) == [date(2026, 4, 24), date(2026, 7, 31)], "30 January lies before the anchor"


def brute(series, upto):
    """All dates by asking for every day whether the rule holds there, with none of the library's arithmetic."""
    anchor, rule = series.anchor, series.rule
    found = []
    day = anchor
    while day <= upto:
        if holds(rule, anchor, day):
            found.append(day)
        day += DAY
    if series.until is not None:
        found = [day for day in found if day <= series.until]
    return found if series.count is None else found[: series.count]


def holds(rule, anchor, day):
    last = (day.replace(day=28) + timedelta(days=4)).replace(day=1) - DAY
    months = (day.year - anchor.year) * 12 + day.month - anchor.month
    match rule:
        case Daily():
            return (day - anchor).days % rule.every == 0
        case Weekly():
            wanted = rule.weekdays or (WEEKDAYS[anchor.weekday()],)
            mondays = (day - timedelta(days=day.weekday())) - (anchor - timedelta(days=anchor.weekday()))
            return mondays.days // 7 % rule.every == 0 and WEEKDAYS[day.weekday()] in wanted
        case Monthly():
            return months % rule.every == 0 and day.day == min(rule.day or anchor.day, last.day)
        case MonthlyWeekday():
            place = (day.day - 1) // 7 + 1 if rule.nth > 0 else -((last.day - day.day) // 7 + 1)
            return months % rule.every == 0 and WEEKDAYS[day.weekday()] is rule.weekday and place == rule.nth
        case Yearly():
            month, wanted = rule.month or anchor.month, rule.day or anchor.day
            return (
                (day.year - anchor.year) % rule.every == 0 and day.month == month and day.day == min(wanted, last.day)
            )


@settings(max_examples=150, deadline=None)
@given(endless | ended, st.integers(-40, 1500))
def test_next_after_is_the_first_of_all_dates_that_lies_after(series, offset):
    day = series.anchor + timedelta(days=offset)
    horizon = day + timedelta(days=800)
    expected = next((found for found in brute(series, horizon) if found > day), None)
    found = next_after(series, day)
    assert found == expected or (expected is None and (found is None or found > horizon))


@settings(max_examples=200, deadline=None)
@given(endless, st.integers(0, 500))
def test_dates_only_climb_and_their_numbers_and_dates_agree(series, index):
    day, following = nth(series, index), nth(series, index + 1)
    assert series.anchor <= day < following
    assert index_after(series, day) == index + 1
    assert index_after(series, day - DAY) == index
    assert next_after(series, day) == following
    assert last_until(series, following - DAY) == day


@settings(max_examples=200, deadline=None)
@given(endless, st.integers(0, 300), st.integers(0, 60))
def test_no_date_depends_on_which_came_before(series, index, step):
    """Asked in any order, from anywhere, the dates are the same: nothing drifts."""
    assert nth(series, index + step) == next(islice(dates(series, after=nth(series, index) - DAY), step, None))


@settings(max_examples=150, deadline=None)
@given(ended)
def test_a_series_ends_by_its_date_or_count_and_not_before(series):
    got = list(dates(series))
    without_end = first(msgspec.structs.replace(series, until=None, count=None), len(got) + 1)
    assert got == without_end[:-1]
    if series.count is not None:
        assert len(got) == series.count
    else:
        assert without_end[-1] > series.until
    assert next_after(series, got[-1] if got else series.anchor) in (None, *got)
    assert passed(series, date(9000, 1, 1)) == len(got)


def test_a_daily_plan_from_1900_is_as_quick_as_one_from_today():
    """Ten thousand questions in the time in which walking would answer a handful; and the same effort for both."""

    def seconds(anchor):
        series = Series(rule=Daily(), anchor=anchor)
        began = clock.process_time()
        for offset in range(3000):
            next_after(series, date(2026, 11, 21) + timedelta(days=offset))
        return clock.process_time() - began

    assert min(seconds(date(1900, 1, 1)) for _ in range(3)) < 5 * min(seconds(date(2026, 1, 1)) for _ in range(3))


def test_a_series_comes_to_its_end_with_the_calendar_instead_of_failing():
    assert next_after(Series(rule=Yearly(every=5000), anchor=date(2399, 1, 1)), date(9000, 1, 1)) is None
    assert next_after(Series(rule=Daily(), anchor=date(2026, 1, 1)), date.max) is None


@settings(max_examples=100, deadline=None)
@given(endless, st.integers(0, 400))
def test_a_series_begun_anew_keeps_its_days_and_leaves_one_interval(series, offset):
    on = series.anchor + timedelta(days=offset)
    again = restarted(series, on)
    got = first(again, 3)
    assert got[0] > on
    if isinstance(series.rule, Daily):
        assert got[0] == on + timedelta(days=series.rule.every)
    if isinstance(series.rule, Weekly) and series.rule.weekdays:
        assert all(WEEKDAYS[day.weekday()] in series.rule.weekdays for day in got)


@pytest.mark.parametrize(
    ("rule", "again", "gap"),
    [
        (Daily(every=30), "2026-04-09", 30),
        (Weekly(weekdays=(Weekday.MONDAY, Weekday.THURSDAY)), "2026-03-16", 3),
        (Monthly(every=3, day=31), "2026-06-30", 84),
        (MonthlyWeekday(nth=1, weekday=Weekday.MONDAY), "2026-05-04", 28),
        (Yearly(month=1, day=1), "2028-01-01", 365),
    ],
)
def test_begun_anew_on_the_10th_of_march(rule, again, gap):
    """The first day that the rule names once an interval is over, and from there on in its rhythm."""
    series = Series(rule=rule, anchor=date(2026, 1, 1))
    assert nth(restarted(series, date(2026, 3, 10)), 0) == date.fromisoformat(again)
    assert least_gap(series) == gap
    following = first(restarted(series, date(2026, 3, 10)), 3)
    assert all((later - earlier).days >= gap for earlier, later in pairwise(following))


@pytest.mark.parametrize(
    ("series", "where"),
    [
        (Series(rule=Daily(every=0), anchor=date(2026, 1, 1)), "/rule/every"),
        (Series(rule=Daily(every=10**9), anchor=date(2026, 1, 1)), "/rule/every"),
        (Series(rule=Daily(), anchor=date(2026, 1, 1), count=10**9), "/count"),
        (Series(rule=Daily(), anchor=date(2026, 1, 1), count=0), "/count"),
        (Series(rule=Daily(), anchor=date(2026, 1, 1), until=date(2025, 1, 1)), "/until"),
        (Series(rule=Daily(), anchor=date(2026, 1, 1), until=date(2027, 1, 1), count=3), "/count"),
        (Series(rule=Monthly(day=32), anchor=date(2026, 1, 1)), "/rule/day"),
        (Series(rule=Monthly(day=0), anchor=date(2026, 1, 1)), "/rule/day"),
        (Series(rule=MonthlyWeekday(nth=5, weekday=Weekday.MONDAY), anchor=date(2026, 1, 1)), "/rule/nth"),
        (Series(rule=Yearly(month=2, day=30), anchor=date(2026, 1, 1)), "/rule/day"),
        (Series(rule=Yearly(month=13), anchor=date(2026, 1, 1)), "/rule/month"),
        (Series(rule=Daily(), anchor=date(1, 1, 1)), "/anchor"),
    ],
)
def test_impossible_rules_are_refused_with_the_field_i_11(series, where):
    with pytest.raises(ImpossibleRule) as refused:
        check(series)
    assert where in [fault.pointer for fault in refused.value.faults]


@pytest.mark.parametrize("repeat", ["hourly", "minutely", "secondly"])
def test_nothing_comes_back_more_often_than_daily_i_11(repeat):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert({"rule": {"repeat": repeat}, "anchor": "2026-01-01"}, Series)


@given(endless | ended)
def test_a_series_survives_json(series):
    assert msgspec.json.decode(msgspec.json.encode(series), type=Series) == series


@given(days, st.builds(Interval, every=st.integers(1, 60), unit=st.sampled_from(Unit)))
def test_what_floats_comes_so_much_later(day, interval):
    later = after(interval, day)
    assert later > day
    if interval.unit in (Unit.MONTHS, Unit.YEARS):
        assert later.day in (day.day, (later + DAY - timedelta(days=(later + DAY).day - 1) - DAY).day)
        assert later.day <= day.day
    else:
        assert (later - day).days == interval.every * (7 if interval.unit is Unit.WEEKS else 1)


def test_three_months_after_the_30th_of_november_is_the_end_of_february():
    assert after(Interval(every=3, unit=Unit.MONTHS), date(2026, 11, 30)) == date(2027, 2, 28)
    assert after(Interval(every=1, unit=Unit.YEARS), date(2028, 2, 29)) == date(2029, 2, 28)


def test_a_season_may_wrap_the_years_end_and_have_parts():
    winter = (Span(first="11-01", last="02-29"),)
    assert in_season(winter, date(2027, 2, 28))
    assert in_season(winter, date(2028, 2, 29))
    assert not in_season(winter, date(2027, 3, 1))
    assert season_on_or_after(winter, date(2027, 3, 1)) == date(2027, 11, 1)
    twice = (Span(first="04-01", last="05-15"), Span(first="09-01", last="10-31"))
    assert season_on_or_after(twice, date(2026, 5, 16)) == date(2026, 9, 1)
    assert season_on_or_after(twice, date(2026, 12, 1)) == date(2027, 4, 1)


def test_a_season_from_the_29th_of_february_opens_in_every_year():
    spring = (Span(first="02-29", last="04-30"),)
    assert season_on_or_after(spring, date(2027, 1, 1)) == date(2027, 3, 1)
    assert season_on_or_after(spring, date(2028, 1, 1)) == date(2028, 2, 29)


@settings(max_examples=150, deadline=None)
@given(endless | ended, seasons, st.integers(-10, 900))
def test_only_dates_in_season_come_and_none_of_them_is_left_out(series, season, offset):
    day = series.anchor + timedelta(days=offset)
    found = next_in_season(series, season, day)
    horizon = day + timedelta(days=1200)
    expected = next((other for other in brute(series, horizon) if other > day and in_season(season, other)), None)
    assert found == expected or (expected is None and (found is None or found > horizon))


@given(seasons, days)
def test_a_season_opens_at_the_first_of_its_days(season, day):
    opens = season_on_or_after(season, day)
    assert in_season(season, opens)
    assert all(not in_season(season, day + timedelta(days=n)) for n in range((opens - day).days))


def test_a_rule_that_never_meets_its_season_is_known_to():
    new_year = Series(rule=Yearly(month=1, day=1), anchor=date(2026, 1, 1))
    assert next_in_season(new_year, (Span(first="04-01", last="10-31"),), date(2026, 1, 1)) is None


@pytest.mark.parametrize("text", ["02-30", "13-01", "4-1", "00-10", "04-31", "0401", "x"])
def test_days_that_no_year_has_are_no_season(text):
    (fault,) = faults_of((Span(first=text, last="12-31"),))
    assert fault.pointer == "/season/0/first"


REFUSED = [
    ("FREQ=SECONDLY", "sub_daily"),
    ("FREQ=HOURLY;INTERVAL=24", "sub_daily"),
    ("FREQ=DAILY;COUNT=1000000000", "too_many"),
    ("FREQ=DAILY;COUNT=1E9", "malformed"),
    ("FREQ=DAILY;COUNT=-1", "malformed"),
    ("FREQ=DAILY;UNTIL=20271231T235959", "until_without_zone"),
    ("FREQ=DAILY;UNTIL=2027-12-31", "malformed"),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", "impossible"),
    ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", "impossible"),
    ("FREQ=MONTHLY;BYMONTHDAY=32", "impossible"),
    ("FREQ=YEARLY;BYMONTH=13", "impossible"),
    ("FREQ=MONTHLY;BYDAY=5MO", "unsupported"),
    ("FREQ=MONTHLY;BYMONTHDAY=13;BYDAY=FR", "unsupported"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,15", "unsupported"),
    ("FREQ=YEARLY;BYWEEKNO=20", "unsupported"),
    ("FREQ=YEARLY;BYEASTER=0", "unsupported"),
    ("FREQ=DAILY;BYHOUR=1,2,3", "unsupported"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "unsupported"),
    ("FREQ=MONTHLY;RSCALE=CHINESE", "unsupported"),
    ("FREQ=MONTHLY;SKIP=FORWARD", "unsupported"),
    ("FREQ=WEEKLY;BYDAY=XX", "malformed"),
    ("FREQ=DAILY;FREQ=DAILY", "malformed"),
    ("INTERVAL=2", "malformed"),
    ("hello", "malformed"),
    ("", "malformed"),
]


@pytest.mark.parametrize(("text", "code"), REFUSED)
def test_rules_that_cannot_be_followed_are_refused_by_name_i_11(text, code):
    with pytest.raises(UnreadableRule) as refused:
        from_text(text, date(2026, 1, 31), short_months=ShortMonths.CLAMP, zone="Europe/Madrid")
    assert [fault.code for fault in refused.value.faults] == [code]


def test_what_a_short_month_does_is_said_and_not_guessed_i_11():
    """RFC 5545 (and dateutil) leaves short months out; we clamp, or take no such rule in."""
    text, anchor = "FREQ=MONTHLY;BYMONTHDAY=31", date(2026, 1, 31)
    assert [day.month for day in islice(rrulestr(text, dtstart=datetime_of(anchor)), 3)] == [1, 3, 5]
    clamped = from_text(text, anchor, short_months=ShortMonths.CLAMP, zone="UTC")
    assert [day.isoformat() for day in first(clamped, 3)] == ["2026-01-31", "2026-02-28", "2026-03-31"]
    for given_text in (text, "FREQ=MONTHLY", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29", text + ";SKIP=OMIT"):
        with pytest.raises(UnreadableRule) as refused:
            from_text(given_text, anchor, short_months=ShortMonths.REFUSE, zone="UTC")
        assert refused.value.faults[0].code == "skips_short_months"
    for said in (
        "FREQ=MONTHLY;BYMONTHDAY=-1",
        "FREQ=MONTHLY;BYMONTHDAY=28,29,30,31;BYSETPOS=-1",
        text + ";SKIP=BACKWARD",
    ):
        assert from_text(said, anchor, short_months=ShortMonths.REFUSE, zone="UTC").rule == Monthly(day=31)


def test_an_end_in_utc_is_the_local_day_on_which_it_falls():
    def until(text, at=None):
        return from_text(
            f"FREQ=DAILY;UNTIL={text}", date(2026, 1, 1), short_months=ShortMonths.CLAMP, zone="America/Lima", at=at
        ).until

    assert until("20270101") == date(2027, 1, 1)
    assert until("20270101T030000Z") == date(2026, 12, 31)
    assert until("20270101T130000Z", at=time(7)) == date(2027, 1, 1)
    assert until("20270101T110000Z", at=time(7)) == date(2026, 12, 31)


def datetime_of(day):
    return datetime(day.year, day.month, day.day)


@settings(max_examples=150, deadline=None)
@given(endless | ended)
def test_other_readers_of_our_text_find_the_same_dates(series):
    """What we write as RRULE, python-dateutil reads as the same dates, clamped days included; so do we."""
    text = to_text(series)
    theirs = rrulestr(text, dtstart=datetime_of(series.anchor))
    horizon = datetime_of(min(series.anchor + timedelta(days=3000), date(2200, 1, 1)))
    expected = [found.date() for found in islice(theirs.xafter(datetime_of(series.anchor), inc=True), 8)]
    ours = [day for day in first(series, 8) if day <= horizon.date()]
    assert ours == expected[: len(ours)]
    again = from_text(text, series.anchor, short_months=ShortMonths.REFUSE, zone="UTC")
    assert first(again, 8) == first(series, 8)
    assert to_text(again) == text
