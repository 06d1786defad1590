"""A worker takes what was enqueued, as the tenant that enqueued it."""

import asyncio
from collections import Counter

from fettle.queue import enqueue, job


async def test_a_job_runs_in_its_tenant_and_is_gone(house):
    seen = []

    @job("probe.note")
    async def note(call, *, word: str) -> None:
        seen.append((call.tenant_id, word))

    one, two = await house.tenant(), await house.tenant()
    async with house.worker([note]):
        await house.enqueue(one, "probe.note", word="a")
        await house.enqueue(two, "probe.note", word="b")
        await house.until(lambda: len(seen) == 2 and not house.jobs())
    assert sorted(seen) == sorted([(one, "a"), (two, "b")])


async def test_two_workers_run_each_job_once(house):
    seen = Counter()

    @job("probe.note")
    async def note(call, *, number: int) -> None:
        seen[number] += 1
        await asyncio.sleep(0.001)

    tenant = await house.tenant()
    async with house.call(tenant) as call:
        for number in range(300):
            await enqueue(call, "probe.note", number=number)
    async with house.worker([note]), house.worker([note]):
        await house.until(lambda: not house.jobs())
    assert seen == Counter(range(300))
