"""What falls due by meters and conditions, once each."""

from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fettle.kit.recurrence.rules import Daily, Monthly, Series
from fettle.kit.recurrence.seasons import Span
from fettle.modules.planning import rules
from fettle.modules.planning.records import (
    CalendarFixed,
    CatchUp,
    Condition,
    IfOpen,
    MeterFixed,
    MeterFloating,
    Outcome,
    Settling,
    Spread,
)
from planning.simulated import METER, START, ZONE, Simulated, at, plan_of, point

DAY = timedelta(days=1)
MINUTE = timedelta(minutes=1)


def every(step, **more):
    return MeterFixed(meter_id=METER, every=Decimal(step), **more)


def target(value):
    return f"{METER}@{value}"


def finish(sim, keys, on=START, points=()):
    for key in keys:
        sim.settle(key, on, points=points)
    return keys


def test_a_reading_makes_what_it_reaches_once():
    sim = Simulated(plan_of(every(250)), points=[point(1, 240, at(START, 0))])
    assert sim.run(at(START), point(2, 249, at(START, 1))) == []
    assert sim.run(at(START), point(3, 251, at(START, 2))) == [target(250)]
    assert sim.run(at(START), point(3, 251, at(START, 2))) == [], "told twice"
    assert sim.run(at(START + DAY)) == [], "looked at again"
    assert sim.run(at(START + DAY), point(4, 260, at(START + DAY, 1))) == []


def test_late_work_does_not_move_a_fixed_series():
    sim = Simulated(plan_of(every(250)), points=[point(1, 0, at(START, 0))])
    sim.run(at(START), point(2, 260, at(START, 1)))
    finish(sim, [target(250)], points=[point(3, 480, at(START + DAY, 0))])
    assert sim.run(at(START + DAY), point(4, 499, at(START + DAY, 1))) == []
    assert sim.run(at(START + DAY), point(5, 500, at(START + DAY, 2))) == [target(500)]


@pytest.mark.parametrize(
    ("catch_up", "made", "missed"),
    [
        ("all", [250, 500, 750], []),
        ("latest", [750], [250, 500]),
        ("none", [750], [250, 500]),
    ],
)
def test_several_intervals_at_once_follow_catch_up(catch_up, made, missed):
    sim = Simulated(plan_of(every(250), catch_up=CatchUp(catch_up), if_previous_open=IfOpen.BESIDE))
    assert sim.run(at(START), point(1, 800, at(START, 1))) == [target(value) for value in made]
    assert [key for key, v in sim.verdicts.items() if v.outcome is Outcome.MISS] == [target(value) for value in missed]


def test_a_reading_that_jumps_absurdly_far_makes_no_flood():
    sim = Simulated(plan_of(every(1), catch_up=CatchUp.ALL, if_previous_open=IfOpen.BESIDE))
    made = sim.run(at(START), point(1, 10**9, at(START, 1)))
    assert len(made) == 100
    assert made[-1] == target(10**9)


@settings(max_examples=150, deadline=None)
@given(
    st.integers(0, 400),
    st.integers(1, 300),
    st.lists(st.integers(0, 400), min_size=1, max_size=15),
    st.integers(0, 50),
    st.booleans(),
)
def test_every_step_of_a_counter_is_due_exactly_once(start, step, runs, ahead, repeats):
    """Readings in any order of arrival, some told twice: what was reached is what fell due."""
    lead = Decimal(min(ahead, step - 1))
    plan = plan_of(every(step, lead=lead), catch_up=CatchUp.ALL, if_previous_open=IfOpen.BESIDE)
    sim = Simulated(plan, points=[point(1, start, at(START, 0))])
    value = start
    for number, run in enumerate(runs):
        value += run
        reading = point(number + 2, value, at(START, 1) + number * MINUTE)
        sim.run(at(START), *([reading] * (1 + repeats)))
    first, last = (start + int(lead)) // step, (value + int(lead)) // step
    assert sim.made() == [target(k * step) for k in range(max(first + 1, last - 99), last + 1)] or last - first > 99
    assert not sim.repeated


def test_lifetime_counts_on_after_a_meter_is_replaced():
    """The new meter shows 10, the asset has run 760: due at 750."""
    sim = Simulated(plan_of(every(250)), points=[point(1, 700, at(START, 0))])
    assert sim.run(at(START), point(2, 10, at(START, 1), lifetime=760)) == [target(750)]


def test_what_floats_counts_from_the_reading_when_it_was_done():
    sim = Simulated(plan_of(MeterFloating(meter_id=METER, every=Decimal(100))), points=[point(1, 40, at(START, 0))])
    assert sim.run(at(START), point(2, 139, at(START, 1))) == []
    assert sim.run(at(START), point(3, 145, at(START, 2))) == ["after-0"]
    assert sim.run(at(START), point(4, 300, at(START, 3))) == [], "not while it is being done"
    sim.settle("after-0", START, points=[point(5, 310, at(START, 4))])
    assert sim.run(at(START), point(6, 409, at(START, 5))) == []
    assert sim.run(at(START), point(7, 410, at(START, 6))) == ["after-1"]


