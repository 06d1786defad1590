"""A file becomes an import: looked at beforehand, received, kept."""

import io
from itertools import islice
from typing import BinaryIO
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.refusals import Fault, Invalid
from fettle.modules.imports.actions.access import admit
from fettle.modules.imports.records import Dialect, Import, Mapping, Preview, PreviewRow, Run, Status
from fettle.modules.imports.rules import mapping as mapping_rules
from fettle.modules.imports.rules import reading, rows, runs
from fettle.modules.imports.store import runs as store
from fettle.modules.imports.store.files import Written
from fettle.modules.tenancy import public as tenancy
from fettle.queue import enqueue


class MissingColumns(Invalid):
    """The file lacks columns that the mapping needs."""


async def preview(call: Call, sample: bytes, mapping: Mapping | None, *, dialect: Dialect, limit: int) -> Preview:
    """What the first `limit` rows of a file would become: nothing is kept."""
    admit(call)
    if mapping is not None:
        mapping_rules.check(mapping)
        dialect = mapping.dialect
    settled = reading.detect(sample, dialect)
    file = io.BytesIO(sample)
    head = reading.header(file, settled)
    raws = list(islice(reading.records(file, settled, position=head.end, line=head.end_line), limit))
    shown = [rows.shown(dict(zip(head.columns, raw.cells, strict=False))) for raw in raws]
    if mapping is None:
        return Preview(dialect=settled, columns=head.columns, missing_columns=[], rows=[], faults=[], raw=shown)
    zone = (await tenancy.current_tenant(call)).time_zone
    mapper = rows.Mapper(mapping, head.columns, time_zone=zone)
    mapped = [] if mapper.missing else [mapper.map(raw) for raw in raws]
    return Preview(
        dialect=settled,
        columns=head.columns,
        missing_columns=mapper.missing,
        rows=[_previewed(row) for row in mapped],
        faults=[fault for row in mapped for fault in row.faults],
        raw=shown,
    )


async def keep(
    call: Call, written: Written, mapping: Mapping, *, import_id: UUID, file_name: str, dry_run: bool, start: bool
) -> Import:
    """Keep a received file as an import; `start` hands it to the next free runner.

    Raises `BadMapping`, `UnreadableFile` and `MissingColumns`.
    """
    admit(call)
    run = await begin(call, written, mapping, import_id=import_id, file_name=file_name, dry_run=dry_run, start=start)
    return runs.view(run, now=call.now)


async def begin(
    call: Call,
    written: Written,
    mapping: Mapping,
    *,
    import_id: UUID,
    file_name: str,
    dry_run: bool,
    start: bool,
) -> Run:
    """Keep `written` as an import that has not read a row yet."""
    mapping_rules.check(mapping)
    with written.path.open("rb") as file:
        settled, missing = look(file, mapping)
    if missing:
        faults = [Fault(f"/columns/{name}", "missing", f"the file has no column {name}") for name in missing]
        raise MissingColumns(faults=faults)
    run = Run(
        id=import_id,
        source=mapping.source,
        file_name=file_name,
        file_key=str(written.path),
        file_bytes=written.size,
        file_digest=written.digest,
        mapping=settled,
        dry_run=dry_run,
        status=Status.WAITING if start else Status.UPLOADED,
        created_by=call.user_id,
        created_at=call.now,
    )
    facts = {
        "source": run.source,
        "file_name": run.file_name,
        "file_bytes": run.file_bytes,
        "mapping": run.mapping,
        "dry_run": run.dry_run,
        "status": run.status,
    }
    await store.add(call, run, Change("import.created", run.id, after=facts))
    if start:
        await enqueue(call, "imports.run")
    return run


async def relocate(call: Call, run: Run, written: Written) -> Run:
    """`run` reading on from where the same file lies now."""
    moved = msgspec.structs.replace(run, file_key=str(written.path))
    await store.relocate(call, moved)
    return moved


def look(file: BinaryIO, mapping: Mapping) -> tuple[Mapping, list[str]]:
    """`mapping` with its dialect settled for `file`, and the columns that it needs and the file lacks."""
    settled = reading.detect(file.read(reading.SAMPLE_BYTES), mapping.dialect)
    columns = reading.header(file, settled).columns
    missing = [name for name in mapping_rules.columns_used(mapping) if name not in columns]
    return msgspec.structs.replace(mapping, dialect=settled), missing


def read_mapping(text: bytes) -> Mapping:
    """The mapping in a JSON document. Raises `BadMapping`."""
    try:
        mapping = msgspec.json.decode(text, type=Mapping)
    except msgspec.DecodeError as error:
        raise mapping_rules.BadMapping(f"The mapping cannot be read: {error}") from None
    mapping_rules.check(mapping)
    return mapping


def _previewed(row: rows.MappedRow) -> PreviewRow:
    ref = None if row.ref is None else row.ref.replace("\x1f", " / ")
    return PreviewRow(line=row.line, ref=ref, fields=rows.plain(row.values), quarantined=row.quarantined)
