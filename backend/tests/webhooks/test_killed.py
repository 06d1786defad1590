"""Killed while sending: everything arrives at least once, under the same message id (W-7)."""

import asyncio
import random
import signal
import sys
from pathlib import Path
from uuid import UUID

import pytest

from fettle.db import reading
from fettle.modules.webhooks.actions import following
from webhooks.conftest import hook, made

SENDER = Path(__file__).with_name("sender.py")


async def started(hooked, database, admin, webhook, moment):
    """A sender in a process of its own, ready to send."""
    key = hooked.settings.secret_bytes.hex()
    arguments = [sys.executable, str(SENDER), database.app, str(admin.tenant.id), webhook["id"], key, moment]
    process = await asyncio.create_subprocess_exec(*arguments, stdout=asyncio.subprocess.PIPE)
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n"
    return process


async def in_line(admin, count):
    """`count` events put in line for the tenant's webhooks."""
    for number in range(count):
        await made(await admin.post("/work-orders", {"title": f"Job {number}"}))
    async with admin.tenant.call() as call:
        await following.follow(call, await reading.events_after(call, 0, 0, limit=500))


@pytest.mark.parametrize(("moment", "arrived"), [("before", 0), ("after", 1)])
async def test_w7_killed_around_the_sending(hooked, database, admin, inbox, work, moment, arrived):
    """W-7: between commit and send nothing is lost; between send and mark it comes again with the same id."""
    webhook, _ = await hook(admin, inbox.url())
    await in_line(admin, 1)
    process = await started(hooked, database, admin, webhook, moment)
    assert await asyncio.wait_for(process.wait(), 60) == -signal.SIGKILL
    assert len(inbox.got) == arrived
    await work(admin.tenant)
    assert len(inbox.got) == arrived + 1
    assert len(set(inbox.ids())) == 1
    (one,) = (await made(await admin.get("/webhook-deliveries")))["data"]
    assert (one["status"], one["messageId"]) == ("delivered", inbox.got[0].message_id)


async def test_w7_killed_anywhere(hooked, database, admin, inbox, work):
    """W-7: killed at random moments: each event arrives, no message id that is not its own."""
    webhook, _ = await hook(admin, inbox.url())
    await in_line(admin, 40)

    async def slowly(writer):
        await asyncio.sleep(0.01)
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        await writer.drain()

    inbox.misbehaves = slowly
    for _ in range(4):
        process = await started(hooked, database, admin, webhook, "never")
        await asyncio.sleep(random.uniform(0.0, 0.3))
        if process.returncode is None:
            process.kill()
        await process.wait()
    await work(admin.tenant)
    log = (await made(await admin.get("/webhook-deliveries", limit=200)))["data"]
    assert {each["status"] for each in log} == {"delivered"}
    assert set(inbox.ids()) == {each["messageId"] for each in log}
    assert len(log) == 40
    by_event = {got.message_id: UUID(got.json()["data"]["eventId"]) for got in inbox.got}
    assert len(set(by_event.values())) == 40
