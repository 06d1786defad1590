"""Sites and locations: kept, moved with what is in them, deleted only when empty."""

from uuid import uuid4

import pytest

from .conftest import Grounds


async def test_a_site_is_made_changed_deleted_and_restored(grounds: Grounds) -> None:
    admin = grounds.admin
    site = await grounds.make("/sites", {"name": "Park", "timeZone": "Europe/Berlin", "address": "1 Main St"})
    changed = await admin.patch(f"/sites/{site['id']}", {"address": None, "code": "P"}, version=1)
    assert (changed.json()["address"], changed.json()["version"], changed.headers["etag"]) == (None, 2, '"2"')
    assert (await admin.patch(f"/sites/{site['id']}", {"code": "Q"}, version=1)).status_code == 412
    assert (await admin.patch(f"/sites/{site['id']}", {"code": "Q"})).status_code == 428
    assert (await admin.patch(f"/sites/{site['id']}", {"name": None}, version=2)).status_code == 422
    assert (await admin.patch(f"/sites/{site['id']}", {"code": "P"}, version=2)).json()["version"] == 2
    assert (await admin.delete(f"/sites/{site['id']}", version=2)).status_code == 204
    assert (await admin.get(f"/sites/{site['id']}")).status_code == 404
    assert await grounds.names("/sites") == []
    assert await grounds.names("/sites", deleted="true") == ["Park"]
    assert (await admin.post(f"/sites/{site['id']}/restore")).json()["deletedAt"] is None
    assert await grounds.names("/sites") == ["Park"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"name": ""}, "/name"),
        ({"name": "A", "timeZone": "Mars/Base"}, "/timeZone"),
        ({"name": "A", "latitude": "91", "longitude": "0"}, "/latitude"),
        ({"name": "A", "latitude": "1"}, "/longitude"),
        ({"name": "A", "tenantId": str(uuid4())}, "/tenantId"),
        ({"name": "A", "custom": {"unheard": 1}}, "/custom/unheard"),
    ],
)
async def test_a_wrong_site_is_refused_by_field(grounds: Grounds, body: dict[str, object], pointer: str) -> None:
    response = await grounds.admin.post("/sites", body)
    assert response.status_code == 422
    assert [error["pointer"] for error in response.json()["errors"]] == [pointer]


async def test_two_sites_cannot_share_a_name_until_one_is_deleted(grounds: Grounds) -> None:
    park = await grounds.site("Park")
    assert (await grounds.admin.post("/sites", {"name": "Park"})).status_code == 409
    await grounds.admin.delete(f"/sites/{park}", version=1)
    await grounds.site("Park")
    assert (await grounds.admin.post(f"/sites/{park}/restore")).status_code == 409


async def test_custom_fields_of_a_site_are_checked(grounds: Grounds) -> None:
    field = {"entity": "site", "key": "beds", "label": "Beds", "type": "number"}
    await grounds.make("/custom-fields", field)
    site = await grounds.make("/sites", {"name": "Park", "custom": {"beds": 4}})
    changed = await grounds.admin.patch(f"/sites/{site['id']}", {"custom": {"beds": 5}}, version=1)
    assert changed.json()["custom"] == {"beds": 5}


async def test_a_site_in_use_stays(grounds: Grounds) -> None:
    park = await grounds.site()
    await grounds.location("Hall", siteId=park)
    await grounds.asset("Pump", siteId=park)
    refused = await grounds.admin.delete(f"/sites/{park}", version=1)
    assert refused.status_code == 409
    assert "1 locations and 1 assets" in refused.json()["detail"]


async def test_sites_are_paged_in_a_stable_order(grounds: Grounds) -> None:
    for name in ("C", "A", "E", "B", "D"):
        await grounds.site(name)
    seen, cursor = [], {}
    while True:
        page = (await grounds.admin.get("/sites", limit=2, **cursor)).json()
        seen += [site["name"] for site in page["data"]]
        if not page["hasMore"]:
            break
        cursor = {"cursor": page["nextCursor"]}
    assert seen == ["A", "B", "C", "D", "E"]


