"""What rows point at by name: looked up, and made where there is none yet."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.assets import public as assets
from fettle.modules.imports.actions.loading.arrivals import Arrival, texts
from fettle.modules.tenancy import public as tenancy

DEFAULT_TYPE = "Equipment"


class References(msgspec.Struct, frozen=True):
    """Ids by name or code."""

    sites: dict[str, UUID] = {}
    crews: dict[str, UUID] = {}
    task_codes: dict[str, UUID] = {}
    gl_codes: dict[str, UUID] = {}
    problems: dict[str, UUID] = {}
    causes: dict[str, UUID] = {}
    remedies: dict[str, UUID] = {}
    assets: dict[str, UUID] = {}


async def references(call: Call, arrivals: Sequence[Arrival]) -> References:
    """Everything that the rows point at, one batch for each kind."""
    places = await sites(call, arrivals)
    return References(
        sites=places,
        crews=await tenancy.ensure_crews(call, texts(arrivals, "crew")),
        task_codes=await tenancy.ensure_reference(call, "task_codes", texts(arrivals, "taskCode")),
        gl_codes=await tenancy.ensure_reference(call, "gl_codes", texts(arrivals, "glCode")),
        problems=await failure_codes(call, arrivals, "problem"),
        causes=await failure_codes(call, arrivals, "cause"),
        remedies=await failure_codes(call, arrivals, "remedy"),
        assets=await assets_of_work(call, arrivals, places),
    )


async def sites(call: Call, arrivals: Sequence[Arrival]) -> dict[str, UUID]:
    """The sites that the rows lie in, made without a position where there is none yet."""
    names = texts(arrivals, "site")
    return await assets.ensure_sites(call, dict.fromkeys(names)) if names else {}


async def failure_codes(call: Call, arrivals: Sequence[Arrival], kind: str) -> dict[str, UUID]:
    """The problem, cause or remedy codes of the rows."""
    codes = texts(arrivals, f"{kind}Code")
    return await tenancy.ensure_reference(call, "failure_codes", codes, among=kind) if codes else {}


async def assets_of_work(call: Call, arrivals: Sequence[Arrival], places: dict[str, UUID]) -> dict[str, UUID]:
    """The assets that work was done on, by number; a new one stands where its first work was done."""
    first = {number: a for a in reversed(arrivals) if (number := a.get("asset")) is not None}
    if not first:
        return {}
    types, categories = await kinds(call, list(first.values()))
    wanted = [
        assets.NewAsset(
            number=number,
            name=arrival.get("assetName") or number,
            asset_type_id=types[arrival.get("assetType") or DEFAULT_TYPE],
            category_id=categories.get(arrival.get("assetCategory")),
            site_id=places.get(arrival.get("site")),
        )
        for number, arrival in sorted(first.items())
    ]
    return await assets.ensure_assets(call, wanted)


async def kinds(call: Call, arrivals: Sequence[Arrival]) -> tuple[dict[str, UUID], dict[str, UUID]]:
    """The asset types and categories of the rows."""
    types = texts(arrivals, "assetType") or {DEFAULT_TYPE: DEFAULT_TYPE}
    categories = texts(arrivals, "assetCategory")
    return (
        await assets.ensure_asset_types(call, types),
        await assets.ensure_asset_categories(call, categories) if categories else {},
    )
