"""The door of jobs for other modules."""

from fettle.modules.jobs.records import BackgroundJob, JobState

__all__ = ["BackgroundJob", "JobState"]
