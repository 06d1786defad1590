"""Assets: keeping them."""

from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.money import CENT
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets.actions import moves as moving
from fettle.modules.assets.actions.seeing import must_be_kinds, must_see
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.records.things import (
    Asset,
    AssetDetail,
    AssetFilter,
    AssetSort,
    ListedAsset,
    Move,
    Prices,
)
from fettle.modules.assets.rules import assets as rules
from fettle.modules.assets.rules import editing, places, warranty
from fettle.modules.assets.store import asset_lists, locations, moves, trees
from fettle.modules.assets.store import assets as store
from fettle.modules.tenancy import public as tenancy

SORTED_BY = {
    AssetSort.NAME: "name",
    AssetSort.NUMBER: "number",
    AssetSort.CREATED_AT: "created_at",
    AssetSort.WARRANTY_UNTIL: "warranty_until",
}


async def page(call: Call, request: PageRequest, wanted: AssetFilter) -> Page[ListedAsset]:
    """The assets that the caller sees, filtered and sorted."""
    call.must("assets:read")
    field = SORTED_BY[AssetSort(wanted.sort.removeprefix("-"))]
    held = await tenancy.custom_filters(call, "asset", wanted.custom)
    rows = await asset_lists.page(call, request, msgspec.structs.replace(wanted, held=held))
    return request.page(rows, key=lambda asset: [getattr(asset, field), asset.id])


async def get(call: Call, asset_id: UUID) -> AssetDetail:
    """One asset with its names, its parents, and whether it is under warranty today at its site."""
    call.must("assets:read")
    row = await asset_lists.detail(call, asset_id)
    path = await asset_lists.path(call, asset_id)
    zone = row.time_zone or (await tenancy.current_tenant(call)).time_zone
    state = warranty.state_of(row, warranty.local_day(call.now, zone))
    shown = {name: getattr(row, name) for name in AssetDetail.__struct_fields__}
    return AssetDetail(**{**shown, "path": path, "warranty": state})


async def children(call: Call, asset_id: UUID, request: PageRequest, wanted: AssetFilter) -> Page[ListedAsset]:
    """The direct parts of an asset."""
    call.must("assets:read")
    await store.state(call, asset_id)
    return await page(call, request, msgspec.structs.replace(wanted, parent_id=asset_id, roots=False))


async def history(call: Call, asset_id: UUID, request: PageRequest) -> Page[tenancy.Event]:
    """What happened to an asset, its meters and its downtime, the newest first."""
    call.must("assets:read")
    await store.state(call, asset_id)
    return await tenancy.history_of(call, asset_id, request)


async def moved(call: Call, asset_id: UUID, move: Move) -> AssetDetail:
    """Move an asset with its parts, and give it as it then stands."""
    await moving.move(call, asset_id, move)
    return await get(call, asset_id)


async def create(call: Call, given: dict[str, Any]) -> AssetDetail:
    """Add an asset. Without a site it stands where its location or its parent does."""
    call.must("assets:write")
    asset = Asset(
        id=call.new_id(),
        created_at=call.now,
        updated_at=call.now,
        **editing.without(given, "tag_ids", *Prices.__struct_fields__),
    )
    asset = await _placed(call, asset)
    await must_be_kinds(call, asset.asset_type_id, asset.category_id)
    custom = await tenancy.check_custom(call, "asset", asset.custom, subtype_id=asset.asset_type_id)
    asset = editing.located(editing.edited(asset, {"custom": custom}))
    asset = warranty.settled(asset, given.keys())
    await store.add(call, asset, Change("asset.created", asset.id, after=facts(asset), site_id=asset.site_id))
    await _set_tags(call, asset, [], given.get("tag_ids") or [])
    await _set_prices(call, asset, given)
    return await get(call, asset.id)


async def change(call: Call, asset_id: UUID, given: dict[str, Any], version: int) -> AssetDetail:
    """Change an asset, all but where it stands."""
    call.must("assets:write")
    before = await store.get_for_update(call, asset_id)
    editing.expect(before, version)
    after: Asset = editing.edited(before, editing.without(given, "tag_ids", *Prices.__struct_fields__))
    await must_be_kinds(call, given.get("asset_type_id"), given.get("category_id"))
    after = editing.located(after)
    if given.keys() & {"custom", "asset_type_id"}:
        custom = await tenancy.check_custom(
            call, "asset", given.get("custom", {}), subtype_id=after.asset_type_id, before=before.custom
        )
        after = editing.edited(after, {"custom": custom})
    after = warranty.settled(after, given.keys())
    if "tag_ids" in given:
        await _set_tags(call, after, await store.tags(call, asset_id), given["tag_ids"])
    await _set_prices(call, after, given)
    await _save(call, "asset.changed", before, after, touched=bool(given))
    return await get(call, asset_id)


