"""Downtime over HTTP."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.assets.actions import downtimes
from fettle.modules.assets.records.downtimes import Downtime
from fettle.modules.assets.rules.assets import AssetRetired
from fettle.modules.assets.rules.downtimes import DowntimeEnded, DowntimeOverlaps
from fettle.modules.assets.wire.meters import DowntimeBody, DowntimeEnd, DowntimePatch
from fettle.web.verbs import delete, get, patch, post


@get("/assets/{asset_id:uuid}/downtimes", may="assets:read")
async def list_downtimes(asset_id: UUID, call: Call, page: PageRequest) -> Page[Downtime]:
    """List the downtime of an asset, the newest first."""
    return await downtimes.page(call, asset_id, page)


@post(
    "/assets/{asset_id:uuid}/downtimes",
    may="downtime:write",
    refuses=(AlreadyExists, AssetRetired, DowntimeOverlaps),
)
async def start_downtime(asset_id: UUID, data: DowntimeBody, call: Call) -> Downtime:
    """Say that an asset is down, or was down in an interval that has ended."""
    return await downtimes.start(call, asset_id, data.model_dump())


@get("/downtimes/{downtime_id:uuid}", may="assets:read")
async def get_downtime(downtime_id: UUID, call: Call) -> Downtime:
    """Get a downtime."""
    return await downtimes.get(call, downtime_id)


@post(
    "/downtimes/{downtime_id:uuid}/end",
    may="downtime:write",
    refuses=(DowntimeEnded, DowntimeOverlaps),
    status_code=200,
)
async def end_downtime(downtime_id: UUID, data: DowntimeEnd, call: Call) -> Downtime:
    """Say that an asset is up again."""
    return await downtimes.end(call, downtime_id, data.ended_at)


@patch("/downtimes/{downtime_id:uuid}", may="downtime:write", refuses=(DowntimeOverlaps,))
async def change_downtime(downtime_id: UUID, data: DowntimePatch, call: Call, version: int) -> Downtime:
    """Correct a downtime; the history keeps what it said before."""
    return await downtimes.change(call, downtime_id, data.given(), version)


@delete("/downtimes/{downtime_id:uuid}", may="downtime:write")
async def delete_downtime(downtime_id: UUID, call: Call, version: int) -> None:
    """Delete a downtime that was none."""
    await downtimes.delete(call, downtime_id, version)


@post("/downtimes/{downtime_id:uuid}/restore", may="downtime:write", refuses=(DowntimeOverlaps,), status_code=200)
async def restore_downtime(downtime_id: UUID, call: Call) -> Downtime:
    """Bring a deleted downtime back, where no other has taken its place."""
    return await downtimes.restore(call, downtime_id)


routes = [
    list_downtimes,
    start_downtime,
    get_downtime,
    end_downtime,
    change_downtime,
    delete_downtime,
    restore_downtime,
]
