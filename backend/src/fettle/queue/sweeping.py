"""Sweeps: by the clock, a job for each tenant that has something due."""

import re
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.queue.declared import Sweep

EVERYBODY = "app.active_tenants"
ENQUEUE = "SELECT app.enqueue_sweep(%s, %s)"
FUNCTION = re.compile(r"app\.[a-z_]+")


def worker() -> Caller:
    """The worker itself, before it knows for which tenants there is something to do."""
    return system(None, via="worker", realm="worker")


async def due(call: Call, sweep: Sweep, now: datetime) -> list[UUID]:
    """The tenants with something due at `now`."""
    function = sweep.due or EVERYBODY
    if not FUNCTION.fullmatch(function):
        raise ValueError(f"{function} is no function of ours")
    return [row[0] for row in await call.all(tuple, f"SELECT due FROM {function}(%s) AS due", [now])]  # noqa: S608


async def enqueue(call: Call, sweep: Sweep, tenants: list[UUID]) -> None:
    """One job for each of these tenants, where none waits yet."""
    await call.keep(ENQUEUE, [sweep.job.name, tenants])
