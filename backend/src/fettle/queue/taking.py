"""Taking jobs from the queue: Procrastinate's worker over our tables, as a role that reaches nothing else."""

import logging
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from typing import Any

import msgspec
from procrastinate import App, PsycopgConnector
from procrastinate.jobs import Job as TakenJob
from procrastinate.jobs import Status
from procrastinate.manager import JobManager
from procrastinate.worker import Worker
from psycopg_pool import AsyncConnectionPool

from fettle.queue.tickets import Ticket

FETCH = """
SELECT id, uid, name, tenant_id, args, attempts, runs, enqueued_at, standing
FROM queue.fetch(%(names)s, %(worker)s, %(slots)s)
"""
PROMOTE = "SELECT queue.promote(clock_timestamp())"
RECOVER = "SELECT queue.recover(%s)"
RECONCILE = "SELECT queue.reconcile(%s, %s)"
FORGET = "SELECT queue.forget(%s)"
KEPT = timedelta(days=90)
"""How long dead letters stay."""

Perform = Callable[[Ticket], Awaitable[None]]


class Pace(msgspec.Struct, frozen=True):
    """How often a worker does what, in seconds, and how many jobs it runs at once."""

    slots: int = 10
    poll: float = 0.2
    follow: float = 0.15
    heartbeat: float = 2.0
    silent: float = 15.0
    grace: float = 3.0


class Manager(JobManager):
    """Hands out jobs with the stamp of their tenant. Their outcome is recorded by who performs them, as the tenant."""

    def __init__(self, connector: PsycopgConnector, slots: int) -> None:
        super().__init__(connector)
        self.slots = slots
        self.running: set[int] = set()
        self.found_none = False

    async def fetch_job(self, queues: Iterable[str] | None, worker_id: int) -> TakenJob | None:
        """The next job that this worker may run, taken."""
        asked = {"names": list(queues or ()), "worker": worker_id, "slots": self.slots}
        rows = await self.connector.execute_query_all_async(FETCH, **asked)
        self.found_none = not rows
        if not rows:
            return None
        ticket = msgspec.convert(rows[0], Ticket)
        self.running.add(ticket.id)
        given: Any = {"ticket": ticket}
        return TakenJob(
            id=ticket.id, queue=ticket.name, task_name=ticket.name, lock=None, queueing_lock=None, task_kwargs=given
        )

    async def finish_job(self, job: TakenJob, status: Status, delete_job: bool) -> None:
        """The outcome is known already."""

    async def list_jobs_to_abort_async(self, queue: str | None = None) -> Iterable[int]:
        """No job is aborted from outside."""
        return ()


class Slots(Worker):
    """Procrastinate's worker, which also looks again when one of its jobs has ended."""

    def look(self) -> None:
        """Look for jobs now: whose tenant had enough slots before may have too few."""
        self._new_job_event.set()


class Taker:
    """One worker's hold on the queue."""

    def __init__(self, pool: AsyncConnectionPool[Any], names: Iterable[str], perform: Perform, pace: Pace) -> None:
        # It logs each job with its arguments, at the level of information.
        logging.getLogger("procrastinate").setLevel(logging.WARNING)
        self.pool = pool
        self.names = sorted(names)
        self.pace = pace
        connector = PsycopgConnector()
        self.manager = Manager(connector, pace.slots)
        self.app = App(connector=connector)
        self.app.job_manager = self.manager
        self.connector = connector
        self.worker: Slots | None = None
        for name in self.names:
            self.app.task(name=name, queue=name)(self._task(perform))

    def _task(self, perform: Perform) -> Callable[..., Awaitable[None]]:
        async def run(*, ticket: Ticket) -> None:
            try:
                await perform(ticket)
            finally:
                self.manager.running.discard(ticket.id)
                if self.worker is not None and self.manager.found_none:
                    self.worker.look()

        return run

    async def take(self) -> None:
        """Take jobs and run them until `stop`; what then still runs after the grace is given back."""
        await self.connector.open_async(self.pool)
        self.worker = Slots(
            self.app,
            # Each name is a queue of its own, so that no worker takes what it does not know.
            queues=self.names,
            concurrency=self.pace.slots,
            fetch_job_polling_interval=self.pace.poll,
            shutdown_graceful_timeout=self.pace.grace,
            update_heartbeat_interval=self.pace.heartbeat,
            stalled_worker_timeout=self.pace.silent,
            # A notification with each insert would make all commits of an installation wait in one line.
            listen_notify=False,
            install_signal_handlers=False,
        )
        await self.worker.run()  # type: ignore[no-untyped-call]

    def stop(self) -> None:
        """Take no more jobs."""
        if self.worker is not None:
            self.worker.stop()  # type: ignore[no-untyped-call]

    async def promote(self) -> None:
        """Let what has become due be taken."""
        await self._ask(PROMOTE)

    async def recover(self) -> None:
        """Give back what silent workers had, and what this one has lost sight of."""
        await self._ask(RECOVER, timedelta(seconds=self.pace.silent))
        if self.worker is not None and self.worker.worker_id is not None:
            await self._ask(RECONCILE, self.worker.worker_id, list(self.manager.running))

    async def forget(self) -> None:
        """Forget old dead letters."""
        await self._ask(FORGET, KEPT)

    async def _ask(self, query: str, *given: Any) -> None:
        async with self.pool.connection() as conn:
            await conn.execute(query, given)
