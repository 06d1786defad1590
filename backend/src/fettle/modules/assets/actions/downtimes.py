"""Downtime: beginning, ending, correcting, and counting it."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change, difference
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets.records.downtimes import AssetState, Downtime, DowntimeTotal
from fettle.modules.assets.records.kept import facts
from fettle.modules.assets.rules import assets as asset_rules
from fettle.modules.assets.rules import downtimes as rules
from fettle.modules.assets.rules import editing
from fettle.modules.assets.store import assets
from fettle.modules.assets.store import downtimes as store
from fettle.modules.tenancy import public as tenancy


async def page(call: Call, asset_id: UUID, request: PageRequest) -> Page[Downtime]:
    """The downtime of an asset, the newest first."""
    call.must("assets:read")
    await assets.state(call, asset_id)
    rows = await store.page(call, asset_id, request)
    return request.page(rows, key=lambda downtime: [downtime.started_at, downtime.id])


async def get(call: Call, downtime_id: UUID) -> Downtime:
    """One downtime."""
    call.must("assets:read")
    return await store.get(call, downtime_id)


async def start(call: Call, asset_id: UUID, given: dict[str, Any]) -> Downtime:
    """Say that an asset is down, or was down in an interval that has ended."""
    call.must("downtime:write")
    asset = await assets.state_for_update(call, asset_id)
    asset_rules.check_not_retired(asset.status)
    stated: dict[str, Any] = {"id": call.new_id(), "started_at": call.now} | {
        k: v for k, v in given.items() if v is not None
    }
    downtime = Downtime(asset_id=asset_id, created_at=call.now, updated_at=call.now, **stated)
    await _check_reason(call, downtime.reason_id)
    rules.check(downtime, await store.overlapping(call, downtime), call.now)
    await store.add(call, downtime, _told("downtime.started", asset, downtime, facts(downtime), {}))
    return downtime


async def end(call: Call, downtime_id: UUID, ended_at: datetime | None) -> Downtime:
    """Say that an asset is up again."""
    call.must("downtime:write")
    asset, before = await _locked(call, downtime_id)
    rules.check_open(before)
    return await _save(call, "downtime.ended", asset, before, {"ended_at": ended_at or call.now})


async def change(call: Call, downtime_id: UUID, given: dict[str, Any], version: int) -> Downtime:
    """Correct a downtime; the history keeps what it said before."""
    call.must("downtime:write")
    asset, before = await _locked(call, downtime_id)
    editing.expect(before, version)
    if given.get("reason_id") != before.reason_id:
        await _check_reason(call, given.get("reason_id"))
    return await _save(call, "downtime.changed", asset, before, given)


async def delete(call: Call, downtime_id: UUID, version: int) -> None:
    """Delete a downtime that was none; it can be restored."""
    call.must("downtime:write")
    asset, before = await _locked(call, downtime_id)
    editing.expect(before, version)
    await _save(call, "downtime.removed", asset, before, {"deleted_at": call.now}, checked=False)


async def restore(call: Call, downtime_id: UUID) -> Downtime:
    """Bring a deleted downtime back, where no other has taken its place."""
    call.must("downtime:write")
    asset, before = await _locked(call, downtime_id, deleted=True)
    return await _save(call, "downtime.restored", asset, before, {"deleted_at": None})


async def open_downtime(
    call: Call,
    asset_id: UUID,
    *,
    started_at: datetime | None = None,
    planned: bool = False,
    reason_id: UUID | None = None,
    work_order_id: UUID | None = None,
    note: str | None = None,
) -> Downtime:
    """Say that an asset is down because of a work order. Raises `DowntimeOverlaps` when it already is."""
    given = {
        "started_at": started_at,
        "planned": planned,
        "reason_id": reason_id,
        "work_order_id": work_order_id,
        "note": note,
    }
    return await start(call, asset_id, given)


async def close_downtime(
    call: Call, asset_id: UUID, *, ended_at: datetime | None = None, work_order_id: UUID | None = None
) -> Downtime | None:
    """End the open downtime of an asset, by the work order that ended it; None where it was not down."""
    call.must("downtime:write")
    asset = await assets.state_for_update(call, asset_id)
    before = await store.open_of(call, asset_id)
    if before is None:
        return None
    given = {"ended_at": ended_at or call.now, "work_order_id": work_order_id or before.work_order_id}
    return await _save(call, "downtime.ended", asset, before, given)


async def downtime_in(call: Call, asset_ids: Sequence[UUID], since: datetime, until: datetime) -> list[DowntimeTotal]:
    """For each of the assets that was down in a period, for how many seconds, clipped to the period and to now."""
    latest = min(until, max(call.now, since))
    if not asset_ids or latest <= since:
        return []
    return rules.totals(await store.within(call, asset_ids, since, latest), since, latest)


async def _check_reason(call: Call, reason_id: UUID | None) -> None:
    await tenancy.must_have(call, "reasons", {"/reasonId": reason_id}, of_kind="downtime")


async def _locked(call: Call, downtime_id: UUID, *, deleted: bool = False) -> tuple[AssetState, Downtime]:
    """The downtime and its asset, which is held so that intervals are judged one after the other."""
    found = await store.get(call, downtime_id, deleted=deleted)
    asset = await assets.state_for_update(call, found.asset_id)
    return asset, await store.get(call, downtime_id, deleted=deleted)


async def _save(
    call: Call, verb: str, asset: AssetState, before: Downtime, given: dict[str, Any], *, checked: bool = True
) -> Downtime:
    after: Downtime = editing.edited(before, given)
    if checked:
        rules.check(after, await store.overlapping(call, after), call.now)
    was, now = difference(before, after)
    if not now:
        return before
    await store.save(call, after, _told(verb, asset, after, now, was))
    return msgspec.structs.replace(after, version=before.version + 1, updated_at=call.now)


def _told(verb: str, asset: AssetState, downtime: Downtime, now: dict[str, Any], was: dict[str, Any]) -> Change:
    return Change(verb, downtime.id, after=now, before=was, about_id=asset.id, site_id=asset.site_id)
