"""Which plans are possible, what they say, whose turn it is, what they will ask for, what becomes of an occurrence."""

from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from fettle.kit.recurrence.intervals import Interval, Unit
from fettle.kit.recurrence.rules import Daily, Monthly, Series, Weekday, Weekly, Yearly
from fettle.kit.recurrence.seasons import Span
from fettle.kit.refusals import Invalid
from fettle.modules.planning import rules
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    Condition,
    MeterFixed,
    MeterFloating,
    Occurrence,
    OccurrenceState,
    OneTime,
    PlannedMaterial,
    PlannedTask,
    PlannedWork,
    Settling,
    Spread,
)
from fettle.modules.planning.rules import ImpossiblePlan, OccurrenceNotOpen
from planning.simulated import METER, START, Simulated, plan_of

DAY = timedelta(days=1)
NOW = datetime(2026, 1, 5, 12, tzinfo=UTC)
ONE, TWO, THREE = (UUID(int=n) for n in (41, 42, 43))
MONTHLY = CalendarFixed(series=Series(rule=Monthly(day=31), anchor=date(2026, 1, 31)))
WEEKLY = CalendarFixed(series=Series(rule=Weekly(weekdays=(Weekday.MONDAY,)), anchor=START))
SUMMER = (Span(first="04-01", last="10-31"),)


def faults(*triggers, **more):
    with pytest.raises(ImpossiblePlan) as refused:
        rules.check(plan_of(*triggers, **more), today=START)
    return {fault.pointer: fault.code for fault in refused.value.faults}


def meter(**more):
    return MeterFixed(**{"meter_id": METER, "every": Decimal(250), **more})


def test_a_plan_that_can_work_is_not_refused():
    rules.check(plan_of(MONTHLY, meter(), Condition(meter_id=METER, above=Decimal(3)), season=SUMMER), today=START)
    rules.check(plan_of(OneTime(on=START), due_time=time(7), rotation=(ONE, TWO)), today=START)


@pytest.mark.parametrize(
    ("triggers", "where", "code"),
    [
        ((), "/triggers", "length"),
        ((MONTHLY,) * 11, "/triggers", "length"),
        ((CalendarFixed(series=Series(rule=Monthly(day=32), anchor=START)),), "/triggers/0/series/rule/day", "range"),
        (
            (MONTHLY, CalendarFixed(series=Series(rule=Yearly(month=2, day=30), anchor=START))),
            "/triggers/1/series/rule/day",
            "impossible",
        ),
        (
            (CalendarFixed(series=Series(rule=Daily(), anchor=date(2025, 1, 1), until=date(2025, 6, 1))),),
            "/triggers/0/series",
            "never_due",
        ),
        ((CalendarFixed(series=Series(rule=Daily(), anchor=START, count=10**9)),), "/triggers/0/series/count", "range"),
        (
            (CalendarFloating(starts_on=START, interval=Interval(every=0, unit=Unit.DAYS)),),
            "/triggers/0/interval/every",
            "range",
        ),
        ((OneTime(on=date(2025, 12, 31)),), "/triggers/0/on", "never_due"),
        ((meter(every=Decimal(0)),), "/triggers/0/every", "not_positive"),
        ((meter(lead=Decimal(250)),), "/triggers/0/lead", "range"),
        ((meter(base=Decimal(-1)),), "/triggers/0/base", "negative"),
        ((meter(meter_id=None),), "/triggers/0/meterId", "required"),
        ((meter(meter_name="Hours"),), "/triggers/0/meterId", "required"),
        ((meter(meter_id=None, meter_name="Hours"),), "/triggers/0/meterName", "spread"),
        ((Condition(meter_id=METER),), "/triggers/0/above", "required"),
        ((Condition(meter_id=METER, above=Decimal(3), hysteresis=Decimal(-1)),), "/triggers/0/hysteresis", "negative"),
        (
            (Condition(meter_id=METER, above=Decimal(3), below=Decimal(2), hysteresis=Decimal(1)),),
            "/triggers/0/below",
            "order",
        ),
    ],
)
def test_impossible_triggers_are_refused_with_their_field(triggers, where, code):
    assert faults(*triggers)[where] == code


