"""What falls due by the calendar, once each: catch-up, lead, seasons, edits, ends; J-5 at the level of rules."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise, takewhile
from uuid import UUID

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fettle.kit.recurrence.intervals import Interval, Unit
from fettle.kit.recurrence.rules import WEEKDAYS, Daily, Monthly, MonthlyWeekday, Series, Weekday, Weekly, Yearly
from fettle.kit.recurrence.seasons import Span, in_season
from fettle.kit.recurrence.series import dates
from fettle.modules.planning import rules
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    CatchUp,
    IfOpen,
    OneTime,
    Outcome,
    Reason,
    Settling,
    Spread,
)
from planning.simulated import START, Simulated, at, days_until, plan_of

DAY = timedelta(days=1)
SUMMER = (Span(first="04-01", last="10-31"),)


def fixed(rule, anchor=START, **more):
    return CalendarFixed(series=Series(rule=rule, anchor=anchor, **more))


def after(every, unit, starts_on=START):
    return CalendarFloating(starts_on=starts_on, interval=Interval(every=every, unit=Unit(unit)))


def isoformat(days):
    return [day.isoformat() for day in days]


def each_day(sim, first, count):
    """Look once a day, everything being finished at once; the keys made."""
    keys = []
    for day in (first + n * DAY for n in range(count)):
        for key in sim.run(at(day)):
            keys.append(key)
            sim.settle(key, day)
    return keys


series = st.builds(
    Series,
    rule=st.one_of(
        st.builds(Daily, every=st.integers(1, 9)),
        st.builds(Weekly, every=st.integers(1, 3), weekdays=st.lists(st.sampled_from(WEEKDAYS), max_size=3).map(tuple)),
        st.builds(Monthly, every=st.integers(1, 2), day=st.integers(1, 31)),
        st.builds(MonthlyWeekday, nth=st.sampled_from([1, 4, -1]), weekday=st.sampled_from(WEEKDAYS)),
    ),
    anchor=st.dates(date(1970, 1, 1), date(2026, 3, 1)),
)
month_days = st.dates(date(2000, 1, 1), date(2000, 12, 31)).map(lambda day: f"{day:%m-%d}")
season = st.lists(st.builds(Span, first=month_days, last=month_days), max_size=2).map(tuple)
ticks = st.lists(st.integers(0, 24 * 240), min_size=1, max_size=25)
HOUR = timedelta(hours=1)


def expected(series, season, until):
    found = takewhile(lambda day: day <= until, dates(series, after=START - DAY))
    return [day for day in found if in_season(season, day)]


@settings(max_examples=80, deadline=None)
@given(series, season, ticks, st.integers(0, 30), st.sampled_from(IfOpen))
def test_whenever_the_worker_looks_each_date_is_decided_once(series, season, hours, lead, if_open):
    """Days missed, looked at twice, clocks running backwards, a restart at every look: each date in season once."""
    plan = plan_of(
        CalendarFixed(series=series), season=season, lead_days=lead, catch_up=CatchUp.ALL, if_previous_open=if_open
    )
    sim = Simulated(plan)
    for hour in hours:
        sim.run(at(START, 0) + hour * HOUR)
    furthest = START + timedelta(days=max(hours) // 24 + 40)
    reached = max((day for key in sim.verdicts for day in [date.fromisoformat(key)]), default=None)
    wanted = expected(series, season, furthest)
    assert not sim.repeated
    assert list(sim.verdicts) == isoformat(wanted[: len(sim.verdicts)]), "in order, none left out, none out of season"
    if reached is not None:
        following = wanted[len(sim.verdicts)] if len(wanted) > len(sim.verdicts) else furthest
        latest = (at(START, 0) + max(hours) * HOUR).date()
        assert following > latest + timedelta(days=lead) - DAY


@settings(max_examples=150, deadline=None)
@given(series, ticks, st.sampled_from(CatchUp))
def test_catching_up_makes_what_is_set_and_records_the_rest_as_missed(series, hours, catch_up):
    sim = Simulated(plan_of(CalendarFixed(series=series), catch_up=catch_up, if_previous_open=IfOpen.BESIDE))
    days = sorted({hour // 24 for hour in hours})
    decided = set()
    for offset in days:
        today = START + timedelta(days=offset)
        sim.run(at(today))
        new = [day for day in expected(series, (), today) if day not in decided]
        decided |= set(new)
        made = {"all": new, "latest": new[-1:], "none": [day for day in new if day == today]}[catch_up]
        outcomes = {day: sim.verdicts[day.isoformat()].outcome for day in new}
        assert outcomes == {day: Outcome.MAKE if day in made else Outcome.MISS for day in new}
    assert len(sim.verdicts) == len(decided)
    assert not sim.repeated


@settings(max_examples=100, deadline=None)
@given(series, season, st.integers(0, 20))
def test_the_preview_is_what_then_happens(series, season, lead):
    """The next twelve dates, and looking only when told to: the same dates, each made on its day (less the lead)."""
    plan = plan_of(CalendarFixed(series=series), season=season, lead_days=lead, if_previous_open=IfOpen.BESIDE)
    sim = Simulated(plan)
    shown = sim.coming(START)
    now, made = at(START, 0), []
    while len(made) < len(shown):
        for key in sim.run(now):
            made.append(date.fromisoformat(key))
            sim.settle(key, made[-1])
        if sim.wake_at is None:
            break
        assert sim.wake_at > now
        now = sim.wake_at
    assert made[: len(shown)] == shown


def test_31_january_monthly_for_two_years():
    sim = Simulated(plan_of(fixed(Monthly(day=31), date(2026, 1, 31))))
    made = each_day(sim, START, 730)
    assert made[:4] == ["2026-01-31", "2026-02-28", "2026-03-31", "2026-04-30"]
    assert len(made) == 24
    assert all((date.fromisoformat(key) + DAY).day == 1 for key in made)


def test_a_daily_plan_keeps_its_local_hour_across_daylight_saving():
    """J-5: due at 07:00 before and after both changes of the clocks, and once on each day."""
    sim = Simulated(plan_of(fixed(Daily()), due_time=time(7)), today=date(2026, 3, 27))
    each_day(sim, date(2026, 3, 27), 4)
    assert [verdict.due.at.hour for verdict in sim.verdicts.values()] == [6, 6, 5, 5]
    autumn = Simulated(plan_of(fixed(Daily()), due_time=time(2, 30)), today=date(2026, 10, 24))
    each_day(autumn, date(2026, 10, 24), 3)
    assert [verdict.due.at for verdict in autumn.verdicts.values()] == [
        datetime(2026, 10, 24, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 26, 1, 30, tzinfo=UTC),
    ]


@pytest.mark.parametrize(
    ("catch_up", "made", "missed"),
    [
        (CatchUp.ALL, ["2026-03-28", "2026-03-29", "2026-03-30", "2026-03-31"], []),
        (CatchUp.LATEST, ["2026-03-31"], ["2026-03-28", "2026-03-29", "2026-03-30"]),
        (CatchUp.NONE, ["2026-03-31"], ["2026-03-28", "2026-03-29", "2026-03-30"]),
    ],
)
def test_down_for_three_days_over_the_night_of_the_clocks_j_5(catch_up, made, missed):
    sim = Simulated(plan_of(fixed(Daily()), catch_up=catch_up, if_previous_open=IfOpen.BESIDE), today=date(2026, 3, 20))
    each_day(sim, date(2026, 3, 20), 8)
    before = set(sim.verdicts)
    assert sim.run(at(date(2026, 3, 31), 1)) == made
    assert sim.run(at(date(2026, 3, 31), 2)) == []
    assert [k for k, v in sim.verdicts.items() if v.outcome is Outcome.MISS and k not in before] == missed


@pytest.mark.parametrize(("catch_up", "made"), [("all", True), ("latest", True), ("none", False)])
def test_a_weekly_plan_whose_day_passed_is_made_late_unless_set_otherwise(catch_up, made):
    sim = Simulated(plan_of(fixed(Weekly(weekdays=(Weekday.MONDAY,))), catch_up=CatchUp(catch_up)), date(2026, 1, 6))
    assert sim.run(at(date(2026, 1, 14))) == (["2026-01-12"] if made else [])
    assert sim.verdicts["2026-01-12"].due.on == date(2026, 1, 12), "it says that it is late"


def test_work_is_made_ahead_by_its_lead_and_not_before():
    sim = Simulated(plan_of(fixed(Monthly(day=15)), lead_days=7))
    assert sim.run(at(date(2026, 1, 7), 23)) == []
    assert days_until(sim.wake_at, date(2026, 1, 7)) == 1
    assert sim.run(sim.wake_at) == ["2026-01-15"]


@pytest.mark.parametrize(
    ("if_open", "outcome", "reason"),
    [
        (IfOpen.SKIP, Outcome.SKIP, Reason.PREVIOUS_OPEN),
        (IfOpen.MERGE, Outcome.MERGE, Reason.MERGED),
        (IfOpen.BESIDE, Outcome.MAKE, None),
    ],
)
def test_while_an_earlier_one_is_open(if_open, outcome, reason):
    sim = Simulated(plan_of(fixed(Daily()), if_previous_open=if_open))
    sim.run(at(START))
    (second,) = sim.look(at(START + DAY))
    assert (second.outcome, second.reason) == (outcome, reason)
    sim.open.clear()
    (third,) = sim.look(at(START + 2 * DAY))
    assert third.outcome is Outcome.MAKE
    assert third.number == (2 if if_open is IfOpen.BESIDE else 1)


def test_mowing_is_not_made_outside_its_season():
    sim = Simulated(plan_of(fixed(Weekly(weekdays=(Weekday.MONDAY,))), season=SUMMER))
    made = [date.fromisoformat(key) for key in each_day(sim, START, 400)]
    assert made[0] == date(2026, 4, 6)
    assert {day.month for day in made} == {4, 5, 6, 7, 8, 9, 10}
    assert len(made) == 30


def test_a_plan_ends_by_its_last_date_and_says_so():
    sim = Simulated(plan_of(fixed(Monthly(day=10), count=2)))
    sim.run(at(date(2026, 1, 10)))
    assert not sim.stopped
    sim.open.clear()
    sim.run(at(date(2026, 2, 10)))
    assert sim.stopped
    assert sim.wake_at is None


def test_setting_an_end_keeps_the_next_due_date():
    sim = Simulated(plan_of(fixed(Weekly(weekdays=(Weekday.FRIDAY,)))))
    before = sim.coming(START)
    sim.edit(START + 3 * DAY, ends_on=date(2026, 2, 1))
    assert sim.coming(START) == [day for day in before if day <= date(2026, 2, 1)]
    sim.edit(
        START + 3 * DAY, triggers=(fixed(Weekly(weekdays=(Weekday.FRIDAY,)), until=date(2026, 1, 20)),), ends_on=None
    )
    assert sim.coming(START) == [day for day in before if day <= date(2026, 1, 20)]
    sim.run(at(date(2026, 1, 9)))
    sim.open.clear()
    sim.run(at(date(2026, 1, 16)))
    assert sim.stopped


def test_a_plan_with_an_end_is_woken_to_stop_even_when_only_completions_move_it():
    sim = Simulated(plan_of(after(1, "months"), ends_on=date(2026, 3, 1)))
    assert sim.run(at(START)) == ["after-0"]
    assert days_until(sim.wake_at, date(2026, 3, 1)) == 1
    sim.look(sim.wake_at)
    assert sim.stopped


def test_editing_a_plan_three_times_leaves_one_schedule():
    """Names, another day and back again: one work order for the month, and the next one on its day."""
    sim = Simulated(plan_of(fixed(Monthly(day=20)), lead_days=7))
    assert sim.run(at(date(2026, 1, 13))) == ["2026-01-20"]
    sim.edit(date(2026, 1, 14), name="Oil")
    sim.edit(date(2026, 1, 14), triggers=(fixed(Monthly(day=25)),))
    assert sim.run(at(date(2026, 1, 20))) == []
    sim.edit(date(2026, 1, 20), triggers=(fixed(Monthly(day=22)),))
    assert sim.run(at(date(2026, 1, 31))) == []
    assert sim.coming(date(2026, 1, 31), limit=2) == [date(2026, 2, 22), date(2026, 3, 22)]
    assert [trigger.key for trigger in sim.plan.triggers] == ["t1"]


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 330), st.integers(1, 31)), min_size=1, max_size=8),
    st.integers(0, 20),
    st.integers(1, 31),
)
def test_however_often_the_day_is_moved_it_comes_once_a_month(edits, lead, day):
    sim = Simulated(plan_of(fixed(Monthly(day=day)), lead_days=lead))
    moves = dict(edits)
    for offset in range(365):
        today = START + offset * DAY
        if offset in moves:
            sim.edit(today, triggers=(fixed(Monthly(day=moves[offset])),))
        for key in sim.run(at(today)):
            sim.settle(key, today)
    made = [date.fromisoformat(key) for key in sim.made()]
    assert all(later - earlier > timedelta(days=14) for earlier, later in pairwise(made))
    assert made == sorted(made)


@settings(max_examples=40, deadline=None)
@given(series, st.lists(st.integers(0, 200), max_size=6))
def test_edits_of_other_things_change_no_date(series, edits):
    plain, edited = (Simulated(plan_of(CalendarFixed(series=series), catch_up=CatchUp.ALL)) for _ in range(2))
    for offset in range(0, 210, 3):
        today = START + offset * DAY
        if any(offset <= edit < offset + 3 for edit in edits):
            edited.edit(today, name=f"Edited {offset}", lead_days=0, triggers=edited.plan.triggers)
        plain.run(at(today))
        edited.run(at(today))
    assert list(plain.verdicts) == list(edited.verdicts)
    assert not edited.repeated


def test_from_monthly_to_weekly_goes_on_from_the_edit():
    sim = Simulated(plan_of(fixed(Monthly(day=5))))
    sim.run(at(START))
    sim.open.clear()
    sim.edit(date(2026, 1, 20), triggers=(fixed(Weekly(weekdays=(Weekday.MONDAY,))),))
    assert sim.coming(date(2026, 1, 20), limit=2) == [date(2026, 1, 26), date(2026, 2, 2)]


def test_what_passed_in_a_pause_is_not_made_afterwards():
    sim = Simulated(plan_of(fixed(Weekly(weekdays=(Weekday.MONDAY,))), catch_up=CatchUp.ALL))
    sim.progress = rules.resumed(sim.plan, sim.progress, date(2026, 3, 3))
    assert sim.run(at(date(2026, 3, 3))) == []
    assert sim.run(at(date(2026, 3, 9))) == ["2026-03-09"]


def test_what_floats_is_counted_from_the_day_on_which_it_was_done():
    sim = Simulated(plan_of(after(1, "months")))
    assert sim.run(at(START)) == ["after-0"]
    assert sim.run(at(date(2026, 6, 1))) == [], "not before the first is done"
    sim.settle("after-0", date(2026, 1, 31))
    assert sim.coming(date(2026, 1, 31), limit=1) == [date(2026, 2, 28)]
    sim.run(at(date(2026, 2, 28)))
    assert sim.verdicts["after-1"].due.on == date(2026, 2, 28)


@pytest.mark.parametrize("how", [Settling.SKIPPED, Settling.CANCELLED])
def test_skipping_or_cancelling_ahead_does_not_bring_the_same_work_again(how):
    sim = Simulated(plan_of(after(7, "days", date(2026, 1, 12)), lead_days=7))
    sim.run(at(START))
    sim.settle("after-0", START, how)
    assert sim.run(at(START)) == []
    assert sim.coming(START, limit=1) == [date(2026, 1, 19)]


def test_floating_work_that_passed_is_made_late_even_without_catching_up():
    sim = Simulated(plan_of(after(7, "days"), catch_up=CatchUp.NONE))
    assert sim.run(at(date(2026, 1, 20))) == ["after-0"]
    sim.settle("after-0", date(2026, 1, 20))
    assert sim.run(at(date(2026, 3, 1))) == ["after-1"]


def test_floating_work_waits_for_its_season():
    sim = Simulated(plan_of(after(1, "weeks", date(2026, 10, 25)), season=SUMMER))
    sim.run(at(date(2026, 10, 25)))
    sim.settle("after-0", date(2026, 10, 30))
    assert sim.coming(date(2026, 10, 30), limit=1) == [date(2027, 4, 1)]


@settings(max_examples=100, deadline=None)
@given(st.integers(1, 20), st.lists(st.integers(0, 25), max_size=20), st.integers(0, 10), st.booleans())
def test_floating_work_never_doubles_and_always_goes_on(every, delays, lead, skips):
    sim = Simulated(plan_of(after(every, "days"), lead_days=lead))
    day = START
    for number, delay in enumerate(delays):
        assert sim.run(at(day)) == [f"after-{number}"]
        day += timedelta(days=delay)
        assert sim.run(at(day)) == []
        sim.settle(f"after-{number}", day, Settling.SKIPPED if skips else Settling.COMPLETED)
        day = max(day, sim.coming(day, limit=1)[0] - timedelta(days=lead))
    assert not sim.repeated


def test_once_is_once_and_then_the_plan_has_ended():
    sim = Simulated(plan_of(OneTime(on=date(2026, 2, 3))))
    assert sim.run(at(date(2026, 2, 2))) == []
    assert sim.run(at(date(2026, 2, 5))) == ["2026-02-03"], "down over its day: made after the start"
    assert sim.stopped
    never = Simulated(plan_of(OneTime(on=date(2026, 2, 3)), catch_up=CatchUp.NONE))
    never.run(at(date(2026, 2, 5)))
    assert never.verdicts["2026-02-03"].outcome is Outcome.MISS
    assert never.stopped


def test_the_earliest_wins_and_the_others_begin_anew():
    """Every 30 days fixed, or 20 days after the last time: done on the 20th, the fixed one is due 30 days later."""
    sim = Simulated(plan_of(fixed(Daily(every=30)), after(20, "days")))
    assert sim.run(at(START)) == ["2026-01-05"]
    sim.settle("2026-01-05", START)
    assert sim.run(at(date(2026, 1, 25))) == ["after-1"]
    sim.settle("after-1", date(2026, 2, 20))
    assert sim.coming(date(2026, 2, 20), limit=1) == [date(2026, 2, 24)], "30 days after the 25th"


def test_each_asset_goes_its_own_way():
    pump, fan = UUID(int=21), UUID(int=22)
    sim = Simulated(plan_of(after(7, "days"), spread=Spread.EACH, asset_ids=(pump, fan)))
    assert sim.run(at(START)) == [f"{pump}/after-0", f"{fan}/after-0"]
    sim.settle(f"{pump}/after-0", START)
    assert sim.run(at(START + 7 * DAY)) == [f"{pump}/after-1"]
    third = UUID(int=23)
    sim.edit(START + 8 * DAY, asset_ids=(pump, third))
    assert sim.run(at(START + 8 * DAY)) == [f"{third}/after-0"]


def test_from_all_together_to_each_does_not_repeat_what_was_made():
    pump, fan = UUID(int=21), UUID(int=22)
    sim = Simulated(plan_of(fixed(Monthly(day=20)), lead_days=10, asset_ids=(pump, fan)))
    assert sim.run(at(date(2026, 1, 12))) == ["2026-01-20"]
    sim.edit(date(2026, 1, 13), spread=Spread.EACH)
    assert sim.run(at(date(2026, 1, 20))) == []
    assert sim.run(at(date(2026, 2, 20))) == [f"{pump}/2026-02-20", f"{fan}/2026-02-20"]


def test_a_date_that_was_skipped_ahead_is_passed_over():
    sim = Simulated(plan_of(fixed(Weekly(weekdays=(Weekday.MONDAY,)))))
    assert sim.look(at(START), known=["2026-01-05"]) == []
    assert rules.coming(sim.plan, sim.progress, today=START, known=["2026-01-12"], limit=1)[0].key == "2026-01-19"
    assert sim.run(at(date(2026, 1, 12))) == ["2026-01-12"]


def test_years_of_missed_days_are_recorded_a_hundred_at_a_time():
    sim = Simulated(plan_of(fixed(Daily())))
    now = at(date(2027, 1, 5))
    assert len(sim.look(now)) == 100
    assert sim.wake_at == now
    assert sim.run(now) == ["2027-01-05"]
    assert len(sim.verdicts) == 366


def test_a_yearly_plan_from_the_29th_of_february():
    sim = Simulated(plan_of(fixed(Yearly(month=2, day=29), date(2024, 2, 29))))
    assert sim.coming(START, limit=3) == [date(2026, 2, 28), date(2027, 2, 28), date(2028, 2, 29)]


def test_progress_of_every_kind_survives_json():
    sim = Simulated(plan_of(fixed(Daily()), after(3, "days"), OneTime(on=date(2026, 2, 3))))
    sim.run(at(START))
    again = msgspec.json.decode(msgspec.json.encode(sim.progress), type=type(sim.progress))
    assert again == sim.progress
    assert msgspec.json.decode(msgspec.json.encode(sim.plan), type=type(sim.plan)) == sim.plan
