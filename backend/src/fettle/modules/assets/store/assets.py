"""The SQL of single assets: adding, saving, tags and prices."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.assets.records.downtimes import AssetState
from fettle.modules.assets.records.kept import Named
from fettle.modules.assets.records.things import Asset, Prices

ASSETS = """
SELECT id, name, number, description, parent_id, site_id, location_id, asset_type_id, category_id, status, criticality,
       condition, manufacturer, model, serial_number, purchased_on, installed_on, warranty_months, warranty_until,
       latitude, longitude, custom, version, created_at, updated_at, deleted_at
FROM assets
"""
ADD = """
INSERT INTO assets (tenant_id, id, name, number, description, parent_id, site_id, location_id, asset_type_id,
                    category_id, status, criticality, condition, manufacturer, model, serial_number, purchased_on,
                    installed_on, warranty_months, warranty_until, latitude, longitude, custom, created_at, created_by,
                    updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(name)s, %(number)s, %(description)s, %(parent_id)s, %(site_id)s, %(location_id)s,
        %(asset_type_id)s, %(category_id)s, %(status)s, %(criticality)s, %(condition)s, %(manufacturer)s, %(model)s,
        %(serial_number)s, %(purchased_on)s, %(installed_on)s, %(warranty_months)s, %(warranty_until)s, %(latitude)s,
        %(longitude)s, %(custom)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
SAVE = """
UPDATE assets SET name = %(name)s, number = %(number)s, description = %(description)s,
    asset_type_id = %(asset_type_id)s, category_id = %(category_id)s, status = %(status)s,
    criticality = %(criticality)s, condition = %(condition)s, manufacturer = %(manufacturer)s, model = %(model)s,
    serial_number = %(serial_number)s, purchased_on = %(purchased_on)s, installed_on = %(installed_on)s,
    warranty_months = %(warranty_months)s, warranty_until = %(warranty_until)s, latitude = %(latitude)s,
    longitude = %(longitude)s, custom = %(custom)s, deleted_at = %(deleted_at)s, version = version + 1,
    updated_at = %(at)s, updated_by = %(by)s
WHERE id = %(id)s
"""
STATE = "SELECT id, name, site_id, status FROM assets WHERE id = %s AND deleted_at IS NULL"
PRICES = "SELECT purchase_price, replacement_cost FROM asset_costs WHERE asset_id = %s"
SET_PRICES = """
INSERT INTO asset_costs (tenant_id, asset_id, purchase_price, replacement_cost)
VALUES (app.tenant_id(), %(id)s, %(purchase_price)s, %(replacement_cost)s)
ON CONFLICT (tenant_id, asset_id) DO UPDATE
SET purchase_price = EXCLUDED.purchase_price, replacement_cost = EXCLUDED.replacement_cost
"""
TAGS = "SELECT array_agg(tag_id ORDER BY tag_id) FROM asset_tags WHERE asset_id = %s"
SET_TAGS = """
WITH gone AS (DELETE FROM asset_tags WHERE asset_id = %(id)s AND NOT tag_id = ANY (%(tags)s))
INSERT INTO asset_tags (tenant_id, asset_id, tag_id) SELECT app.tenant_id(), %(id)s, unnest(%(tags)s::uuid[])
ON CONFLICT DO NOTHING
"""
PARTS = "SELECT count(*) FROM assets WHERE parent_id = %s AND deleted_at IS NULL"
NAMES = "SELECT id, name FROM assets WHERE id = ANY (%s)"


async def get(call: Call, asset_id: UUID) -> Asset:
    """The asset. Raises `NotFound`."""
    return await call.one(Asset, ASSETS + " WHERE id = %s AND deleted_at IS NULL", [asset_id])


async def get_for_update(call: Call, asset_id: UUID, *, deleted: bool = False) -> Asset:
    """The asset, held until the end of the call; with `deleted` a deleted one. Raises `NotFound`."""
    live = f" WHERE id = %s AND deleted_at IS {'NOT ' if deleted else ''}NULL FOR UPDATE"
    return await call.one(Asset, ASSETS + live, [asset_id])


async def state(call: Call, asset_id: UUID) -> AssetState:
    """What the rules of meters and downtime need of the asset. Raises `NotFound`."""
    return await call.one(AssetState, STATE, [asset_id])


async def state_for_update(call: Call, asset_id: UUID) -> AssetState:
    """As `state`; whoever else asks so waits until the end of the call."""
    return await call.one(AssetState, STATE + " FOR NO KEY UPDATE", [asset_id])


async def parts(call: Call, asset_id: UUID) -> int:
    """How many assets are directly part of the asset."""
    return int(await call.value(PARTS, [asset_id]))


async def names(call: Call, asset_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The names of assets by id, deleted ones as well."""
    return {row.id: row.name for row in await call.all(Named, NAMES, [list(asset_ids)])}


async def prices(call: Call, asset_id: UUID) -> Prices:
    """What the asset cost; empty for people who may not see costs."""
    return await call.maybe(Prices, PRICES, [asset_id]) or Prices()


async def tags(call: Call, asset_id: UUID) -> list[UUID]:
    """The tags of the asset."""
    return list(await call.value(TAGS, [asset_id]) or [])


async def add(call: Call, asset: Asset, change: Change) -> None:
    """Store a new asset."""
    await call.write(change, ADD, _row(call, asset))


async def save(call: Call, asset: Asset, changes: Sequence[Change]) -> None:
    """Store the asset as it is now, all but where it stands."""
    await call.write(changes, SAVE, _row(call, asset))


async def set_tags(call: Call, asset_id: UUID, tag_ids: list[UUID], change: Change) -> None:
    """Give the asset exactly these tags."""
    await call.write(change, SET_TAGS, {"id": asset_id, "tags": tag_ids})


async def set_prices(call: Call, asset_id: UUID, prices: Prices, change: Change) -> None:
    """Store what the asset cost."""
    await call.write(change, SET_PRICES, {"id": asset_id, **msgspec.structs.asdict(prices)})


def _row(call: Call, asset: Asset) -> dict[str, Any]:
    return {**msgspec.structs.asdict(asset), "custom": encode(asset.custom), "at": call.now, "by": call.user_id}
