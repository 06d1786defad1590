"""The composition of the worker: what happens without anybody asking."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Callable
from typing import Any

import structlog
from psycopg_pool import AsyncConnectionPool

from fettle import composition
from fettle.config import Settings
from fettle.db import engine
from fettle.db.door import Door
from fettle.kit.refusals import Refusal
from fettle.modules.identity import public as identity
from fettle.modules.imports import public as imports
from fettle.queue.taking import Pace
from fettle.queue.working import Worker
from fettle.web import telemetry

log = structlog.get_logger("fettle.worker")
Chore = Callable[[Door], Awaitable[None]]
CHORE_ENDS_WITHIN = 3.0
"""Seconds that a chore at work may take to end by itself; then it is cancelled, and some worker does it again."""
BESIDE_JOBS = 6
"""Connections for what a worker does beside running jobs: followers, sweeps, chores."""
FOR_THE_QUEUE = 4


def chores(settings: Settings) -> tuple[tuple[float, Chore], ...]:
    """What belongs to no tenant, with the seconds between two rounds; every one may run in several workers at once."""

    async def forget_uploads(door: Door) -> None:
        await imports.tidy(door, settings.data_dir)

    return ((600, identity.tidy), (3600, forget_uploads))


async def work(settings: Settings, *, until_input_ends: bool = False) -> None:
    """Work until SIGINT or SIGTERM; what fails is logged and tried again.

    `until_input_ends`: also stop when the standard input ends, as it does when who started us was killed.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(signal_number, stop.set)
    if until_input_ends:
        _watch_input(loop, stop)
    database = await asyncio.to_thread(engine.prepare, settings)
    try:
        await asyncio.to_thread(engine.bring_up_to_date, database)
        await engine.check(database)
        queue = engine.make_pool(settings, await engine.check_queue(database), size=FOR_THE_QUEUE)
        door = engine.make_door(settings, database.app, size=settings.worker_slots + BESIDE_JOBS)
        await _work(settings, door, queue, stop)
    finally:
        await asyncio.to_thread(database.release)


def _watch_input(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    source = sys.stdin.fileno()

    def ended() -> None:
        # An input that has ended stays readable for ever.
        loop.remove_reader(source)
        stop.set()

    loop.add_reader(source, ended)


async def _work(settings: Settings, door: Door, queue: AsyncConnectionPool[Any], stop: asyncio.Event) -> None:
    metrics = telemetry.WorkerMetrics(settings.worker_metrics_port)
    pace = Pace(slots=settings.worker_slots)
    services = composition.services(settings)
    worker = Worker(door, queue, composition.DUTIES, services, pace=pace, observe=metrics.observe)
    async with door.pool, queue:
        log.info("worker ready")
        rounds = {asyncio.create_task(_rounds(door, seconds, chore, stop)) for seconds, chore in chores(settings)}
        rounds.add(asyncio.create_task(worker.run(stop)))
        await stop.wait()
        _, busy = await asyncio.wait(rounds, timeout=CHORE_ENDS_WITHIN + 2)
        while busy:
            # Again and again: before Python 3.12 a wait that ends in the same moment swallows its cancellation.
            for task in busy:
                task.cancel()
            _, busy = await asyncio.wait(busy, timeout=1)
    log.info("worker stopped")


async def _rounds(door: Door, seconds: float, chore: Chore, stop: asyncio.Event) -> None:
    while not stop.is_set():
        try:
            await chore(door)
        except Refusal as refusal:
            log.warning("chore put off", chore=chore.__name__, reason=refusal.detail)
        except Exception as error:
            log.error("chore failed", chore=chore.__name__, exc_info=error)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), seconds)
