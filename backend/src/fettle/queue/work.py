"""What a job works with."""

from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from datetime import timedelta
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.db.door import Door


class TryLater(Exception):
    """The job could not be done yet and is tried again after `wait`; the message says why, without secrets."""

    def __init__(self, message: str, wait: timedelta | None = None) -> None:
        super().__init__(message)
        self.wait = wait


class GiveUp(Exception):
    """The job can never succeed: it becomes a dead letter at once, with this message."""


class Work:
    """One job of one tenant: it opens its own transactions, so that nothing is held open while it talks to outside."""

    def __init__(
        self, door: Door, tenant_id: UUID, services: Mapping[str, Any], *, attempt: int = 1, last: bool = False
    ) -> None:
        self.door = door
        self.tenant_id = tenant_id
        self.services = services
        self.attempt = attempt
        self.last = last
        """Whether no further attempt follows: what must be recorded about a failure is recorded now."""

    def caller(self) -> Caller:
        """The product itself, acting for the tenant that the job was enqueued by."""
        return system(self.tenant_id, via="job")

    def open(self, *, read_only: bool = False) -> AbstractAsyncContextManager[Call]:
        """A transaction of the tenant."""
        return self.door.open(self.caller(), read_only=read_only)
