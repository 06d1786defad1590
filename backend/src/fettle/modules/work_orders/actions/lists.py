"""The lists of work orders."""

import msgspec

from fettle.db.call import Call
from fettle.kit.found import Found
from fettle.kit.pages import Page, PageRequest
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.records import (
    CountBy,
    WorkOrderCounts,
    WorkOrderFilters,
    WorkOrderGroup,
    WorkOrderMove,
    WorkOrderRow,
    WorkOrderSort,
    WorkOrderStatus,
)
from fettle.modules.work_orders.rules import life_cycle
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


async def find(call: Call, typed: str, *, most: int) -> list[Found]:
    """The `most` work orders that match best: by number, or by words and their beginnings. One query."""
    call.must("work_orders:read")
    search = searching.asked(typed, deleted=False)
    if search is None or not (search.words or search.number) or searching.names(typed, "wr"):
        return []
    rows = await store.some(call, WorkOrderFilters(), search, None, PageRequest(limit=most))
    return [
        Found(id=row.id, title=row.title, subtitle=row.site_name, number=f"WO-{row.number}", status=row.status)
        for row in rows[:most]
    ]


async def counts(call: Call, filters: WorkOrderFilters, by: CountBy | None = None) -> WorkOrderCounts:
    """How many work orders stand in each status, and in each group of `by`, under the filters of the list."""
    call.must("work_orders:read")
    search = searching.asked(filters.q, deleted=filters.deleted)
    groups: list[WorkOrderGroup] = []
    if by is None:
        found = await store.counts(call, await _read(call, filters), search)
    else:
        found, groups = await store.counts_by(call, await _read(call, filters), search, by, most=rules.MOST_GROUPS)
    return WorkOrderCounts(
        total=sum(found.values()),
        by_status={status: found.get(status, 0) for status in WorkOrderStatus},
        groups=[] if by is None else rules.in_order(by, groups),
    )


def moves(call: Call) -> list[WorkOrderMove]:
    """The moves that the life cycle has, whoever may make them."""
    call.must("work_orders:read")
    return life_cycle.moves()


async def _read(call: Call, filters: WorkOrderFilters) -> WorkOrderFilters:
    """`filters` with what they say about custom fields understood; what was deleted is for those who may restore."""
    if filters.deleted:
        call.must("work_orders:write")
    held = await tenancy.custom_filters(call, "work_order", filters.custom)
    return msgspec.structs.replace(filters, held=held)
