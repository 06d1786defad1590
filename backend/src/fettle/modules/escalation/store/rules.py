"""Escalation rules."""

from uuid import UUID

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.escalation.records import EscalationRule

READ = """
SELECT r.id, r.name, r.condition, r.status, r.priorities, r.kinds, r.site_ids, r.crew_ids, r.hours, r.steps, r.active,
       r.active_since, r.created_at, r.created_by, r.updated_at, r.version, r.deleted_at
FROM escalation_rules r WHERE r.tenant_id = app.tenant_id()
"""
GET = READ + "AND r.id = %s AND r.deleted_at IS NULL"
LOCK = GET + " FOR UPDATE"
LOCK_DELETED = READ + "AND r.id = %s AND r.deleted_at IS NOT NULL FOR UPDATE"
ANY = READ + "AND r.id = %s"
ACTIVE = READ + "AND r.active AND r.deleted_at IS NULL ORDER BY r.id"
PAGE = (
    READ
    + """AND (r.deleted_at IS NOT NULL) = %(deleted)s AND (%(before)s::uuid IS NULL OR r.id < %(before)s::uuid)
ORDER BY r.id DESC LIMIT %(most)s
"""
)
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended('escalation_rules' || app.tenant_id()::text, 0))"
COUNT = "SELECT count(*) FROM escalation_rules WHERE tenant_id = app.tenant_id() AND deleted_at IS NULL"
INSERT = """
INSERT INTO escalation_rules (tenant_id, id, name, condition, status, priorities, kinds, site_ids, crew_ids, hours,
                              steps, active, active_since, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(name)s, %(condition)s, %(status)s, %(priorities)s, %(kinds)s, %(site_ids)s,
        %(crew_ids)s, %(hours)s::jsonb, %(steps)s::jsonb, %(active)s, %(active_since)s, %(now)s, %(user)s, %(now)s,
        %(user)s)
"""
UPDATE = """
UPDATE escalation_rules SET name = %(name)s, condition = %(condition)s, status = %(status)s,
    priorities = %(priorities)s, kinds = %(kinds)s, site_ids = %(site_ids)s, crew_ids = %(crew_ids)s,
    hours = %(hours)s::jsonb, steps = %(steps)s::jsonb, active = %(active)s, active_since = %(active_since)s,
    deleted_at = %(deleted_at)s, version = %(version)s, updated_at = %(now)s, updated_by = %(user)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""


async def get(call: Call, rule_id: UUID) -> EscalationRule:
    """The rule. Raises `NotFound`."""
    return await call.one(EscalationRule, GET, [rule_id])


async def lock(call: Call, rule_id: UUID, *, deleted: bool = False) -> EscalationRule:
    """The rule, nobody else changing it. Raises `NotFound`; `deleted` looks among the deleted ones instead."""
    return await call.one(EscalationRule, LOCK_DELETED if deleted else LOCK, [rule_id])


async def find(call: Call, rule_id: UUID) -> EscalationRule | None:
    """The rule whatever became of it."""
    return await call.maybe(EscalationRule, ANY, [rule_id])


async def active(call: Call) -> list[EscalationRule]:
    """The rules that raise something."""
    return await call.all(EscalationRule, ACTIVE)


async def page(call: Call, page: PageRequest, *, deleted: bool) -> list[EscalationRule]:
    """The rules of a page, newest first, and one more."""
    before = page.position[0] if page.position else None
    return await call.all(EscalationRule, PAGE, {"before": before, "deleted": deleted, "most": page.limit + 1})


async def count(call: Call) -> int:
    """How many rules there are; nobody else adds one until the commit."""
    await call.value(TAKE_TURNS)
    return int(await call.value(COUNT))


async def insert(call: Call, rule: EscalationRule, change: Change) -> None:
    """Keep a new rule."""
    await call.write(change, INSERT, _row(call, rule))


async def save(call: Call, rule: EscalationRule, change: Change) -> None:
    """Keep what became of a rule that was locked before."""
    await call.write(change, UPDATE, _row(call, rule))


def _row(call: Call, rule: EscalationRule) -> dict[str, object]:
    row = {name: getattr(rule, name) for name in rule.__struct_fields__}
    return {**row, "hours": encode(rule.hours), "steps": encode(rule.steps), "now": call.now, "user": call.user_id}
