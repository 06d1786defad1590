"""The analyses over HTTP: who sees what, what adds up, what is refused."""

import csv
import io
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import psycopg
import pytest

from fettle.modules.assets import public as assets
from fettle.modules.logs import public as logs
from fettle.modules.work_orders import public as work_orders
from makers.world import Person, World
from makers.yard import Yard, make_yard

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DIMENSIONS = ("taskCode", "kind", "priority", "status", "site", "crew", "assignee", "asset", "assetType", "category")
DIMENSIONS += ("source", "glCode", "problemCode")
COST_DIMENSIONS = ("category", "site", "glCode", "kind", "workOrderKind", "asset", "assetType", "taskCode", "crew")
SIX_HOURS = timedelta(hours=6)


async def done(yard: Yard, *, due: timedelta | None = None, took: timedelta = SIX_HOURS, **fields: Any) -> UUID:
    """A closed corrective work order, reported at noon, with 10.00 spent on it."""
    async with yard.tenant.call() as call:
        made: dict[str, Any] = {
            "id": call.new_id(),
            "title": "Repair",
            "status": work_orders.WorkOrderStatus.CLOSED,
            "site_id": yard.north,
            "reported_at": NOON,
            "due_at": None if due is None else NOON + due,
            "completed_at": NOON + took,
            "closed_at": NOON + took,
            "tasks": [work_orders.NewTask(title="Mow", task_code_id=yard.mowing)],
        }
        historic = work_orders.HistoricWorkOrder(**(made | fields))
        await work_orders.create_many(call, [historic])
        line = logs.NewLogLine(kind=logs.LineKind.OTHER, item="parts", unit_cost=Decimal(10))
        entry = logs.NewLogEntry(
            work_order_id=historic.id, performed_on=historic.reported_at.date(), site_id=yard.north, lines=[line]
        )
        await logs.append_many(call, [entry])
    return historic.id


