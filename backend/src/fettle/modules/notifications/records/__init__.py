"""The nouns of notifications: what people are told, how it reaches them, and what is still owed to them."""

from fettle.modules.notifications.records.centre import (
    Delivery,
    Mark,
    Notification,
    NotificationDetail,
    Reminder,
    Seat,
    UnreadCount,
)
from fettle.modules.notifications.records.kinds import Channel, DeliveryState, Kind, ReminderState, Subject, Way
from fettle.modules.notifications.records.post import Notice, Outcome, Parcel, Person
from fettle.modules.notifications.records.sights import Asked, Seen, Thing, Work
from fettle.modules.notifications.records.wishes import (
    Device,
    Habits,
    Mute,
    NewDevice,
    Preference,
    Preferences,
    PushKey,
    QuietHours,
)

__all__ = [
    "Asked",
    "Channel",
    "Delivery",
    "DeliveryState",
    "Device",
    "Habits",
    "Kind",
    "Mark",
    "Mute",
    "NewDevice",
    "Notice",
    "Notification",
    "NotificationDetail",
    "Outcome",
    "Parcel",
    "Person",
    "Preference",
    "Preferences",
    "PushKey",
    "QuietHours",
    "Reminder",
    "ReminderState",
    "Seat",
    "Seen",
    "Subject",
    "Thing",
    "UnreadCount",
    "Way",
    "Work",
]
