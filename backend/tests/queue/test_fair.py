"""J-8: one tenant's flood leaves the others' waiting time as it was."""

import asyncio
import time

from fettle.queue import enqueue, job
from fettle.queue.taking import Pace

# What a million calls of `enqueue` would have left behind, only sooner.
FLOOD = """
INSERT INTO queue.procrastinate_jobs (tenant_id, queue_name, task_name, args, priority, ready_at)
SELECT %s, 'probe.work', 'probe.work', jsonb_build_object('sent', 0), -least(n, 100), now()
FROM generate_series(0, %s) AS n
"""
MANY = 20_000
LIGHT = 40


async def test_j8_a_flood_changes_nothing_for_the_others(house):
    """J-8: the 95th percentile of a light tenant's wait beside a flood is what it was without, give or take noise."""
    heavy, light = await house.tenant(), await house.tenant()
    waits, flooded = [], []

    @job("probe.work")
    async def work(call, *, sent: float) -> None:
        (waits if call.tenant_id == light else flooded).append(time.monotonic() - sent)

    async def send() -> list[float]:
        waits.clear()
        for _ in range(LIGHT):
            await house.enqueue(light, "probe.work", sent=time.monotonic())
            await asyncio.sleep(0.02)
        await house.until(lambda: len(waits) == LIGHT)
        return sorted(waits)

    async with house.worker([work], pace=Pace(slots=4, poll=0.05)):
        alone = await send()
        house.peek(FLOOD, heavy, MANY)
        await house.until(lambda: flooded)
        beside = await send()
        left = house.peek("SELECT count(*) AS n FROM queue.procrastinate_jobs WHERE tenant_id = %s", heavy)
    assert left[0]["n"] > MANY / 2, "the flood was over before it could be in the way"
    assert beside[int(LIGHT * 0.95)] < alone[int(LIGHT * 0.95)] + 0.5
    assert beside[LIGHT // 2] < alone[LIGHT // 2] + 0.25


async def test_j8_within_a_flood_others_are_next(house):
    """J-8: by order alone: whoever has little under way comes before whoever has much, each in its own order."""
    heavy, light = await house.tenant(), await house.tenant()
    order = []

    @job("probe.work")
    async def work(call, *, number: int) -> None:
        order.append((call.tenant_id, number))

    for tenant, many in ((heavy, 60), (light, 5)):
        async with house.call(tenant) as call:
            for number in range(many):
                await enqueue(call, "probe.work", number=number)
    async with house.worker([work], pace=Pace(slots=1, poll=0.02)):
        await house.until(lambda: len(order) == 65)
    assert max(place for place, (tenant, _) in enumerate(order) if tenant == light) <= 10
    for tenant in (heavy, light):
        mine = [number for of, number in order if of == tenant]
        assert mine == sorted(mine)


async def test_j8_long_jobs_of_one_tenant_leave_half_of_the_slots(house):
    """J-8: a tenant whose jobs all take for ever holds at most half of a worker."""
    heavy, light = await house.tenant(), await house.tenant()
    held, done, go = [], [], asyncio.Event()

    @job("probe.long")
    async def long(work) -> None:
        held.append(work.tenant_id)
        await go.wait()

    @job("probe.short")
    async def short(work) -> None:
        done.append(work.tenant_id)

    async with house.worker([long, short], pace=Pace(slots=6, poll=0.02)):
        for _ in range(3):
            async with house.call(heavy) as call:
                for _ in range(10):
                    await enqueue(call, "probe.long")
            await house.until(lambda: len(held) >= 3)
        for _ in range(8):
            await house.enqueue(light, "probe.short")
        await house.until(lambda: len(done) == 8)
        assert len(held) == 3
        go.set()
        await house.until(lambda: not house.jobs())
    assert len(held) == 30


async def test_priority_counts_within_the_tenant_only(house):
    """An urgent job overtakes its own tenant's, and nobody else's first."""
    one, two = await house.tenant(), await house.tenant()
    order = []

    @job("probe.work")
    async def work(call, *, word: str) -> None:
        order.append(word)

    async with house.call(two) as call:
        await enqueue(call, "probe.work", word="first of the other")
    async with house.call(one) as call:
        for number in range(3):
            await enqueue(call, "probe.work", word=f"usual {number}")
        await enqueue(call, "probe.work", word="urgent", priority=1_000_000)
    async with house.worker([work], pace=Pace(slots=1, poll=0.02)):
        await house.until(lambda: len(order) == 5)
    assert order == ["first of the other", "usual 0", "urgent", "usual 1", "usual 2"]


async def test_j8_taking_a_job_stays_quick_however_many_wait(house):
    """J-8: the next job is found by its index, with and without statistics, also when none may be taken."""
    heavy = await house.tenant()
    house.peek(FLOOD, heavy, MANY)
    for analyse in (False, True):
        if analyse:
            house.peek("ANALYZE")
        took = house.peek(
            """
            SELECT extract(epoch FROM clock_timestamp() - began) AS seconds FROM (
                SELECT clock_timestamp() AS began, (
                    SELECT count(*) FROM generate_series(1, 50), LATERAL queue.fetch(ARRAY['probe.work'], NULL, 100000)
                ) AS taken OFFSET 0) AS measured
            WHERE taken IS NOT NULL
            """
        )
        assert took[0]["seconds"] < 2.5
