"""The aid of all tests of background work: everything that waits in a tenant is done, in process."""

from datetime import timedelta
from uuid import UUID

import pytest

from fettle.db.call import Call
from fettle.queue import GiveUp, Work, enqueue, follower, job, sweep
from fettle.queue.tickets import Duties
from makers.working import Working

seen: list[object] = []


@job("probe.note")
async def note(call: Call, *, word: str, who: UUID) -> None:
    """Notes its tenant and arguments."""
    seen.append((call.tenant_id, word, who))


@job("probe.far")
async def far(work: Work) -> None:
    """Notes a service."""
    async with work.open() as call:
        seen.append(("far", call.tenant_id, work.services["thing"]))


@job("probe.never")
async def never(call: Call) -> None:
    """Fails."""
    raise GiveUp("Never.")


@follower("probe", "tag.*")
async def told(call: Call, events) -> None:
    """Notes the types and enqueues a job."""
    seen.append(("told", [event.type for event in events]))
    await enqueue(call, "probe.far", once="x")


@sweep("probe.tick", every=5)
async def tick(call: Call) -> None:
    """Notes that it happened."""
    seen.append("tick")


@pytest.fixture
def trial(door, database, app):
    """Runs the work declared here."""
    seen.clear()
    return Working(database.superuser, door, {"thing": 1}, Duties([note, far, never, told, tick]))


async def test_followers_sweeps_and_jobs_are_done_until_nothing_is_left(world, trial):
    await trial.drain(await world.tenant())
    tenant = await world.tenant()
    admin = await tenant.person("admin")
    seen.clear()
    assert (await admin.post("/tags", {"name": "x"})).status_code == 201
    async with tenant.call() as call:
        await enqueue(call, "probe.note", word="hi", who=admin.user_id)
    assert await trial.drain(tenant) == 3
    expected = [("told", ["tag.created"]), (tenant.id, "hi", admin.user_id), "tick", ("far", tenant.id, 1)]
    assert sorted(map(str, seen)) == sorted(map(str, expected))


async def test_by_another_clock_what_is_due_until_then_is_done(world, trial, door):
    tenant = await world.tenant()
    far_off = door.clock() + timedelta(days=365)
    async with tenant.call() as call:
        await enqueue(call, "probe.note", word="then", who=tenant.id, at=far_off)
    await trial.drain(tenant)
    assert [one for one in seen if one != "tick"] == []
    await trial.drain(tenant, now=far_off - timedelta(hours=1))
    assert [one for one in seen if one != "tick"] == []
    await trial.drain(tenant, now=far_off)
    assert [one for one in seen if one != "tick"] == [(tenant.id, "then", tenant.id)]


async def test_a_failure_is_raised_unless_it_is_to_be_recorded(world, trial):
    tenant = await world.tenant()
    for strict in (True, False):
        async with tenant.call() as call:
            await enqueue(call, "probe.never")
        if strict:
            with pytest.raises(GiveUp):
                await trial.drain(tenant)
        else:
            await trial.drain(tenant, strict=False)