def test_work_is_made_some_units_ahead():
    sim = Simulated(plan_of(every(250, lead=Decimal(20))))
    assert sim.run(at(START), point(1, 229, at(START, 1))) == []
    assert sim.run(at(START), point(2, 230, at(START, 2))) == [target(250)]


def test_what_ran_before_the_plan_is_not_made_up_for():
    sim = Simulated(plan_of(every(250), catch_up=CatchUp.ALL), points=[point(1, 10_000, at(START, 0))])
    assert sim.look(at(START)) == []
    old = Simulated(plan_of(every(250), catch_up=CatchUp.ALL))
    history = [point(n, 300 * n, at(START - DAY, 0) + n * MINUTE) for n in range(1, 5)]
    assert old.run(at(START), *history) == [], "an import of old readings"
    assert old.run(at(START), point(9, 1250, at(START, 1))) == [target(1250)]


def limit(**more):
    return Condition(meter_id=METER, **{name: Decimal(value) for name, value in more.items()})


def test_twenty_readings_above_the_limit_make_one_work_order():
    sim = Simulated(plan_of(limit(above=80), if_previous_open=IfOpen.BESIDE))
    made = [sim.run(at(START), point(n, 85, at(START, 0) + n * MINUTE)) for n in range(20)]
    assert made == [[f"reading-{UUID(int=0)}"]] + [[]] * 19


def test_twenty_readings_at_once_make_one_work_order():
    sim = Simulated(plan_of(limit(above=80), if_previous_open=IfOpen.BESIDE))
    assert len(sim.run(at(START), *[point(n, 85, at(START, 0) + n * MINUTE) for n in range(20)])) == 1


def test_it_arms_again_only_when_back_in_range_by_the_hysteresis():
    sim = Simulated(plan_of(limit(above=80, hysteresis=5), if_previous_open=IfOpen.BESIDE))
    values = [79, 81, 79, 82, 76, 90, 75, 81, 80, 75, 80, 80.5]
    made = [
        value for n, value in enumerate(values) if sim.run(at(START), point(n, str(value), at(START, 0) + n * MINUTE))
    ]
    assert made == [81, 81, 80.5]


def test_it_stays_quiet_while_the_work_is_done_and_too_hot():
    sim = Simulated(plan_of(limit(above=80)))
    (key,) = sim.run(at(START), point(1, 85, at(START, 1)))
    sim.settle(key, START)
    assert sim.run(at(START), point(2, 84, at(START, 2))) == []


@settings(max_examples=150, deadline=None)
@given(st.lists(st.integers(0, 100), max_size=40), st.integers(40, 60), st.integers(0, 15), st.booleans())
def test_each_excursion_is_due_once(values, high, hysteresis, at_once):
    plan = plan_of(limit(above=high, below=20, hysteresis=min(hysteresis, 10)), if_previous_open=IfOpen.BESIDE)
    sim = Simulated(plan)
    readings = [point(n, value, at(START, 0) + n * MINUTE) for n, value in enumerate(values)]
    if at_once:
        sim.run(at(START), *reversed(readings))
    else:
        for reading in readings:
            sim.run(at(START), reading)
    begun, armed = [], True
    slack = min(hysteresis, 10)
    for n, value in enumerate(values):
        if 20 + slack <= value <= high - slack:
            armed = True
        elif armed and (value > high or value < 20):
            begun.append(f"reading-{UUID(int=n)}")
            armed = False
    assert sim.made() == begun
    assert not sim.repeated


def test_out_of_season_nothing_is_made_and_nothing_forgotten():
    summer = (Span(first="04-01", last="10-31"),)
    sim = Simulated(plan_of(every(50), limit(above=80), season=summer), points=[point(1, 10, at(START, 0))])
    assert sim.run(at(START), point(2, 120, at(START, 1))) == []
    assert sim.wake_at == at(date(2026, 4, 1), 0)
    assert sim.run(sim.wake_at) == [target(100)]


def test_three_months_or_250_hours_whichever_comes_first():
    quarterly = CalendarFixed(series=Series(rule=Monthly(every=3, day=1), anchor=date(2026, 1, 1)))
    sim = Simulated(plan_of(quarterly, every(250)), points=[point(1, 0, at(START, 0))])
    march = date(2026, 3, 10)
    assert sim.run(at(march), point(2, 255, at(march, 1))) == [target(250)]
    finish(sim, [target(250)], march)
    assert sim.run(at(date(2026, 4, 1))) == [], "three months have begun anew"
    assert sim.coming(date(2026, 4, 1), limit=1) == [date(2026, 7, 1)]
    july = date(2026, 7, 1)
    assert sim.run(at(july), point(3, 400, at(july, 0))) == ["2026-07-01"]
    finish(sim, ["2026-07-01"], july)
    assert sim.run(at(july), point(4, 640, at(july, 13))) == [], "250 hours have begun anew at 400"
    assert sim.run(at(july), point(5, 650, at(july, 14))) == [target(650)]


