"""Two tenants with a row in every table."""

from typing import Any

import pytest

from makers.furnished import Furnished, furnish


@pytest.fixture(scope="session")
async def two_furnished(world) -> tuple[Furnished, Furnished]:
    """Two tenants that the cases only look at, or change and roll back."""
    return await furnish(await world.tenant()), await furnish(await world.tenant())


@pytest.fixture
async def fresh_pair(world) -> tuple[Furnished, Furnished]:
    """Two tenants of the case's own."""
    return await furnish(await world.tenant()), await furnish(await world.tenant())


@pytest.fixture(scope="session")
async def document(http) -> dict[str, Any]:
    """The OpenAPI document of the running application."""
    return (await http.get("/openapi.json")).json()
