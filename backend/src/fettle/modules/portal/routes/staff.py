"""The portal for staff: places, settings, links for contractors."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import Parameter, QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.portal.actions import contractors, places, settings
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.contractors import ContractorLink, IssuedLink
from fettle.modules.portal.records.places import IssuedSecret, Opened, Place, PlaceUse, PortalSettings
from fettle.modules.portal.routes.desk import BASE_URL, DESK
from fettle.modules.portal.routes.printing import printed
from fettle.modules.portal.rules.contractors import LinkRevoked, WorkNotOpen
from fettle.modules.portal.rules.labels import MOST_LABELS, LayoutName, NothingToPrint, TooManyLabels
from fettle.modules.portal.rules.places import OnePlaceOnly
from fettle.modules.portal.wire.bodies import ContractorLinkBody, PlaceBody, PlacePatch, PlacesBody, SettingsPatch
from fettle.web.verbs import delete, get, patch, post

SHOWN_ONCE = {"keeps_answer": False}


@get("/portal/places", may="portal:read", dependencies=BASE_URL)
async def list_portal_places(  # noqa: PLR0917
    call: Call,
    page: PageRequest,
    base_url: str,
    site_id: Annotated[UUID | None, QueryParameter(name="siteId")] = None,
    location_id: Annotated[UUID | None, QueryParameter(name="locationId")] = None,
    asset_id: Annotated[UUID | None, QueryParameter(name="assetId")] = None,
    deleted: bool = False,
) -> Page[Place]:
    """List the places where people outside can report problems, newest first."""
    return await places.some(
        call, {"site_id": site_id, "location_id": location_id, "asset_id": asset_id, "deleted": deleted}, page, base_url
    )


@post("/portal/places", may="portal:write", refuses=[OnePlaceOnly], dependencies=BASE_URL)
async def open_portal_place(call: Call, data: PlaceBody, base_url: str) -> Place:
    """Open a place: its code leads people outside to a page where they report what is wrong there."""
    return await places.open_one(call, data.to_record(), base_url)


@post("/portal/places/bulk", may="portal:write", refuses=[OnePlaceOnly], dependencies=BASE_URL)
async def open_portal_places(call: Call, data: PlacesBody, base_url: str) -> Opened:
    """Open a place for every asset, or every location, of a site that has none yet."""
    return await places.open_all(call, data.site_id, data.kind, data.page.to_record(), base_url)


@get("/portal/places/{place_id:uuid}", may="portal:read", dependencies=BASE_URL)
async def get_portal_place(call: Call, place_id: UUID, base_url: str) -> Place:
    """Get a place with its code."""
    return await places.get(call, place_id, base_url)


@patch("/portal/places/{place_id:uuid}", may="portal:write", dependencies=BASE_URL)
async def update_portal_place(call: Call, place_id: UUID, data: PlacePatch, version: int, base_url: str) -> Place:
    """Rename, open or close a place, or change its page."""
    return await places.change(call, place_id, data.to_fields(), version=version, base_url=base_url)


@delete("/portal/places/{place_id:uuid}", may="portal:write")
async def delete_portal_place(call: Call, place_id: UUID, version: int) -> None:
    """Withdraw a place; it can be restored."""
    await places.delete(call, place_id, version=version)


@post("/portal/places/{place_id:uuid}/restore", may="portal:write", status_code=200, dependencies=BASE_URL)
async def restore_portal_place(call: Call, place_id: UUID, base_url: str) -> Place:
    """Bring a withdrawn place back, with the code that it had."""
    return await places.restore(call, place_id, base_url)


@post("/portal/places/{place_id:uuid}/replace-code", may="portal:write", status_code=200, dependencies=BASE_URL)
async def replace_portal_code(call: Call, place_id: UUID, base_url: str) -> Place:
    """Give a place another code; what was printed before leads nowhere any more."""
    return await places.replace_code(call, place_id, base_url)


@get("/portal/labels.pdf", may="portal:read", refuses=[TooManyLabels, NothingToPrint], media_type="application/pdf")
async def print_portal_labels(
    request: Request[Any, Any, Any],
    place_id: Annotated[list[UUID] | None, QueryParameter(name="placeId", max_items=MOST_LABELS)] = None,
    site_id: Annotated[UUID | None, QueryParameter(name="siteId")] = None,
    layout: LayoutName = LayoutName.A4_3X8,
) -> Response[bytes]:
    """Print labels with QR codes as a PDF: of the places named, of all at a site, or of all."""
    return await printed(request, place_id, site_id, layout)


@get("/portal/usage", may="portal:read")
async def list_portal_usage(
    call: Call, page: PageRequest, days: Annotated[int, Parameter(ge=1, le=3650)] = 30
) -> Page[PlaceUse]:
    """List how places were used over the last so many days: visits, requests and what became of them."""
    return await places.use(call, days, page)


@get("/portal/settings", may="portal:read")
async def get_portal_settings(call: Call) -> PortalSettings:
    """Get how the portal of the tenant is set up."""
    return await settings.get(call)


@patch("/portal/settings", may="portal:write")
async def update_portal_settings(call: Call, data: SettingsPatch, version: int) -> PortalSettings:
    """Set up the portal of the tenant: the page, requests by e-mail, Open311."""
    return await settings.change(call, data.to_fields(), version=version)


@post("/portal/settings/email-secret", may="portal:write", dependencies=BASE_URL, opt=SHOWN_ONCE)
async def issue_portal_email_secret(call: Call, base_url: str) -> IssuedSecret:
    """Make the secret address to which a mail provider hands messages; the one before stops working."""
    return await settings.issue_email_secret(call, base_url)


@delete("/portal/settings/email-secret", may="portal:write")
async def withdraw_portal_email_secret(call: Call) -> None:
    """Take no more messages from a mail provider."""
    await settings.withdraw_email_secret(call)


@post("/portal/settings/open311-key", may="portal:write", opt=SHOWN_ONCE)
async def issue_open311_key(call: Call) -> IssuedSecret:
    """Make the key that Open311 clients must send from now on; the one before stops working."""
    return await settings.issue_open311_key(call)


@delete("/portal/settings/open311-key", may="portal:write")
async def withdraw_open311_key(call: Call) -> None:
    """Let Open311 clients make requests without a key."""
    await settings.withdraw_open311_key(call)


@get("/work-orders/{work_order_id:uuid}/contractor-links", may="contractors:invite")
async def list_contractor_links(call: Call, work_order_id: UUID, page: PageRequest) -> Page[ContractorLink]:
    """List the links that contractors were given for a work order, newest first."""
    return await contractors.some(call, work_order_id, page)


@post(
    "/work-orders/{work_order_id:uuid}/contractor-links",
    may="contractors:invite",
    refuses=[WorkNotOpen],
    dependencies=DESK,
    opt=SHOWN_ONCE,
)
async def invite_contractor(call: Call, work_order_id: UUID, data: ContractorLinkBody, desk: Desk) -> IssuedLink:
    """Give a contractor a link to a work order.

    It needs no account. It is shown this once, and mailed to the contractor where an address is given.
    """
    return await contractors.invite(call, desk, work_order_id, data.to_record())


@delete(
    "/work-orders/{work_order_id:uuid}/contractor-links/{link_id:uuid}",
    may="contractors:invite",
    refuses=[LinkRevoked],
)
async def revoke_contractor_link(call: Call, work_order_id: UUID, link_id: UUID, version: int) -> None:
    """Withdraw a contractor's link; it opens nothing any more, at once."""
    await contractors.revoke(call, work_order_id, link_id, version=version)


ROUTES = [
    list_portal_places,
    open_portal_place,
    open_portal_places,
    get_portal_place,
    update_portal_place,
    delete_portal_place,
    restore_portal_place,
    replace_portal_code,
    print_portal_labels,
    list_portal_usage,
    get_portal_settings,
    update_portal_settings,
    issue_portal_email_secret,
    withdraw_portal_email_secret,
    issue_open311_key,
    withdraw_open311_key,
    list_contractor_links,
    invite_contractor,
    revoke_contractor_link,
]
