"""Jobs: how many a second, how soon they start, what enqueueing costs a write, what a tenant's flood does to others."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from statistics import median, quantiles
from uuid import UUID

import psycopg
from psycopg.conninfo import make_conninfo

from benchmarks.outcomes import Outcome
from benchmarks.server import Database
from benchmarks.traffic import Person
from fettle.config import Settings
from fettle.db import engine, roles
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.kit.changes import Change
from fettle.queue import enqueue, job
from fettle.queue.taking import Pace
from fettle.queue.tickets import Duties
from fettle.queue.working import Worker

MANY, FEW, FLOOD, WRITERS = 3_000, 100, 100_000, 8
RATE_SHARE, START_MS, WRITE_SHARE, FLOOD_MS = 0.1, 300, 0.5, 100
PACE = Pace()
RAW_TABLE = "CREATE TABLE raw_jobs (id bigserial PRIMARY KEY, tenant_id uuid)"
RAW_TAKE = "SELECT id FROM raw_jobs ORDER BY id LIMIT 1 FOR UPDATE SKIP LOCKED"
RAW_DONE = "DELETE FROM raw_jobs WHERE id = %s"
POUR = """
INSERT INTO queue.procrastinate_jobs (tenant_id, queue_name, task_name, args, priority, ready_at)
SELECT %s, 'benchmark.job', 'benchmark.job', '{"sent": 0}', -least(n, 100), now() FROM generate_series(0, %s) AS n
"""
CLEAR = "DELETE FROM queue.procrastinate_jobs"


class Bench:
    """A door, and what was seen of jobs."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.settings = Settings(database_url=database.app)
        self.door = engine.make_door(self.settings, database.app, size=PACE.slots + 6)
        self.waits: list[float] = []
        self.counted: UUID | None = None
        self.done = 0

    @asynccontextmanager
    async def working(self) -> AsyncIterator[None]:
        """With one worker."""

        @job("benchmark.job")
        async def counting(call, *, sent: float) -> None:  # type: ignore[no-untyped-def]
            self.done += 1
            if call.tenant_id == self.counted:
                self.waits.append((time.monotonic() - sent) * 1000)

        conninfo = make_conninfo(self.database.superuser, user=roles.QUEUE)
        pool, stop = engine.make_pool(self.settings, conninfo, size=4), asyncio.Event()
        async with pool:
            running = asyncio.create_task(Worker(self.door, pool, Duties([counting]), {}).run(stop))
            yield
            stop.set()
            await running

    async def send(self, tenant: UUID, many: int = 1) -> None:
        """Enqueue in one transaction."""
        async with self.door.open(system(tenant, via="job")) as call:
            for _ in range(many):
                await enqueue(call, "benchmark.job", sent=time.monotonic())

    async def waiting(self, tenant: UUID) -> list[float]:
        """Milliseconds from enqueueing to start of a job now and then."""
        self.waits, self.counted = [], tenant
        for _ in range(FEW):
            await self.send(tenant)
            await asyncio.sleep(0.03)
        await self.until(lambda: len(self.waits) >= FEW)
        return self.waits

    async def until(self, true: Callable[[], bool]) -> None:
        """Look now and then whether something holds."""
        # An event for each job would be measured as well.
        while not true():  # noqa: ASYNC110
            await asyncio.sleep(0.005)


def measure(database: Database, people: list[Person], seconds: float) -> list[Outcome]:
    """Everything about jobs, for two tenants of the data."""
    light, heavy = UUID(people[-1].tenant.id), UUID(people[-2].tenant.id)
    return asyncio.run(_measure(Bench(database), light, heavy, seconds))


async def _measure(bench: Bench, light: UUID, heavy: UUID, seconds: float) -> list[Outcome]:
    async with bench.door.pool:
        writes = await _writes(bench, light, seconds)
        await _clear(bench)
        async with bench.working():
            alone = await bench.waiting(light)
            rate = await _rate(bench, light)
            with psycopg.connect(bench.database.superuser, autocommit=True) as conn:
                conn.execute(POUR, [heavy, FLOOD])
            beside = await bench.waiting(light)
        await _clear(bench)
    return [*rate, _start(alone), _flood(alone, beside), writes]


