"""Routes of files."""

from typing import Annotated, Any
from uuid import UUID

import litestar
from litestar import Request, Response
from litestar.di import Provide
from litestar.params import Parameter

from fettle.db.call import Call
from fettle.kit.pages import BadCursor, Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.files.actions import drawings, files, uploads
from fettle.modules.files.desk import Desk
from fettle.modules.files.records import Count, Drawing, FileFilters, Role, Subject, Usage
from fettle.modules.files.rules import files as rules
from fettle.modules.files.rules.content import FileRefused, TooManyPixels
from fettle.modules.files.storage.contract import StorageAway
from fettle.modules.files.wire import bodies, transfers, views
from fettle.modules.files.wire.filters import Size, SubjectIds
from fettle.web.verbs import delete, get, patch, post, put

READ = "files:read"
CREATE = "files:create"
WRITE = "files:write"
Deleted = Annotated[bool, Parameter(description="Deleted ones instead.")]


async def desk_of(request: Request[Any, Any, Any]) -> Desk:
    """The desk that the composition handed in."""
    desk: Desk = request.app.state.files
    return desk


DESK = {"desk": Provide(desk_of)}


@post(
    "/files",
    may=CREATE,
    refuses=(AlreadyExists, rules.FileTooLarge, rules.QuotaReached),
    dependencies=DESK,
    opt={"limit": "upload"},
)
async def create_file(call: Call, desk: Desk, data: bodies.FileBody) -> views.Upload:
    """Announce a file of a record and get a signed address that takes its bytes, of exactly this size and type."""
    return views.upload(await uploads.announce(call, desk, data.to_record()), desk)


@post(
    "/files/{file_id:uuid}/upload",
    may=CREATE,
    status_code=200,
    refuses=(rules.NotAwaiting,),
    dependencies=DESK,
    opt={"limit": "upload"},
)
async def renew_file_upload(call: Call, desk: Desk, file_id: UUID) -> views.Upload:
    """Get a new address for the bytes of a file that you announced."""
    return views.upload(await uploads.await_again(call, file_id), desk)


@post(
    "/files/{file_id:uuid}/complete",
    may=CREATE,
    status_code=200,
    refuses=(
        rules.NotUploaded,
        rules.NotAwaiting,
        rules.UploadExpired,
        FileRefused,
        TooManyPixels,
        rules.FileQuarantined,
        StorageAway,
    ),
)
async def complete_file(request: Request[Any, Any, Any], file_id: UUID) -> Response[views.FileView]:
    """Say that the bytes were sent: they are looked at and kept.

    A large file is answered in the state `checking`; a job looks at it.
    """
    return await transfers.complete(request, file_id)


@get("/files", may=READ, refuses=(BadCursor,), dependencies=DESK)
async def list_files(  # noqa: PLR0917 - the framework gives them by name
    call: Call,
    desk: Desk,
    page: PageRequest,
    subject: Subject,
    subject_ids: SubjectIds,
    role: list[Role] | None = None,
    deleted: Deleted = False,
) -> Page[views.FileView]:
    """List the files of one record or several of a kind, the newest first."""
    filters = FileFilters(subject=subject, subject_ids=subject_ids, roles=role or [], deleted=deleted)
    return views.views(await files.some(call, filters, page), desk)


@get("/files/counts", may=READ)
async def count_files(call: Call, subject: Subject, subject_ids: SubjectIds) -> list[Count]:
    """Count the files of records; those without any are left out."""
    return await files.counts(call, subject, subject_ids)


@get("/files/usage", may=READ, dependencies=DESK)
async def get_file_usage(call: Call, desk: Desk) -> Usage:
    """Show how much is kept, and of how much."""
    return await files.usage(call, desk)


@get("/files/{file_id:uuid}", may=READ, dependencies=DESK)
async def get_file(call: Call, desk: Desk, file_id: UUID) -> views.FileView:
    """Show a file."""
    return views.view(await files.get(call, file_id), desk)


@get(
    "/files/{file_id:uuid}/content",
    may=READ,
    status_code=303,
    refuses=(rules.NotStored, rules.NotPictured),
    dependencies=DESK,
)
async def get_file_content(call: Call, desk: Desk, file_id: UUID, size: Size = None) -> Response[None]:
    """Be sent on to the content of a file, or to its small picture of this size."""
    return Response(None, status_code=303, headers={"Location": await files.address(call, desk, file_id, size)})


@patch("/files/{file_id:uuid}", may=CREATE, dependencies=DESK)
async def update_file(call: Call, desk: Desk, file_id: UUID, version: int, data: bodies.FilePatch) -> views.FileView:
    """Rename, relabel, caption or pair a file: your own, or any with `files:write`."""
    return views.view(await files.change(call, file_id, data.given(), version=version), desk)


@delete("/files/{file_id:uuid}", may=CREATE)
async def delete_file(call: Call, file_id: UUID, version: int) -> None:
    """Delete a file: your own, or any with `files:write`; for thirty days it can be restored."""
    await files.delete(call, file_id, version=version)


@post("/files/{file_id:uuid}/restore", may=CREATE, status_code=200, dependencies=DESK)
async def restore_file(call: Call, desk: Desk, file_id: UUID) -> views.FileView:
    """Bring a deleted file back."""
    return views.view(await files.restore(call, file_id), desk)


@post("/files/{file_id:uuid}/purge", may=WRITE, status_code=204, refuses=(rules.FileNotDeleted,))
async def purge_file(request: Request[Any, Any, Any], file_id: UUID) -> None:
    """Remove a deleted file for good, before its thirty days are over, and make room."""
    await transfers.purge(request, file_id)


@put("/files/{file_id:uuid}/drawing", may=CREATE, refuses=(rules.NotStored,))
async def draw_on_file(call: Call, file_id: UUID, data: bodies.DrawingBody) -> Drawing:
    """Draw over a picture, which stays as it is; what was drawn before is kept as a version."""
    return await drawings.draw(call, file_id, data.to_records())


@get("/files/{file_id:uuid}/drawings", may=READ)
async def list_file_drawings(call: Call, file_id: UUID) -> list[Drawing]:
    """List the versions of what was drawn over a picture, the newest first."""
    return await drawings.every(call, file_id)


@litestar.put("/objects/{key:path}", include_in_schema=False, status_code=200, request_max_body_size=None)
async def receive_object(request: Request[Any, Any, Any], key: str) -> Response[None]:
    """Take the bytes of an upload by a signed address."""
    return await transfers.receive(request)


@litestar.route("/objects/{key:path}", http_method=["GET", "HEAD"], include_in_schema=False, opt={"as_it_comes": True})
async def give_object(request: Request[Any, Any, Any], key: str) -> Response[Any]:
    """Give the bytes of a file by a signed address, all or a part."""
    return await transfers.give(request)


ROUTES = [
    create_file,
    renew_file_upload,
    complete_file,
    list_files,
    count_files,
    get_file_usage,
    get_file,
    get_file_content,
    update_file,
    delete_file,
    restore_file,
    purge_file,
    draw_on_file,
    list_file_drawings,
]
PLAIN_ROUTES = [receive_object, give_object]
