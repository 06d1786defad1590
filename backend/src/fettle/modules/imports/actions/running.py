"""An import runs: batch after batch, each one transaction, so that it goes on exactly where it was stopped."""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from uuid import UUID

import structlog

from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.kit.changes import Change
from fettle.kit.ids import new_id
from fettle.kit.refusals import Refusal, Unavailable
from fettle.modules.imports.actions import batches
from fettle.modules.imports.actions.feeds import Feed
from fettle.modules.imports.records import Import, Run, Status
from fettle.modules.imports.rules import runs as rules
from fettle.modules.imports.rules.rows import MappedRow
from fettle.modules.imports.store import rows as row_store
from fettle.modules.imports.store import runs as store
from fettle.modules.tenancy import public as tenancy

ATTEMPTS = 10
LONGEST_WAIT = 3.0
Progress = Callable[[int, int], None]
"""Is told how many bytes of the file are done, of how many."""
log = structlog.get_logger("fettle.imports")


class _RolledBack(Exception):
    """Leaves a dry run's transaction with what would have been done."""

    def __init__(self, done: batches.Sorted) -> None:
        self.done = done


async def run_import(door: Door, caller: Caller, import_id: UUID, *, on_progress: Progress | None = None) -> Import:
    """Run an import to its end, or until somebody cancels it; `on_progress` hears of every batch.

    Raises `ImportRunning` while another runner is at work and `ImportNotStartable` when it is done. An import that
    fails says why in `failure`, and goes on where it stopped when it is run again.
    """
    run, time_zone = await _claim(door, caller, import_id, new_id())
    tell = on_progress or (lambda _done, _total: None)
    try:
        run = await _persevering(door, caller, run, time_zone, tell)
    except Unavailable:
        # The database is away for longer: whoever polls takes the import over once its lease has run out.
        raise
    except Exception as error:
        reason = error.detail if isinstance(error, Refusal) else type(error).__name__
        log.error("import failed", import_id=str(run.id), exc_info=error)
        run = await _end(door, caller, run, lambda held, at: rules.fail(held, at=at, reason=reason))
    tell(run.position_bytes, run.file_bytes)
    return rules.view(run, now=door.clock())


async def resume(door: Door, tenant_id: UUID) -> None:
    """Run every import of the tenant that waits for a runner or whose runner has died."""
    async with door.open(system(tenant_id, via="worker"), read_only=True) as call:
        waiting = await store.abandoned(call, silent_since=call.now - rules.LEASE)
    await asyncio.gather(*(_resume(door, tenant_id, import_id, by) for import_id, by in waiting))


async def _resume(door: Door, tenant_id: UUID, import_id: UUID, by: UUID | None) -> None:
    try:
        await run_import(door, system(tenant_id, via="import", user_id=by), import_id)
    except rules.ImportRunning:
        return


async def _claim(door: Door, caller: Caller, import_id: UUID, runner: UUID) -> tuple[Run, str]:
    async with door.open(caller) as call:
        call.must("imports:run")
        held = await store.get(call, import_id, for_update=True)
        run = rules.claim(held, runner=runner, at=call.now)
        await store.move(call, run, moved(held, run, "started"))
        return run, (await tenancy.current_tenant(call)).time_zone


async def _persevering(door: Door, caller: Caller, run: Run, time_zone: str, tell: Progress) -> Run:
    """Run on through short absences of the database, from whatever position was committed last."""
    absences = 0
    while True:
        try:
            if absences:
                found = await _found(door, caller, run)
                absences = 1 if found.position_bytes > run.position_bytes else absences
                run = found
            return await _run(door, caller, run, time_zone, tell)
        except Unavailable:
            absences += 1
            if absences > ATTEMPTS:
                raise
            await asyncio.sleep(min(0.1 * 2**absences, LONGEST_WAIT))


async def _run(door: Door, caller: Caller, run: Run, time_zone: str, tell: Progress) -> Run:
    async with _feeding(run, time_zone) as feed:
        while rows := await asyncio.to_thread(feed.next):
            try:
                after = await _batch(door, caller, run, rows)
            except Unavailable:
                raise
            except rules.RowsRefused as refused:
                feed.refuse(refused.by_line)
                continue
            except Refusal as refusal:
                if len(rows) == 1:
                    feed.replace(rules.refused_row(rows[0], refusal, run.mapping))
                feed.smaller()
                continue
            if after is None:
                return await _found(door, caller, run)
            run = after
            feed.taken(len(rows))
            tell(run.position_bytes, run.file_bytes)
    return await _end(door, caller, run, lambda held, at: rules.finish(held, at=at))


@asynccontextmanager
async def _feeding(run: Run, time_zone: str) -> AsyncIterator[Feed]:
    feed = await asyncio.to_thread(Feed, run, time_zone=time_zone)
    try:
        yield feed
    finally:
        feed.close()


async def _batch(door: Door, caller: Caller, run: Run, rows: list[MappedRow]) -> Run | None:
    """`run` after `rows`, or None when it is not ours any more."""
    try:
        async with door.open(caller) as call:
            if not await _ours(call, run):
                return None
            done = await batches.load(call, run, rows)
            if run.dry_run:
                raise _RolledBack(done)
            return await batches.book(call, run, done)
    except _RolledBack as would_be:
        async with door.open(caller) as call:
            return await batches.book(call, run, would_be.done) if await _ours(call, run) else None


async def _ours(call: Call, run: Run) -> bool:
    held = await store.get(call, run.id, for_update=True)
    return held.status == Status.RUNNING and held.runner == run.runner


async def _found(door: Door, caller: Caller, run: Run) -> Run:
    async with door.open(caller, read_only=True) as call:
        return await store.get(call, run.id)


async def _end(door: Door, caller: Caller, run: Run, ending: Callable[..., Run]) -> Run:
    async with door.open(caller) as call:
        held = await store.get(call, run.id, for_update=True)
        if held.status != Status.RUNNING or held.runner != run.runner:
            return held
        ended = ending(held, call.now)
        if ended.dry_run and ended.status == Status.DONE:
            await row_store.forget(call, batches.dry(run))
        await store.move(call, ended, moved(held, ended, "finished" if ended.status == Status.DONE else "failed"))
        return ended


def moved(before: Run, after: Run, verb: str) -> Change:
    """The change from one state of an import to another; with its counts at the end."""
    named = ("status", "started_at", "finished_at", "failure")
    changed = [name for name in named if getattr(before, name) != getattr(after, name)]
    counted = {"counts": rules.counts(after)} if after.status == Status.DONE else {}
    return Change(
        f"import.{verb}",
        after.id,
        before={name: getattr(before, name) for name in changed},
        after={**{name: getattr(after, name) for name in changed}, **counted},
    )
