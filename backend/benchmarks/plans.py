"""Maintenance plans: how many are looked at, and how many work orders are made, in a second."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple
from uuid import UUID

import msgspec
import psycopg
from uuid_utils.compat import uuid7

from benchmarks import processes
from benchmarks.outcomes import Outcome
from benchmarks.server import Database
from benchmarks.traffic import Person
from fettle.config import Settings
from fettle.db import engine
from fettle.db.callers import system
from fettle.db.door import ENTER, Door
from fettle.db.feed import APPEND
from fettle.kit.recurrence.rules import Daily, Series
from fettle.modules.planning import public as planning
from fettle.modules.planning.actions import running
from fettle.modules.planning.records import IfOpen
from fettle.queue import Work

PLANS, DAYS, LOOKS, BATCH, TASKS = 400, 6, 12, 100, 2
LOOKED, MADE = 5_000, 500
BEGIN = datetime(2027, 1, 4, 12, tzinfo=UTC)
WAKE = "UPDATE plan_schedules SET next_look_at = %s WHERE tenant_id = %s"
HOLD = """
SELECT plan_id, progress FROM plan_schedules WHERE tenant_id = app.tenant_id() AND next_look_at <= %(now)s
ORDER BY next_look_at, plan_id LIMIT %(limit)s FOR UPDATE SKIP LOCKED
"""
CLAIM = """
INSERT INTO plan_occurrences (tenant_id, id, plan_id, key, trigger_key, due_on, state, number, work_order_id)
SELECT app.tenant_id(), g.id, g.plan_id, g.key, 't1', g.due_on, 'made', 0, g.work_order_id
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, plan_id uuid, key text, due_on date, work_order_id uuid)
ON CONFLICT (tenant_id, plan_id, key) DO NOTHING
"""
NUMBERS = """
UPDATE tenant_counters SET value = value + %(many)s
WHERE tenant_id = app.tenant_id() AND name = 'work_order' RETURNING value
"""
MAKE = """
INSERT INTO work_orders (tenant_id, id, number, title, status, kind, priority, due_at, reported_at, plan_id,
                         occurrence_id)
SELECT app.tenant_id(), g.work_order_id, %(first)s + row_number() OVER (), 'Look after it', 'approved', 'preventive',
       'medium', %(now)s, %(now)s, g.plan_id, g.id
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, plan_id uuid, work_order_id uuid)
"""
MAKE_TASKS = """
INSERT INTO work_order_tasks (tenant_id, id, work_order_id, position, title)
SELECT app.tenant_id(), t.id, g.work_order_id, t.position, 'Look'
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(work_order_id uuid, tasks uuid[])
CROSS JOIN LATERAL unnest(g.tasks) WITH ORDINALITY AS t(id, position)
"""
ONWARD = """
UPDATE plan_schedules h SET next_look_at = %(next)s, progress = g.progress
FROM jsonb_to_recordset(%(held)s::jsonb) AS g(plan_id uuid, progress jsonb)
WHERE h.tenant_id = app.tenant_id() AND h.plan_id = g.plan_id
"""


def generation(database: Database, people: list[Person], data_dir: Path) -> list[Outcome]:
    """Plans looked at with nothing due, and work orders made beside the same rows written by bare SQL."""
    ours_tenant, raw_tenant = UUID(people[-3].tenant.id), UUID(people[-4].tenant.id)
    looks, work = asyncio.run(_ours(database, data_dir, ours_tenant, raw_tenant))
    raw = _raw(database, raw_tenant)
    looked, made = PLANS * LOOKS / looks.wall, PLANS * DAYS / work.wall
    share = f"{made / raw:.0%} of bare SQL ({raw:,.0f}/s), with {TASKS} tasks and {TASKS + 2} events each"
    return [
        Outcome(
            "plans looked at",
            f"≥ {LOOKED:,}/s",
            f"{looked:,.0f}/s",
            looked >= LOOKED,
            f"nothing of them is due; {looks.each(PLANS * LOOKS)}",
        ),
        Outcome(
            "work orders made by plans",
            f"≥ {MADE}/s",
            f"{made:,.0f}/s",
            made >= MADE,
            f"{share}; {work.each(PLANS * DAYS)}",
        ),
    ]


class Spent(NamedTuple):
    """Seconds: by the clock, of our processor time, and of the database's."""

    wall: float
    ours: float
    database: float

    def each(self, count: int) -> str:
        """The processor time of one of `count`, in words."""
        return f"{1000 * self.ours / count:.2f} ms of our CPU, {1000 * self.database / count:.2f} ms of the database's"


