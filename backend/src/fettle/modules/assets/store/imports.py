"""The SQL of imports: many sites or assets in one statement."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.assets.records.kept import Named
from fettle.modules.assets.records.places import Site
from fettle.modules.assets.records.things import Asset

SITES_NAMED = "SELECT id, name FROM sites WHERE name = ANY (%s) AND deleted_at IS NULL"
ASSETS_NUMBERED = "SELECT id, number AS name FROM assets WHERE number = ANY (%s) AND deleted_at IS NULL"
NUMBERS = (
    "SELECT id, number AS name FROM assets WHERE tenant_id = app.tenant_id() AND id = ANY (%s) AND number IS NOT NULL"
)
ADD_SITES = """
INSERT INTO sites (tenant_id, id, name, latitude, longitude, created_at, created_by, updated_at, updated_by)
SELECT app.tenant_id(), g.id, g.name, g.latitude, g.longitude, %(at)s, %(by)s, %(at)s, %(by)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, name text, latitude numeric, longitude numeric)
"""
ADD_ASSETS = """
INSERT INTO assets (tenant_id, id, name, number, description, parent_id, site_id, location_id, asset_type_id,
                    category_id, status, criticality, condition, manufacturer, model, serial_number, purchased_on,
                    installed_on, warranty_months, warranty_until, latitude, longitude, custom, created_at, created_by,
                    updated_at, updated_by)
SELECT app.tenant_id(), g.id, g.name, g.number, g.description, g.parent_id, g.site_id, g.location_id, g.asset_type_id,
       g.category_id, g.status, g.criticality, g.condition, g.manufacturer, g.model, g.serial_number, g.purchased_on,
       g.installed_on, g.warranty_months, g.warranty_until, g.latitude, g.longitude, g.custom, %(at)s, %(by)s, %(at)s,
       %(by)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(
    id uuid, name text, number text, description text, parent_id uuid, site_id uuid, location_id uuid,
    asset_type_id uuid, category_id uuid, status text, criticality text, condition text, manufacturer text, model text,
    serial_number text, purchased_on date, installed_on date, warranty_months integer, warranty_until date,
    latitude numeric, longitude numeric, custom jsonb)
"""


async def sites_named(call: Call, names: Sequence[str]) -> dict[str, UUID]:
    """The ids of the sites with these names, as far as there are such."""
    return {row.name: row.id for row in await call.all(Named, SITES_NAMED, [list(names)])}


async def assets_numbered(call: Call, numbers: Sequence[str]) -> dict[str, UUID]:
    """The ids of the assets with these numbers, as far as there are such."""
    return {row.name: row.id for row in await call.all(Named, ASSETS_NUMBERED, [list(numbers)])}


async def numbers(call: Call, asset_ids: Sequence[UUID]) -> dict[UUID, str]:
    """The numbers of assets by id, deleted ones as well."""
    return {row.id: row.name for row in await call.all(Named, NUMBERS, [list(asset_ids)])}


async def add_sites(call: Call, sites: Sequence[Site], changes: Sequence[Change]) -> None:
    """Store new sites."""
    await call.write(changes, ADD_SITES, _rows(call, sites))


async def add_assets(call: Call, assets: Sequence[Asset], changes: Sequence[Change]) -> None:
    """Store new assets."""
    await call.write(changes, ADD_ASSETS, _rows(call, assets))


def _rows(call: Call, records: Sequence[msgspec.Struct]) -> dict[str, object]:
    rows = encode([msgspec.structs.asdict(record) for record in records])
    return {"rows": rows, "at": call.now, "by": call.user_id}
