"""A tenant with somebody who makes rules."""

from typing import Any

import pytest

from fettle.modules.escalation.jobs import JOBS
from fettle.queue.tickets import Duties
from makers.working import Working
from makers.world import Person, World


@pytest.fixture
async def admin(world: World) -> Person:
    """The administrator of a new tenant."""
    return await (await world.tenant()).person("admin")


async def made(answer: Any) -> Any:
    """The body of an answer that must be a success."""
    assert answer.status_code < 300, answer.text
    return answer.json() if answer.content else None


async def rule(admin: Person, **fields: Any) -> Any:
    """A rule of `admin`."""
    body = {"name": "Rule", "condition": "in_status", "status": "new", **fields}
    body = {name: value for name, value in body.items() if value is not None}
    return await made(await admin.post("/escalation-rules", body))


@pytest.fixture
def drain(database: Any, door: Any) -> Any:
    """`await drain(tenant, now=None)`: what escalation has to do in two rounds of a worker's clock."""
    working = Working(database.superuser, door, {}, Duties(JOBS))

    async def twice(tenant: Any, now: Any = None) -> None:
        await working.drain(tenant, now)
        await working.drain(tenant, now)

    return twice
