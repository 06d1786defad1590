"""What was deleted: listed for who may restore it, and back afterwards."""

from typing import Any

import pytest

from work_orders.steps import asked, listed, made, ok, refused, thing


async def ids(person: Any, path: str, **params: Any) -> list[str]:
    """The ids on the first page of a list."""
    return [row["id"] for row in (await ok(person.get(path, **params)))["data"]]


@pytest.fixture
async def here(world: Any) -> dict[str, Any]:
    """A tenant of this test's own, with somebody of each kind."""
    tenant = await world.tenant()
    roles = ("admin", "technician", "requester", "auditor")
    return {role: await tenant.person(role) for role in roles} | {"tenant": tenant}


async def test_deleted_work_orders_are_listed_and_restored(here: Any) -> None:
    boss = here["admin"]
    gone, kept = await made(boss, "Gone"), await made(boss, "Kept")
    await ok(boss.delete(f"/work-orders/{gone['id']}", version=1), 204)
    assert [row["id"] for row in await listed(boss)] == [kept["id"]]
    assert [row["id"] for row in await listed(boss, deleted="true")] == [gone["id"]]
    for path in ("/work-orders", "/work-orders/counts", "/work-requests"):
        problem = await refused(boss.get(path, deleted="true", q="gone"), 422)
        assert problem["errors"][0]["pointer"] == "?q"
    assert (await ok(boss.get("/work-orders/counts", deleted="true")))["total"] == 1
    for person in (here["technician"], here["auditor"]):
        await refused(person.get("/work-orders", deleted="true"), 403)
        await refused(person.get("/work-orders/counts", deleted="true"), 403)
    await ok(boss.post(f"/work-orders/{gone['id']}/restore"))
    assert len(await listed(boss)) == 2
    assert await listed(boss, deleted="true") == []


async def test_people_delete_and_restore_their_own_requests(here: Any) -> None:
    requester, other, boss = here["requester"], here["technician"], here["admin"]
    request, path = await asked(requester), "/work-requests"
    one = f"{path}/{request['id']}"
    await refused(other.delete(one, version=1), 403)
    await refused(requester.delete(one), 428)
    await refused(requester.delete(one, version=2), 412)
    await ok(requester.delete(one, version=1), 204)
    await refused(requester.get(one), 404)
    assert await ids(requester, path) == await ids(boss, path) == []
    assert await ids(requester, path, deleted="true") == await ids(boss, path, deleted="true") == [request["id"]]
    assert await ids(other, path, deleted="true") == []
    await refused(other.post(f"{one}/restore"), 403)
    restored = await ok(requester.post(f"{one}/restore"))
    assert (restored["version"], restored["deletedAt"]) == (3, None)
    await refused(requester.post(f"{one}/restore"), 404)
    assert [each["type"] for each in (await ok(boss.get(f"{one}/history")))["data"]] == [
        "work_request.restored",
        "work_request.deleted",
        "work_request.created",
    ]


async def test_whoever_decides_deletes_any_request(here: Any) -> None:
    requester, boss = here["requester"], here["admin"]
    decided, spam = await asked(requester), await asked(requester, "Spam")
    await ok(boss.post(f"/work-requests/{decided['id']}/decline", {"note": "no"}))
    await refused(requester.delete(f"/work-requests/{decided['id']}", version=2), 409, "already-decided")
    await ok(boss.delete(f"/work-requests/{decided['id']}", version=2), 204)
    await ok(boss.delete(f"/work-requests/{spam['id']}", version=1), 204)
    await refused(requester.post(f"/work-requests/{spam['id']}/restore"), 403)
    assert (await ok(boss.post(f"/work-requests/{spam['id']}/restore")))["status"] == "new"
    stranger = await here["tenant"].person("requester")
    await refused(stranger.delete(f"/work-requests/{spam['id']}", version=3), 404)
    await refused(stranger.post(f"/work-requests/{decided['id']}/restore"), 404)


async def test_deleted_templates_are_listed_and_restored(here: Any) -> None:
    boss, path = here["admin"], "/work-order-templates"
    template = await thing(boss, path, name="Spring", title="Spring")
    await ok(boss.delete(f"{path}/{template}", version=1), 204)
    assert await ids(boss, path) == []
    assert await ids(boss, path, deleted="true") == [template]
    await refused(here["technician"].get(path, deleted="true"), 403)
    await refused(here["technician"].post(f"{path}/{template}/restore"), 403)
    restored = await ok(boss.post(f"{path}/{template}/restore"))
    assert (restored["name"], restored["version"], restored["deletedAt"]) == ("Spring", 3, None)
    assert await ids(boss, path) == [template]
    await refused(boss.post(f"{path}/{template}/restore"), 404)
