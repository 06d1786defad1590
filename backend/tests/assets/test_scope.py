"""Who sees only some sites sees nothing of the others, wherever it could show; the same for money."""

from typing import Any
from uuid import UUID, uuid4

import pytest

from fettle.kit.refusals import Forbidden, Invalid
from fettle.modules.assets import public as assets
from makers.world import World

from .conftest import Grounds


@pytest.fixture
async def sides(grounds: Grounds) -> dict[str, Any]:
    """Two sites with a thing in each, and a supervisor of the north only."""
    made: dict[str, Any] = {}
    for side in ("north", "south"):
        site = await grounds.site(side)
        hall = await grounds.location(f"{side} hall", siteId=site)
        pump = await grounds.asset(f"{side} pump", locationId=hall)
        meter = await grounds.meter(pump)
        down = await grounds.make(f"/assets/{pump}/downtimes", {"startedAt": "2026-02-01T00:00:00Z"})
        made |= {side: site, f"{side}_hall": hall, f"{side}_pump": pump, f"{side}_meter": meter}
        made |= {f"{side}_down": down["id"]}
    made["person"] = await grounds.tenant.person("supervisor", sites=[UUID(made["north"])])
    return made


async def test_lists_hold_only_the_sites_of_the_caller(grounds: Grounds, sides: dict[str, Any]) -> None:
    for path, names in (("/sites", ["north"]), ("/locations", ["north hall"]), ("/assets", ["north pump"])):
        assert await grounds.names(path, sides["person"]) == names
    assert await grounds.names("/assets", sides["person"], q="pump") == ["north pump"]
    assert await grounds.names("/assets", sides["person"], siteId=sides["south"]) == []


@pytest.mark.parametrize("path", ["/sites/{south}", "/locations/{south_hall}", "/assets/{south_pump}",
                                  "/assets/{south_pump}/history", "/assets/{south_pump}/meters",
                                  "/assets/{south_pump}/downtimes", "/meters/{south_meter}",
                                  "/meters/{south_meter}/readings", "/downtimes/{south_down}"])  # fmt: skip
async def test_what_lies_elsewhere_is_not_there(sides: dict[str, Any], path: str) -> None:
    """Equal to an id that exists nowhere, to the byte but for ids."""
    hidden = await sides["person"].get(path.format(**sides))
    unknown = await sides["person"].get(path.format(**dict.fromkeys(sides, uuid4())))
    assert hidden.status_code == unknown.status_code == 404
    differing = ("instance", "requestId")
    assert {k: v for k, v in hidden.json().items() if k not in differing} == {
        k: v for k, v in unknown.json().items() if k not in differing
    }


@pytest.mark.parametrize(
    ("field", "named"), [("siteId", "south"), ("locationId", "south_hall"), ("parentId", "south_pump")]
)
async def test_inputs_naming_what_lies_elsewhere_are_as_unknown(
    grounds: Grounds, sides: dict[str, Any], field: str, named: str
) -> None:
    answers = []
    for value in (sides[named], str(uuid4())):
        body = {"name": "Pump", "assetTypeId": grounds.kind, field: value}
        created = await sides["person"].post("/assets", body)
        moved = await sides["person"].post(f"/assets/{sides['north_pump']}/move", {field: value})
        answers.append([(a.status_code, a.json()["detail"], a.json()["errors"]) for a in (created, moved)])
    assert answers[0] == answers[1]
    assert answers[0][0][0] == 422


async def test_a_limited_person_says_at_which_site(grounds: Grounds, sides: dict[str, Any]) -> None:
    person = sides["person"]
    nowhere = await person.post("/assets", {"name": "Pump", "assetTypeId": grounds.kind})
    assert (nowhere.status_code, nowhere.json()["errors"][0]["pointer"]) == (422, "/siteId")
    gone = await person.post(f"/assets/{sides['north_pump']}/move", {"siteId": None, "locationId": None})
    assert (gone.status_code, gone.json()["type"]) == (422, "/problems/site-needed")
    assert (await person.post("/sites", {"name": "East"})).status_code == 403


