"""What the tests of tenancy share: a tenant with an administrator, and a box that catches mail."""

import pytest

from makers.world import Person, Tenancy, World
from tenancy.mailbox import Mailbox


@pytest.fixture
async def tenant(world: World) -> Tenancy:
    return await world.tenant()


@pytest.fixture
async def admin(tenant: Tenancy) -> Person:
    return await tenant.person("admin")


@pytest.fixture
def mailbox(world: World, monkeypatch: pytest.MonkeyPatch) -> Mailbox:
    """The outside world's end of mail: what the product sends is caught here."""
    box = Mailbox()
    monkeypatch.setattr("fettle.web.mail.Mailer.send", lambda _self, *given, **named: box.send(*given, **named))
    return box
