"""Identifiers: UUIDv7, so that ids sort by the time at which they were made."""

from collections.abc import Callable
from uuid import UUID

from uuid_utils.compat import uuid7

IdMaker = Callable[[], UUID]


def new_id() -> UUID:
    """A new UUIDv7, monotonic within this process."""
    return uuid7()
