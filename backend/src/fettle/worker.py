"""The composition of the worker: what happens without anybody asking."""

import asyncio
import contextlib
import signal
import sys
from collections.abc import Awaitable, Callable

import structlog

from fettle.config import Settings
from fettle.db import engine
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.kit.refusals import Refusal
from fettle.modules.identity import public as identity
from fettle.modules.imports import public as imports
from fettle.modules.tenancy import public as tenancy
from fettle.web import answers

log = structlog.get_logger("fettle.worker")
Chore = Callable[[Door], Awaitable[None]]
CHORE_ENDS_WITHIN = 3.0
"""Seconds that a chore at work may take to end by itself; then it is cancelled, and some worker does it again."""


async def forget_answers(door: Door) -> None:
    """Forget the stored answers to Idempotency-Keys that nobody will repeat any more."""
    async with door.open(system(None, via="worker", realm="identity"), read_only=True) as call:
        tenants = await tenancy.every_tenant(call)
    for tenant in tenants:
        async with door.open(system(tenant.id, via="worker")) as call:
            await answers.forget(call)


def chores(settings: Settings) -> tuple[tuple[float, Chore], ...]:
    """Each chore with the seconds between two rounds; every one may run in several workers at once."""

    async def forget_uploads(door: Door) -> None:
        await imports.tidy(door, settings.data_dir)

    return (
        (5, imports.resume_abandoned),
        (600, identity.tidy),
        (600, forget_answers),
        (3600, forget_uploads),
    )


async def work(settings: Settings, *, until_input_ends: bool = False) -> None:
    """Do the chores until SIGINT or SIGTERM; a chore that fails is logged and tried again in its next round.

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
        await _work(engine.make_door(settings, database.app), chores(settings), stop)
    finally:
        await asyncio.to_thread(database.release)


def _watch_input(loop: asyncio.AbstractEventLoop, stop: asyncio.Event) -> None:
    source = sys.stdin.fileno()

    def ended() -> None:
        # An input that has ended stays readable for ever.
        loop.remove_reader(source)
        stop.set()

    loop.add_reader(source, ended)


async def _work(door: Door, todo: tuple[tuple[float, Chore], ...], stop: asyncio.Event) -> None:
    async with door.pool:
        log.info("worker ready")
        rounds = {asyncio.create_task(_rounds(door, seconds, chore, stop)) for seconds, chore in todo}
        await stop.wait()
        _, busy = await asyncio.wait(rounds, timeout=CHORE_ENDS_WITHIN)
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
