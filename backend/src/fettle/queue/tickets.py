"""What a worker is handed: one job of one tenant, and everything that is known about it."""

import inspect
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.queue.declared import Follower, Job, Sweep

Declared = Job | Follower | Sweep


class Ticket(msgspec.Struct, frozen=True, kw_only=True):
    """A job that was taken from the queue. `tenant_id` is the stamp of its row; nothing in `args` can change it.

    `attempts` have gone before this one; `runs` counts how often it was taken, and tells one run from another.
    """

    id: int
    uid: UUID
    name: str
    tenant_id: UUID
    args: dict[str, Any]
    attempts: int
    runs: int
    enqueued_at: datetime
    standing: str = "active"

    def __repr__(self) -> str:
        """Without the arguments: what is logged of a job holds nobody's data."""
        return f"{self.name}[{self.uid}]"


class WrongArguments(Exception):
    """The arguments are not those that the job takes, or not yet, or not any more."""


def arguments(job: Job, given: Mapping[str, Any]) -> dict[str, Any]:
    """`given` as the job's function takes it. Raises `WrongArguments` for unknown, missing and misfit ones."""
    wanted = list(inspect.signature(job.run, eval_str=True).parameters.values())[1:]
    if unknown := given.keys() - {parameter.name for parameter in wanted}:
        raise WrongArguments(f"unknown: {', '.join(sorted(unknown))}")
    found = {}
    for parameter in wanted:
        if parameter.name in given:
            found[parameter.name] = _converted(parameter, given[parameter.name])
        elif parameter.default is inspect.Parameter.empty:
            raise WrongArguments(f"missing: {parameter.name}")
    return found


def _converted(parameter: inspect.Parameter, value: Any) -> Any:
    try:
        return msgspec.convert(value, parameter.annotation)
    except msgspec.ValidationError as error:
        raise WrongArguments(f"{parameter.name}: {error}") from None


class Duties:
    """All background work of a program, by kind: jobs by name, followers and sweeps."""

    def __init__(self, declared: Iterable[Declared]) -> None:
        self.jobs: dict[str, Job] = {}
        self.followers: dict[str, Follower] = {}
        self.sweeps: list[Sweep] = []
        for one in declared:
            if isinstance(one, Follower):
                self.followers[one.name] = one
            else:
                self.add(one.job if isinstance(one, Sweep) else one)
            if isinstance(one, Sweep):
                self.sweeps.append(one)

    def add(self, job: Job) -> None:
        """One more job. Raises `ValueError` for a name that is taken."""
        if job.name in self.jobs:
            raise ValueError(f"two jobs are called {job.name}")
        self.jobs[job.name] = job
