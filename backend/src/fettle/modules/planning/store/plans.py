"""Plans: read for decisions, created, changed."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.planning.records import KeptPlan

COLUMNS = """
p.id, p.name, p.description, p.status, p.stopped_reason, p.problems, p.site_id, p.location_id, p.triggers, p.work,
p.season, p.spread, p.due_time, p.ends_on, p.lead_days, p.horizon_days, p.if_previous_open, p.catch_up, p.rotation,
p.notify_days_before, p.version, p.created_at, p.created_by, p.updated_at, p.updated_by, p.deleted_at,
coalesce(s.time_zone, t.time_zone) AS zone, h.next_due_on,
ARRAY(SELECT a.asset_id FROM maintenance_plan_assets a WHERE a.tenant_id = p.tenant_id AND a.plan_id = p.id
      ORDER BY a.position, a.asset_id) AS asset_ids
"""
FROM = """
FROM maintenance_plans p
JOIN tenants t ON t.id = p.tenant_id
LEFT JOIN sites s ON s.tenant_id = p.tenant_id AND s.id = p.site_id
LEFT JOIN plan_schedules h ON h.tenant_id = p.tenant_id AND h.plan_id = p.id
"""
READ = f"SELECT {COLUMNS} {FROM} WHERE p.tenant_id = app.tenant_id()"
INSERT = """
INSERT INTO maintenance_plans (tenant_id, id, name, description, status, stopped_reason, problems, site_id, location_id,
    triggers, work, season, spread, due_time, ends_on, lead_days, horizon_days, if_previous_open, catch_up, rotation,
    notify_days_before, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(name)s, %(description)s, %(status)s, %(stopped_reason)s, %(problems)s, %(site_id)s,
    %(location_id)s, %(triggers)s, %(work)s, %(season)s, %(spread)s, %(due_time)s, %(ends_on)s, %(lead_days)s,
    %(horizon_days)s, %(if_previous_open)s, %(catch_up)s, %(rotation)s, %(notify_days_before)s, %(at)s, %(by)s, %(at)s,
    %(by)s)
"""
UPDATE = """
UPDATE maintenance_plans SET name = %(name)s, description = %(description)s, status = %(status)s,
    stopped_reason = %(stopped_reason)s, problems = %(problems)s, site_id = %(site_id)s, location_id = %(location_id)s,
    triggers = %(triggers)s, work = %(work)s, season = %(season)s, spread = %(spread)s, due_time = %(due_time)s,
    ends_on = %(ends_on)s, lead_days = %(lead_days)s, horizon_days = %(horizon_days)s,
    if_previous_open = %(if_previous_open)s, catch_up = %(catch_up)s, rotation = %(rotation)s,
    notify_days_before = %(notify_days_before)s, version = %(version)s, deleted_at = %(deleted_at)s,
    updated_at = %(at)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
UNLINK_ASSETS = "DELETE FROM maintenance_plan_assets WHERE tenant_id = app.tenant_id() AND plan_id = %s"
LINK_ASSETS = """
INSERT INTO maintenance_plan_assets (tenant_id, plan_id, asset_id, position)
SELECT app.tenant_id(), %s, g.asset_id, g.position - 1
FROM unnest(%s::uuid[]) WITH ORDINALITY AS g(asset_id, position)
"""
UNLINK_METERS = "DELETE FROM maintenance_plan_meters WHERE tenant_id = app.tenant_id() AND plan_id = %s"
LINK_METERS = """
INSERT INTO maintenance_plan_meters (tenant_id, plan_id, meter_id)
SELECT app.tenant_id(), %s, g.meter_id FROM unnest(%s::uuid[]) AS g(meter_id)
"""
OF_PLACES = """
SELECT p.id FROM maintenance_plans p WHERE p.tenant_id = app.tenant_id() AND p.deleted_at IS NULL AND p.status = 'live'
  AND (p.site_id = ANY(%(ids)s) OR p.location_id = ANY(%(ids)s)
       OR p.id IN (SELECT a.plan_id FROM maintenance_plan_assets a
                   WHERE a.tenant_id = app.tenant_id() AND a.asset_id = ANY(%(ids)s))
       OR p.id IN (SELECT m.plan_id FROM maintenance_plan_meters m
                   WHERE m.tenant_id = app.tenant_id() AND m.meter_id = ANY(%(ids)s)))
"""
LIVE = "SELECT id FROM maintenance_plans WHERE tenant_id = app.tenant_id() AND deleted_at IS NULL AND status = 'live'"
NAMED = "SELECT name FROM maintenance_plans WHERE tenant_id = app.tenant_id() AND name = ANY(%s) AND deleted_at IS NULL"
DOCUMENTS = ("problems", "triggers", "work", "season", "rotation", "notify_days_before")


async def get(call: Call, plan_id: UUID, *, deleted: bool = False) -> KeptPlan:
    """The plan, or a `deleted` one. Raises `NotFound`."""
    state = "NOT NULL" if deleted else "NULL"
    return await call.one(KeptPlan, f"{READ} AND p.deleted_at IS {state} AND p.id = %s", [plan_id])


async def many(call: Call, plan_ids: Sequence[UUID]) -> dict[UUID, KeptPlan]:
    """These plans by id, deleted ones too."""
    rows = await call.all(KeptPlan, READ + " AND p.id = ANY(%s)", [list(plan_ids)])
    return {row.id: row for row in rows}


async def live(call: Call) -> list[KeptPlan]:
    """Every plan that makes work, as far as the caller sees it."""
    return await call.all(KeptPlan, READ + " AND p.deleted_at IS NULL AND p.status = 'live' ORDER BY p.id")


async def touching(call: Call, ids: Sequence[UUID]) -> list[UUID]:
    """The live plans of these sites, locations, assets or meters."""
    return [row[0] for row in await call.all(tuple, OF_PLACES, {"ids": list(ids)})]


async def live_ids(call: Call) -> list[UUID]:
    """The ids of every live plan."""
    return [row[0] for row in await call.all(tuple, LIVE)]


async def named(call: Call, names: Sequence[str]) -> set[str]:
    """Which of these names plans have."""
    return {row[0] for row in await call.all(tuple, NAMED, [list(names)])}


async def insert(call: Call, plan: KeptPlan, change: Change) -> None:
    """Create a plan with its assets and meters."""
    await call.write(change, INSERT, _row(call, plan))
    await _link(call, plan, change)


async def save(call: Call, plan: KeptPlan, change: Change) -> None:
    """Write a plan as it is now."""
    await call.write(change, UPDATE, _row(call, plan))


async def relink(call: Call, plan: KeptPlan, change: Change) -> None:
    """Write a plan as it is now, with its assets and meters."""
    await call.write(change, UPDATE, _row(call, plan))
    await call.write((), UNLINK_ASSETS, [plan.id])
    await call.write((), UNLINK_METERS, [plan.id])
    await _link(call, plan, change)


async def _link(call: Call, plan: KeptPlan, _change: Change) -> None:
    meters = sorted({meter for each in plan.triggers if (meter := getattr(each, "meter_id", None)) is not None})
    if plan.asset_ids:
        await call.write((), LINK_ASSETS, [plan.id, list(plan.asset_ids)])
    if meters:
        await call.write((), LINK_METERS, [plan.id, meters])


def _row(call: Call, plan: KeptPlan) -> dict[str, Any]:
    fields = {name: getattr(plan, name) for name in plan.__struct_fields__}
    documents = {name: encode(fields[name]) for name in DOCUMENTS}
    return {**fields, **documents, "at": call.now, "by": call.user_id}
