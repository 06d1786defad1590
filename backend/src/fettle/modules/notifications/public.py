"""The door of notifications for the composition; no module calls them: who wants people told makes an event."""

from fettle.modules.notifications.desk import Office, office

__all__ = ["Office", "office"]
