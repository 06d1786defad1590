"""What the database holds on its own: no rings, and indexes that stay in use under row security."""

import asyncio
from typing import Any
from uuid import UUID

import psycopg
import pytest

from fettle.db.call import Call
from fettle.kit.pages import PageRequest
from fettle.kit.refusals import Conflict
from fettle.modules.assets.actions import assets
from fettle.modules.assets.records.things import AssetFilter

from .conftest import Grounds

BELOW = "UPDATE {table} SET parent_id = %s WHERE id = %s"


@pytest.mark.parametrize("table", ["assets", "locations"])
async def test_two_connections_cannot_close_a_ring(grounds: Grounds, table: str) -> None:
    """Each sees no ring when it looks; the second waits for the first, looks again, and is refused."""
    park = await grounds.site()
    make = grounds.asset if table == "assets" else grounds.location
    one, other = UUID(await make("One", siteId=park)), UUID(await make("Other", siteId=park))
    started = asyncio.Event()
    query = BELOW.format(table=table)

    async def second() -> None:
        async with grounds.tenant.call() as call:
            started.set()
            await call.keep(query, [one, other])
            await call.value("SELECT 1")

    async with grounds.tenant.call() as call:
        await call.keep(query, [other, one])
        await call.value("SELECT 1")
        waiting = asyncio.create_task(second())
        await started.wait()
        await asyncio.sleep(0.1)
        assert not waiting.done()
    with pytest.raises(Conflict, match="inside itself"):
        await waiting


async def plan(grounds: Grounds, conninfo: str, query: str, scope: str = "*") -> str:
    async with await psycopg.AsyncConnection.connect(conninfo) as conn:
        settings = {"app.current_tenant": str(grounds.tenant.id), "app.site_scope": scope}
        for name, value in settings.items():
            await conn.execute("SELECT set_config(%s, %s, true)", [name, value])
        await conn.execute("SET LOCAL enable_seqscan = off")
        rows = await (await conn.execute("EXPLAIN " + query)).fetchall()
        return "\n".join(row[0] for row in rows)


@pytest.mark.parametrize(
    ("query", "condition"),
    [
        ("SELECT id FROM assets WHERE deleted_at IS NULL ORDER BY name, id LIMIT 50", "ix_assets_name"),
        (
            "SELECT id FROM assets WHERE deleted_at IS NULL ORDER BY created_at DESC, id DESC LIMIT 50",
            "ix_assets_created",
        ),
        ("SELECT id FROM assets ORDER BY warranty_until, id LIMIT 50", "ix_assets_warranty_until"),
        (
            "SELECT id FROM meter_readings WHERE meter_id = gen_random_uuid() ORDER BY read_at DESC",
            "ix_meter_readings_",
        ),
    ],
)
async def test_t27_lists_use_an_index_led_by_the_tenant(
    grounds: Grounds, database: Any, query: str, condition: str
) -> None:
    """T-27: as the application's role, the tenant is part of the index condition."""
    explained = await plan(grounds, database.app, query)
    assert condition in explained
    assert "Index Cond: ((tenant_id = " in explained or "Index Cond: (tenant_id = " in explained


async def test_t27_search_uses_its_index(grounds: Grounds, database: Any) -> None:
    """T-27: the text index serves the search, which row security alone would forbid."""
    async with await psycopg.AsyncConnection.connect(database.superuser) as conn:
        await conn.execute("SET LOCAL enable_seqscan = off")
        words = "EXPLAIN SELECT id FROM assets WHERE search @@ $$'@x' & 'ex':*$$::tsquery"
        rows = await (await conn.execute(words)).fetchall()
    assert "ix_assets_search" in str(rows)
    assert "Index Cond" in str(rows)


async def test_a_list_costs_a_fixed_number_of_queries(grounds: Grounds, monkeypatch: pytest.MonkeyPatch) -> None:
    """One asset or many: the same number of statements."""
    counted = []
    original = Call.all

    async def counting(self: Call, *args: Any) -> Any:
        counted.append(args[1])
        return await original(self, *args)

    monkeypatch.setattr(Call, "all", counting)
    costs = []
    for _ in range(3):
        await grounds.asset()
        counted.clear()
        async with grounds.tenant.call(read_only=True) as call:
            await assets.page(call, PageRequest(), AssetFilter())
        costs.append(len(counted))
    assert costs == [1, 1, 1]
