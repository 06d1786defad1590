"""What imports need: locations by the names on the way to them, meters by asset and name, readings many at once."""

from collections.abc import Iterable, Mapping, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.assets.actions import locations, meters
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.records.kinds import CATEGORIES, TYPES
from fettle.modules.assets.records.meters import NewReading
from fettle.modules.assets.records.places import Location, LocationKind, PathAtSite
from fettle.modules.assets.records.spots import Spot
from fettle.modules.assets.rules.meters import ImpossibleReading
from fettle.modules.assets.store import imports as store
from fettle.modules.assets.store import kinds as kind_store
from fettle.modules.assets.store import locations as location_store
from fettle.modules.assets.store import meters as meter_store
from fettle.modules.assets.store import trees


async def sites_called(call: Call, names: Iterable[str]) -> dict[str, UUID]:
    """The sites with these names, as far as there are such."""
    call.must("assets:read")
    return await store.sites_named(call, sorted(set(names)))


async def assets_numbered(call: Call, numbers: Iterable[str]) -> dict[str, UUID]:
    """The assets with these numbers, as far as there are such."""
    call.must("assets:read")
    return await store.assets_numbered(call, sorted(set(numbers)))


async def types_coded(call: Call, codes: Iterable[str]) -> dict[str, UUID]:
    """The asset types with these codes, as far as there are such."""
    call.must("reference:read")
    return await kind_store.by_code(call, TYPES, sorted(set(codes)))


async def categories_coded(call: Call, codes: Iterable[str]) -> dict[str, UUID]:
    """The asset categories with these codes, as far as there are such."""
    call.must("reference:read")
    return await kind_store.by_code(call, CATEGORIES, sorted(set(codes)))


async def locations_at(call: Call, site_ids: Iterable[UUID]) -> dict[PathAtSite, UUID]:
    """The locations of sites by the names on the way down to them; of two with one path the older one."""
    call.must("assets:read")
    spots = {spot.id: spot for spot in await location_store.at_sites(call, sorted(set(site_ids)))}
    found: dict[PathAtSite, UUID] = {}
    for spot in spots.values():
        if spot.site_id is not None:
            found.setdefault(PathAtSite(site_id=spot.site_id, names=_names(spot, spots)), spot.id)
    return found


async def ensure_locations(call: Call, wanted: Mapping[PathAtSite, LocationKind | None]) -> dict[PathAtSite, UUID]:
    """The ids of these locations, made where there are none yet; what they lie in and nobody states becomes an area."""
    call.must("places:write")
    await trees.take_turns(call)
    known = await locations_at(call, (path.site_id for path in wanted))
    new = []
    for path in sorted(wanted, key=lambda path: len(path.names)):
        parent_id = None
        for depth in range(1, len(path.names) + 1):
            here = PathAtSite(site_id=path.site_id, names=path.names[:depth])
            if here not in known:
                location = Location(
                    id=call.new_id(),
                    site_id=path.site_id,
                    parent_id=parent_id,
                    name=here.names[-1],
                    kind=wanted.get(here) or LocationKind.AREA,
                    created_at=call.now,
                    updated_at=call.now,
                )
                new.append(location)
                known[here] = location.id
            parent_id = known[here]
    if new:
        changes = [Change("location.created", each.id, after=facts(each), site_id=each.site_id) for each in new]
        await location_store.add_many(call, new, changes)
    return known


async def change_location(call: Call, location_id: UUID, given: Mapping[str, object]) -> None:
    """Change or move a location, whatever version it has: an import brings what holds now."""
    now = await locations.get(call, location_id)
    changed = {name: value for name, value in given.items() if value != getattr(now, name)}
    await locations.change(call, location_id, changed, now.version)


async def meters_of(call: Call, asset_ids: Iterable[UUID]) -> dict[tuple[UUID, str], UUID]:
    """The meters of assets, by asset and name."""
    call.must("assets:read")
    return await meter_store.of_assets(call, sorted(set(asset_ids)))


async def record_readings(
    call: Call, readings: Sequence[tuple[UUID, NewReading]]
) -> list[tuple[UUID, ImpossibleReading]]:
    """Record readings of meters one after the other; the impossible ones are given back (their id) with the reason."""
    impossible = []
    for meter_id, reading in readings:
        try:
            await meters.read(call, meter_id, reading)
        except ImpossibleReading as refusal:
            impossible.append((reading.id, refusal))
    return impossible


def _names(spot: Spot, spots: Mapping[UUID, Spot]) -> tuple[str, ...]:
    names = [spot.name]
    while spot.parent_id is not None and spot.parent_id in spots:
        spot = spots[spot.parent_id]
        names.append(spot.name)
    return tuple(reversed(names))