async def overwrite(call: Call, asset_id: UUID, given: dict[str, Any], version: int) -> AssetDetail:
    """Change an asset as `change` does, and move it where `given` names another site, location or parent."""
    places_given = {name: given[name] for name in ("parent_id", "site_id", "location_id") if name in given}
    await change(call, asset_id, editing.without(given, *places_given), version)
    if places_given:
        await moving.move(call, asset_id, Move(given=frozenset(places_given), **places_given))
    return await get(call, asset_id)


async def delete(call: Call, asset_id: UUID, version: int) -> None:
    """Delete an asset that has no parts any more; it can be restored."""
    call.must("assets:write")
    before = await store.get_for_update(call, asset_id)
    editing.expect(before, version)
    rules.check_no_parts(await store.parts(call, asset_id))
    await _save(call, "asset.removed", before, editing.edited(before, {"deleted_at": call.now}))


async def restore(call: Call, asset_id: UUID) -> AssetDetail:
    """Bring a deleted asset back, once its parent, location and site are there again."""
    call.must("assets:write")
    before = await store.get_for_update(call, asset_id, deleted=True)
    kinds = {"site": before.site_id, "location": before.location_id, "asset": before.parent_id}
    needed = {kind: [known] for kind, known in kinds.items() if known is not None}
    seen = await trees.seen(call, {"site": [], "location": [], "asset": [], **needed})
    if len(seen) < len(needed):
        raise editing.ParentDeleted()
    await _save(call, "asset.restored", before, editing.edited(before, {"deleted_at": None}))
    return await get(call, asset_id)


async def _placed(call: Call, asset: Asset) -> Asset:
    """`asset` at the site that it stands at by its location or parent."""
    await trees.take_turns(call)
    await must_see(
        call,
        sites={"/siteId": asset.site_id},
        locations={"/locationId": asset.location_id},
        assets={"/parentId": asset.parent_id},
    )
    location, parent = await locations.spot(call, asset.location_id), await moves.spot(call, asset.parent_id)
    site_id = places.agreed_site(asset.site_id, location=location, parent=parent)
    places.check_site_stated(site_id, sees_every_site=call.caller.site_scope is None)
    return msgspec.structs.replace(asset, site_id=site_id)


async def _set_tags(call: Call, asset: Asset, before: list[UUID], tag_ids: list[UUID]) -> None:
    added = {f"/tagIds/{place}": tag for place, tag in enumerate(tag_ids) if tag not in before}
    await tenancy.must_have(call, "tags", added)
    after = sorted(set(tag_ids))
    if after != before:
        was, now = {"tag_ids": before}, {"tag_ids": after}
        told = Change("asset.tagged", asset.id, after=now, before=was, site_id=asset.site_id)
        await store.set_tags(call, asset.id, after, told)


async def _set_prices(call: Call, asset: Asset, given: dict[str, Any]) -> None:
    """Store prices, which takes seeing them: who may not see costs may not set them blindly."""
    stated = {name: given[name] for name in Prices.__struct_fields__ if name in given}
    if not stated:
        return
    call.must("costs:read")
    before = await store.prices(call, asset.id)
    after = editing.rounded(msgspec.structs.replace(before, **stated), CENT, *stated)
    was, now = difference(before, after)
    if now:
        told = Change("asset.priced", asset.id, after=now, before=was, site_id=asset.site_id, bears_costs=True)
        await store.set_prices(call, asset.id, after, told)


async def _save(call: Call, verb: str, before: Asset, after: Asset, *, touched: bool = True) -> None:
    """Store `after`; `touched` moves the version on also when only tags or prices changed."""
    was, now = difference(before, after)
    if now:
        await store.save(call, after, [Change(verb, after.id, after=now, before=was, site_id=after.site_id)])
    elif touched:
        await store.save(call, after, [])
