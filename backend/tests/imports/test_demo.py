"""The demo reproduces the figures that its data is known by, and a second load does nothing."""

from decimal import Decimal

import psycopg
import pytest
from psycopg.rows import dict_row

from fettle import demo
from fettle.demo.tenants import TENANTS

IDS = {tenant.new.slug: tenant.new.id for tenant in TENANTS}


@pytest.fixture(scope="module")
async def heard(world) -> list[tuple[int, int]]:
    """The demo, loaded twice; what the progress bar was told the first time."""
    told: list[tuple[int, int]] = []
    await demo.load(world.door, lambda done, total: told.append((done, total)))
    await demo.load(world.door)
    return told


@pytest.fixture
def ask(heard, database):
    """Asks the database of the demo."""

    def run(query: str, slug: str) -> list[dict]:
        with psycopg.connect(database.superuser, row_factory=dict_row) as conn:
            return conn.execute(query, {"tenant": IDS[slug]}).fetchall()

    return run


def test_the_bar_climbs_to_its_end(heard):
    done = [done for done, _total in heard]
    assert done == sorted(done)
    assert heard[-1] == (3_432_416, 3_432_416)


def test_every_row_is_accounted_for_once(ask):
    """Read = loaded + quarantined for both files, in one import each, though the demo was loaded twice."""
    query = """
        SELECT rows_read, rows_loaded, rows_updated, rows_unchanged, rows_quarantined, status FROM imports
        WHERE tenant_id = %(tenant)s
    """
    assert [list(r.values()) for r in ask(query, "parks")] == [[10127, 10127, 0, 0, 0, "done"]]
    assert [list(r.values()) for r in ask(query, "quarry")] == [[5485, 5485, 0, 0, 0, "done"]]
    assert ask(query, "household") == []


def test_what_is_missing_in_the_data_is_reported(ask):
    """Missing targets, labels and places, costs that are missing or negative, texts that were cut off: row by row."""
    query = """
        SELECT column_name AS what, code, count(*) AS n FROM import_faults WHERE tenant_id = %(tenant)s
        GROUP BY 1, 2 ORDER BY 1, 2
    """
    assert [tuple(r.values()) for r in ask(query, "parks")] == [
        ("CASE_TITLE", "missing", 11),
        ("OnTime_Status", "missing", 9),
        ("TARGET_DT", "missing", 559),
        ("neighborhood", "missing", 1214),
    ]
    found = [tuple(r.values()) for r in ask(query, "quarry")]
    assert ("Cost", "missing", 1288) in found
    assert ("Cost", "negative", 6) in found
    assert {code for _what, code, _n in found} == {"missing", "negative", "cut_off"}


def test_the_figures_of_the_parks(ask):
    """8,717 closed and 1,410 open; 6,914 of 8,214 closed with a target on time; 1,289 open on 1 July 2015."""
    figures = ask(
        """
        SELECT count(*) FILTER (WHERE status = 'closed') AS closed, count(*) FILTER (WHERE status = 'approved') AS open,
               count(*) FILTER (WHERE completed_at <= due_at) AS on_time,
               count(*) FILTER (WHERE completed_at > due_at) AS late,
               percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM completed_at - reported_at) / 86400)
                   AS median_days,
               count(*) FILTER (WHERE reported_at < timestamp '2015-07-01' AT TIME ZONE 'America/New_York'
                   AND (completed_at IS NULL
                        OR completed_at >= timestamp '2015-07-01' AT TIME ZONE 'America/New_York')) AS open_in_july
        FROM work_orders WHERE tenant_id = %(tenant)s
        """,
        "parks",
    )[0]
    # The six closed ones without a label were closed after their target.
    assert (figures["closed"], figures["open"], figures["on_time"], figures["late"]) == (8717, 1410, 6914, 1300)
    assert figures["open_in_july"] == 1289
    assert round(figures["median_days"], 2) == 5.31


@pytest.mark.parametrize(
    ("code", "on_time", "of"),
    [
        ("Tree Maintenance Requests", 3240, 3240),
        ("Ground Maintenance", 1272, 1518),
        ("Equipment Repair", 766, 1468),
        ("Tree Emergencies", 728, 766),
        ("Empty Litter Basket", 49, 238),
    ],
)
def test_on_time_by_type(ask, code, on_time, of):
    found = ask(
        """
        SELECT c.code, count(*) FILTER (WHERE w.completed_at <= w.due_at) AS on_time, count(*) AS n
        FROM work_orders w
        JOIN work_order_tasks t ON t.tenant_id = w.tenant_id AND t.work_order_id = w.id
        JOIN task_codes c ON c.tenant_id = t.tenant_id AND c.id = t.task_code_id
        WHERE w.tenant_id = %(tenant)s AND w.completed_at IS NOT NULL AND w.due_at IS NOT NULL GROUP BY c.code
        """,
        "parks",
    )
    row = next(r for r in found if r["code"] == code)
    assert row["on_time"] == on_time
    assert row["n"] - of in range(5), "closed ones without a label are counted as well"


