"""Where work is: the places that an input names, and the site that follows from them."""

from collections.abc import Iterable
from uuid import UUID

from fettle.kit.refusals import Invalid


def site_for(
    given: UUID | None, derived: UUID | None, scope: frozenset[UUID] | None, *, pointer: str = "/siteId"
) -> UUID | None:
    """The site of new work: as given, else that of its place, else the only site of somebody limited to one.

    Raises `Invalid` when somebody limited to several sites names none.
    """
    site = given or derived
    if site is not None or scope is None:
        return site
    if len(scope) == 1:
        return next(iter(scope))
    raise Invalid.at(pointer, "required", "say at which of your sites")


def check_location(site_id: UUID | None, site_of_location: UUID | None) -> None:
    """Raise `Invalid` for a location at another site than the one that is named."""
    if site_id is not None and site_of_location is not None and site_id != site_of_location:
        raise Invalid.at("/locationId", "elsewhere", "is not at this site")


def named(
    *, site_id: UUID | None = None, location_id: UUID | None = None, assets: Iterable[tuple[str, UUID | None]] = ()
) -> dict[str, dict[str, UUID]]:
    """The places that an input names, by pointer, as `assets.must_see` takes them."""
    return {
        "sites": {"/siteId": site_id} if site_id else {},
        "locations": {"/locationId": location_id} if location_id else {},
        "assets": {pointer: asset for pointer, asset in assets if asset is not None},
    }
