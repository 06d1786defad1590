"""The lists of work orders."""

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.records import (
    WorkOrderCounts,
    WorkOrderFilters,
    WorkOrderRow,
    WorkOrderSort,
    WorkOrderStatus,
)
from fettle.modules.work_orders.rules import lists as rules
from fettle.modules.work_orders.rules import search as searching
from fettle.modules.work_orders.store import lists as store


async def some(
    call: Call, filters: WorkOrderFilters, sort: WorkOrderSort | None, page: PageRequest
) -> Page[WorkOrderRow]:
    """A page of work orders: newest first, or the best match first when something is looked for."""
    call.must("work_orders:read")
    search = searching.asked(filters.q, deleted=filters.deleted)
    if sort is None and (search is None or not (search.words or search.number)):
        sort = WorkOrderSort.NEWEST
    rows = await store.some(call, await _read(call, filters), search, sort, page)
    return page.page(rows, key=lambda row: rules.position(row, sort))


async def counts(call: Call, filters: WorkOrderFilters) -> WorkOrderCounts:
    """How many work orders stand in each status, under the filters of the list."""
    call.must("work_orders:read")
    search = searching.asked(filters.q, deleted=filters.deleted)
    found = await store.counts(call, await _read(call, filters), search)
    return WorkOrderCounts(
        total=sum(found.values()), by_status={status: found.get(status, 0) for status in WorkOrderStatus}
    )


async def _read(call: Call, filters: WorkOrderFilters) -> WorkOrderFilters:
    """`filters` with what they say about custom fields understood; what was deleted is for those who may restore."""
    if filters.deleted:
        call.must("work_orders:write")
    held = await tenancy.custom_filters(call, "work_order", filters.custom)
    return msgspec.structs.replace(filters, held=held)
