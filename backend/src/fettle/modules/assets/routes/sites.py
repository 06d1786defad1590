"""Sites over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar.params import Parameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists, InUse
from fettle.modules.assets.actions import sites
from fettle.modules.assets.records.places import Site
from fettle.modules.assets.routes.filters import These
from fettle.modules.assets.wire.places import SiteBody, SitePatch
from fettle.web.verbs import delete, get, patch, post

Deleted = Annotated[bool, Parameter(description="List what was deleted and can be restored instead.")]


@get("/sites", may="assets:read")
async def list_sites(call: Call, page: PageRequest, ids: These = None, deleted: Deleted = False) -> Page[Site]:
    """List the sites that you see, by name."""
    return await sites.page(call, page, ids=ids, deleted=deleted)


@post("/sites", may="places:write", refuses=(AlreadyExists,))
async def create_site(data: SiteBody, call: Call) -> Site:
    """Add a site."""
    return await sites.create(call, data.model_dump())


@get("/sites/{site_id:uuid}", may="assets:read")
async def get_site(site_id: UUID, call: Call) -> Site:
    """Get a site."""
    return await sites.get(call, site_id)


@patch("/sites/{site_id:uuid}", may="places:write", refuses=(AlreadyExists,))
async def change_site(site_id: UUID, data: SitePatch, call: Call, version: int) -> Site:
    """Change a site."""
    return await sites.change(call, site_id, data.given(), version)


@delete("/sites/{site_id:uuid}", may="places:write", refuses=(InUse,))
async def delete_site(site_id: UUID, call: Call, version: int) -> None:
    """Delete a site at which nothing stands any more."""
    await sites.delete(call, site_id, version)


@post("/sites/{site_id:uuid}/restore", may="places:write", refuses=(AlreadyExists,), status_code=200)
async def restore_site(site_id: UUID, call: Call) -> Site:
    """Bring a deleted site back."""
    return await sites.restore(call, site_id)


routes = [list_sites, create_site, get_site, change_site, delete_site, restore_site]
