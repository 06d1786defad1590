"""The process is told to end while people listen (L-5)."""

import asyncio
import os
import signal
import socket
import subprocess
import sys
import time
from uuid import uuid4

import httpx

SERVE = """
import sys
import uvicorn
from fettle.cli.listening import UVICORN
uvicorn.run("fettle.main:create_app", factory=True, port=int(sys.argv[1]), **UVICORN)
"""


def started(port, environment, log):
    """The application in a process of its own, as `fettle serve` runs each of several."""
    with log.open("wb") as output:
        return subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env=environment, stdout=output, stderr=output)


def free_port():
    """A port that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


async def test_l5_a_process_that_ends_says_so_and_ends_in_time(world, database, settings, tmp_path):
    """L-5: told to stop, the server parts with those who listen at once, instead of waiting for them; nothing is logged
    as a fault, and no ticket in its log (T-23)."""
    port = free_port()
    log = tmp_path / "log"
    environment = {
        **os.environ,
        "FETTLE_DATABASE_URL": database.app,
        "FETTLE_OWNER_DATABASE_URL": database.owner,
        "FETTLE_DATA_DIR": str(settings.data_dir),
        "FETTLE_PORT": str(port),
        "FETTLE_PUBLIC_URL": settings.base_url,
        "FETTLE_LOG_LEVEL": "info",
    }
    server = await asyncio.to_thread(started, port, environment, log)
    try:
        tenant = await world.tenant()
        admin = await tenant.person("admin")
        ticket = (await admin.post("/events/tickets")).json()["ticket"]
        base = f"http://127.0.0.1:{port}"
        async with httpx.AsyncClient(base_url=base, timeout=60) as client:
            await answering(client, server, log)
            headers = {"Accept": "text/event-stream", "Accept-Encoding": "gzip"}
            asked = client.stream("GET", "/v1/events/stream", params={"ticket": ticket}, headers=headers)
            async with asked as answer:
                assert answer.status_code == 200
                lines = answer.aiter_lines()
                while (await anext(lines)) != "event: ready":
                    pass
                await admin.post("/tags", {"name": uuid4().hex})
                while (await anext(lines)) != "event: change":
                    pass
                began = time.monotonic()
                server.send_signal(signal.SIGTERM)
                rest = [line async for line in lines]
        assert 'data: {"reason":"server_stops"}' in rest
        await asyncio.to_thread(server.wait, 30)
        assert time.monotonic() - began < 9
    finally:
        if server.poll() is None:
            server.kill()
            server.wait()
    text = log.read_text()
    assert "Traceback" not in text
    assert ticket not in text
    assert "ft_" not in text


async def answering(client, server, log):
    """Wait until the server answers."""
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if (await client.get("/health/live")).status_code == 200:
                return
        except httpx.TransportError:
            await asyncio.sleep(0.1)
    raise AssertionError(log.read_text())
