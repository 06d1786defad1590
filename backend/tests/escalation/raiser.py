"""A sweep in a process of its own, to be killed: `python raiser.py CONNINFO TENANT NOW`."""

import asyncio
import sys
from datetime import datetime
from uuid import UUID

from fettle.config import Settings
from fettle.db import engine
from fettle.db.door import Door
from fettle.modules.escalation.actions import raising
from fettle.queue import Work


async def main(conninfo: str, tenant: str, now: str) -> None:
    """Take every step that is due at `now`."""
    made = engine.make_door(Settings(), conninfo)
    async with made.pool:
        print("ready", flush=True)
        door = Door(made.pool, clock=lambda: datetime.fromisoformat(now))
        await raising.raise_due(Work(door, UUID(tenant), {}))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
