"""A batch of rows in one transaction: records, notes of which row is which, faults, sums and the new position."""

from collections.abc import Sequence

import msgspec

from fettle.db.call import Call
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, Loaded, Loader
from fettle.modules.imports.actions.loading.entries import load_entries
from fettle.modules.imports.actions.loading.locations import load_locations
from fettle.modules.imports.actions.loading.readings import load_readings
from fettle.modules.imports.actions.loading.screening import screen
from fettle.modules.imports.actions.loading.staff import load_staff
from fettle.modules.imports.actions.loading.things import load_assets, load_gl_codes, load_sites, load_task_codes
from fettle.modules.imports.actions.loading.work import load_requests, load_work_orders
from fettle.modules.imports.records import Entity, ImportFault, Run, Severity, SourceRecord
from fettle.modules.imports.rules import runs, sums
from fettle.modules.imports.rules.rows import MappedRow, shown
from fettle.modules.imports.store import rows as store
from fettle.modules.imports.store import runs as run_store

LOADERS: dict[Entity, Loader] = {
    Entity.WORK_ORDER: load_work_orders,
    Entity.WORK_REQUEST: load_requests,
    Entity.ASSET: load_assets,
    Entity.SITE: load_sites,
    Entity.LOCATION: load_locations,
    Entity.STAFF: load_staff,
    Entity.METER_READING: load_readings,
    Entity.LOG_ENTRY: load_entries,
    Entity.TASK_CODE: load_task_codes,
    Entity.GL_CODE: load_gl_codes,
}


class Sorted(msgspec.Struct, frozen=True):
    """The rows of a batch by what is to be done with them, and the notes to keep about those that stay in."""

    rows: list[MappedRow]
    arrivals: list[Arrival]
    unchanged: list[Arrival]
    notes: Loaded


def dry(run: Run) -> str:
    """Where a dry run keeps its notes."""
    return f"dry run {run.id}"


async def load(call: Call, run: Run, rows: Sequence[MappedRow]) -> Sorted:
    """Write the records that `rows` become."""
    book = Book(run.source, run.id, run.mapping)
    entity = run.mapping.entity
    sorted_rows = await _sort(call, run, rows)
    arrivals = await screen(call, book, sorted_rows.arrivals) if sorted_rows.arrivals else []
    notes = await LOADERS[entity](call, book, arrivals) if arrivals else {}
    own = [_note(book, arrival) for arrival in [*sorted_rows.arrivals, *sorted_rows.unchanged]]
    named = {note.ref: note for note in notes.get(entity, [])}
    notes[entity] = [named.get(note.ref, note) for note in own]
    return msgspec.structs.replace(sorted_rows, notes=notes)


async def book(call: Call, run: Run, done: Sorted) -> Run:
    """Keep the books of a batch: notes, faults, sums and how far the import has come."""
    source = dry(run) if run.dry_run else run.source
    for entity, notes in done.notes.items():
        if notes and (not run.dry_run or entity == run.mapping.entity):
            await store.remember(call, source, entity, notes)
    if not run.dry_run and run.mapping.entity == Entity.WORK_ORDER:
        await store.touch(call, source, run.id, [a.ref for a in [*done.arrivals, *done.unchanged]])
    faults = [
        ImportFault(id=call.new_id(), row=shown(row.cells), **msgspec.structs.asdict(fault))
        for row in done.rows
        for fault in row.faults
    ]
    if faults:
        await store.report(call, run.id, faults)
    if added := sums.of_rows(arrival.row for arrival in [*done.arrivals, *done.unchanged]):
        await store.add_sums(call, run.id, added)
    moved = _counted(run, done)
    await run_store.progress(call, moved)
    return msgspec.structs.replace(moved, heartbeat_at=call.now)


async def _sort(call: Call, run: Run, rows: Sequence[MappedRow]) -> Sorted:
    entity = run.mapping.entity
    refs = [row.ref for row in rows if row.ref is not None and not row.quarantined]
    # Two files of one source take turns, so that the same row in both becomes one record.
    await store.take_turns(call, run.source)
    known = await store.known(call, run.source, entity, refs)
    seen = {ref: record.line for ref, record in known.items() if record.import_id == run.id}
    if run.dry_run:
        seen = {ref: record.line for ref, record in (await store.known(call, dry(run), entity, refs)).items()}
    kept: list[MappedRow] = []
    arrivals: list[Arrival] = []
    unchanged: list[Arrival] = []
    for row in rows:
        if row.quarantined or row.ref is None:
            kept.append(row)
        elif row.ref in seen:
            message = f"this key stands on line {seen[row.ref]} already"
            kept.append(runs.quarantined(row, run.mapping.key[0], "duplicate_key", message))
        else:
            seen[row.ref] = row.line
            kept.append(row)
            before = known.get(row.ref)
            arrival = Arrival(before.entity_id if before else call.new_id(), row.ref, row, before is not None)
            same = before is not None and before.digest == row.digest
            (unchanged if same else arrivals).append(arrival)
    return Sorted(kept, arrivals, unchanged, {})


def _note(book: Book, arrival: Arrival) -> SourceRecord:
    return SourceRecord(
        ref=arrival.ref,
        entity_id=arrival.id,
        digest=arrival.row.digest,
        import_id=book.import_id,
        line=arrival.row.line,
    )


def _counted(run: Run, done: Sorted) -> Run:
    last = done.rows[-1]
    updated = sum(arrival.changed for arrival in done.arrivals)
    return msgspec.structs.replace(
        run,
        position_bytes=last.end,
        position_line=last.end_line,
        rows_read=run.rows_read + len(done.rows),
        rows_loaded=run.rows_loaded + len(done.arrivals) - updated,
        rows_updated=run.rows_updated + updated,
        rows_unchanged=run.rows_unchanged + len(done.unchanged),
        rows_quarantined=run.rows_quarantined + sum(row.quarantined for row in done.rows),
        warnings=run.warnings + sum(f.severity == Severity.WARNING for row in done.rows for f in row.faults),
    )
