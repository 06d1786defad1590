"""Bodies of assets."""

from datetime import date
from typing import Annotated, Any
from uuid import UUID

from pydantic import AfterValidator, Field

from fettle.modules.assets.records.things import AssetStatus, Condition, Criticality, Move
from fettle.modules.assets.wire.places import Custom
from fettle.web.bodies import LEFT_OUT, Body, Code, Latitude, Line, Longitude, Money, Name, Patch, Prose


def _sensible(value: date) -> date:
    if not 1800 <= value.year <= 2200:
        raise ValueError("must lie between the years 1800 and 2200")
    return value


Day = Annotated[date, AfterValidator(_sensible)]
Months = Annotated[int, Field(ge=0, le=1200)]
Price = Annotated[Money, Field(ge=0)]
TagIds = Annotated[list[UUID], Field(max_length=100)]


class AssetBody(Body):
    """A new asset."""

    name: Name
    asset_type_id: UUID
    number: Code | None = None
    description: Prose | None = None
    parent_id: UUID | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
    category_id: UUID | None = None
    status: AssetStatus = AssetStatus.IN_SERVICE
    criticality: Criticality = Criticality.MEDIUM
    condition: Condition | None = None
    manufacturer: Line | None = None
    model: Line | None = None
    serial_number: Line | None = None
    purchased_on: Day | None = None
    installed_on: Day | None = None
    warranty_months: Months | None = None
    warranty_until: Day | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: Custom = Field(default_factory=dict)
    tag_ids: TagIds = Field(default_factory=list)
    purchase_price: Price | None = None
    replacement_cost: Price | None = None

    def given(self) -> dict[str, Any]:
        """The fields that were sent, by Python name."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class AssetPatch(Patch):
    """Changes of an asset; where it stands is changed by moving it."""

    name: Name = LEFT_OUT
    asset_type_id: UUID = LEFT_OUT
    number: Code | None = None
    description: Prose | None = None
    category_id: UUID | None = None
    status: AssetStatus = LEFT_OUT
    criticality: Criticality = LEFT_OUT
    condition: Condition | None = None
    manufacturer: Line | None = None
    model: Line | None = None
    serial_number: Line | None = None
    purchased_on: Day | None = None
    installed_on: Day | None = None
    warranty_months: Months | None = None
    warranty_until: Day | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    custom: Custom = LEFT_OUT
    tag_ids: TagIds = LEFT_OUT
    purchase_price: Price | None = None
    replacement_cost: Price | None = None


class MoveBody(Patch):
    """Where an asset goes. What is left out stays; null takes it out of its parent, site or location."""

    parent_id: UUID | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None

    def to_record(self) -> Move:
        """The move."""
        return Move(given=frozenset(self.model_fields_set), **self.given())
