"""The moves of the life cycle, one verb each."""

from datetime import datetime
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.actions.references import must_be_known
from fettle.modules.work_orders.actions.seen import with_moves
from fettle.modules.work_orders.records import Completion, Stated, Verb, WorkOrder, WorkOrderStatus
from fettle.modules.work_orders.rules import changes
from fettle.modules.work_orders.rules import life_cycle as rules
from fettle.modules.work_orders.store import tasks as task_store
from fettle.modules.work_orders.store import work_orders as store


async def approve(call: Call, work_order_id: UUID) -> WorkOrder:
    """Release a new work order to be done."""
    call.must("work_orders:approve")
    before = await store.lock(call, work_order_id)
    return await _move(call, Verb.APPROVE, before, rules.approve(before))


async def start(call: Call, work_order_id: UUID, started_at: datetime | None = None) -> WorkOrder:
    """Begin the work."""
    call.must("work_orders:work")
    before = await store.lock(call, work_order_id)
    at = rules.stated_time(started_at or call.now, "/startedAt", at=call.now)
    return await _move(call, Verb.START, before, rules.start(before, at=at))


async def hold(call: Call, work_order_id: UUID, *, reason_id: UUID | None, note: str | None) -> WorkOrder:
    """Interrupt the work, for a reason."""
    call.must("work_orders:work")
    before = await store.lock(call, work_order_id)
    await tenancy.must_have(call, "reasons", {"/reasonId": reason_id}, of_kind="hold")
    return await _move(call, Verb.HOLD, before, rules.hold(before, reason_id=reason_id, note=note))


async def resume(call: Call, work_order_id: UUID) -> WorkOrder:
    """Go on with work that was on hold, where it was interrupted."""
    call.must("work_orders:work")
    before = await store.lock(call, work_order_id)
    return await _move(call, Verb.RESUME, before, rules.resume(before))


async def complete(call: Call, work_order_id: UUID, completion: Completion) -> WorkOrder:
    """Say that the work is done; every required task must have its answer."""
    call.must("work_orders:complete")
    before = await store.lock(call, work_order_id)
    await must_be_known(call, msgspec.structs.asdict(completion), before)
    tasks = await task_store.of_work_order(call, work_order_id)
    after = rules.complete(before, tasks, completion, by=call.user_id, at=call.now)
    return await _move(call, Verb.COMPLETE, before, after)


async def close(call: Call, work_order_id: UUID, note: str | None) -> WorkOrder:
    """Review completed work and freeze its logs."""
    call.must("work_orders:close")
    before = await store.lock(call, work_order_id)
    return await _move(call, Verb.CLOSE, before, rules.close(before, note=note, at=call.now))


async def cancel(call: Call, work_order_id: UUID, *, reason_id: UUID | None, note: str | None) -> WorkOrder:
    """Give the work up."""
    call.must("work_orders:cancel")
    before = await store.lock(call, work_order_id)
    await tenancy.must_have(call, "reasons", {"/reasonId": reason_id}, of_kind="cancel")
    return await _move(call, Verb.CANCEL, before, rules.cancel(before, reason_id=reason_id, note=note))


async def skip(call: Call, work_order_id: UUID, note: str | None) -> WorkOrder:
    """Leave an occurrence of a maintenance plan out, for a reason."""
    call.must("work_orders:skip")
    before = await store.lock(call, work_order_id)
    return await _move(call, Verb.SKIP, before, rules.skip(before, note=note))


async def bring_to(call: Call, work_order_id: UUID, end_at: WorkOrderStatus, stated: Stated) -> WorkOrder:
    """Move a work order to another status by the verbs that lead there, each as if it had been asked for alone.

    Raises `NotPossibleNow` when there is no way, `Forbidden` when there is one but not for the caller.
    """
    work_order = await store.lock(call, work_order_id)
    for verb in rules.way_to(work_order, end_at, call.permissions):
        work_order = await _made(call, work_order_id, verb, stated)
    return work_order


async def _made(call: Call, work_order_id: UUID, verb: Verb, stated: Stated) -> WorkOrder:
    match verb:
        case Verb.APPROVE:
            return await approve(call, work_order_id)
        case Verb.START:
            return await start(call, work_order_id, stated.started_at)
        case Verb.HOLD:
            return await hold(call, work_order_id, reason_id=stated.hold_reason_id, note=stated.note)
        case Verb.RESUME:
            return await resume(call, work_order_id)
        case Verb.COMPLETE:
            codes = {name: getattr(stated, name) for name in ("problem_code_id", "cause_code_id", "remedy_code_id")}
            completion = Completion(note=stated.note, completed_at=stated.completed_at, **codes)
            return await complete(call, work_order_id, completion)
        case Verb.CLOSE:
            return await close(call, work_order_id, stated.note)
        case Verb.CANCEL:
            return await cancel(call, work_order_id, reason_id=stated.cancel_reason_id, note=stated.note)
        case _:
            return await skip(call, work_order_id, stated.note)


async def _move(call: Call, verb: Verb, before: WorkOrder, after: WorkOrder) -> WorkOrder:
    written = changes.next_version(after, by=call.user_id, at=call.now)
    await store.save(call, [before], [written], [changes.changed(rules.PAST[verb], before, written)])
    return with_moves(call, written)
