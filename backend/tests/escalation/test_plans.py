"""T-27: what the clock asks every minute costs the same with thousands of waits, under row security."""

from typing import Any

import psycopg
import pytest

from fettle.db.callers import system
from fettle.modules.escalation.store import watches
from fettle.modules.webhooks.store import deliveries

FILL = """
INSERT INTO escalation_watches (tenant_id, rule_id, work_order_id, episode_at, due_at)
SELECT %(tenant)s, gen_random_uuid(), gen_random_uuid(), now(), now() + n * interval '1 minute'
FROM generate_series(1, 5000) n
"""
FILL_DELIVERIES = """
INSERT INTO webhook_deliveries (tenant_id, id, webhook_id, message_id, event_type, status, next_attempt_at)
SELECT %(tenant)s, gen_random_uuid(), %(tenant)s, 'msg_' || n, 'tag.created',
       CASE WHEN n %% 100 = 0 THEN 'waiting' ELSE 'delivered' END, now()
FROM generate_series(1, 5000) n
"""


@pytest.fixture(scope="module")
async def full(world: Any, database: Any) -> Any:
    """Three tenants with many waits, of which none is due."""
    tenants = [await world.tenant() for _ in range(3)]
    with psycopg.connect(database.superuser) as conn:
        # Keys to rules, work and webhooks that are not there are not looked at.
        conn.execute("SET session_replication_role = replica")
        for tenant in tenants:
            conn.execute(FILL, {"tenant": tenant.id})
            conn.execute(FILL_DELIVERIES, {"tenant": tenant.id})
        conn.execute("RESET session_replication_role")
        conn.execute("ANALYZE escalation_watches, webhook_deliveries")
    yield tenants[0]
    with psycopg.connect(database.superuser) as conn:
        for tenant in tenants:
            conn.execute("DELETE FROM escalation_watches WHERE tenant_id = %s", [tenant.id])
            conn.execute("DELETE FROM webhook_deliveries WHERE tenant_id = %s", [tenant.id])


async def plan_of(tenant: Any, query: str, parameters: list[Any]) -> str:
    """The plan that the application role gets for `query`."""
    async with tenant.world.door.open(system(tenant.id, via="job")) as call:
        parameters = [call.now if each is None else each for each in parameters]
        return "\n".join(row[0] for row in await call.all(tuple, "EXPLAIN " + query, parameters))


async def test_t27_due_steps_are_found_by_their_time(full, database):
    """Only what is due is read, of one tenant and of all."""
    plan = await plan_of(full, watches.DUE, [None, 500])
    assert "ix_escalation_watches_due_at" in plan
    assert "Sort" not in plan
    with psycopg.connect(database.superuser) as conn:
        conn.execute("SELECT set_config('app.realm', 'worker', true)")
        query = """EXPLAIN SELECT t.id FROM tenants t WHERE EXISTS (
            SELECT FROM escalation_watches w WHERE w.tenant_id = t.id AND w.due_at <= now())"""
        everybody = "\n".join(row[0] for row in conn.execute(query).fetchall())
        assert "Seq Scan on escalation_watches" not in everybody
        due = conn.execute("SELECT * FROM app.tenants_with_due_escalations(now())").fetchall()
    assert (full.id,) not in due


async def test_t27_the_next_delivery_is_found_among_many_that_were_made(full):
    """The book of thirty days costs nothing."""
    plan = await plan_of(full, deliveries.NEXT, [full.id, None])
    assert "ix_webhook_deliveries_due" in plan


async def test_only_the_worker_asks_across_tenants(world, database):
    """The functions that name tenants answer nobody else."""
    tenant = await world.tenant()
    names = ("due_escalations", "overdue_webhooks", "old_deliveries")
    for name in names:
        async with tenant.call() as call:
            assert await call.all(tuple, f"SELECT * FROM app.tenants_with_{name}(now() + interval '1 year')") == []
