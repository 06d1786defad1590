"""The door of notifications for the composition; no module calls them: who wants people told makes an event."""

from fettle.modules.notifications.actions.centre import acknowledge, read, read_all
from fettle.modules.notifications.actions.choosing import choose
from fettle.modules.notifications.actions.ringing import Bell
from fettle.modules.notifications.desk import Office, office
from fettle.modules.notifications.records import Habits, Kind, Preference, Way

__all__ = [
    "Bell",
    "Habits",
    "Kind",
    "Office",
    "Preference",
    "Way",
    "acknowledge",
    "choose",
    "office",
    "read",
    "read_all",
]
