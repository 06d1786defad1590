"""The SQL of asset lists and of the asset page."""

from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.db.keyset import Order, where
from fettle.kit.pages import PageRequest
from fettle.modules.assets.records.kept import Named
from fettle.modules.assets.records.things import AssetDetail, AssetFilter, AssetSort, ListedAsset

COLUMNS = """
SELECT a.id, a.name, a.number, a.description, a.parent_id, a.site_id, a.location_id, a.asset_type_id, a.category_id,
       a.status, a.criticality, a.condition, a.manufacturer, a.model, a.serial_number, a.purchased_on, a.installed_on,
       a.warranty_months, a.warranty_until, a.latitude, a.longitude, a.custom, a.version, a.created_at, a.updated_at,
       a.deleted_at, t.name AS asset_type_name, c.name AS category_name, s.name AS site_name, l.name AS location_name,
       coalesce((SELECT array_agg(g.tag_id ORDER BY g.tag_id) FROM asset_tags g
                 WHERE g.tenant_id = a.tenant_id AND g.asset_id = a.id), '{}') AS tag_ids,
       p.purchase_price, p.replacement_cost
"""
ONE_MORE = """,
       s.time_zone,
       (SELECT count(*) FROM assets x
        WHERE x.tenant_id = a.tenant_id AND x.parent_id = a.id AND x.deleted_at IS NULL) AS child_count,
       (SELECT d.started_at FROM downtimes d WHERE d.tenant_id = a.tenant_id AND d.asset_id = a.id
        AND d.ended_at IS NULL AND d.deleted_at IS NULL) AS down_since
"""
SOURCES = """
FROM assets a
JOIN asset_types t ON t.tenant_id = a.tenant_id AND t.id = a.asset_type_id
LEFT JOIN asset_categories c ON c.tenant_id = a.tenant_id AND c.id = a.category_id
LEFT JOIN sites s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
LEFT JOIN locations l ON l.tenant_id = a.tenant_id AND l.id = a.location_id
LEFT JOIN asset_costs p ON p.tenant_id = a.tenant_id AND p.asset_id = a.id
"""
PATH = """
WITH RECURSIVE up(id, name, parent_id, height) AS (
    SELECT a.id, a.name, a.parent_id, 0 FROM assets a WHERE a.id = %s
    UNION ALL SELECT p.id, p.name, p.parent_id, up.height + 1 FROM assets p JOIN up ON p.id = up.parent_id
)
SELECT id, name FROM up WHERE height > 0 ORDER BY height DESC
"""
ORDERS = {
    AssetSort.NAME: Order("a.name", "text", "a.id"),
    AssetSort.NAME_DESC: Order("a.name", "text", "a.id", descending=True),
    AssetSort.NUMBER: Order("a.number", "text", "a.id", nullable=True),
    AssetSort.NUMBER_DESC: Order("a.number", "text", "a.id", descending=True, nullable=True),
    AssetSort.CREATED_AT: Order("a.created_at", "timestamptz", "a.id"),
    AssetSort.CREATED_AT_DESC: Order("a.created_at", "timestamptz", "a.id", descending=True),
    AssetSort.WARRANTY_UNTIL: Order("a.warranty_until", "date", "a.id", nullable=True),
    AssetSort.WARRANTY_UNTIL_DESC: Order("a.warranty_until", "date", "a.id", descending=True, nullable=True),
}


class AssetPage(AssetDetail, frozen=True, kw_only=True):
    """The row behind the asset page, with the time zone of its site."""

    time_zone: str | None = None


async def page(call: Call, request: PageRequest, wanted: AssetFilter) -> list[ListedAsset]:
    """The assets of one page, one more than it holds."""
    order = ORDERS[wanted.sort]
    after, parameters = order.after(request.position)
    conditions, asked = _conditions(wanted)
    query = COLUMNS + SOURCES + where([*conditions, *after]) + order.by + " LIMIT %(most)s"
    return await call.all(ListedAsset, query, {**asked, **parameters, "most": request.limit + 1})


async def detail(call: Call, asset_id: UUID) -> AssetPage:
    """The asset with its names. Raises `NotFound`."""
    found = " WHERE a.id = %s AND a.deleted_at IS NULL"
    return await call.one(AssetPage, COLUMNS + ONE_MORE + SOURCES + found, [asset_id])


async def path(call: Call, asset_id: UUID) -> list[Named]:
    """The parents of the asset, the outermost first."""
    return await call.all(Named, PATH, [asset_id])


CONDITIONS = {
    "ids": "a.id = ANY (%(ids)s)",
    "statuses": "a.status = ANY (%(statuses)s)",
    "criticalities": "a.criticality = ANY (%(criticalities)s)",
    "site_ids": "a.site_id = ANY (%(site_ids)s)",
    "location_ids": "a.location_id = ANY (%(location_ids)s)",
    "asset_type_ids": "a.asset_type_id = ANY (%(asset_type_ids)s)",
    "category_ids": "a.category_id = ANY (%(category_ids)s)",
    "tag_ids": "a.id IN (SELECT g.asset_id FROM asset_tags g WHERE g.tag_id = ANY (%(tag_ids)s))",
    "parent_id": "a.parent_id = %(parent_id)s",
    "words": "a.id IN (SELECT app.search_assets(%(words)s))",
}


def _conditions(wanted: AssetFilter) -> tuple[list[str], dict[str, Any]]:
    conditions = [f"a.deleted_at IS {'NOT ' if wanted.deleted else ''}NULL"]
    asked: dict[str, Any] = {}
    for name, condition in CONDITIONS.items():
        if (value := getattr(wanted, name)) is not None:
            conditions.append(condition)
            asked[name] = value
    if wanted.roots:
        conditions.append("a.parent_id IS NULL")
    if wanted.held:
        conditions.append("a.custom @> ALL (%(held)s::jsonb[])")
        asked["held"] = [encode(document) for document in wanted.held]
    return conditions, asked
