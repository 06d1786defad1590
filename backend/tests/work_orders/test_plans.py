"""T-27: the hot lists of work use indexes led by the tenant, as the application role, under row security."""

import asyncio
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import psycopg
import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import Caller
from fettle.modules.work_orders.records import CountBy, RequestFilters, WorkOrderFilters, WorkOrderSort, WorkOrderStatus
from fettle.modules.work_orders.rules.search import parse
from fettle.modules.work_orders.store import lists, requests

MANY = 20_000
FILL = """
INSERT INTO work_orders (tenant_id, id, number, title, status, priority, due_at, reported_at, created_at, site_id,
                         assignee_id, crew_id, reference)
SELECT %(tenant)s, gen_random_uuid(), n,
       'Job ' || (ARRAY['bucket', 'pump', 'fence', 'lamp', 'gate'])[1 + n %% 5] || ' ' || n,
       (ARRAY['new', 'approved', 'closed', 'closed', 'closed'])[1 + n %% 5],
       (ARRAY['low', 'medium', 'high', 'urgent'])[1 + n %% 4],
       CASE WHEN n %% 3 = 0 THEN now() + (n - 300) * interval '1 minute' END, now() - n * interval '1 hour',
       now() - n * interval '1 hour', NULL, NULL, NULL, 'R' || n
FROM generate_series(1, %(many)s) n
"""
FILL_REQUESTS = """
INSERT INTO work_requests (tenant_id, id, number, title, status, reported_at)
SELECT %(tenant)s, gen_random_uuid(), n, 'Request ' || n, 'new', now() - n * interval '1 hour'
FROM generate_series(1, %(many)s) n
"""


@pytest.fixture(scope="module")
async def full(world: Any, database: Any) -> Any:
    """A tenant with many work orders beside two others that are as large."""
    tenants = [await world.tenant() for _ in range(3)]
    with psycopg.connect(database.owner) as conn:
        for tenant in tenants:
            conn.execute(FILL, {"tenant": tenant.id, "many": MANY})
            conn.execute(FILL_REQUESTS, {"tenant": tenant.id, "many": MANY})
    with psycopg.connect(database.owner, autocommit=True) as conn:
        for _ in range(20):
            conn.execute("VACUUM ANALYZE work_orders, work_requests")
            seen = "SELECT relallvisible >= relpages FROM pg_class WHERE oid = 'work_orders'::regclass"
            if conn.execute(seen).fetchone() == (True,):
                break
            await asyncio.sleep(0.25)
    return tenants[0]


def nodes(plan: dict[str, Any]) -> Iterator[dict[str, Any]]:
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


async def explained(tenant: Any, query: str, parameters: dict[str, Any], **caller: Any) -> list[dict[str, Any]]:
    """The nodes of the plan that the application role gets for `query`."""
    fields = {"permissions": frozenset({"*"}), "user_id": uuid7(), **caller}
    async with tenant.call(read_only=True, **fields) as call:
        assert isinstance(call.caller, Caller)
        said = await call.value(f"EXPLAIN (FORMAT JSON) {query}", parameters)
    return list(nodes(said[0]["Plan"]))


def check(plan: list[dict[str, Any]], table: str, index: str | None) -> None:
    """No scan of the whole table, an index condition on the tenant, and the index that was meant."""
    scans = [node for node in plan if node.get("Relation Name") == table]
    assert scans
    for node in scans:
        assert node["Node Type"] != "Seq Scan", node
    used = [node for node in plan if "Index Cond" in node and "tenant_id" in node["Index Cond"]]
    assert used
    if index is not None:
        assert index in {node.get("Index Name") for node in plan}, [node.get("Index Name") for node in plan]


CASES = [
    ({}, None, None, "ix_work_orders_created_at"),
    ({}, WorkOrderSort.OLDEST, None, "ix_work_orders_created_at"),
    ({}, WorkOrderSort.DUE_FIRST, None, "ix_work_orders_due_at"),
    ({}, WorkOrderSort.DUE_LAST, None, "ix_work_orders_due_at"),
    ({}, WorkOrderSort.MOST_URGENT, None, "ix_work_orders_urgency"),
    ({}, WorkOrderSort.NUMBER, None, "uq_work_orders_number"),
    ({}, WorkOrderSort.STATUS, None, "ix_work_orders_status"),
    ({}, WorkOrderSort.UPDATED, None, "ix_work_orders_updated_at"),
    ({}, WorkOrderSort.UPDATED_DOWN, None, "ix_work_orders_updated_at"),
    ({}, WorkOrderSort.SCHEDULED_FIRST, None, "ix_work_orders_scheduled_start"),
    ({}, WorkOrderSort.SCHEDULED_LAST, None, "ix_work_orders_scheduled_start"),
    ({"ids": [uuid7()]}, None, None, "pk_work_orders"),
    ({"location_ids": [uuid7()]}, None, None, "ix_work_orders_location_id"),
    ({"plan_ids": [uuid7()]}, None, None, "ix_work_orders_plan_id"),
    ({"requested_by_ids": [uuid7()]}, None, None, "ix_work_orders_requested_by_id"),
    ({"scheduled_from": datetime(2026, 1, 1, tzinfo=UTC)}, None, None, "ix_work_orders_scheduled_start"),
    ({"open": True}, None, None, None),
    ({"status": [WorkOrderStatus.ON_HOLD]}, None, None, "ix_work_orders_status"),
    ({"assignee_ids": [uuid7()]}, None, None, "ix_work_orders_assignee_id"),
    ({"crew_ids": [uuid7()]}, None, None, "ix_work_orders_crew_id"),
    ({"site_ids": [uuid7()]}, None, None, "ix_work_orders_site_id"),
    ({"asset_ids": [uuid7()]}, None, None, None),
    ({"tag_ids": [uuid7()]}, None, None, None),
    ({"overdue": True}, WorkOrderSort.DUE_FIRST, None, "ix_work_orders_due_at"),
    # Newest first, the planner may as well walk by age: what is overdue is often young.
    ({"overdue": True}, None, None, None),
    ({}, None, "pump 77", "pk_work_orders"),
    ({}, None, "WO-77", "pk_work_orders"),
]


