"""What phones say, ask, and have read: comments, requests, notifications, conflicts."""

from typing import Any
from uuid import uuid4

import pytest

from sync.pushing import Device, Field, make_field, ms, new
from work_orders.steps import asked, ok, refused


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


def reasons(rejected: list[dict[str, Any]]) -> set[tuple[str, str | None, str]]:
    """Table, column and reason of everything that was refused."""
    return {(each["table"], each["column"], each["reason"]) for each in rejected}


async def said(field: Field, work_order: str) -> list[dict[str, Any]]:
    """The conversation on a work order."""
    rows: list[dict[str, Any]] = (await ok(field.boss.get(f"/work-orders/{work_order}/comments")))["data"]
    return rows


async def test_comments_are_made_answered_changed_and_taken_back(field: Field) -> None:
    work_order = await field.work(assigneeId=None)
    phone = await field.phone()
    first = new(work_order_id=work_order, body="It drips", mentions="[]", public=False)
    answer = {**new(work_order_id=work_order, body="Still", parent_id=first["id"]), "id": str(uuid4())}
    mention = new(work_order_id=work_order, body="You", mentions=f'["{uuid4()}"]', parent_id=str(uuid4()))
    assert reasons(await phone.push("comments", answer, mention, first)) == {
        ("comments", "mentions", "invalid"),
        ("comments", "parent_id", "invalid"),
    }
    assert {each["body"] for each in await said(field, work_order)} == {"It drips", "Still", "You"}
    assert reasons(await phone.push("comments", answer, first)) == set()
    await phone.pull()
    edited = phone.edited("comments", first["id"], body="It pours")
    assert await phone.push("comments", edited, answer["id"]) == []
    assert {each["body"] for each in await said(field, work_order)} == {"It pours", "You"}
    ben = await field.phone(field.ben)
    rejected = await ben.push("comments", ben.edited("comments", first["id"], body="Not mine"), mention["id"])
    assert reasons(rejected) == {("comments", "body", "forbidden"), ("comments", None, "forbidden")}
    await phone.pull()
    assert reasons(await phone.push("comments", phone.edited("comments", first["id"], body=" "))) == {
        ("comments", "body", "invalid")
    }
    nothing = new(work_order_id=work_order, body="")
    nowhere = new(body="x")
    assert reasons(await phone.push("comments", nothing, nowhere)) == {
        ("comments", None, "invalid"),
        ("comments", None, "parent_missing"),
    }


async def test_s3_two_devices_of_one_person_edit_a_comment(field: Field) -> None:
    work_order = await field.work()
    phone, tablet = await field.phone(), await field.phone()
    comment = new(work_order_id=work_order, body="One")
    assert await phone.push("comments", comment) == []
    await phone.pull()
    await tablet.pull()
    assert await phone.push("comments", phone.edited("comments", comment["id"], body="Two")) == []
    assert await tablet.push("comments", tablet.edited("comments", comment["id"], body="Three")) == []
    assert [each["body"] for each in await said(field, work_order)] == ["Three"]


async def test_requests_are_made_and_taken_back(field: Field) -> None:
    phone = await field.phone()
    reported = ms(hours=-30)
    request = new(
        title="Bench broken",
        priority="high",
        site_id=field.site,
        asset_id=str(uuid4()),
        reported_at=reported,
        status="new",
    )
    assert reasons(await phone.push("work_requests", request)) == {("work_requests", "asset_id", "invalid")}
    held = await ok(field.boss.get(f"/work-requests/{request['id']}"))
    assert (held["title"], held["priority"], held["siteId"], held["assetId"]) == (
        "Bench broken",
        "high",
        field.site,
        None,
    )
    await phone.pull()
    assert phone.rows["work_requests"][request["id"]]["reported_at"] == reported
    assert await phone.push("work_requests", {**request, "asset_id": None}) == []
    edited = phone.edited("work_requests", request["id"], title="Other")
    assert reasons(await phone.push("work_requests", edited)) == {("work_requests", "title", "server_owned")}
    on_request = new(work_request_id=request["id"], body="Since Monday")
    assert await phone.push("comments", on_request) == []
    assert await phone.push("work_requests", request["id"]) == []
    await refused(field.boss.get(f"/work-requests/{request['id']}"), 404)
    theirs = (await asked(field.boss))["id"]
    assert await phone.push("work_requests", theirs, str(uuid4())) != []


