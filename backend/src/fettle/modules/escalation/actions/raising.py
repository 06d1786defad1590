"""Watching work, and taking the steps that are due: each once in a wait, however many workers there are."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import structlog

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.kit.refusals import Refusal
from fettle.modules.escalation.actions.rules import BATCH, FIRST
from fettle.modules.escalation.records import Escalation, EscalationRule, EscalationStep, Watch
from fettle.modules.escalation.rules import changes, watching, words
from fettle.modules.escalation.store import rules as store
from fettle.modules.escalation.store import watches
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders
from fettle.queue import Work

BULK = frozenset({"import", "cli"})
"""A past that arrives at once is no alarm."""
SUPERVISING = "work_orders:approve"
PUT_OFF = timedelta(minutes=15)
MOST_AT_ONCE = 1000
log = structlog.get_logger("fettle.escalation")


async def follow(call: Call, events: Sequence[FeedEvent]) -> None:
    """Look again at the work that something happened to."""
    happened = [event for event in events if event.actor_via not in BULK]
    ids = {event.entity_id if event.entity == "work_order" else event.about_id for event in happened}
    if ids:
        await look(call, await store.active(call), ids)


async def look(call: Call, rules: Sequence[EscalationRule], work_order_ids: Collection[UUID]) -> None:
    """Bring up to date how far these rules are with these work orders."""
    if not rules:
        return
    known = {(w.rule_id, w.work_order_id): w for w in await watches.of(call, work_order_ids, [r.id for r in rules])}
    zone = await _zone(call)
    wanted: dict[tuple[UUID, UUID], Watch] = {}
    for work in await work_orders.waiting_of(call, work_order_ids):
        for rule in rules:
            made = watching.watch(rule, work, known.get((rule.id, work.id)), zone)
            if made is not None:
                wanted[rule.id, work.id] = made
    await watches.drop(call, [key for key in known if key not in wanted])
    await watches.keep(call, [made for key, made in wanted.items() if made != known.get(key)])


async def watch_all(work: Work, rule_id: UUID) -> None:
    """Look at all open work with one rule, some hundred at a time."""
    after = FIRST
    while True:
        async with work.open() as call:
            rule = await store.find(call, rule_id)
            ids = await work_orders.open_after(call, after, limit=BATCH)
            if rule is None or not ids:
                return
            await look(call, [rule], ids)
        after = ids[-1]


async def raise_due(work: Work) -> None:
    """Take every step that is due, each in a transaction of its own; one that fails holds up no other."""
    async with work.open() as call:
        due = await watches.due(call, limit=MOST_AT_ONCE)
    while due:
        for rule_id, work_order_id in due:
            await _tried(work, rule_id, work_order_id)
        async with work.open() as call:
            due = await watches.due(call, limit=MOST_AT_ONCE)


async def raise_one(call: Call, rule_id: UUID, work_order_id: UUID) -> None:
    """Take the step that is due, if it still is."""
    watch = await watches.take(call, rule_id, work_order_id)
    if watch is None:
        return
    rule = await store.find(call, rule_id)
    waiting = await work_orders.waiting_of(call, [work_order_id])
    zone = await _zone(call)
    now = watching.watch(rule, waiting[0], watch, zone) if rule is not None and waiting else None
    if rule is None or now is None:
        await watches.drop(call, [(rule_id, work_order_id)])
    elif now.due_at is None or now.due_at > call.now:
        await watches.keep(call, [now])
    else:
        if not await watches.was_raised(call, now):
            await _raise(call, rule, waiting[0], now)
        await watches.keep(call, [watching.taken(rule, now, zone)])


async def _tried(work: Work, rule_id: UUID, work_order_id: UUID) -> None:
    try:
        async with work.open() as call:
            await raise_one(call, rule_id, work_order_id)
    except Exception as error:
        log.error("escalation put off", rule=str(rule_id), work_order=str(work_order_id), exc_info=error)
        async with work.open() as call:
            await watches.put_off(call, rule_id, work_order_id, call.now + PUT_OFF)


async def _raise(call: Call, rule: EscalationRule, waiting: work_orders.Waiting, watch: Watch) -> None:
    assert watch.due_at is not None
    step = rule.steps[watch.next_step]
    tenant = await tenancy.current_tenant(call)
    people = await _recipients(call, step, waiting)
    done, undone = await _changed(call, step, waiting)
    raised = Escalation(
        id=call.new_id(),
        rule_id=rule.id,
        work_order_id=waiting.id,
        site_id=waiting.site_id,
        level=watch.next_step + 1,
        episode_at=watch.episode_at,
        due_at=watch.due_at,
        message=words.message(rule.condition, waiting, watch.episode_at, locale=tenant.locale, at=call.now),
        recipient_ids=people,
        assigned_to_id=done.get("assignee_id"),
        crew_id=done.get("crew_id"),
        priority=done.get("priority"),
        undone=undone,
        created_at=call.now,
    )
    await watches.add(call, raised, changes.raised(raised, rule, waiting))


async def _changed(call: Call, step: EscalationStep, waiting: work_orders.Waiting) -> tuple[dict[str, Any], str | None]:
    """What the step changes about the work; where that cannot be any more, why not."""
    given: dict[str, Any] = {}
    if step.assignee_id is not None and step.assignee_id != waiting.assignee_id:
        given["assignee_id"] = step.assignee_id
    if step.crew_id is not None and step.crew_id != waiting.crew_id:
        given["crew_id"] = step.crew_id
    higher = watching.raised(waiting.priority, step.priority)
    if higher is not None:
        given["priority"] = work_orders.Priority(higher)
    if not given:
        return {}, None
    try:
        await work_orders.adjust(call, waiting.id, given)
    except Refusal as refusal:
        return {}, "; ".join([refusal.detail, *(f"{fault.pointer} {fault.message}" for fault in refusal.faults)])[:500]
    return given, None


async def _recipients(call: Call, step: EscalationStep, waiting: work_orders.Waiting) -> list[UUID]:
    """Whom the step tells: only people who may see the work."""
    notify = step.notify
    found = [
        *notify.user_ids,
        *await tenancy.people_of(
            call,
            staff_ids=[waiting.assignee_id] if notify.assignee and waiting.assignee_id else (),
            crew_ids=[waiting.crew_id] if notify.crew_lead and waiting.crew_id else (),
            roles=notify.roles,
            permission=SUPERVISING if notify.supervisors else None,
        ),
    ]
    sights = await tenancy.sights(call, set(found))
    return [
        user
        for user in dict.fromkeys(found)
        if user in sights and sights[user].may("work_orders:read") and sights[user].sees(waiting.site_id)
    ]


async def _zone(call: Call) -> ZoneInfo:
    return ZoneInfo((await tenancy.current_tenant(call)).time_zone)
