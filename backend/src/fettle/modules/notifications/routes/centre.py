"""The notification centre over HTTP: everybody sees their own."""

from typing import Annotated
from uuid import UUID

from litestar.params import Parameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import NotFound
from fettle.modules.notifications.actions import centre as actions
from fettle.modules.notifications.records import Kind, Notification, NotificationDetail, Reminder, UnreadCount
from fettle.modules.notifications.rules.reminders import NothingToAcknowledge
from fettle.modules.notifications.wire import ReadAllBody, SnoozeBody
from fettle.web.verbs import get, post


@get("/notifications", may=None, refuses=[actions.MachinesAreNotTold])
async def list_notifications(
    call: Call,
    page: PageRequest,
    unread: Annotated[bool, Parameter(description="Only those that you have not read.")] = False,
    kind: Annotated[list[Kind] | None, Parameter(description="Only these kinds.", max_items=30)] = None,
) -> Page[Notification]:
    """List what you were told, newest first."""
    return await actions.page(call, page, unread=unread, kinds=kind or [])


@get("/notifications/unread-count", may=None, refuses=[actions.MachinesAreNotTold])
async def count_unread_notifications(call: Call) -> UnreadCount:
    """Count what you have not read."""
    return await actions.unread(call)


@get("/notifications/{notification_id:uuid}", may=None, refuses=[actions.MachinesAreNotTold])
async def get_notification(call: Call, notification_id: UUID) -> NotificationDetail:
    """See a notification of yours and how it fared on each channel."""
    return await actions.get(call, notification_id)


@post("/notifications/{notification_id:uuid}/read", may=None, status_code=200, refuses=[actions.MachinesAreNotTold])
async def read_notification(call: Call, notification_id: UUID) -> Notification:
    """Mark a notification as read."""
    return await actions.read(call, notification_id)


@post("/notifications/read-all", may=None, status_code=200, refuses=[actions.MachinesAreNotTold])
async def read_all_notifications(call: Call, data: ReadAllBody) -> UnreadCount:
    """Mark everything as read, or what you were told until a moment."""
    return await actions.read_all(call, data.until)


@post(
    "/notifications/{notification_id:uuid}/acknowledge",
    may=None,
    status_code=200,
    refuses=[actions.MachinesAreNotTold, NothingToAcknowledge],
)
async def acknowledge_notification(call: Call, notification_id: UUID) -> Notification:
    """Take note of a notification.

    A reminder behind it does not come again until the due time moves.
    """
    return await actions.acknowledge(call, notification_id)


@post(
    "/notifications/{notification_id:uuid}/snooze",
    may=None,
    status_code=200,
    refuses=[actions.MachinesAreNotTold, actions.NoReminder, NothingToAcknowledge],
)
async def snooze_notification(call: Call, notification_id: UUID, data: SnoozeBody) -> Reminder:
    """Let the reminder behind a notification come back later; what is due stays due."""
    return await actions.snooze(call, notification_id, data.until)


@post("/notifications/test", may=None, status_code=200, refuses=[actions.MachinesAreNotTold])
async def send_test_notification(call: Call) -> UnreadCount:
    """Send yourself a test in every way that reaches you."""
    return await actions.test(call)


@get("/reminders", may=None, refuses=[actions.MachinesAreNotTold])
async def list_reminders(call: Call, page: PageRequest) -> Page[Reminder]:
    """List what you are going to be reminded of, soonest first."""
    return await actions.reminders(call, page)


@post(
    "/reminders/{reminder_id:uuid}/snooze",
    may=None,
    status_code=200,
    refuses=[actions.MachinesAreNotTold, NothingToAcknowledge, NotFound],
)
async def snooze_reminder(call: Call, reminder_id: UUID, data: SnoozeBody) -> Reminder:
    """Move a reminder; what is due stays due."""
    return await actions.snooze_reminder(call, reminder_id, data.until)


@post(
    "/reminders/{reminder_id:uuid}/acknowledge",
    may=None,
    status_code=200,
    refuses=[actions.MachinesAreNotTold, NothingToAcknowledge, NotFound],
)
async def acknowledge_reminder(call: Call, reminder_id: UUID) -> Reminder:
    """Take note of a reminder: it does not come again until the due time moves."""
    return await actions.acknowledge_reminder(call, reminder_id)


ROUTES = [
    list_notifications,
    count_unread_notifications,
    get_notification,
    read_notification,
    read_all_notifications,
    acknowledge_notification,
    snooze_notification,
    send_test_notification,
    list_reminders,
    snooze_reminder,
    acknowledge_reminder,
]