async def asked(person: Person, path: str, **query: Any) -> Any:
    """The answer to an analysis."""
    answer = await person.get(f"/analysis/{path}", **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_completed_exactly_at_the_target_is_on_time_and_open_work_is_shown_beside(yard: Yard) -> None:
    hour = timedelta(hours=1)
    for due in (6 * hour, 6 * hour - timedelta(microseconds=1), 7 * hour, None):
        await done(yard, due=due)
    open_ = {"status": work_orders.WorkOrderStatus.APPROVED, "completed_at": None, "closed_at": None}
    await done(yard, due=hour, **open_)
    await done(yard, due=timedelta(days=20_000), **open_)
    person = await yard.tenant.person("auditor")
    total = (await asked(person, "work-orders"))["total"]
    assert (total["opened"], total["closed"], total["open"]) == (6, 4, 2)
    assert (total["withTarget"], total["onTime"], total["overdue"], total["onTimePercent"]) == (3, 2, 1, 66.67)
    assert (total["openWithTarget"], total["openOverdue"]) == (2, 1)
    assert (total["timeToClose"]["measured"], total["timeToClose"]["median"]) == (4, 0.25)
    assert total["cost"] == "60.00"
    by_due = (await asked(person, "work-orders", basis="due"))["total"]
    by_done = (await asked(person, "work-orders", basis="completed"))["total"]
    assert (by_due["opened"], by_done["opened"], by_done["open"]) == (5, 4, 0)


async def test_periods_follow_the_tenants_days(world: World) -> None:
    """I-10: what was reported at 23:30 in New York belongs to that day, though it is the next in UTC."""
    yard = await make_yard(world, time_zone="America/New_York")
    await done(yard, reported_at=datetime(2026, 2, 1, 4, 30, tzinfo=UTC))
    person = await yard.tenant.person("auditor")
    rows = (await asked(person, "work-orders", period="month"))["rows"]
    assert [(row["periodStart"], row["periodEnd"]) for row in rows] == [("2026-01-01", "2026-01-31")]
    january = await asked(person, "work-orders", **{"from": "2026-01-31", "to": "2026-01-31"})
    february = await asked(person, "work-orders", **{"from": "2026-02-01"})
    assert (january["total"]["opened"], february["total"]["opened"]) == (1, 0)


async def mixed(yard: Yard) -> None:
    """Work of several kinds, places, priorities and days."""
    kinds = [("low", "corrective"), ("high", "preventive"), ("low", "preventive")] * 2
    for n, (priority, kind) in enumerate(kinds):
        await done(
            yard,
            priority=work_orders.Priority(priority),
            kind=work_orders.WorkKind(kind),
            site_id=yard.south if n % 2 else yard.north,
            asset_ids=[yard.mower] if n < 2 else [],
            reported_at=NOON - timedelta(days=9 * n),
            gl_code_id=yard.fuel if n < 3 else None,
        )


async def test_t16_every_cut_adds_up_to_the_oracles_total(world: World, yard: Yard, database) -> None:
    """T-16: totals equal those of the superuser for this tenant; sums over each dimension equal the total."""
    neighbour = await make_yard(world)
    await mixed(neighbour)
    await mixed(yard)
    await done(yard)
    with psycopg.connect(database.superuser) as conn:
        oracle = conn.execute(
            "SELECT count(*), (SELECT sum(amount) FROM log_line_costs c WHERE c.tenant_id = %(t)s) FROM work_orders w"
            " WHERE w.tenant_id = %(t)s",
            {"t": yard.tenant.id},
        ).fetchone()
    person = await yard.tenant.person("auditor")
    for by in DIMENSIONS:
        for period in ("none", "week", "quarter"):
            analysis = await asked(person, "work-orders", by=by, period=period)
            rows = [row["figures"] for row in analysis["rows"]]
            assert (analysis["total"]["opened"], Decimal(analysis["total"]["cost"])) == oracle, by
            assert (sum(row["opened"] for row in rows), sum(Decimal(row["cost"]) for row in rows)) == oracle, by
    for by in COST_DIMENSIONS:
        for period in ("none", "month"):
            analysis = await asked(person, "costs", by=by, period=period)
            rows = [row["figures"] for row in analysis["rows"]]
            assert Decimal(analysis["total"]["cost"]) == oracle[1], by
            assert sum(Decimal(row["cost"]) for row in rows) == oracle[1], by
            assert sum(row["workOrders"] for row in rows) == oracle[0], by


async def test_filters_narrow_every_analysis(yard: Yard) -> None:
    await mixed(yard)
    person = await yard.tenant.person("auditor")
    for filters, count in (
        ({"siteId": yard.south}, 3),
        ({"kind": "corrective"}, 2),
        ({"priority": ["low", "urgent"]}, 4),
        ({"status": "approved"}, 0),
        ({"assetId": yard.mower}, 2),
        ({"taskCodeId": yard.mowing, "kind": "preventive"}, 4),
        ({"crewId": yard.ann}, 0),
        ({"assigneeId": yard.ann}, 0),
    ):
        assert (await asked(person, "work-orders", **filters))["total"]["opened"] == count
        costs = (await asked(person, "costs", by="none", **filters))["total"]
        assert (costs["workOrders"], costs["cost"]) == (count, f"{10 * count}.00")
        backlog = await asked(person, "backlog", at=(NOON + timedelta(hours=1)).isoformat(), **filters)
        assert backlog["total"]["open"] <= count
    # The day of the work bounds the money, the day of the report the count.
    days = {"from": "2026-03-02", "to": "2026-03-02"}
    assert (await asked(person, "costs", by="none", **days))["total"]["cost"] == "10.00"


async def test_assets_add_up_over_their_tree(yard: Yard) -> None:
    async with yard.tenant.call() as call:
        types = await assets.ensure_asset_types(call, {"vehicle": "Vehicle"})
        blade = assets.NewAsset(
            number="M-1-B", name="Blade", asset_type_id=types["vehicle"], site_id=yard.north, parent_id=yard.mower
        )
        made = await assets.ensure_assets(call, [blade])
    await done(yard, asset_ids=[made["M-1-B"]])
    await done(yard, asset_ids=[yard.mower])
    await done(yard)
    person = await yard.tenant.person("auditor")
    for subtree, mower in (("false", "10.00"), ("true", "20.00")):
        analysis = await asked(person, "costs", by="asset", subtree=subtree)
        found = {row["label"]: (row["figures"]["cost"], row["figures"]["workOrders"]) for row in analysis["rows"]}
        assert found == {"Blade": ("10.00", 1), "Mower": (mower, int(mower[0])), None: ("10.00", 1)}
        assert analysis["total"]["cost"] == "30.00"


async def test_a13_costs_are_absent_for_people_who_see_no_money(world: World) -> None:
    """A-13: no money in the analysis nor its export, and no cost analysis at all."""
    yard = await make_yard(world, edition="household")
    await done(yard)
    viewer = await yard.tenant.person("viewer")
    analysis = await asked(viewer, "work-orders", by="kind")
    assert [part["cost"] for part in (analysis["total"], analysis["rows"][0]["figures"])] == [None, None]
    export = await viewer.get("/analysis/work-orders.csv", by="kind")
    assert "cost" not in export.text
    assert "10.00" not in export.text
    assert (await viewer.get("/analysis/costs", by="kind")).status_code == 403


async def test_site_scope_holds_in_every_analysis(yard: Yard) -> None:
    await mixed(yard)
    scoped = await yard.tenant.person("supervisor", sites=[yard.south])
    assert (await asked(scoped, "work-orders", by="site"))["total"]["opened"] == 3
    assert (await asked(scoped, "costs", by="site"))["total"]["cost"] == "30.00"
    rows = list(csv.DictReader(io.StringIO((await scoped.get("/analysis/work-orders.csv", by="site")).text)))
    assert [(row["label"], row["opened"]) for row in rows] == [("total", "3"), ("South", "3")]
    reliability = await asked(scoped, "reliability", **{"from": "2026-01-01", "to": "2026-12-31"})
    assert reliability["data"] == []


async def test_the_export_equals_the_analysis(yard: Yard) -> None:
    await mixed(yard)
    person = await yard.tenant.person("auditor")
    query = {"by": "priority", "period": "month"}
    analysis = await asked(person, "work-orders", **query)
    answer = await person.get("/analysis/work-orders.csv", **query)
    assert answer.headers["content-disposition"] == 'attachment; filename="work-order-analysis.csv"'
    whole, *rows = csv.DictReader(io.StringIO(answer.text))
    assert (whole["label"], whole["opened"], whole["cost"]) == ("total", "6", "60.00")
    assert [(row["key"], row["periodStart"], int(row["opened"]), row["cost"]) for row in rows] == [
        (row["key"], row["periodStart"], row["figures"]["opened"], row["figures"]["cost"]) for row in analysis["rows"]
    ]
    plain = list(csv.DictReader(io.StringIO((await person.get("/analysis/work-orders.csv")).text)))
    assert len(plain) == 1


async def test_backlog_counts_what_was_open_then(yard: Yard) -> None:
    await done(yard, due=timedelta(hours=2), asset_ids=[yard.mower])
    await done(yard, took=timedelta(days=3))
    cancelled = await yard.work_order()
    person = await yard.tenant.person("supervisor")
    answer = await person.post(f"/work-orders/{cancelled}/cancel", {"note": "Not needed"}, If_Match='"1"')
    for at, open_, overdue in (
        (NOON, 0, 0),
        (NOON + timedelta(microseconds=1), 2, 0),
        (NOON + timedelta(hours=3), 2, 1),
        (NOON + timedelta(hours=6), 2, 1),
        (NOON + timedelta(hours=6, seconds=1), 1, 0),
        (NOON + timedelta(days=4), 0, 0),
    ):
        backlog = await asked(person, "backlog", at=at.isoformat().replace("+00:00", "Z"), by="asset")
        assert (backlog["total"]["open"], backlog["total"]["overdue"]) == (open_, overdue), at
        assert sum(row["figures"]["open"] for row in backlog["rows"]) == open_
    now = await asked(person, "backlog")
    assert now["total"]["open"] == (0 if answer.is_success else 1)
    series = await asked(person, "backlog/series", period="day", **{"from": "2026-03-01", "to": "2026-03-06"})
    assert [point["open"] for point in series["points"]] == [0, 1, 1, 1, 0, 0]
    assert [point["opened"] for point in series["points"]] == [0, 2, 0, 0, 0, 0]
    assert [point["closed"] for point in series["points"]] == [0, 1, 0, 0, 1, 0]


async def test_reliability_of_an_asset(yard: Yard) -> None:
    """MTBF over operating time, MTTR from failure to restored, availability without planned stops."""
    day = timedelta(days=1)
    first = await done(yard, asset_ids=[yard.mower])
    await done(yard, asset_ids=[yard.mower], reported_at=NOON + day, completed_at=NOON + day + timedelta(hours=4))
    await done(yard, asset_ids=[yard.mower], kind=work_orders.WorkKind.PREVENTIVE)
    open_ = {"status": work_orders.WorkOrderStatus.APPROVED, "completed_at": None, "closed_at": None}
    await done(yard, asset_ids=[yard.mower], reported_at=NOON + 2 * day, **open_)
    hours = timedelta(hours=1)
    async with yard.tenant.call() as call:
        await assets.open_downtime(call, yard.mower, started_at=NOON - 2 * hours)
        await assets.close_downtime(call, yard.mower, ended_at=NOON + 8 * hours, work_order_id=first)
    person = await yard.tenant.person("auditor")
    query = {"from": "2026-03-01", "to": "2026-03-10", "assetId": str(yard.mower)}
    found = (await asked(person, "reliability", **query))["data"][0]
    assert (found["failures"], found["failuresUnrepaired"], found["unplannedDowntime"]) == (3, 1, 10)
    assert (found["operating"], found["mtbf"]) == (230, 76.67)
    assert (found["mttr"], found["mttrWithoutHolds"], found["onHold"]) == (7, 7, 0)
    assert found["availabilityPercent"] == 95.83
    assert found["unit"] == "hours"
    quiet = (await asked(person, "reliability", **{"from": "2025-03-01", "to": "2025-03-10"}))["data"][0]
    assert (quiet["failures"], quiet["mtbf"], quiet["mttr"], quiet["availabilityPercent"]) == (0, None, None, 100.0)


@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("work-orders", {"by": "colour"}),
        ("work-orders", {"by": "customField"}),
        ("work-orders", {"customField": "x"}),
        ("work-orders", {"from": "2026-02-02", "to": "2026-02-01"}),
        ("work-orders", {"form": "2026-02-02"}),
        ("work-orders.csv", {"by": "colour"}),
        ("work-orders.csv", {"by": "customField"}),
        ("backlog", {"at": "soon"}),
        ("backlog/series", {"from": "2026-01-01"}),
        ("backlog/series", {"from": "1990-01-01", "to": "2020-01-01", "period": "day"}),
        ("costs", {}),
        ("reliability", {"from": "2026-01-01"}),
    ],
)
async def test_what_cannot_be_asked_is_refused(yard: Yard, path: str, query: dict[str, str]) -> None:
    person = await yard.tenant.person("auditor")
    answer = await person.get(f"/analysis/{path}", **query)
    assert answer.status_code == 422, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["errors"] or "1990-01-01" in query.values()