def test_requests_crews_and_sites_of_the_parks(ask):
    """Every work order has its approved request, reported then; crews are queues, sites neighbourhoods."""
    requests = ask(
        """
        SELECT count(*) AS n, count(*) FILTER (WHERE r.status = 'approved' AND r.reported_at = w.reported_at) AS same
        FROM work_requests r JOIN work_orders w ON w.tenant_id = r.tenant_id AND w.id = r.work_order_id
        WHERE r.tenant_id = %(tenant)s
        """,
        "parks",
    )
    assert requests == [{"n": 10127, "same": 10127}]
    assert ask("SELECT count(*) AS n FROM crews WHERE tenant_id = %(tenant)s", "parks")[0]["n"] == 17
    assert ask("SELECT count(*) AS n FROM sites WHERE tenant_id = %(tenant)s", "parks")[0]["n"] == 23


@pytest.mark.parametrize(
    ("asset", "work", "corrective", "cost"),
    [
        ("A", 151, 149, "77567.19"),
        ("B", 1017, 976, "1312183.24"),
        ("C", 992, 896, "6229217.28"),
        ("D", 2374, 2304, "5128534.49"),
        ("E", 951, 892, "4758660.56"),
    ],
)
def test_m9_the_figures_of_the_excavators(ask, asset, work, corrective, cost):
    """M-9: work orders, corrective ones and cost of each excavator, to the cent; negative costs stay."""
    found = ask(
        """
        SELECT a.number, count(*) AS work, count(*) FILTER (WHERE w.kind = 'corrective') AS corrective,
               (SELECT sum(amount) FROM log_line_costs c WHERE c.tenant_id = a.tenant_id AND c.asset_id = a.id) AS cost
        FROM assets a
        JOIN work_order_assets l ON l.tenant_id = a.tenant_id AND l.asset_id = a.id
        JOIN work_orders w ON w.tenant_id = a.tenant_id AND w.id = l.work_order_id
        WHERE a.tenant_id = %(tenant)s GROUP BY a.tenant_id, a.id, a.number
        """,
        "quarry",
    )
    row = next(r for r in found if r["number"] == asset)
    assert (row["work"], row["corrective"], row["cost"]) == (work, corrective, Decimal(cost))


def test_m9_costs_by_year_are_those_of_the_file(ask):
    """M-9: log entries are dated as in the file: the sums of every year agree, 17,506,162.76 in all."""
    loaded = ask(
        "SELECT extract(year FROM performed_on)::int::text AS year, sum(amount) AS cost FROM log_line_costs"
        " WHERE tenant_id = %(tenant)s GROUP BY 1",
        "quarry",
    )
    source = ask(
        "SELECT key, amount FROM import_sums WHERE tenant_id = %(tenant)s AND dimension = 'costByYear'", "quarry"
    )
    assert {r["year"]: r["cost"] for r in loaded} == {r["key"]: r["amount"] for r in source}
    assert sum(r["cost"] for r in loaded) == Decimal("17506162.76")
    assert len(ask("SELECT 1 FROM log_entries WHERE tenant_id = %(tenant)s", "quarry")) == 5485 - 1288
    assert len(ask("SELECT 1 FROM log_line_costs WHERE tenant_id = %(tenant)s AND amount < 0", "quarry")) == 6


async def test_everybody_in_the_demo_can_sign_in(ask):
    """One person per role and tenant, in the household too; in one of them four technicians."""
    for slug in IDS:
        roles = ask(
            "SELECT u.email, r.code FROM memberships m JOIN users u ON u.id = m.user_id"
            " JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id WHERE m.tenant_id = %(tenant)s",
            slug,
        )
        listed = [(email, role) for tenant, role, email in demo.SIGN_INS if tenant == slug]
        assert sorted(listed) == sorted((r["email"], r["code"]) for r in roles)


def test_imported_tenants_have_plans_once_and_no_work_of_theirs_yet(ask):
    """Loaded twice, the plans are there once; what they make comes with the worker, beside the published figures."""
    for slug, count in (("parks", 4), ("quarry", 2)):
        [plans] = ask(
            "SELECT count(*) AS n, count(DISTINCT name) AS names FROM maintenance_plans WHERE tenant_id = %(tenant)s",
            slug,
        )
        assert (plans["n"], plans["names"]) == (count, count)
        assert ask("SELECT 1 FROM work_orders WHERE tenant_id = %(tenant)s AND plan_id IS NOT NULL", slug) == []
