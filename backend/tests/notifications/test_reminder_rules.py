"""Obligations: when they fall, what becomes of them when work moves, and that none is lost or said twice."""

from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fettle.kit.refusals import Invalid
from fettle.modules.notifications.records import Kind, Person, Reminder, ReminderState
from fettle.modules.notifications.rules import reminders

ZONE = "America/New_York"
DUE = datetime(2026, 3, 10, 18, tzinfo=UTC)
SINCE = datetime(2026, 3, 1, tzinfo=UTC)
WORK = uuid4()


def person(**fields: object) -> Person:
    given = {
        "user_id": uuid4(),
        "name": "Tec",
        "email": "tec@example.test",
        "locale": "en",
        "role": "technician",
        "permissions": ["work_orders:read"],
        "every_site": True,
        "site_ids": [],
        "time_zone": ZONE,
        "tenant_zone": ZONE,
        "due_soon_days": 2,
    }
    return msgspec.convert({**given, **fields}, Person)


def stored(wish: reminders.Wish) -> Reminder:
    return Reminder(id=uuid4(), **msgspec.structs.asdict(wish))


def wishes(due: datetime = DUE, who: Person | None = None, since: datetime = SINCE) -> list[reminders.Wish]:
    return reminders.of_work(WORK, due, [who or ANN], since=since, historic=False)


ANN = person()


def test_before_on_the_day_and_afterwards() -> None:
    """Two days before at the same hour of the clock, though the clocks change between; seven on the day; a day late."""
    moments = {wish.kind: wish.remind_at.astimezone(ZoneInfo(ZONE)) for wish in wishes()}
    assert moments[Kind.DUE_SOON].replace(tzinfo=None) == datetime(2026, 3, 8, 14)
    assert moments[Kind.DUE_TODAY].replace(tzinfo=None) == datetime(2026, 3, 10, 7)
    assert moments[Kind.OVERDUE].replace(tzinfo=None) == datetime(2026, 3, 11, 14)
    assert Kind.DUE_SOON not in {wish.kind for wish in wishes(who=person(due_soon_days=0))}


def test_what_is_due_before_seven_is_said_when_it_is_due() -> None:
    early = datetime(2026, 3, 10, 9, 30, tzinfo=UTC)
    (today,) = [wish for wish in wishes(early) if wish.kind is Kind.DUE_TODAY]
    assert today.remind_at == early


def test_overdue_is_repeated_after_1_3_7_days_and_then_every_week() -> None:
    heard, after = [], DUE
    for _ in range(6):
        after = reminders.next_overdue(DUE, after, "UTC")
        heard.append((after - DUE).days)
    assert heard == [1, 3, 7, 14, 21, 28]


def test_late_rather_than_lost_and_once_for_all_that_was_missed() -> None:
    """A reminder due while the service was down is met once after the start; the next comes in its turn."""
    (overdue,) = [stored(wish) for wish in wishes() if wish.kind is Kind.OVERDUE]
    met = reminders.met(overdue, at=DUE + timedelta(days=10), zone="UTC")
    assert (met.times, met.state) == (1, ReminderState.WAITING)
    assert met.remind_at == DUE + timedelta(days=14)


def test_the_same_due_time_changes_nothing() -> None:
    there = [stored(wish) for wish in wishes()]
    there[0] = msgspec.structs.replace(there[0], state=ReminderState.MET, times=1)
    there[1] = msgspec.structs.replace(there[1], state=ReminderState.ACKNOWLEDGED)
    assert reminders.settled(wishes(), there, since=SINCE) == ([], [], [])


def test_a_reminder_that_is_late_is_not_taken_for_one_that_nobody_owes() -> None:
    there = [stored(wish) for wish in wishes()]
    after = DUE + timedelta(hours=3)
    assert reminders.settled(wishes(since=after), there, since=after) == ([], [], [])


