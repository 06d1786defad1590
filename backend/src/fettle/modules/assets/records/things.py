"""Assets: the things that are maintained."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.assets.records.kept import Kept, Named


class AssetStatus(StrEnum):
    """Whether an asset is in use."""

    IN_SERVICE = "in_service"
    OUT_OF_SERVICE = "out_of_service"
    IN_STORAGE = "in_storage"
    RETIRED = "retired"


class Criticality(StrEnum):
    """How much depends on an asset."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class Condition(StrEnum):
    """The state an asset was last seen in."""

    EXCELLENT = "excellent"
    GOOD = "good"
    FAIR = "fair"
    POOR = "poor"


class Asset(Kept, frozen=True, kw_only=True):
    """A thing that is maintained. `warranty_until` is the date given, or the one counted from `warranty_months`."""

    name: str
    number: str | None = None
    description: str | None = None
    parent_id: UUID | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_type_id: UUID
    category_id: UUID | None = None
    status: AssetStatus = AssetStatus.IN_SERVICE
    criticality: Criticality = Criticality.MEDIUM
    condition: Condition | None = None
    manufacturer: str | None = None
    model: str | None = None
    serial_number: str | None = None
    purchased_on: date | None = None
    installed_on: date | None = None
    warranty_months: int | None = None
    warranty_until: date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    custom: dict[str, Any] = {}


class Prices(Record, frozen=True, kw_only=True):
    """What an asset cost and would cost, in the tenant's currency."""

    purchase_price: Decimal | None = None
    replacement_cost: Decimal | None = None


class ListedAsset(Asset, frozen=True, kw_only=True):
    """An asset as lists show it. Prices are null for people who may not see costs."""

    asset_type_name: str
    category_name: str | None = None
    site_name: str | None = None
    location_name: str | None = None
    tag_ids: list[UUID] = []
    purchase_price: Decimal | None = None
    replacement_cost: Decimal | None = None


class WarrantyState(StrEnum):
    """Whether an asset is under warranty today."""

    NONE = "none"
    UNKNOWN = "unknown"
    ACTIVE = "active"
    EXPIRED = "expired"


class Warranty(Record, frozen=True, kw_only=True):
    """The warranty of an asset: its last day, and how many days are left after today."""

    state: WarrantyState
    until: date | None = None
    days_left: int | None = None


class AssetDetail(ListedAsset, frozen=True, kw_only=True):
    """An asset with where it belongs: `path` holds its parents, the outermost first."""

    path: list[Named] = []
    child_count: int = 0
    down_since: datetime | None = None
    warranty: Warranty = Warranty(state=WarrantyState.NONE)


class NewAsset(Record, frozen=True, kw_only=True):
    """An asset to be, as imports state it; `number` is what recognises it again."""

    number: str
    name: str
    asset_type_id: UUID
    category_id: UUID | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
    parent_id: UUID | None = None
    description: str | None = None
    status: AssetStatus = AssetStatus.IN_SERVICE
    criticality: Criticality = Criticality.MEDIUM
    condition: Condition | None = None
    manufacturer: str | None = None
    model: str | None = None
    serial_number: str | None = None
    purchased_on: date | None = None
    installed_on: date | None = None
    warranty_months: int | None = None
    warranty_until: date | None = None
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    custom: dict[str, Any] = {}


class AssetSort(StrEnum):
    """The orders of an asset list."""

    NAME = "name"
    NAME_DESC = "-name"
    NUMBER = "number"
    NUMBER_DESC = "-number"
    CREATED_AT = "createdAt"
    CREATED_AT_DESC = "-createdAt"
    WARRANTY_UNTIL = "warrantyUntil"
    WARRANTY_UNTIL_DESC = "-warrantyUntil"


class AssetFilter(Record, frozen=True, kw_only=True):
    """Which assets a list shows. `custom` is as somebody stated it, `held` the custom values that it comes to."""

    statuses: list[AssetStatus] | None = None
    criticalities: list[Criticality] | None = None
    site_ids: list[UUID] | None = None
    location_ids: list[UUID] | None = None
    asset_type_ids: list[UUID] | None = None
    category_ids: list[UUID] | None = None
    tag_ids: list[UUID] | None = None
    parent_id: UUID | None = None
    roots: bool = False
    ids: list[UUID] | None = None
    words: str | None = None
    custom: list[str] = []
    held: list[dict[str, Any]] = []
    deleted: bool = False
    sort: AssetSort = AssetSort.NAME


class Move(Record, frozen=True, kw_only=True):
    """Where an asset goes: only the fields named in `given` change."""

    given: frozenset[str]
    parent_id: UUID | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
