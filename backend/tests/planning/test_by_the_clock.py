"""Years of plans through the real actions, by a clock of the test: the faults that others are known for."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import psycopg
import pytest
from psycopg.rows import dict_row

from fettle.db.door import Door
from fettle.kit.recurrence.rules import Daily, Monthly, Series, Weekday, Weekly
from fettle.kit.recurrence.zones import instant
from fettle.modules.planning import public as planning
from fettle.modules.planning.actions import plans, running
from fettle.modules.planning.records import CatchUp, IfOpen
from fettle.queue import Work

ZONE = "America/New_York"
MADE = """
SELECT o.key, o.due_on, o.due_at, o.state, w.due_at AS deadline FROM plan_occurrences o
LEFT JOIN work_orders w ON w.tenant_id = o.tenant_id AND w.id = o.work_order_id AND w.occurrence_id = o.id
WHERE o.plan_id = %s ORDER BY o.due_on
"""
EVENTS = "SELECT type FROM events WHERE entity_id = %s AND type = 'maintenance_plan.stopped'"


@pytest.fixture
def peek(database: Any) -> Any:
    """Asks as the administrator of the server, whom no row security binds."""

    def ask(query: str, *given: Any) -> list[dict[str, Any]]:
        with psycopg.connect(database.superuser, row_factory=dict_row) as conn:
            return conn.execute(query.encode(), given).fetchall()

    return ask


def local(day: date, hour: int = 6) -> datetime:
    return instant(day, time(hour), ZONE)


async def keep(tenant: Any, day: date, rule: Any, anchor: date | None = None, **more: Any) -> Any:
    """A plan made on a day of the past or future."""
    series = {name: more.pop(name) for name in ("until", "count") if name in more}
    terms = planning.PlanTerms(
        name=f"Plan {rule}",
        triggers=(planning.CalendarFixed(series=Series(rule=rule, anchor=anchor or day, **series)),),
        work=planning.PlannedWork(title="Do it"),
        **{"if_previous_open": IfOpen.BESIDE, **more},
    )
    async with tenant.call_at(local(day)) as call:
        return await planning.create(call, terms)


async def worker(world: Any, tenant: Any, now: datetime) -> None:
    """A worker looks at what is due."""
    await running.make_due(Work(Door(world.door.pool, clock=lambda: now), tenant.id, {}))


async def test_31_january_monthly_for_two_years(world: Any, tenant: Any, peek: Any) -> None:
    """I-11: every month's last day, once, by a worker that looks every five days."""
    plan = await keep(tenant, date(2026, 1, 5), Monthly(day=31), date(2026, 1, 31))
    for days in range(0, 735, 5):
        await worker(world, tenant, local(date(2026, 1, 5)) + timedelta(days=days))
    rows = peek(MADE, plan.id)
    assert len(rows) == 24
    assert [row["key"] for row in rows[:3]] == ["2026-01-31", "2026-02-28", "2026-03-31"]
    assert all((row["due_on"] + timedelta(days=1)).day == 1 and row["deadline"] for row in rows)


@pytest.mark.parametrize(("night", "hours"), [(date(2026, 3, 8), [12, 11, 11]), (date(2026, 11, 1), [11, 12, 12])])
async def test_j5_a_daily_plan_keeps_its_local_hour(
    world: Any, tenant: Any, peek: Any, night: date, hours: list[int]
) -> None:
    """J-5: due at 07:00 in New York before and after the night in which the clocks change, the worker down in it."""
    plan = await keep(tenant, night - timedelta(days=1), Daily(), due_time=time(7))
    for now in (local(night - timedelta(days=1)), local(night, 0), local(night, 5), local(night + timedelta(days=1))):
        await worker(world, tenant, now)
    rows = peek(MADE, plan.id)
    assert [row["due_at"].astimezone(UTC).hour for row in rows] == hours
    assert all(row["due_at"] == row["deadline"] for row in rows)
    assert [row["due_at"].astimezone(ZoneInfo(ZONE)).hour for row in rows] == [7, 7, 7]


@pytest.mark.parametrize(("catch_up", "made"), [("all", 4), ("latest", 1), ("none", 1)])
async def test_j5_down_for_three_days_over_the_night_of_the_clocks(
    world: Any, tenant: Any, peek: Any, catch_up: str, made: int
) -> None:
    """J-5: what the policy says is made, the rest recorded as missed, and starting twice changes nothing."""
    plan = await keep(tenant, date(2026, 3, 7), Daily(), catch_up=CatchUp(catch_up))
    await worker(world, tenant, local(date(2026, 3, 7)))
    for _ in range(2):
        await worker(world, tenant, local(date(2026, 3, 11)))
    rows = peek(MADE, plan.id)
    assert [row["due_on"].day for row in rows] == [7, 8, 9, 10, 11]
    states = [row["state"] for row in rows[1:]]
    assert states == ["missed"] * (4 - made) + ["made"] * made
    assert all((row["deadline"] is not None) == (row["state"] == "made") for row in rows)


async def test_a_worker_that_was_down_over_the_due_time_makes_one_when_it_starts(
    world: Any, tenant: Any, peek: Any
) -> None:
    plan = await keep(tenant, date(2026, 5, 1), Weekly(weekdays=(Weekday.MONDAY,)))
    for hour in (1, 2, 30, 50):
        await worker(world, tenant, local(date(2026, 5, 6), 0) + timedelta(hours=hour))
    assert [(row["key"], row["state"]) for row in peek(MADE, plan.id)] == [("2026-05-04", "made")]


async def test_an_end_keeps_the_next_due_date_and_is_told(world: Any, tenant: Any, peek: Any) -> None:
    """An end is set: what is next stays next; after the last date the plan stops, with an event and a reason."""
    began = date(2026, 6, 1)
    plan = await keep(tenant, began, Weekly(weekdays=(Weekday.FRIDAY,)))
    async with tenant.call_at(local(began)) as call:
        before = (await plans.get(call, plan.id)).next_due_on
        edited = await plans.update(call, plan.id, {"ends_on": date(2026, 6, 13)}, version=plan.version)
    assert before == edited.next_due_on == date(2026, 6, 5)
    for days in (4, 11, 14, 30):
        await worker(world, tenant, local(began + timedelta(days=days)))
    assert [row["key"] for row in peek(MADE, plan.id)] == ["2026-06-05", "2026-06-12"]
    async with tenant.call_at(local(date(2026, 7, 1))) as call:
        ended = await plans.get(call, plan.id)
    assert (ended.status, ended.stopped_reason) == ("stopped", "ended")
    assert len(peek(EVENTS, plan.id)) == 1


async def test_three_edits_with_a_worker_between_them_leave_one_schedule(world: Any, tenant: Any, peek: Any) -> None:
    plan = await keep(tenant, date(2026, 9, 1), Monthly(day=20), lead_days=5)
    version = plan.version
    for day, moved in ((15, 22), (16, 25), (23, 24)):
        await worker(world, tenant, local(date(2026, 9, day)))
        series = Series(rule=Monthly(day=moved), anchor=date(2026, 9, 1))
        async with tenant.call_at(local(date(2026, 9, day), 8)) as call:
            given = {"triggers": (planning.CalendarFixed(series=series),)}
            version = (await plans.update(call, plan.id, given, version=version)).version
        await worker(world, tenant, local(date(2026, 9, day), 9))
    await worker(world, tenant, local(date(2026, 10, 24)))
    assert [row["key"] for row in peek(MADE, plan.id)] == ["2026-09-20", "2026-10-24"]