@pytest.mark.parametrize(
    ("given_", "where", "code"),
    [
        ({"lead_days": -1}, "/leadDays", "range"),
        ({"horizon_days": 99_999}, "/horizonDays", "range"),
        ({"ends_on": date(2026, 1, 4)}, "/endsOn", "passed"),
        ({"ends_on": date(2026, 1, 30)}, "/triggers/0/series", "never_due"),
        ({"season": (Span(first="02-30", last="04-01"),)}, "/season/0/first", "month_day"),
        ({"season": SUMMER * 13}, "/season", "length"),
        ({"due_time": time(7, tzinfo=UTC)}, "/dueTime", "zone"),
        ({"rotation": (ONE,), "work": PlannedWork(title="Mow", assignee_id=TWO)}, "/rotation", "two_ways"),
        ({"rotation": (ONE,) * 101}, "/rotation", "length"),
        ({"notify_days_before": (1, -2)}, "/notifyDaysBefore/1", "range"),
        ({"notify_days_before": (1,) * 11}, "/notifyDaysBefore", "length"),
        ({"asset_ids": (ONE, ONE)}, "/assetIds", "repeated"),
        ({"spread": Spread.EACH}, "/assetIds", "required"),
        ({"asset_ids": tuple(UUID(int=n) for n in range(501))}, "/assetIds", "length"),
        ({"work": PlannedWork(title=" ")}, "/work/title", "required"),
        ({"work": PlannedWork(title="x", estimated_hours=Decimal(-1))}, "/work/estimatedHours", "negative"),
        ({"work": PlannedWork(title="x", tasks=(PlannedTask(),))}, "/work/tasks/0/title", "required"),
        (
            {"work": PlannedWork(title="x", tasks=(PlannedTask(title="a", estimated_hours=Decimal(-1)),))},
            "/work/tasks/0/estimatedHours",
            "negative",
        ),
        ({"work": PlannedWork(title="x", tasks=(PlannedTask(title="a"),) * 201)}, "/work/tasks", "length"),
        (
            {"work": PlannedWork(title="x", materials=(PlannedMaterial(item="Oil", quantity=Decimal(0)),))},
            "/work/materials/0/quantity",
            "not_positive",
        ),
    ],
)
def test_impossible_terms_are_refused_with_their_field(given_, where, code):
    assert faults(MONTHLY, **given_)[where] == code


def test_every_fault_is_named_at_once():
    assert set(faults(meter(every=Decimal(0)), lead_days=-1)) == {"/triggers/0/every", "/leadDays"}


def test_one_meter_does_not_count_for_many_assets():
    assert faults(meter(), spread=Spread.EACH, asset_ids=(ONE, TWO)) == {"/triggers/0/meterId": "spread"}


def test_an_edit_may_leave_what_has_ended_as_it_is():
    over = plan_of(OneTime(on=START - DAY), ends_on=START - DAY)
    rules.check(replace(over, name="Another name"), today=START, before=over)
    with pytest.raises(ImpossiblePlan):
        rules.check(replace(over, season=SUMMER), today=START, before=over)


def test_triggers_keep_their_keys_through_edits():
    first = rules.keyed((MONTHLY, WEEKLY, meter()))
    assert [trigger.key for trigger in first] == ["t1", "t2", "t3"]
    assert [trigger.key for trigger in rules.keyed((WEEKLY, meter(every=Decimal(9))), first)] == ["t1", "t3"]
    assert [trigger.key for trigger in rules.keyed((replace(WEEKLY, key="t2"), meter()), first)] == ["t2", "t3"]
    assert [trigger.key for trigger in rules.keyed((OneTime(on=START), replace(WEEKLY, key="t2")), first)] == [
        "t4",
        "t2",
    ]
    assert [trigger.key for trigger in rules.keyed((replace(WEEKLY, key="mine"),) * 2, ())] == ["t1", "t2"]


@pytest.mark.parametrize(
    ("triggers", "more", "english", "spanish"),
    [
        (
            (MONTHLY,),
            {"season": SUMMER},
            "Every month on day 31 (or the month's last day), April to October",
            "Cada mes, el día 31 (o el último del mes), de abril a octubre",
        ),
        (
            (WEEKLY, meter(base=Decimal(100))),
            {"due_time": time(7), "ends_on": date(2027, 1, 31)},
            "Every week on Monday; or every 250 on the meter “Hours”, counted from 100; whichever comes first, "
            "at 07:00, until 31 January 2027",
            "Cada semana, el lunes; o cada 250 en el medidor «Hours», contados desde 100; lo que ocurra primero, "
            "a las 07:00, hasta el 31 de enero de 2027",
        ),
        (
            (CalendarFloating(starts_on=date(2026, 5, 5), interval=Interval(every=3, unit=Unit.MONTHS)),),
            {},
            "3 months after the work was last done, first on 5 May 2026",
            "3 meses después de haberse hecho por última vez; la primera, el 5 de mayo de 2026",
        ),
        (
            (Condition(meter_id=METER, above=Decimal("80.50"), below=Decimal(10), hysteresis=Decimal(2)),),
            {},
            "When the meter “Hours” reads above 80.5 or below 10, once until it is back in range by 2",
            "Cuando el medidor «Hours» marque más de 80.5 o menos de 10, una sola vez "
            "hasta que vuelva a su rango por 2",
        ),
        (
            (MeterFloating(meter_id=UUID(int=99), every=Decimal(500)),),
            {},
            "500 on the meter after the work was last done",
            "500 en el medidor después de haberse hecho por última vez",
        ),
        ((OneTime(on=date(2026, 5, 5)),), {}, "Once on 5 May 2026", "Una vez, el 5 de mayo de 2026"),
    ],
)
def test_a_plan_says_its_rule(triggers, more, english, spanish):
    plan = plan_of(*triggers, **more)
    assert rules.in_words(plan, "en", {METER: "Hours"}) == english
    assert rules.in_words(plan, "es-MX", {METER: "Hours"}) == spanish


