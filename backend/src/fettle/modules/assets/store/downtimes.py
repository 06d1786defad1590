"""The SQL of downtime."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.keyset import Order, where
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.assets.records.downtimes import Downtime, Stretch

DOWNTIMES = """
SELECT id, asset_id, started_at, ended_at, planned, reason_id, work_order_id, note, version, created_at, updated_at,
       deleted_at
FROM downtimes
"""
ADD = """
INSERT INTO downtimes (tenant_id, id, asset_id, started_at, ended_at, planned, reason_id, work_order_id, note,
                       created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(asset_id)s, %(started_at)s, %(ended_at)s, %(planned)s, %(reason_id)s,
        %(work_order_id)s, %(note)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
SAVE = """
UPDATE downtimes SET started_at = %(started_at)s, ended_at = %(ended_at)s, planned = %(planned)s,
    reason_id = %(reason_id)s, work_order_id = %(work_order_id)s, note = %(note)s, deleted_at = %(deleted_at)s,
    version = version + 1, updated_at = %(at)s, updated_by = %(by)s
WHERE id = %(id)s
"""
OVERLAPPING = """
 WHERE asset_id = %(asset)s AND deleted_at IS NULL AND (ended_at IS NULL OR ended_at > %(since)s)
   AND (%(until)s::timestamptz IS NULL OR started_at < %(until)s) AND id <> %(id)s
 ORDER BY started_at LIMIT 1
"""
WITHIN = """
SELECT asset_id, started_at, ended_at, planned FROM downtimes
WHERE asset_id = ANY (%(assets)s) AND deleted_at IS NULL AND started_at < %(until)s
  AND (ended_at IS NULL OR ended_at > %(since)s)
"""
OPEN = " WHERE asset_id = %s AND ended_at IS NULL AND deleted_at IS NULL FOR UPDATE"
NEWEST_FIRST = Order("started_at", "timestamptz", "id", descending=True)


async def page(call: Call, asset_id: UUID, request: PageRequest) -> list[Downtime]:
    """The downtime of an asset, the newest first, one more than the page holds."""
    after, parameters = NEWEST_FIRST.after(request.position)
    conditions = ["asset_id = %(asset)s", "deleted_at IS NULL", *after]
    query = DOWNTIMES + where(conditions) + NEWEST_FIRST.by + " LIMIT %(most)s"
    return await call.all(Downtime, query, {**parameters, "asset": asset_id, "most": request.limit + 1})


async def get(call: Call, downtime_id: UUID, *, deleted: bool = False) -> Downtime:
    """The downtime; with `deleted` a deleted one. Raises `NotFound`."""
    live = f" WHERE id = %s AND deleted_at IS {'NOT ' if deleted else ''}NULL"
    return await call.one(Downtime, DOWNTIMES + live, [downtime_id])


async def open_of(call: Call, asset_id: UUID) -> Downtime | None:
    """The open downtime of the asset, held until the end of the call."""
    return await call.maybe(Downtime, DOWNTIMES + OPEN, [asset_id])


async def overlapping(call: Call, downtime: Downtime) -> list[Downtime]:
    """The first downtime of the same asset that shares time with `downtime`."""
    asked = {
        "asset": downtime.asset_id,
        "since": downtime.started_at,
        "until": downtime.ended_at,
        "id": downtime.id,
    }
    return await call.all(Downtime, DOWNTIMES + OVERLAPPING, asked)


async def within(call: Call, asset_ids: Sequence[UUID], since: datetime, until: datetime) -> list[Stretch]:
    """The downtime of assets that touches a period."""
    return await call.all(Stretch, WITHIN, {"assets": list(asset_ids), "since": since, "until": until})


async def add(call: Call, downtime: Downtime, change: Change) -> None:
    """Store a new downtime."""
    await call.write(change, ADD, _row(call, downtime))


async def save(call: Call, downtime: Downtime, change: Change) -> None:
    """Store the downtime as it is now."""
    await call.write(change, SAVE, _row(call, downtime))


def _row(call: Call, downtime: Downtime) -> dict[str, Any]:
    return {**msgspec.structs.asdict(downtime), "at": call.now, "by": call.user_id}
