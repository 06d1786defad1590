"""The verbs of the life cycle over HTTP."""

from uuid import UUID

from fettle.db.call import Call
from fettle.modules.work_orders.actions import life_cycle as actions
from fettle.modules.work_orders.actions import waiting
from fettle.modules.work_orders.records import WorkOrder
from fettle.modules.work_orders.rules.life_cycle import (
    HoldNeedsReason,
    InTheFuture,
    NotAnOccurrence,
    NotPossibleNow,
    SkipNeedsReason,
    TasksUnanswered,
)
from fettle.modules.work_orders.rules.work_orders import WorkOrderFrozen
from fettle.modules.work_orders.wire.bodies import CompletionBody, ExplanationBody, NoteBody, StartBody
from fettle.web.verbs import post


@post(
    "/work-orders/{work_order_id:uuid}/acknowledge", may="work_orders:work", status_code=200, refuses=[WorkOrderFrozen]
)
async def acknowledge_work_order(call: Call, work_order_id: UUID) -> WorkOrder:
    """Say that you know of the work and will see to it, so that nobody is called in your place."""
    return await waiting.acknowledge(call, work_order_id)


@post("/work-orders/{work_order_id:uuid}/approve", may="work_orders:approve", status_code=200, refuses=[NotPossibleNow])
async def approve_work_order(call: Call, work_order_id: UUID) -> WorkOrder:
    """Release a new work order to be done."""
    return await actions.approve(call, work_order_id)


@post(
    "/work-orders/{work_order_id:uuid}/start",
    may="work_orders:work",
    status_code=200,
    refuses=[NotPossibleNow, InTheFuture],
)
async def start_work_order(call: Call, work_order_id: UUID, data: StartBody) -> WorkOrder:
    """Begin the work."""
    return await actions.start(call, work_order_id, data.started_at)


@post(
    "/work-orders/{work_order_id:uuid}/hold",
    may="work_orders:work",
    status_code=200,
    refuses=[NotPossibleNow, HoldNeedsReason],
)
async def hold_work_order(call: Call, work_order_id: UUID, data: ExplanationBody) -> WorkOrder:
    """Interrupt the work, for a reason."""
    return await actions.hold(call, work_order_id, reason_id=data.reason_id, note=data.note)


@post("/work-orders/{work_order_id:uuid}/resume", may="work_orders:work", status_code=200, refuses=[NotPossibleNow])
async def resume_work_order(call: Call, work_order_id: UUID) -> WorkOrder:
    """Go on with work that was on hold: in progress if it had begun, approved otherwise."""
    return await actions.resume(call, work_order_id)


@post(
    "/work-orders/{work_order_id:uuid}/complete",
    may="work_orders:complete",
    status_code=200,
    refuses=[NotPossibleNow, TasksUnanswered, InTheFuture],
)
async def complete_work_order(call: Call, work_order_id: UUID, data: CompletionBody) -> WorkOrder:
    """Say that the work is done; every required task must have its answer."""
    return await actions.complete(call, work_order_id, data.to_record())


@post("/work-orders/{work_order_id:uuid}/close", may="work_orders:close", status_code=200, refuses=[NotPossibleNow])
async def close_work_order(call: Call, work_order_id: UUID, data: NoteBody) -> WorkOrder:
    """Review completed work and freeze its logs."""
    return await actions.close(call, work_order_id, data.note)


@post("/work-orders/{work_order_id:uuid}/cancel", may="work_orders:cancel", status_code=200, refuses=[NotPossibleNow])
async def cancel_work_order(call: Call, work_order_id: UUID, data: ExplanationBody) -> WorkOrder:
    """Give the work up."""
    return await actions.cancel(call, work_order_id, reason_id=data.reason_id, note=data.note)


@post(
    "/work-orders/{work_order_id:uuid}/skip",
    may="work_orders:skip",
    status_code=200,
    refuses=[NotPossibleNow, NotAnOccurrence, SkipNeedsReason],
)
async def skip_work_order(call: Call, work_order_id: UUID, data: NoteBody) -> WorkOrder:
    """Leave an occurrence of a maintenance plan out; the note says why."""
    return await actions.skip(call, work_order_id, data.note)


ROUTES = [
    acknowledge_work_order,
    approve_work_order,
    start_work_order,
    hold_work_order,
    resume_work_order,
    complete_work_order,
    close_work_order,
    cancel_work_order,
    skip_work_order,
]