@pytest.mark.parametrize(("filters", "sort", "typed", "index"), CASES)
async def test_t27_lists_follow_an_index_of_the_tenant(
    full: Any, filters: Any, sort: Any, typed: Any, index: Any
) -> None:
    async with full.call(read_only=True) as call:
        search = parse(typed) if typed else None
        chosen = sort or (None if search else WorkOrderSort.NEWEST)
        query, parameters = lists.page_query(call, WorkOrderFilters(**filters), search, chosen, None)
    check(await explained(full, query, {**parameters, "limit": 51}), "work_orders", index)


async def test_t27_a_later_page_goes_on_in_the_index(full: Any) -> None:
    async with full.call(read_only=True) as call:
        newest = WorkOrderSort.NEWEST
        rows = await lists.some(call, WorkOrderFilters(), None, newest, Asked(51))
        position = [rows[-1].created_at.isoformat(), str(rows[-1].id)]
        query, parameters = lists.page_query(call, WorkOrderFilters(), None, newest, position)
    plan = await explained(full, query, {**parameters, "limit": 51})
    check(plan, "work_orders", "ix_work_orders_created_at")
    [scan] = [node for node in plan if node.get("Index Name") == "ix_work_orders_created_at"]
    assert "created_at" in scan["Index Cond"]


async def test_t27_people_limited_to_sites_use_indexes_as_well(full: Any) -> None:
    async with full.call(read_only=True) as call:
        query, parameters = lists.page_query(call, WorkOrderFilters(), None, WorkOrderSort.NEWEST, None)
    plan = await explained(full, query, {**parameters, "limit": 51}, site_scope=frozenset({uuid7()}))
    check(plan, "work_orders", None)


async def test_t27_counts_read_an_index(full: Any) -> None:
    async with full.call(read_only=True) as call:
        query, parameters = lists.counts_query(call, WorkOrderFilters(), None)
    check(await explained(full, query, parameters), "work_orders", "ix_work_orders_status")


@pytest.mark.parametrize("by", list(CountBy))
async def test_t27_counts_in_groups_read_the_tenants_work_alone(full: Any, by: CountBy) -> None:
    async with full.call(read_only=True) as call:
        query, parameters = lists.grouped_query(call, WorkOrderFilters(), None, by)
    check(await explained(full, query, {**parameters, "most": 200}), "work_orders", None)


@pytest.mark.parametrize(
    ("reads", "index"), [(True, "ix_work_requests_reported_at"), (False, "ix_work_requests_requested_by_id")]
)
async def test_t27_requests_follow_an_index_of_the_tenant(full: Any, reads: bool, index: str) -> None:
    query, parameters = requests.page_query(RequestFilters(), None, None, reads=reads)
    check(await explained(full, query, {**parameters, "limit": 51}), "work_requests", index)


async def test_t27_one_by_id_and_text_search_inside_of_its_function(full: Any, database: Any) -> None:
    from fettle.modules.work_orders.store.work_orders import LOCK_ONE

    check(await explained(full, LOCK_ONE, [uuid7()]), "work_orders", "pk_work_orders")  # type: ignore[arg-type]
    with psycopg.connect(database.owner) as conn:
        conn.execute("SELECT set_config('app.current_tenant', %s, true)", [str(full.id)])
        body = "SELECT w.id FROM work_orders w WHERE w.search @@ (%s::tsquery && 'pump'::tsquery) AND w.tenant_id = %s"
        row = conn.execute(f"EXPLAIN (FORMAT JSON) {body}", [f"'tenant:{full.id}'", full.id]).fetchone()
    assert row is not None
    assert "ix_work_orders_search" in {node.get("Index Name") for node in nodes(row[0][0]["Plan"])}


class Asked:
    """A first page of so many rows."""

    position = None

    def __init__(self, limit: int) -> None:
        self.limit = limit