async def test_people_without_reports_are_refused(yard: Yard) -> None:
    technician = await yard.tenant.person("technician")
    days = {"from": "2026-01-01", "to": "2026-01-02"}
    for path, query in (
        ("work-orders", {}),
        ("work-orders.csv", {}),
        ("backlog", {}),
        ("backlog/series", days),
        ("costs", {"by": "kind"}),
        ("reliability", days),
    ):
        assert (await technician.get(f"/analysis/{path}", **query)).status_code == 403


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """All nodes of a plan."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


async def test_t27_a_report_scans_only_its_tenant(yard: Yard) -> None:
    """T-27: as the application role, the costs of a period come from an index led by the tenant."""
    async with yard.tenant.call() as call:
        await call.value("SELECT set_config('enable_seqscan', 'off', true)")
        plan = await call.value(
            "EXPLAIN (FORMAT JSON) SELECT sum(c.amount) FROM log_line_costs c WHERE c.tenant_id = app.tenant_id()"
            " AND c.performed_on >= %s AND c.performed_on <= %s",
            [date(2026, 1, 1), date(2026, 12, 31)],
        )
    conditions = [node["Index Cond"] for node in nodes(plan[0]["Plan"]) if "Index Cond" in node]
    assert conditions
    assert all("tenant_id" in condition for condition in conditions)
    assert not any(node["Node Type"] == "Seq Scan" for node in nodes(plan[0]["Plan"]))