async def _clear(bench: Bench) -> None:
    async with await psycopg.AsyncConnection.connect(bench.database.superuser, autocommit=True) as conn:
        await conn.execute(CLEAR)


async def _rate(bench: Bench, tenant: UUID) -> list[Outcome]:
    bench.counted, bench.done = None, 0
    # Several transactions: all jobs of one would share its connection's moment.
    await asyncio.gather(*(bench.send(tenant, MANY // 10) for _ in range(10)))
    first, began = bench.done, time.perf_counter()
    await bench.until(lambda: bench.done >= MANY)
    ours = (MANY - first) / (time.perf_counter() - began)
    raw = await _raw_rate(bench)
    figures = f"{ours:,.0f} jobs/s beside {raw:,.0f}, of one tenant in one worker"
    share, target = ours / raw, f"≥ {RATE_SHARE:.0%} of a bare SKIP LOCKED loop"
    return [Outcome("jobs", target, f"{share:.0%}", share >= RATE_SHARE, figures)]


async def _raw_rate(bench: Bench) -> float:
    with psycopg.connect(bench.database.superuser, autocommit=True) as conn:
        conn.execute(RAW_TABLE)
        conn.execute("INSERT INTO raw_jobs (tenant_id) SELECT gen_random_uuid() FROM generate_series(1, %s)", [MANY])

    async def take() -> None:
        async with await psycopg.AsyncConnection.connect(bench.database.superuser) as conn:
            while taken := await (await conn.execute(RAW_TAKE)).fetchone():
                await conn.execute(RAW_DONE, taken)
                await conn.commit()

    began = time.perf_counter()
    await asyncio.gather(*(take() for _ in range(PACE.slots)))
    return MANY / (time.perf_counter() - began)


def _start(waits: list[float]) -> Outcome:
    p95 = quantiles(waits, n=20)[-1]
    figures = f"p50 {median(waits):.0f} ms; a worker asks every {PACE.poll * 1000:.0f} ms"
    return Outcome("from enqueueing to start", f"p95 < {START_MS} ms", f"{p95:.0f} ms", p95 < START_MS, figures)


def _flood(alone: list[float], beside: list[float]) -> Outcome:
    before, after = (quantiles(waits, n=20)[-1] for waits in (alone, beside))
    figures = f"p95 {after:.0f} ms beside {before:.0f} ms alone"
    more = after - before
    target = f"≤ {FLOOD_MS} ms more beside {FLOOD:,} jobs of another tenant"
    return Outcome("start of a job within a flood", target, f"{more:+.0f} ms", more <= FLOOD_MS, figures)


async def _writes(bench: Bench, tenant: UUID, seconds: float) -> Outcome:
    async def plain(door: Door) -> None:
        async with door.open(system(tenant, via="job")) as call:
            call.changed(Change("thing.made", call.new_id()))

    async def enqueueing(door: Door) -> None:
        async with door.open(system(tenant, via="job")) as call:
            call.changed(Change("thing.made", call.new_id()))
            await enqueue(call, "benchmark.job", sent=0.0)

    without, with_jobs = [await _written(bench.door, work, seconds) for work in (plain, enqueueing)]
    share = with_jobs / without
    figures = f"{with_jobs:,.0f} transactions/s beside {without:,.0f} without, {WRITERS} writers of one tenant"
    target = f"≥ {WRITE_SHARE:.0%} of the same without a job"
    return Outcome("a write that enqueues", target, f"{share:.0%}", share >= WRITE_SHARE, figures)


async def _written(door: Door, work: Callable[[Door], Awaitable[None]], seconds: float) -> float:
    written, until = 0, time.perf_counter() + seconds

    async def write() -> None:
        nonlocal written
        while time.perf_counter() < until:
            await work(door)
            written += 1

    await asyncio.gather(*(write() for _ in range(WRITERS)))
    return written / seconds
