"""J-9: workers are killed at any moment; every job is done, and what belongs to a transaction is done once."""

import json
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from fettle.queue import enqueue

DONE = "SELECT after ->> 'number' AS number FROM events WHERE tenant_id = %s AND type = 'thing.done'"
BEGUN = "SELECT after ->> 'attempt' AS attempt FROM events WHERE tenant_id = %s AND type = 'thing.begun' ORDER BY seq"
MANY = 150


@pytest.fixture
def started(house):
    """Starts workers as processes; what still runs at the end is killed."""
    processes = []

    def start() -> subprocess.Popen[bytes]:
        given = json.dumps({"app": house.database.app, "queue": house.database.queue})
        script = Path(__file__).with_name("runner.py")
        env = {**os.environ, "FETTLE_LOG_LEVEL": "error"}
        processes.append(subprocess.Popen([sys.executable, script, given], env=env))
        return processes[-1]

    yield start
    for process in processes:
        if process.poll() is None:
            process.kill()
        process.wait()


async def test_j9_killed_again_and_again_each_job_is_done_once(house, started):
    """J-9: three workers, killed -9 at random moments and replaced: each job has left exactly one event."""
    tenant = await house.tenant()
    chance = random.Random(7)
    async with house.call(tenant) as call:
        for number in range(MANY):
            await enqueue(call, "probe.once", number=number)
    workers = [started() for _ in range(3)]
    for kill in range(1, 5):
        await house.until(lambda at=kill: len(house.peek(DONE, tenant)) >= at * MANY // 6, within=60)
        victim = chance.randrange(len(workers))
        workers[victim].kill()
        workers[victim].wait()
        workers[victim] = started()
    await house.until(lambda: not house.jobs(), within=60)
    assert Counter(int(row["number"]) for row in house.peek(DONE, tenant)) == Counter(range(MANY))


async def test_j9_a_job_whose_worker_was_killed_is_run_again_within_seconds(house, started):
    """J-9: kill -9 in the middle of a job: once it has been silent, another worker runs it again, and it ends."""
    tenant = await house.tenant()
    first = started()
    await house.enqueue(tenant, "probe.hold")
    await house.until(lambda: house.peek(BEGUN, tenant), within=60)
    second = started()
    first.kill()
    await house.until(lambda: len(house.peek(BEGUN, tenant)) == 2 and not house.jobs(), within=30)
    assert [row["attempt"] for row in house.peek(BEGUN, tenant)] == ["1", "2"]
    second.send_signal(signal.SIGTERM)
    assert second.wait(20) == 0
    assert house.peek("SELECT count(*) AS n FROM queue.procrastinate_workers") == [{"n": 0}]


async def test_a_worker_that_is_asked_to_end_gives_its_jobs_back(house, started):
    """SIGTERM: what does not end in time is given back at once, and this does not count as an attempt."""
    tenant = await house.tenant()
    worker = started()
    await house.enqueue(tenant, "probe.hold")
    await house.until(lambda: house.peek(BEGUN, tenant), within=60)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(20) == 0
    (job,) = house.jobs()
    assert (job["state"], job["attempts"], job["worker_id"]) == ("todo", 0, None)
