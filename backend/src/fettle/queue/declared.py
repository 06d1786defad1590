"""What a module declares as its background work."""

from collections.abc import Awaitable, Callable
from typing import Any

import msgspec

Run = Callable[..., Awaitable[None]]


class Job(msgspec.Struct, frozen=True):
    """A kind of job: run with a `Call` (one transaction around it) or with a `Work` (it opens its own), and arguments.

    Which of the two is decided by the name of the first parameter, `call` or `work`. `attempts` is how often it is
    tried before it is a dead letter; `seconds` how long one attempt may last.
    """

    name: str
    run: Run
    attempts: int
    seconds: float


class Follower(msgspec.Struct, frozen=True):
    """Somebody who is told every event of the given types, per tenant in commit order, once: in the transaction that
    also moves its position. `types` are whole types, `entity.*` or `*`."""

    name: str
    types: tuple[str, ...]
    run: Run


class Sweep(msgspec.Struct, frozen=True):
    """Something done by the clock for each tenant that has something due.

    `due` names an SQL function `(now timestamptz) RETURNS SETOF uuid` that knows those tenants across all of them
    (SECURITY DEFINER; None: every tenant that is neither suspended nor in deletion); `every` is in seconds. The job is
    enqueued for each of them, once however many workers there are.
    """

    job: Job
    every: float
    due: str | None


def job(name: str, *, attempts: int = 8, seconds: float = 120) -> Callable[[Run], Job]:
    """Declare an async function as a job; enqueue it with `enqueue(call, name, **arguments)`."""

    def declare(run: Run) -> Job:
        return Job(name, run, attempts, seconds)

    return declare


def follower(name: str, *types: str) -> Callable[[Run], Follower]:
    """Declare `async def f(call: Call, events: list[FeedEvent])` as a follower of the feed."""

    def declare(run: Run) -> Follower:
        return Follower(name, types, run)

    return declare


def sweep(name: str, *, every: float, due: str | None = None, **options: Any) -> Callable[[Run], Sweep]:
    """Declare a job without arguments that is enqueued by the clock; options as for `job`."""

    def declare(run: Run) -> Sweep:
        return Sweep(job(name, **options)(run), every, due)

    return declare
