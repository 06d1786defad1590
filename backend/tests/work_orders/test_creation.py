"""Work orders come to be."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from work_orders.steps import asset, made, moved, ok, refused, thing


async def test_a_title_is_enough(boss: Any) -> None:
    work_order = await made(boss, "  Fix the gate ")
    assert (work_order["title"], work_order["status"], work_order["priority"], work_order["kind"]) == (
        "Fix the gate",
        "new",
        "medium",
        "corrective",
    )
    assert work_order["createdBy"] == str(boss.user_id)
    await refused(boss.post("/work-orders", {"title": "   "}), 422)
    await refused(boss.post("/work-orders", {}), 422)


async def test_everything_given_is_kept(boss: Any) -> None:
    site = await thing(boss, "/sites", name="Quarry")
    place = await thing(boss, "/locations", name="Shed", siteId=site, kind="building")
    digger, drill = await asset(boss, "Digger", siteId=site), await asset(boss, "Drill", siteId=site)
    staff, crew = await thing(boss, "/staff", name="Ada"), await thing(boss, "/crews", name="North")
    gl = await thing(boss, "/gl-codes", code="500", name="Repairs")
    leak = await thing(boss, "/failure-codes", kind="problem", code="LEAK", name="Leaks")
    oil = await thing(boss, "/task-codes", code="OIL", name="Change oil")
    tag = await thing(boss, "/tags", name="urgent")
    given = {
        "reference": "OLD-7",
        "description": "It drips.",
        "priority": "high",
        "kind": "preventive",
        "siteId": site,
        "locationId": place,
        "assetIds": [drill, digger],
        "assigneeId": staff,
        "crewId": crew,
        "scheduledStart": "2026-03-01T08:00:00Z",
        "scheduledEnd": "2026-03-01T10:00:00Z",
        "dueAt": "2026-03-02T08:00:00Z",
        "estimatedHours": "1.5",
        "estimatedCost": "99.90",
        "glCodeId": gl,
        "problemCodeId": leak,
        "latitude": "42.3",
        "longitude": "-71.1",
        "tagIds": [tag],
    }
    tasks = [{"taskCodeId": oil, "assetId": drill, "estimatedHours": "0.5"}, {"title": "Wipe", "required": False}]
    work_order = await made(boss, "Service", **given, tasks=tasks, approve=True)
    shown = await ok(boss.get(f"/work-orders/{work_order['id']}"))
    same = {**given, "estimatedHours": "1.5000", "latitude": "42.300000", "longitude": "-71.100000"}
    assert {name: shown[name] for name in given} == same
    assert shown["status"] == "approved"
    names = ("siteName", "locationName", "assigneeName", "crewName", "glCode", "problemCode")
    assert [shown[name] for name in names] == ["Quarry", "Shed", "Ada", "North", "500", "Leaks"]
    assert [each["name"] for each in shown["assets"]] == ["Drill", "Digger"]
    assert [each["name"] for each in shown["tags"]] == ["urgent"]
    assert [(t["title"], t["required"], t["estimatedHours"]) for t in shown["tasks"]] == [
        ("Change oil", True, "0.5000"),
        ("Wipe", False, None),
    ]
    assert {name: shown[name] for name in work_order} == work_order


async def test_the_site_follows_from_the_place_and_must_fit_it(boss: Any) -> None:
    here, there = await thing(boss, "/sites", name="Here"), await thing(boss, "/sites", name="There")
    place = await thing(boss, "/locations", name="Room", siteId=here, kind="room")
    pump = await asset(boss, "Pump", siteId=there)
    assert (await made(boss, locationId=place))["siteId"] == here
    assert (await made(boss, assetIds=[pump]))["siteId"] == there
    problem = await refused(boss.post("/work-orders", {"title": "x", "siteId": there, "locationId": place}), 422)
    assert problem["errors"][0]["pointer"] == "/locationId"
    work_order = await made(boss, siteId=here)
    await refused(
        boss.patch(f"/work-orders/{work_order['id']}", {"siteId": there, "locationId": place}, version=1), 422
    )


@pytest.mark.parametrize(
    ("field", "pointer"),
    [
        ("siteId", "/siteId"),
        ("locationId", "/locationId"),
        ("assigneeId", "/assigneeId"),
        ("crewId", "/crewId"),
        ("glCodeId", "/glCodeId"),
        ("problemCodeId", "/problemCodeId"),
        ("followUpOfId", "/followUpOfId"),
        ("templateId", "/templateId"),
    ],
)
async def test_t5_an_id_that_is_nowhere_is_named(boss: Any, field: str, pointer: str) -> None:
    problem = await refused(boss.post("/work-orders", {"title": "x", field: str(uuid4())}), 422)
    assert [error["pointer"] for error in problem["errors"]] == [pointer]


async def test_unknown_assets_and_task_codes_are_named(boss: Any) -> None:
    problem = await refused(boss.post("/work-orders", {"title": "x", "assetIds": [str(uuid4())]}), 422)
    assert problem["errors"][0]["pointer"] == "/assetIds/0"
    for task, pointer in (({"taskCodeId": str(uuid4())}, "/tasks/1/taskCodeId"), ({}, "/tasks/1/title")):
        problem = await refused(boss.post("/work-orders", {"title": "x", "tasks": [{"title": "ok"}, task]}), 422)
        assert [error["pointer"] for error in problem["errors"]] == [pointer]


async def test_a12_what_cannot_be_set_is_refused_not_ignored(boss: Any, technician: Any) -> None:
    for field, value in (
        ("status", "approved"),
        ("cost", "1.00"),
        ("tenantId", str(uuid4())),
        ("createdBy", str(uuid4())),
        ("number", 1),
        ("version", 3),
    ):
        problem = await refused(technician.post("/work-orders", {"title": "x", field: value}), 422)
        assert problem["errors"][0]["pointer"] == f"/{field}"
        work_order = await made(boss)
        answer = await technician.patch(f"/work-orders/{work_order['id']}", {field: value}, version=1)
        assert answer.status_code in (403, 422)
        assert (await ok(boss.get(f"/work-orders/{work_order['id']}")))["version"] == 1
    await refused(technician.post("/work-orders", {"title": "x", "estimatedCost": "5"}), 422, "costs-hidden")


async def test_a13_the_estimated_cost_is_seen_by_those_who_see_money(boss: Any, technician: Any) -> None:
    work_order = await made(boss, estimatedCost="98765.43")
    path = f"/work-orders/{work_order['id']}"
    assert (await ok(boss.get(path)))["estimatedCost"] == "98765.43"
    hidden = await ok(technician.get(path))
    assert hidden["estimatedCost"] is None
    assert hidden["cost"] is None
    history = await ok(technician.get(f"{path}/history"))
    assert "98765.43" not in str(history)
    assert next(event["type"] for event in (await ok(boss.get(f"{path}/history")))["data"]) == "work_order.estimated"


async def test_t8_an_id_that_somebody_has_is_a_conflict_in_every_tenant_alike(world: Any, boss: Any) -> None:
    """T-8, T-9: an id chosen by a client, in use here or elsewhere."""
    mine = str(uuid4())
    await made(boss, id=mine)
    own = await refused(boss.post("/work-orders", {"title": "again", "id": mine}), 409, "already-exists")
    other = await (await world.tenant()).person("admin")
    theirs = await made(other, id=mine)
    assert theirs["id"] == mine
    assert theirs["number"] == 1
    again = await refused(other.post("/work-orders", {"title": "x", "id": mine}), 409, "already-exists")
    assert [own["detail"], own["errors"]] == [again["detail"], again["errors"]]
    assert (await ok(boss.get(f"/work-orders/{mine}")))["title"] == "Pump leaks"


async def test_t22_numbers_count_within_the_tenant(world: Any) -> None:
    first, second = await (await world.tenant()).person("admin"), await (await world.tenant()).person("admin")
    numbers = [(await made(person))["number"] for person in (first, second, first, first, second)]
    assert numbers == [1, 1, 2, 3, 2]
    await refused(first.post("/work-orders", {"title": "x", "siteId": str(uuid4())}), 422)
    assert (await made(first))["number"] == 4


async def test_people_limited_to_sites_work_there_alone(tenant: Any, boss: Any) -> None:
    here, there = await thing(boss, "/sites", name="Lodge"), await thing(boss, "/sites", name="Pier")
    limited = await tenant.person("technician", sites=[UUID(here)])
    between = await tenant.person("technician", sites=[UUID(here), UUID(there)])
    assert (await made(limited))["siteId"] == here
    problem = await refused(between.post("/work-orders", {"title": "x"}), 422)
    assert problem["errors"][0]["pointer"] == "/siteId"
    unseen = await refused(limited.post("/work-orders", {"title": "x", "siteId": there}), 422)
    nowhere = await refused(limited.post("/work-orders", {"title": "x", "siteId": str(uuid4())}), 422)
    assert unseen["errors"] == nowhere["errors"]
    pump = await asset(boss, "Jetty pump", siteId=there)
    await refused(limited.post("/work-orders", {"title": "x", "assetIds": [pump]}), 422)
    far = await made(boss, siteId=there)
    for path in ("", "/history", "/comments", "/tasks"):
        await refused(limited.get(f"/work-orders/{far['id']}{path}"), 404, "not-found")
    await refused(limited.post(f"/work-orders/{far['id']}/start"), 404, "not-found")
    follower = {"title": "x", "siteId": here, "followUpOfId": far["id"]}
    await refused(limited.post("/work-orders", follower), 422)


async def test_templates_lend_what_is_left_open(boss: Any) -> None:
    gl = await thing(boss, "/gl-codes", code="600", name="Grounds")
    oil = await thing(boss, "/task-codes", code="MOW", name="Mow")
    body = {
        "name": "Weekly",
        "title": "Weekly round",
        "kind": "preventive",
        "priority": "low",
        "estimatedHours": "3",
        "glCodeId": gl,
        "tasks": [{"taskCodeId": oil}, {"title": "Sweep", "required": False}],
    }
    template = await ok(boss.post("/work-order-templates", body), 201)
    work_order = await made(boss, templateId=template["id"], tasks=[{"title": "Extra"}])
    assert [work_order[name] for name in ("kind", "priority", "estimatedHours", "glCodeId")] == [
        "preventive",
        "low",
        "3.0000",
        gl,
    ]
    shown = await ok(boss.get(f"/work-orders/{work_order['id']}"))
    assert [task["title"] for task in shown["tasks"]] == ["Mow", "Sweep", "Extra"]
    assert (await made(boss, templateId=template["id"], priority="urgent"))["priority"] == "urgent"


async def test_templates_are_edited_under_their_version(boss: Any, technician: Any) -> None:
    body = {"name": "Monthly", "title": "Round", "tasks": [{"title": "one"}]}
    template = await ok(boss.post("/work-order-templates", body), 201)
    path = f"/work-order-templates/{template['id']}"
    assert await ok(technician.get(path)) == template
    await refused(technician.patch(path, {"title": "x"}, version=1), 403)
    await refused(boss.post("/work-order-templates", body), 409, "already-exists")
    await refused(boss.post("/work-order-templates", {**body, "name": "n", "tasks": [{}]}), 422)
    bad = {"tasks": [{"taskCodeId": str(uuid4())}]}
    assert (await refused(boss.patch(path, bad, version=1), 422))["errors"][0]["pointer"] == "/tasks/0/taskCodeId"
    changed = await ok(boss.patch(path, {"tasks": [{"title": "two"}], "description": "d"}, version=1))
    assert (changed["tasks"][0]["title"], changed["version"]) == ("two", 2)
    await refused(boss.patch(path, {"title": "x"}, version=1), 412)
    names = [each["name"] for each in (await ok(boss.get("/work-order-templates")))["data"]]
    assert "Monthly" in names
    assert names == sorted(names)
    first = await ok(boss.get("/work-order-templates", limit=1))
    second = await ok(boss.get("/work-order-templates", limit=1, cursor=first["nextCursor"]))
    assert [first["data"][0]["name"], second["data"][0]["name"]] == names[:2]
    await ok(boss.delete(path, version=2), 204)
    await refused(boss.get(path), 404)
    await refused(boss.post("/work-orders", {"title": "x", "templateId": template["id"]}), 422)


async def test_schedules_run_forwards(boss: Any) -> None:
    body = {"title": "x", "scheduledStart": "2026-03-02T08:00:00Z", "scheduledEnd": "2026-03-01T08:00:00Z"}
    assert (await refused(boss.post("/work-orders", body), 422, "wrong-order"))["errors"][0][
        "pointer"
    ] == "/scheduledEnd"


async def test_custom_values_are_checked_and_merged(boss: Any) -> None:
    field = {"entity": "work_order", "key": "floor", "label": "Floor", "type": "number"}
    await thing(boss, "/custom-fields", **field)
    await thing(boss, "/custom-fields", **{**field, "key": "wing", "label": "Wing", "type": "text"})
    problem = await refused(boss.post("/work-orders", {"title": "x", "custom": {"floor": "two"}}), 422)
    assert problem["errors"][0]["pointer"] == "/custom/floor"
    work_order = await made(boss, custom={"floor": 2})
    path = f"/work-orders/{work_order['id']}"
    assert (await ok(boss.patch(path, {"custom": {"wing": "W"}}, version=1)))["custom"] == {"floor": 2, "wing": "W"}
    assert (await ok(boss.patch(path, {"custom": {"floor": None}}, version=2)))["custom"] == {"wing": "W"}


async def test_i9_edits_need_the_version_that_was_read(boss: Any) -> None:
    work_order = await made(boss)
    path = f"/work-orders/{work_order['id']}"
    await refused(boss.patch(path, {"title": "x"}), 428)
    await refused(boss.patch(path, {"title": "x"}, version=7), 412)
    answer = await boss.patch(path, {"title": "Other", "estimatedCost": "5.00"}, version=1)
    assert answer.headers["etag"] == '"2"'
    assert answer.json()["title"] == "Other"
    await refused(boss.patch(path, {"title": "Lost"}, version=1), 412)
    assert (await ok(boss.get(path)))["title"] == "Other"
    assert (await ok(boss.patch(path, {"estimatedCost": None}, version=2)))["estimatedCost"] is None
    assert (await ok(boss.get(path)))["estimatedCost"] is None
    unchanged = await ok(boss.patch(path, {"title": "Other"}, version=3))
    assert unchanged["version"] == 3
    await refused(boss.patch(path, {"title": None}, version=3), 422)
    await refused(boss.delete(path), 428)
    await refused(boss.delete(path, version=1), 412)


async def test_handing_work_to_somebody_is_told_apart(boss: Any) -> None:
    staff = await thing(boss, "/staff", name="Bo")
    work_order = await made(boss)
    path = f"/work-orders/{work_order['id']}"
    await ok(boss.patch(path, {"assigneeId": staff}, version=1))
    newest = (await ok(boss.get(f"{path}/history")))["data"][0]
    assert (newest["type"], newest["after"]["assignee_id"]) == ("work_order.assigned", staff)


async def test_assets_and_tags_are_set_whole(boss: Any) -> None:
    one, two = await asset(boss, "One"), await asset(boss, "Two")
    tag = await thing(boss, "/tags", name="wet")
    work_order = await made(boss, assetIds=[one])
    path = f"/work-orders/{work_order['id']}"
    changed = await ok(boss.put(f"{path}/assets", {"assetIds": [two, one, two]}))
    assert (changed["assetIds"], changed["version"]) == ([two, one], 2)
    assert (await ok(boss.put(f"{path}/assets", {"assetIds": [two, one]})))["version"] == 2
    await refused(boss.put(f"{path}/assets", {"assetIds": [str(uuid4())]}), 422)
    tagged = await ok(boss.put(f"{path}/tags", {"tagIds": [tag]}))
    assert (tagged["tagIds"], tagged["version"]) == ([tag], 3)
    await ok(boss.put(f"{path}/tags", {"tagIds": [tag]}))
    await refused(boss.put(f"{path}/tags", {"tagIds": [str(uuid4())]}), 422)
    shown = await ok(boss.get(path))
    assert ([each["name"] for each in shown["assets"]], shown["tagIds"], shown["version"]) == (["Two", "One"], [tag], 3)


async def test_deleting_and_bringing_back(boss: Any) -> None:
    work_order = await made(boss)
    path = f"/work-orders/{work_order['id']}"
    await refused(boss.post(f"{path}/restore"), 409, "not-deleted")
    await ok(boss.delete(path, version=1), 204)
    await refused(boss.get(path), 404)
    await refused(boss.post(f"{path}/approve"), 404)
    assert work_order["id"] not in {row["id"] for row in (await ok(boss.get("/work-orders")))["data"]}
    assert (await ok(boss.post(f"{path}/restore")))["version"] == 3
    await moved(boss, work_order, "approve")
    await refused(boss.delete(path, version=4), 409, "not-deletable")


async def test_tasks_are_added_edited_answered_and_removed(boss: Any, technician: Any) -> None:
    pump = await asset(boss, "Task pump")
    work_order = await made(boss, tasks=[{"title": "first"}])
    path = f"/work-orders/{work_order['id']}/tasks"
    mine = str(uuid4())
    task = await ok(boss.post(path, {"id": mine, "title": "second", "assetId": pump}), 201)
    assert (task["id"], task["position"]) == (mine, 1)
    await refused(boss.post(path, {"id": mine, "title": "again"}), 409, "already-exists")
    await refused(boss.post(path, {"title": "x", "assetId": str(uuid4())}), 422)
    assert (await refused(boss.post(path, {}), 422))["errors"][0]["pointer"] == "/title"
    await refused(technician.patch(f"{path}/{mine}", {"title": "x"}, version=1), 403)
    changed = await ok(boss.patch(f"{path}/{mine}", {"estimatedHours": "2", "required": False}, version=1))
    assert (changed["estimatedHours"], changed["required"], changed["version"]) == ("2.0000", False, 2)
    await refused(boss.patch(f"{path}/{mine}", {"assetId": str(uuid4())}, version=2), 422)
    await refused(boss.patch(f"{path}/{mine}", {"title": "x"}, version=1), 412)
    await refused(technician.post(f"{path}/{mine}/answer", {"status": "done"}), 409, "not-answerable")
    await moved(boss, work_order, "approve")
    await ok(technician.post(f"{path}/{mine}/answer", {"status": "skipped"}))
    await refused(boss.delete(f"{path}/{mine}", version=2), 412)
    await ok(boss.delete(f"{path}/{mine}", version=3), 204)
    await refused(boss.delete(f"{path}/{mine}", version=4), 404)
    assert [task["title"] for task in await ok(boss.get(path))] == ["first"]
    third = await ok(boss.post(path, {"title": "third"}), 201)
    assert third["position"] == 2
    other = await made(boss)
    await refused(boss.get(f"/work-orders/{uuid4()}/tasks"), 404)
    await refused(technician.post(f"/work-orders/{other['id']}/tasks/{third['id']}/answer", {"status": "done"}), 404)


async def test_codes_of_another_kind_and_deleted_people_are_unknown(boss: Any) -> None:
    cause = await thing(boss, "/failure-codes", kind="cause", code="BURST", name="Burst")
    staff = await thing(boss, "/staff", name="Gone")
    await ok(boss.delete(f"/staff/{staff}", version=1), 204)
    body = {"title": "x", "problemCodeId": cause, "assigneeId": staff}
    problem = await refused(boss.post("/work-orders", body), 422)
    assert {error["pointer"] for error in problem["errors"]} == {"/problemCodeId", "/assigneeId"}
    work_order = await moved(boss, await made(boss), "approve", "start")
    path = f"/work-orders/{work_order['id']}"
    await refused(boss.patch(path, {"remedyCodeId": cause}, version=3), 422)
    await refused(boss.post(f"{path}/complete", {"problemCodeId": cause}), 422)
    assert (await moved(boss, work_order, "complete", causeCodeId=cause))["causeCodeId"] == cause


async def test_t22_numbers_are_unique_under_concurrency(world: Any) -> None:
    boss = await (await world.tenant()).person("admin")
    made_ = await asyncio.gather(*(made(boss) for _ in range(12)))
    assert sorted(each["number"] for each in made_) == list(range(1, 13))


async def test_two_who_complete_at_once_are_not_both_right(boss: Any) -> None:
    work_order = await moved(boss, await made(boss), "approve", "start")
    path = f"/work-orders/{work_order['id']}/complete"
    answers = await asyncio.gather(*(boss.post(path) for _ in range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]


async def test_creating_work_takes_three_round_trips(boss: Any, statements: Any) -> None:
    """Custom fields are looked up, the number is taken, the rest goes out in one flight with the commit."""
    async with statements() as counted:
        await made(boss)
    awaited = [text for text in counted.texts if "INSERT" not in text or "RETURNING" in text]
    assert len(awaited) == 2, awaited
