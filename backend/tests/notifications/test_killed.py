"""Killed in the middle: each obligation and each event has one notification and one delivery, and the mail arrives.

Which worker takes up the jobs of a killed one is the queue's affair, and tested there; here they are simply free again.
"""

import asyncio
import os
import random
import signal
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest

from notifications.mailbox import Mailbox
from notifications.yard import Yard, later, now, ok, opened, told

POSTMAN = Path(__file__).with_name("postman.py")
FREE = "UPDATE queue.procrastinate_jobs SET status = 'todo' WHERE tenant_id = %s AND status = 'doing'"


async def postman(yard: Yard, database: Any, mailbox: Mailbox, moment: str, ahead: float) -> asyncio.subprocess.Process:
    """A worker of its own, at work."""
    data = str(yard.tenant.world.settings.data_dir)
    given = [database.app, database.superuser, mailbox.url, data, str(yard.tenant.id), moment, str(ahead)]
    environment = {**os.environ, "PYTHONPATH": str(POSTMAN.parents[1])}
    process = await asyncio.create_subprocess_exec(
        sys.executable, str(POSTMAN), *given, stdout=asyncio.subprocess.PIPE, env=environment
    )
    assert process.stdout is not None
    assert await asyncio.wait_for(process.stdout.readline(), 120) == b"ready\n"
    return process


def free(yard: Yard, database: Any) -> None:
    """Let others have what the killed one was at."""
    with psycopg.connect(database.superuser, autocommit=True) as conn:
        conn.execute(FREE, [yard.tenant.id])


@pytest.mark.parametrize(("moment", "arrived"), [("before", 0), ("after", 1)])
async def test_j9_killed_around_the_sending(
    world: Any, drain: Any, database: Any, mailbox: Mailbox, moment: str, arrived: int
) -> None:
    """J-9: between commit and send nothing is lost; between send and mark it comes again under the same Message-ID."""
    yard = await opened(world)
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff)
    process = await postman(yard, database, mailbox, moment, 0)
    assert await asyncio.wait_for(process.wait(), 120) == -signal.SIGKILL
    assert len(mailbox.to(tec.email)) == arrived
    (one,) = await told(tec)
    free(yard, database)
    await drain(yard.tenant)
    mails = mailbox.to(tec.email)
    assert len(mails) == arrived + 1
    assert len({mail["Message-ID"] for mail in mails}) == 1
    (delivery,) = (await ok(tec.get(f"/notifications/{one['id']}")))["deliveries"]
    assert (delivery["state"], delivery["attempts"], delivery["receipt"]) == ("sent", 2, mails[0]["Message-ID"])


async def test_j1_killed_anywhere_each_obligation_is_met_once(
    world: Any, drain: Any, database: Any, mailbox: Mailbox
) -> None:
    """J-1: killed at random moments while reminders fall due: one notification each, one delivery per channel."""
    yard = await opened(world)
    tec, staff = await yard.worker()
    due = later(hours=30)
    for number in range(6):
        await yard.order(title=f"Job {number}", assigneeId=staff, dueAt=due.isoformat())
    after = due + timedelta(hours=25)
    for _ in range(2):
        process = await postman(yard, database, mailbox, "never", (after - now()).total_seconds())
        await asyncio.sleep(random.uniform(0.0, 0.5))
        if process.returncode is None:
            process.kill()
        await process.wait()
        free(yard, database)
    # The clocks of those who were killed ran a little ahead of this one; a sweep finds what the round before it made.
    for _ in range(2):
        await drain(yard.tenant, now=after + timedelta(minutes=30))
    heard = await told(tec)
    assert Counter(each["kind"] for each in heard) == {"assigned": 6, "due_today": 6, "overdue": 6}
    with psycopg.connect(database.superuser) as conn:
        deliveries = conn.execute(
            "SELECT notification_id, channel, state, receipt FROM notification_deliveries WHERE tenant_id = %s",
            [yard.tenant.id],
        ).fetchall()
    assert Counter(state for _, _, state, _ in deliveries) == {"sent": 18}
    assert len({(notification, channel) for notification, channel, _, _ in deliveries}) == 18
    # Mails of one moment come as one; whatever was sent twice says so by its Message-ID.
    assert {mail["Message-ID"] for mail in mailbox.to(tec.email)} == {receipt for _, _, _, receipt in deliveries}
