"""Obligations: when somebody is reminded of what is due, and when again."""

from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from fettle.kit.refusals import Conflict, Invalid
from fettle.modules.notifications.records import Kind, Person, Reminder, ReminderState, Subject

MORNING = time(7)
OVERDUE_DAYS = (1, 3, 7)
EVERY_DAYS = 7
WARRANTY_DAYS = (30, 7)
LONGEST_SNOOZE = timedelta(days=90)


class NothingToAcknowledge(Conflict):
    """This reminder is over already."""


class Wish(msgspec.Struct, frozen=True, kw_only=True):
    """An obligation as it should be."""

    user_id: UUID | None
    kind: Kind
    subject: Subject
    subject_id: UUID
    due_at: datetime
    remind_at: datetime
    step: int = 0

    @property
    def place(self) -> tuple[UUID, UUID | None, Kind, int]:
        """What makes it this obligation and no other."""
        return self.subject_id, self.user_id, self.kind, self.step


def of_work(
    work_order_id: UUID, due_at: datetime, people: Iterable[Person], *, since: datetime, historic: bool
) -> list[Wish]:
    """What each of `people` is owed for work that is due at `due_at`.

    Work that was overdue already when it was taken over from elsewhere (`historic`) troubles nobody.
    """
    if historic and due_at <= since:
        return []
    return [
        Wish(
            user_id=person.user_id,
            kind=kind,
            subject=Subject.WORK_ORDER,
            subject_id=work_order_id,
            due_at=due_at,
            remind_at=remind_at,
        )
        for person in people
        for kind, remind_at in _moments(due_at, person, since).items()
    ]


def _moments(due_at: datetime, person: Person, since: datetime) -> dict[Kind, datetime]:
    moments = {
        Kind.DUE_TODAY: min(morning_of(due_at, person.time_zone), due_at),
        Kind.OVERDUE: next_overdue(due_at, since, person.time_zone),
    }
    if person.due_soon_days > 0:
        moments[Kind.DUE_SOON] = days_later(due_at, -person.due_soon_days, person.time_zone)
    return moments


def of_warranty(asset_id: UUID, until: date, zone: str) -> list[Wish]:
    """What is owed for a warranty whose last day is `until`, in the mornings of the tenant's clock."""
    last = datetime.combine(until, MORNING, tzinfo=ZoneInfo(zone)).astimezone(UTC)
    return [
        Wish(
            user_id=None,
            kind=Kind.WARRANTY_ENDING,
            subject=Subject.ASSET,
            subject_id=asset_id,
            due_at=last,
            remind_at=days_later(last, -days, zone),
            step=days,
        )
        for days in WARRANTY_DAYS
    ]


def morning_of(at: datetime, zone: str) -> datetime:
    """Seven o'clock of the day on which `at` falls, by the clock of `zone`."""
    local = ZoneInfo(zone)
    return datetime.combine(at.astimezone(local).date(), MORNING, tzinfo=local).astimezone(UTC)


def days_later(at: datetime, days: int, zone: str) -> datetime:
    """The same time of the clock of `zone`, so many days after `at` (before it, for a negative number)."""
    local = at.astimezone(ZoneInfo(zone))
    return datetime.combine(local.date() + timedelta(days=days), local.time(), tzinfo=local.tzinfo).astimezone(UTC)


def next_overdue(due_at: datetime, after: datetime, zone: str) -> datetime:
    """When somebody hears next, after `after`, that `due_at` has passed: 1, 3, 7 days later, then every week."""
    for days in OVERDUE_DAYS:
        if (at := days_later(due_at, days, zone)) > after:
            return at
    weeks = max((after - due_at) // timedelta(days=EVERY_DAYS), 1)
    while (at := days_later(due_at, EVERY_DAYS * weeks, zone)) <= after:
        weeks += 1
    return at


def settled(
    wishes: Sequence[Wish], existing: Sequence[Reminder], *, since: datetime, afresh: bool = False
) -> tuple[list[Wish], list[Reminder], list[UUID]]:
    """What becomes of the obligations of some subjects: wishes to add, reminders that move, ids to cancel.

    A reminder for the same due time is left alone: waiting (however late), met, snoozed or acknowledged. When the due
    time has moved it begins again. `afresh` also moves what waits untouched: somebody wants it earlier or later.
    What would have come before `since`, when nobody owed it yet, is not owed.
    """
    present = {(each.subject_id, each.user_id, each.kind, each.step): each for each in existing}
    added: list[Wish] = []
    moved: list[Reminder] = []
    kept: set[UUID] = set()
    for wish in wishes:
        old = present.get(wish.place)
        if old is not None and old.due_at == wish.due_at and old.state is not ReminderState.CANCELLED:
            kept.add(old.id)
            if afresh and _untouched(old):
                moved.append(_again(old, wish))
        elif wish.remind_at > since and old is not None:
            kept.add(old.id)
            moved.append(_again(old, wish))
        elif wish.remind_at > since:
            added.append(wish)
    gone = [each.id for each in existing if each.id not in kept and each.state is not ReminderState.CANCELLED]
    return added, moved, gone


def _untouched(reminder: Reminder) -> bool:
    return reminder.state is ReminderState.WAITING and reminder.times == 0 and reminder.snoozed_until is None


def _again(old: Reminder, wish: Wish) -> Reminder:
    return msgspec.structs.replace(
        old, due_at=wish.due_at, remind_at=wish.remind_at, state=ReminderState.WAITING, snoozed_until=None
    )


def met(reminder: Reminder, *, at: datetime, zone: str) -> Reminder:
    """`reminder` once somebody was told: an overdue one comes again, the others are done."""
    told = msgspec.structs.replace(reminder, times=reminder.times + 1, snoozed_until=None)
    if reminder.kind is not Kind.OVERDUE:
        return msgspec.structs.replace(told, state=ReminderState.MET)
    return msgspec.structs.replace(told, remind_at=next_overdue(reminder.due_at, at, zone))


def snoozed(reminder: Reminder, until: datetime, *, at: datetime) -> Reminder:
    """`reminder`, coming back at `until`; what is due stays due. Raises `Invalid` and `NothingToAcknowledge`."""
    if reminder.state is ReminderState.CANCELLED:
        raise NothingToAcknowledge()
    if not at < until <= at + LONGEST_SNOOZE:
        raise Invalid.at("/until", "range", f"must lie within the next {LONGEST_SNOOZE.days} days")
    return msgspec.structs.replace(reminder, state=ReminderState.WAITING, remind_at=until, snoozed_until=until)


def acknowledged(reminder: Reminder) -> Reminder:
    """`reminder`, taken note of: it does not come again for this due time."""
    if reminder.state is ReminderState.CANCELLED:
        raise NothingToAcknowledge()
    return msgspec.structs.replace(reminder, state=ReminderState.ACKNOWLEDGED, snoozed_until=None)