def test_every_truck_counts_its_own_kilometres_by_the_meters_name():
    one, two = UUID(int=31), UUID(int=32)
    trigger = MeterFixed(meter_name="Odometer", every=Decimal(5000))
    sim = Simulated(plan_of(trigger, spread=Spread.EACH, asset_ids=(one, two)))

    def odometer(number, asset, value):
        name = {"meter_name": "Odometer", "asset_id": asset, "meter_id": UUID(int=asset.int + 100)}
        return point(number, value, at(START, number), **name)

    assert sim.run(at(START), odometer(1, one, 5100), odometer(2, two, 4000)) == [f"{one}/Odometer@5000"]
    assert sim.run(at(START), odometer(3, two, 5000)) == [f"{two}/Odometer@5000"]


def test_an_edit_of_the_interval_looks_forward():
    sim = Simulated(plan_of(every(250)), points=[point(1, 600, at(START, 0))])
    sim.edit(START, triggers=(every(200),))
    assert sim.run(at(START)) == []
    assert sim.run(at(START), point(2, 801, at(START, 1))) == [target(800)]


def test_an_edit_does_not_repeat_what_was_made_ahead():
    sim = Simulated(plan_of(every(250, lead=Decimal(50))), points=[point(1, 0, at(START, 0))])
    assert sim.run(at(START), point(2, 210, at(START, 1))) == [target(250)]
    finish(sim, [target(250)])
    sim.edit(START, triggers=(every(250, lead=Decimal(50), base=Decimal(10)),))
    assert sim.run(at(START), point(3, 262, at(START, 2))) == []
    assert rules.coming(sim.plan, sim.progress, today=START)[-1].value == 510


def test_another_meter_begins_where_it_is():
    other = UUID(int=8)
    sim = Simulated(plan_of(every(250)), points=[point(1, 600, at(START, 0))])
    fresh = point(2, 40, at(START, 1), meter_id=other)
    sim.edit(START, [fresh], triggers=(MeterFixed(meter_id=other, every=Decimal(250)),))
    assert sim.run(at(START), point(3, 260, at(START, 2), meter_id=other)) == [f"{other}@250"]


def test_when_a_pause_ends_the_counter_goes_on_from_there():
    sim = Simulated(plan_of(every(250), limit(above=900)), points=[point(1, 0, at(START, 0))])
    sim.progress = rules.resumed(sim.plan, sim.progress, START + DAY, [point(2, 800, at(START + DAY, 0))])
    assert sim.run(at(START + DAY)) == []
    assert sim.run(at(START + DAY), point(3, 1001, at(START + DAY, 1)))[:1] == [target(1000)]


def test_meters_are_foretold_by_their_average_use():
    sim = Simulated(plan_of(every(100)), points=[point(1, 40, at(START, 0))])
    known = rules.coming(sim.plan, sim.progress, today=START, pace={METER: Decimal(10)}, limit=3)
    assert [(one.due.on, one.value, one.estimated) for one in known] == [
        (START + 6 * DAY, 100, True),
        (START + 16 * DAY, 200, True),
        (START + 26 * DAY, 300, True),
    ]
    (unknown,) = rules.coming(sim.plan, sim.progress, today=START)
    assert (unknown.due, unknown.value, unknown.key) == (None, 100, target(100))
    idle = rules.coming(sim.plan, sim.progress, today=START, pace={METER: Decimal("0.0000001")})
    assert [one.due for one in idle] == []


def test_a_floating_meter_is_foretold_from_each_time_on():
    trigger = MeterFloating(meter_id=METER, every=Decimal(70))
    sim = Simulated(plan_of(trigger), points=[point(1, 40, at(START, 0))])
    found = rules.coming(sim.plan, sim.progress, today=START, pace={METER: Decimal(10)}, until=START + 21 * DAY)
    assert [(one.due.on - START).days for one in found] == [7, 14, 21]
    assert [one.key for one in found] == ["after-0", "after-1", "after-2"]


def test_what_is_open_now_is_taken_to_be_finished_today():
    sim = Simulated(
        plan_of(
            MeterFloating(meter_id=METER, every=Decimal(70)),
            CalendarFixed(series=Series(rule=Daily(every=30), anchor=START)),
        ),
        points=[point(1, 40, at(START, 0))],
    )
    sim.run(at(START))
    found = rules.coming(sim.plan, sim.progress, today=START, pace={METER: Decimal(10)}, limit=2)
    assert [(one.due.on - START).days for one in found] == [7, 14]


def test_a_condition_is_never_foretold_and_how_it_settles_does_not_matter():
    sim = Simulated(plan_of(limit(below=3)))
    assert rules.coming(sim.plan, sim.progress, today=START) == []
    (key,) = sim.run(at(START), point(1, 2, at(START, 1)))
    sim.settle(key, START, Settling.CANCELLED)
    assert sim.run(at(START), point(2, 4, at(START, 2)), point(3, 1, at(START, 3))) != []
    assert not sim.stopped
    assert sim.plan.zone == ZONE
