"""What the tests of the analyses share."""

from collections.abc import Mapping

import psycopg
import pytest

from fettle import demo as demo_tenants
from fettle.demo.tenants import TENANTS
from makers.world import Tenancy, World
from makers.yard import Yard, make_yard


@pytest.fixture(scope="session")
async def demo(world: World, database) -> Mapping[str, Tenancy]:
    """The demo tenants by slug, loaded from the real files; the statistics are those of a server at rest."""
    await demo_tenants.load(world.door)
    with psycopg.connect(database.superuser, autocommit=True) as conn:
        conn.execute("ANALYZE")
    return {tenant.new.slug: Tenancy(world, tenant.new.id, tenant.new.slug) for tenant in TENANTS}


@pytest.fixture
async def yard(world: World) -> Yard:
    """A yard in a tenant of its own."""
    return await make_yard(world)
