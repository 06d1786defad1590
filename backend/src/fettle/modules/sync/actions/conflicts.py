"""Conflicts: shown to whom they concern, put aside, written down."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import NotFound
from fettle.modules.sync.records import Conflict
from fettle.modules.sync.store import conflicts as store
from fettle.modules.sync.store.conflicts import NewConflict


async def page(call: Call, page: PageRequest, *, everybody: bool) -> Page[Conflict]:
    """What was not taken as the caller's phone sent it, newest first; with `audit:read` that of everybody."""
    call.must("tenant:read")
    if everybody:
        call.must("audit:read")
    rows = await store.page(call, page, user_id=call.user_id, everybody=everybody)
    return page.page(rows, key=lambda row: (row.created_at.isoformat(), str(row.id)))


async def dismiss(call: Call, conflict_id: UUID) -> Conflict:
    """Put a conflict of the caller's own aside. Raises `NotFound` for one of somebody else."""
    call.must("tenant:read")
    found = await store.own(call, [conflict_id])
    if not found:
        raise NotFound()
    await _dismiss(call, found)
    return msgspec.structs.replace(found[0], dismissed_at=found[0].dismissed_at or call.now)


async def dismiss_all(call: Call, conflict_ids: Sequence[UUID]) -> None:
    """Put those of the conflicts aside that are the caller's own."""
    call.must("tenant:read")
    if conflict_ids:
        await _dismiss(call, await store.own(call, conflict_ids))


async def _dismiss(call: Call, found: Sequence[Conflict]) -> None:
    wanted = [each for each in found if each.dismissed_at is None]
    if wanted:
        changes = [
            Change(
                "sync_conflict.dismissed",
                each.id,
                after={"dismissed_at": call.now, "user_id": each.user_id},
                site_id=each.site_id,
            )
            for each in wanted
        ]
        await store.dismiss(call, [each.id for each in wanted], call.now, changes)


async def record(call: Call, conflicts: Sequence[NewConflict]) -> None:
    """Write conflicts down; what stands there openly is not said twice."""
    users = {each.user_id for each in conflicts if each.user_id is not None}
    known = {
        _key(each.user_id, each.collection, each.record_id, each.field, each.client_value)
        for each in await store.open_ones(call, users, {each.record_id for each in conflicts})
    }
    new: list[NewConflict] = []
    changes: list[Change] = []
    for each in conflicts:
        key = _key(each.user_id, each.collection, each.record_id, each.field, each.client_value)
        if key in known:
            continue
        known.add(key)
        new.append(each)
        after = {name: value for name, value in msgspec.structs.asdict(each).items() if value is not None}
        changes.append(Change("sync_conflict.recorded", each.id, after=after, site_id=each.site_id))
    await store.add(call, new, changes)


def _key(*parts: object) -> bytes:
    return msgspec.json.encode(parts, order="deterministic")
