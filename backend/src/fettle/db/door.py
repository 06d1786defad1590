"""The door: one tenant transaction per request or job, with its events written just before the commit."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import msgspec
import psycopg
from psycopg import AsyncConnection
from psycopg_pool import AsyncConnectionPool, PoolClosed

from fettle.db.call import Call, flag
from fettle.db.callers import Caller
from fettle.db.errors import DatabaseAway, LostWork, NoConnection, OutcomeUnknown, translate
from fettle.kit.clock import Clock, system_clock
from fettle.kit.ids import IdMaker, new_id

ENTER = """
SELECT set_config('app.current_tenant', %s, true), set_config('app.current_user', %s, true),
       set_config('app.site_scope', %s, true), set_config('app.sees_costs', %s, true),
       set_config('app.realm', %s, true), set_config('statement_timeout', %s, true),
       set_config('lock_timeout', %s, true), set_config('idle_in_transaction_session_timeout', %s, true)
"""


class Patience(msgspec.Struct, frozen=True):
    """How many milliseconds a statement, a wait for a lock and an idle transaction may last."""

    statement_ms: int = 30_000
    lock_ms: int = 5_000
    idle_ms: int = 60_000


class Door:
    """Opens calls on a pool of connections."""

    def __init__(
        self,
        pool: AsyncConnectionPool[Any],
        *,
        patience: Patience = Patience(),  # noqa: B008
        clock: Clock = system_clock,
        ids: IdMaker = new_id,
    ) -> None:
        self.pool = pool
        self.patience = patience
        self.clock = clock
        self.ids = ids

    @asynccontextmanager
    async def open(self, caller: Caller, *, read_only: bool = False, isolation: str = "") -> AsyncIterator[Call]:
        """A transaction for `caller`: committed with its events on leaving, rolled back whole on any exception.

        Raises `NoConnection` when none can be had and translates the database's refusals (`errors`).
        """
        conn = await self._connection()
        committing = False
        try:
            async with conn.pipeline() as pipeline:
                begin = f"BEGIN {isolation} READ ONLY" if read_only else f"BEGIN {isolation}"
                await conn.execute(begin)
                await conn.execute(ENTER, _settings(caller, self.patience))
                call = Call(conn, pipeline, caller, now=self.clock(), ids=self.ids)
                yield call
                await call.settle()
                committing = not read_only
                done = await conn.execute("COMMIT")
            # A transaction in which a statement failed answers COMMIT with ROLLBACK, and no error.
            if done.statusmessage != "COMMIT":
                raise LostWork()
        except psycopg.Error as error:
            await _abandon(conn)
            refusal = translate(error)
            if committing and isinstance(refusal, DatabaseAway):
                refusal = OutcomeUnknown()
            # The database's own words name rows and values of theirs; they go no further.
            raise refusal.with_traceback(error.__traceback__) from None
        except BaseException:
            await _abandon(conn)
            raise
        finally:
            await self.pool.putconn(conn)

    async def _connection(self) -> AsyncConnection[Any]:
        try:
            conn: AsyncConnection[Any] = await self.pool.getconn()
            return conn
        except (PoolClosed, psycopg.OperationalError) as error:
            raise NoConnection() from error


def _settings(caller: Caller, patience: Patience) -> list[str]:
    scope = "*" if caller.site_scope is None else ",".join(map(str, sorted(caller.site_scope)))
    return [
        str(caller.tenant_id or ""),
        str(caller.user_id or ""),
        scope,
        flag(caller.sees_costs),
        caller.realm,
        str(patience.statement_ms),
        str(patience.lock_ms),
        str(patience.idle_ms),
    ]


async def _abandon(conn: AsyncConnection[Any]) -> None:
    """Roll back whatever is left of a failed call; a connection that cannot is closed, so the pool replaces it."""
    try:
        await conn.rollback()
    except psycopg.Error:
        await conn.close()