def test_a_preview_shows_twelve_dates_and_the_clamped_ends_of_months():
    sim = Simulated(plan_of(MONTHLY))
    shown = rules.preview(sim.plan, sim.progress, language="en", today=START)
    assert shown.words == "Every month on day 31 (or the month's last day)"
    assert len(shown.coming) == 12
    assert [one.due.on.day for one in shown.coming[:4]] == [31, 28, 31, 30]


def test_turns_go_round_and_whoever_is_away_is_passed_over():
    plan = plan_of(MONTHLY, rotation=(ONE, TWO, THREE))
    assert [rules.assignee(plan, n, {ONE, TWO, THREE}) for n in range(4)] == [ONE, TWO, THREE, ONE]
    assert [rules.assignee(plan, n, {ONE, THREE}) for n in range(4)] == [ONE, THREE, THREE, ONE]
    assert rules.assignee(plan, 1, set()) is None
    assert rules.assignee(plan_of(MONTHLY, work=PlannedWork(title="x", assignee_id=TWO)), 5, set()) == TWO


@given(st.integers(0, 10_000), st.sets(st.sampled_from([ONE, TWO, THREE]), min_size=1))
def test_nobody_elses_turn_moves_when_somebody_is_away(number, active):
    plan = plan_of(MONTHLY, rotation=(ONE, TWO, THREE))
    whole = rules.assignee(plan, number, {ONE, TWO, THREE})
    chosen = rules.assignee(plan, number, active)
    assert chosen in active
    assert chosen == whole or whole not in active


def test_a_year_of_hours_and_materials_by_month():
    oil = PlannedMaterial(item="Oil", quantity=Decimal("2.5"), unit="litre")
    tasks = (PlannedTask(title="a", estimated_hours=Decimal("0.5")), PlannedTask(title="b", estimated_hours=Decimal(1)))
    weekly = plan_of(WEEKLY, work=PlannedWork(title="x", tasks=tasks, materials=(oil,)), asset_ids=(ONE, TWO))
    monthly = plan_of(MONTHLY, work=PlannedWork(title="y", estimated_hours=Decimal(4)), season=SUMMER)
    until = date(2026, 12, 31)
    parts = [
        (plan, rules.coming(plan, rules.begin(plan, START), today=START, limit=None, until=until))
        for plan in (weekly, monthly)
    ]
    months = rules.workload(parts, first=START)
    assert [load.month for load in months][::11] == [date(2026, 1, 1), date(2026, 12, 1)]
    assert [(load.occurrences, load.hours) for load in months[:4]] == [(4, 12), (4, 12), (5, 15), (5, 16)]
    assert [(need.item, need.unit, need.quantity) for need in months[2].materials] == [
        ("Oil", "litre", Decimal("12.5"))
    ]


def occurrence(state=OccurrenceState.MADE):
    return Occurrence(
        id=ONE,
        plan_id=TWO,
        key="2026-01-05",
        trigger_key="t1",
        due_on=START,
        state=state,
        created_at=NOW,
        updated_at=NOW,
    )


def test_snooze_skip_and_finish_are_three_things():
    snoozed = rules.snoozed(occurrence(), NOW + DAY, NOW)
    assert (snoozed.state, snoozed.due_on, snoozed.remind_at) == (OccurrenceState.SNOOZED, START, NOW + DAY)
    skipped = rules.skipped(snoozed, START, "Rain")
    assert (skipped.state, skipped.note, skipped.remind_at) == (OccurrenceState.SKIPPED, "Rain", None)
    finished = rules.finished(snoozed, Settling.COMPLETED, START + DAY)
    assert (finished.state, finished.settled_on) == (OccurrenceState.COMPLETED, START + DAY)
    assert rules.skipped(occurrence(OccurrenceState.FORECAST), START).state is OccurrenceState.SKIPPED


def test_what_has_ended_cannot_be_snoozed_skipped_or_finished():
    for state in (OccurrenceState.SKIPPED, OccurrenceState.COMPLETED, OccurrenceState.MISSED):
        with pytest.raises(OccurrenceNotOpen):
            rules.snoozed(occurrence(state), NOW + DAY, NOW)
        with pytest.raises(OccurrenceNotOpen):
            rules.skipped(occurrence(state), START)
        with pytest.raises(OccurrenceNotOpen):
            rules.finished(occurrence(state), Settling.CANCELLED, START)
    with pytest.raises(Invalid):
        rules.snoozed(occurrence(), NOW, NOW)
