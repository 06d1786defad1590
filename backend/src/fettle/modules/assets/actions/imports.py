"""What imports need: many sites and assets at once, found again by name and number."""

from collections.abc import Mapping, Sequence
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.assets.actions.seeing import must_see
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.records.places import Site
from fettle.modules.assets.records.things import Asset, NewAsset
from fettle.modules.assets.rules import editing, places, warranty
from fettle.modules.assets.store import imports as store
from fettle.modules.assets.store import locations, moves, trees

Coordinates = tuple[Decimal, Decimal] | None


async def ensure_sites(call: Call, wanted: Mapping[str, Coordinates]) -> dict[str, UUID]:
    """The ids of the sites with these names, made with these (latitude, longitude) where there are none yet."""
    call.must("places:write")
    known = await store.sites_named(call, list(wanted))
    new = []
    for name, coordinates in wanted.items():
        if name not in known:
            latitude, longitude = coordinates or (None, None)
            site = Site(
                id=call.new_id(),
                created_at=call.now,
                updated_at=call.now,
                name=name,
                latitude=latitude,
                longitude=longitude,
            )
            new.append(editing.located(site))
    if new:
        changes = [Change("site.created", site.id, after=facts(site), site_id=site.id) for site in new]
        await store.add_sites(call, new, changes)
    return known | {site.name: site.id for site in new}


async def ensure_assets(call: Call, wanted: Sequence[NewAsset]) -> dict[str, UUID]:
    """The ids of the assets with these numbers, made as stated where there are none yet.

    Of two with one number the first is made. Parents, locations and sites must exist already, and agree.
    """
    call.must("assets:write")
    await trees.take_turns(call)
    stated = {new.number: new for new in reversed(wanted)}
    known = await store.assets_numbered(call, list(stated))
    new = [_asset(call, asset) for number, asset in stated.items() if number not in known]
    await must_see(
        call,
        sites={f"/{asset.number}/siteId": asset.site_id for asset in new},
        locations={f"/{asset.number}/locationId": asset.location_id for asset in new},
        assets={f"/{asset.number}/parentId": asset.parent_id for asset in new},
    )
    new = await _placed(call, new)
    if new:
        changes = [Change("asset.created", asset.id, after=facts(asset), site_id=asset.site_id) for asset in new]
        await store.add_assets(call, new, changes)
    return known | {str(asset.number): asset.id for asset in new}


async def numbers_of(call: Call, asset_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The numbers of assets by id, deleted ones as well; those without a number are left out."""
    return await store.numbers(call, asset_ids) if asset_ids else {}


async def _placed(call: Call, new: Sequence[Asset]) -> list[Asset]:
    """`new` at the sites that they stand at by their locations and parents."""
    places_of = await locations.spots(call, [asset.location_id for asset in new if asset.location_id])
    parents = await moves.spots(call, [asset.parent_id for asset in new if asset.parent_id])
    return [
        msgspec.structs.replace(
            asset,
            site_id=places.agreed_site(
                asset.site_id,
                location=places_of.get(asset.location_id) if asset.location_id else None,
                parent=parents.get(asset.parent_id) if asset.parent_id else None,
            ),
        )
        for asset in new
    ]


def _asset(call: Call, new: NewAsset) -> Asset:
    stated = msgspec.structs.asdict(new)
    asset = Asset(id=call.new_id(), created_at=call.now, updated_at=call.now, **stated)
    return warranty.settled(
        editing.located(asset), frozenset(name for name, value in stated.items() if value is not None)
    )
