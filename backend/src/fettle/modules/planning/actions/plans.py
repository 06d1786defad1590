"""Plans: kept, paused, resumed, copied. Every change leaves one schedule."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.found import Found, words_of
from fettle.kit.pages import Page, PageRequest
from fettle.kit.recurrence.zones import local_day
from fettle.modules.planning import rules
from fettle.modules.planning.actions import facts
from fettle.modules.planning.actions.naming import must_be_known
from fettle.modules.planning.actions.seeing import detail_of, language, zone_of
from fettle.modules.planning.records import (
    KeptPlan,
    ListedPlan,
    PlanDetail,
    PlanFilters,
    PlanSort,
    PlanStatus,
    PlanTerms,
    Schedule,
)
from fettle.modules.planning.rules import changes
from fettle.modules.planning.rules import plans as plan_rules
from fettle.modules.planning.store import lists
from fettle.modules.planning.store import plans as store
from fettle.modules.planning.store import schedules as schedule_store
from fettle.queue import enqueue

READ = "plans:read"
WRITE = "plans:write"
MAKE_DUE = "planning.make_due"


async def page(call: Call, filters: PlanFilters, request: PageRequest) -> Page[ListedPlan]:
    """The plans that the caller sees; deleted ones for who may restore them."""
    call.must(WRITE if filters.deleted else READ)
    rows = await lists.page(call, filters, request)
    words = await language(call, None)
    meters = await facts.meter_words(call, rows)
    said = [msgspec.structs.replace(row, words=rules.in_words(row, words, meters)) for row in rows]
    key = {PlanSort.NAME: "name", PlanSort.CREATED: "created_at"}.get(PlanSort(filters.sort.lstrip("-")), "next_due_on")
    return request.page(said, key=lambda plan: [getattr(plan, key), plan.id])


async def get(call: Call, plan_id: UUID, *, lang: str | None = None) -> PlanDetail:
    """A plan with its rule in words and the next times at which it is due."""
    call.must(READ)
    return await detail_of(call, await lists.one(call, plan_id), lang)


async def find(call: Call, typed: str, *, most: int) -> list[Found]:
    """The first `most` plans in whose name every word typed begins a word. One query."""
    call.must(READ)
    words = words_of(typed)
    return await lists.find(call, words, most=most) if words else []


async def named(call: Call, names: Sequence[str]) -> set[str]:
    """Which of these names plans have already."""
    call.must(READ)
    return await store.named(call, names)


async def create(call: Call, terms: PlanTerms) -> PlanDetail:
    """Create a plan; nothing falls due for what lies before today."""
    call.must(WRITE)
    plan = await kept(call, terms)
    rules.check(plan, today=local_day(call.now, plan.zone))
    await must_be_known(call, plan, None)
    return await _added(call, plan)


async def update(call: Call, plan_id: UUID, given: Mapping[str, Any], *, version: int) -> PlanDetail:
    """Edit a plan: what was dealt with is never due again, what did not change goes on as it was."""
    call.must(WRITE)
    schedule, before = await _held(call, plan_id)
    edited = plan_rules.change(before, given, version=version)
    after = msgspec.structs.replace(edited, zone=await zone_of(call, edited.site_id))
    today = local_day(call.now, after.zone)
    rules.check(after, today=today, before=before)
    await must_be_known(call, after, before)
    progress = rules.edited(before, after, schedule.progress, today, await facts.points(call, after))
    await store.relink(call, after, changes.changed("changed", before, after))
    return await _onward(call, after, msgspec.structs.replace(schedule, progress=progress))


async def pause(call: Call, plan_id: UUID) -> PlanDetail:
    """Let a plan rest; what it has made stays to be done."""
    call.must(WRITE)
    schedule, before = await _held(call, plan_id)
    after = plan_rules.paused(before)
    await store.save(call, after, changes.changed("paused", before, after))
    return await _onward(call, after, schedule)


async def resume(call: Call, plan_id: UUID) -> PlanDetail:
    """Let a plan that was paused or has stopped go on; what would have been due meanwhile is not made."""
    call.must(WRITE)
    schedule, before = await _held(call, plan_id)
    after = plan_rules.resumed(before)
    today = local_day(call.now, after.zone)
    rules.check(after, today=today)
    await must_be_known(call, after, None)
    progress = rules.resumed(after, schedule.progress, today, await facts.points(call, after))
    await store.save(call, after, changes.changed("resumed", before, after))
    return await _onward(call, after, msgspec.structs.replace(schedule, progress=progress))


async def delete(call: Call, plan_id: UUID, *, version: int) -> None:
    """Delete a plan; what it has made stays. It can be restored."""
    call.must(WRITE)
    schedule, before = await _held(call, plan_id)
    after = plan_rules.deleted(before, version=version, at=call.now)
    await store.save(call, after, changes.changed("deleted", before, after))
    await schedule_store.save(call, [_resting(schedule)])


async def restore(call: Call, plan_id: UUID) -> PlanDetail:
    """Bring a deleted plan back, paused: whoever wants its work resumes it."""
    call.must(WRITE)
    schedule, before = await _held(call, plan_id, deleted=True)
    after = plan_rules.restored(before)
    await store.save(call, after, changes.changed("restored", before, after))
    return await _onward(call, after, schedule)


async def duplicate(call: Call, plan_id: UUID, name: str | None) -> PlanDetail:
    """Copy a plan, paused, with none of its history."""
    call.must(WRITE)
    source = await store.get(call, plan_id)
    plan = plan_rules.copied(source, name, id=call.new_id(), at=call.now, by=call.user_id)
    return await _added(call, plan)


async def generate(call: Call, plan_id: UUID) -> PlanDetail:
    """Have the next occurrence of a plan made now, ahead of its date, which then passes without another."""
    call.must(WRITE)
    plan = await lists.one(call, plan_id)
    plan_rules.must_be_live(plan)
    # Done by the product itself: who asks may not see every asset that the plan works on.
    await enqueue(call, "planning.make_ahead", once=f"ahead-{plan_id}", plan_id=plan_id)
    return await detail_of(call, plan, None)


async def kept(call: Call, terms: PlanTerms) -> KeptPlan:
    """`terms` as a plan that is not written yet."""
    zone = await zone_of(call, terms.site_id)
    return plan_rules.compose(terms, id=call.new_id(), zone=zone, at=call.now, by=call.user_id)


async def _held(call: Call, plan_id: UUID, *, deleted: bool = False) -> tuple[Schedule, KeptPlan]:
    """A plan with its schedule, nobody else deciding about it until the commit."""
    held = await schedule_store.lock(call, [plan_id])
    plan = await store.get(call, plan_id, deleted=deleted)
    return held[plan_id], plan


async def _added(call: Call, plan: KeptPlan) -> PlanDetail:
    today = local_day(call.now, plan.zone)
    progress = rules.begin(plan, today, await facts.points(call, plan))
    await store.insert(call, plan, changes.created(plan))
    schedule = Schedule(plan_id=plan.id, progress=progress)
    await schedule_store.add(call, schedule)
    return await _onward(call, plan, schedule)


async def _onward(call: Call, plan: KeptPlan, schedule: Schedule) -> PlanDetail:
    """Write where the plan stands, and let it be looked at at once if it is live."""
    live = plan.status is PlanStatus.LIVE
    coming = rules.coming(plan, schedule.progress, today=local_day(call.now, plan.zone), limit=1) if live else []
    first = coming[0].due if coming else None
    schedule = msgspec.structs.replace(schedule, next_look_at=call.now, next_due_on=first.on if first else None)
    await schedule_store.save(call, [schedule if live else _resting(schedule)])
    if live:
        await enqueue(call, MAKE_DUE, once=MAKE_DUE)
    return await detail_of(call, await lists.one(call, plan.id), None)


def _resting(schedule: Schedule) -> Schedule:
    return msgspec.structs.replace(schedule, next_look_at=None, next_due_on=None, readings=())
