"""One tenant per test module, and people in it."""

from typing import Any

import pytest


@pytest.fixture(scope="module")
async def tenant(world: Any) -> Any:
    """An organisation of this module's own."""
    return await world.tenant()


@pytest.fixture(scope="module")
async def boss(tenant: Any) -> Any:
    """Its administrator."""
    return await tenant.person("admin")


@pytest.fixture(scope="module")
async def technician(tenant: Any) -> Any:
    """Somebody who does the work."""
    return await tenant.person("technician")


@pytest.fixture(scope="module")
async def requester(tenant: Any) -> Any:
    """Somebody who only asks."""
    return await tenant.person("requester")


class Counted:
    """The statements that calls sent, but for those that open and close them."""

    def __init__(self) -> None:
        self.texts: list[str] = []

    @property
    def reads(self) -> int:
        """How many of them came from the work itself: what opens a call and finds the caller's standing is left out."""
        return len(self.texts)


@pytest.fixture
def statements(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Watches the statements of calls within a tenant."""
    from contextlib import asynccontextmanager

    from fettle.db.call import Call

    @asynccontextmanager
    async def watch() -> Any:
        counted = Counted()

        def watched(name: str) -> Any:
            original = getattr(Call, name)

            async def run(self: Call, *args: Any, **kwargs: Any) -> Any:
                counted.texts += [] if self.caller.realm else [next(a for a in args if isinstance(a, str))]
                return await original(self, *args, **kwargs)

            return run

        with monkeypatch.context() as patch:
            for name in ("all", "maybe", "value", "keep", "write"):
                patch.setattr(Call, name, watched(name))
            yield counted

    return watch
