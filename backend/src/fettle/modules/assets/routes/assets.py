"""Assets over HTTP."""

from uuid import UUID

from litestar.di import Provide

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists, InUse
from fettle.modules.assets.actions import assets
from fettle.modules.assets.records.things import AssetDetail, AssetFilter, ListedAsset
from fettle.modules.assets.routes.filters import asset_filter
from fettle.modules.assets.rules.editing import ParentDeleted
from fettle.modules.assets.rules.places import InsideItself, PlacesDisagree, SiteNeeded
from fettle.modules.assets.wire.things import AssetBody, AssetPatch, MoveBody
from fettle.modules.tenancy import public as tenancy
from fettle.web.verbs import delete, get, patch, post

FILTER = {"wanted": Provide(asset_filter, sync_to_thread=False)}


@get("/assets", may="assets:read", dependencies=FILTER)
async def list_assets(call: Call, page: PageRequest, wanted: AssetFilter) -> Page[ListedAsset]:
    """List the assets that you see.

    `q` ignores case and accents and finds beginnings of words. Sorted by a value that not all assets have, those
    without it stand at the end of the ascending order.
    """
    return await assets.page(call, page, wanted)


@post("/assets", may="assets:write", refuses=(AlreadyExists, PlacesDisagree, SiteNeeded))
async def create_asset(data: AssetBody, call: Call) -> AssetDetail:
    """Add an asset. Without a site it stands where its location or its parent does.

    A warranty is given as its last day, or as months from the purchase (from the installation where the purchase is
    not known). Prices need the permission `costs:read`.
    """
    return await assets.create(call, data.given())


@get("/assets/{asset_id:uuid}", may="assets:read")
async def get_asset(asset_id: UUID, call: Call) -> AssetDetail:
    """Get an asset with its names, its parents and its warranty today."""
    return await assets.get(call, asset_id)


@patch("/assets/{asset_id:uuid}", may="assets:write", refuses=(AlreadyExists,))
async def change_asset(asset_id: UUID, data: AssetPatch, call: Call, version: int) -> AssetDetail:
    """Change an asset; where it stands is changed by moving it. Prices need the permission `costs:read`."""
    return await assets.change(call, asset_id, data.given(), version)


@delete("/assets/{asset_id:uuid}", may="assets:write", refuses=(InUse,))
async def delete_asset(asset_id: UUID, call: Call, version: int) -> None:
    """Delete an asset that has no parts any more."""
    await assets.delete(call, asset_id, version)


@post("/assets/{asset_id:uuid}/restore", may="assets:write", refuses=(AlreadyExists, ParentDeleted), status_code=200)
async def restore_asset(asset_id: UUID, call: Call) -> AssetDetail:
    """Bring a deleted asset back."""
    return await assets.restore(call, asset_id)


@post(
    "/assets/{asset_id:uuid}/move",
    may="assets:write",
    refuses=(PlacesDisagree, SiteNeeded, InsideItself),
    status_code=200,
)
async def move_asset(asset_id: UUID, data: MoveBody, call: Call) -> AssetDetail:
    """Move an asset with all its parts below another parent, into a location or to another site.

    Without a stated site it goes to that of the new location or parent. At a new site the parts have no location.
    """
    return await assets.moved(call, asset_id, data.to_record())


@get("/assets/{asset_id:uuid}/children", may="assets:read", dependencies=FILTER)
async def list_asset_children(asset_id: UUID, call: Call, page: PageRequest, wanted: AssetFilter) -> Page[ListedAsset]:
    """List the direct parts of an asset."""
    return await assets.children(call, asset_id, page, wanted)


@get("/assets/{asset_id:uuid}/history", may="assets:read")
async def list_asset_history(asset_id: UUID, call: Call, page: PageRequest) -> Page[tenancy.Event]:
    """List what happened to an asset, its meters and its downtime, the newest first."""
    return await assets.history(call, asset_id, page)


routes = [
    list_assets,
    create_asset,
    get_asset,
    change_asset,
    delete_asset,
    restore_asset,
    move_asset,
    list_asset_children,
    list_asset_history,
]
