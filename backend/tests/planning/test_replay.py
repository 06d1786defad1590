"""Replayed: what the feed tells of plans, occurrences and their work is what is stored, whatever was done."""

import json
from decimal import Decimal
from typing import Any

import psycopg
import pytest

from house.test_replayed import BOOKKEEPING, DERIVED, EVENTS, JOINED, LINKED, NOTHING, TABLES, plain
from planning.steps import asset, counter, daily, late, occurrences, ok, planned, read, thing, today

KINDS = ("maintenance_plan", "plan_occurrence", "work_order", "work_order_task", "work_order_template")


@pytest.fixture(scope="module")
async def busy(world: Any, working: Any) -> Any:
    """A tenant in which plans went through everything that people and clocks do to them."""
    tenant = await world.tenant(time_zone="America/New_York")
    boss = await tenant.person("admin")
    pump = await asset(boss, "Pump")
    hours = await counter(boss, pump)
    template = {"name": "T", "title": "T", "tasks": [{"title": "a"}], "plannedMaterials": [{"item": "Oil"}]}
    work = {"templateId": await thing(boss, "/work-order-templates", **template), "materials": [{"item": "Rag"}]}
    season = [{"first": "01-01", "last": "12-31"}]
    metered = {"kind": "meter_fixed", "meterId": hours, "every": "100"}
    plan = await planned(
        boss, daily(), metered, assetIds=[pump], work=work, season=season, dueTime="08:30", ifPreviousOpen="merge"
    )
    path = f"/maintenance-plans/{plan['id']}"
    for day in range(3):
        await working.drain(tenant, late(day))
    await read(boss, hours, "150")
    await working.drain(tenant, late(3))
    first, second, *_ = await occurrences(boss, plan)
    await ok(boss.post(f"/plan-occurrences/{first['id']}/snooze", {"until": late(9).isoformat()}))
    await ok(boss.post(f"/plan-occurrences/{second['id']}/skip", {"reason": "Merged by mistake"}))
    await ok(boss.post(f"/work-orders/{first['workOrderId']}/cancel", {"note": "so"}))
    await working.drain(tenant, late(4))
    await ok(boss.post(f"/plan-occurrences/{(await occurrences(boss, plan))[-1]['id']}/skip", {"reason": "Rain"}))
    version = (await ok(boss.get(path)))["version"]
    edit = {"assetIds": [], "triggers": [daily(today(), 5)], "work": {"tasks": []}, "endsOn": today(300)}
    await ok(boss.patch(path, edit, version=version))
    for verb in ("pause", "resume"):
        await ok(boss.post(f"{path}/{verb}"))
    await ok(boss.post(f"{path}/duplicate"), 201)
    once = await planned(boss, {"kind": "one_time", "on": today()})
    await working.drain(tenant, late(0))
    [only] = await occurrences(boss, once)
    await ok(boss.post(f"/plan-occurrences/{only['id']}/complete", {}))
    stopped = await ok(boss.get(f"/maintenance-plans/{once['id']}"))
    assert stopped["status"] == "stopped"
    assert (await boss.delete(f"/maintenance-plans/{once['id']}", version=stopped["version"])).status_code == 204
    await ok(boss.post(f"/maintenance-plans/{once['id']}/restore"))
    return tenant


@pytest.mark.parametrize("entity", KINDS)
def test_events_give_the_rows(busy: Any, database: Any, entity: str) -> None:
    """Old state + events = new state."""
    table = TABLES[entity]
    query = (
        f"SELECT to_jsonb(x)::text FROM (SELECT t.*{LINKED.get(table, '')} FROM {table} t {JOINED.get(table, '')} "
        "WHERE t.tenant_id = %s) x"
    )
    records: dict[str, dict[str, Any]] = {}
    with psycopg.connect(database.superuser) as conn:
        for _, kind, entity_id, after in conn.execute(EVENTS, [busy.id]):
            if kind == entity:
                records.setdefault(entity_id, {}).update(json.loads(after, parse_float=Decimal))
        rows = [json.loads(row, parse_float=Decimal) for (row,) in conn.execute(query, [busy.id])]
    assert rows
    assert records.keys() == {row["id"] for row in rows}
    wrong = []
    for row in rows:
        record = records[row["id"]]
        for name, stored in row.items():
            if name in DERIVED.get(table, ()) or (name in BOOKKEEPING and name not in record):
                continue
            said, kept = plain(record.get(name)), plain(stored)
            if name not in ("updated_at", "updated_by") and not (said in NOTHING and kept in NOTHING) and said != kept:
                wrong.append((row["id"], name, record.get(name, "(nothing)"), stored))
    assert wrong == []
