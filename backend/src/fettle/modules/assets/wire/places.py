"""Bodies of sites, locations, asset types and categories."""

from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import AfterValidator, Field

from fettle.modules.assets.records.places import LocationKind
from fettle.web.bodies import LEFT_OUT, Body, Code, Latitude, Line, Longitude, Name, Patch

MOST_CUSTOM = 200
ZONES = frozenset(available_timezones())


def _known_zone(value: str) -> str:
    if value not in ZONES:
        raise ValueError("is not an IANA time zone such as Europe/Berlin")
    return value


def _not_too_many(values: dict[str, Any]) -> dict[str, Any]:
    # Said here and not as a length, which the document would take for that of a list.
    if len(values) > MOST_CUSTOM:
        raise ValueError(f"must hold at most {MOST_CUSTOM} values")
    return values


Zone = Annotated[str, AfterValidator(_known_zone)]
Custom = Annotated[dict[str, Any], AfterValidator(_not_too_many)]


class SiteBody(Body):
    """A new site."""

    name: Name
    code: Code | None = None
    address: Line | None = None
    time_zone: Zone | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: Custom = Field(default_factory=dict)


class SitePatch(Patch):
    """Changes of a site."""

    name: Name = LEFT_OUT
    code: Code | None = None
    address: Line | None = None
    time_zone: Zone | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: Custom = LEFT_OUT


class LocationBody(Body):
    """A new location, at a site or inside another location."""

    name: Name
    site_id: UUID | None = None
    parent_id: UUID | None = None
    kind: LocationKind = LocationKind.AREA
    custom: Custom = Field(default_factory=dict)


class LocationPatch(Patch):
    """Changes of a location; a new parent or site moves it with everything in it."""

    name: Name = LEFT_OUT
    site_id: UUID = LEFT_OUT
    parent_id: UUID | None = None
    kind: LocationKind = LEFT_OUT
    custom: Custom = LEFT_OUT


class AssetKindBody(Body):
    """A new asset type or category."""

    code: Code
    name: Name
    active: bool = True


class AssetKindPatch(Patch):
    """Changes of an asset type or category."""

    code: Code = LEFT_OUT
    name: Name = LEFT_OUT
    active: bool = LEFT_OUT
