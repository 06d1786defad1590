"""What a worker does all the time: takes jobs, tells followers, sweeps, and looks after what others left behind."""

import asyncio
import contextlib
import functools
import random
import time
from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import structlog
from psycopg_pool import AsyncConnectionPool

from fettle.db import reading
from fettle.db.door import Door
from fettle.kit.refusals import Refusal
from fettle.queue import following, sweeping
from fettle.queue.declared import Sweep
from fettle.queue.performing import perform
from fettle.queue.taking import Pace, Taker
from fettle.queue.tickets import Duties, Ticket

BEGIN = "SELECT queue.begin_sweep(%s, %s)"
TELLERS = 4
"""How many followers are told something at once."""
FULL_LOOK = 2.0
"""Seconds between two looks at all followers; in between only tenants whose feed has grown are looked at."""
LONGEST_PAUSE = 30.0
"""Seconds between two tries of what keeps failing."""
AT_ONCE = 500
"""How many tenants get a sweep's job in one transaction."""

Observe = Callable[[str, str, float], None]
"""Is told of every job: its name, `done` or `failed`, and the seconds it took."""

log = structlog.get_logger("fettle.queue")


class Worker:
    """All background work of one process."""

    def __init__(
        self,
        door: Door,
        pool: AsyncConnectionPool[Any],
        duties: Duties,
        services: Mapping[str, Any],
        *,
        pace: Pace = Pace(),  # noqa: B008
        observe: Observe = lambda _name, _outcome, _seconds: None,
    ) -> None:
        self.door = door
        self.pool = pool
        self.duties = duties
        self.services = services
        self.pace = pace
        self.observe = observe
        self.taker = Taker(pool, duties.jobs, self._perform, pace)
        self._stop = asyncio.Event()
        self._heads: dict[UUID, int] = {}
        self._behind: set[tuple[UUID, str]] = set()
        self._looked = 0.0

    async def run(self, stop: asyncio.Event) -> None:
        """Work until `stop`; jobs at hand then have the grace of the pace to end by themselves."""
        self._stop = stop
        rounds = [
            asyncio.create_task(self._again("take", self._take, 1)),
            asyncio.create_task(self._again("promote", self.taker.promote, self.pace.poll)),
            asyncio.create_task(self._again("recover", self.taker.recover, self.pace.heartbeat)),
            asyncio.create_task(self._again("forget", self.taker.forget, 3600)),
            asyncio.create_task(self._follow()),
        ]
        for one in self.duties.sweeps:
            work = functools.partial(self._sweep, one)
            rounds.append(asyncio.create_task(self._again(f"sweep {one.job.name}", work, seconds(one))))
        await stop.wait()
        self.taker.stop()
        _, busy = await asyncio.wait(rounds, timeout=self.pace.grace + 1)
        while busy:
            # Again and again: before Python 3.12 a wait that ends in the same moment swallows its cancellation.
            for task in busy:
                task.cancel()
            _, busy = await asyncio.wait(busy, timeout=1)

    async def _again(self, name: str, work: Callable[[], Awaitable[None]], every: float) -> None:
        failures = 0
        while not self._stop.is_set():
            try:
                await work()
                failures = 0
            except Exception as error:
                failures += 1
                reason = error.detail if isinstance(error, Refusal) else None
                log.error("background work failed", work=name, reason=reason, exc_info=None if reason else error)
            await self._pause(min(every * 2**failures, max(every, LONGEST_PAUSE)))

    async def _pause(self, wait: float) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._stop.wait(), wait)

    async def _take(self) -> None:
        await following.register(self.door, list(self.duties.followers))
        if not self._stop.is_set():
            await self.taker.take()

    async def _perform(self, ticket: Ticket) -> None:
        began = time.monotonic()
        with structlog.contextvars.bound_contextvars(
            tenant=str(ticket.tenant_id), job=ticket.name, job_id=str(ticket.uid)
        ):
            failure = await perform(self.door, ticket, self.duties.jobs[ticket.name], self.services)
        self.observe(ticket.name, "failed" if failure else "done", time.monotonic() - began)

    async def _sweep(self, sweep: Sweep) -> None:
        async with self.pool.connection() as conn, conn.transaction():
            found = await conn.execute(BEGIN, [sweep.job.name, timedelta(seconds=sweep.every)])
            (now,) = await found.fetchone() or (None,)
            if now is None:
                return
            async with self.door.open(sweeping.worker(), read_only=True) as call:
                tenants = await sweeping.due(call, sweep, now)
            for first in range(0, len(tenants), AT_ONCE):
                async with self.door.open(sweeping.worker()) as call:
                    await sweeping.enqueue(call, sweep, tenants[first : first + AT_ONCE])

    async def _follow(self) -> None:
        while not self._stop.is_set():
            began = time.monotonic()
            with contextlib.suppress(Refusal):
                await self._look()
            looked = time.monotonic() - began
            try:
                await self._tell()
            except Exception as error:
                log.error("followers could not be told", exc_info=error)
            if not self._behind:
                # However many tenants there are, looking takes a sixth of the time at most.
                await self._pause(max(self.pace.follow, looked * 5))

    async def _look(self) -> None:
        names = list(self.duties.followers)
        if not names:
            return
        async with self.door.open(sweeping.worker(), read_only=True) as call:
            heads = {head.tenant_id: head.seq for head in await reading.heads(call)}
            everybody = time.monotonic() - self._looked > FULL_LOOK
            grown = None if everybody else [t for t, seq in heads.items() if self._heads.get(t) != seq]
            if grown is None or grown:
                self._behind.update(await following.behind(call, names, grown))
        self._heads = heads
        self._looked = time.monotonic() if everybody else self._looked

    async def _tell(self) -> None:
        """One batch for everybody who is behind; who has more to hear comes again after all others."""
        waiting, self._behind = list(self._behind), set()
        random.shuffle(waiting)
        turns = asyncio.Semaphore(TELLERS)

        async def tell(tenant_id: UUID, name: str) -> None:
            async with turns:
                if self._stop.is_set():
                    return
                if await following.follow(self.door, self.duties.followers[name], tenant_id):
                    self._behind.add((tenant_id, name))

        done = await asyncio.gather(*(tell(*one) for one in waiting), return_exceptions=True)
        for error in done:
            if isinstance(error, Exception) and not isinstance(error, Refusal):
                log.error("follower failed", exc_info=error)


def seconds(sweep: Sweep) -> float:
    """How often to look whether a sweep's period is over."""
    return max(0.5, min(sweep.every / 10, 30.0))
