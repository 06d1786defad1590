"""A sender in a process of its own, to be killed: `python sender.py CONNINFO TENANT WEBHOOK KEY MOMENT`.

MOMENT is `before` or `after` the sending (it kills itself there), or `never`.
"""

import asyncio
import os
import signal
import sys
from ipaddress import ip_network
from uuid import UUID

from fettle.config import Settings
from fettle.db import engine
from fettle.modules.webhooks import senders
from fettle.modules.webhooks.actions import sending
from fettle.queue import Work
from fettle.web.outbound import Outbound


async def main(conninfo: str, tenant: str, webhook: str, key: str, moment: str) -> None:
    """Send what is due, up to the moment."""
    really = senders.send

    async def send(*args, **kwargs):  # type: ignore[no-untyped-def]
        if moment == "before":
            os.kill(os.getpid(), signal.SIGKILL)
        outcome = await really(*args, **kwargs)
        if moment == "after":
            os.kill(os.getpid(), signal.SIGKILL)
        return outcome

    senders.send = send  # type: ignore[assignment]
    door = engine.make_door(Settings(), conninfo)
    async with door.pool:
        print("ready", flush=True)
        outbound = Outbound([ip_network("127.0.0.0/8")], seconds=5)
        await sending.send_due(Work(door, UUID(tenant), {}), UUID(webhook), outbound=outbound, key=bytes.fromhex(key))


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
