"""Routes of background jobs."""

from typing import Annotated
from uuid import UUID

from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import BadCursor, Page, PageRequest
from fettle.modules.jobs import actions
from fettle.modules.jobs.records import BackgroundJob, JobState
from fettle.modules.jobs.rules import JobNotFailed
from fettle.web.verbs import get, post

States = Annotated[list[JobState] | None, QueryParameter(name="state", description="All states unless given.")]
Name = Annotated[str | None, QueryParameter(name="name", max_length=128, description="What the job is called.")]


@get("/jobs", may="jobs:read", refuses=(BadCursor,))
async def list_jobs(call: Call, page: PageRequest, states: States = None, name: Name = None) -> Page[BackgroundJob]:
    """List background jobs that wait, run or have failed, the newest first."""
    return await actions.browse(call, page, states, name)


@get("/jobs/{job_id:uuid}", may="jobs:read")
async def get_job(call: Call, job_id: UUID) -> BackgroundJob:
    """Show a background job; one that ended well is gone."""
    return await actions.get(call, job_id)


@post("/jobs/{job_id:uuid}/retry", may="jobs:write", status_code=202, refuses=(JobNotFailed,))
async def retry_job(call: Call, job_id: UUID) -> BackgroundJob:
    """Run a failed job again, with as many attempts as a new one."""
    return await actions.retry(call, job_id)


@post("/jobs/{job_id:uuid}/dismiss", may="jobs:write", status_code=204, refuses=(JobNotFailed,))
async def dismiss_job(call: Call, job_id: UUID) -> None:
    """Dismiss a failed job; what it should have done stays undone."""
    await actions.dismiss(call, job_id)


routes = [list_jobs, get_job, retry_job, dismiss_job]
