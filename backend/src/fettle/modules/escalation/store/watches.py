"""How far each rule is with which work, and what was raised."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.db.keyset import Order, where
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.escalation.records import Escalation, EscalationFilters, EscalationLine, Watch

# In one order everywhere, so that two who lock several never wait for each other.
OF = """
SELECT rule_id, work_order_id, site_id, episode_at, next_step, due_at, fired FROM escalation_watches
WHERE tenant_id = app.tenant_id() AND work_order_id = ANY(%s) AND rule_id = ANY(%s)
ORDER BY work_order_id, rule_id FOR UPDATE
"""
TAKE = """
SELECT rule_id, work_order_id, site_id, episode_at, next_step, due_at, fired FROM escalation_watches
WHERE tenant_id = app.tenant_id() AND rule_id = %s AND work_order_id = %s AND due_at <= %s
FOR UPDATE SKIP LOCKED
"""
DUE = """
SELECT rule_id, work_order_id FROM escalation_watches
WHERE tenant_id = app.tenant_id() AND due_at <= %s ORDER BY due_at LIMIT %s
"""
# Whoever took a step meanwhile has gone further: nobody goes back within an episode.
KEEP = """
INSERT INTO escalation_watches AS w (tenant_id, rule_id, work_order_id, site_id, episode_at, next_step, due_at, fired)
SELECT app.tenant_id(), g.rule_id, g.work_order_id, g.site_id, g.episode_at, g.next_step, g.due_at, g.fired
FROM jsonb_to_recordset(%s::jsonb) AS g(rule_id uuid, work_order_id uuid, site_id uuid, episode_at timestamptz,
                                        next_step integer, due_at timestamptz, fired integer)
ON CONFLICT (tenant_id, rule_id, work_order_id) DO UPDATE
SET site_id = excluded.site_id, episode_at = excluded.episode_at, next_step = excluded.next_step,
    due_at = excluded.due_at, fired = excluded.fired
WHERE w.episode_at <> excluded.episode_at OR w.next_step <= excluded.next_step
"""
DROP = """
DELETE FROM escalation_watches w USING unnest(%s::uuid[], %s::uuid[]) AS g(rule_id, work_order_id)
WHERE w.tenant_id = app.tenant_id() AND w.rule_id = g.rule_id AND w.work_order_id = g.work_order_id
"""
DROP_RULE = "DELETE FROM escalation_watches WHERE tenant_id = app.tenant_id() AND rule_id = %s"
PUT_OFF = """
UPDATE escalation_watches SET due_at = %s WHERE tenant_id = app.tenant_id() AND rule_id = %s AND work_order_id = %s
"""
RAISED = """
SELECT EXISTS (SELECT FROM escalations WHERE tenant_id = app.tenant_id() AND rule_id = %s AND work_order_id = %s
               AND episode_at = %s AND level = %s)
"""
RAISE = """
INSERT INTO escalations (tenant_id, id, rule_id, work_order_id, site_id, level, episode_at, due_at, message,
                         recipient_ids, assigned_to_id, crew_id, priority, undone, created_at)
VALUES (app.tenant_id(), %(id)s, %(rule_id)s, %(work_order_id)s, %(site_id)s, %(level)s, %(episode_at)s, %(due_at)s,
        %(message)s, %(recipient_ids)s, %(assigned_to_id)s, %(crew_id)s, %(priority)s, %(undone)s, %(created_at)s)
"""
HISTORY = """
SELECT e.id, e.rule_id, e.work_order_id, e.site_id, e.level, e.episode_at, e.due_at, e.message, e.recipient_ids,
       e.assigned_to_id, e.crew_id, e.priority, e.undone, e.created_at, coalesce(r.name, '') AS rule_name,
       w.number AS work_order_number, w.title AS work_order_title
FROM escalations e
JOIN work_orders w ON w.tenant_id = e.tenant_id AND w.id = e.work_order_id
LEFT JOIN escalation_rules r ON r.tenant_id = e.tenant_id AND r.id = e.rule_id
"""
BY_TIME = Order("e.created_at", "timestamptz", "e.id", descending=True)
TESTS = {
    "rule_id": "e.rule_id = %(rule_id)s",
    "work_order_id": "e.work_order_id = %(work_order_id)s",
    "since": "e.created_at >= %(since)s",
}


async def of(call: Call, work_order_ids: Collection[UUID], rule_ids: Collection[UUID]) -> list[Watch]:
    """The watches of these rules over these work orders, nobody else moving them."""
    return await call.all(Watch, OF, [list(work_order_ids), list(rule_ids)])


async def take(call: Call, rule_id: UUID, work_order_id: UUID) -> Watch | None:
    """A watch that is due, locked; None when it is not any more or somebody else has it."""
    return await call.maybe(Watch, TAKE, [rule_id, work_order_id, call.now])


async def due(call: Call, *, limit: int) -> list[tuple[UUID, UUID]]:
    """Rules and work orders for which a step is due, the longest due first."""
    return [(row[0], row[1]) for row in await call.all(tuple, DUE, [call.now, limit])]


async def keep(call: Call, watches: Sequence[Watch]) -> None:
    """Keep how far rules are with work orders."""
    if watches:
        rows = [{name: getattr(each, name) for name in each.__struct_fields__} for each in watches]
        await call.keep(KEEP, [encode(rows)])


async def drop(call: Call, keys: Sequence[tuple[UUID, UUID]]) -> None:
    """Watch these work orders no more, each by its rule."""
    if keys:
        await call.keep(DROP, [[rule for rule, _ in keys], [work for _, work in keys]])


async def drop_rule(call: Call, rule_id: UUID) -> None:
    """Watch nothing for a rule any more."""
    await call.keep(DROP_RULE, [rule_id])


async def put_off(call: Call, rule_id: UUID, work_order_id: UUID, until: datetime) -> None:
    """Look at a watch again later."""
    await call.keep(PUT_OFF, [until, rule_id, work_order_id])


async def was_raised(call: Call, watch: Watch) -> bool:
    """Whether the next step of a watch was taken before."""
    query = [watch.rule_id, watch.work_order_id, watch.episode_at, watch.next_step + 1]
    return bool(await call.value(RAISED, query))


async def add(call: Call, escalation: Escalation, change: Change) -> None:
    """Keep what a step did."""
    await call.write(change, RAISE, {name: getattr(escalation, name) for name in escalation.__struct_fields__})


async def history(call: Call, page: PageRequest, filters: EscalationFilters) -> list[EscalationLine]:
    """The escalations of a page, newest first, and one more."""
    after, position = BY_TIME.after(page.position)
    given = {name: value for name in TESTS if (value := getattr(filters, name)) is not None}
    tests = where(["e.tenant_id = app.tenant_id()", *(TESTS[name] for name in given), *after])
    query = HISTORY + tests + BY_TIME.by + " LIMIT %(most)s"
    return await call.all(EscalationLine, query, {**given, **position, "most": page.limit + 1})
