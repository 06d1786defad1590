"""What the tests of imports share."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg.rows import dict_row

from fettle.modules.imports import public as imports
from makers.imported import mapping
from makers.world import Tenancy

Imported = Callable[..., Awaitable[imports.Reconciliation]]


@pytest.fixture
async def tenant(world) -> Tenancy:
    """A tenant of the test's own."""
    return await world.tenant(time_zone="America/New_York")


@pytest.fixture
def load(world, tenant, tmp_path: Path) -> Imported:
    """Writes bytes to a file and imports it."""

    async def run(content: bytes, *, into: Tenancy = tenant, name: str = "file.csv", **options: Any):
        path = tmp_path / name
        path.write_bytes(content)
        plan = options.pop("mapping", None) or mapping()
        return await imports.import_file(world.door, into.id, path, plan, **options)

    return run


@pytest.fixture
def peek(database) -> Callable[..., list[dict[str, Any]]]:
    """Looks into the database as its superuser, whom no row security binds."""

    def look(query: str, *params: Any) -> list[dict[str, Any]]:
        with psycopg.connect(database.superuser, row_factory=dict_row) as conn:
            return conn.execute(query, params).fetchall()

    return look
