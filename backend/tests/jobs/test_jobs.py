"""J-3: a tenant's administrator sees what failed in the background, runs it again or dismisses it."""

from uuid import uuid4

import pytest

from fettle.queue import GiveUp, enqueue, job
from fettle.queue.tickets import Duties
from makers.working import Working

broken = {"now": True}
done = []


@job("probe.mend")
async def mend(call, *, word: str) -> None:
    """Fails as long as it is broken."""
    if broken["now"]:
        raise GiveUp("The other side says no.")
    done.append(word)


@pytest.fixture
async def admin(world):
    """The administrator of a new tenant."""
    return await (await world.tenant()).person("admin")


@pytest.fixture
async def dead(world, door, database, admin):
    """A dead letter of the administrator's tenant."""
    broken["now"] = True
    async with admin.tenant.call() as call:
        await enqueue(call, "probe.mend", word=str(admin.tenant.id))
    await run(door, database, admin)
    (found,) = (await admin.get("/jobs", state="failed")).json()["data"]
    return found


async def run(door, database, admin):
    """Run what waits in the tenant, as a worker does."""
    await Working(database.superuser, door, {}, Duties([mend])).drain(admin.tenant, strict=False)


async def test_j3_a_dead_letter_is_seen_and_run_again(door, database, admin, dead):
    """J-3: what failed is listed with its reason and without its arguments; run again, it is done and gone."""
    assert (dead["name"], dead["state"], dead["attempts"]) == ("probe.mend", "failed", 1)
    assert dead["failure"] == "The other side says no."
    assert str(admin.tenant.id) not in str(dead)
    assert (await admin.get(f"/jobs/{dead['id']}")).json() == dead
    again = await admin.post(f"/jobs/{dead['id']}/retry")
    assert (again.status_code, again.json()["state"], again.json()["attempts"]) == (202, "waiting", 0)
    twice = await admin.post(f"/jobs/{dead['id']}/retry")
    assert (twice.status_code, twice.json()["type"].rsplit("/", 1)[-1]) == (409, "job-not-failed")
    broken["now"] = False
    await run(door, database, admin)
    assert done[-1] == str(admin.tenant.id)
    assert (await admin.get(f"/jobs/{dead['id']}")).status_code == 404
    trail = (await admin.get("/events", entity="job")).json()["data"]
    assert {event["type"] for event in trail} >= {"job.failed", "job.retried"}


async def test_a_dead_letter_is_dismissed(admin, dead):
    assert (await admin.post(f"/jobs/{dead['id']}/dismiss")).status_code == 204
    assert (await admin.get("/jobs")).json()["data"] == []
    assert (await admin.post(f"/jobs/{dead['id']}/dismiss")).status_code == 404


async def test_jobs_of_another_tenant_do_not_exist(world, dead):
    """Another tenant's job is as unknown as one that never was, to read and to write."""
    other = await (await world.tenant()).person("admin")
    assert (await other.get("/jobs")).json()["data"] == []
    for job_id in (dead["id"], uuid4()):
        assert (await other.get(f"/jobs/{job_id}")).status_code == 404
        assert (await other.post(f"/jobs/{job_id}/retry")).status_code == 404
        assert (await other.post(f"/jobs/{job_id}/dismiss")).status_code == 404


async def test_who_may_not(admin, dead):
    technician = await admin.tenant.person("technician")
    for answer in (await technician.get("/jobs"), await technician.post(f"/jobs/{dead['id']}/retry")):
        assert answer.status_code == 403


async def test_the_list_is_filtered_and_paged(admin, dead):
    """Waiting and failed ones, by name, the newest first, page after page."""
    for name in ("probe.a", "probe.b", "probe.b"):
        async with admin.tenant.call() as call:
            await enqueue(call, name)
    every = (await admin.get("/jobs")).json()["data"]
    assert [one["name"] for one in every] == ["probe.b", "probe.b", "probe.a", "probe.mend"]
    waiting = (await admin.get("/jobs", state="waiting", name="probe.b")).json()["data"]
    assert [one["id"] for one in waiting] == [one["id"] for one in every[:2]]
    seen, cursor = [], {}
    while True:
        page = (await admin.get("/jobs", limit=1, **cursor)).json()
        seen += page["data"]
        if not page["hasMore"]:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert seen == every
    assert (await admin.get("/jobs", state="lost")).status_code in (400, 422)
