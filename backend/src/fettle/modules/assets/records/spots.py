"""Where things stand, as the rules of moving see them."""

from uuid import UUID

from fettle.kit.records import Record


class Spot(Record, frozen=True, kw_only=True):
    """Where an asset or location stands: below which parent, at which site, in which location."""

    id: UUID
    name: str
    parent_id: UUID | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