async def test_what_leaves_a_site_is_told_there_without_saying_where(grounds: Grounds, sides: dict[str, Any]) -> None:
    await grounds.admin.post(f"/assets/{sides['north_pump']}/move", {"siteId": sides["south"]})
    async with grounds.tenant.call(
        user_id=sides["person"].user_id, permissions=frozenset(), site_scope=frozenset({UUID(sides["north"])})
    ) as call:
        rows = await call.all(
            tuple, "SELECT type, after::text FROM events WHERE about_id = %s ORDER BY seq, ord", [sides["north_pump"]]
        )
    assert rows[-1] == ("asset.left_site", "{}")
    assert not any(sides["south"] in text for _, text in rows)


async def test_a13_prices_are_for_those_who_see_costs(grounds: Grounds) -> None:
    """A-13: absent in list, detail and history; and nobody sets blindly what they may not see."""
    park = await grounds.site()
    pump = await grounds.asset("Pump", siteId=park, purchasePrice="91357.24")
    technician = await grounds.tenant.person("technician")
    body = {"code": "mechanic", "name": "Mechanic", "permissions": ["assets:read", "assets:write"]}
    assert (await grounds.admin.post("/roles", body)).status_code == 201
    mechanic = await grounds.tenant.person("mechanic")
    for person in (technician, mechanic):
        assert (await person.get(f"/assets/{pump}")).json()["purchasePrice"] is None
        assert (await person.get("/assets")).json()["data"][0]["purchasePrice"] is None
        history = (await person.get(f"/assets/{pump}/history")).json()["data"]
        assert "91357" not in str(history)
    assert (await mechanic.patch(f"/assets/{pump}", {"purchasePrice": "1"}, version=1)).status_code == 403
    assert (await mechanic.patch(f"/assets/{pump}", {"name": "Old pump"}, version=1)).status_code == 200
    assert (await grounds.shown(f"/assets/{pump}"))["purchasePrice"] == "91357.24"


async def test_t14_another_tenant_sees_and_names_nothing(grounds: Grounds, sides: dict[str, Any], world: World) -> None:
    """T-14, T-15: ids of another tenant are unknown in paths, filters and bodies."""
    other = await (await world.tenant()).person("admin")
    for path in ("/sites/{north}", "/assets/{north_pump}", "/meters/{north_meter}", "/downtimes/{north_down}"):
        assert (await other.get(path.format(**sides))).status_code == 404
    assert (await other.get("/assets", siteId=sides["north"], q="pump")).json()["data"] == []
    kind = (await other.post("/asset-types", {"code": "a", "name": "A"})).json()["id"]
    for field, value in (("siteId", sides["north"]), ("parentId", sides["north_pump"]), ("assetTypeId", grounds.kind)):
        refused = await other.post("/assets", {"name": "X", "assetTypeId": kind, field: value})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{field}")


async def test_other_modules_ask_what_the_caller_sees(grounds: Grounds, sides: dict[str, Any]) -> None:
    north, south = UUID(sides["north_pump"]), UUID(sides["south_pump"])
    scope = frozenset({UUID(sides["north"])})
    async with grounds.tenant.call(permissions=frozenset({"assets:read"}), site_scope=scope) as call:
        await assets.must_see(call)
        await assets.must_see(call, sites={"/siteId": UUID(sides["north"])}, assets={"/a": north, "/b": None})
        with pytest.raises(Invalid) as refused:
            await assets.must_see(
                call, locations={"/locationId": UUID(sides["south_hall"])}, assets={"/assetIds/1": south}
            )
        assert [fault.pointer for fault in refused.value.faults] == ["/locationId", "/assetIds/1"]
        assert await assets.names_of(call, [north, south]) == {north: "north pump"}
        assert await assets.names_of(call, []) == {}
        with pytest.raises(Forbidden):
            await assets.open_downtime(call, north)