async def test_what_one_was_told_is_read_and_acknowledged(field: Field) -> None:
    person = await field.tenant.person("supervisor")
    await ok(person.post("/notifications/test"))
    phone = await field.phone(person)
    [told] = list(phone.rows["notifications"])
    read = phone.edited("notifications", told, read_at=ms(), title="Mine")
    assert await phone.push("notifications", read) == []
    await phone.pull()
    row = phone.rows["notifications"][told]
    assert row["read_at"] is not None
    assert row["title"] != "Mine"
    assert await phone.push("notifications", phone.edited("notifications", told, acknowledged_at=ms())) == []
    await phone.pull()
    assert phone.rows["notifications"][told]["acknowledged_at"] is not None
    other = await field.phone(field.ann)
    assert await other.push("notifications", {**row, "_changed": "read_at", "_status": "updated"}) == []


async def test_what_phones_only_read(field: Field) -> None:
    phone = await field.phone()
    site = phone.edited("sites", field.site, name="Mine")
    made_up = new(name="New site")
    assert reasons(await phone.push("sites", site, made_up)) == {("sites", None, "server_owned")}
    phone.rows["sites"][field.site] = site
    gone = await phone.pull()
    assert phone.rows["sites"][field.site]["name"] == "Park"
    assert made_up["id"] in gone["sites"]["deleted"]


async def conflicting(field: Field) -> tuple[Device, str]:
    """A phone with one conflict, and the id of that."""
    work_order = await field.work(assigneeId=None)
    phone = await field.phone(await field.tenant.person("technician"))
    await phone.push("work_orders", phone.edited("work_orders", work_order, title="Mine"))
    [conflict] = await phone.conflicts()
    return phone, conflict["id"]


async def test_conflicts_are_shown_to_whom_they_concern(field: Field) -> None:
    phone, conflict = await conflicting(field)
    assert conflict not in {each["id"] for each in await Device(field.ben).conflicts()}
    everybody = await Device(field.boss).conflicts(everybody=True, limit=200)
    assert conflict in {each["id"] for each in everybody}
    await refused(phone.person.get("/sync/conflicts", everybody=True), 403)
    await refused(field.boss.post(f"/sync/conflicts/{conflict}/dismiss"), 404)
    page = await ok(field.boss.get("/sync/conflicts", everybody=True, limit=1))
    assert len(page["data"]) == 1


async def test_a_conflict_is_dismissed_over_http(field: Field) -> None:
    phone, conflict = await conflicting(field)
    await phone.pull()
    assert conflict in phone.rows["sync_conflicts"]
    first = await ok(phone.person.post(f"/sync/conflicts/{conflict}/dismiss"))
    assert first["dismissedAt"] == (await ok(phone.person.post(f"/sync/conflicts/{conflict}/dismiss")))["dismissedAt"]
    assert await phone.conflicts() == []
    assert conflict in (await phone.pull())["sync_conflicts"]["deleted"]


async def test_a_conflict_is_dismissed_on_the_phone(field: Field) -> None:
    phone, conflict = await conflicting(field)
    await phone.pull()
    changed = phone.edited("sync_conflicts", conflict, message="Mine")
    assert await phone.push("sync_conflicts", changed, conflict) == []
    assert await phone.conflicts() == []
    other, theirs = await conflicting(field)
    assert await phone.push("sync_conflicts", theirs, changed) == []
    assert len(await other.conflicts()) == 1


async def test_the_same_refusal_is_told_once(field: Field) -> None:
    work_order = await field.work(assigneeId=None)
    phone = await field.phone(await field.tenant.person("technician"))
    for _ in range(3):
        await phone.push("work_orders", phone.edited("work_orders", work_order, title="Mine"))
    assert len(await phone.conflicts()) == 1
