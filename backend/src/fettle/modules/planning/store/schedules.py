"""Where the triggers of plans stand. The row of a plan is its mutex: who decides about the plan holds it."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.modules.planning.records import MeterPoint, Schedule

READ = """
SELECT plan_id, next_look_at, next_due_on, progress, readings FROM plan_schedules WHERE tenant_id = app.tenant_id()
"""
DUE = """
SELECT plan_id, next_look_at, next_due_on, progress, readings FROM plan_schedules
WHERE tenant_id = app.tenant_id() AND next_look_at <= %s
ORDER BY next_look_at, plan_id LIMIT %s FOR UPDATE SKIP LOCKED
"""
LOCK = READ + " AND plan_id = ANY(%s) ORDER BY plan_id FOR UPDATE"
SOME = READ + " AND plan_id = ANY(%s)"
ADD = """
INSERT INTO plan_schedules (tenant_id, plan_id, next_look_at, next_due_on, progress)
VALUES (app.tenant_id(), %s, %s, %s, %s)
"""
SAVE = """
UPDATE plan_schedules h SET next_look_at = g.next_look_at, next_due_on = g.next_due_on, progress = g.progress,
    readings = g.readings
FROM jsonb_to_recordset(%s::jsonb)
    AS g(plan_id uuid, next_look_at timestamptz, next_due_on date, progress jsonb, readings jsonb)
WHERE h.tenant_id = app.tenant_id() AND h.plan_id = g.plan_id
"""
WAKE = """
UPDATE plan_schedules SET next_look_at = %s WHERE tenant_id = app.tenant_id() AND plan_id = ANY(%s)
"""
REMEMBER = """
UPDATE plan_schedules h SET readings = h.readings || g.readings, next_look_at = %s
FROM jsonb_to_recordset(%s::jsonb) AS g(plan_id uuid, readings jsonb)
WHERE h.tenant_id = app.tenant_id() AND h.plan_id = g.plan_id
"""


async def take_due(call: Call, *, limit: int) -> list[Schedule]:
    """Plans to look at now that nobody else is looking at, the longest due first; held until the commit."""
    return await call.all(Schedule, DUE, [call.now, limit])


async def lock(call: Call, plan_ids: Iterable[UUID]) -> dict[UUID, Schedule]:
    """These plans' schedules, nobody else deciding about the plans until the commit."""
    rows = await call.all(Schedule, LOCK, [sorted(set(plan_ids))])
    return {row.plan_id: row for row in rows}


async def some(call: Call, plan_ids: Sequence[UUID]) -> dict[UUID, Schedule]:
    """These plans' schedules, to look at."""
    return {row.plan_id: row for row in await call.all(Schedule, SOME, [list(plan_ids)])}


async def add(call: Call, schedule: Schedule) -> None:
    """The schedule of a new plan."""
    row = [schedule.plan_id, schedule.next_look_at, schedule.next_due_on, encode(schedule.progress)]
    await call.keep(ADD, row)


async def save(call: Call, schedules: Sequence[Schedule]) -> None:
    """Write where plans stand: one statement, however many they are."""
    if schedules:
        await call.keep(SAVE, [encode(list(schedules))])


async def wake(call: Call, plan_ids: Iterable[UUID], at: datetime) -> None:
    """Let plans be looked at from `at` on."""
    await call.keep(WAKE, [at, sorted(set(plan_ids))])


async def remember(call: Call, readings: dict[UUID, list[MeterPoint]]) -> None:
    """Keep readings for the next look at plans, which is now."""
    rows = [{"plan_id": plan_id, "readings": points} for plan_id, points in readings.items()]
    await call.keep(REMEMBER, [call.now, encode(rows)])
