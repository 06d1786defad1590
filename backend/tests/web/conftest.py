"""The probe: one application over this worker's database, shared by the tests of the rooms."""

from collections.abc import AsyncIterator

import pytest

from web.probe import Probe, probing


@pytest.fixture(scope="session")
async def probe(database) -> AsyncIterator[Probe]:
    """The rooms' own application."""
    async with probing(database.app, pool={"max_size": 8}) as made:
        yield made
