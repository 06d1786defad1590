"""Phones of those who ask: the messages on their requests, and the labels that they scan."""

from typing import Any
from uuid import UUID, uuid4

import psycopg
import pytest

from sync.pushing import Device, Field, make_field, new
from work_orders.steps import asked, asset, ok, thing


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


@pytest.fixture
async def asker(field: Field) -> Any:
    """Somebody who may ask, and nothing else."""
    return await field.tenant.person("requester")


async def phone_of(person: Any) -> Device:
    """A phone that has pulled everything."""
    phone = Device(person)
    await phone.pull()
    return phone


async def say(person: Any, path: str, body: str, **fields: Any) -> dict[str, Any]:
    """Say something on a request or a work order."""
    made: dict[str, Any] = await ok(person.post(f"{path}/comments", {"body": body, **fields}), 201)
    return made


def bodies(phone: Device) -> set[str]:
    """What was said, as far as a phone has it."""
    return {row["body"] for row in phone.rows.get("comments", {}).values()}


async def test_who_asked_hears_what_is_meant_for_them_and_nothing_else(field: Field, asker: Any) -> None:
    """Neither what the office says among itself, nor what is said to others, nor what is said on work."""
    mine, theirs = await asked(asker, "Mine"), await asked(await field.tenant.person("requester"), "Theirs")
    work = await field.work(assigneeId=None)
    phone = await phone_of(asker)
    path = f"/work-requests/{mine['id']}"
    await say(field.boss, path, "Is he a nuisance?")
    await say(field.boss, path, "We come on Monday", public=True)
    await say(field.boss, path, "Which tap?", mentions=[str(asker.user_id)])
    await say(field.boss, f"/work-requests/{theirs['id']}", "For others", public=True)
    await say(field.boss, f"/work-orders/{work}", "On unassigned work", public=True)
    await say(asker, path, "Thank you")
    told = await phone.pull()
    assert bodies(phone) == {"We come on Monday", "Which tap?", "Thank you"}
    assert "nuisance" not in str(told)
    assert bodies(await phone_of(asker)) == bodies(phone)
    assert phone.rows["work_orders"] == {}


async def test_who_reads_all_requests_hears_all_that_is_said_on_their_own(field: Field) -> None:
    """Technicians see their own requests on the phone, with what the office says among itself."""
    request = await asked(field.ann, "Ann's")
    await say(field.boss, f"/work-requests/{request['id']}", "Among us")
    assert "Among us" in bodies(await phone_of(field.ann))
    assert "Among us" not in bodies(await phone_of(field.ben))


async def test_messages_are_written_without_a_network_and_answered(field: Field, asker: Any) -> None:
    """One push brings the request and what was said on it; an answer that is changed or taken back arrives too."""
    phone = await phone_of(asker)
    request = new(title="Tap drips", priority="low", status="new")
    word = new(work_request_id=request["id"], body="The left one", public=True)
    assert await phone.push(work_requests=[request], comments=[word]) == []
    path = f"/work-requests/{request['id']}"
    answer = await say(field.boss, path, "Which floor?", public=True, parentId=word["id"])
    await phone.pull()
    assert bodies(phone) == {"The left one", "Which floor?"}
    assert phone.rows["comments"][word["id"]]["author_name"] is not None
    await ok(field.boss.patch(f"/comments/{answer['id']}", {"body": "Which storey?"}, version=1))
    await phone.pull()
    assert bodies(phone) == {"The left one", "Which storey?"}
    await ok(field.boss.delete(f"/comments/{answer['id']}", version=2), 204)
    await phone.pull()
    assert bodies(phone) == {"The left one"}


async def test_t14_nothing_is_said_on_requests_of_others(field: Field, asker: Any) -> None:
    """T-14: it stays readable as a conflict, and the answer is the same as for a request that is not there."""
    theirs = await asked(await field.tenant.person("requester"), "Theirs")
    phone = await phone_of(asker)
    foreign = new(work_request_id=theirs["id"], body="Me too", public=True)
    nowhere = new(work_request_id=str(uuid4()), body="Me too", public=True)
    rejected = await phone.push("comments", foreign, nowhere)
    assert [(each["column"], each["reason"]) for each in rejected] == [(None, "parent_missing")] * 2
    assert (await ok(field.boss.get(f"/work-requests/{theirs['id']}/comments")))["data"] == []


