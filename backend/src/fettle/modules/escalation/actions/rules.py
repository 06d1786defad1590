"""Escalation rules: made, shown, changed, paused, ended, and tried beforehand."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets import public as assets
from fettle.modules.escalation.records import (
    EscalationFilters,
    EscalationLine,
    EscalationPreview,
    EscalationRule,
    ForeseenEscalation,
    NewEscalationRule,
)
from fettle.modules.escalation.rules import changes, rules, watching, words
from fettle.modules.escalation.store import rules as store
from fettle.modules.escalation.store import watches
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders
from fettle.queue import enqueue

READ = "escalations:read"
WRITE = "escalations:write"
WATCH = "escalation.watch"
FIRST = UUID(int=0)
MOST_LOOKED_AT = 5000
MOST_SHOWN = 200
BATCH = 500


async def create(call: Call, new: NewEscalationRule, *, present: bool) -> EscalationRule:
    """Make a rule; it raises what becomes due from now on, or, with `present`, what is due already as well."""
    call.must(WRITE)
    await _check(call, new, None)
    rules.must_have_room(await store.count(call))
    rule = _drafted(call, new, present=present)
    await store.insert(call, rule, changes.created(rule))
    await _watch_anew(call, rule)
    return rule


async def listed(call: Call, page: PageRequest, *, deleted: bool) -> Page[EscalationRule]:
    """The tenant's rules, newest first."""
    call.must(READ)
    return page.page(await store.page(call, page, deleted=deleted), key=lambda rule: [str(rule.id)])


async def get(call: Call, rule_id: UUID) -> EscalationRule:
    """A rule."""
    call.must(READ)
    return await store.get(call, rule_id)


async def change(call: Call, rule_id: UUID, given: Mapping[str, Any], *, version: int, present: bool) -> EscalationRule:
    """Change a rule; steps that were taken are not taken again in the same wait."""
    call.must(WRITE)
    before = await store.lock(call, rule_id)
    after = rules.change(before, given, version=version, present=present, at=call.now)
    await _check(call, after, before)
    return await _saved(call, "changed", before, after)


async def pause(call: Call, rule_id: UUID) -> EscalationRule:
    """Let a rule raise nothing for now."""
    call.must(WRITE)
    before = await store.lock(call, rule_id)
    return await _saved(call, "paused", before, rules.pause(before))


async def resume(call: Call, rule_id: UUID, *, present: bool) -> EscalationRule:
    """Let a rule raise again what becomes due from now on, or, with `present`, what is due already as well."""
    call.must(WRITE)
    before = await store.lock(call, rule_id)
    return await _saved(call, "resumed", before, rules.resume(before, present=present, at=call.now))


async def delete(call: Call, rule_id: UUID, *, version: int) -> None:
    """Delete a rule; what it did stays in the history."""
    call.must(WRITE)
    before = await store.lock(call, rule_id)
    gone = {"deleted_at": call.now, "active": False}
    await _saved(call, "deleted", before, rules.change(before, gone, version=version, present=False, at=call.now))


async def restore(call: Call, rule_id: UUID) -> EscalationRule:
    """Bring a deleted rule back, paused."""
    call.must(WRITE)
    before = await store.lock(call, rule_id, deleted=True)
    rules.must_have_room(await store.count(call))
    return await _saved(call, "restored", before, msgspec.structs.replace(before, deleted_at=None))


async def preview(call: Call, new: NewEscalationRule) -> EscalationPreview:
    """What a rule would do now, without doing it: on the work orders that you see."""
    call.must(READ)
    call.must("work_orders:read")
    await _check(call, new, None)
    return await _foreseen(call, _drafted(call, new, present=True))


async def preview_of(call: Call, rule_id: UUID) -> EscalationPreview:
    """What a rule that exists would do now if it counted from the beginning of each wait."""
    call.must(READ)
    call.must("work_orders:read")
    return await _foreseen(call, await store.get(call, rule_id))


async def history(call: Call, filters: EscalationFilters, page: PageRequest) -> Page[EscalationLine]:
    """What rules did, newest first."""
    call.must(READ)
    found = await watches.history(call, page, filters)
    return page.page(found, key=lambda line: [line.created_at.isoformat(), str(line.id)])


def _drafted(call: Call, new: NewEscalationRule, *, present: bool) -> EscalationRule:
    fields = {name: getattr(new, name) for name in new.__struct_fields__}
    since = rules.since(present=present, at=call.now)
    return EscalationRule(
        id=call.new_id(),
        active_since=since,
        created_at=call.now,
        created_by=call.user_id,
        updated_at=call.now,
        **fields,
    )


async def _check(call: Call, rule: NewEscalationRule, before: EscalationRule | None) -> None:
    rules.check(rule, scope=call.caller.site_scope)
    named = rules.named(rule, before)
    await assets.must_see(call, sites=named["sites"])
    pairs = [(at, kind, each, None) for kind in ("staff", "crews") for at, each in named[kind].items()]
    await tenancy.must_have_all(call, pairs)
    people = rules.people(rule)
    rules.check_people(people, set(await tenancy.sights(call, set(people.values()))))


async def _saved(call: Call, verb: str, before: EscalationRule, after: EscalationRule) -> EscalationRule:
    if after == before:
        return before
    written = msgspec.structs.replace(after, version=before.version + 1, updated_at=call.now)
    await store.save(call, written, changes.changed(verb, before, written))
    await _watch_anew(call, written)
    return written


async def _watch_anew(call: Call, rule: EscalationRule) -> None:
    """Look at all open work with this rule, in the background: there may be a million of it."""
    if rule.active and rule.deleted_at is None:
        await enqueue(call, WATCH, rule_id=rule.id, once=str(rule.id), one_by_one=f"escalation rule {rule.id}")
    else:
        await watches.drop_rule(call, rule.id)


async def _foreseen(call: Call, rule: EscalationRule) -> EscalationPreview:
    tenant = await tenancy.current_tenant(call)
    zone = ZoneInfo(tenant.time_zone)
    found: list[ForeseenEscalation] = []
    after, looked_at = FIRST, 0
    while ids := await work_orders.open_after(call, after, limit=BATCH):
        for work in await work_orders.waiting_of(call, ids):
            due = watching.foreseen(rule, work, zone, at=call.now)
            begun = watching.episode(rule, work)
            if due is not None and begun is not None:
                said = words.message(rule.condition, work, begun, locale=tenant.locale, at=call.now)
                found.append(
                    ForeseenEscalation(
                        work_order_id=work.id,
                        number=work.number,
                        title=work.title,
                        level=due[0],
                        due_at=due[1],
                        message=said,
                    )
                )
        after, looked_at = ids[-1], looked_at + len(ids)
        if looked_at >= MOST_LOOKED_AT or len(found) >= MOST_SHOWN:
            break
    more = bool(ids) and bool(await work_orders.open_after(call, after, limit=1))
    found.sort(key=lambda each: (each.due_at, each.number))
    return EscalationPreview(data=found[:MOST_SHOWN], looked_at=looked_at, all_looked_at=not more)
