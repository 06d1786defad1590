"""The door of insight for other modules."""

from fettle.modules.insight.actions import search
from fettle.modules.insight.records import Hit, HitType

__all__ = ["Hit", "HitType", "search"]