async def test_pictures_of_work_are_not_for_those_who_only_ask(field: Field, asker: Any, database: Any) -> None:
    """What goes with unassigned work is carried by who works on it."""
    picture = {"name": "Pump.jpg", "mediaType": "image/jpeg", "sizeBytes": 7, "role": "before", "subject": "work_order"}
    made = await ok(field.boss.post("/files", {**picture, "subjectId": await field.work(assigneeId=None)}), 201)
    with psycopg.connect(database.superuser) as conn:
        conn.execute("UPDATE files SET state = 'stored' WHERE id = %s", [made["file"]["id"]])
    assert made["file"]["id"] in (await phone_of(field.ann)).rows["attachments"]
    assert (await phone_of(asker)).rows["attachments"] == {}


async def scanned(phone: Device, code: str, **columns: Any) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """A request made on a phone after a label was scanned, as it comes back, and what was not taken of it."""
    request = new(title="Door sticks", priority="medium", status="new", place_code=code, **columns)
    rejected = await phone.push("work_requests", request)
    await phone.pull()
    return phone.rows["work_requests"][request["id"]], rejected


async def test_a_scanned_label_says_where_it_is(field: Field, asker: Any) -> None:
    """Who only asks carries no places: the code travels, and the office knows what it stands on."""
    hall = await thing(field.boss, "/locations", siteId=field.site, name="Hall")
    pump = await asset(field.boss, "Pump", siteId=field.site)
    phone = await phone_of(asker)
    for given, name in (({"siteId": field.site}, None), ({"locationId": hall}, "Hall"), ({"assetId": pump}, "Pump")):
        place = await ok(field.boss.post("/portal/places", given), 201)
        row, rejected = await scanned(phone, place["code"].upper())
        assert rejected == []
        assert (row["site_id"], row["place_code"]) == (field.site, None)
        assert row["place_name"] == (name or (await ok(field.boss.get(f"/sites/{field.site}")))["name"])
        held = await ok(field.boss.get(f"/work-requests/{row['id']}"))
        assert {name: held[name] for name in given} == given


async def test_a_place_that_is_said_counts_more_than_a_label(field: Field) -> None:
    hall = await thing(field.boss, "/locations", siteId=field.site, name="Hall")
    place = await ok(field.boss.post("/portal/places", {"siteId": field.site}), 201)
    row, rejected = await scanned(await phone_of(field.ann), place["code"], site_id=field.site, location_id=hall)
    assert (row["location_id"], rejected) == (hall, [])


async def test_s8_labels_that_one_may_not_know_lead_nowhere(field: Field, world: Any) -> None:
    """S-8: the request is kept, the code of another tenant or site is as one that there is not."""
    other = await make_field(world)
    foreign = await ok(other.boss.post("/portal/places", {"siteId": other.site}), 201)
    there = await thing(field.boss, "/sites", name="Elsewhere")
    far = await ok(field.boss.post("/portal/places", {"siteId": there}), 201)
    here = await field.tenant.person("requester", sites=[UUID(field.site)])
    phone = await phone_of(here)
    said = []
    for code in (foreign["code"], far["code"], "2222222222"):
        row, rejected = await scanned(phone, code)
        assert (row["site_id"], row["place_name"]) == (None, None)
        said += [(each["column"], each["reason"], each["message"]) for each in rejected]
    assert len(said) == 3
    assert len(set(said)) == 1
    assert said[0][:2] == ("place_code", "invalid")
    again = new(title="Door sticks", priority="medium", status="new", place_code=far["code"])
    assert len(await phone.push("work_requests", again)) == 1
    assert await phone.push("work_requests", again) == []
