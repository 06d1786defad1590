"""An installation of its own: a data folder, a port, and the real commands run as processes."""

import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx

COMMAND = [sys.executable, "-m", "fettle.cli"]


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


class Result:
    """What a command said, and its exit status."""

    def __init__(self, done: subprocess.CompletedProcess[str]) -> None:
        self.status = done.returncode
        self.out = done.stdout
        self.err = done.stderr

    def friendly(self, status: int, *words: str, lines: int = 2) -> bool:
        """Failed with this status in a line or two that hold these words, and without a stack trace."""
        said = [line for line in self.err.strip().splitlines() if not line.startswith(("Usage:", "Try", "{"))]
        said = [line for line in said if line.strip()]
        missing = [word for word in words if word not in "\n".join(said)]
        assert (self.status, missing) == (status, []), self.err
        assert "Traceback" not in self.err, self.err
        assert 1 <= len(said) <= lines, self.err
        return True


class Running:
    """A command that goes on: its lines as they come, and its end."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.began = time.monotonic()
        self.lines: list[str] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with suppress(ValueError):
            self.lines.extend(iter(self.process.stdout.readline, ""))

    @property
    def text(self) -> str:
        """All that it has said so far."""
        return "".join(self.lines)

    def until(self, said: str, *, within: float = 60) -> float:
        """Wait for it to say something; the seconds since it began."""
        deadline = time.monotonic() + within
        while said not in self.text:
            assert time.monotonic() < deadline, self.text
            assert self.process.poll() is None or said in self.text, self.text
            time.sleep(0.02)
        return time.monotonic() - self.began

    def end(self, how: int = signal.SIGINT, *, within: float = 30) -> int:
        """Send a signal and wait for the end; the exit status."""
        self.process.send_signal(how)
        status = self.process.wait(within)
        self._reader.join(5)
        return status

    def ready_after(self) -> float:
        """The seconds that `fettle run` says its start took."""
        self.until("Ctrl-C stops everything")
        said = re.search(r"ready after ([\d.]+) s", self.text)
        assert said
        return float(said[1])


class Installation:
    """A data folder, a port, and the environment of the commands run on them."""

    def __init__(self, folder: Path) -> None:
        self.data_dir = folder / "data"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self._started: list[Running] = []

    def environment(self, **settings: object) -> dict[str, str]:
        """Ours without its FETTLE_ variables, then this installation's, then `settings`; None takes one away."""
        env = {name: value for name, value in os.environ.items() if not name.startswith("FETTLE_")}
        chosen = {"FETTLE_DATA_DIR": self.data_dir, "FETTLE_PORT": self.port, **settings}
        return env | {name: str(value) for name, value in chosen.items() if value is not None}

    def fettle(self, *arguments: object, answer: str = "", **settings: object) -> Result:
        """Run a command to its end."""
        command = [*COMMAND, *map(str, arguments)]
        env = self.environment(**settings)
        return Result(
            subprocess.run(command, env=env, input=answer, capture_output=True, text=True, timeout=120, check=False)
        )

    def start(self, *arguments: object, **settings: object) -> Running:
        """Start a command that goes on."""
        process = subprocess.Popen(
            [*COMMAND, *map(str, arguments)],
            env=self.environment(**settings),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )
        running = Running(process)
        self._started.append(running)
        return running

    def ready(self, *, within: float = 60) -> bool:
        """Wait until the API says that it can serve."""
        deadline = time.monotonic() + within
        while time.monotonic() < deadline:
            with suppress(httpx.TransportError):
                if httpx.get(f"{self.url}/health/ready", timeout=5).status_code == 200:
                    return True
            time.sleep(0.05)
        return False

    def left(self) -> dict[int, str]:
        """Processes that still belong to this installation, by their environment or working folder: id and command."""
        mark = f"FETTLE_DATA_DIR={self.data_dir}".encode()
        found = {}
        for process in Path("/proc").glob("[0-9]*"):
            with suppress(OSError):
                inside = str(process.joinpath("cwd").readlink()).startswith(str(self.data_dir))
                if inside or mark in process.joinpath("environ").read_bytes():
                    found[int(process.name)] = process.joinpath("cmdline").read_text().replace("\0", " ")
        return found

    def kill_all(self) -> None:
        """Kill what a failed test has left running."""
        for running in self._started:
            if running.process.poll() is None:
                running.process.kill()
            running.process.wait()
