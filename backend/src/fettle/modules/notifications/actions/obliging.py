"""Owing reminders: made, moved and cancelled as work and warranties change."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.notifications.records import Person, Reminder, Work
from fettle.modules.notifications.rules import happenings, notices, reminders, seeing
from fettle.modules.notifications.rules.reminders import Wish
from fettle.modules.notifications.store import people as people_store
from fettle.modules.notifications.store import reminders as store
from fettle.modules.notifications.store import subjects

OPEN = frozenset({"new", "approved", "in_progress", "on_hold"})
FOLLOWED = ("work_order.*", "asset.*", "crew.*", "staff.*")
"""The types of events after which something else is owed."""


async def oblige(call: Call, events: Sequence[FeedEvent]) -> None:
    """Bring the obligations about everything that these events touched up to how it stands now."""
    call.must("*")
    work_ids = happenings.subjects(events, "work_order")
    work_ids |= await subjects.work_of_crews(call, happenings.subjects(events, "crew"))
    work_ids |= await subjects.work_of_staff(call, happenings.subjects(events, "staff"))
    since = max(event.at for event in events)
    historic = {event.about_id for event in events if event.actor_via in happenings.SILENT}
    async with call.posting():
        await owe_work(call, work_ids, since=since, historic=historic)
        await owe_warranties(call, happenings.subjects(events, "asset"), since=since)


async def owe_work(
    call: Call,
    work_ids: Collection[UUID],
    *,
    since: datetime,
    historic: Collection[UUID] = (),
    afresh: bool = False,
) -> None:
    """What is owed for these work orders: to whom they are assigned and who may see them, while they are open."""
    work = await subjects.work(call, work_ids)
    people = await people_store.people(call, {each for one in work.values() for each in one.doers})
    wishes = [
        wish
        for one in work.values()
        if one.live and one.status in OPEN and one.due_at is not None
        for wish in reminders.of_work(
            one.id, one.due_at, concerned(one, people), since=since, historic=one.id in historic
        )
    ]
    await _settle(call, wishes, await store.of_subjects(call, work_ids), since=since, afresh=afresh)


async def owe_warranties(call: Call, asset_ids: Collection[UUID], *, since: datetime) -> None:
    """What is owed for the warranties of these assets."""
    tenant = await people_store.tenant(call) if asset_ids else None
    if tenant is None:
        return
    things = await subjects.things(call, asset_ids)
    wishes = [
        wish
        for thing in things.values()
        if thing.live and thing.warranty_until is not None
        for wish in reminders.of_warranty(thing.id, thing.warranty_until, tenant[2])
    ]
    await _settle(call, wishes, await store.of_subjects(call, asset_ids), since=since)


def concerned(work: Work, people: Collection[Person]) -> list[Person]:
    """Those of `people` whom `work` is assigned to and who may see it."""
    return [
        person
        for person in people
        if person.user_id in work.doers
        and seeing.holds(person, notices.READ_WORK)
        and seeing.reaches(person, work.site_id)
    ]


async def _settle(
    call: Call, wishes: Sequence[Wish], existing: Sequence[Reminder], *, since: datetime, afresh: bool = False
) -> None:
    added, moved, gone = reminders.settled(wishes, existing, since=since, afresh=afresh)
    await store.add(call, [_reminder(call, wish) for wish in added])
    await store.save(call, moved)
    await store.cancel(call, gone)


def _reminder(call: Call, wish: Wish) -> Reminder:
    return Reminder(
        id=call.new_id(),
        user_id=wish.user_id,
        kind=wish.kind,
        subject=wish.subject,
        subject_id=wish.subject_id,
        step=wish.step,
        due_at=wish.due_at,
        remind_at=wish.remind_at,
    )
