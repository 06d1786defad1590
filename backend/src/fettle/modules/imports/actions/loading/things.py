"""Sites, assets and codes."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.assets import public as assets
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, Loaded, chosen, met
from fettle.modules.imports.actions.loading.places import kinds, sites
from fettle.modules.tenancy import public as tenancy

ASSET_FIELDS = {
    "name": "name",
    "description": "description",
    "manufacturer": "manufacturer",
    "model": "model",
    "serialNumber": "serial_number",
    "purchasedOn": "purchased_on",
    "installedOn": "installed_on",
    "latitude": "latitude",
    "longitude": "longitude",
}
PLACE_FIELDS = {"name": "name", "latitude": "latitude", "longitude": "longitude"}


async def load_sites(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become sites; one of the same name that is there already is taken for it."""
    fresh = chosen(arrivals, changed=False)
    positions = {a.get("name"): _position(a) for a in fresh}
    ids = await assets.ensure_sites(call, positions) if fresh else {}
    for arrival in chosen(arrivals, changed=True):
        site = await assets.get_site(call, arrival.id)
        await assets.change_site(call, site.id, book.stated(arrival, PLACE_FIELDS), site.version)
    return {"site": [met(book, a, ids[a.get("name")], a.row.digest) for a in fresh]}


async def load_assets(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become assets; one of the same number that is there already is taken for it."""
    places = await sites(call, arrivals)
    types, categories = await kinds(call, arrivals)
    fresh = chosen(arrivals, changed=False)

    def stated(arrival: Arrival) -> dict[str, Any]:
        found: dict[str, Any] = {"asset_type_id": types[arrival.get("assetType")]}
        if "assetCategory" in book.mapping.fields:
            found["category_id"] = categories.get(arrival.get("assetCategory"))
        if "site" in book.mapping.fields:
            found["site_id"] = places.get(arrival.get("site"))
        return book.stated(arrival, ASSET_FIELDS) | found | ({"custom": arrival.custom} if arrival.custom else {})

    new = [assets.NewAsset(number=a.get("number"), **stated(a)) for a in fresh]
    ids = await assets.ensure_assets(call, new) if fresh else {}
    for arrival in chosen(arrivals, changed=True):
        asset = await assets.get_asset(call, arrival.id)
        await assets.change_asset(call, asset.id, stated(arrival), asset.version)
    return {"asset": [met(book, a, ids[a.get("number")], a.row.digest) for a in fresh]}


async def load_task_codes(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become task codes."""
    return {"task_code": await _codes(call, book, arrivals, "task_codes")}


async def load_gl_codes(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become GL codes."""
    return {"gl_code": await _codes(call, book, arrivals, "gl_codes")}


async def _codes(call: Call, book: Book, arrivals: Sequence[Arrival], kind: str) -> list[Any]:
    fresh = chosen(arrivals, changed=False)
    ids: dict[str, UUID] = {}
    if fresh:
        named = {a.get("code"): a.get("name") or a.get("code") for a in fresh}
        ids = await tenancy.ensure_reference(call, kind, named)
    for arrival in chosen(arrivals, changed=True):
        given = {name: said for name in ("code", "name") if (said := arrival.get(name)) is not None}
        await tenancy.change_reference(call, kind, arrival.id, given)
    return [met(book, a, ids[a.get("code")], a.row.digest) for a in fresh]


def _position(arrival: Arrival) -> tuple[Any, Any] | None:
    latitude, longitude = arrival.get("latitude"), arrival.get("longitude")
    return None if latitude is None else (latitude, longitude)
