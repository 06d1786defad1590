"""The lines of work: add, edit, answer, remove."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.assets import public as assets
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.records import NewTask, TaskAnswer, WorkOrderTask
from fettle.modules.work_orders.rules import tasks as rules
from fettle.modules.work_orders.rules.work_orders import must_be_open
from fettle.modules.work_orders.store import tasks as store
from fettle.modules.work_orders.store import work_orders as work_order_store


async def all_of(call: Call, work_order_id: UUID) -> list[WorkOrderTask]:
    """The tasks of a work order in their order."""
    call.must("work_orders:read")
    await work_order_store.get(call, work_order_id)
    return await store.of_work_order(call, work_order_id)


async def add(call: Call, work_order_id: UUID, new: NewTask) -> WorkOrderTask:
    """Add a task at the end."""
    call.must("work_orders:write")
    work_order = await work_order_store.lock(call, work_order_id)
    must_be_open(work_order)
    if new.asset_id is not None:
        await assets.must_see(call, assets={"/assetId": new.asset_id})
    await tenancy.must_have(call, "task_codes", {"/taskCodeId": new.task_code_id})
    names = await store.names_of(call, [new.task_code_id])
    first = await store.next_position(call, work_order_id)
    [task] = rules.compose([new], names, work_order_id=work_order_id, first=first, ids=call.new_id)
    await store.insert(call, [task], rules.created([task], work_order.site_id))
    return task


async def update(
    call: Call, work_order_id: UUID, task_id: UUID, given: Mapping[str, Any], *, version: int
) -> WorkOrderTask:
    """Edit a task of work that has not ended."""
    call.must("work_orders:write")
    work_order = await work_order_store.lock(call, work_order_id)
    before = await store.lock(call, work_order_id, task_id)
    if given.get("asset_id") is not None:
        await assets.must_see(call, assets={"/assetId": given["asset_id"]})
    after = rules.change(work_order, before, given, version=version)
    await store.save(call, after, rules.changed("updated", before, after, work_order.site_id))
    return after


async def answer(call: Call, work_order_id: UUID, task_id: UUID, given: TaskAnswer) -> WorkOrderTask:
    """Say that a task was done, skipped or failed, and what came of it; a later answer replaces an earlier one."""
    call.must("work_orders:work")
    work_order = await work_order_store.lock(call, work_order_id)
    before = await store.lock(call, work_order_id, task_id)
    after = rules.answer(work_order, before, given, by=call.user_id, at=call.now)
    await store.save(call, after, rules.changed("answered", before, after, work_order.site_id))
    return after


async def remove(call: Call, work_order_id: UUID, task_id: UUID, *, version: int) -> None:
    """Remove a task of work that has not ended."""
    call.must("work_orders:write")
    work_order = await work_order_store.lock(call, work_order_id)
    task = await store.lock(call, work_order_id, task_id)
    rules.remove(work_order, task, version=version)
    await store.delete(call, task, rules.removed(task, work_order.site_id, call.now))
