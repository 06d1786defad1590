"""Jobs of the call's tenant, through functions that know no other tenant's."""

from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.jobs.records import BackgroundJob, JobState

LISTED = """
SELECT id, name, state, attempts, failure, enqueued_at, due_at, started_at, failed_at FROM app.jobs(%s, %s, %s, %s, %s)
"""
GET = "SELECT id, name, state, attempts, failure, enqueued_at, due_at, started_at, failed_at FROM app.job(%s)"


async def listed(
    call: Call, states: list[JobState], name: str | None, *, before: tuple[datetime, UUID] | None, limit: int
) -> list[BackgroundJob]:
    """Jobs in these states, the newest first, those enqueued before a moment and id."""
    moment, job_id = before or (None, None)
    return await call.all(BackgroundJob, LISTED, [[state.value for state in states], name, moment, job_id, limit])


async def get(call: Call, job_id: UUID) -> BackgroundJob:
    """One job. Raises `NotFound`."""
    return await call.one(BackgroundJob, GET, [job_id])


async def retry(call: Call, job_id: UUID, change: Change) -> None:
    """Let a failed job be taken again."""
    await call.write(change, "SELECT app.retry_job(%s)", [job_id])


async def dismiss(call: Call, job_id: UUID, change: Change) -> None:
    """Forget a failed job."""
    await call.write(change, "SELECT app.dismiss_job(%s)", [job_id])
