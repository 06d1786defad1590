"""Work orders over HTTP: lists, one, edit, links, log, history, many at once."""

from typing import Annotated
from uuid import UUID

from litestar.di import Provide
from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.logs import public as logs
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.actions import bulk, creation, lists
from fettle.modules.work_orders.actions import work_orders as actions
from fettle.modules.work_orders.records import (
    BulkResult,
    CountBy,
    WorkOrder,
    WorkOrderCounts,
    WorkOrderDetail,
    WorkOrderFilters,
    WorkOrderMove,
    WorkOrderRow,
    WorkOrderSort,
)
from fettle.modules.work_orders.rules.work_orders import (
    CostsHidden,
    LogsFrozen,
    NotDeletable,
    NotDeleted,
    NothingToFollow,
    WorkOrderFrozen,
    WrongOrder,
)
from fettle.modules.work_orders.wire.bodies import (
    AssetsBody,
    BulkBody,
    FollowUpBody,
    TagsBody,
    WorkOrderBody,
    WorkOrderPatch,
)
from fettle.modules.work_orders.wire.filters import work_order_filters
from fettle.web.verbs import delete, get, patch, post, put

FILTERS = {"filters": Provide(work_order_filters, sync_to_thread=False)}
By = Annotated[CountBy | None, QueryParameter(name="by", description="Count in groups as well.")]
Sort = Annotated[
    WorkOrderSort | None, QueryParameter(name="sort", description="Default: newest first, best match first.")
]


@get("/work-orders", may="work_orders:read", dependencies=FILTERS)
async def list_work_orders(
    call: Call, filters: WorkOrderFilters, page: PageRequest, sort: Sort = None
) -> Page[WorkOrderRow]:
    """List work orders.

    Values of one filter are alternatives, filters narrow one another. Deleted ones are listed for people with the
    permission `work_orders:write`.
    """
    return await lists.some(call, filters, sort, page)


@get("/work-orders/counts", may="work_orders:read", dependencies=FILTERS)
async def count_work_orders(call: Call, filters: WorkOrderFilters, by: By = None) -> WorkOrderCounts:
    """Count work orders by status, under the filters of the list.

    With `by` also in groups, those without a person, crew, site or due time as a group whose key is null. Words stand
    along the life cycle or the most urgent first, weeks as they come, others by name; of more than 200 groups the
    largest are shown, so that `total` is more than their sum.
    """
    return await lists.counts(call, filters, by)


@get("/work-orders/transitions", may="work_orders:read")
async def list_work_order_transitions(call: Call) -> list[WorkOrderMove]:
    """List the moves of the life cycle: from where to where, the verb to post, the permission, and what else it needs.

    Which of them are open to you now stands with each work order as `allowedTransitions`, by this same table.
    """
    return lists.moves(call)


@post("/work-orders", may="work_orders:create", refuses=[AlreadyExists, WrongOrder, CostsHidden])
async def create_work_order(call: Call, data: WorkOrderBody) -> WorkOrder:
    """Create a work order; only the title is needed."""
    return await creation.create(call, data.to_record())


@post("/work-orders/bulk", may=None, status_code=200, refuses=[])
async def change_work_orders(call: Call, data: BulkBody) -> BulkResult:
    """Do the same to up to 500 work orders: assign, approve, close, cancel, prioritise, schedule or tag them.

    Each is changed with its own event or refused with its own reason. The action needs its own permission.
    """
    return await bulk.apply(call, data.ids, data.to_record())


@get("/work-orders/{work_order_id:uuid}", may="work_orders:read")
async def get_work_order(call: Call, work_order_id: UUID) -> WorkOrderDetail:
    """Get a work order with its tasks, assets, tags, names, hours, costs and allowed moves."""
    return await actions.get(call, work_order_id)


@patch("/work-orders/{work_order_id:uuid}", may="work_orders:write", refuses=[WorkOrderFrozen, WrongOrder, CostsHidden])
async def update_work_order(call: Call, work_order_id: UUID, data: WorkOrderPatch, version: int) -> WorkOrder:
    """Edit a work order; finished ones keep all but a few fields."""
    return await actions.update(call, work_order_id, data.given(), version=version)


@delete("/work-orders/{work_order_id:uuid}", may="work_orders:write", refuses=[NotDeletable])
async def delete_work_order(call: Call, work_order_id: UUID, version: int) -> None:
    """Delete a new or cancelled work order; it can be restored."""
    await actions.delete(call, work_order_id, version=version)


@post("/work-orders/{work_order_id:uuid}/restore", may="work_orders:write", status_code=200, refuses=[NotDeleted])
async def restore_work_order(call: Call, work_order_id: UUID) -> WorkOrder:
    """Bring a deleted work order back."""
    return await actions.restore(call, work_order_id)


@put("/work-orders/{work_order_id:uuid}/assets", may="work_orders:write", refuses=[WorkOrderFrozen])
async def set_work_order_assets(call: Call, work_order_id: UUID, data: AssetsBody) -> WorkOrder:
    """Say which assets the work is on, the main one first."""
    return await actions.set_assets(call, work_order_id, data.asset_ids)


@put("/work-orders/{work_order_id:uuid}/tags", may="work_orders:write")
async def set_work_order_tags(call: Call, work_order_id: UUID, data: TagsBody) -> WorkOrder:
    """Say which tags the work order carries."""
    return await actions.set_tags(call, work_order_id, data.tag_ids)


@post("/work-orders/{work_order_id:uuid}/log-entries", may="logs:create", refuses=[LogsFrozen, AlreadyExists])
async def log_work(call: Call, work_order_id: UUID, data: logs.LogEntryBody) -> logs.LogEntry:
    """Write down hours, material, equipment and contractors, from the approval of the work until it is closed."""
    return await actions.log(call, work_order_id, data.to_record(work_order_id, site_id=None, gl_code_id=None))


@post(
    "/work-orders/{work_order_id:uuid}/follow-ups",
    may="work_orders:create",
    refuses=[NothingToFollow, AlreadyExists],
)
async def follow_up_work_order(call: Call, work_order_id: UUID, data: FollowUpBody) -> WorkOrder:
    """Create a work order for what was found undone, at the same place and on the same assets."""
    return await creation.follow_up(call, work_order_id, data.to_record())


@get("/work-orders/{work_order_id:uuid}/history", may="work_orders:read")
async def list_work_order_history(call: Call, work_order_id: UUID, page: PageRequest) -> Page[tenancy.Event]:
    """List what happened to a work order, newest first."""
    return await actions.history(call, work_order_id, page)


ROUTES = [
    list_work_orders,
    count_work_orders,
    list_work_order_transitions,
    create_work_order,
    change_work_orders,
    get_work_order,
    update_work_order,
    delete_work_order,
    restore_work_order,
    set_work_order_assets,
    set_work_order_tags,
    log_work,
    follow_up_work_order,
    list_work_order_history,
]
