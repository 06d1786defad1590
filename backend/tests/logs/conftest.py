"""What the tests of the log share."""

import pytest

from makers.world import World
from makers.yard import Yard, make_yard


@pytest.fixture
async def yard(world: World) -> Yard:
    """A yard in a tenant of its own."""
    return await make_yard(world)
