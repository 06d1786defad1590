"""Everything about files is tried twice, unchanged: on the embedded store and on an S3 server of somebody else."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from fettle.config import Settings
from fettle.modules.files import public as files
from files.album import Album
from makers.working import Working
from makers.world import World

KEY, SECRET, BUCKET = "tests", "a-secret-of-the-tests", "fettle"
RCLONE = Path(__file__).parents[3] / ".tools" / "bin" / "rclone"
STARTS_WITHIN = 30.0


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="session")
def s3_address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A running S3 server with an empty bucket: rclone, which checks signatures (`tools/rclone` fetches it)."""
    program = str(RCLONE) if RCLONE.exists() else shutil.which("rclone")
    assert program is not None, "there is no S3 server here: run tools/rclone"
    root = tmp_path_factory.mktemp("s3")
    (root / BUCKET).mkdir()
    address = f"127.0.0.1:{free_port()}"
    command = [program, "serve", "s3", str(root), "--addr", address, "--auth-key", f"{KEY},{SECRET}", "--no-modtime"]
    environment = {"PATH": os.environ["PATH"], "HOME": str(root), "RCLONE_CONFIG": "/dev/null"}
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _await_listening(address, server)
        yield f"http://{address}"
    finally:
        server.kill()
        server.wait()


def _await_listening(address: str, server: subprocess.Popen[bytes]) -> None:
    host, _, port = address.partition(":")
    deadline = time.monotonic() + STARTS_WITHIN
    while True:
        try:
            socket.create_connection((host, int(port)), 1).close()
        except OSError:
            assert server.poll() is None, "the S3 server ended"
            assert time.monotonic() < deadline, "the S3 server did not start"
            time.sleep(0.05)
        else:
            return


class Place:
    """An installation with its own store of files: its settings, its desk, tenants, background work."""

    def __init__(self, world: World, desk: files.Desk, working: Working) -> None:
        self.world = world
        self.settings = desk.settings
        self.desk = desk
        self.working = working
        self.drain = working.drain

    async def album(self, role: str = "admin", **fields: Any) -> Album:
        """A new tenant with a work order, seen by somebody of this role."""
        return await Album.opened(self, await self.world.tenant(**fields), role)


Refitted = Callable[..., AbstractContextManager[Place]]


@pytest.fixture(scope="session")
def refitted(composed: Any, world: World, working: Working) -> Refitted:
    """`with refitted(s3_bucket=...) as place`: the application with the desk of other settings."""

    @contextmanager
    def refit(**given: Any) -> Iterator[Place]:
        known = {name: getattr(world.settings, name) for name in world.settings.model_fields_set}
        desk = files.make_files(Settings(**{**known, **given}))
        services = {**working.services, "files": desk}
        state = composed.app.state
        former, state.files = state.files, desk
        try:
            yield Place(world, desk, Working(working.superuser, working.door, services))
        finally:
            state.files = former

    return refit


@pytest.fixture(scope="session")
def s3_settings(s3_address: str) -> dict[str, Any]:
    """The settings of an installation that keeps its files there."""
    return {"s3_endpoint": s3_address, "s3_bucket": BUCKET, "s3_key": KEY, "s3_secret": SECRET}


@pytest.fixture(scope="module", params=["embedded", "s3"])
def place(request: pytest.FixtureRequest, refitted: Refitted) -> Iterator[Place]:
    """The same installation on each kind of store."""
    given = request.getfixturevalue("s3_settings") if request.param == "s3" else {}
    with refitted(**given) as made:
        yield made


@pytest.fixture
def here(refitted: Refitted) -> Iterator[Place]:
    """The installation of all tests, for what has nothing to do with where bytes lie."""
    with refitted() as made:
        yield made


@pytest.fixture
async def outside() -> AsyncIterator[httpx.AsyncClient]:
    """A client for other servers."""
    async with httpx.AsyncClient() as client:
        yield client
