"""Assets: kept, found, moved with their parts."""

import asyncio
from typing import Any
from uuid import uuid4

import pytest

from .conftest import Grounds


async def test_an_asset_is_shown_with_its_names_and_parents(grounds: Grounds) -> None:
    park = await grounds.site("Park", timeZone="Europe/Berlin")
    hall = await grounds.location("Hall", siteId=park)
    water = await grounds.make("/asset-categories", {"code": "water", "name": "Water"})
    tag = await grounds.make("/tags", {"name": "old"})
    plant = await grounds.asset("Plant", locationId=hall)
    pump = await grounds.asset(
        "Pump", parentId=plant, categoryId=water["id"], tagIds=[tag["id"]], purchasePrice="99.50"
    )
    seal = await grounds.asset("Seal", parentId=pump)
    shown = await grounds.shown(f"/assets/{pump}")
    assert shown["path"] == [{"id": plant, "name": "Plant"}]
    assert (shown["siteName"], shown["assetTypeName"], shown["categoryName"]) == ("Park", "Pump", "Water")
    assert (shown["tagIds"], shown["childCount"], shown["purchasePrice"]) == ([tag["id"]], 1, "99.50")
    assert (await grounds.shown(f"/assets/{plant}"))["locationName"] == "Hall"
    assert [p["name"] for p in (await grounds.shown(f"/assets/{seal}"))["path"]] == ["Plant", "Pump"]
    assert await grounds.names(f"/assets/{plant}/children") == ["Pump"]
    assert (await grounds.admin.get(f"/assets/{uuid4()}/children")).status_code == 404


async def test_an_asset_is_changed_under_its_version(grounds: Grounds) -> None:
    admin, pump = grounds.admin, await grounds.asset("Pump", warrantyMonths=1, purchasedOn="2026-01-31")
    path = f"/assets/{pump}"
    assert (await grounds.shown(path))["warrantyUntil"] == "2026-02-28"
    changed = (await admin.patch(path, {"purchasedOn": "2028-01-31", "status": "retired"}, version=1)).json()
    assert (changed["warrantyUntil"], changed["status"], changed["version"]) == ("2028-02-29", "retired", 2)
    assert (await admin.patch(path, {"status": "in_service"}, version=1)).status_code == 412
    tag = await grounds.make("/tags", {"name": "old"})
    tagged = (await admin.patch(path, {"tagIds": [tag["id"]], "replacementCost": "12"}, version=2)).json()
    assert (tagged["tagIds"], tagged["replacementCost"], tagged["version"]) == ([tag["id"]], "12.00", 3)
    again = (await admin.patch(path, {"tagIds": [], "replacementCost": "12", "purchasePrice": None}, version=3)).json()
    assert (again["tagIds"], again["replacementCost"]) == ([], "12.00")
    assert (await admin.patch(path, {}, version=4)).json()["version"] == 4
    types = [event["type"] for event in (await grounds.shown(f"{path}/history"))["data"]]
    assert types == ["asset.tagged", "asset.priced", "asset.tagged", "asset.changed", "asset.created"]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"assetTypeId": str(uuid4())}, "/assetTypeId"),
        ({"categoryId": str(uuid4())}, "/categoryId"),
        ({"siteId": str(uuid4())}, "/siteId"),
        ({"locationId": str(uuid4())}, "/locationId"),
        ({"parentId": str(uuid4())}, "/parentId"),
        ({"longitude": "5"}, "/latitude"),
        ({"purchasePrice": "-1"}, "/purchasePrice"),
        ({"purchasedOn": "0001-01-01"}, "/purchasedOn"),
        ({"warrantyMonths": 1, "warrantyUntil": "2030-01-01"}, "/warrantyUntil"),
        ({"status": "broken"}, "/status"),
        ({"createdBy": str(uuid4())}, "/createdBy"),
    ],
)
async def test_a12_a_wrong_asset_is_refused_by_field(grounds: Grounds, body: dict[str, Any], pointer: str) -> None:
    """A-12: unknown, read-only and impossible fields are refused, not ignored."""
    response = await grounds.admin.post("/assets", {"name": "Pump", "assetTypeId": grounds.kind, **body})
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer


async def test_where_an_asset_stands_is_not_patched(grounds: Grounds) -> None:
    pump, park = await grounds.asset(), await grounds.site()
    refused = await grounds.admin.patch(f"/assets/{pump}", {"siteId": park}, version=1)
    assert refused.json()["errors"][0] == {
        "pointer": "/siteId",
        "code": "unknown_field",
        "message": "is not a field that can be set here",
    }


