"""The SQL of meters, their segments and readings."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.keyset import Order, where
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.assets.records.meters import ListedMeter, Meter, PlacedMeter, Reading, Segment, Surroundings

COLUMNS = """
SELECT m.id, m.asset_id, m.name, m.unit, m.kind, m.rolls_over_at, m.most_per_day, m.lowest, m.highest, m.version,
       m.created_at, m.updated_at, m.deleted_at
"""
LISTED = """, r.value AS last_value, r.read_at AS last_read_at,
    CASE m.kind WHEN 'counter' THEN greatest(r.lifetime, g.lifetime_before) END AS lifetime
FROM meters m
LEFT JOIN LATERAL (
    SELECT value, read_at, lifetime FROM meter_readings r WHERE r.tenant_id = m.tenant_id AND r.meter_id = m.id
    ORDER BY read_at DESC, id DESC LIMIT 1) r ON true
LEFT JOIN LATERAL (
    SELECT lifetime_before FROM meter_segments g WHERE g.tenant_id = m.tenant_id AND g.meter_id = m.id
    ORDER BY started_at DESC LIMIT 1) g ON true
"""
PLACED = """, a.site_id, a.status AS asset_status
FROM meters m JOIN assets a ON a.tenant_id = m.tenant_id AND a.id = m.asset_id
"""
ADD = """
INSERT INTO meters (tenant_id, id, asset_id, name, unit, kind, rolls_over_at, most_per_day, lowest, highest, created_at,
                    created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(asset_id)s, %(name)s, %(unit)s, %(kind)s, %(rolls_over_at)s, %(most_per_day)s,
        %(lowest)s, %(highest)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
SAVE = """
UPDATE meters SET name = %(name)s, unit = %(unit)s, kind = %(kind)s, rolls_over_at = %(rolls_over_at)s,
    most_per_day = %(most_per_day)s, lowest = %(lowest)s, highest = %(highest)s, deleted_at = %(deleted_at)s,
    version = version + 1, updated_at = %(at)s, updated_by = %(by)s
WHERE id = %(id)s
"""
SEGMENTS = """
SELECT id, meter_id, cause, started_at, start_value, lifetime_before, note FROM meter_segments
WHERE meter_id = %s ORDER BY started_at
"""
ADD_SEGMENT = """
INSERT INTO meter_segments (tenant_id, id, meter_id, cause, started_at, start_value, lifetime_before, note, created_at,
                            created_by)
VALUES (app.tenant_id(), %(id)s, %(meter_id)s, %(cause)s, %(started_at)s, %(start_value)s, %(lifetime_before)s,
        %(note)s, %(at)s, %(by)s)
"""
READINGS = """
SELECT id, meter_id, segment_id, read_at, value, lifetime, source, note, created_at, created_by FROM meter_readings
"""
ADD_READING = """
INSERT INTO meter_readings (tenant_id, id, meter_id, segment_id, read_at, value, lifetime, source, note, created_at,
                            created_by)
VALUES (app.tenant_id(), %(id)s, %(meter_id)s, %(segment_id)s, %(read_at)s, %(value)s, %(lifetime)s, %(source)s,
        %(note)s, %(created_at)s, %(created_by)s)
"""
OF_ASSETS = "SELECT asset_id, name, id FROM meters WHERE asset_id = ANY (%s) AND deleted_at IS NULL"
BEFORE = " WHERE meter_id = %s AND read_at <= %s ORDER BY read_at DESC, lifetime DESC, id DESC LIMIT 1"
AFTER = " WHERE meter_id = %s AND read_at > %s ORDER BY read_at, lifetime, id LIMIT 1"
HIGHEST = """
SELECT max(value) FROM meter_readings WHERE segment_id = (
    SELECT id FROM meter_segments WHERE meter_id = %s ORDER BY started_at DESC LIMIT 1)
"""
BY_NAME = Order("m.name", "text", "m.id")
NEWEST_FIRST = Order("read_at", "timestamptz", "id", descending=True)


async def page(call: Call, asset_id: UUID, request: PageRequest) -> list[ListedMeter]:
    """The meters of an asset by name, one more than the page holds."""
    after, parameters = BY_NAME.after(request.position)
    conditions = ["m.asset_id = %(asset)s", "m.deleted_at IS NULL", *after]
    query = COLUMNS + LISTED + where(conditions) + BY_NAME.by + " LIMIT %(most)s"
    return await call.all(ListedMeter, query, {**parameters, "asset": asset_id, "most": request.limit + 1})


async def get(call: Call, meter_id: UUID) -> ListedMeter:
    """The meter with its latest reading. Raises `NotFound`."""
    return await call.one(ListedMeter, COLUMNS + LISTED + " WHERE m.id = %s AND m.deleted_at IS NULL", [meter_id])


async def get_for_update(call: Call, meter_id: UUID, *, deleted: bool = False) -> PlacedMeter:
    """The meter, held until the end of the call, so that readings are judged one after the other."""
    live = f" WHERE m.id = %s AND m.deleted_at IS {'NOT ' if deleted else ''}NULL FOR UPDATE OF m"
    return await call.one(PlacedMeter, COLUMNS + PLACED + live, [meter_id])


async def of_assets(call: Call, asset_ids: Sequence[UUID]) -> dict[tuple[UUID, str], UUID]:
    """The meters of assets, by asset and name."""
    rows = await call.all(tuple, OF_ASSETS, [list(asset_ids)])
    return {(asset_id, name): meter_id for asset_id, name, meter_id in rows}


async def around(call: Call, meter_id: UUID, moment: datetime) -> Surroundings:
    """What stands around `moment` on the meter."""
    return Surroundings(
        segments=await call.all(Segment, SEGMENTS, [meter_id]),
        previous=await call.maybe(Reading, READINGS + BEFORE, [meter_id, moment]),
        following=await call.maybe(Reading, READINGS + AFTER, [meter_id, moment]),
    )


async def highest(call: Call, meter_id: UUID) -> Decimal | None:
    """The highest value of the meter's present segment, None before the first reading."""
    value: Decimal | None = await call.value(HIGHEST, [meter_id])
    return value


async def readings(call: Call, meter_id: UUID, request: PageRequest) -> list[Reading]:
    """The readings of one page, the newest first, one more than it holds."""
    after, parameters = NEWEST_FIRST.after(request.position)
    query = READINGS + where(["meter_id = %(meter)s", *after]) + NEWEST_FIRST.by + " LIMIT %(most)s"
    return await call.all(Reading, query, {**parameters, "meter": meter_id, "most": request.limit + 1})


async def add(call: Call, meter: Meter, change: Change) -> None:
    """Store a new meter."""
    await call.write(change, ADD, _row(call, meter))


async def save(call: Call, meter: Meter, change: Change) -> None:
    """Store the meter as it is now."""
    await call.write(change, SAVE, _row(call, meter))


async def add_segment(call: Call, segment: Segment, change: Change) -> None:
    """Begin a segment."""
    row = {**msgspec.structs.asdict(segment), "at": call.now, "by": call.user_id}
    await call.write(change, ADD_SEGMENT, row)


async def add_reading(call: Call, reading: Reading, change: Change) -> None:
    """Append a reading."""
    await call.write(change, ADD_READING, msgspec.structs.asdict(reading))


def _row(call: Call, meter: Meter) -> dict[str, Any]:
    return {**msgspec.structs.asdict(meter), "at": call.now, "by": call.user_id}
