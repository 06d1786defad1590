"""Live updates: how soon an event reaches those who listen, and what a stream costs while nothing happens."""

import asyncio
import time
from pathlib import Path
from statistics import quantiles
from typing import NamedTuple
from uuid import uuid4

from benchmarks import processes, serving, traffic
from benchmarks.outcomes import Outcome
from benchmarks.server import Database
from benchmarks.traffic import Person

LISTENERS, IDLE, EVENTS = 1_000, 2_000, 20
P95_MS, MEMORY_KIB = 250.0, 64.0
AT_ONCE = 50
PATH = "/v1/events/stream"


class Listener(NamedTuple):
    """A stream of server-sent events over a bare connection."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter

    async def until(self, words: bytes) -> float:
        """When `words` come."""
        await self.reader.readuntil(words)
        return time.perf_counter()


def measure(database: Database, people: list[Person], data_dir: Path) -> list[Outcome]:
    """The time from the request that changes something to everybody who hears of it, and the memory of idle streams."""
    settings = serving.environment(database.app, data_dir) | {
        "FETTLE_STREAMS": str(2 * IDLE),
        "FETTLE_STREAMS_PER_PERSON": str(2 * IDLE),
        "FETTLE_STREAM_RATE_PER_MINUTE": serving.UNLIMITED,
    }
    with serving.served(serving.OURS, settings) as ours:
        return [*asyncio.run(_idle(ours, people)), *asyncio.run(_told(ours, people[0]))]


async def _told(ours: serving.Served, person: Person) -> list[Outcome]:
    """All of one tenant listen, and every event is for all of them."""
    listeners = await _listening(ours.port, [person], LISTENERS)
    seconds = []
    busy = processes.cpu_seconds(ours.process)
    for _ in range(EVENTS):
        hearing = [asyncio.create_task(each.until(b"event: change")) for each in listeners]
        await asyncio.sleep(0)
        began = time.perf_counter()
        await _change(ours.port, person)
        seconds += [heard - began for heard in await asyncio.gather(*hearing)]
    busy = processes.cpu_seconds(ours.process) - busy
    await _leave(listeners)
    p50, p95, p99 = (quantiles(seconds, n=100)[n] * 1000 for n in (49, 94, 98))
    each = busy / (EVENTS * LISTENERS) * 1e6
    figures = f"p50 {p50:.0f}, p99 {p99:.0f} ms; {each:.0f} µs of processor time for each delivery"
    target = f"p95 < {P95_MS:.0f} ms for {LISTENERS:,} listeners of one tenant"
    return [Outcome("event to stream", target, f"{p95:.0f} ms", p95 < P95_MS, figures)]


async def _idle(ours: serving.Served, people: list[Person]) -> list[Outcome]:
    """Streams of several tenants on which nothing happens."""
    before, busy, began = processes.memory_kib(ours.process), processes.cpu_seconds(ours.process), time.perf_counter()
    listeners = await _listening(ours.port, people, IDLE)
    opened, connecting = time.perf_counter() - began, processes.cpu_seconds(ours.process) - busy
    each = (processes.memory_kib(ours.process) - before) / IDLE
    busy = processes.cpu_seconds(ours.process)
    await asyncio.sleep(10)
    resting = (processes.cpu_seconds(ours.process) - busy) / 10
    await _leave(listeners)
    figures = f"opened in {opened:.1f} s, {connecting / IDLE * 1e6:.0f} µs each; {resting:.0%} of a core while idle"
    target = f"{IDLE:,} at a time, < {MEMORY_KIB:.0f} KiB each"
    return [Outcome("idle streams", target, f"{each:.0f} KiB", each < MEMORY_KIB, figures)]


async def _listening(port: int, people: list[Person], count: int) -> list[Listener]:
    turns = asyncio.Semaphore(AT_ONCE)

    async def listen(person: Person) -> Listener:
        async with turns:
            listener = Listener(*await asyncio.open_connection("127.0.0.1", port))
            head = f"GET {PATH} HTTP/1.1\r\nHost: bench\r\nAuthorization: Bearer {person.token}\r\n"
            listener.writer.write(f"{head}Accept: text/event-stream\r\n\r\n".encode())
            await listener.until(b"event: ready")
            return listener

    return await asyncio.gather(*(listen(people[n % len(people)]) for n in range(count)))


async def _change(port: int, person: Person) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    writer.write(traffic.to_us(person, "POST", "/v1/tags", {"name": uuid4().hex}))
    answer = await reader.readline()
    writer.close()
    if b" 201 " not in answer:
        raise RuntimeError(f"The change was refused: {answer!r}")


async def _leave(listeners: list[Listener]) -> None:
    for listener in listeners:
        listener.writer.close()
    await asyncio.sleep(1)
