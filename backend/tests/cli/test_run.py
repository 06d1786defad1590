"""`fettle run`: from nothing to ready and back, again in seconds, interrupted anywhere, killed outright (J-9)."""

import os
import signal
import time

import httpx
import pytest

from cli.installation import Installation

READY = "Ctrl-C stops everything"


def test_from_nothing_to_ready_twice(empty: Installation) -> None:
    """The second start takes seconds and keeps the data; Ctrl-C leaves nothing running."""
    first = empty.start("run", "--no-demo")
    first.until(READY)
    assert empty.ready()
    assert "fettle tenant create" in first.text
    first.until("worker ready")
    assert empty.fettle("tenant", "create", "kept").status == 0
    assert empty.ready(within=5), "a command beside it does not stop the server"
    taken = empty.fettle("run", "--no-demo")
    assert taken.friendly(2, f"FETTLE_PORT {empty.port}")
    assert first.end(signal.SIGINT) == 0
    assert first.text.rstrip().endswith("Stopped.")
    assert first.text.count("lacks security fixes") == 1
    assert empty.left() == {}

    cpu = cpu_of_children()
    second = empty.start("run", "--no-demo")
    second.until(READY)
    assert "Traceback" not in second.text
    assert second.end(signal.SIGTERM) == 0
    # Processor time stands for the five seconds that a start may take on a machine with nothing else to do.
    assert cpu_of_children() - cpu < 10
    assert empty.left() == {}
    listed = empty.fettle("audit", "verify")
    assert "kept: " in listed.out


def cpu_of_children() -> float:
    """Processor seconds of the processes that have ended so far."""
    spent = os.times()
    return spent.children_user + spent.children_system


def test_j9_killed_outright_the_next_one_works(empty: Installation) -> None:
    """J-9: kill -9 of `fettle run` and of its worker; the next start works on the server left behind."""
    first = empty.start("run", "--no-demo")
    first.until("worker ready")
    worker = next(pid for pid, command in empty.left().items() if "fettle.cli worker" in command)
    os.kill(worker, signal.SIGKILL)
    assert first.end(signal.SIGKILL) == -signal.SIGKILL
    assert all("postgres" in command for command in empty.left().values())
    assert len(empty.left()) > 0

    second = empty.start("run", "--no-demo")
    second.until("worker ready")
    assert httpx.get(f"{empty.url}/health/ready", timeout=10).json() == {"status": "ok", "reasons": []}
    assert second.ready_after() < 60

    # This time the worker is left alone: it notices, stops, and being the last one out it stops the server.
    assert second.end(signal.SIGKILL) == -signal.SIGKILL
    deadline = time.monotonic() + 30
    while empty.left():
        assert time.monotonic() < deadline, empty.left()
        time.sleep(0.05)


@pytest.mark.parametrize("moment", [0.0, 0.3])
def test_interrupted_while_it_starts_it_leaves_nothing(empty: Installation, moment: float) -> None:
    running = empty.start("run", "--no-demo")
    deadline = time.monotonic() + 30
    while not empty.data_dir.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(moment)
    running.end(signal.SIGINT)
    assert "Traceback" not in running.text
    assert empty.left() == {}


def test_interrupted_while_the_demo_loads_it_stops_cleanly(empty: Installation) -> None:
    running = empty.start("run")
    deadline = time.monotonic() + 60
    while not any("INSERT" in line or "fettle_app" in line for line in empty.left().values()):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    time.sleep(2)
    assert running.end(signal.SIGINT) == 0
    assert "ready after" not in running.text
    assert "Traceback" not in running.text
    assert running.text.rstrip().endswith("Stopped.")
    assert empty.left() == {}