async def _ours(database: Database, data_dir: Path, tenant_id: UUID, other: UUID) -> tuple[Spent, Spent]:
    settings = Settings(data_dir=data_dir, database_url=database.app, log_level="error")
    door = engine.make_door(settings, database.app)
    async with door.pool:
        for each in (tenant_id, other):
            await _furnish(Door(door.pool, clock=lambda: BEGIN), each)
        await _at(door, tenant_id, BEGIN)

        async def make() -> None:
            for day in range(1, DAYS + 1):
                await _at(door, tenant_id, BEGIN + timedelta(days=day))

        work = await _spent(database, make)
        now = BEGIN + timedelta(days=DAYS, hours=1)
        looks = []
        for _ in range(LOOKS):
            with psycopg.connect(database.superuser) as conn:
                conn.execute(WAKE, [now, tenant_id])
            looks.append(await _spent(database, lambda: _at(door, tenant_id, now)))
        return Spent(*map(sum, zip(*looks, strict=True))), work


async def _furnish(door: Door, tenant_id: UUID) -> None:
    trigger = planning.CalendarFixed(series=Series(rule=Daily(), anchor=BEGIN.date()))
    work = planning.PlannedWork(title="Look after it", tasks=(planning.PlannedTask(title="Look"),) * TASKS)
    for number in range(PLANS):
        async with door.open(system(tenant_id, via="benchmark")) as call:
            named = f"Plan {number}"
            terms = planning.PlanTerms(name=named, triggers=(trigger,), work=work, if_previous_open=IfOpen.BESIDE)
            await planning.create(call, terms)


async def _at(door: Door, tenant_id: UUID, now: datetime) -> None:
    await running.make_due(Work(Door(door.pool, clock=lambda: now), tenant_id, {}))


async def _spent(database: Database, work: Callable[[], Awaitable[None]]) -> Spent:
    before = _clocks(database)
    await work()
    return Spent(*(after - began for began, after in zip(before, _clocks(database), strict=True)))


def _clocks(database: Database) -> Spent:
    ours = processes.cpu_seconds(os.getpid())
    return Spent(time.perf_counter(), ours, processes.database_cpu_seconds(database.postmaster))


def _raw(database: Database, tenant_id: UUID) -> float:
    """Work orders a second: the same rows in the same batches, by statements that know what to write."""
    settings = [str(tenant_id), "", "*", "on", "", "60000", "5000", "60000"]
    with psycopg.connect(database.app) as conn:
        began = time.perf_counter()
        for day in range(DAYS):
            while _raw_batch(conn, settings, BEGIN + timedelta(days=day)):
                pass
        return PLANS * DAYS / (time.perf_counter() - began)


def _raw_batch(conn: psycopg.Connection[Any], settings: list[str], now: datetime) -> int:
    with conn.transaction(), conn.cursor() as cursor:
        cursor.execute(ENTER, settings)
        held = cursor.execute(HOLD, {"now": now, "limit": BATCH}).fetchall()
        if not held:
            return 0
        rows = [_row(plan_id, now.date()) for plan_id, _ in held]
        given: dict[str, Any] = {
            "rows": msgspec.json.encode(rows).decode(),
            "held": msgspec.json.encode([{"plan_id": plan_id, "progress": kept} for plan_id, kept in held]).decode(),
            "now": now,
            "next": now + timedelta(days=1),
            "many": len(rows),
        }
        cursor.execute(CLAIM, given)
        (last,) = cursor.execute(NUMBERS, given).fetchone() or (0,)
        cursor.execute(MAKE, {**given, "first": last - len(rows)})
        cursor.execute(MAKE_TASKS, given)
        cursor.execute(ONWARD, given)
        told = [event for row in rows for event in _events(row)]
        events = msgspec.json.encode([{**event, "ord": place} for place, event in enumerate(told)]).decode()
        cursor.execute(APPEND, {"events": events, "user": None, "via": "benchmark", "request": "bare", "at": now})
        return len(rows)


def _row(plan_id: UUID, day: date) -> dict[str, Any]:
    tasks = [uuid7() for _ in range(TASKS)]
    return {
        "id": uuid7(),
        "plan_id": plan_id,
        "key": day.isoformat(),
        "due_on": day,
        "work_order_id": uuid7(),
        "tasks": tasks,
    }


def _events(row: dict[str, Any]) -> list[dict[str, Any]]:
    kinds = [("plan_occurrence.made", row["id"]), ("work_order.created", row["work_order_id"])]
    kinds += [("work_order_task.created", task) for task in row["tasks"]]
    return [
        {
            "id": uuid7(),
            "type": kind,
            "entity": kind.partition(".")[0],
            "entity_id": entity,
            "about_id": row["work_order_id"],
            "bears_costs": False,
            "before": {},
            "after": row,
        }
        for kind, entity in kinds
    ]
