"""The centre: what somebody was told, and what they make of it."""

from collections.abc import Collection
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Forbidden
from fettle.modules.notifications.actions import posting
from fettle.modules.notifications.records import (
    Kind,
    Notice,
    Notification,
    NotificationDetail,
    Reminder,
    Subject,
    UnreadCount,
)
from fettle.modules.notifications.rules import reminders as rules
from fettle.modules.notifications.store import notifications as store
from fettle.modules.notifications.store import reminders as reminder_store


class MachinesAreNotTold(Forbidden):
    """Machines are told nothing: follow events or webhooks instead."""


class NoReminder(rules.NothingToAcknowledge):
    """This notification reminds of nothing that could come again."""


def me(call: Call) -> UUID:
    """The person who calls. Raises `MachinesAreNotTold`."""
    if call.user_id is None:
        raise MachinesAreNotTold()
    return call.user_id


async def page(call: Call, page: PageRequest, *, unread: bool, kinds: Collection[Kind]) -> Page[Notification]:
    """What the caller was told, newest first."""
    me(call)
    rows = await store.page(call, page, unread=unread, kinds=kinds)
    return page.page(rows, key=lambda row: (row.created_at.isoformat(), str(row.id)))


async def unread(call: Call) -> UnreadCount:
    """How many notifications the caller has not read."""
    me(call)
    return UnreadCount(unread=await store.unread(call))


async def get(call: Call, notification_id: UUID) -> NotificationDetail:
    """A notification of the caller, and how it fared on each channel."""
    me(call)
    return await store.detail(call, notification_id)


async def read(call: Call, notification_id: UUID) -> Notification:
    """Mark a notification as read."""
    me(call)
    await store.get(call, notification_id)
    await store.read(call, [notification_id])
    return await store.get(call, notification_id)


async def read_all(call: Call, until: datetime | None) -> UnreadCount:
    """Mark everything as read that the caller was told until now, or until the moment that their screen shows."""
    me(call)
    await store.read_all(call, min(until or call.now, call.now))
    return await unread(call)


async def acknowledge(call: Call, notification_id: UUID) -> Notification:
    """Take note of a notification; a reminder behind it does not come again for the same due time."""
    me(call)
    told = await store.get(call, notification_id)
    if told.reminder_id is not None:
        reminder = await reminder_store.lock(call, told.reminder_id)
        await reminder_store.save(call, [rules.acknowledged(reminder)])
    await store.acknowledge(call, notification_id, told.reminder_id)
    return await store.get(call, notification_id)


async def snooze(call: Call, notification_id: UUID, until: datetime) -> Reminder:
    """Let the reminder behind a notification come back later; what is due stays due."""
    me(call)
    told = await store.get(call, notification_id)
    if told.reminder_id is None:
        raise NoReminder()
    await store.read(call, [notification_id])
    return await snooze_reminder(call, told.reminder_id, until)


async def reminders(call: Call, page: PageRequest) -> Page[Reminder]:
    """What the caller is going to be reminded of, soonest first."""
    me(call)
    rows = await reminder_store.page(call, page)
    return page.page(rows, key=lambda row: (row.remind_at.isoformat(), str(row.id)))


async def snooze_reminder(call: Call, reminder_id: UUID, until: datetime) -> Reminder:
    """Move a reminder of the caller; what is due stays due."""
    me(call)
    later = rules.snoozed(await reminder_store.lock(call, reminder_id), until, at=call.now)
    await reminder_store.save(call, [later])
    return later


async def acknowledge_reminder(call: Call, reminder_id: UUID) -> Reminder:
    """Take note of a reminder of the caller before or after it has come: it does not come again."""
    me(call)
    noted = rules.acknowledged(await reminder_store.lock(call, reminder_id))
    await reminder_store.save(call, [noted])
    return noted


async def test(call: Call) -> UnreadCount:
    """Send the caller a test in every way that reaches them."""
    user_id = me(call)
    notice = Notice(
        kind=Kind.TEST,
        key=f"test:{call.new_id()}",
        subject=Subject.ACCOUNT,
        subject_id=user_id,
        path="/settings/notifications",
        facts={},
        theirs=frozenset({user_id}),
    )
    async with call.posting():
        await posting.post(call, [notice], every_way=True)
    return await unread(call)
