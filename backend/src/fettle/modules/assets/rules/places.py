"""Where things may stand: an asset at the site of its location and of its parent, nothing inside itself."""

from collections.abc import Iterable, Sequence
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Fault, InUse, Invalid
from fettle.modules.assets.records.places import SiteUse
from fettle.modules.assets.records.spots import Spot
from fettle.modules.assets.records.things import Move


class PlacesDisagree(Invalid):
    """Site, location and parent do not belong together."""


class InsideItself(Conflict):
    """Something cannot be placed inside itself or inside a part of itself."""


class PartStaysBehind(Conflict):
    """Something in there is part of an asset that would stay behind."""


class SiteNeeded(Invalid):
    """You see only some sites, so say at which of them this stands."""


def check_site_stated(site_id: UUID | None, *, sees_every_site: bool) -> None:
    """Raise `SiteNeeded` when somebody who is limited to some sites would make a record that they cannot see."""
    if site_id is None and not sees_every_site:
        raise SiteNeeded(faults=[Fault("/siteId", "required", "state one of your sites")])


def check_site_known(site_id: UUID | None) -> UUID:
    """`site_id`. Raises `Invalid` when there is none: every location lies at a site."""
    if site_id is None:
        raise Invalid.at("/siteId", "required", "state the site, or a parent that has one")
    return site_id


def agreed_site(site_id: UUID | None, *, location: Spot | None, parent: Spot | None) -> UUID | None:
    """The site of an asset: the one stated, or else that of its location, or of its parent.

    Raises `PlacesDisagree` when location or parent stand at another site.
    """
    inherited = next((place.site_id for place in (location, parent) if place is not None), None)
    site = site_id or inherited
    faults = []
    if location is not None and location.site_id != site:
        faults.append(Fault("/locationId", "other_site", f'the location "{location.name}" lies at another site'))
    if parent is not None and parent.site_id != site:
        faults.append(Fault("/parentId", "other_site", f'the parent "{parent.name}" stands at another site'))
    if faults:
        raise PlacesDisagree(" and ".join(fault.message for fault in faults).capitalize() + ".", faults=faults)
    return site


def placed(spot: Spot, move: Move, *, location: Spot | None, parent: Spot | None) -> Spot:
    """`spot` after `move`, where `location` and `parent` are the ones that it will have.

    A new site that is not stated comes with the new location or the new parent. A location that was not stated and lies
    at the old site is left. Raises `PlacesDisagree` as `agreed_site` does.
    """
    stated: UUID | None
    if "site_id" in move.given:
        stated = move.site_id
    elif "location_id" in move.given and location is not None:
        stated = location.site_id
    elif "parent_id" in move.given and parent is not None:
        stated = parent.site_id
    else:
        stated = spot.site_id
    if location is not None and "location_id" not in move.given and location.site_id != stated:
        location = None
    site = agreed_site(stated, location=location, parent=parent)
    return msgspec.structs.replace(
        spot, parent_id=parent and parent.id, site_id=site, location_id=location and location.id
    )


def check_no_ring(parent_id: UUID | None, inside: Iterable[UUID]) -> None:
    """Raise `InsideItself` when the new parent is the thing itself or a part of it."""
    if parent_id in set(inside):
        raise InsideItself()


def following(spots: Sequence[Spot], site_id: UUID | None, *, kept_locations: Iterable[UUID] = ()) -> list[Spot]:
    """`spots` gone along to `site_id`; who stands in a location that does not come along has none any more."""
    kept = set(kept_locations)
    return [
        msgspec.structs.replace(
            spot,
            site_id=site_id,
            location_id=spot.location_id if spot.site_id == site_id or spot.location_id in kept else None,
        )
        for spot in spots
    ]


def check_none_torn(spots: Sequence[Spot]) -> None:
    """Raise `PartStaysBehind` when one of `spots`, about to change site, is part of an asset that does not."""
    going = {spot.id for spot in spots}
    torn = [spot.name for spot in spots if spot.parent_id is not None and spot.parent_id not in going]
    if torn:
        raise PartStaysBehind(f'"{torn[0]}" is part of an asset that stands elsewhere; take it out of there first.')


def check_unused(use: SiteUse) -> None:
    """Raise `InUse` when locations or assets still stand at a place."""
    if use.locations or use.assets:
        raise InUse(f"{use.locations} locations and {use.assets} assets still stand here; move or delete them first.")
