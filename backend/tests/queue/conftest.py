"""Real workers take whatever is there, so each test here has a database of its own."""

from collections.abc import AsyncIterator
from typing import Any

import pytest

from fettle.config import Settings
from fettle.db import engine
from makers.workers import House


@pytest.fixture
async def house(fresh_database: Any, settings: Settings) -> AsyncIterator[House]:
    """A house of the test's own."""
    door = engine.make_door(settings, fresh_database.app)
    async with door.pool:
        yield House(fresh_database, settings, door)
