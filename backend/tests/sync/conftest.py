"""Phones, and the server that they synchronize with."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest

from fettle.modules.sync.rules import declared, schema
from sync.phoning import Phones
from sync.serving import served


@pytest.fixture(scope="session")
def base(settings: Any, database: Any) -> Iterator[str]:
    """Where the server listens."""
    with served(settings, database.app) as address:
        yield address


@pytest.fixture(scope="module")
async def phones() -> AsyncIterator[Phones]:
    """The process in which the phones of a module live."""
    made = Phones()
    made.declared = schema.document(declared.TABLES)
    await made.start()
    yield made
    await made.stop()


@pytest.fixture
async def crew(world: Any, phones: Phones, base: str, database: Any) -> Any:
    """A crew in a tenant of its own."""
    from sync.crew import make_crew

    return await make_crew(world, phones, base, database.superuser)
