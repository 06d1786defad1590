"""A call: who asks, inside which transaction, and everything that may be asked of the database there."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager, nullcontext, suppress
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

import msgspec
import psycopg
from psycopg import AsyncConnection, AsyncCursor, AsyncPipeline

from fettle.db import feed
from fettle.db.callers import Caller
from fettle.db.errors import translate
from fettle.db.rows import record_row
from fettle.db.together import Together
from fettle.kit.changes import Change
from fettle.kit.ids import IdMaker
from fettle.kit.refusals import Forbidden, NotFound, Refusal, Unavailable

R = TypeVar("R")
Params = Mapping[str, Any] | Sequence[Any]

SET = "SELECT set_config(%s, %s, true)"


class Call:
    """Who asks, for which tenant and sites, with which permissions, at what moment, inside which transaction."""

    def __init__(
        self, conn: AsyncConnection[Any], pipeline: AsyncPipeline, caller: Caller, *, now: datetime, ids: IdMaker
    ) -> None:
        self._conn = conn
        self._pipeline = pipeline
        self._changes: list[Change] = []
        self._streams = 0
        self._attempts = 0
        self._taken_back = 0
        self._written = 0
        self._together: Together | None = None
        self._settings = {"app.sees_costs": flag(caller.sees_costs), "app.realm": caller.realm}
        self.caller = caller
        self.now = now
        self.new_id = ids

    @property
    def tenant_id(self) -> UUID:
        """The tenant of this call. Raises `Forbidden` where there is none (the lobby before sign-in)."""
        if self.caller.tenant_id is None:
            raise Forbidden("This needs a tenant.")
        return self.caller.tenant_id

    @property
    def user_id(self) -> UUID | None:
        """The person who calls, None for machines."""
        return self.caller.user_id

    @property
    def permissions(self) -> frozenset[str]:
        """The permission codes of the caller; `*` for the product itself."""
        return self.caller.permissions

    def may(self, permission: str) -> bool:
        """Whether the caller holds `permission` (`resource:verb`)."""
        return self.caller.may(permission)

    def must(self, permission: str) -> None:
        """Raise `Forbidden` unless the caller holds `permission`."""
        if not self.may(permission):
            raise Forbidden(f"This needs the permission {permission}.")

    async def all(self, record: type[R], query: str, params: Params | None = None) -> list[R]:
        """Every row of `query` as a `record` (columns named like its fields; `tuple` and `dict` rows too)."""
        async with self._conn.cursor(row_factory=record_row(record)) as cursor:
            await self._read(cursor, query, params)
            return await cursor.fetchall()

    async def maybe(self, record: type[R], query: str, params: Params | None = None) -> R | None:
        """The first row of `query` as a `record`, or None."""
        async with self._conn.cursor(row_factory=record_row(record)) as cursor:
            await self._read(cursor, query, params)
            return await cursor.fetchone()

    async def one(self, record: type[R], query: str, params: Params | None = None) -> R:
        """The row of `query` as a `record`. Raises `NotFound` when there is none, or row security hides it."""
        row = await self.maybe(record, query, params)
        if row is None:
            raise NotFound()
        return row

    async def value(self, query: str, params: Params | None = None) -> Any:
        """The first column of the first row, or None."""
        async with self._conn.cursor() as cursor:
            await self._read(cursor, query, params)
            row = await cursor.fetchone()
            return None if row is None else row[0]

    async def _read(self, cursor: AsyncCursor[Any], query: str, params: Params | None) -> None:
        if self._together is not None:
            await self._together.ask(lambda: cursor.execute(query, params))
            return
        await cursor.execute(query, params)
        # Costs no trip of its own, and only after it does the server's clock for idle transactions run.
        await self._pipeline.sync()

    async def together(self, *readers: Awaitable[Any]) -> list[Any]:
        """What independent readers return, in their order; what they ask at the same depth is one round trip.

        Raises the first reader's refusal, in the order given, when all have ended.
        """
        outermost = self._together is None
        shared = self._together = self._together or Together(self._pipeline.sync)
        shared.expect(len(readers) - (not outermost))
        try:
            ended = await asyncio.gather(*map(shared.run, readers), return_exceptions=True)
        finally:
            if outermost:
                self._together = None
            else:
                shared.expect(1)
        refused = [result for result in ended if isinstance(result, BaseException)]
        if refused:
            # What a failed statement does to the others' says nothing about what is wrong.
            raise next((each for each in refused if _tells(each)), refused[0])
        return ended

    async def stream(self, record: type[R], query: str, params: Params, *, batch: int = 1000) -> AsyncIterator[R]:
        """The rows of `query` by server-side cursor, `batch` at a time: memory stays flat however many there are."""
        self._streams += 1
        name = f"stream_{self._streams}"
        await self._conn.execute(f"DECLARE {name} NO SCROLL CURSOR FOR {query}", params)
        while rows := await self.all(record, f"FETCH {int(batch)} FROM {name}"):
            for row in rows:
                yield row
        await self._conn.execute(f"CLOSE {name}")

    async def write(self, changes: Change | Iterable[Change], query: str, params: Params | None = None) -> None:
        """Run a writing statement together with the change(s) it makes; nothing is awaited from the server."""
        self.changed(changes)
        self._written += 1
        await self._conn.execute(query, params)

    async def write_returning(
        self, record: type[R], changes: Change | Iterable[Change], query: str, params: Params | None = None
    ) -> list[R]:
        """As `write`, and the rows of its RETURNING clause."""
        self.changed(changes)
        self._written += 1
        return await self.all(record, query, params)

    async def write_many(self, changes: Change | Iterable[Change], query: str, rows: Sequence[Params]) -> None:
        """Run one writing statement for each of `rows`, in one go."""
        self.changed(changes)
        self._written += 1
        async with self._conn.cursor() as cursor:
            await cursor.executemany(query, rows)

    async def keep(self, query: str, params: Params | None = None) -> None:
        """Run a statement that keeps the product's own books (sessions, progress) and changes no record."""
        self._must_be_alone()
        self._written += 1
        await self._conn.execute(query, params)

    @property
    def written(self) -> int:
        """How many statements that write were sent so far; a refusal before the next one has nothing to undo."""
        return self._written

    def changed(self, changes: Change | Iterable[Change]) -> None:
        """Hand changes to the feed; they are written just before the commit."""
        self._must_be_alone()
        if isinstance(changes, Change):
            self._changes.append(changes)
        else:
            self._changes.extend(changes)

    def _must_be_alone(self) -> None:
        if self._together is not None and not self._together.is_alone():
            raise RuntimeError("those who read together write nothing")

    @asynccontextmanager
    async def attempt(self) -> AsyncIterator[None]:
        """Try something whose refusal the rest of the call survives: what it wrote is undone, its changes forgotten.

        The refusal, the database's too, is raised all the same. What is nobody's input (`Unavailable`, a fault of
        ours) ends the whole call as ever.
        """
        self._must_be_alone()
        before, settings = len(self._changes), dict(self._settings)
        self._attempts += 1
        name = f"attempt_{self._attempts}"
        await self._conn.execute(f"SAVEPOINT {name}")
        try:
            yield
            # Whatever was written without waiting for it is answered here, where its refusal belongs.
            await self._pipeline.sync()
        except (Refusal, psycopg.Error) as error:
            refusal = translate(error) if isinstance(error, psycopg.Error) else error
            if not isinstance(refusal, Refusal) or isinstance(refusal, Unavailable):
                raise
            await self._take_back(name)
            del self._changes[before:]
            self._settings = settings
            raise refusal.with_traceback(error.__traceback__) from None
        finally:
            self._attempts -= 1
        await self._conn.execute(f"RELEASE SAVEPOINT {name}")

    async def _take_back(self, savepoint: str) -> None:
        # What is still on its way may fail because of what has failed; that tells nothing more.
        with suppress(psycopg.Error):
            await self._pipeline.sync()
        self._taken_back += 1
        # The number makes it a statement that the driver has not seen: only then does it notice the rollback, and
        # forget which statements it had prepared, some of which were never reached.
        await self._conn.execute(f"ROLLBACK TO SAVEPOINT {savepoint} -- {self._taken_back}")
        await self._conn.execute(f"RELEASE SAVEPOINT {savepoint}")
        await self._pipeline.sync()

    @property
    def changes(self) -> Sequence[Change]:
        """What this call has changed so far."""
        return self._changes

    @asynccontextmanager
    async def seeing_costs(self) -> AsyncIterator[None]:
        """Let the product itself price work for somebody who may not see money; what is read inside stays inside."""
        async with self._setting("app.sees_costs", "on"):
            yield

    @asynccontextmanager
    async def identifying(self) -> AsyncIterator[None]:
        """Open identity's tables across tenants for a moment, to find or add the person behind an e-mail address."""
        async with self._setting("app.realm", "identity"):
            yield

    @asynccontextmanager
    async def posting(self) -> AsyncIterator[None]:
        """Open what belongs to single people (what they were told, their devices), for the product to address them."""
        async with self._setting("app.realm", "post"):
            yield

    @asynccontextmanager
    async def _setting(self, name: str, value: str) -> AsyncIterator[None]:
        alone = nullcontext() if self._together is None else self._together.alone()
        async with alone, self._set(name, value):
            yield

    @asynccontextmanager
    async def _set(self, name: str, value: str) -> AsyncIterator[None]:
        self._must_be_alone()
        former, self._settings[name] = self._settings[name], value
        await self._conn.execute(SET, [name, value])
        try:
            yield
        except BaseException:
            self._settings[name] = former
            # Whoever catches a refusal goes on with what they had; a failed transaction takes the setting with it.
            with suppress(psycopg.Error):
                await self._conn.execute(SET, [name, former])
            raise
        self._settings[name] = former
        await self._conn.execute(SET, [name, former])

    async def enter(self, tenant_id: UUID, user_id: UUID | None = None) -> None:
        """Go from the lobby into the tenant that an invitation or claims lead to, as a person once they are known."""
        if self.caller.tenant_id not in (None, tenant_id):
            raise Forbidden("This call belongs to another tenant.")
        user_id = user_id or self.caller.user_id
        self.caller = msgspec.structs.replace(self.caller, tenant_id=tenant_id, user_id=user_id)
        query = "SELECT set_config('app.current_tenant', %s, true), set_config('app.current_user', %s, true)"
        await self.value(query, [str(tenant_id), str(user_id or "")])

    @property
    def sees_costs(self) -> bool:
        """Whether money is visible to the caller."""
        return self.caller.sees_costs

    async def settle(self) -> None:
        """Write the changes to the feed. The door calls it; nobody below the door does."""
        if self._changes and self.caller.tenant_id is None:
            raise LookupError("a change outside of any tenant has no feed to stand in")
        if self._changes:
            given = feed.parameters(self._changes, self.caller, at=self.now, ids=self.new_id)
            await self._conn.execute(feed.APPEND, given)


def _tells(error: BaseException) -> bool:
    consequences = (psycopg.errors.PipelineAborted, psycopg.errors.InFailedSqlTransaction)
    return isinstance(error, psycopg.Error) and not isinstance(error, consequences)


def flag(on: bool) -> str:
    """How a setting of the transaction says yes and no."""
    return "on" if on else "off"


def encode(value: Any) -> str:
    """JSON text of records and plain values for a jsonb parameter (dates as ISO 8601, decimals as strings)."""
    return msgspec.json.encode(value).decode()