async def test_custom_fields_belong_to_a_type_and_can_be_filtered(grounds: Grounds) -> None:
    fields = (
        {"key": "voltage", "label": "Voltage", "type": "number", "subtypeId": grounds.kind, "required": True},
        {"key": "colours", "label": "Colours", "type": "choices", "options": ["red", "blue"]},
    )
    for field in fields:
        await grounds.make("/custom-fields", {"entity": "asset", "filterable": True, **field})
    missing = await grounds.admin.post("/assets", {"name": "Pump", "assetTypeId": grounds.kind})
    assert missing.json()["errors"][0]["pointer"] == "/custom/voltage"
    pump = await grounds.asset("Pump", custom={"voltage": 230, "colours": ["red"]})
    other = (await grounds.make("/asset-types", {"code": "lawn", "name": "Lawn"}))["id"]
    await grounds.asset("Lawn", assetTypeId=other, custom={"colours": ["blue", "red"]})
    assert await grounds.names("/assets", custom="voltage:230") == ["Pump"]
    assert await grounds.names("/assets", custom=["colours:red", "colours:blue"]) == ["Lawn"]
    assert (await grounds.admin.get("/assets", custom="voltage")).status_code == 422
    assert (await grounds.admin.get("/assets", custom=["a:b"] * 11)).status_code == 422
    changed = await grounds.admin.patch(f"/assets/{pump}", {"custom": {"voltage": 110}}, version=1)
    assert changed.json()["custom"] == {"voltage": 110, "colours": ["red"]}


@pytest.mark.parametrize(
    ("q", "found"),
    [
        ("cafe", ["Café müller"]),
        ("CAFÉ", ["Café müller"]),
        ("mul caf", ["Café müller"]),
        ("ex-100", ["Excavator"]),
        ("100/7", ["Excavator"]),
        ("sn55", ["Excavator"]),
        ("komat", ["Excavator"]),
        ("насос", ["Насос"]),
        ("avator", []),
        ("' OR 1=1 --", []),
        ("!!!", []),
        ("tenant:", []),
        ("ex:* | caf", []),
        ("  ", ["Café müller", "Excavator", "Насос"]),
    ],
)
async def test_i4_search_finds_beginnings_of_words_and_takes_everything_literally(
    grounds: Grounds, q: str, found: list[str]
) -> None:
    """I-4: operators of the search language are plain characters."""
    await grounds.asset("Café müller")
    await grounds.asset("Excavator", number="EX-100/7", serialNumber="SN55\u00a0A", manufacturer="Komatsu")
    await grounds.asset("Насос")
    assert await grounds.names("/assets", q=q) == found


