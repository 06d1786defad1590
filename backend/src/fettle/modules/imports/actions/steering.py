"""Starting and stopping imports; from the command line, all of it in one go."""

import asyncio
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.kit.ids import new_id
from fettle.modules.imports.actions import reports, running, uploads
from fettle.modules.imports.actions.access import admit
from fettle.modules.imports.records import Import, Mapping, Reconciliation
from fettle.modules.imports.rules import runs as rules
from fettle.modules.imports.store import files
from fettle.modules.imports.store import runs as store
from fettle.queue import enqueue


async def start(call: Call, import_id: UUID) -> Import:
    """Hand an import to the next free runner; one that failed or was cancelled goes on where it stopped."""
    admit(call)
    held = await store.get(call, import_id, for_update=True)
    run = rules.request(held)
    await store.move(call, run, running.moved(held, run, "requested"))
    await enqueue(call, "imports.run")
    return rules.view(run, now=call.now)


async def cancel(call: Call, import_id: UUID) -> Import:
    """Stop an import after the batch at hand; what was loaded stays."""
    admit(call)
    held = await store.get(call, import_id, for_update=True)
    run = rules.cancel(held, at=call.now)
    await store.move(call, run, running.moved(held, run, "cancelled"))
    return rules.view(run, now=call.now)


async def import_file(
    door: Door,
    tenant_id: UUID,
    path: Path,
    mapping: Mapping,
    *,
    dry_run: bool = False,
    on_progress: running.Progress | None = None,
) -> Reconciliation:
    """Import a file of this machine and reconcile it; one that was begun with this very file before goes on.

    A runner that died is waited for until its lease has run out. Raises `ImportRunning` when it lives after all.
    """
    caller = system(tenant_id, via="import")
    written = await asyncio.to_thread(files.existing, path)
    async with door.open(caller) as call:
        begun = None if dry_run else await store.same_file(call, mapping.source, written.digest)
        if begun is not None:
            run = await uploads.relocate(call, begun, written)
        else:
            run = await uploads.begin(
                call, written, mapping, import_id=new_id(), file_name=path.name, dry_run=dry_run, start=False
            )
    await _patiently(door, caller, run.id, on_progress)
    async with door.open(caller, read_only=True) as call:
        return await reports.reconciliation(call, run.id)


async def _patiently(door: Door, caller: Caller, import_id: UUID, on_progress: running.Progress | None) -> Import:
    until = door.clock() + rules.LEASE + timedelta(seconds=1)
    while True:
        try:
            return await running.run_import(door, caller, import_id, on_progress=on_progress)
        except rules.ImportRunning:
            if door.clock() >= until:
                raise
            await asyncio.sleep(0.5)


async def was_imported(door: Door, tenant_id: UUID, path: Path, mapping: Mapping) -> bool:
    """Whether this very file of the mapping's source was imported to its end."""
    written = await asyncio.to_thread(files.existing, path)
    async with door.open(system(tenant_id, via="import"), read_only=True) as call:
        return await store.is_done(call, mapping.source, written.digest)
