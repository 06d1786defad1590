"""Work that waits: found, acknowledged, and moved on by the product itself."""

from collections.abc import Collection, Mapping
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.work_orders.actions import work_orders
from fettle.modules.work_orders.actions.seen import with_moves
from fettle.modules.work_orders.records import WorkOrder
from fettle.modules.work_orders.records.waiting import Waiting
from fettle.modules.work_orders.rules.work_orders import must_be_open
from fettle.modules.work_orders.store import waiting as store
from fettle.modules.work_orders.store import work_orders as work_order_store


async def acknowledge(call: Call, work_order_id: UUID) -> WorkOrder:
    """Say that you know of the work and will see to it; nothing else about it changes."""
    call.must("work_orders:work")
    work_order = await work_order_store.get(call, work_order_id)
    must_be_open(work_order)
    said = {"acknowledged_at": call.now, "acknowledged_by_id": call.user_id}
    call.changed(Change("work_order.acknowledged", work_order_id, after=said, site_id=work_order.site_id))
    return with_moves(call, work_order)


async def waiting_of(call: Call, work_order_ids: Collection[UUID]) -> list[Waiting]:
    """How long those of the work orders have been waiting that are still open."""
    call.must("work_orders:read")
    return await store.of(call, list(work_order_ids)) if work_order_ids else []


async def open_after(call: Call, after: UUID, *, limit: int) -> list[UUID]:
    """The ids of open work orders behind an id, in order."""
    call.must("work_orders:read")
    return await store.open_after(call, after, limit)


async def adjust(call: Call, work_order_id: UUID, given: Mapping[str, Any]) -> WorkOrder:
    """Edit a work order whatever version it has: for the product itself, which has read no older one."""
    call.must("work_orders:write")
    before = await work_order_store.lock(call, work_order_id)
    return await work_orders.update(call, work_order_id, given, version=before.version)
