"""Occurrences: looked at, snoozed, skipped, completed; and what the end of one means for its plan."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.recurrence.zones import Due, local_day
from fettle.kit.refusals import Invalid
from fettle.modules.planning import rules
from fettle.modules.planning.actions import facts
from fettle.modules.planning.actions.plans import MAKE_DUE
from fettle.modules.planning.records import (
    Coming,
    KeptPlan,
    ListedOccurrence,
    Occurrence,
    OccurrenceFilters,
    OccurrenceState,
    Reason,
    Schedule,
    Settling,
)
from fettle.modules.planning.rules import changes
from fettle.modules.planning.store import occurrences as store
from fettle.modules.planning.store import plans as plan_store
from fettle.modules.planning.store import schedules as schedule_store
from fettle.modules.work_orders import public as work_orders
from fettle.queue import enqueue

READ = "plans:read"
WRITE = "plans:write"
MOST_AHEAD = 50
DONE = {
    work_orders.WorkOrderStatus.COMPLETE: Settling.COMPLETED,
    work_orders.WorkOrderStatus.CLOSED: Settling.COMPLETED,
    work_orders.WorkOrderStatus.SKIPPED: Settling.SKIPPED,
    work_orders.WorkOrderStatus.CANCELLED: Settling.CANCELLED,
}


async def page(call: Call, filters: OccurrenceFilters, request: PageRequest) -> Page[ListedOccurrence]:
    """The occurrences that the caller sees, by the date on which they are due."""
    call.must(READ)
    if filters.plan_id is not None:
        await plan_store.get(call, filters.plan_id)
    return request.page(await store.page(call, filters, request), key=lambda each: [each.due_on, each.id])


async def get(call: Call, occurrence_id: UUID) -> ListedOccurrence:
    """One occurrence."""
    call.must(READ)
    return await store.listed(call, occurrence_id)


async def snooze(call: Call, occurrence_id: UUID, until: datetime) -> ListedOccurrence:
    """Move the reminder of an occurrence; it stays due when it was."""
    call.must(WRITE)
    _, plan, before = await _held(call, occurrence_id)
    after = _stamped(call, rules.snoozed(before, until, call.now))
    await store.save(call, [after], [changes.moved("snoozed", before, after, plan)])
    return await store.listed(call, occurrence_id)


async def skip(call: Call, occurrence_id: UUID, note: str) -> ListedOccurrence:
    """Leave an occurrence out, for a reason; it stays in the history, its work order with it."""
    call.must("work_orders:skip")
    schedule, plan, before = await _held(call, occurrence_id)
    on = local_day(call.now, plan.zone)
    after = _stamped(call, rules.skipped(before, on, note))
    # One that was merged leaves the work order to the occurrence that made it.
    if before.work_order_id is not None and before.reason is not Reason.MERGED:
        await work_orders.skip(call, before.work_order_id, note)
    await _settle(call, plan, schedule, [(before, after, Settling.SKIPPED)])
    return await store.listed(call, occurrence_id)


async def skip_coming(call: Call, plan_id: UUID, key: str, note: str) -> ListedOccurrence:
    """Leave out an occurrence that is still to come, for a reason: its date passes without work."""
    call.must("work_orders:skip")
    schedule = (await schedule_store.lock(call, [plan_id])).get(plan_id)
    plan = await plan_store.get(call, plan_id)
    assert schedule is not None, "a plan has a schedule from its first moment on"
    today = local_day(call.now, plan.zone)
    coming = rules.coming(plan, schedule.progress, today=today, limit=MOST_AHEAD)
    wanted = next((each for each in coming if each.key == key), None)
    if wanted is None:
        raise Invalid.at("/key", "unknown", "no such occurrence is coming")
    before = _forecast(call, plan, wanted, today)
    after = _stamped(call, rules.skipped(before, today, note))
    if not await store.claim(call, [after]):
        raise Invalid.at("/key", "made", "has been made already; skip that occurrence")
    call.changed(changes.made(after, plan))
    await _advance(call, plan, schedule, [(after, Settling.SKIPPED)])
    return await store.listed(call, after.id)


async def complete(call: Call, occurrence_id: UUID, completion: work_orders.Completion) -> ListedOccurrence:
    """Complete the work order of an occurrence under the usual rules; released work is started with it."""
    call.must("work_orders:complete")
    schedule, plan, before = await _held(call, occurrence_id)
    on = local_day(completion.completed_at or call.now, plan.zone)
    rules.finished(before, Settling.COMPLETED, on)
    assert before.work_order_id is not None, "an open occurrence has its work order"
    work_order = await work_orders.get(call, before.work_order_id)
    if work_order.status is work_orders.WorkOrderStatus.APPROVED:
        await work_orders.start(call, work_order.id, completion.completed_at)
    await work_orders.complete(call, work_order.id, completion)
    ended = await store.waiting_for(call, [work_order.id])
    moves = [(each, _finished(call, each, Settling.COMPLETED, on), Settling.COMPLETED) for each in ended]
    await _settle(call, plan, schedule, moves)
    return await store.listed(call, occurrence_id)


async def work_ended(call: Call, ends: dict[UUID, tuple[Settling, datetime]]) -> None:
    """Tell plans that work orders came to an end: how, and when. What is settled already stays."""
    call.must(WRITE)
    waiting = await store.waiting_for(call, list(ends))
    schedules = await schedule_store.lock(call, {each.plan_id for each in waiting})
    plans = await plan_store.many(call, list(schedules))
    # Read again behind the locks: somebody may have settled them meanwhile.
    waiting = await store.waiting_for(call, list(ends)) if waiting else []
    for plan_id, plan in plans.items():
        mine = [each for each in waiting if each.plan_id == plan_id and each.work_order_id is not None]
        moves = []
        for each in mine:
            how, at = ends[each.work_order_id]  # type: ignore[index]
            moves.append((each, _finished(call, each, how, local_day(at, plan.zone)), how))
        if moves:
            await _settle(call, plan, schedules[plan_id], moves)


async def _held(call: Call, occurrence_id: UUID) -> tuple[Schedule, KeptPlan, Occurrence]:
    """An occurrence with its plan, nobody else deciding about either until the commit."""
    plan_id = (await store.get(call, occurrence_id)).plan_id
    schedules = await schedule_store.lock(call, [plan_id])
    plan = (await plan_store.many(call, [plan_id]))[plan_id]
    return schedules[plan_id], plan, await store.lock(call, occurrence_id)


async def _settle(
    call: Call, plan: KeptPlan, schedule: Schedule, moves: Sequence[tuple[Occurrence, Occurrence, Settling]]
) -> None:
    """Write how occurrences of a plan ended, and where that leaves its triggers."""
    told = [changes.moved(how.value, before, after, plan) for before, after, how in moves]
    await store.save(call, [after for _, after, _ in moves], told)
    await _advance(call, plan, schedule, [(after, how) for _, after, how in moves])


async def _advance(
    call: Call, plan: KeptPlan, schedule: Schedule, ended: Iterable[tuple[Occurrence, Settling]]
) -> None:
    points = await facts.points(call, plan)
    progress = schedule.progress
    for each, how in ended:
        on: date = each.settled_on or local_day(call.now, plan.zone)
        progress = rules.settled(plan, progress, each.asset_id, how, due=each.due_on, on=on, points=points)
    after = msgspec.structs.replace(schedule, progress=progress, next_look_at=call.now)
    await schedule_store.save(call, [after])
    await enqueue(call, MAKE_DUE, once=MAKE_DUE)


def _finished(call: Call, occurrence: Occurrence, how: Settling, on: date) -> Occurrence:
    return _stamped(call, rules.finished(occurrence, how, on))


def _forecast(call: Call, plan: KeptPlan, coming: Coming, today: date) -> Occurrence:
    due = coming.due or Due(on=today)
    return Occurrence(
        id=call.new_id(),
        plan_id=plan.id,
        asset_id=coming.asset_id,
        key=coming.key,
        trigger_key=coming.trigger_key,
        due_on=due.on,
        due_at=due.at,
        state=OccurrenceState.FORECAST,
        created_at=call.now,
        updated_at=call.now,
    )


def _stamped(call: Call, occurrence: Occurrence) -> Occurrence:
    return msgspec.structs.replace(occurrence, updated_at=call.now)
