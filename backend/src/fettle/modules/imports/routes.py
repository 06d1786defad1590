"""Routes of imports."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import Parameter, QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import BadCursor, Page, PageRequest
from fettle.kit.refusals import AlreadyExists, NotFound, TooLarge
from fettle.modules.imports.actions import mappings, reports, steering, uploads
from fettle.modules.imports.actions.uploads import MissingColumns
from fettle.modules.imports.records import Import, ImportFault, Preview, Reconciliation, SavedMapping, Severity
from fettle.modules.imports.rules.mapping import BadMapping
from fettle.modules.imports.rules.reading import UnreadableFile
from fettle.modules.imports.rules.runs import ImportNotCancellable, ImportNotStartable, ImportRunning
from fettle.modules.imports.wire import bodies
from fettle.modules.imports.wire.uploads import CsvOperation, upload
from fettle.web import csv
from fettle.web.answers import KeyReused
from fettle.web.verbs import delete, get, patch, post

MAY = "imports:run"
FileName = Annotated[str, QueryParameter(name="fileName", description="What the file is called.", max_length=500)]
DryRun = Annotated[bool, QueryParameter(name="dryRun", description="Try everything and write no record.")]
Start = Annotated[bool, Parameter(description="Hand it to the next free runner at once.")]
MappingId = Annotated[UUID, QueryParameter(name="mappingId", description="The saved mapping to read the file with.")]
HEADER = ("Line", "Column", "Severity", "Code", "Message", "Row")


@get("/import-mappings", may=MAY, refuses=(BadCursor,))
async def list_import_mappings(call: Call, page: PageRequest) -> Page[SavedMapping]:
    """List saved mappings by name."""
    return await mappings.browse(call, page)


@post("/import-mappings", may=MAY, refuses=(BadMapping, AlreadyExists))
async def create_import_mapping(call: Call, data: bodies.MappingBody) -> SavedMapping:
    """Save a mapping: how the rows of a kind of file become records."""
    return await mappings.add(call, data.name, data.to_record())


@get("/import-mappings/{mapping_id:uuid}", may=MAY)
async def get_import_mapping(call: Call, mapping_id: UUID) -> SavedMapping:
    """Show a saved mapping."""
    return await mappings.get(call, mapping_id)


@patch("/import-mappings/{mapping_id:uuid}", may=MAY, refuses=(BadMapping, AlreadyExists))
async def change_import_mapping(call: Call, mapping_id: UUID, version: int, data: bodies.MappingPatch) -> SavedMapping:
    """Rename a mapping or replace what it says; imports made with it keep what it said."""
    return await mappings.change(call, mapping_id, version, name=data.name, mapping=data.to_record())


@delete("/import-mappings/{mapping_id:uuid}", may=MAY)
async def delete_import_mapping(call: Call, mapping_id: UUID, version: int) -> None:
    """Delete a saved mapping."""
    await mappings.remove(call, mapping_id, version)


@post("/imports/preview", may=MAY, status_code=200, refuses=(BadMapping, UnreadableFile), opt={"keeps_answer": False})
async def preview_import(call: Call, data: bodies.PreviewBody) -> Preview:
    """Show what the first rows of a file would become, with every fault; nothing is kept."""
    return await uploads.preview(call, data.to_bytes(), data.to_record(), dialect=data.to_dialect(), limit=data.limit)


@post(
    "/imports",
    may=MAY,
    refuses=(NotFound, BadMapping, UnreadableFile, MissingColumns, TooLarge, KeyReused),
    operation_class=CsvOperation,
    request_max_body_size=None,
    opt={"limit": "upload"},
)
async def upload_import(
    request: Request[Any, Any, Any],
    mapping_id: MappingId,
    file_name: FileName = "import.csv",
    dry_run: DryRun = False,
    start: Start = True,
) -> Response[Import]:
    """Upload a file to import: the body is the file itself."""
    return await upload(request, mapping_id=mapping_id, file_name=file_name, dry_run=dry_run, start=start)


@get("/imports", may=MAY, refuses=(BadCursor,))
async def list_imports(call: Call, page: PageRequest) -> Page[Import]:
    """List imports, the newest first."""
    return await reports.browse(call, page)


@get("/imports/{import_id:uuid}", may=MAY)
async def get_import(call: Call, import_id: UUID) -> Import:
    """Show how far an import is."""
    return await reports.get(call, import_id)


@post("/imports/{import_id:uuid}/run", may=MAY, status_code=202, refuses=(ImportRunning, ImportNotStartable))
async def run_import(call: Call, import_id: UUID) -> Import:
    """Start an import, or go on with one that failed or was cancelled, exactly where it stopped."""
    return await steering.start(call, import_id)


@post("/imports/{import_id:uuid}/cancel", may=MAY, status_code=200, refuses=(ImportNotCancellable,))
async def cancel_import(call: Call, import_id: UUID) -> Import:
    """Stop an import after the rows at hand; what was loaded stays."""
    return await steering.cancel(call, import_id)


@get("/imports/{import_id:uuid}/faults", may=MAY, refuses=(BadCursor,))
async def list_import_faults(
    call: Call, import_id: UUID, page: PageRequest, severity: Severity | None = None
) -> Page[ImportFault]:
    """List what was wrong with rows, by line: those kept out, and those loaded with a doubt."""
    return await reports.faults(call, import_id, severity, page)


@get("/imports/{import_id:uuid}/faults.csv", may=MAY, media_type=csv.MEDIA_TYPE)
async def export_import_faults(
    request: Request[Any, Any, Any], import_id: UUID, severity: Severity | None = None
) -> Response[str]:
    """All faults as CSV, with the rows that they are about."""
    return await csv.table(
        request, "import-faults.csv", lambda _caller: HEADER, lambda call: _rows(call, import_id, severity)
    )


@get("/imports/{import_id:uuid}/reconciliation", may=MAY)
async def reconcile_import(call: Call, import_id: UUID) -> Reconciliation:
    """Compare rows read with rows accounted for, and what the file says with what the records say."""
    return await reports.reconciliation(call, import_id)


async def _rows(call: Call, import_id: UUID, severity: Severity | None) -> AsyncIterator[Sequence[Any]]:
    async for fault in await reports.every_fault(call, import_id, severity):
        said = "; ".join(f"{name}: {text}" for name, text in fault.row.items())
        yield fault.line, fault.column, fault.severity, fault.code, fault.message, said


routes = [
    list_import_mappings,
    create_import_mapping,
    get_import_mapping,
    change_import_mapping,
    delete_import_mapping,
    preview_import,
    upload_import,
    list_imports,
    get_import,
    run_import,
    cancel_import,
    list_import_faults,
    export_import_faults,
    reconcile_import,
]
