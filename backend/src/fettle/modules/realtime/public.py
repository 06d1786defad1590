"""The door of live updates for the composition."""

from fettle.modules.realtime.desk.hub import Hub

__all__ = ["Hub"]
