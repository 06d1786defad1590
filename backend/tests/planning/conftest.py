"""One tenant per test module, and people in it."""

from typing import Any

import pytest


@pytest.fixture(scope="module")
async def tenant(world: Any) -> Any:
    """An organisation of this module's own, in a zone with daylight saving."""
    return await world.tenant(time_zone="America/New_York")


@pytest.fixture(scope="module")
async def boss(tenant: Any) -> Any:
    """Its administrator."""
    return await tenant.person("admin")


@pytest.fixture(scope="module")
async def technician(tenant: Any) -> Any:
    """Somebody who does the work."""
    return await tenant.person("technician")
