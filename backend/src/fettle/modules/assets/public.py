"""The door of places and things for other modules."""

from fettle.modules.assets.actions.assets import create as create_asset
from fettle.modules.assets.actions.assets import get as get_asset
from fettle.modules.assets.actions.assets import overwrite as change_asset
from fettle.modules.assets.actions.downtimes import close_downtime, downtime_in, open_downtime
from fettle.modules.assets.actions.imported import (
    assets_numbered,
    categories_coded,
    change_location,
    ensure_locations,
    locations_at,
    meters_of,
    record_readings,
    sites_called,
    types_coded,
)
from fettle.modules.assets.actions.imports import ensure_assets, ensure_sites, numbers_of
from fettle.modules.assets.actions.kinds import ensure_categories as ensure_asset_categories
from fettle.modules.assets.actions.kinds import ensure_types as ensure_asset_types
from fettle.modules.assets.actions.kinds import seed_types as seed_asset_types
from fettle.modules.assets.actions.meters import create as add_meter
from fettle.modules.assets.actions.meters import read as read_meter
from fettle.modules.assets.actions.moves import subtree_ids
from fettle.modules.assets.actions.searching import find_assets, find_locations, find_sites
from fettle.modules.assets.actions.seeing import must_see, names_of
from fettle.modules.assets.actions.sites import change as change_site
from fettle.modules.assets.actions.sites import create as create_site
from fettle.modules.assets.actions.sites import get as get_site
from fettle.modules.assets.records.downtimes import Downtime, DowntimeTotal
from fettle.modules.assets.records.meters import FirstSegment, MeterKind, NewReading, ReadingSource
from fettle.modules.assets.records.places import LocationKind, PathAtSite
from fettle.modules.assets.records.things import AssetStatus, Condition, Criticality, NewAsset
from fettle.modules.assets.rules.downtimes import DowntimeOverlaps

__all__ = [
    "AssetStatus",
    "Condition",
    "Criticality",
    "Downtime",
    "DowntimeOverlaps",
    "DowntimeTotal",
    "FirstSegment",
    "LocationKind",
    "MeterKind",
    "NewAsset",
    "NewReading",
    "PathAtSite",
    "ReadingSource",
    "add_meter",
    "assets_numbered",
    "categories_coded",
    "change_asset",
    "change_location",
    "change_site",
    "close_downtime",
    "create_asset",
    "create_site",
    "downtime_in",
    "ensure_asset_categories",
    "ensure_asset_types",
    "ensure_assets",
    "ensure_locations",
    "ensure_sites",
    "find_assets",
    "find_locations",
    "find_sites",
    "get_asset",
    "get_site",
    "locations_at",
    "meters_of",
    "must_see",
    "names_of",
    "numbers_of",
    "open_downtime",
    "read_meter",
    "record_readings",
    "seed_asset_types",
    "sites_called",
    "subtree_ids",
    "types_coded",
]
