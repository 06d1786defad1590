"""An installation with a mail server, a push service and a stand-in for Expo's, all real servers of the test's own."""

from collections.abc import AsyncIterator, Iterator
from typing import Any

import pytest
from asgi_lifespan import LifespanManager

from fettle import composition
from fettle.config import Settings
from fettle.db import engine
from fettle.db.door import Door
from fettle.main import compose
from makers.working import Working
from makers.world import World
from notifications.mailbox import KEPT, Mailbox
from notifications.outside import CREATED, Stand


@pytest.fixture(scope="session")
async def the_mailbox() -> AsyncIterator[Mailbox]:
    box = Mailbox()
    async with await box.open():
        yield box


@pytest.fixture
def mailbox(the_mailbox: Mailbox) -> Iterator[Mailbox]:
    """The mail server, friendly at first."""
    yield the_mailbox
    the_mailbox.rcpt, the_mailbox.data = lambda _address: None, lambda _address: KEPT


@pytest.fixture(scope="session")
async def the_push_service() -> AsyncIterator[Stand]:
    stand = Stand()
    async with await stand.open():
        yield stand


@pytest.fixture
def push_service(the_push_service: Stand) -> Iterator[Stand]:
    """The push service of browsers, friendly at first."""
    the_push_service.asked.clear()
    yield the_push_service
    the_push_service.answer = lambda _asked: CREATED


@pytest.fixture(scope="session")
async def the_expo_service() -> AsyncIterator[Stand]:
    stand = Stand()
    async with await stand.open():
        yield stand


@pytest.fixture
def expo_service(the_expo_service: Stand) -> Stand:
    """Stands in for Expo's push service, which cannot be had here; it answers as Expo's documentation says."""
    the_expo_service.asked.clear()
    return the_expo_service


@pytest.fixture(scope="session")
def post_settings(
    settings: Settings, the_mailbox: Mailbox, the_push_service: Stand, the_expo_service: Stand
) -> Settings:
    """Settings with these servers."""
    given = settings.model_dump()
    given |= {
        "smtp_url": the_mailbox.url,
        "mail_from": "Fettle <no-reply@fettle.test>",
        "public_url": "https://fettle.test",
        "outbound_allow": ["127.0.0.0/8"],
        "expo_push_url": the_expo_service.url,
    }
    return Settings(**given)


@pytest.fixture(scope="session")
async def world(door: Door, post_settings: Settings, database: Any) -> AsyncIterator[World]:
    """Tenants of this installation."""
    made = compose(post_settings, engine.make_door(post_settings, database.app))
    async with LifespanManager(made, startup_timeout=30) as manager:
        yield World(door, post_settings, manager.app)


@pytest.fixture(scope="session")
def working(door: Door, post_settings: Settings, database: Any) -> Working:
    """The background work of this installation."""
    return Working(database.superuser, door, composition.services(post_settings))


@pytest.fixture(scope="session")
def drain(working: Working) -> Any:
    """`await drain(tenant, now=None)`."""
    return working.drain
