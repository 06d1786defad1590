"""Enqueueing belongs to the transaction of the write, and to its tenant."""

from datetime import timedelta

import psycopg
import pytest

from fettle.db.callers import system
from fettle.queue import enqueue, job

JOBS = "SELECT count(*) AS n FROM queue.procrastinate_jobs WHERE tenant_id = %s"


@job("probe.nothing")
async def nothing(call) -> None:
    """Does nothing."""


class Crash(Exception):
    """What ends a transaction."""


async def test_j6_the_job_and_the_write_happen_both_or_neither(house):
    """J-6: whoever dies before the commit leaves no job behind, whoever dies after it has left one."""
    tenant = await house.tenant()
    with pytest.raises(Crash):
        async with house.call(tenant) as call:
            await enqueue(call, "probe.nothing")
            raise Crash
    assert house.peek(JOBS, tenant) == [{"n": 0}]
    await house.enqueue(tenant, "probe.nothing")
    assert house.peek(JOBS, tenant) == [{"n": 1}]


async def test_j6_killed_between_statement_and_commit(house):
    """J-6: the connection breaks after the job was enqueued and before the commit: there is no job."""
    tenant = await house.tenant()
    with pytest.raises(Exception, match="database is away"):
        async with house.call(tenant) as call:
            await enqueue(call, "probe.nothing")
            pid = await call.value("SELECT pg_backend_pid()")
            house.peek("SELECT pg_terminate_backend(%s)", pid)
            await call.value("SELECT 1")
    assert house.peek(JOBS, tenant) == [{"n": 0}]


async def test_t19_there_is_no_job_without_a_tenant(house):
    """T-19: nothing can be enqueued outside of a tenant."""
    with pytest.raises(Exception, match=r"."):
        async with house.door.open(system(None, via="test")) as call:
            await enqueue(call, "probe.nothing")
    assert house.peek("SELECT count(*) AS n FROM queue.procrastinate_jobs") == [{"n": 0}]


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM queue.procrastinate_jobs",
        "INSERT INTO queue.procrastinate_jobs (queue_name, task_name, tenant_id) VALUES ('x', 'x', gen_random_uuid())",
        "UPDATE queue.procrastinate_jobs SET tenant_id = gen_random_uuid()",
        "SELECT * FROM queue.fetch(ARRAY['x'], 1, 1)",
        "SELECT queue.recover('0')",
        "SELECT queue.put_off(1, 1, '0', true, '')",
    ],
)
def test_t19_the_application_reaches_no_queue(database, statement):
    """T-19: the role of the application can neither read the queue nor take, change or forge a job."""
    with psycopg.connect(database.app) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(statement)


@pytest.mark.parametrize(
    "statement",
    [
        "SELECT * FROM public.tenants",
        "SELECT * FROM public.events",
        "UPDATE procrastinate_jobs SET tenant_id = gen_random_uuid()",
        "UPDATE procrastinate_jobs SET args = '{}'",
        "INSERT INTO procrastinate_jobs (queue_name, task_name, tenant_id) VALUES ('x', 'x', gen_random_uuid())",
        "DELETE FROM procrastinate_jobs",
        "SELECT app.enqueue('x', 0, '{}', NULL, NULL, NULL)",
    ],
)
def test_t19_the_queue_reaches_nothing_else(database, statement):
    """T-19: the role that takes jobs can change neither their tenant nor their arguments, and sees no data."""
    with psycopg.connect(database.queue) as conn, pytest.raises(psycopg.errors.InsufficientPrivilege):
        conn.execute(statement)


async def test_a_word_that_waits_is_not_enqueued_again(house):
    one, two = await house.tenant(), await house.tenant()
    for _ in range(3):
        await house.enqueue(one, "probe.nothing", once="daily")
    await house.enqueue(one, "probe.other", once="daily")
    await house.enqueue(two, "probe.nothing", once="daily")
    assert [house.peek(JOBS, tenant)[0]["n"] for tenant in (one, two)] == [2, 1]


async def test_a_word_may_be_enqueued_again_while_the_first_runs_and_both_are_done(house):
    """A change that comes while the job runs is not missed, and the first may fail and be tried again all the same."""
    tenant = await house.tenant()
    runs = []

    @job("probe.again")
    async def again(call) -> None:
        runs.append(call.now)
        if len(runs) == 1:
            await house.enqueue(tenant, "probe.again", once="x")
            raise Crash

    async with house.worker([again]):
        await house.enqueue(tenant, "probe.again", once="x")
        await house.until(lambda: len(runs) >= 3 and not house.jobs())
    assert len(runs) == 3


async def test_jobs_with_one_word_run_one_after_the_other_in_order(house):
    tenant = await house.tenant()
    running, seen, most = set(), [], []

    @job("probe.turn")
    async def turn(work, *, number: int) -> None:
        running.add(number)
        most.append(len(running))
        async with work.open() as call:
            await call.value("SELECT pg_sleep(0.002)")
        seen.append(number)
        running.discard(number)

    async with house.call(tenant) as call:
        for number in range(20):
            await enqueue(call, "probe.turn", number=number, one_by_one="lane")
    async with house.worker([turn]), house.worker([turn]):
        await house.until(lambda: not house.jobs())
    assert (seen, set(most)) == (list(range(20)), {1})


async def test_a_job_waits_for_its_time(house):
    tenant = await house.tenant()
    ran = []

    @job("probe.later")
    async def later(call, *, word: str) -> None:
        ran.append((word, call.now))

    async with house.call(tenant) as call:
        soon = call.now + timedelta(seconds=1)
        await enqueue(call, "probe.later", word="soon", at=soon)
        await enqueue(call, "probe.later", word="never", at=call.now + timedelta(days=1))
        await enqueue(call, "probe.later", word="past", at=call.now - timedelta(days=1))
    async with house.worker([later]):
        await house.until(lambda: len(ran) == 2)
    assert [word for word, _ in ran] == ["past", "soon"]
    assert ran[1][1] >= soon
    assert [one["state"] for one in house.jobs()] == ["todo"]
