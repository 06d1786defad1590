"""What planning has to know of others' records: whether they are still there, what meters show, how fast they run."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.planning.records import AssetFact, MeterPoint

ALIVE = "SELECT id FROM {table} WHERE tenant_id = app.tenant_id() AND id = ANY(%({table})s::uuid[]) AND {state}"
STATES = {
    "sites": "deleted_at IS NULL",
    "locations": "deleted_at IS NULL",
    "meters": "deleted_at IS NULL",
    "staff": "deleted_at IS NULL AND active",
    "crews": "deleted_at IS NULL AND active",
    "gl_codes": "deleted_at IS NULL AND active",
    "task_codes": "deleted_at IS NULL AND active",
}
ASSETS = """
SELECT id, name, site_id FROM assets
WHERE tenant_id = app.tenant_id() AND id = ANY(%s) AND deleted_at IS NULL AND status <> 'retired'
"""
POINT = """
SELECT m.id AS meter_id, m.name AS meter_name, m.asset_id, r.id AS reading_id, r.read_at, r.value, r.lifetime
"""
WANTED = """
FROM meters m JOIN LATERAL (
    SELECT id, read_at, value, lifetime FROM meter_readings r
    WHERE r.tenant_id = m.tenant_id AND r.meter_id = m.id ORDER BY read_at DESC, id DESC LIMIT 1) r ON true
WHERE m.tenant_id = app.tenant_id() AND m.deleted_at IS NULL AND m.id = ANY(ARRAY(
    SELECT unnest(%(meters)s::uuid[])
    UNION SELECT n.id FROM meters n
    WHERE n.tenant_id = app.tenant_id() AND n.asset_id = ANY(%(assets)s::uuid[]) AND n.name = ANY(%(names)s)
      AND n.deleted_at IS NULL))
"""
READ = """
FROM meter_readings r JOIN meters m ON m.tenant_id = r.tenant_id AND m.id = r.meter_id
WHERE r.tenant_id = app.tenant_id() AND r.id = ANY(%s) AND m.deleted_at IS NULL
ORDER BY r.read_at, r.id
"""
OF_METERS = """
SELECT p.id AS plan_id, m.id AS meter_id
FROM meters m
JOIN maintenance_plan_assets a ON a.tenant_id = m.tenant_id AND a.asset_id = m.asset_id
JOIN maintenance_plans p ON p.tenant_id = a.tenant_id AND p.id = a.plan_id
WHERE m.tenant_id = app.tenant_id() AND m.id = ANY(%(meters)s) AND p.spread = 'each' AND p.status = 'live'
  AND p.deleted_at IS NULL
UNION
SELECT p.id, l.meter_id
FROM maintenance_plan_meters l JOIN maintenance_plans p ON p.tenant_id = l.tenant_id AND p.id = l.plan_id
WHERE l.tenant_id = app.tenant_id() AND l.meter_id = ANY(%(meters)s) AND p.status = 'live' AND p.deleted_at IS NULL
"""
PACE = """
SELECT m.id, (max(r.lifetime) - min(r.lifetime)) * 86400 / extract(epoch FROM max(r.read_at) - min(r.read_at))
FROM meters m JOIN meter_readings r ON r.tenant_id = m.tenant_id AND r.meter_id = m.id
WHERE m.tenant_id = app.tenant_id() AND m.id = ANY(%s) AND m.kind = 'counter' AND r.read_at >= %s
GROUP BY m.id HAVING max(r.read_at) - min(r.read_at) >= interval '1 day'
"""
ZONE = "SELECT time_zone FROM sites WHERE tenant_id = app.tenant_id() AND id = %s"
AT = "SELECT true FROM locations WHERE tenant_id = app.tenant_id() AND id = %s AND site_id = %s"
METERS = """
SELECT id, name, asset_id FROM meters
WHERE tenant_id = app.tenant_id() AND deleted_at IS NULL
  AND (id = ANY(%(meters)s) OR (asset_id = ANY(%(assets)s) AND name = ANY(%(names)s)))
"""


async def alive(call: Call, ids: Mapping[str, Sequence[UUID]]) -> set[UUID]:
    """Which of `ids` (by table) are there and in use. One query, none without ids."""
    wanted = {table: list(some) for table, some in ids.items() if some}
    if not wanted:
        return set()
    parts = [ALIVE.format(table=table, state=STATES[table]) for table in wanted]
    return {row[0] for row in await call.all(tuple, " UNION ALL ".join(parts), wanted)}


async def assets(call: Call, asset_ids: Sequence[UUID]) -> dict[UUID, AssetFact]:
    """Those of the assets that are there and not retired."""
    if not asset_ids:
        return {}
    return {row.id: row for row in await call.all(AssetFact, ASSETS, [list(asset_ids)])}


async def newest(call: Call, meters: Sequence[UUID], assets: Sequence[UUID], names: Sequence[str]) -> list[MeterPoint]:
    """The newest reading of each of the meters, and of those of the assets that bear one of the names."""
    given = {"meters": list(meters), "assets": list(assets), "names": list(names)}
    return await call.all(MeterPoint, POINT + WANTED, given)


async def readings(call: Call, reading_ids: Sequence[UUID]) -> list[MeterPoint]:
    """These readings of meters that are still there, in the order in which they were read."""
    return await call.all(MeterPoint, POINT + READ, [list(reading_ids)])


async def plans_of_meters(call: Call, meter_ids: Sequence[UUID]) -> list[tuple[UUID, UUID]]:
    """The live plans that may go by these meters: plan and meter."""
    return await call.all(tuple, OF_METERS, {"meters": list(meter_ids)})


async def pace(call: Call, meter_ids: Sequence[UUID], since: date) -> dict[UUID, Decimal]:
    """How many units a day each counter ran on average, as far as its readings since then tell."""
    if not meter_ids:
        return {}
    return {meter: Decimal(rate) for meter, rate in await call.all(tuple, PACE, [list(meter_ids), since])}


async def meters(
    call: Call, meter_ids: Sequence[UUID], assets: Sequence[UUID], names: Sequence[str]
) -> list[tuple[UUID, str, UUID]]:
    """Id, name and asset of the meters, and of those of the assets that bear one of the names."""
    given = {"meters": list(meter_ids), "assets": list(assets), "names": list(names)}
    return await call.all(tuple, METERS, given)


async def zone_of(call: Call, site_id: UUID) -> str | None:
    """The site's own time zone, None where it has the tenant's or the caller does not see it."""
    zone: str | None = await call.value(ZONE, [site_id])
    return zone


async def is_at(call: Call, location_id: UUID, site_id: UUID | None) -> bool:
    """Whether the location lies at the site."""
    return bool(await call.value(AT, [location_id, site_id]))