async def test_locations_form_a_tree_that_lists_can_walk(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    hall = await grounds.location("Hall", siteId=park, kind="building")
    await grounds.location("Room", parentId=hall, kind="room")
    await grounds.location("Shed", siteId=yard)
    assert await grounds.names("/locations") == ["Hall", "Room", "Shed"]
    assert await grounds.names("/locations", siteId=park) == ["Hall", "Room"]
    assert await grounds.names("/locations", siteId=park, parentId="root") == ["Hall"]
    assert await grounds.names("/locations", parentId=hall) == ["Room"]
    assert (await grounds.admin.get("/locations", parentId="nowhere")).status_code == 422
    assert (await grounds.shown(f"/locations/{hall}"))["kind"] == "building"


async def test_a_location_needs_a_site_that_agrees_with_its_parent(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    hall = await grounds.location("Hall", siteId=park)
    for body, pointer in (
        ({"name": "Room"}, "/siteId"),
        ({"name": "Room", "siteId": str(uuid4())}, "/siteId"),
        ({"name": "Room", "parentId": str(uuid4())}, "/parentId"),
        ({"name": "Room", "parentId": hall, "siteId": yard}, "/parentId"),
    ):
        refused = await grounds.admin.post("/locations", body)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_location_moves_with_everything_in_it(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    hall = await grounds.location("Hall", siteId=park)
    room = await grounds.location("Room", parentId=hall)
    lawn = await grounds.location("Lawn", siteId=park)
    boiler = await grounds.asset("Boiler", locationId=room)
    burner = await grounds.asset("Burner", parentId=boiler, locationId=lawn)
    mower = await grounds.asset("Mower", locationId=lawn)
    moved = await grounds.admin.patch(f"/locations/{hall}", {"siteId": yard, "name": "Old hall"}, version=1)
    assert (moved.status_code, moved.json()["siteId"], moved.json()["name"]) == (200, yard, "Old hall")
    assert (await grounds.shown(f"/locations/{room}"))["siteId"] == yard
    shown = {
        name: await grounds.shown(f"/assets/{made}") for name, made in (("b", boiler), ("p", burner), ("m", mower))
    }
    assert (shown["b"]["siteId"], shown["b"]["locationId"]) == (yard, room)
    assert (shown["p"]["siteId"], shown["p"]["locationId"]) == (yard, None)
    assert (shown["m"]["siteId"], shown["m"]["locationId"]) == (park, lawn)


async def test_a_location_does_not_tear_assets_apart(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    hall = await grounds.location("Hall", siteId=park)
    plant = await grounds.asset("Plant", siteId=park)
    await grounds.asset("Boiler", parentId=plant, locationId=hall)
    refused = await grounds.admin.patch(f"/locations/{hall}", {"siteId": yard}, version=1)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/part-stays-behind")
    assert "Boiler" in refused.json()["detail"]


async def test_a_location_moves_within_its_site_but_never_into_itself(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    hall = await grounds.location("Hall", siteId=park)
    room = await grounds.location("Room", parentId=hall)
    shed = await grounds.location("Shed", siteId=yard)
    ring = await grounds.admin.patch(f"/locations/{hall}", {"parentId": room}, version=1)
    assert (ring.status_code, ring.json()["type"]) == (409, "/problems/inside-itself")
    torn = await grounds.admin.patch(f"/locations/{room}", {"siteId": yard}, version=1)
    assert (torn.status_code, torn.json()["errors"][0]["pointer"]) == (422, "/parentId")
    out = await grounds.admin.patch(f"/locations/{room}", {"parentId": None}, version=1)
    assert (out.json()["parentId"], out.json()["siteId"]) == (None, park)
    over = await grounds.admin.patch(f"/locations/{room}", {"parentId": shed}, version=2)
    assert (over.json()["parentId"], over.json()["siteId"]) == (shed, yard)


async def test_a_location_is_deleted_only_when_empty_and_restored_into_what_is_there(grounds: Grounds) -> None:
    admin, park = grounds.admin, await grounds.site("Park")
    hall = await grounds.location("Hall", siteId=park)
    room = await grounds.location("Room", parentId=hall)
    assert (await admin.delete(f"/locations/{hall}", version=1)).status_code == 409
    assert (await admin.delete(f"/locations/{room}", version=1)).status_code == 204
    assert (await admin.delete(f"/locations/{hall}", version=1)).status_code == 204
    refused = await admin.post(f"/locations/{room}/restore")
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/parent-deleted")
    assert (await admin.post(f"/locations/{hall}/restore")).status_code == 200
    assert (await admin.post(f"/locations/{room}/restore")).status_code == 200
    same = await admin.patch(f"/locations/{room}", {"kind": "area", "custom": {}}, version=3)
    assert same.json()["version"] == 3


@pytest.mark.parametrize("path", ["/asset-types", "/asset-categories"])
async def test_types_and_categories_are_kept_alike(grounds: Grounds, path: str) -> None:
    admin = grounds.admin
    made = await grounds.make(path, {"code": "water", "name": "Water"})
    assert (await admin.post(path, {"code": "water", "name": "Other"})).status_code == 409
    off = await admin.patch(f"{path}/{made['id']}", {"active": False}, version=1)
    assert (off.json()["active"], off.json()["version"]) == (False, 2)
    assert (await admin.patch(f"{path}/{made['id']}", {"active": False}, version=2)).json()["version"] == 2
    assert "Water" in await grounds.names(path, active="false")
    assert "Water" not in await grounds.names(path, active="true")
    assert (await admin.delete(f"{path}/{made['id']}", version=1)).status_code == 412
    assert (await admin.delete(f"{path}/{made['id']}", version=2)).status_code == 204
    assert (await admin.get(f"{path}/{made['id']}")).status_code == 404
    assert await grounds.names(path, deleted="true") == ["Water"]
    assert (await admin.post(f"{path}/{made['id']}/restore")).status_code == 200
    assert (await admin.get(f"{path}/{made['id']}")).json()["code"] == "water"


async def test_a_type_in_use_stays(grounds: Grounds) -> None:
    await grounds.asset()
    refused = await grounds.admin.delete(f"/asset-types/{grounds.kind}", version=1)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/in-use")
