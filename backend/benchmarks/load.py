"""The load: keep-alive connections in a process of their own that send prepared requests, one after the other each.

`python -m benchmarks.load` reads a `Job` from its input and writes a `Tally` to its output, both as MessagePack.
"""

import asyncio
import subprocess
import sys
import time
from collections import Counter
from typing import cast

import msgspec
import uvloop

from benchmarks import processes

PATIENCE = 60
"""Seconds after which a run that should have ended is given up."""


class Job(msgspec.Struct):
    """What to send where: `requests` in turn, over and over, until `seconds` have passed or `most` were answered."""

    port: int
    requests: list[bytes]
    connections: int = 16
    seconds: float = 2.0
    most: int = 1_000_000


class Tally(msgspec.Struct):
    """What came back: how many, in what time, with which statuses and latencies (milliseconds)."""

    answered: int
    seconds: float
    p50: float
    p95: float
    p99: float
    statuses: dict[int, int]
    first_failure: bytes = b""

    @property
    def per_second(self) -> float:
        """Answers a second."""
        return self.answered / self.seconds


def run(job: Job) -> Tally:
    """Send the load from another process, on the core that is not the application's."""
    process = subprocess.Popen([sys.executable, "-m", "benchmarks.load"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    processes.pin(process.pid, processes.OTHERS_CORE)
    output, _ = process.communicate(msgspec.msgpack.encode(job), timeout=job.seconds + PATIENCE)
    tally = msgspec.msgpack.decode(output, type=Tally)
    if tally.first_failure or not tally.answered:
        raise RuntimeError(f"the load met an error: {tally.statuses}, {tally.first_failure[:2000].decode()}")
    return tally


class _Load:
    """What the connections share."""

    def __init__(self, job: Job) -> None:
        self.job = job
        self.latencies: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.first_failure = b""
        self.turn = 0
        self.sent = 0
        self.until = time.perf_counter() + job.seconds

    def next_request(self) -> bytes | None:
        """What to send now; None when it is enough."""
        if self.first_failure or self.sent >= self.job.most or time.perf_counter() >= self.until:
            return None
        self.sent += 1
        self.turn = (self.turn + 1) % len(self.job.requests)
        return self.job.requests[self.turn]

    def answered(self, status: int, seconds: float, message: bytes) -> None:
        """Count an answer."""
        self.statuses[status] += 1
        self.latencies.append(seconds)
        if status >= 400 and not self.first_failure:
            self.first_failure = message


class _Connection(asyncio.Protocol):
    """One connection: the next request leaves when the answer to the last is complete."""

    def __init__(self, load: _Load, done: "asyncio.Future[None]") -> None:
        self.load = load
        self.done = done
        self.buffer = b""
        self.wanted = 0
        self.sent_at = 0.0

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self.transport = cast(asyncio.Transport, transport)
        self._send()

    def data_received(self, data: bytes) -> None:
        self.buffer += data
        if not self.wanted and (end := self.buffer.find(b"\r\n\r\n")) >= 0:
            head = self.buffer[:end].lower()
            at = head.index(b"content-length:")
            self.wanted = end + 4 + int(head[at + 15 :].partition(b"\r\n")[0])
        if self.wanted and len(self.buffer) >= self.wanted:
            self.load.answered(int(self.buffer[9:12]), time.perf_counter() - self.sent_at, self.buffer)
            self.buffer, self.wanted = b"", 0
            self._send()

    def connection_lost(self, error: Exception | None) -> None:
        if not self.done.done():
            self.done.set_result(None)

    def _send(self) -> None:
        request = self.load.next_request()
        if request is None:
            self.transport.close()
            return
        self.sent_at = time.perf_counter()
        self.transport.write(request)


async def _send_all(job: Job) -> Tally:
    loop = asyncio.get_running_loop()
    load, began = _Load(job), time.perf_counter()
    ends: list[asyncio.Future[None]] = [loop.create_future() for _ in range(job.connections)]
    for end in ends:
        await loop.create_connection(lambda end=end: _Connection(load, end), "127.0.0.1", job.port)  # type: ignore[misc]
    await asyncio.wait(ends, timeout=job.seconds + PATIENCE / 2)
    took = time.perf_counter() - began
    sorted_ms = sorted(1000 * latency for latency in load.latencies) or [0.0]
    p50, p95, p99 = (sorted_ms[min(len(sorted_ms) - 1, int(part * len(sorted_ms)))] for part in (0.5, 0.95, 0.99))
    return Tally(len(load.latencies), took, p50, p95, p99, dict(load.statuses), load.first_failure)


if __name__ == "__main__":
    given = msgspec.msgpack.decode(sys.stdin.buffer.read(), type=Job)
    sys.stdout.buffer.write(msgspec.msgpack.encode(uvloop.run(_send_all(given))))
