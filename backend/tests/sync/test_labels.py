"""Labels on phones: the codes that lead to assets, sites and locations come, change and go with what they stand on."""

import json
from typing import Any

import pytest

from sync.test_pull import Crew, Phone


@pytest.fixture
async def crew(world: Any) -> Crew:
    """An organisation of the test's own."""
    return await Crew(await world.tenant()).ready()


@pytest.fixture
async def things(crew: Crew) -> dict[str, dict[str, Any]]:
    """What labels stand on, by table, with the field of a place that names it."""
    location = await crew.made("/locations", {"siteId": crew.north, "name": "Pump house"})
    kind = await crew.made("/asset-types", {"code": "pump", "name": "Pump"})
    given = {"name": "Pump", "siteId": crew.north, "locationId": location["id"], "assetTypeId": kind["id"]}
    asset = await crew.made("/assets", given)
    site = (await crew.boss.get(f"/sites/{crew.north}")).json()
    return {
        "sites": {"siteId": site["id"]},
        "locations": {"locationId": location["id"]},
        "assets": {"assetId": asset["id"]},
    }


def codes(phone: Phone, table: str, given: dict[str, Any]) -> list[str]:
    """The codes that a phone knows of something."""
    [id] = given.values()
    found: list[str] = json.loads(phone.kept[table][id]["codes"] or "[]")
    return found


async def save(crew: Crew, place: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """Change a place as it is now."""
    answer = await crew.boss.patch(f"/portal/places/{place['id']}", fields, version=place["version"])
    assert answer.status_code == 200, answer.text
    saved: dict[str, Any] = answer.json()
    return saved


@pytest.mark.parametrize("table", ["sites", "locations", "assets"])
async def test_codes_of_labels_travel_as_they_are_made_renewed_withdrawn_and_restored(
    crew: Crew, things: dict[str, dict[str, Any]], table: str
) -> None:
    given = things[table]
    phone = await Phone(crew.tech).pull()
    assert codes(phone, table, given) == []
    place = await crew.made("/portal/places", given)
    second = await crew.made("/portal/places", given)
    await phone.pull()
    assert codes(phone, table, given) == sorted([place["code"], second["code"]])
    assert phone.news() == {table: (1, [])}
    renewed = (await crew.boss.post(f"/portal/places/{place['id']}/replace-code")).json()
    assert renewed["code"] != place["code"]
    await phone.pull()
    assert codes(phone, table, given) == sorted([renewed["code"], second["code"]])
    answer = await crew.boss.delete(f"/portal/places/{place['id']}", version=renewed["version"])
    assert answer.status_code == 204, answer.text
    await phone.pull()
    assert codes(phone, table, given) == [second["code"]]
    assert (await crew.boss.post(f"/portal/places/{place['id']}/restore")).status_code == 200
    await phone.pull()
    assert codes(phone, table, given) == sorted([renewed["code"], second["code"]])
    await crew.converged(phone)


async def test_a_page_that_is_closed_to_the_public_keeps_its_label(
    crew: Crew, things: dict[str, dict[str, Any]]
) -> None:
    """The sign still hangs there: whoever works here is led by it all the same."""
    place = await crew.made("/portal/places", things["locations"])
    await save(crew, place, open=False)
    phone = await Phone(crew.tech).pull()
    assert codes(phone, "locations", things["locations"]) == [place["code"]]


async def test_nobody_hears_of_labels_at_other_sites(crew: Crew) -> None:
    """T-14: neither the code nor that there is one."""
    phone = await Phone(crew.tech).pull()
    there = await crew.made("/portal/places", {"siteId": crew.south})
    everywhere = await crew.made("/portal/places", {})
    await phone.pull()
    assert phone.news() == {}
    fresh = await Phone(crew.tech).pull()
    assert there["code"] not in str(fresh.kept)
    assert everywhere["code"] not in str(fresh.kept)


async def test_the_schema_says_what_the_new_version_brings(crew: Crew) -> None:
    """L6: clients that are not ours make their migrations of it."""
    document = (await crew.tech.get("/sync/schema")).json()
    assert document["version"] == 2
    [step] = document["migrations"]
    assert step["toVersion"] == 2
    assert {"table": "sites", "columns": ["codes"]} in step["columns"]


async def test_phones_with_the_schema_before_get_the_codes_with_the_new_one(
    crew: Crew, things: dict[str, dict[str, Any]]
) -> None:
    """L6: a phone of version 1 is told nothing of the column; brought to version 2 it gets all that has it."""
    place = await crew.made("/portal/places", things["sites"])
    old = (await crew.tech.post("/sync/pull", {"schema_version": 1})).json()
    assert all("codes" not in raw for raw in old["changes"]["sites"]["updated"])
    migration = {
        "from": 1,
        "tables": [],
        "columns": [{"table": name, "columns": ["codes"]} for name in ("sites", "locations")],
    }
    body = {"last_pulled_at": old["timestamp"], "schema_version": 2, "migration": migration}
    told = (await crew.tech.post("/sync/pull", body)).json()["changes"]
    assert [json.loads(raw["codes"]) for raw in told["sites"]["updated"]] == [[place["code"]]]
    assert [raw["codes"] for raw in told["locations"]["updated"]] == [None]
    assert told["assets"]["updated"] == []
