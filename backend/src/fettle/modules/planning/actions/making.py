"""Making what is due: plans are decided about one by one, and written together."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from uuid import UUID

import msgspec
import structlog

from fettle.db.call import Call
from fettle.kit.recurrence.zones import Due, instant, local_day
from fettle.modules.files import public as files
from fettle.modules.planning import rules
from fettle.modules.planning.actions import composing
from fettle.modules.planning.actions.facts import Facts, gather, meter_ids
from fettle.modules.planning.records import (
    Coming,
    KeptPlan,
    Moment,
    Occurrence,
    OccurrenceState,
    Outcome,
    PlanStatus,
    Problem,
    Reason,
    Schedule,
    Stopped,
    Verdict,
)
from fettle.modules.planning.rules import changes
from fettle.modules.planning.store import occurrences as occurrence_store
from fettle.modules.planning.store import plans as plan_store
from fettle.modules.planning.store import schedules as schedule_store
from fettle.modules.work_orders import public as work_orders

MOST_PLANS = 100
MOST_WORK = 300
PUT_OFF = timedelta(hours=1)
MORNING = time(8)
MAKE_DUE = "planning.make_due"
log = structlog.get_logger("fettle.planning")
STATES = {
    Outcome.MAKE: OccurrenceState.MADE,
    Outcome.MERGE: OccurrenceState.MADE,
    Outcome.SKIP: OccurrenceState.SKIPPED,
    Outcome.MISS: OccurrenceState.MISSED,
}


class Decision(msgspec.Struct, kw_only=True):
    """What is to be written of one plan."""

    plan: KeptPlan
    schedule: Schedule
    occurrences: list[Occurrence] = []
    work: list[work_orders.NewWorkOrder] = []
    merges: list[tuple[UUID, work_orders.NewWorkOrder]] = []
    stopped: Stopped | None = None
    problems: tuple[Problem, ...] = ()


async def due(call: Call, *, limit: int = MOST_PLANS) -> int:
    """Make what is due of at most `limit` plans that nobody else is looking at; how many plans were looked at."""
    call.must("plans:write")
    return await make(call, await schedule_store.take_due(call, limit=limit))


async def make(call: Call, schedules: Sequence[Schedule]) -> int:
    """Make what is due of the plans whose schedules are held; how many were looked at, the longest due first."""
    if not schedules:
        return 0
    plans = await plan_store.many(call, [each.plan_id for each in schedules])
    facts = await gather(call, list(plans.values()))
    decisions: list[Decision] = []
    found = 0
    for schedule in schedules:
        decisions.append(_decide(call, plans[schedule.plan_id], schedule, facts))
        found += len(decisions[-1].occurrences)
        if found >= MOST_WORK:
            break
    await write(call, decisions)
    return len(decisions)


def _decide(call: Call, plan: KeptPlan, schedule: Schedule, facts: Facts) -> Decision:
    """What is due of one plan. Whatever goes wrong here is this plan's problem, and nobody else's."""
    if plan.status is not PlanStatus.LIVE or plan.deleted_at is not None:
        idle = msgspec.structs.replace(schedule, next_look_at=None, readings=())
        return Decision(plan=plan, schedule=idle, problems=plan.problems)
    try:
        if (gone := _gone(plan, facts)) is not None:
            idle = msgspec.structs.replace(schedule, next_look_at=None, next_due_on=None, readings=())
            return Decision(plan=plan, schedule=idle, stopped=gone, problems=plan.problems)
        return _looked(call, plan, schedule, facts)
    except Exception as error:
        log.error("plan put off", plan=str(plan.id), exc_info=error)
        later = msgspec.structs.replace(schedule, next_look_at=call.now + PUT_OFF)
        return Decision(plan=plan, schedule=later, problems=(Problem.BROKEN,))


def _gone(plan: KeptPlan, facts: Facts) -> Stopped | None:
    """Why the plan cannot go on at all."""
    if plan.site_id and plan.site_id not in facts.alive:
        return Stopped.SITE_GONE
    if plan.asset_ids and not any(asset in facts.assets for asset in plan.asset_ids):
        return Stopped.ASSETS_GONE
    meters = meter_ids(plan)
    if len(meters) == len(plan.triggers) and not meters & facts.alive:
        return Stopped.METERS_GONE
    return None


def _looked(call: Call, plan: KeptPlan, schedule: Schedule, facts: Facts) -> Decision:
    open_work = {each.asset_id: each.work_order_id for each in facts.open.get(plan.id, [])}
    moment = Moment(
        now=call.now,
        readings=schedule.readings,
        open=frozenset(open_work),
        known=frozenset(facts.known.get(plan.id, ())),
    )
    look = rules.look(plan, schedule.progress, moment)
    decision = Decision(plan=plan, schedule=schedule, problems=tuple(composing.problems_of(plan, facts)))
    for verdict in look.verdicts:
        if verdict.key not in moment.known:
            _take(call, decision, verdict, facts, open_work)
    coming = rules.coming(plan, look.progress, today=local_day(call.now, plan.zone), limit=1)
    decision.schedule = Schedule(
        plan_id=plan.id,
        next_look_at=None if look.ended else look.wake_at,
        next_due_on=coming[0].due.on if coming and coming[0].due else None,
        progress=look.progress,
    )
    decision.stopped = Stopped.ENDED if look.ended else None
    return decision


def _take(call: Call, decision: Decision, verdict: Verdict, facts: Facts, open_work: dict[UUID | None, UUID]) -> None:
    """Add one verdict to the decision: the occurrence, and the work order that it makes or joins."""
    plan = decision.plan
    made = occurrence(call, plan, verdict)
    if verdict.asset_id is not None and verdict.asset_id not in facts.assets:
        made = msgspec.structs.replace(made, state=OccurrenceState.MISSED, number=None, note="asset_gone")
    elif verdict.outcome in (Outcome.MAKE, Outcome.MERGE):
        joined = open_work.get(verdict.asset_id) if verdict.outcome is Outcome.MERGE else None
        work_order_id = joined or call.new_id()
        new = composing.work_order(plan, verdict, facts, id=work_order_id, occurrence_id=made.id)
        made = msgspec.structs.replace(made, work_order_id=work_order_id)
        if joined is not None:
            decision.merges.append((joined, new))
        else:
            decision.work.append(new)
            open_work[verdict.asset_id] = work_order_id
    decision.occurrences.append(made)


def occurrence(call: Call, plan: KeptPlan, verdict: Verdict) -> Occurrence:
    """The occurrence of a verdict, its first reminder where the plan asks for one."""
    made = verdict.outcome in (Outcome.MAKE, Outcome.MERGE)
    remind_on = verdict.due.on - timedelta(days=max(plan.notify_days_before, default=0))
    morning = instant(remind_on, MORNING, plan.zone)
    return Occurrence(
        id=call.new_id(),
        plan_id=plan.id,
        asset_id=verdict.asset_id,
        key=verdict.key,
        trigger_key=verdict.trigger_key,
        due_on=verdict.due.on,
        due_at=verdict.due.at,
        state=STATES[verdict.outcome],
        reason=verdict.reason,
        number=verdict.number,
        reading_id=verdict.reading_id,
        remind_at=morning if made and plan.notify_days_before else None,
        settled_on=None if made else local_day(call.now, plan.zone),
        created_at=call.now,
        updated_at=call.now,
    )


async def write(call: Call, decisions: Sequence[Decision]) -> None:
    """Write what was decided: who claims an occurrence makes its work order."""
    found = [each for decision in decisions for each in decision.occurrences]
    plans = {decision.plan.id: decision.plan for decision in decisions}
    claimed = await occurrence_store.claim(call, found)
    call.changed([changes.made(each, plans[each.plan_id]) for each in found if each.id in claimed])
    work = [new for decision in decisions for new in decision.work if new.occurrence_id in claimed]
    await work_orders.create_planned(call, work)
    await _carry_files(call, work)
    fresh = {new.id for new in work}
    for decision in decisions:
        for joined, new in decision.merges:
            if joined not in fresh and new.occurrence_id in claimed:
                await work_orders.extend(call, joined, new)
        await _note(call, decision)
    await schedule_store.save(call, [decision.schedule for decision in decisions])


async def _carry_files(call: Call, work: Sequence[work_orders.NewWorkOrder]) -> None:
    """Hang the files of plans and templates on the work orders made of them; without any, two questions and no more."""
    for subject, name in (("maintenance_plan", "plan_id"), ("work_order_template", "template_id")):
        sources = {source for new in work if (source := getattr(new, name)) is not None}
        full = await files.counts_of(call, subject, sorted(sources)) if sources else {}
        for new in work:
            if full.get(getattr(new, name)) and new.id is not None:
                await files.carry(call, subject, getattr(new, name), "work_order", new.id)


async def _note(call: Call, decision: Decision) -> None:
    """Write on the plan that it stopped, or what it stumbles over now."""
    before = decision.plan
    if decision.stopped is not None:
        await stop(call, before, decision.stopped, problems=decision.problems)
    elif before.problems != decision.problems:
        after = msgspec.structs.replace(before, problems=decision.problems)
        verb = "troubled" if decision.problems else "recovered"
        await plan_store.save(call, after, changes.changed(verb, before, after))


async def stop(call: Call, before: KeptPlan, why: Stopped, *, problems: tuple[Problem, ...] = ()) -> None:
    """Stop a plan, which its people hear of."""
    after = msgspec.structs.replace(
        before, status=PlanStatus.STOPPED, stopped_reason=why.value, problems=problems, version=before.version + 1
    )
    await plan_store.save(call, after, changes.changed("stopped", before, after))


async def mark_broken(call: Call, plan_id: UUID) -> None:
    """Put a plan that cannot be written off for a while, and say so."""
    call.must("plans:write")
    schedules = await schedule_store.lock(call, [plan_id])
    plan = (await plan_store.many(call, [plan_id]))[plan_id]
    later = msgspec.structs.replace(schedules[plan_id], next_look_at=call.now + PUT_OFF)
    await write(call, [Decision(plan=plan, schedule=later, problems=(Problem.BROKEN,))])


async def ahead(call: Call, plan_id: UUID) -> UUID | None:
    """Make the next occurrence of a plan before its time; its date then passes without another. Its work order's id."""
    call.must("plans:write")
    schedule = (await schedule_store.lock(call, [plan_id]))[plan_id]
    plan = await plan_store.get(call, plan_id)
    facts = await gather(call, [plan])
    today = local_day(call.now, plan.zone)
    known = facts.known.get(plan_id, set())
    coming = rules.coming(plan, schedule.progress, today=today, known=known, limit=1)
    if not coming:
        return None
    verdict = _brought_forward(coming[0], schedule, today)
    decision = Decision(plan=plan, schedule=schedule, problems=plan.problems)
    _take(call, decision, verdict, facts, {})
    await write(call, [decision])
    return decision.work[0].id if decision.work else None


def _brought_forward(coming: Coming, schedule: Schedule, today: date) -> Verdict:
    """What is coming as if it were due now; without a date of its own it is due today."""
    line = next(each for each in schedule.progress.lines if each.asset_id == coming.asset_id)
    return Verdict(
        asset_id=coming.asset_id,
        key=coming.key,
        trigger_key=coming.trigger_key,
        due=coming.due or Due(on=today),
        outcome=Outcome.MAKE,
        reason=Reason.BY_PERSON,
        number=line.made,
    )
