"""Background work: jobs enqueued in the transaction of the write, followers of the event feed, and sweeps by the clock.

A module declares its background work in `jobs.py` with the three decorators below and lists it in its `module.py`
(`jobs=[...]`). Whatever needs doing because something *changed* is a follower; whatever needs doing because *time* has
passed is a sweep; whatever is slow, talks to the outside or may fail by itself is a job that one of them enqueues.
"""

from fettle.queue.declared import Follower, Job, Sweep, follower, job, sweep
from fettle.queue.enqueueing import enqueue
from fettle.queue.work import GiveUp, TryLater, Work

__all__ = [
    "Follower",
    "GiveUp",
    "Job",
    "Sweep",
    "TryLater",
    "Work",
    "enqueue",
    "follower",
    "job",
    "sweep",
]
