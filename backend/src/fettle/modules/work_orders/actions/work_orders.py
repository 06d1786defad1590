"""Work orders: look at one, edit it, delete and restore it, its assets and tags, its log and history."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Refusal
from fettle.modules.assets import public as assets
from fettle.modules.logs import public as logs
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.actions.references import must_be_known
from fettle.modules.work_orders.actions.seen import with_moves
from fettle.modules.work_orders.records import WorkOrder, WorkOrderDetail
from fettle.modules.work_orders.rules import changes
from fettle.modules.work_orders.rules import places as place_rules
from fettle.modules.work_orders.rules import work_orders as rules
from fettle.modules.work_orders.store import details
from fettle.modules.work_orders.store import work_orders as store


async def get(call: Call, work_order_id: UUID) -> WorkOrderDetail:
    """A work order with its tasks, assets, tags, names, hours and costs, and the moves that are open to the caller."""
    call.must("work_orders:read")
    detail = await details.get(call, work_order_id)
    totals = (await logs.totals_of(call, [work_order_id])).get(work_order_id)
    if totals is not None:
        detail = msgspec.structs.replace(detail, logged_hours=totals.hours, cost=totals.cost)
    return with_moves(call, detail)


async def update(call: Call, work_order_id: UUID, given: Mapping[str, Any], *, version: int) -> WorkOrder:
    """Edit a work order; finished ones keep all but a few fields."""
    call.must("work_orders:write")
    before = await store.lock(call, work_order_id)
    fields = dict(given)
    if "custom" in fields:
        fields["custom"] = await tenancy.check_custom(call, "work_order", fields["custom"] or {}, before=before.custom)
    if "estimated_cost" in fields:
        rules.check_costs(fields["estimated_cost"], sees_costs=call.sees_costs)
    after = rules.change(before, fields, version=version)
    await must_be_known(call, fields, before)
    await _check_places(call, after, fields)
    return await _write(call, before, after)


async def _check_places(call: Call, after: WorkOrder, fields: Mapping[str, Any]) -> None:
    places = place_rules.named(site_id=fields.get("site_id"), location_id=fields.get("location_id"))
    if any(places.values()):
        await assets.must_see(call, **places)
    if after.location_id is not None and {"site_id", "location_id"} & set(fields):
        place_rules.check_location(after.site_id, await store.site_of_place(call, after.location_id, []))
    if "site_id" in fields:
        place_rules.site_for(after.site_id, None, call.caller.site_scope)


async def _write(call: Call, before: WorkOrder, after: WorkOrder) -> WorkOrder:
    if after == before:
        return with_moves(call, before)
    written = changes.next_version(after, by=call.user_id, at=call.now)
    await store.save(call, [before], [written], [changes.changed(changes.verb_of(before, after), before, written)])
    if before.estimated_cost != after.estimated_cost and call.sees_costs:
        await store.set_estimate(call, written, changes.estimated(written, before.estimated_cost))
    return with_moves(call, written)


async def delete(call: Call, work_order_id: UUID, *, version: int) -> None:
    """Delete a new or cancelled work order; it can be restored."""
    call.must("work_orders:write")
    before = await store.lock(call, work_order_id)
    after = changes.next_version(rules.delete(before, version=version, at=call.now), by=call.user_id, at=call.now)
    await store.save(call, [before], [after], [changes.changed("deleted", before, after)])


async def restore(call: Call, work_order_id: UUID) -> WorkOrder:
    """Bring a deleted work order back."""
    call.must("work_orders:write")
    before = await store.lock(call, work_order_id, deleted_too=True)
    after = changes.next_version(rules.restore(before), by=call.user_id, at=call.now)
    await store.save(call, [before], [after], [changes.changed("restored", before, after)])
    return with_moves(call, after)


async def set_assets(call: Call, work_order_id: UUID, asset_ids: list[UUID]) -> WorkOrder:
    """Say which assets the work is on; the first is the main one."""
    call.must("work_orders:write")
    before = await store.lock(call, work_order_id)
    await assets.must_see(call, assets={f"/assetIds/{place}": asset for place, asset in enumerate(asset_ids)})
    after = rules.with_assets(before, asset_ids)
    if after.asset_ids == before.asset_ids:
        return with_moves(call, before)
    written = changes.next_version(after, by=call.user_id, at=call.now)
    await store.save(call, [before], [written], [changes.changed("assets_set", before, written)])
    await store.set_assets(call, [written], ())
    return with_moves(call, written)


async def set_tags(call: Call, work_order_id: UUID, tag_ids: list[UUID]) -> WorkOrder:
    """Say which tags the work order carries."""
    call.must("work_orders:write")
    before = await store.lock(call, work_order_id)
    after = rules.with_tags(before, tag_ids)
    await must_be_known(call, {"tag_ids": tag_ids}, before)
    if after.tag_ids == before.tag_ids:
        return with_moves(call, before)
    written = changes.next_version(after, by=call.user_id, at=call.now)
    await store.save(call, [before], [written], [changes.changed("tags_set", before, written)])
    await store.set_tags(call, [written], ())
    return with_moves(call, written)


async def log(call: Call, work_order_id: UUID, entry: logs.NewLogEntry) -> logs.LogEntry:
    """Write down work on a work order, from its approval until it is closed."""
    [written] = await log_each(call, [msgspec.structs.replace(entry, work_order_id=work_order_id)])
    if not isinstance(written, UUID):
        raise written
    return await logs.get(call, written)


async def log_each(call: Call, entries: Sequence[logs.NewLogEntry]) -> list[UUID | Refusal]:
    """Write down work on work orders, each entry for itself: its id, or what it is refused for; none of it is written.

    However many they are, it takes one query per table.
    """
    call.must("logs:create")
    wanted = list({new.work_order_id for new in entries})
    known, checked = await call.together(store.lock_many(call, wanted), logs.check(call, entries))
    answers: dict[int, UUID | Refusal] = dict(checked.refused)
    taken: dict[int, logs.NewLogEntry] = {}
    for place, new in enumerate(entries):
        try:
            on = rules.must_take_logs(known.get(new.work_order_id))
        except Refusal as refusal:
            answers[place] = refusal
        if place not in answers:
            taken[place] = msgspec.structs.replace(new, site_id=on.site_id, gl_code_id=on.gl_code_id)
    answers |= zip(taken, await logs.append_each(call, list(taken.values()), checked), strict=True)
    return [answers[place] for place in range(len(entries))]


async def history(call: Call, work_order_id: UUID, page: PageRequest) -> Page[tenancy.Event]:
    """What happened to a work order, newest first."""
    call.must("work_orders:read")
    await details.must_exist(call, work_order_id)
    return await tenancy.history_of(call, work_order_id, page)
