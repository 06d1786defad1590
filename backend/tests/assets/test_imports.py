"""What imports and other modules get: batches that are the same when they are run twice."""

from datetime import date
from decimal import Decimal
from uuid import UUID, uuid4

import pytest

from fettle.kit.refusals import Invalid
from fettle.modules.assets import public as assets

from .conftest import Grounds


async def test_sites_types_and_categories_are_made_once(grounds: Grounds) -> None:
    wanted = {"Back Bay": (Decimal("42.35"), Decimal("-71.08")), "Roxbury": None}
    async with grounds.tenant.call() as call:
        first = await assets.ensure_sites(call, wanted)
        kinds = await assets.ensure_asset_types(call, {"pump": "Pump", "lawn": "Lawn"})
        water = await assets.ensure_asset_categories(call, {"water": "Water"})
        await assets.seed_asset_types(call)
        told = [change.type for change in call.changes]
    assert told == ["site.created"] * 2 + ["asset_type.created", "asset_category.created"] + ["asset_type.created"] * 5
    assert kinds["pump"] == UUID(grounds.kind)
    async with grounds.tenant.call() as call:
        assert await assets.ensure_sites(call, wanted) == first
        assert await assets.ensure_asset_categories(call, {"water": "Water"}) == water
        await assets.seed_asset_types(call)
        assert call.changes == []
        site = await assets.get_site(call, first["Back Bay"])
        assert (site.latitude, site.longitude) == wanted["Back Bay"]
        await assets.change_site(call, site.id, {"name": "Back Bay West"}, site.version)
    assert await grounds.names("/sites") == ["Back Bay West", "Roxbury"]


async def test_assets_are_made_once_by_number(grounds: Grounds) -> None:
    park, yard = UUID(await grounds.site("Park")), UUID(await grounds.site("Yard"))
    kind = UUID(grounds.kind)
    known = UUID(await grounds.asset("Known", number="A"))
    wanted = [
        assets.NewAsset(number="A", name="Other", asset_type_id=kind),
        assets.NewAsset(
            number="B",
            name="Excavator",
            asset_type_id=kind,
            site_id=park,
            purchased_on=date(2020, 1, 31),
            warranty_months=13,
            latitude=Decimal("1.5"),
            longitude=Decimal("2.5"),
            custom={},
            status=assets.AssetStatus.RETIRED,
        ),
        assets.NewAsset(number="B", name="Twin", asset_type_id=kind),
    ]
    async with grounds.tenant.call() as call:
        first = await assets.ensure_assets(call, wanted)
        assert [change.type for change in call.changes] == ["asset.created"]
    async with grounds.tenant.call() as call:
        assert await assets.ensure_assets(call, wanted) == first
        assert call.changes == []
        assert await assets.numbers_of(call, [known, first["B"]]) == {known: "A", first["B"]: "B"}
        assert await assets.numbers_of(call, []) == {}
        assert await assets.subtree_ids(call, known) == [known]
    assert first["A"] == known
    shown = await grounds.shown(f"/assets/{first['B']}")
    assert (shown["name"], shown["warrantyUntil"], shown["status"]) == ("Excavator", "2021-02-28", "retired")
    assert await grounds.names("/assets", q="excav") == ["Excavator"]
    async with grounds.tenant.call() as call:
        asset = await assets.get_asset(call, first["B"])
        moved = await assets.change_asset(call, asset.id, {"name": "Digger", "site_id": yard}, asset.version)
        assert (moved.name, moved.site_id) == ("Digger", yard)
        same = await assets.change_asset(call, asset.id, {"model": "M"}, moved.version)
        assert (same.model, same.site_id) == ("M", yard)


async def test_an_asset_at_an_unknown_place_is_refused_by_number(grounds: Grounds) -> None:
    new = assets.NewAsset(number="Z9", name="Lost", asset_type_id=UUID(grounds.kind), site_id=uuid4())
    async with grounds.tenant.call() as call:
        with pytest.raises(Invalid) as refused:
            await assets.ensure_assets(call, [new])
    assert refused.value.faults[0].pointer == "/Z9/siteId"


async def test_imported_assets_stand_where_their_location_and_parent_do(grounds: Grounds) -> None:
    park, yard = UUID(await grounds.site("Park")), UUID(await grounds.site("Yard"))
    hall = UUID(await grounds.location("Hall", siteId=str(park)))
    plant = UUID(await grounds.asset("Plant", siteId=str(park)))
    kind = UUID(grounds.kind)
    fits = assets.NewAsset(number="1", name="Pump", asset_type_id=kind, location_id=hall, parent_id=plant)
    torn = assets.NewAsset(number="2", name="Pump", asset_type_id=kind, site_id=yard, parent_id=plant)
    async with grounds.tenant.call() as call:
        made = await assets.ensure_assets(call, [fits])
        assert (await assets.get_asset(call, made["1"])).site_id == park
        with pytest.raises(Invalid, match="stands at another site"):
            await assets.ensure_assets(call, [torn])
