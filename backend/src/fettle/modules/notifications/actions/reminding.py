"""Meeting obligations: late rather than never, and each of them once."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.notifications.actions import posting
from fettle.modules.notifications.actions.obliging import OPEN, concerned
from fettle.modules.notifications.records import Kind, Notice, Person, Reminder, Seen, Subject, Thing
from fettle.modules.notifications.records import Work as WorkOrder
from fettle.modules.notifications.rules import notices, reminders
from fettle.modules.notifications.store import people as people_store
from fettle.modules.notifications.store import reminders as store
from fettle.modules.notifications.store import subjects
from fettle.queue import Work

MOST = 200


async def remind_all(work: Work) -> None:
    """Meet everything that is due, so many in a transaction."""
    more = True
    while more:
        async with work.open() as call:
            more = await remind(call)


async def remind(call: Call) -> bool:
    """Meet what is due now; whether there may be more.

    The obligation moves on in the transaction that keeps the notifications and deliveries: whoever is killed in
    between has done neither, and whoever comes too late does it once, for however long it was missed.
    """
    call.must("*")
    async with call.posting():
        due = await store.due(call, call.now, most=MOST)
        work = await subjects.work(call, _about(due, Subject.WORK_ORDER))
        things = await subjects.things(call, _about(due, Subject.ASSET))
        people = await people_store.people(call, {each.user_id for each in due if each.user_id is not None})
        tenant = await people_store.tenant(call)
        zone = tenant[2] if tenant is not None else "UTC"
        told, met, void = [], [], []
        for reminder in due:
            notice = _notice(reminder, work, things, people)
            if notice is None:
                void.append(reminder.id)
            else:
                told.append(notice)
                met.append(reminders.met(reminder, at=call.now, zone=_zone(reminder, people, zone)))
        await posting.post(call, told)
        await store.save(call, met)
        await store.cancel(call, void)
    return len(due) == MOST


def _about(due: Sequence[Reminder], subject: Subject) -> set[UUID]:
    return {each.subject_id for each in due if each.subject is subject}


def _zone(reminder: Reminder, people: Sequence[Person], otherwise: str) -> str:
    return next((person.time_zone for person in people if person.user_id == reminder.user_id), otherwise)


def _notice(
    reminder: Reminder, work: dict[UUID, WorkOrder], things: dict[UUID, Thing], people: Sequence[Person]
) -> Notice | None:
    """What the reminder says, None when nothing is owed any more: done, moved, taken away, out of sight."""
    # A reminder that was snoozed or comes again has a number of its own; one that is met twice at once has not.
    key = f"reminder:{reminder.id}:{reminder.times}"
    if reminder.subject is Subject.ASSET:
        return _of_warranty(reminder, things.get(reminder.subject_id), key)
    one = work.get(reminder.subject_id)
    if one is None or not one.live or one.status not in OPEN or one.due_at != reminder.due_at:
        return None
    hearing = frozenset(each.user_id for each in concerned(one, people)) & {reminder.user_id}
    if not hearing:
        return None
    notice = notices.about_work(reminder.kind, None, one, Seen(), frozenset(each for each in hearing if each))
    return msgspec.structs.replace(notice, key=key, reminder_id=reminder.id)


def _of_warranty(reminder: Reminder, thing: Thing | None, key: str) -> Notice | None:
    if thing is None or not thing.live or thing.warranty_until is None:
        return None
    until, days = thing.warranty_until.isoformat(), str(reminder.step)
    return notices.about_thing(Kind.WARRANTY_ENDING, key, thing, until=until, days=days)
