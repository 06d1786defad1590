"""An installation that may call this machine itself, and receivers on it."""

from collections.abc import AsyncIterator
from ipaddress import ip_network
from typing import Any

import pytest
from asgi_lifespan import LifespanManager

from fettle import composition
from fettle.config import Settings
from fettle.db import engine
from fettle.main import compose
from fettle.modules.webhooks.jobs import JOBS
from fettle.queue.tickets import Duties
from fettle.web.outbound import Outbound
from makers.working import Working
from makers.world import Person, World
from webhooks.receiver import Receiver, receiver

HERE = [ip_network("127.0.0.0/8")]


@pytest.fixture(scope="session")
async def hooked(settings: Settings, database: Any, door: Any) -> AsyncIterator[World]:
    """The product in a closed network: FETTLE_OUTBOUND_ALLOW names this machine."""
    closed = settings.model_copy(update={"outbound_allow": HERE})
    made = compose(closed, engine.make_door(closed, database.app))
    async with LifespanManager(made, startup_timeout=30) as manager:
        yield World(door, closed, manager.app)


@pytest.fixture(scope="session")
def hook_services(hooked: World) -> dict[str, Any]:
    """What jobs work with."""
    return {**composition.services(hooked.settings), "outbound": Outbound(HERE, seconds=1.0)}


@pytest.fixture(scope="session")
def work(database: Any, door: Any, hook_services: dict[str, Any]) -> Any:
    """`await work(tenant, now=None)`: what webhooks have to do for a tenant, with receivers on this machine."""
    return Working(database.superuser, door, hook_services, Duties(JOBS)).drain


@pytest.fixture
async def inbox() -> AsyncIterator[Receiver]:
    """A receiver that takes everything."""
    async with receiver() as made:
        yield made


@pytest.fixture
async def admin(hooked: World) -> Person:
    """The administrator of a new tenant."""
    return await (await hooked.tenant()).person("admin")


async def hook(admin: Person, url: str, **fields: Any) -> tuple[dict[str, Any], str]:
    """A webhook of `admin` and its secret."""
    body = {"name": url, "url": url, "eventTypes": ["work_order.*"], **fields}
    answer = await admin.post("/webhooks", body)
    assert answer.status_code == 201, answer.text
    return answer.json()["webhook"], answer.json()["secret"]


async def made(answer: Any) -> Any:
    """The body of an answer that must be a success."""
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None
