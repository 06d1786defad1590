"""A worker as a process of its own, which a test kills."""

import asyncio
import json
import signal
import sys

from fettle.config import Settings
from fettle.db import engine
from fettle.kit.changes import Change
from fettle.queue import job
from fettle.queue.taking import Pace
from fettle.queue.tickets import Duties
from fettle.queue.working import Worker


@job("probe.once")
async def once(call, *, number: int) -> None:
    """Leaves one event, after a moment in which it can be killed."""
    call.changed(Change("thing.done", call.new_id(), {"number": number}))
    await call.value("SELECT pg_sleep(0.01)")


@job("probe.hold", seconds=600)
async def hold(work) -> None:
    """Says that it runs, and goes on until it is killed; the second time it ends."""
    async with work.open() as call:
        call.changed(Change("thing.begun", call.new_id(), {"attempt": work.attempt}))
    if work.attempt == 1:
        await asyncio.sleep(600)


async def main() -> None:
    """Work until SIGTERM."""
    given = json.loads(sys.argv[1])
    settings = Settings(database_url=given["app"])
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    door = engine.make_door(settings, given["app"], size=8)
    pool = engine.make_pool(settings, given["queue"], size=2)
    pace = Pace(slots=4, poll=0.02, heartbeat=0.3, silent=2.0, grace=0.5)
    async with door.pool, pool:
        await Worker(door, pool, Duties([once, hold]), {}, pace=pace).run(stop)


asyncio.run(main())
