"""The filter `id` of lists: names for the ids that a screen holds, in one request."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from work_orders.steps import asset, made, ok, refused, thing

LISTS = ("/work-orders", "/assets", "/sites", "/staff")


@pytest.fixture(scope="module")
async def known(world: Any) -> Any:
    """Three of each at two sites, in a tenant of their own."""
    tenant = await world.tenant()
    boss = await tenant.person("admin")
    sites = [await thing(boss, "/sites", name=f"Site {n}") for n in range(3)]
    ids = {
        "/sites": sites,
        "/work-orders": [(await made(boss, f"Job {n}", siteId=sites[n]))["id"] for n in range(3)],
        "/assets": [await asset(boss, f"Thing {n}", siteId=sites[n]) for n in range(3)],
        "/staff": [await thing(boss, "/staff", name=f"Somebody {n}") for n in range(3)],
    }
    return {"tenant": tenant, "boss": boss, "ids": ids, "site": sites[0]}


async def shown(person: Any, path: str, **params: Any) -> set[str]:
    return {row["id"] for row in (await ok(person.get(path, **params)))["data"]}


@pytest.mark.parametrize("path", LISTS)
async def test_only_these_are_listed(known: Any, path: str) -> None:
    boss, ids = known["boss"], known["ids"][path]
    assert await shown(boss, path, id=ids[0]) == {ids[0]}
    assert await shown(boss, path, id=[ids[0], ids[2], str(uuid4())]) == {ids[0], ids[2]}
    assert await shown(boss, path, id=[str(uuid4())] * 200) == set()
    assert await shown(boss, path) >= set(ids)
    page = await ok(boss.get(path, id=ids, limit=2))
    rest = await ok(boss.get(path, id=ids, limit=2, cursor=page["nextCursor"]))
    assert {row["id"] for row in page["data"] + rest["data"]} == set(ids)
    await refused(boss.get(path, id=ids[:2], limit=2, cursor=page["nextCursor"]), 400)


@pytest.mark.parametrize("path", LISTS)
async def test_what_is_no_id_and_too_many_are_refused(known: Any, path: str) -> None:
    for given in ("x", [str(uuid4())] * 201):
        problem = await refused(known["boss"].get(path, id=given), 422)
        assert problem["errors"][0]["pointer"].startswith("?id")


@pytest.mark.parametrize("path", LISTS)
async def test_t15_ids_of_another_tenant_are_unknown(world: Any, known: Any, path: str) -> None:
    stranger = await (await world.tenant()).person("admin")
    assert await shown(stranger, path, id=known["ids"][path]) == set()


@pytest.mark.parametrize("path", [path for path in LISTS if path != "/staff"])
async def test_ids_of_another_site_are_unknown(known: Any, path: str) -> None:
    limited = await known["tenant"].person("technician", sites=[UUID(known["site"])])
    assert await shown(limited, path, id=known["ids"][path]) == {known["ids"][path][0]}
