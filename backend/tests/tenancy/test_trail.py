"""The audit trail: who did what, for those who may know."""

import csv
import io
import json
from datetime import timedelta
from typing import Any
from uuid import UUID

import httpx

from fettle.kit.pages import PageRequest
from fettle.modules.tenancy import public as tenancy
from makers.world import Person, Tenancy, World


async def trail(person: Person, **params: Any) -> list[dict[str, Any]]:
    answer = await person.get("/events", **params)
    assert answer.status_code == 200, answer.text
    data: list[dict[str, Any]] = answer.json()["data"]
    return data


async def test_the_trail_names_who_what_and_by_which_request(admin: Person) -> None:
    answer = await admin.client.post("/v1/tags", json={"name": "red"}, headers={"X-Request-Id": "request-12345678"})
    event = (await trail(admin, entity="tag"))[0]
    assert (event["type"], event["entityId"]) == ("tag.created", answer.json()["id"])
    assert (event["actorName"], event["actorUserId"]) == ("Admin", str(admin.user_id))
    assert (event["actorVia"], event["requestId"]) == ("session", "request-12345678")
    assert event["after"] == {"name": "red", "colour": None}


async def test_filters_and_pages(world: World, tenant: Tenancy, admin: Person) -> None:
    tags = [(await admin.post("/tags", {"name": f"t{n}"})).json() for n in range(3)]
    supervisor = await tenant.person("supervisor")
    await supervisor.patch(f"/tags/{tags[0]['id']}", {"name": "x"}, version=1)
    assert [event["type"] for event in await trail(admin, aboutId=tags[0]["id"])] == ["tag.changed", "tag.created"]
    assert [event["type"] for event in await trail(admin, actorUserId=str(supervisor.user_id))] == ["tag.changed"]
    assert len(await trail(admin, type=["tag.created", "tag.changed"])) == 4
    now = world.door.clock()
    assert await trail(admin, entity="tag", to=(now - timedelta(hours=1)).isoformat()) == []
    assert len(await trail(admin, entity="tag", **{"from": (now - timedelta(hours=1)).isoformat()})) == 4
    seen: list[tuple[int, int]] = []
    cursor: dict[str, str] = {}
    while True:
        page = (await admin.get("/events", limit=3, **cursor)).json()
        seen += [(event["seq"], event["ord"]) for event in page["data"]]
        if not page["hasMore"]:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen))
    assert seen[-1] == (1, 0)
    assert (await admin.get("/events", entity="tag", **cursor)).status_code == 400


async def test_only_those_with_audit_read_see_the_trail(tenant: Tenancy) -> None:
    for role, status in (("auditor", 200), ("supervisor", 403), ("technician", 403), ("requester", 403)):
        assert (await (await tenant.person(role)).get("/events")).status_code == status


async def test_another_tenant_sees_nothing_of_it(world: World, admin: Person) -> None:
    tag = (await admin.post("/tags", {"name": "red"})).json()
    stranger = await (await world.tenant()).person("admin")
    assert await trail(stranger, aboutId=tag["id"]) == []
    assert await trail(stranger, actorUserId=str(admin.user_id)) == []


async def test_people_limited_to_sites_see_what_happened_there(tenant: Tenancy, admin: Person) -> None:
    north, south = [(await admin.post("/sites", {"name": name})).json()["id"] for name in ("North", "South")]
    local = await tenant.person("auditor", sites=[north])
    seen = {event["aboutId"] for event in await trail(local)}
    assert north in seen
    assert south not in seen


async def test_other_modules_show_the_history_of_a_record(tenant: Tenancy, admin: Person) -> None:
    tag = (await admin.post("/tags", {"name": "red"})).json()
    await admin.patch(f"/tags/{tag['id']}", {"name": "blue"}, version=1)
    async with tenant.call(read_only=True, permissions=frozenset({"tenant:read"})) as call:
        first = await tenancy.history_of(call, UUID(tag["id"]), PageRequest(limit=1))
    assert [event.type for event in first.data] == ["tag.changed"]
    assert first.has_more
    assert (first.data[0].before, first.data[0].after) == ({"name": "red"}, {"name": "blue"})


