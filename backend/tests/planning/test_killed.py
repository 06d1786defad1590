"""J-1: workers are killed at random while a year of work is made for eighty tenants; nothing is lost or doubled."""

import asyncio
import json
import os
import sys
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from itertools import takewhile
from pathlib import Path
from typing import Any

from fettle.db import engine
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.kit.ids import new_id
from fettle.kit.recurrence.intervals import Interval, Unit
from fettle.kit.recurrence.rules import Monthly, Series, Weekday, Weekly
from fettle.kit.recurrence.series import dates
from fettle.modules.assets import public as assets
from fettle.modules.assets.actions import meters
from fettle.modules.assets.records.meters import FirstSegment, MeterKind
from fettle.modules.planning import public as planning
from fettle.modules.planning.records import CatchUp, IfOpen
from makers.workers import House
from planning import nursery

KILLS = int(os.environ.get("FETTLE_TEST_KILLS", "200"))
TENANTS = int(os.environ.get("FETTLE_TEST_KILLED_TENANTS", "80"))
LIVELY = 3
BEGIN = datetime(2026, 1, 5, 12, tzinfo=UTC)
END = datetime(2027, 1, 5, 12, tzinfo=UTC)
SERIES = {
    "Month": Series(rule=Monthly(day=31), anchor=date(2026, 1, 31)),
    "Quarter": Series(rule=Monthly(every=3, day=1), anchor=date(2026, 1, 1)),
    "Fortnight": Series(rule=Weekly(every=2, weekdays=(Weekday.MONDAY,)), anchor=BEGIN.date()),
}
LEAD = 3
STEP = Decimal(100)
FOUND = """
SELECT p.tenant_id, p.name, array_agg(o.key ORDER BY o.due_on, o.key) AS keys,
       count(DISTINCT o.work_order_id) AS work_orders,
       count(*) FILTER (WHERE o.state IN ('made', 'completed') AND w.occurrence_id = o.id) AS own
FROM maintenance_plans p
JOIN plan_occurrences o ON o.tenant_id = p.tenant_id AND o.plan_id = p.id
LEFT JOIN work_orders w ON w.tenant_id = o.tenant_id AND w.id = o.work_order_id
GROUP BY p.tenant_id, p.name
"""
STRAY = """
SELECT (SELECT count(*) FROM work_orders) AS work_orders, (SELECT count(*) FROM plan_occurrences) AS occurrences,
       (SELECT count(*) FROM events WHERE type = 'work_order.created') AS created,
       (SELECT count(*) FROM events WHERE type = 'plan_occurrence.made') AS made,
       (SELECT count(*) FROM (SELECT FROM work_orders GROUP BY tenant_id, number HAVING count(*) > 1) n) AS numbers
"""


def terms(name: str, *triggers: Any) -> planning.PlanTerms:
    return planning.PlanTerms(
        name=name,
        triggers=triggers,
        work=planning.PlannedWork(title=name, tasks=(planning.PlannedTask(title="Look", required=False),)),
        lead_days=LEAD,
        catch_up=CatchUp.ALL,
        if_previous_open=IfOpen.BESIDE,
    )


async def furnish(house: House, door: Door, *, lively: bool) -> None:
    """A tenant with plans by the calendar; a lively one also with work that floats and work by a meter."""
    tenant_id = await house.tenant()
    async with door.open(system(tenant_id, via="test")) as call:
        for name, series in SERIES.items():
            await planning.create(call, terms(name, planning.CalendarFixed(series=series)))
        if not lively:
            return
        every_ten_days = Interval(every=10, unit=Unit.DAYS)
        floating = planning.CalendarFloating(starts_on=BEGIN.date(), interval=every_ten_days)
        await planning.create(call, terms("Floating", floating))
        kinds = await assets.ensure_asset_types(call, {"pump": "Pump"})
        pump = assets.NewAsset(number="P-1", name="Pump", asset_type_id=kinds["pump"])
        asset_id = (await assets.ensure_assets(call, [pump]))["P-1"]
        first = FirstSegment(id=new_id(), at=call.now, value=Decimal(0), lifetime_before=Decimal(0))
        given = {"name": "Hours", "unit": "h", "kind": MeterKind.COUNTER}
        meter = await meters.create(call, asset_id, given, first)
        await planning.create(call, terms("Meter", planning.MeterFixed(meter_id=meter.id, every=STEP)))


async def killed(house: House, tmp_path: Path) -> dict[str, int]:
    """Let workers work and die until the year is over; how many were killed, and how many failed by themselves."""
    given = {
        "app": house.database.app,
        "data": str(tmp_path),
        "until": END.isoformat(),
        "kills": KILLS,
        "workers": 2,
        "seed": 2026,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        str(Path(nursery.__file__)),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    output, _ = await asyncio.wait_for(process.communicate(json.dumps(given).encode()), 250)
    told: dict[str, int] = json.loads(output)
    return told


def expected(series: Series) -> list[str]:
    until = END.date() + timedelta(days=LEAD)
    found: Iterator[date] = takewhile(lambda day: day <= until, dates(series, after=BEGIN.date() - timedelta(days=1)))
    return [day.isoformat() for day in found]


async def test_each_due_occurrence_has_exactly_one_work_order_j_1(fresh_database, settings, tmp_path):
    """J-1, J-2: two workers at a time, each at its own moment of the year, killed by SIGKILL over and over."""
    door = engine.make_door(settings, fresh_database.app)
    async with door.pool:
        house = House(fresh_database, settings, door)
        then = Door(door.pool, clock=lambda: BEGIN)
        for number in range(TENANTS):
            await furnish(house, then, lively=number < LIVELY)
        told = await killed(house, tmp_path)
        for tenant in house.peek("SELECT id FROM tenants"):
            last = Door(door.pool, clock=lambda: END)
            await nursery.tell(last, tenant["id"])
            await nursery.running.make_due(nursery.Work(last, tenant["id"], {}))
    assert told == {"killed": KILLS, "failed": 0}
    plans = {(row["tenant_id"], row["name"]): row for row in house.peek(FOUND)}
    assert len(plans) == 3 * TENANTS + 2 * LIVELY
    for (_, name), row in plans.items():
        assert row["work_orders"] == row["own"] == len(row["keys"]) == len(set(row["keys"])), (name, row)
        if name in SERIES:
            assert row["keys"] == expected(SERIES[name])
        elif name == "Floating":
            assert set(row["keys"]) == {f"after-{cycle}" for cycle in range(len(row["keys"]))}
            assert len(row["keys"]) > 365 / (10 + nursery.STRIDE)
    check_meters(house, plans)
    (counts,) = house.peek(STRAY)
    assert counts["work_orders"] == counts["occurrences"] == counts["created"] == counts["made"]
    assert counts["numbers"] == 0


def check_meters(house: House, plans: dict[Any, dict[str, Any]]) -> None:
    """Every hundred hours that a meter has run through has its work order."""
    read = house.peek("SELECT tenant_id, meter_id, max(value) AS value FROM meter_readings GROUP BY 1, 2")
    assert len(read) == LIVELY
    for meter in read:
        steps = range(1, int(meter["value"] // STEP) + 1)
        wanted = {f"{meter['meter_id']}@{int(step * STEP)}" for step in steps}
        assert set(plans[meter["tenant_id"], "Meter"]["keys"]) == wanted