def test_a_due_time_that_moves_moves_its_reminders_and_wakes_what_was_settled() -> None:
    there = [msgspec.structs.replace(stored(wish), state=ReminderState.ACKNOWLEDGED, times=3) for wish in wishes()]
    week = timedelta(days=7)
    added, moved, gone = reminders.settled(wishes(DUE + week), there, since=SINCE)
    assert (added, gone) == ([], [])
    assert {each.state for each in moved} == {ReminderState.WAITING}
    assert {each.times for each in moved} == {3}, "the number goes on, or the next one would count as said already"
    assert {each.due_at for each in moved} == {DUE + week}


def test_work_that_is_done_or_given_to_others_owes_nothing() -> None:
    there = [stored(wish) for wish in wishes()]
    assert set(reminders.settled([], there, since=SINCE)[2]) == {each.id for each in there}
    added, moved, gone = reminders.settled(wishes(who=person()), there, since=SINCE)
    assert len(added) == 3
    assert moved == []
    assert set(gone) == {each.id for each in there}


def test_what_lies_before_the_assignment_is_not_owed() -> None:
    """Somebody who gets work that is due tomorrow hears that from the assignment itself."""
    since = DUE - timedelta(hours=20)
    added, _, _ = reminders.settled(wishes(since=since), [], since=since)
    assert {wish.kind for wish in added} == {Kind.DUE_TODAY, Kind.OVERDUE}


def test_old_work_taken_over_from_elsewhere_troubles_nobody() -> None:
    assert reminders.of_work(WORK, DUE, [ANN], since=DUE + timedelta(days=900), historic=True) == []
    assert len(reminders.of_work(WORK, DUE, [ANN], since=SINCE, historic=True)) == 3


def test_snooze_moves_the_reminder_and_never_what_is_due() -> None:
    (soon,) = [stored(wish) for wish in wishes() if wish.kind is Kind.DUE_SOON]
    until = SINCE + timedelta(days=8)
    later = reminders.snoozed(msgspec.structs.replace(soon, state=ReminderState.MET), until, at=SINCE)
    assert (later.due_at, later.remind_at, later.state) == (DUE, until, ReminderState.WAITING)
    for wrong in (SINCE, SINCE - timedelta(hours=1), SINCE + timedelta(days=91)):
        with pytest.raises(Invalid):
            reminders.snoozed(soon, wrong, at=SINCE)


def test_acknowledged_is_over_until_the_due_time_moves() -> None:
    (overdue,) = [stored(wish) for wish in wishes() if wish.kind is Kind.OVERDUE]
    noted = reminders.acknowledged(overdue)
    assert noted.state is ReminderState.ACKNOWLEDGED
    with pytest.raises(reminders.NothingToAcknowledge):
        reminders.acknowledged(msgspec.structs.replace(overdue, state=ReminderState.CANCELLED))


def test_a_warranty_is_spoken_of_30_and_7_days_before_its_last_day() -> None:
    asset: UUID = uuid4()
    made = reminders.of_warranty(asset, date(2026, 11, 10), ZONE)
    said = [wish.remind_at.astimezone(ZoneInfo(ZONE)) for wish in made]
    assert [(each.date(), each.time()) for each in said] == [
        (date(2026, 10, 11), time(7)),
        (date(2026, 11, 3), time(7)),
    ]


@given(
    st.datetimes(datetime(2025, 1, 1), datetime(2027, 12, 31)),
    st.timedeltas(timedelta(0), timedelta(days=400)),
    st.sampled_from([ZONE, "UTC", "Australia/Lord_Howe", "Asia/Kathmandu"]),
)
def test_the_next_overdue_reminder_is_never_past_and_never_more_than_a_week_away(
    due: datetime, passed: timedelta, zone: str
) -> None:
    due_at = due.replace(tzinfo=UTC)
    again = reminders.next_overdue(due_at, due_at + passed, zone)
    assert timedelta(0) < again - (due_at + passed) <= timedelta(days=7, hours=2)
