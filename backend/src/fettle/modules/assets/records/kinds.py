"""Kinds that a tenant sorts its assets into: asset types and categories, one mechanism for both."""

from fettle.kit.records import Record
from fettle.modules.assets.records.kept import Kept


class AssetKind(Kept, frozen=True, kw_only=True):
    """An asset type or category of the tenant. An inactive one stays on its assets but is not offered any more."""

    code: str
    name: str
    active: bool = True


class Catalogue(Record, frozen=True, kw_only=True):
    """One set of kinds: the table that keeps it, its name in events, and the column of assets that points at it."""

    table: str
    entity: str
    column: str


TYPES = Catalogue(table="asset_types", entity="asset_type", column="asset_type_id")
CATEGORIES = Catalogue(table="asset_categories", entity="asset_category", column="category_id")

# The asset types of a new tenant, by code.
USUAL_TYPES = {
    "Facility": "Facility",
    "Grounds": "Grounds",
    "Equipment": "Equipment",
    "Vehicle": "Vehicle",
    "Infrastructure": "Infrastructure",
}
