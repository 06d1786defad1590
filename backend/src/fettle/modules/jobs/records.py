"""Background jobs as the people of a tenant see them."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class JobState(StrEnum):
    """Where a job is: it waits for its turn or its time, runs, or has failed for good."""

    WAITING = "waiting"
    RUNNING = "running"
    FAILED = "failed"


class BackgroundJob(Record, frozen=True, kw_only=True):
    """One job. `attempts` have ended; `failure` is what the last one said; `due_at` when the next one is due.

    What it works on stands in the history of that record; the job's arguments are shown to nobody.
    """

    id: UUID
    name: str
    state: JobState
    attempts: int
    failure: str | None
    enqueued_at: datetime
    due_at: datetime | None
    started_at: datetime | None
    failed_at: datetime | None
