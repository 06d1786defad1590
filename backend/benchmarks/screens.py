"""The screens in Chromium against an installation with its demo: bytes, first list, answers to keys and clicks."""

import os
import signal
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import msgspec

from benchmarks import serving
from benchmarks.outcomes import Outcome
from fettle.demo.tenants import PASSWORD

SCRIPT = Path(__file__).parents[2] / "web" / "bench" / "screens.mjs"
SCRIPT_KB = 200
FIRST_LIST_MS = 1000
ANSWER_MS = 100
READY_WITHIN = 180
WHO = "supervisor@parks.example"


class Seen(msgspec.Struct, rename="camel"):
    """What the browser saw."""

    script_bytes: int
    list_bytes: int
    cold_ms: float
    warm_ms: float
    events: int
    slow_ms: float
    usual_ms: float
    slowest: str


def measure() -> list[Outcome]:
    """Open the list of the tenant with 10,127 work orders, cold and again, then work in it by keys and clicks."""
    with _installation() as address:
        command = ["node", str(SCRIPT), address, WHO, PASSWORD]
        told = subprocess.run(command, cwd=SCRIPT.parent, check=True, capture_output=True, timeout=300)
    seen = msgspec.json.decode(told.stdout, type=Seen)
    kb = seen.script_bytes / 1000
    return [
        Outcome(
            "script until the first screen",
            f"≤ {SCRIPT_KB} KB compressed",
            f"{kb:.0f} KB",
            kb <= SCRIPT_KB,
            f"{seen.list_bytes / 1000:.0f} KB until the list of work orders, its words included",
        ),
        Outcome(
            "first list on the screen",
            f"< {FIRST_LIST_MS} ms",
            f"{seen.cold_ms:.0f} ms",
            seen.cold_ms < FIRST_LIST_MS,
            f"nothing cached; {seen.warm_ms:.0f} ms the second time",
        ),
        Outcome(
            "screen answers a key or click",
            f"< {ANSWER_MS} ms",
            f"{seen.slow_ms:.0f} ms",
            seen.slow_ms < ANSWER_MS,
            f"the slowest of {seen.events} ({seen.slowest}); half of them within {seen.usual_ms:.0f} ms",
        ),
    ]


@contextmanager
def _installation() -> Iterator[str]:
    with TemporaryDirectory(prefix="fettle-screens-") as folder:
        Path(folder).chmod(0o755)
        port = str(serving.free_port())
        environment = {
            **os.environ,
            "FETTLE_DATA_DIR": f"{folder}/data",
            "FETTLE_PORT": port,
            "FETTLE_RATE_PER_MINUTE": "100000",
            "FETTLE_SIGN_IN_RATE_PER_MINUTE": "100000",
        }
        command = [sys.executable, "-m", "fettle.cli", "run", "--demo"]
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _await_ready(f"http://127.0.0.1:{port}", process)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(60)


def _await_ready(address: str, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/health/ready", timeout=5):
                return
        except OSError:
            time.sleep(0.2)
    raise RuntimeError(f"`fettle run --demo` was not ready (exit status {process.poll()}).")
