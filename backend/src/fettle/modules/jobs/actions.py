"""What people do about background jobs."""

from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import Page, PageRequest
from fettle.modules.jobs import rules, store
from fettle.modules.jobs.records import BackgroundJob, JobState


async def browse(call: Call, page: PageRequest, states: list[JobState] | None, name: str | None) -> Page[BackgroundJob]:
    """A page of jobs, the newest first: those that wait, run or have failed."""
    call.must("jobs:read")
    wanted = list(dict.fromkeys(states or JobState))
    before = None if page.position is None else (datetime.fromisoformat(page.position[0]), UUID(page.position[1]))
    found = await store.listed(call, wanted, name, before=before, limit=page.limit + 1)
    return page.page(found, key=lambda job: [job.enqueued_at.isoformat(), str(job.id)])


async def get(call: Call, job_id: UUID) -> BackgroundJob:
    """One job; one that ended well is gone."""
    call.must("jobs:read")
    return await store.get(call, job_id)


async def retry(call: Call, job_id: UUID) -> BackgroundJob:
    """Run a failed job again, with as many attempts as a new one."""
    call.must("jobs:write")
    held = await store.get(call, job_id)
    waiting = rules.retried(held)
    before = {"status": held.state, "attempts": held.attempts}
    after = {"status": waiting.state, "attempts": waiting.attempts}
    await store.retry(call, job_id, Change("job.retried", job_id, after, before))
    return waiting


async def dismiss(call: Call, job_id: UUID) -> None:
    """Forget a failed job; what it should have done stays undone."""
    call.must("jobs:write")
    held = await store.get(call, job_id)
    rules.check_failed(held)
    before = {"status": held.state, "name": held.name, "failure": held.failure}
    await store.dismiss(call, job_id, Change("job.dismissed", job_id, {"status": "dismissed"}, before))
