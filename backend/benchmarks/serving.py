"""Servers under measurement: an application in a uvicorn process of its own, on a free port of the loopback."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import uvicorn

from benchmarks import processes

READY_WITHIN = 60
OURS = "fettle.main:create_app"
LIMIT = "benchmarks.bare:create_app"
UNLIMITED = "1000000000"


class Served(NamedTuple):
    """A server that answers."""

    port: int
    process: int


def environment(database: str, data_dir: Path, *, pool: int = 8) -> dict[str, str]:
    """The settings of an installation as people run it, with the rate limits out of the way."""
    return {
        "FETTLE_DATABASE_URL": database,
        "FETTLE_DATA_DIR": str(data_dir),
        "FETTLE_DATABASE_POOL": str(pool),
        "FETTLE_RATE_PER_MINUTE": UNLIMITED,
        "FETTLE_UPLOAD_RATE_PER_MINUTE": UNLIMITED,
        "FETTLE_ACCESS_TOKEN_MINUTES": "60",
    }


@contextmanager
def served(factory: str, settings: dict[str, str]) -> Iterator[Served]:
    """Start `factory` under uvicorn on the application's core, and stop it afterwards."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
        # The log is written as in real life, and read only when the server does not come up.
        log = Path(settings["FETTLE_DATA_DIR"]) / f"{port}.log"
        process = subprocess.Popen(
            [sys.executable, "-m", "benchmarks.serving", factory, str(listener.fileno())],
            env={**os.environ, **settings},
            pass_fds=[listener.fileno()],
            stderr=log.open("wb"),
        )
    try:
        processes.pin(process.pid, processes.APPLICATION_CORE)
        _await_answer(process, port, log)
        yield Served(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def free_port() -> int:
    """A port of the loopback that nobody uses now."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def _await_answer(process: "subprocess.Popen[bytes]", port: int, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with socket.create_connection(("127.0.0.1", port), timeout=5) as connection:
                connection.sendall(b"GET /health/live HTTP/1.1\r\nHost: bench\r\nConnection: close\r\n\r\n")
                if connection.recv(100).startswith(b"HTTP/1.1 200"):
                    return
        except OSError:
            pass
        time.sleep(0.05)
    raise RuntimeError(f"{log.read_text(errors='replace')[-4000:]}\nThe server did not come up.")


if __name__ == "__main__":
    name, descriptor = sys.argv[1:]
    config = uvicorn.Config(
        name, factory=True, loop="uvloop", http="httptools", log_config=None, access_log=False, server_header=False
    )
    uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(descriptor))])
