"""What is counted, listed, summed and exported equals what the superuser counts for that tenant, or those sites."""

import csv
import io
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import UUID

import psycopg
import pytest
from uuid_utils.compat import uuid7

from fettle.modules.assets import public as assets
from fettle.modules.logs import public as logs
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders
from makers.world import Person, Tenancy

FIRST = datetime(2026, 1, 1, tzinfo=UTC)
STATUSES = [status for status in work_orders.WorkOrderStatus if status not in ("skipped", "closed", "cancelled")]
HOURS = "l.kind IN ('labour', 'equipment')"


class Tenant:
    """A tenant with random work, its sites, and people: one who sees it all, one limited to its first site."""

    def __init__(self, tenant: Tenancy, sites: list[UUID], everywhere: Person, local: Person) -> None:
        self.tenant = tenant
        self.sites = sites
        self.everywhere = everywhere
        self.local = local


@pytest.fixture(scope="session")
async def tenants(world) -> list[Tenant]:
    """Two tenants with the same names in them and different work."""
    return [await randomly(await world.tenant(), Random(seed)) for seed in (1, 2)]


async def randomly(tenant: Tenancy, dice: Random) -> Tenant:
    """Random work in `tenant`: some without a site, some deleted, logs with reversals."""
    async with tenant.call() as call:
        sites = list((await assets.ensure_sites(call, {"North": None, "South": None, "East": None})).values())
        types = await assets.ensure_asset_types(call, {"vehicle": "Vehicle"})
        given = [
            assets.NewAsset(
                number=f"A{n}", name=f"Asset {n}", asset_type_id=types["vehicle"], site_id=dice.choice(sites)
            )
            for n in range(dice.randint(5, 9))
        ]
        made = list((await assets.ensure_assets(call, given)).values())
        people = [(await tenancy.add_staff(call, tenancy.NewStaff(name=name))).id for name in ("Ann", "Bob")]
        orders = [_order(dice, sites, made, people) for _ in range(dice.randint(30, 45))]
        await work_orders.create_many(call, orders)
        requests = [_request(dice, sites) for _ in range(dice.randint(6, 12))]
        await work_orders.create_requests(call, requests)
        for order in orders:
            if order.status in ("approved", "in_progress", "on_hold", "complete"):
                for _ in range(dice.randint(0, 2)):
                    entry = await logs.append(call, _entry(dice, order, people))
                    if dice.random() < 0.2:
                        await logs.reverse(call, entry.id, logs.Reversal(reason="Twice"))
    admin = await tenant.person("admin")
    for order in [order for order in orders if order.status == "new"][:2]:
        assert (await admin.delete(f"/work-orders/{order.id}", version=1)).status_code == 204
    local = await tenant.person("admin", sites=[sites[0]])
    return Tenant(tenant, sites, admin, local)


def _order(dice: Random, sites: list[UUID], made: list[UUID], people: list[UUID]) -> work_orders.HistoricWorkOrder:
    reported = FIRST + timedelta(hours=dice.randint(0, 1200))
    status = dice.choice(STATUSES)
    done = reported + timedelta(hours=dice.randint(1, 100)) if status == "complete" else None
    return work_orders.HistoricWorkOrder(
        id=uuid7(),
        title=f"Job {dice.randint(1, 9)}",
        status=status,
        reported_at=reported,
        priority=dice.choice(list(work_orders.Priority)),
        kind=dice.choice(list(work_orders.WorkKind)),
        site_id=dice.choice([*sites, None]),
        assignee_id=dice.choice([*people, None]),
        due_at=dice.choice([None, reported + timedelta(days=2)]),
        completed_at=done,
        status_note="rain" if status == "on_hold" else None,
        asset_ids=dice.sample(made, dice.randint(0, 2)),
    )


def _request(dice: Random, sites: list[UUID]) -> work_orders.HistoricRequest:
    reported = FIRST + timedelta(hours=dice.randint(0, 1200))
    return work_orders.HistoricRequest(
        id=uuid7(), title="Drips", reported_at=reported, site_id=dice.choice([*sites, None])
    )


