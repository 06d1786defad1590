"""Workers that are killed: `python nursery.py` forks them, kills them at random moments, and forks more.

Reads what to do from its input as JSON and writes how many were killed. Each worker has its own idea of the time, a
year goes by in seconds, and it does what the jobs do: makes what is due, tells the followers. It also plays the people:
takes readings and finishes floating work.
"""

import asyncio
import json
import os
import random
import select
import signal
import sys
import time
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import UUID

import structlog

from fettle.config import Settings
from fettle.db import engine
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.kit.ids import new_id
from fettle.kit.refusals import Refusal
from fettle.modules.assets.actions import meters
from fettle.modules.assets.records.meters import NewReading
from fettle.modules.planning import jobs
from fettle.modules.planning.actions import running
from fettle.modules.work_orders import public as work_orders
from fettle.queue import Work, following, sweeping

KILLED_WITHIN = 0.12
STRIDE = 30
RUN = 90
FLOATING = """
SELECT w.id, w.status FROM plan_occurrences o
JOIN work_orders w ON w.tenant_id = o.tenant_id AND w.id = o.work_order_id
WHERE o.tenant_id = app.tenant_id() AND o.key ^@ 'after-' AND o.state IN ('made', 'snoozed')
"""
NEXT = "SELECT min(next_look_at) FROM plan_schedules WHERE tenant_id = app.tenant_id()"
METERS = """
SELECT m.id, coalesce(max(r.value), 0) FROM meters m
LEFT JOIN meter_readings r ON r.tenant_id = m.tenant_id AND r.meter_id = m.id
WHERE m.tenant_id = app.tenant_id() GROUP BY m.id
"""


async def work_through(door: Door, until: datetime, dice: random.Random) -> bool:
    """Do what is due next in every tenant; whether there was anything."""
    async with door.open(sweeping.worker(), read_only=True) as call:
        tenants = await sweeping.due(call, jobs.make_due, until)
    dice.shuffle(tenants)
    for tenant_id in tenants:
        async with door.open(system(tenant_id, via="test"), read_only=True) as call:
            first = await call.value(NEXT)
        if first is not None and first <= until:
            now = min(first + timedelta(days=dice.randint(0, STRIDE)), until)
            await visit(Door(door.pool, clock=lambda now=now: now), tenant_id)
    return bool(tenants)


async def visit(door: Door, tenant_id: UUID) -> None:
    """What happens in a tenant at one moment: people read and finish, followers hear of it, what is due is made."""
    await read_meters(door, tenant_id)
    await tell(door, tenant_id)
    await running.make_due(Work(door, tenant_id, {}))
    await finish(door, tenant_id)
    await tell(door, tenant_id)


async def tell(door: Door, tenant_id: UUID) -> None:
    """Tell the followers of planning all that happened."""
    for follower in (jobs.follow_work, jobs.follow_readings):
        while await following.follow(door, follower, tenant_id):
            pass


async def read_meters(door: Door, tenant_id: UUID) -> None:
    """Read every meter, a while further on than last time."""
    async with door.open(system(tenant_id, via="test"), read_only=True) as call:
        found = await call.all(tuple, METERS)
    for meter_id, value in found:
        try:
            async with door.open(system(tenant_id, via="test")) as call:
                await meters.read(call, meter_id, NewReading(id=new_id(), value=value + Decimal(RUN), read_at=call.now))
        except Refusal:
            pass  # another worker, at a later moment, has read it meanwhile


async def finish(door: Door, tenant_id: UUID) -> None:
    """Start and complete the open work that floats."""
    async with door.open(system(tenant_id, via="test"), read_only=True) as call:
        found = await call.all(tuple, FLOATING)
    for work_order_id, status in found:
        try:
            if status == "approved":
                async with door.open(system(tenant_id, via="test")) as call:
                    await work_orders.start(call, work_order_id)
            async with door.open(system(tenant_id, via="test")) as call:
                await work_orders.complete(call, work_order_id, work_orders.Completion())
        except Refusal:
            pass  # another worker has done it meanwhile


async def live(given: dict[str, Any], dice: random.Random, ready: int) -> None:
    """Work until nothing is left to do; says when it begins."""
    settings = Settings(data_dir=Path(given["data"]), database_url=given["app"], log_level="error")
    door = engine.make_door(settings, given["app"], size=2)
    async with door.pool:
        await door.pool.wait()
        os.write(ready, b"!")
        while await work_through(door, datetime.fromisoformat(given["until"]), dice):
            pass


def born(given: dict[str, Any], number: int) -> tuple[int, int]:
    """A new worker: its process, and where it says that it has begun."""
    heard, says = os.pipe()
    process = os.fork()
    if process:
        os.close(says)
        return process, heard
    status = 1
    try:
        os.close(heard)
        asyncio.run(live(given, random.Random(number), says))
        status = 0
    finally:
        os._exit(status)


def main() -> None:
    """Raise workers and kill them, as many as asked for; then let the last ones finish."""
    given = json.loads(sys.stdin.read())
    structlog.configure(
        processors=[structlog.processors.JSONRenderer()], logger_factory=structlog.PrintLoggerFactory(sys.stderr)
    )
    dice, births, killed, failed = random.Random(given["seed"]), given["workers"], 0, 0
    alive = dict(born(given, number) for number in range(given["workers"]))
    while alive:
        process, heard = dice.choice(list(alive.items()))
        if killed < given["kills"] and select.select([heard], [], [], 20)[0]:
            time.sleep(dice.uniform(0, KILLED_WITHIN))
            os.kill(process, signal.SIGKILL)
        _, status = os.waitpid(process, 0)
        os.close(alive.pop(process))
        if os.WIFSIGNALED(status):
            killed += 1
            births += 1
            alive.update([born(given, given["seed"] + births)])
        failed += os.WIFEXITED(status) and os.WEXITSTATUS(status) != 0
    json.dump({"killed": killed, "failed": failed}, sys.stdout)


if __name__ == "__main__":
    main()