async def test_lists_are_filtered(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    hall = await grounds.location("Hall", siteId=park)
    water = (await grounds.make("/asset-categories", {"code": "water", "name": "Water"}))["id"]
    tag = (await grounds.make("/tags", {"name": "old"}))["id"]
    pump = await grounds.asset("Pump", locationId=hall, categoryId=water, criticality="high")
    await grounds.asset("Seal", parentId=pump, tagIds=[tag], status="in_storage")
    await grounds.asset("Truck", siteId=yard)
    for asked, found in (
        ({"siteId": park}, ["Pump", "Seal"]),
        ({"siteId": [park, yard]}, ["Pump", "Seal", "Truck"]),
        ({"locationId": hall}, ["Pump"]),
        ({"categoryId": water}, ["Pump"]),
        ({"tagId": tag}, ["Seal"]),
        ({"criticality": ["high", "critical"]}, ["Pump"]),
        ({"status": "in_storage"}, ["Seal"]),
        ({"assetTypeId": str(uuid4())}, []),
        ({"parentId": pump}, ["Seal"]),
        ({"parentId": "root"}, ["Pump", "Truck"]),
        ({"parentId": "root", "siteId": yard, "q": "tr"}, ["Truck"]),
    ):
        assert await grounds.names("/assets", **asked) == found
    assert (await grounds.admin.get("/assets", parentId="up")).status_code == 422


@pytest.mark.parametrize(
    ("sort", "first"),
    [("name", "A"), ("-name", "D"), ("number", "D"), ("createdAt", "B"), ("-createdAt", "C"), ("warrantyUntil", "C")],
)
async def test_i6_every_order_pages_without_gap_or_repeat(grounds: Grounds, sort: str, first: str) -> None:
    """I-6: keyset pages over nullable sort keys show every asset once."""
    until: dict[str, Any] = {"B": None, "D": "2031-01-01", "A": None, "C": "2030-01-01"}
    for name in ("B", "D", "A", "C"):
        await grounds.asset(name, number="1" if name == "D" else None, warrantyUntil=until[name])
    seen, asked = [], {"sort": sort, "limit": 1}
    for _ in range(4):
        page = (await grounds.admin.get("/assets", **asked)).json()
        seen += [asset["name"] for asset in page["data"]]
        asked["cursor"] = page["nextCursor"]
    assert page["hasMore"] is False
    assert (sorted(seen), seen[0]) == (["A", "B", "C", "D"], first)
    if sort in ("number", "warrantyUntil"):
        turned, asked = [], {"sort": f"-{sort}", "limit": 1}
        for _ in range(4):
            page = (await grounds.admin.get("/assets", **asked)).json()
            turned += [asset["name"] for asset in page["data"]]
            asked["cursor"] = page["nextCursor"]
        assert turned == seen[::-1]


async def test_a_move_takes_the_parts_along(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    hall, shed = await grounds.location("Hall", siteId=park), await grounds.location("Shed", siteId=yard)
    pump = await grounds.asset("Pump", locationId=hall)
    seal = await grounds.asset("Seal", parentId=pump, locationId=hall)
    moved = (await grounds.admin.post(f"/assets/{pump}/move", {"locationId": shed})).json()
    assert (moved["siteId"], moved["locationId"], moved["version"]) == (yard, shed, 2)
    part = await grounds.shown(f"/assets/{seal}")
    assert (part["siteId"], part["locationId"], part["parentId"]) == (yard, None, pump)
    told = (await grounds.shown(f"/assets/{seal}/history"))["data"]
    assert [(event["type"], event["siteId"]) for event in told] == [
        ("asset.moved", yard),
        ("asset.left_site", park),
        ("asset.created", park),
    ]
    assert told[0]["after"] == {"site_id": yard, "location_id": None}
    still = (await grounds.admin.post(f"/assets/{pump}/move", {"locationId": shed})).json()
    assert still["version"] == 2


async def test_a_move_keeps_the_tree_in_order(grounds: Grounds) -> None:
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    plant, pump = await grounds.asset("Plant", siteId=park), await grounds.asset("Pump", siteId=yard)
    seal = await grounds.asset("Seal", parentId=pump)
    for asset, target in ((pump, pump), (pump, seal)):
        ring = await grounds.admin.post(f"/assets/{asset}/move", {"parentId": target})
        assert (ring.status_code, ring.json()["type"]) == (409, "/problems/inside-itself")
    below = (await grounds.admin.post(f"/assets/{pump}/move", {"parentId": plant})).json()
    assert (below["siteId"], [parent["name"] for parent in below["path"]]) == (park, ["Plant"])
    away = await grounds.admin.post(f"/assets/{pump}/move", {"siteId": yard})
    assert (away.status_code, away.json()["errors"][0]["pointer"]) == (422, "/parentId")
    out = (await grounds.admin.post(f"/assets/{pump}/move", {"parentId": None, "siteId": None})).json()
    assert (out["siteId"], out["parentId"]) == (None, None)
    assert (await grounds.shown(f"/assets/{seal}"))["siteId"] is None
    assert (await grounds.admin.post(f"/assets/{uuid4()}/move", {"siteId": yard})).status_code == 404


async def test_two_moves_at_once_never_close_a_ring(grounds: Grounds) -> None:
    """A below B and B below A, at the same moment: one of them is refused."""
    for _ in range(5):
        one, other = await grounds.asset("One"), await grounds.asset("Other")
        answers = await asyncio.gather(
            grounds.admin.post(f"/assets/{one}/move", {"parentId": other}),
            grounds.admin.post(f"/assets/{other}/move", {"parentId": one}),
        )
        assert sorted(answer.status_code for answer in answers) == [200, 409]


async def test_an_asset_with_parts_is_not_deleted_and_comes_back_where_it_was(grounds: Grounds) -> None:
    admin = grounds.admin
    pump = await grounds.asset("Pump", number="P-1")
    seal = await grounds.asset("Seal", parentId=pump)
    assert (await admin.delete(f"/assets/{pump}", version=1)).status_code == 409
    assert (await admin.delete(f"/assets/{seal}", version=1)).status_code == 204
    assert (await admin.delete(f"/assets/{pump}", version=1)).status_code == 204
    assert await grounds.names("/assets", deleted="true") == ["Pump", "Seal"]
    assert (await admin.post(f"/assets/{seal}/restore")).json()["type"] == "/problems/parent-deleted"
    assert (await admin.post(f"/assets/{pump}/restore")).status_code == 200
    assert (await admin.post(f"/assets/{seal}/restore")).json()["path"] == [{"id": pump, "name": "Pump"}]
    assert (await admin.post("/assets", {"name": "X", "assetTypeId": grounds.kind, "number": "P-1"})).status_code == 409


async def test_the_history_rebuilds_the_asset(grounds: Grounds) -> None:
    """Replaying `after` of every event, oldest first, gives the asset as it stands."""
    park, yard = await grounds.site("Park"), await grounds.site("Yard")
    pump = await grounds.asset("Pump", siteId=park, purchasePrice="10.00")
    await grounds.admin.patch(f"/assets/{pump}", {"name": "Big pump", "criticality": "critical"}, version=1)
    await grounds.admin.post(f"/assets/{pump}/move", {"siteId": yard})
    await grounds.admin.patch(f"/assets/{pump}", {"purchasePrice": "12.00"}, version=3)
    replayed: dict[str, Any] = {}
    for event in reversed((await grounds.shown(f"/assets/{pump}/history"))["data"]):
        replayed |= event["after"]
    shown = await grounds.shown(f"/assets/{pump}")
    assert {k: replayed[k] for k in ("name", "criticality", "site_id", "purchase_price")} == {
        "name": shown["name"],
        "criticality": shown["criticality"],
        "site_id": shown["siteId"],
        "purchase_price": shown["purchasePrice"],
    }
