"""Sites and the locations inside them."""

from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.assets.records.kept import Kept


class Site(Kept, frozen=True, kw_only=True):
    """A facility, park, campus or home: the top of the place tree."""

    name: str
    code: str | None = None
    address: str | None = None
    time_zone: str | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    custom: dict[str, Any] = {}


class LocationKind(StrEnum):
    """What a location is."""

    BUILDING = "building"
    FLOOR = "floor"
    ROOM = "room"
    AREA = "area"


class Location(Kept, frozen=True, kw_only=True):
    """A building, floor, room or area inside a site; locations form a tree."""

    site_id: UUID
    parent_id: UUID | None = None
    name: str
    kind: LocationKind = LocationKind.AREA
    custom: dict[str, Any] = {}


class PathAtSite(Record, frozen=True, kw_only=True):
    """Where a location is, by names: at which site, and the names on the way down to its own."""

    site_id: UUID
    names: tuple[str, ...]


class LocationFilter(Record, frozen=True, kw_only=True):
    """Which locations a list shows; `roots` those directly at their site."""

    site_ids: list[UUID] | None = None
    parent_id: UUID | None = None
    roots: bool = False
    deleted: bool = False


class SiteUse(Record, frozen=True, kw_only=True):
    """How many records stand at a place."""

    locations: int
    assets: int