def _entry(dice: Random, order: work_orders.HistoricWorkOrder, people: list[UUID]) -> logs.NewLogEntry:
    labour = logs.NewLogLine(
        kind=logs.LineKind.LABOUR, quantity=Decimal(dice.randint(1, 8)), staff_id=dice.choice(people)
    )
    material = logs.NewLogLine(
        kind=logs.LineKind.MATERIAL, item="Bolt", unit="piece", unit_cost=Decimal(dice.randint(100, 9999)) / 100
    )
    lines = dice.choice([[labour], [material], [labour, material]])
    day = date(2026, 2, dice.randint(1, 28))
    return logs.NewLogEntry(work_order_id=order.id, performed_on=day, site_id=order.site_id, lines=lines)


class Oracle:
    """What the superuser counts of one tenant, of all of it or of one site."""

    def __init__(self, conninfo: str, tenant_id: UUID, site_id: UUID | None) -> None:
        self.conninfo = conninfo
        self.given = {"tenant": tenant_id, "site": site_id}

    def rows(self, query: str) -> list[tuple[Any, ...]]:
        """The rows of `query`, in which {of} stands for the fence around table alias w."""
        of = "w.tenant_id = %(tenant)s AND (%(site)s::uuid IS NULL OR w.site_id = %(site)s)"
        with psycopg.connect(self.conninfo) as conn:
            return conn.execute(query.replace("{of}", of), self.given).fetchall()  # type: ignore[arg-type]

    def figures(self, query: str) -> tuple[Any, ...]:
        """The one row of `query`."""
        return self.rows(query)[0]


async def walked(person: Person, path: str, **params: Any) -> list[dict[str, Any]]:
    """All records of a list, page after page."""
    found: list[dict[str, Any]] = []
    cursor: dict[str, str] = {}
    while True:
        answer = await person.get(path, limit=7, **params, **cursor)
        assert answer.status_code == 200, answer.text
        page = answer.json()
        found += page["data"]
        if not page["hasMore"]:
            return found
        cursor = {"cursor": page["nextCursor"]}


LOGGED = """
FROM work_orders w JOIN log_lines l ON l.tenant_id = w.tenant_id AND l.work_order_id = w.id
WHERE {of} AND w.deleted_at IS NULL"""
WORK = "SELECT w.id::text FROM work_orders w WHERE {of} AND w.deleted_at IS NULL"
SPENT = f"""
SELECT coalesce(sum(l.quantity) FILTER (WHERE {HOURS}), 0), coalesce(sum(c.amount), 0), count(*)
FROM work_orders w JOIN log_lines l ON l.tenant_id = w.tenant_id AND l.work_order_id = w.id
LEFT JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id WHERE {{of}}
"""


@pytest.mark.parametrize("whose", [0, 1])
@pytest.mark.parametrize("where", ["everywhere", "one site"])
async def test_t16_lists_counts_sums_and_exports_equal_the_oracle(tenants, database, whose, where):
    """T-16: for each of two tenants, for all of it and for somebody limited to one site."""
    one = tenants[whose]
    person = one.everywhere if where == "everywhere" else one.local
    oracle = Oracle(database.superuser, one.tenant.id, None if where == "everywhere" else one.sites[0])
    await _lists(person, oracle)
    await _counts(person, oracle)
    await _log(person, oracle)
    await _analysis(person, oracle)


async def _lists(person: Person, oracle: Oracle) -> None:
    live = "WHERE {of} AND w.deleted_at IS NULL"
    expected = {
        "/work-orders": WORK,
        "/work-requests": f"SELECT w.id::text FROM work_requests w {live}",
        "/assets": f"SELECT w.id::text FROM assets w {live}",
        "/sites": f"SELECT w.id::text FROM (SELECT *, id AS site_id FROM sites) w {live}",
        "/log-entries": "SELECT e.id::text FROM work_orders w JOIN log_entries e "
        "ON e.tenant_id = w.tenant_id AND e.work_order_id = w.id WHERE {of}",
    }
    for path, query in expected.items():
        shown = [record["id"] for record in await walked(person, path)]
        assert sorted(shown) == sorted(row[0] for row in oracle.rows(query)), path
        assert shown, path


