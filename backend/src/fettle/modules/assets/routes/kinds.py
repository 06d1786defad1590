"""Asset types and categories over HTTP: the same six routes for both."""

from collections.abc import Callable
from typing import Annotated, Any
from uuid import UUID

from litestar.handlers import HTTPRouteHandler
from litestar.params import Parameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists, InUse
from fettle.modules.assets.actions import kinds
from fettle.modules.assets.records.kinds import CATEGORIES, TYPES, AssetKind, Catalogue
from fettle.modules.assets.wire.places import AssetKindBody, AssetKindPatch
from fettle.web.verbs import delete, get, patch, post

Active = Annotated[bool | None, Parameter(description="Only those that are, or are not, offered any more.")]
Deleted = Annotated[bool, Parameter(description="List what was deleted and can be restored instead.")]


def routes_of(of: Catalogue, path: str, one: str, many: str) -> list[HTTPRouteHandler]:
    """The routes of a catalogue whose records are called `one` and `many`."""
    place = path + "/{kind_id:uuid}"

    def called(name: str, sentence: str) -> Callable[[Any], Any]:
        def rename(handler: Any) -> Any:
            handler.__name__ = name.replace(" ", "_")
            handler.__doc__ = sentence
            return handler

        return rename

    @get(path, may="reference:read")
    @called(f"list {many}", f"List the {many} of the tenant, by code.")
    async def page_of(
        call: Call, page: PageRequest, active: Active = None, deleted: Deleted = False
    ) -> Page[AssetKind]:
        return await kinds.page(call, of, page, active=active, deleted=deleted)

    @post(path, may="reference:write", refuses=(AlreadyExists,))
    @called(f"create {one}", f"Add an {one}.")
    async def create(data: AssetKindBody, call: Call) -> AssetKind:
        return await kinds.create(call, of, data.model_dump())

    @get(place, may="reference:read")
    @called(f"get {one}", f"Get an {one}.")
    async def get_one(kind_id: UUID, call: Call) -> AssetKind:
        return await kinds.get(call, of, kind_id)

    @patch(place, may="reference:write", refuses=(AlreadyExists,))
    @called(f"change {one}", f"Change an {one}.")
    async def change(kind_id: UUID, data: AssetKindPatch, call: Call, version: int) -> AssetKind:
        return await kinds.change(call, of, kind_id, data.given(), version)

    @delete(place, may="reference:write", refuses=(InUse,))
    @called(f"delete {one}", f"Delete an {one} that no asset is of any more.")
    async def remove(kind_id: UUID, call: Call, version: int) -> None:
        await kinds.delete(call, of, kind_id, version)

    @post(place + "/restore", may="reference:write", refuses=(AlreadyExists,), status_code=200)
    @called(f"restore {one}", f"Bring a deleted {one} back.")
    async def restore(kind_id: UUID, call: Call) -> AssetKind:
        return await kinds.restore(call, of, kind_id)

    return [page_of, create, get_one, change, remove, restore]


routes = [
    *routes_of(TYPES, "/asset-types", "asset type", "asset types"),
    *routes_of(CATEGORIES, "/asset-categories", "asset category", "asset categories"),
]
