"""What somebody was told, how it went out, and what they are owed."""

from datetime import datetime
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.notifications.records.kinds import Channel, DeliveryState, Kind, ReminderState, Subject


class Notification(Record, frozen=True, kw_only=True):
    """Something that one person was told. `link` is a path of the screens; `reminder_id` what it reminds of."""

    id: UUID
    kind: Kind
    title: str
    body: str
    subject: Subject
    subject_id: UUID | None = None
    link: str
    urgent: bool = False
    reminder_id: UUID | None = None
    created_at: datetime
    read_at: datetime | None = None
    acknowledged_at: datetime | None = None


Seat = tuple[UUID, UUID]
"""A person in a tenant: the tenant, and the person's user."""
Mark = tuple[int, UUID | None]
"""How many notifications somebody has not read, whoever may see them, and which is the newest of all."""


class Delivery(Record, frozen=True, kw_only=True):
    """How a notification fared on one channel; `error` says what went wrong last."""

    id: UUID
    channel: Channel
    state: DeliveryState
    attempts: int
    not_before: datetime
    sent_at: datetime | None = None
    receipt: str | None = None
    error: str | None = None


class NotificationDetail(Notification, frozen=True, kw_only=True):
    """A notification with its deliveries."""

    deliveries: list[Delivery] = []


class UnreadCount(Record, frozen=True, kw_only=True):
    """How many notifications nobody has read yet."""

    unread: int


class Reminder(Record, frozen=True, kw_only=True):
    """An obligation to remind somebody: of what, due when, and when they hear of it next.

    `step` tells obligations of one kind apart (days before the end of a warranty), `times` how often it was met.
    """

    id: UUID
    user_id: UUID | None = None
    kind: Kind
    subject: Subject
    subject_id: UUID
    step: int = 0
    due_at: datetime
    remind_at: datetime
    state: ReminderState = ReminderState.WAITING
    times: int = 0
    snoozed_until: datetime | None = None
