"""A house of a test's own with real workers in it: they take whatever is there, so it has its own database."""

import asyncio
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import asynccontextmanager
from typing import Any
from uuid import UUID

import psycopg
from psycopg.rows import dict_row
from uuid_utils.compat import uuid7

from fettle.config import Settings
from fettle.db import engine
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.tenancy import public as tenancy
from fettle.queue import enqueue
from fettle.queue.taking import Pace
from fettle.queue.tickets import Duties
from fettle.queue.working import Worker

QUICK = Pace(poll=0.02, follow=0.02, heartbeat=0.2, silent=1.5, grace=0.5)


class House:
    """A database, tenants in it, and workers on it."""

    def __init__(self, database: Any, settings: Settings, door: Door) -> None:
        self.database = database
        self.settings = settings
        self.door = door

    async def tenant(self) -> UUID:
        """A new tenant."""
        tenant_id = uuid7()
        slug = f"t-{tenant_id.hex}"
        async with self.door.open(system(tenant_id, via="test", realm="identity")) as call:
            new = tenancy.NewTenant(id=tenant_id, slug=slug, name=slug, edition="household")
            await tenancy.create_tenant(call, new)
        return tenant_id

    def call(self, tenant_id: UUID) -> Any:
        """A call in a tenant."""
        return self.door.open(system(tenant_id, via="test"))

    async def enqueue(self, tenant_id: UUID, name: str, **given: Any) -> None:
        """One job, in a transaction of its own."""
        async with self.call(tenant_id) as call:
            await enqueue(call, name, **given)

    def peek(self, query: str, *given: Any) -> list[dict[str, Any]]:
        """What the administrator of the server sees."""
        with psycopg.connect(self.database.superuser, row_factory=dict_row, autocommit=True) as conn:
            cursor = conn.execute(query, given)
            return cursor.fetchall() if cursor.description else []

    def jobs(self) -> list[dict[str, Any]]:
        """Every job that is still known."""
        return self.peek("SELECT *, status::text AS state FROM queue.procrastinate_jobs ORDER BY id")

    async def until(self, true: Callable[[], Any], *, within: float = 30) -> None:
        """Wait until something holds."""
        deadline = time.monotonic() + within
        while not true():
            assert time.monotonic() < deadline, self.jobs()
            await asyncio.sleep(0.01)

    @asynccontextmanager
    async def worker(
        self, declared: Iterable[Any], *, pace: Pace = QUICK, observe: Any = None, services: Any = None
    ) -> AsyncIterator[Worker]:
        """A worker with these duties while inside."""
        door = engine.make_door(self.settings, self.database.app, size=pace.slots + 6)
        pool = engine.make_pool(self.settings, self.database.queue, size=3)
        options = {} if observe is None else {"observe": observe}
        worker = Worker(door, pool, Duties(declared), services or {}, pace=pace, **options)
        stop = asyncio.Event()
        async with door.pool, pool:
            running = asyncio.create_task(worker.run(stop))
            try:
                yield worker
            finally:
                stop.set()
                await running