async def test_the_name_of_somebody_who_left_stays_in_the_trail(tenant: Tenancy, admin: Person) -> None:
    person = await tenant.person("supervisor", name="Gone")
    await person.post("/tags", {"name": "red"})
    membership = (await admin.get("/people", q=person.email)).json()["data"][0]
    await admin.delete(f"/people/{membership['id']}", version=1)
    assert (await trail(admin, entity="tag"))[0]["actorName"] == "Gone"


async def test_one_request_is_found_with_all_that_it_changed(admin: Person, tenant: Tenancy, database: Any) -> None:
    sent = {"X-Request-Id": "request-of-two-things"}
    await admin.client.post("/v1/staff", json={"name": "Ada"}, headers=sent)
    await admin.client.post("/v1/tags", json={"name": "red"}, headers=sent)
    await admin.post("/tags", {"name": "blue"})
    found = await trail(admin, requestId="request-of-two-things")
    assert [event["type"] for event in found] == ["tag.created", "staff.created"]
    assert await trail(admin, requestId="request-of-two-things", entity="tag") == found[:1]
    assert await trail(admin, requestId="nothing") == []
    async with tenant.call(read_only=True, permissions=frozenset({"*"})) as call:
        await call.value("SELECT set_config('enable_seqscan', 'off', true)")
        query = (
            "SELECT * FROM events e WHERE e.tenant_id = app.tenant_id() AND e.request_id = 'x' ORDER BY e.seq, e.ord"
        )
        said = await call.value(f"EXPLAIN (FORMAT JSON) {query}")
    assert "ix_events_request" in str(said)


def table(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith("text/csv")
    assert 'filename="events.csv"' in answer.headers["content-disposition"]
    return list(csv.DictReader(io.StringIO(answer.text)))


async def test_the_export_holds_what_the_list_holds(admin: Person) -> None:
    tag = (await admin.post("/tags", {"name": "=1+1"})).json()
    await admin.patch(f"/tags/{tag['id']}", {"name": "blue"}, version=1)
    listed = await trail(admin, limit=200)
    rows = table(await admin.get("/events.csv"))
    assert [(row["seq"], row["ord"], row["type"]) for row in reversed(rows)] == [
        (str(event["seq"]), str(event["ord"]), event["type"]) for event in listed
    ]
    last = table(await admin.get("/events.csv", aboutId=tag["id"]))[-1]
    assert (json.loads(last["before"]), json.loads(last["after"])) == ({"name": "=1+1"}, {"name": "blue"})
    assert (last["actorName"], last["actorUserId"]) == ("Admin", str(admin.user_id))
    assert last["at"].endswith("Z")


async def test_the_export_is_for_those_who_see_the_trail(world: World, tenant: Tenancy, admin: Person) -> None:
    for role, status in (("auditor", 200), ("supervisor", 403), ("technician", 403)):
        assert (await (await tenant.person(role)).get("/events.csv")).status_code == status
    stranger = await (await world.tenant()).person("admin")
    assert table(await stranger.get("/events.csv", actorUserId=str(admin.user_id))) == []
    north, south = [(await admin.post("/sites", {"name": name})).json()["id"] for name in ("North", "South")]
    seen = {row["aboutId"] for row in table(await (await tenant.person("auditor", sites=[north])).get("/events.csv"))}
    assert north in seen
    assert south not in seen
    assert (await admin.get("/events.csv", colour="red")).status_code == 422


async def test_money_leaves_with_those_who_may_see_it(tenant: Tenancy, admin: Person) -> None:
    """A-13: whoever reads the trail without money gets it without money, in the export as well."""
    staff = (await admin.post("/staff", {"name": "Ada"})).json()
    rate = {"validFrom": "2026-01-01", "hourlyRate": "71.37"}
    assert (await admin.post(f"/staff/{staff['id']}/rates", rate)).status_code == 201
    await admin.post("/roles", {"code": "trail", "name": "Trail", "permissions": ["audit:read"]})
    blind = await tenant.person("trail")
    assert "71.37" in (await admin.get("/events.csv")).text
    assert "71.37" not in (await blind.get("/events.csv")).text
