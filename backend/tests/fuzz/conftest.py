"""The application behind a real socket, with one person per role."""

import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
import uvicorn

from fettle.db import engine
from fettle.main import compose


@pytest.fixture(scope="session")
def address(settings, database) -> Iterator[str]:
    """Where the application listens, served by uvicorn in a thread of its own."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    app = compose(settings, engine.make_door(settings, database.app))
    server = uvicorn.Server(uvicorn.Config(app, port=port, log_config=None, access_log=False))
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{port}"
    server.should_exit = True
    thread.join(10)


@pytest.fixture(scope="session")
async def headers(world) -> dict[str, dict[str, str]]:
    """The Authorization header of one person per role, each in a tenant of their own."""
    made: dict[str, dict[str, str]] = {}
    for role in ("admin", "technician", "requester"):
        person = await (await world.tenant()).person(role)
        made[role] = {"Authorization": person.client.headers["Authorization"]}
    return made


@pytest.fixture(scope="session")
def session(address) -> Iterator[Any]:
    """One connection pool for all requests."""
    with httpx.Client(base_url=address, timeout=30) as client:
        yield client
