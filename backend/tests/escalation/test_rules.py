"""Decisions: when a wait began, which step comes next, how working time is counted."""

from datetime import UTC, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.refusals import Invalid
from fettle.modules.escalation.records import (
    EscalationCondition,
    EscalationNotice,
    EscalationRule,
    EscalationStep,
    NewEscalationRule,
    WorkingDay,
    WorkingSpan,
)
from fettle.modules.escalation.rules import rules, watching, words
from fettle.modules.escalation.rules.hours import shifted
from fettle.modules.work_orders.public import Priority, Waiting, WorkKind, WorkOrderStatus

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""A Monday."""
ADA = uuid4()
TOLD = EscalationNotice(assignee=True)
MADRID = ZoneInfo("Europe/Madrid")
WEEK = {
    day: [WorkingSpan(start="08:00", end="12:00"), WorkingSpan(start="13:00", end="17:00")]
    for day in list(WorkingDay)[:5]
}


def waiting(**fields) -> Waiting:
    """A work order that waits since noon."""
    usual = {
        "id": UUID(int=1),
        "number": 7,
        "title": "Fix {time} the gate",
        "status": WorkOrderStatus.NEW,
        "priority": Priority.MEDIUM,
        "kind": WorkKind.CORRECTIVE,
        "site_id": None,
        "assignee_id": None,
        "crew_id": None,
        "due_at": None,
        "status_since": NOON,
        "assigned_since": None,
        "acknowledged_at": None,
    }
    return Waiting(**{**usual, **fields})


def rule(*minutes, **fields) -> EscalationRule:
    """A rule that began to count long ago."""
    steps = [EscalationStep(after_minutes=each, notify=TOLD) for each in minutes]
    usual = {
        "id": UUID(int=2),
        "name": "Rule",
        "condition": EscalationCondition.IN_STATUS,
        "status": "new",
        "steps": steps,
        "active_since": NOON - timedelta(days=400),
        "created_at": NOON,
        "updated_at": NOON,
    }
    return EscalationRule(**{**usual, **fields})


def test_the_words_are_those_of_work_orders():
    """Statuses, priorities and kinds are written once more nowhere."""
    assert tuple(Priority) == watching.RANKS
    assert {status.value for status in WorkOrderStatus} > rules.OPEN
    assert watching.BEFORE_WORK < rules.OPEN


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=6, unique=True).map(sorted), st.integers(0, 10_000))
def test_steps_come_in_order_and_each_once(minutes, late):
    """However late one looks: taking what is due takes each step once, in order, and waits for the next."""
    now = NOON + timedelta(minutes=late)
    watch = watching.watch(rule(*minutes), waiting(), None, UTC)
    levels = []
    while watch.due_at is not None and watch.due_at <= now:
        levels.append(watch.next_step)
        watch = watching.taken(rule(*minutes), watch, UTC)
        again = watching.watch(rule(*minutes), waiting(), watch, UTC)
        assert again == watch
    assert levels == list(range(sum(each <= late for each in minutes)))
    if watch.due_at is not None:
        assert watch.due_at == NOON + timedelta(minutes=minutes[len(levels)])


@given(st.lists(st.integers(0, 5000), min_size=1, max_size=6, unique=True).map(sorted), st.integers(0, 10_000))
def test_a_new_rule_does_not_raise_the_past(minutes, since):
    """What was due before the rule counted is passed over; with `includePresent` it is not."""
    begun = NOON + timedelta(minutes=since)
    watch = watching.watch(rule(*minutes, active_since=begun), waiting(), None, UTC)
    left = [NOON + timedelta(minutes=each) for each in minutes if each >= since]
    assert watch.due_at == (left[0] if left else None)
    everything = watching.watch(rule(*minutes, active_since=rules.since(present=True, at=begun)), waiting(), None, UTC)
    assert everything.next_step == 0


def test_another_wait_begins_anew():
    """Leaving the status and coming back is another episode; the same one goes on where it was."""
    first = watching.taken(rule(60, 120), watching.watch(rule(60, 120), waiting(), None, UTC), UTC)
    assert watching.watch(rule(60, 120), waiting(), first, UTC).next_step == 1
    assert watching.watch(rule(60, 120), waiting(status=WorkOrderStatus.APPROVED), first, UTC) is None
    later = NOON + timedelta(hours=3)
    again = watching.watch(rule(60, 120), waiting(status_since=later), first, UTC)
    assert (again.next_step, again.due_at, again.fired) == (0, later + timedelta(hours=1), 1)


def test_the_due_time_counts_both_ways():
    """Two hours before and one after; another due time is another wait; none is none."""
    due = rule(-120, 60, condition=EscalationCondition.DUE, status=None)
    at = NOON + timedelta(days=1)
    watch = watching.watch(due, waiting(due_at=at), None, UTC)
    assert watch.due_at == at - timedelta(hours=2)
    assert watching.taken(due, watch, UTC).due_at == at + timedelta(hours=1)
    assert watching.watch(due, waiting(), watch, UTC) is None


@pytest.mark.parametrize(
    ("fields", "watched"),
    [
        ({}, False),
        ({"assigned_since": NOON}, True),
        ({"assigned_since": NOON, "acknowledged_at": NOON + timedelta(minutes=1)}, False),
        ({"assigned_since": NOON, "acknowledged_at": NOON - timedelta(minutes=1)}, True),
        ({"assigned_since": NOON, "status": WorkOrderStatus.APPROVED}, True),
        ({"assigned_since": NOON, "status": WorkOrderStatus.IN_PROGRESS}, False),
        ({"assigned_since": NOON, "status": WorkOrderStatus.ON_HOLD}, False),
    ],
)
def test_nobody_takes_notice(fields, watched):
    """Given to somebody who has neither begun, nor said anything since."""
    ignored = rule(30, condition=EscalationCondition.UNACKNOWLEDGED, status=None)
    assert (watching.watch(ignored, waiting(**fields), None, UTC) is not None) is watched


@pytest.mark.parametrize(
    ("filters", "fits"),
    [
        ({}, True),
        ({"priorities": ["medium", "high"]}, True),
        ({"priorities": ["high"]}, False),
        ({"kinds": ["corrective"]}, True),
        ({"kinds": ["inspection"]}, False),
        ({"site_ids": [ADA]}, False),
        ({"crew_ids": [ADA]}, True),
    ],
)
def test_filters(filters, fits):
    """Each of them has to let the work through."""
    assert (watching.watch(rule(5, **filters), waiting(crew_id=ADA), None, UTC) is not None) is fits


def test_a_step_does_not_end_its_own_rule():
    """A rule for medium work that makes it high goes on to its next level."""
    medium = rule(60, 120, priorities=["medium"])
    taken = watching.taken(medium, watching.watch(medium, waiting(), None, UTC), UTC)
    assert watching.watch(medium, waiting(priority=Priority.HIGH), taken, UTC).next_step == 1
    assert watching.watch(medium, waiting(priority=Priority.HIGH), None, UTC) is None


def test_two_rules_do_not_pass_work_to_and_fro_for_ever():
    """However many waits there are, one rule takes only so many steps about one work order."""
    ignored = rule(30, condition=EscalationCondition.UNACKNOWLEDGED, status=None)
    watch, count = None, 0
    for hour in range(200):
        watch = watching.watch(ignored, waiting(assigned_since=NOON + timedelta(hours=hour)), watch, UTC)
        if watch.due_at is not None:
            watch, count = watching.taken(ignored, watch, UTC), count + 1
    assert count == watching.MOST_FIRED


def test_edits_keep_what_was_taken():
    """A rule that loses and gains steps in the middle of a wait takes none of them twice."""
    before = rule(60, 120, 180)
    watch = watching.watch(before, waiting(), None, UTC)
    for _ in range(2):
        watch = watching.taken(before, watch, UTC)
    assert watching.watch(rule(60), waiting(), watch, UTC).due_at is None
    longer = watching.watch(rule(60, 120, 240, 300), waiting(), watch, UTC)
    assert (longer.next_step, longer.due_at) == (2, NOON + timedelta(minutes=240))


@given(
    st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31)).map(lambda at: at.replace(tzinfo=UTC)),
    st.integers(1, 20_000),
    st.sampled_from(["UTC", "Europe/Madrid", "America/New_York", "Asia/Kolkata", "Australia/Lord_Howe"]),
)
def test_working_minutes_are_counted_both_ways(start, minutes, name):
    """Forward and back again is where one was, if one was at work; every result lies in working time."""
    zone = ZoneInfo(name)
    there = shifted(start, minutes, WEEK, zone)
    local = there.astimezone(zone)
    assert there > start
    assert local.weekday() < 5
    assert time(8) <= local.time() <= time(17)
    assert there - start >= timedelta(minutes=minutes)
    back = shifted(there, -minutes, WEEK, zone)
    assert back >= start
    assert shifted(back, minutes, WEEK, zone) == there
    assert shifted(start, minutes + 1, WEEK, zone) > there


@pytest.mark.parametrize(
    ("start", "minutes", "expected"),
    [
        ("2026-03-02T09:00", 60, "2026-03-02T10:00"),
        ("2026-03-02T11:30", 60, "2026-03-02T13:30"),
        ("2026-03-06T16:30", 60, "2026-03-09T08:30"),
        ("2026-03-07T10:00", 0, "2026-03-09T08:00"),
        ("2026-03-02T09:00", -120, "2026-02-27T16:00"),
        ("2026-03-27T16:00", 120, "2026-03-30T09:00"),
        ("2026-10-23T16:00", 120, "2026-10-26T09:00"),
    ],
)
def test_working_time_by_example(start, minutes, expected):
    """Lunch, the night, the weekend, and the weekends on which the clocks change."""
    at = datetime.fromisoformat(start).replace(tzinfo=MADRID)
    assert shifted(at, minutes, WEEK, MADRID) == datetime.fromisoformat(expected).replace(tzinfo=MADRID)


def test_a_night_shift_and_a_skipped_hour():
    """24:00 is the end of the day; an hour that daylight saving skips holds no minutes."""
    night = {
        WorkingDay.SAT: [WorkingSpan(start="22:00", end="24:00")],
        WorkingDay.SUN: [WorkingSpan(start="00:00", end="06:00")],
    }
    at = datetime(2026, 3, 28, 23, tzinfo=MADRID)
    assert shifted(at, 4 * 60, night, MADRID) == datetime(2026, 3, 29, 4, tzinfo=MADRID)


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"status": None}, "/status"),
        ({"status": "complete"}, "/status"),
        ({"condition": EscalationCondition.DUE}, "/status"),
        ({"steps": []}, "/steps"),
        ({"steps": [EscalationStep(after_minutes=5, notify=EscalationNotice())]}, "/steps/0"),
        ({"steps": [EscalationStep(after_minutes=-5, notify=TOLD)]}, "/steps/0/afterMinutes"),
        ({"steps": [EscalationStep(after_minutes=n, notify=TOLD) for n in (5, 5)]}, "/steps/1/afterMinutes"),
        ({"steps": [EscalationStep(after_minutes=10**6, notify=TOLD)]}, "/steps/0/afterMinutes"),
        ({"hours": {WorkingDay.MON: []}}, "/hours"),
        ({"hours": {WorkingDay.MON: [WorkingSpan(start="9:00", end="10:00")]}}, "/hours/mon/0"),
        ({"hours": {WorkingDay.MON: [WorkingSpan(start="10:00", end="09:00")]}}, "/hours/mon/0"),
        (
            {
                "hours": {
                    WorkingDay.MON: [WorkingSpan(start="08:00", end="12:00"), WorkingSpan(start="11:00", end="13:00")]
                }
            },
            "/hours/mon/1",
        ),
    ],
)
def test_what_no_rule_can_be(fields, pointer):
    """Each fault with its place."""
    usual = {"name": "R", "condition": EscalationCondition.IN_STATUS, "status": "new", "steps": rule(5).steps}
    with pytest.raises(Invalid) as refused:
        rules.check(NewEscalationRule(**{**usual, **fields}), scope=None)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]


@pytest.mark.parametrize(
    ("condition", "locale", "minutes", "said"),
    [
        ("in_status", "en", 240, "WO-7 “Fix {time} the gate” has been new for 4 hours."),
        ("in_status", "es-MX", 240, "WO-7 “Fix {time} the gate” lleva 4 horas en estado «nueva»."),
        ("due", "en", -30, "WO-7 “Fix {time} the gate” is due in 30 minutes."),
        ("due", "es", 60 * 24 * 3, "WO-7 “Fix {time} the gate” lleva 3 días de retraso."),
        ("unacknowledged", "fr", 1, "Nobody has taken notice of WO-7 “Fix {time} the gate” for 1 minute."),
    ],
)
def test_what_people_are_told(condition, locale, minutes, said):
    """One sentence in the tenant's language; titles are never formatted."""
    at = NOON + timedelta(minutes=minutes)
    assert words.message(EscalationCondition(condition), waiting(), NOON, locale=locale, at=at) == said


def test_every_language_has_every_word():
    """English and Spanish say the same things."""
    assert {name: set(said.statuses) for name, said in words.WORDS.items()} == dict.fromkeys(words.WORDS, rules.OPEN)
    assert len({frozenset(said.units) for said in words.WORDS.values()}) == 1


def test_priority_is_only_raised():
    """A step never makes work less urgent."""
    assert watching.raised("low", "high") == "high"
    assert [watching.raised(each, "high") for each in ("high", "urgent")] == [None, None]
    assert watching.raised("low", None) is None


def test_records_survive_storage():
    """A rule with everything comes back from JSON as it was."""
    full = rule(5, hours=WEEK)
    assert msgspec.json.decode(msgspec.json.encode(full), type=EscalationRule) == full
