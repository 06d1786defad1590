"""Runs a tenant's background work in process, without a worker, until nothing is left."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec
import psycopg
from psycopg.rows import dict_row

from fettle import composition
from fettle.db.door import Door
from fettle.queue import following, sweeping
from fettle.queue.performing import perform
from fettle.queue.tickets import Duties, Ticket

TAKE = """
UPDATE queue.procrastinate_jobs SET status = 'doing', runs = runs + 1, started_at = now(), scheduled_at = NULL
WHERE id = (
    SELECT id FROM queue.procrastinate_jobs
    WHERE tenant_id = %(tenant)s AND status = 'todo' AND coalesce(scheduled_at, '-infinity') <= %(now)s
      AND task_name = ANY (%(names)s) AND NOT id = ANY (%(done)s)
    ORDER BY urgency DESC, id LIMIT 1)
RETURNING id, uid, task_name AS name, tenant_id, args, attempts, runs, enqueued_at,
          queue.standing(tenant_id) AS standing
"""
# What is put off is put off from the clock of the test.
SHIFT = """
UPDATE queue.procrastinate_jobs SET scheduled_at = %(now)s::timestamptz + (scheduled_at - clock_timestamp())
WHERE id = %(id)s AND status = 'todo' AND scheduled_at > clock_timestamp() - interval '1 minute'
"""
ROUNDS = 1000


class Working:
    """Does what workers would do, for one tenant at a time and by any clock."""

    def __init__(self, superuser: str, door: Door, services: dict[str, Any], duties: Duties | None = None) -> None:
        self.superuser = superuser
        self.door = door
        self.services = services
        self.duties = duties or composition.DUTIES

    async def drain(self, tenant: Any, now: datetime | None = None, *, strict: bool = True) -> int:
        """Tell followers, sweep once, and run jobs of `tenant` (a `Tenancy` or its id) until nothing is left to do.

        With `now` it is that moment for everybody, and what is scheduled until then runs. A failure is raised, unless
        `strict` is off: then it is recorded as in a worker, and the job waits for a later drain. Returns how many jobs
        were run.
        """
        tenant_id: UUID = getattr(tenant, "id", tenant)
        door = self.door if now is None else Door(self.door.pool, clock=lambda: now)
        await self._sweep(door, tenant_id)
        done: list[int] = []
        for _ in range(ROUNDS):
            told = await self._tell(door, tenant_id, strict=strict)
            ran = await self._run(door, tenant_id, done, strict=strict)
            if not told and not ran:
                return len(done)
        raise AssertionError("this work never ends")

    async def _sweep(self, door: Door, tenant_id: UUID) -> None:
        for sweep in self.duties.sweeps:
            async with door.open(sweeping.worker()) as call:
                if tenant_id in await sweeping.due(call, sweep, door.clock()):
                    await sweeping.enqueue(call, sweep, [tenant_id])

    async def _tell(self, door: Door, tenant_id: UUID, *, strict: bool) -> bool:
        names = list(self.duties.followers)
        await following.register(door, names)
        async with door.open(sweeping.worker(), read_only=True) as call:
            waiting = await following.behind(call, names, [tenant_id])
        for _, name in waiting:
            while await following.follow(door, self.duties.followers[name], tenant_id, strict=strict):
                pass
        return bool(waiting)

    async def _run(self, door: Door, tenant_id: UUID, done: list[int], *, strict: bool) -> bool:
        ran = False
        while (ticket := await self._take(door, tenant_id, done)) is not None:
            ran = True
            failure = await perform(door, ticket, self.duties.jobs[ticket.name], self.services)
            if failure is not None and strict:
                raise failure
            done.append(ticket.id)
            async with await psycopg.AsyncConnection.connect(self.superuser, autocommit=True) as conn:
                await conn.execute(SHIFT, {"now": door.clock(), "id": ticket.id})
        return ran

    async def _take(self, door: Door, tenant_id: UUID, done: list[int]) -> Ticket | None:
        asked = {"tenant": tenant_id, "now": door.clock() + SLACK, "names": list(self.duties.jobs), "done": done}
        async with await psycopg.AsyncConnection.connect(self.superuser, autocommit=True, row_factory=dict_row) as conn:
            row = await (await conn.execute(TAKE, asked)).fetchone()
        return None if row is None else msgspec.convert(row, Ticket)


SLACK = timedelta(milliseconds=100)
"""The clocks of the test and of its database may differ a little."""
