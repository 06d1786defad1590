"""How far back, and how much, is sent again at once."""

from datetime import datetime
from typing import TypeVar

from fettle.kit.refusals import Invalid
from fettle.modules.webhooks.rules.schedule import KEPT

E = TypeVar("E")
MOST = 1000
"""Deliveries of one replay."""
MOST_READ = 5000
"""Events that one replay looks at."""


def must_be_known(event: E | None) -> E:
    """The event to start from. Raises `Invalid` where there is none that the caller may see."""
    if event is None:
        raise Invalid.at("/fromEventId", "unknown", "no such event")
    return event


def earliest(now: datetime) -> datetime:
    """Since when deliveries are in the book."""
    return now - KEPT