async def _counts(person: Person, oracle: Oracle) -> None:
    for column in ("status", "priority", "kind"):
        query = f"SELECT w.{column}, count(*) FROM work_orders w WHERE {{of}} AND w.deleted_at IS NULL GROUP BY 1"
        expected = dict(oracle.rows(query))
        for value, number in expected.items():
            counted = (await person.get("/work-orders/counts", **{column: value})).json()
            assert counted["total"] == number, (column, value, counted)
            assert len(await walked(person, "/work-orders", **{column: value})) == number
        grouped = (await person.get("/work-orders/counts", by=column)).json()["groups"]
        assert {group["key"]: group["count"] for group in grouped} == expected, column
    for by, column in (("assignee", "assignee_id"), ("site", "site_id")):
        query = f"SELECT w.{column}::text, count(*) FROM work_orders w WHERE {{of}} AND w.deleted_at IS NULL GROUP BY 1"
        grouped = (await person.get("/work-orders/counts", by=by)).json()["groups"]
        assert {group["key"]: group["count"] for group in grouped} == dict(oracle.rows(query)), by
    asked = "SELECT w.status, count(*) FROM work_requests w WHERE {of} AND w.deleted_at IS NULL GROUP BY 1"
    told = (await person.get("/work-requests/counts")).json()
    assert {status: number for status, number in told["byStatus"].items() if number} == dict(oracle.rows(asked))


async def _log(person: Person, oracle: Oracle) -> None:
    hours, cost, lines = oracle.figures(SPENT)
    rows = list(csv.DictReader(io.StringIO((await person.get("/log-entries.csv")).text.lstrip("\ufeff"))))
    assert len(rows) == lines
    assert sum(Decimal(row["amount"] or 0) for row in rows) == cost
    for by in ("day", "person", "workOrder"):
        summed = await walked(person, "/log-entries/summary", by=by)
        assert sum(Decimal(row["hours"]) for row in summed) == hours, by
        assert sum(Decimal(row["cost"] or 0) for row in summed) == cost, by


async def _analysis(person: Person, oracle: Oracle) -> None:
    live = "FROM work_orders w WHERE {of} AND w.deleted_at IS NULL"
    opened = oracle.figures(f"SELECT count(*) {live}")[0]
    waiting = oracle.figures(f"SELECT count(*) {live} AND w.status IN ('new', 'approved', 'in_progress', 'on_hold')")[0]
    hours, cost, _ = oracle.figures(SPENT)
    told = (await person.get("/analysis/work-orders", by="site")).json()
    assert (told["total"]["opened"], Decimal(told["total"]["hours"]), Decimal(told["total"]["cost"])) == (
        opened,
        hours,
        cost,
    )
    by_site = oracle.rows(f"SELECT w.site_id::text, count(*) {live} GROUP BY 1")
    assert Counter({row["key"]: row["figures"]["opened"] for row in told["rows"]}) == Counter(dict(by_site))
    exported = list(
        csv.DictReader(io.StringIO((await person.get("/analysis/work-orders.csv", by="site")).text.lstrip("\ufeff")))
    )
    assert len(exported) == len(by_site) + 1
    assert (await person.get("/analysis/backlog")).json()["total"]["open"] == waiting
    labour = f"SELECT coalesce(sum(l.quantity), 0) {LOGGED} AND l.kind = 'labour'"
    maintenance = (await person.get("/analysis/maintenance", period="week")).json()
    assert Decimal(maintenance["total"]["loggedHours"]) == oracle.figures(labour)[0]
    assert sum(Decimal(row["figures"]["loggedHours"]) for row in maintenance["rows"]) == oracle.figures(labour)[0]
    assert Decimal((await person.get("/analysis/costs", by="kind")).json()["total"]["cost"]) == cost
    reliable = await walked(person, "/analysis/reliability", **{"from": "2026-01-01", "to": "2026-02-01"})
    assert len(reliable) == oracle.figures("SELECT count(*) FROM assets w WHERE {of} AND w.deleted_at IS NULL")[0]
