"""J-2: sweeps happen once per period, however many workers there are and whatever their clocks say."""

import asyncio
from collections import Counter
from datetime import timedelta

import pytest

from fettle.db.door import Door
from fettle.kit.clock import system_clock
from fettle.queue import sweep, sweeping
from fettle.queue import working as working_module


@pytest.fixture
def often(monkeypatch):
    """Workers look at the clock all the time."""
    monkeypatch.setattr(working_module, "seconds", lambda _sweep: 0.02)


async def test_j2_schedulers_with_clocks_two_minutes_apart_sweep_once(house, often):
    """J-2: four workers, two of them two minutes ahead: one round per period, one job per tenant and round."""
    tenants = [await house.tenant() for _ in range(3)]
    seen = Counter()

    @sweep("probe.daily", every=86_400)
    async def daily(call) -> None:
        seen[call.tenant_id] += 1

    ahead = Door(house.door.pool, clock=lambda: system_clock() + timedelta(minutes=2))
    async with house.worker([daily]) as a, house.worker([daily]), house.worker([daily]) as c, house.worker([daily]):
        a.door.clock = c.door.clock = ahead.clock
        await house.until(lambda: len(seen) == 3 and not house.jobs())
        for _ in range(10):
            await asyncio.gather(*(worker._sweep(daily) for worker in (a, c)))
        await house.until(lambda: not house.jobs())
    assert seen == Counter(tenants)


async def test_j2_the_next_period_sweeps_again_and_nothing_piles_up(house, often):
    """A tenant whose job still waits gets no second one; the next period comes when the database says so."""
    tenant = await house.tenant()
    seen = []

    @sweep("probe.quick", every=0.3)
    async def quick(call) -> None:
        seen.append(call.now)

    @sweep("probe.unserved", every=0.05)
    async def unserved(call) -> None:
        """Nobody takes this one."""

    async with house.worker([quick]) as worker:
        for _ in range(5):
            await worker._sweep(unserved)
            await asyncio.sleep(0.06)
        await house.until(lambda: len(seen) >= 3)
    waiting = [one for one in house.jobs() if one["task_name"] == "probe.unserved"]
    assert [one["tenant_id"] for one in waiting] == [tenant]


async def test_a_sweep_that_breaks_half_way_is_done_again(house, monkeypatch):
    """Whoever dies in the middle of a round leaves it to the next one: the period counts only when it is done."""
    tenants = {await house.tenant() for _ in range(3)}

    @sweep("probe.daily", every=86_400)
    async def daily(call) -> None:
        """Nothing."""

    real, calls = sweeping.enqueue, []

    async def breaking(call, one, ids) -> None:
        calls.append(ids)
        if len(calls) == 1:
            raise RuntimeError
        await real(call, one, ids)

    monkeypatch.setattr(sweeping, "enqueue", breaking)
    async with house.worker([]) as worker:
        with pytest.raises(RuntimeError):
            await worker._sweep(daily)
        assert house.jobs() == []
        await worker._sweep(daily)
    assert {one["tenant_id"] for one in house.jobs()} == tenants


async def test_only_tenants_with_something_due_are_swept(house):
    """The function that knows them sees all tenants; suspended ones are left out."""
    due, resting, _ = [await house.tenant() for _ in range(3)]
    for tenant in (due, resting):
        house.peek(
            "INSERT INTO idempotency_keys (tenant_id, caller, key, fingerprint, status, body, created_at) "
            "VALUES (%s, 'x', 'x', '', 200, '', now() - interval '2 days')",
            tenant,
        )
    house.peek("UPDATE tenants SET suspended_at = now() WHERE id = %s", resting)

    @sweep("probe.answers", every=60, due="app.tenants_with_old_answers")
    async def forget(call) -> None:
        """Nothing."""

    async with house.worker([]) as worker:
        await worker._sweep(forget)
    assert [one["tenant_id"] for one in house.jobs()] == [due]


async def test_nobody_else_asks_who_has_something_due(house):
    """Outside of the worker's realm the functions across tenants know nobody, and enqueue for nobody."""
    tenant = await house.tenant()
    async with house.call(tenant) as call:
        for function in ("active_tenants(now())", "feed_heads()", "queue_state('1 hour')"):
            assert await call.all(tuple, f"SELECT * FROM app.{function}") == []
    with pytest.raises(Exception, match=r"."):
        async with house.call(tenant) as call:
            await call.keep("SELECT app.enqueue_sweep('x', ARRAY[%s]::uuid[])", [tenant])
            await call.value("SELECT 1")
    assert house.jobs() == []


def test_only_functions_of_ours_are_asked():
    """What a sweep calls due is a name in the source, and still no way to say anything else to the database."""

    @sweep("probe.bad", every=60, due="app.x() UNION SELECT id FROM tenants --")
    async def bad(call) -> None:
        """Nothing."""

    with pytest.raises(ValueError, match="no function of ours"):
        asyncio.run(sweeping.due(None, bad, system_clock()))
