"""Requests: asking, deciding, merging, and who hears what."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from work_orders.steps import asked, asset, made, moved, ok, refused, thing


async def test_what_is_wrong_is_all_that_must_be_said(requester: Any, boss: Any) -> None:
    request = await asked(requester)
    assert (request["status"], request["source"], request["requestedById"]) == (
        "new",
        "requester",
        str(requester.user_id),
    )
    assert (await asked(boss))["source"] == "staff"
    await refused(requester.post("/work-requests", {"description": "x"}), 422)
    mine = str(uuid4())
    await asked(requester, id=mine)
    await refused(requester.post("/work-requests", {"title": "x", "id": mine}), 409, "already-exists")


async def test_people_without_the_permission_see_their_own(tenant: Any, requester: Any, boss: Any) -> None:
    other = await tenant.person("requester")
    mine, theirs = await asked(requester, "Mine"), await asked(other, "Theirs")
    seen = {row["id"] for row in (await ok(requester.get("/work-requests", q="theirs")))["data"]}
    assert seen == set()
    rows = (await ok(requester.get("/work-requests")))["data"]
    assert mine["id"] in {row["id"] for row in rows}
    assert theirs["id"] not in {row["id"] for row in rows}
    for path in ("", "/comments"):
        await refused(requester.get(f"/work-requests/{theirs['id']}{path}"), 404, "not-found")
    for path in ("/history", "/likely-duplicates"):
        await refused(requester.get(f"/work-requests/{mine['id']}{path}"), 403)
    await refused(requester.patch(f"/work-requests/{theirs['id']}", {"title": "x"}, version=1), 404)
    await refused(requester.post(f"/work-requests/{theirs['id']}/comments", {"body": "x"}), 404)
    await refused(requester.get("/work-orders"), 403)
    everything = {row["id"] for row in (await ok(boss.get("/work-requests", limit=200)))["data"]}
    assert {mine["id"], theirs["id"]} <= everything
    own = (await ok(boss.get("/work-requests", mine="true", limit=200)))["data"]
    assert mine["id"] not in {row["id"] for row in own}


async def test_approval_carries_everything_over(requester: Any, boss: Any) -> None:
    site = await thing(boss, "/sites", name="Beach")
    shower = await asset(boss, "Shower", siteId=site)
    await thing(boss, "/custom-fields", entity="work_request", key="colour", label="Colour", type="text")
    request = await asked(
        requester,
        "Shower drips",
        description="All night",
        priority="high",
        assetId=shower,
        latitude="10.5",
        longitude="20.5",
        custom={"colour": "red"},
    )
    assert request["siteId"] == site
    path = f"/work-requests/{request['id']}"
    await ok(requester.post(f"{path}/comments", {"body": "Please hurry"}), 201)
    await refused(requester.post(f"{path}/approve"), 403)
    work_order = await ok(boss.post(f"{path}/approve", {"dueAt": "2026-04-01T00:00:00Z", "note": "ok"}), 201)
    same = (
        "title",
        "description",
        "priority",
        "siteId",
        "latitude",
        "longitude",
        "custom",
        "requestedById",
        "reportedAt",
    )
    assert {name: work_order[name] for name in same} == {name: request[name] for name in same}
    assert (work_order["status"], work_order["kind"], work_order["assetIds"]) == ("approved", "request", [shower])
    talk = (await ok(boss.get(f"/work-orders/{work_order['id']}/comments")))["data"]
    assert [comment["body"] for comment in talk] == ["Please hurry"]
    answer = {"body": "On its way", "parentId": talk[0]["id"]}
    await ok(boss.post(f"/work-orders/{work_order['id']}/comments", answer), 201)
    shown = await ok(boss.get(f"/work-orders/{work_order['id']}"))
    assert [(each["id"], each["title"]) for each in shown["requests"]] == [(request["id"], "Shower drips")]
    seen = await ok(requester.get(path))
    assert (seen["status"], seen["workOrderNumber"], seen["workOrderStatus"], seen["outcome"]) == (
        "approved",
        work_order["number"],
        "approved",
        "approved",
    )
    assert seen["requesters"] == []
    await refused(boss.post(f"{path}/approve"), 409, "already-decided")
    await refused(boss.post(f"{path}/decline", {"note": "x"}), 409, "already-decided")
    await refused(requester.patch(path, {"title": "x"}, version=2), 409, "already-decided")
    types = [event["type"] for event in (await ok(boss.get(f"{path}/history")))["data"]]
    assert types[0] == "work_request.approved"


async def test_declining_says_why(requester: Any, boss: Any) -> None:
    request = await asked(requester)
    path = f"/work-requests/{request['id']}"
    await refused(boss.post(f"{path}/decline"), 422, "decline-needs-reason")
    reason = await thing(boss, "/reasons", kind="decline", code="ours", name="Not ours")
    await refused(boss.post(f"{path}/decline", {"reasonId": str(uuid4())}), 422)
    declined = await ok(boss.post(f"{path}/decline", {"reasonId": reason}))
    assert declined["status"] == "declined"
    seen = await ok(requester.get(path))
    assert (seen["outcome"], seen["declineReason"]) == ("declined", "Not ours")


async def test_merging_collapses_chains_and_everybody_hears_the_outcome(tenant: Any, requester: Any, boss: Any) -> None:
    second, third = await tenant.person("requester"), await tenant.person("requester")
    one, two, three = await asked(requester, "One"), await asked(second, "Two"), await asked(third, "Three")
    paths = [f"/work-requests/{each['id']}" for each in (one, two, three)]
    await ok(second.post(f"{paths[1]}/comments", {"body": "From two"}), 201)
    await ok(boss.post(f"{paths[2]}/duplicate-of", {"requestId": two["id"]}))
    merged = await ok(boss.post(f"{paths[1]}/duplicate-of", {"requestId": one["id"], "note": "same"}))
    assert (merged["status"], merged["duplicateOfId"]) == ("duplicate", one["id"])
    assert (await ok(boss.get(paths[2])))["duplicateOfId"] == one["id"]
    late = await asked(requester, "Late")
    via_chain = await ok(boss.post(f"/work-requests/{late['id']}/duplicate-of", {"requestId": two["id"]}))
    assert via_chain["duplicateOfId"] == one["id"]
    await refused(boss.post(f"{paths[0]}/duplicate-of", {"requestId": two["id"]}), 409, "merges-into-itself")
    await refused(boss.post(f"{paths[0]}/duplicate-of", {"requestId": one["id"]}), 409, "merges-into-itself")
    await refused(boss.post(f"{paths[0]}/duplicate-of", {"requestId": str(uuid4())}), 422)
    await refused(boss.post(f"/work-requests/{uuid4()}/duplicate-of", {"requestId": one["id"]}), 404)
    await refused(boss.post(f"{paths[1]}/approve"), 409, "already-decided")
    talk = (await ok(boss.get(f"{paths[0]}/comments")))["data"]
    assert [comment["body"] for comment in talk] == ["From two"]
    shown = await ok(boss.get(paths[0]))
    assert {each["userId"] for each in shown["requesters"]} == {
        str(person.user_id) for person in (requester, second, third)
    }
    work_order = await ok(boss.post(f"{paths[0]}/approve"), 201)
    assert "From two" in str(await ok(boss.get(f"/work-orders/{work_order['id']}/comments")))
    for person, path in ((second, paths[1]), (third, paths[2])):
        seen = await ok(person.get(path))
        assert (seen["outcome"], seen["workOrderNumber"]) == ("approved", work_order["number"])
    followed = await asked(second, "Much later")
    joined = await ok(boss.post(f"/work-requests/{followed['id']}/duplicate-of", {"requestId": one["id"]}))
    assert joined["workOrderId"] == work_order["id"]


async def test_nothing_is_merged_into_what_was_declined(requester: Any, boss: Any) -> None:
    one, two = await asked(requester), await asked(requester)
    await ok(boss.post(f"/work-requests/{one['id']}/decline", {"note": "no"}))
    path = f"/work-requests/{two['id']}/duplicate-of"
    await refused(boss.post(path, {"requestId": one["id"]}), 409, "survivor-declined")


async def test_likely_duplicates_share_place_time_and_words(boss: Any) -> None:
    here, there = await thing(boss, "/sites", name="Dock"), await thing(boss, "/sites", name="Mole")
    first = await asked(boss, "Street light is broken near gate", siteId=here)
    same = await asked(boss, "Broken street lights by the gate", siteId=here)
    await asked(boss, "Grass too high", siteId=here)
    await asked(boss, "Street light is broken near gate", siteId=there)
    found = await ok(boss.get(f"/work-requests/{first['id']}/likely-duplicates"))
    assert [each["id"] for each in found] == [same["id"]]
    assert 0.5 <= found[0]["likeness"] <= 1.25


async def test_own_requests_are_edited_until_somebody_decides(tenant: Any, requester: Any, boss: Any) -> None:
    site = await thing(boss, "/sites", name="Wharf")
    request = await asked(requester)
    path = f"/work-requests/{request['id']}"
    await refused(requester.patch(path, {"title": "x"}), 428)
    await refused(requester.patch(path, {"title": "x"}, version=4), 412)
    changed = await ok(requester.patch(path, {"title": "Two benches", "siteId": site}, version=1))
    assert (changed["title"], changed["siteId"], changed["version"]) == ("Two benches", site, 2)
    assert (await ok(requester.patch(path, {"title": "Two benches"}, version=2)))["version"] == 2
    await refused(requester.patch(path, {"siteId": str(uuid4())}, version=2), 422)
    technician = await tenant.person("technician")
    await refused(technician.patch(path, {"title": "x"}, version=2), 403)
    assert (await ok(boss.patch(path, {"custom": {}, "priority": "urgent"}, version=2)))["priority"] == "urgent"


async def test_a_requester_limited_to_a_site_asks_there_or_nowhere_in_particular(tenant: Any, boss: Any) -> None:
    here, there = await thing(boss, "/sites", name="Attic"), await thing(boss, "/sites", name="Cellar")
    place = await thing(boss, "/locations", name="Beam", siteId=there, kind="area")
    limited = await tenant.person("requester", sites=[UUID(here)])
    anywhere = await asked(limited, "Somewhere it smells")
    assert anywhere["siteId"] is None
    assert (await asked(limited, "Here", siteId=here))["siteId"] == here
    await refused(limited.post("/work-requests", {"title": "x", "siteId": there}), 422)
    await refused(limited.post("/work-requests", {"title": "x", "locationId": place}), 422)
    problem = await refused(boss.post("/work-requests", {"title": "x", "siteId": here, "locationId": place}), 422)
    assert problem["errors"][0]["pointer"] == "/locationId"
    assert len((await ok(limited.get("/work-requests")))["data"]) == 2
    supervisor = await tenant.person("supervisor", sites=[UUID(here)])
    seen = {row["title"] for row in (await ok(supervisor.get("/work-requests", limit=200)))["data"]}
    assert seen == {"Here"}


async def test_the_list_filters_searches_and_pages(world: Any) -> None:
    tenant = await world.tenant()
    boss = await tenant.person("admin")
    site = await thing(boss, "/sites", name="Park")
    titles = ["Tree fell", "Trees rotten", "Bench wet", "Swing squeaks", "Café door"]
    made_ = [await asked(boss, title, **({"siteId": site} if place == 2 else {})) for place, title in enumerate(titles)]
    await ok(boss.post(f"/work-requests/{made_[3]['id']}/decline", {"note": "no"}))

    async def titled(**params: Any) -> list[str]:
        return [row["title"] for row in (await ok(boss.get("/work-requests", **params)))["data"]]

    assert await titled() == titles[::-1]
    assert await titled(siteId=site) == ["Bench wet"]
    assert await titled(status=["declined"]) == ["Swing squeaks"]
    assert await titled(source=["portal"]) == []
    assert set(await titled(q="tree")) == {"Tree fell", "Trees rotten"}
    assert await titled(q="cafe") == ["Café door"]
    assert (await titled(q="WR-3"))[0] == "Bench wet"
    assert await titled(q="!!!") == []
    collected, cursor = [], None
    for _ in range(3):
        page = await ok(boss.get("/work-requests", limit=2, **({"cursor": cursor} if cursor else {})))
        collected += [row["title"] for row in page["data"]]
        cursor = page["nextCursor"]
    assert (collected, cursor) == (titles[::-1], None)
    ranked = await ok(boss.get("/work-requests", q="tree", limit=1))
    rest = await ok(boss.get("/work-requests", q="tree", limit=1, cursor=ranked["nextCursor"]))
    assert {row["title"] for row in ranked["data"] + rest["data"]} == {"Tree fell", "Trees rotten"}


async def test_what_the_office_says_among_itself_is_not_for_who_asked(
    tenant: Any, boss: Any, technician: Any, requester: Any
) -> None:
    """Who asked reads what is public, said to them or theirs; not the rest, nor what others said on duplicates."""
    other = await tenant.person("requester")
    mine, same = await asked(requester), await asked(other)
    path = f"/work-requests/{mine['id']}/comments"
    await ok(other.post(f"/work-requests/{same['id']}/comments", {"body": "Mine too", "public": True}), 201)
    await ok(boss.post(f"/work-requests/{same['id']}/duplicate-of", {"requestId": mine["id"]}))
    for body, fields in (
        ("Again?", {}),
        ("On Monday", {"public": True}),
        ("Where?", {"mentions": [str(requester.user_id)]}),
    ):
        await ok(boss.post(path, {"body": body, **fields}), 201)
    await ok(requester.post(path, {"body": "In the hall"}), 201)
    for person, heard in (
        (requester, ["On Monday", "Where?", "In the hall"]),
        (technician, ["Mine too", "Again?", "On Monday", "Where?", "In the hall"]),
    ):
        page = await ok(person.get(path))
        assert [comment["body"] for comment in page["data"]] == heard


async def test_comments_thread_mention_and_are_taken_back(
    tenant: Any, boss: Any, technician: Any, requester: Any
) -> None:
    site = await thing(boss, "/sites", name="Tower")
    outside = await tenant.person("technician", sites=[UUID(await thing(boss, "/sites", name="Elsewhere"))])
    work_order = await made(boss, siteId=site)
    path = f"/work-orders/{work_order['id']}/comments"
    mine = str(uuid4())
    first = await ok(technician.post(path, {"body": "Ready?", "id": mine, "mentions": [str(boss.user_id)]}), 201)
    assert (first["id"], first["mentions"]) == (mine, [str(boss.user_id)])
    await refused(technician.post(path, {"body": "x", "id": mine}), 409, "already-exists")
    for nobody in (requester.user_id, outside.user_id, uuid4()):
        problem = await refused(boss.post(path, {"body": "x", "mentions": [str(nobody)]}), 422)
        assert problem["errors"][0]["pointer"] == "/mentions/0"
    reply = await ok(boss.post(path, {"body": "Yes", "parentId": mine}), 201)
    elsewhere = await made(boss)
    problem = await refused(boss.post(f"/work-orders/{elsewhere['id']}/comments", {"body": "x", "parentId": mine}), 422)
    assert problem["errors"][0]["pointer"] == "/parentId"
    await refused(requester.post(path, {"body": "x"}), 403)
    await refused(requester.patch(f"/comments/{mine}", {"body": "x"}, version=1), 404)
    await refused(outside.patch(f"/comments/{mine}", {"body": "x"}, version=1), 404)
    await refused(boss.patch(f"/comments/{mine}", {"body": "x"}, version=1), 403, "not-your-comment")
    await refused(technician.patch(f"/comments/{mine}", {"body": "x"}, version=2), 412)
    assert (await ok(technician.patch(f"/comments/{mine}", {"body": "Go?"}, version=1)))["version"] == 2
    await refused(technician.delete(f"/comments/{reply['id']}", version=1), 403, "not-your-comment")
    await refused(technician.delete(f"/comments/{mine}", version=1), 412)
    page = await ok(boss.get(path, limit=1))
    rest = await ok(boss.get(path, limit=1, cursor=page["nextCursor"]))
    assert [c["body"] for c in page["data"] + rest["data"]] == ["Go?", "Yes"]
    assert page["data"][0]["authorName"] == "Technician"
    await ok(boss.delete(f"/comments/{mine}", version=2), 204)
    assert [c["body"] for c in (await ok(boss.get(path)))["data"]] == ["Yes"]
    assert "comment.deleted" in str(await ok(boss.get(f"/work-orders/{work_order['id']}/history")))


async def test_a_requester_is_mentioned_on_their_request(requester: Any, boss: Any) -> None:
    request = await asked(requester)
    path = f"/work-requests/{request['id']}/comments"
    first = await ok(boss.post(path, {"body": "Where?", "mentions": [str(requester.user_id)]}), 201)
    await ok(requester.post(path, {"body": "There", "parentId": first["id"]}), 201)
    await refused(requester.post(path, {"body": "x", "parentId": str(uuid4())}), 422)
    own = (await ok(requester.get(path)))["data"]
    assert [comment["body"] for comment in own] == ["Where?", "There"]
    assert (await ok(requester.patch(f"/comments/{own[1]['id']}", {"body": "Here"}, version=1)))["body"] == "Here"
    await refused(requester.patch(f"/comments/{own[0]['id']}", {"body": "x"}, version=1), 403)


async def test_approving_without_the_right_to_release_makes_new_work(tenant: Any, boss: Any) -> None:
    role = {"code": "dispatcher", "name": "Dispatcher", "permissions": ["requests:read", "requests:decide"]}
    await ok(boss.post("/roles", role), 201)
    dispatcher = await tenant.person("dispatcher")
    request = await asked(boss)
    assert (await ok(dispatcher.post(f"/work-requests/{request['id']}/approve"), 201))["status"] == "new"


@pytest.mark.parametrize("path", ["", "/history", "/comments", "/likely-duplicates"])
async def test_t14_requests_of_others_are_not_there(world: Any, boss: Any, path: str) -> None:
    other = await (await world.tenant()).person("admin")
    theirs = await asked(other)
    there = await refused(boss.get(f"/work-requests/{theirs['id']}{path}"), 404)
    nowhere = await refused(boss.get(f"/work-requests/{uuid4()}{path}"), 404)
    assert there["detail"] == nowhere["detail"]


async def test_moved_requests_keep_their_numbers(boss: Any) -> None:
    request = await asked(boss)
    work_order = await ok(boss.post(f"/work-requests/{request['id']}/approve"), 201)
    done = await moved(boss, work_order, "start", "complete", "close")
    assert (await ok(boss.get(f"/work-requests/{request['id']}")))["workOrderStatus"] == done["status"] == "closed"
