"""What may be done about a job."""

import msgspec

from fettle.kit.refusals import Conflict
from fettle.modules.jobs.records import BackgroundJob, JobState


class JobNotFailed(Conflict):
    """Only a job that has failed can be run again or dismissed."""


def retried(job: BackgroundJob) -> BackgroundJob:
    """The job as it waits for its first attempt again. Raises `JobNotFailed`."""
    check_failed(job)
    return msgspec.structs.replace(job, state=JobState.WAITING, attempts=0, failed_at=None)


def check_failed(job: BackgroundJob) -> None:
    """Raise `JobNotFailed` for a job that waits or runs."""
    if job.state != JobState.FAILED:
        raise JobNotFailed()
