"""D-1: the connection of a running import breaks; it goes on by itself, and every row is there once."""

import asyncio
from uuid import uuid4

import psycopg

from fettle.db import engine
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.imports import public as imports
from fettle.modules.tenancy import public as tenancy
from makers.imported import file_of, mapping, row, told

KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = current_database() AND pid <> pg_backend_pid() AND usename = %s
"""


async def test_d1_broken_connections_are_outlived(settings, fresh_database, tmp_path):
    """D-1: the server drops every connection again and again while an import runs."""
    path = tmp_path / "long.csv"
    path.write_bytes(file_of(*(row(n) for n in range(3000))))
    tenant_id = uuid4()
    async with engine.make_pool(settings, fresh_database.app) as pool:
        door = Door(pool)
        async with door.open(system(tenant_id, via="test", realm="identity")) as call:
            await tenancy.create_tenant(call, tenancy.NewTenant(id=tenant_id, slug="away", name="Away"))
        task = asyncio.create_task(imports.import_file(door, tenant_id, path, mapping()))
        with psycopg.connect(fresh_database.superuser, autocommit=True) as superuser:
            read = 0
            while not task.done() and read < 2000:
                found = superuser.execute("SELECT max(rows_read) FROM imports").fetchone()
                if found and (found[0] or 0) > read:
                    read = found[0]
                    await asyncio.sleep(0.05)
                    superuser.execute(KILL, ["fettle_app"])
                await asyncio.sleep(0.01)
            report = await task
            assert told(report) == (3000, 3000, 0, 0, 0)
            assert report.sums_agree, report.first_difference
            assert (
                superuser.execute("SELECT count(*), count(DISTINCT reference) FROM work_orders").fetchone()
                == (3000,) * 2
            )
