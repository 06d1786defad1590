"""A file as it arrives: written to disk in pieces, then kept as an import, or forgotten with whatever went wrong."""

import hashlib
from pathlib import Path
from typing import Any
from uuid import UUID

from litestar import Request, Response
from litestar.exceptions import ClientException
from litestar.openapi.spec import OpenAPIFormat, OpenAPIMediaType, OpenAPIType, Operation, RequestBody, Schema

from fettle.config import Settings
from fettle.kit.ids import new_id
from fettle.kit.refusals import Fault, Invalid, Malformed, TooLarge, Unavailable
from fettle.modules.imports.actions import mappings, uploads
from fettle.modules.imports.records import Import
from fettle.modules.imports.store.files import Receiver, Written
from fettle.web import answers, calls

LONGEST_NAME = 200


class CsvOperation(Operation):
    """An operation whose body is a CSV file."""

    def __post_init__(self) -> None:
        """Say so in the API document."""
        binary = OpenAPIMediaType(schema=Schema(type=OpenAPIType.STRING, format=OpenAPIFormat.BINARY))
        described = "The file, as it is. It is streamed to disk; there is no form around it."
        self.request_body = RequestBody({"text/csv": binary}, description=described, required=True)


async def upload(
    request: Request[Any, Any, Any], *, mapping_id: UUID, file_name: str, dry_run: bool, start: bool
) -> Response[Any]:
    """Take the body of `request` as a file and keep it as an import."""
    caller = calls.admitted(request)
    key = answers.key_of(request)
    async with calls.opened(request, caller) as call:
        saved = await mappings.get(call, mapping_id)
        tenant_id = call.tenant_id
    settings: Settings = request.app.state.settings
    import_id = new_id()
    receiver = Receiver(settings.data_dir, tenant_id, import_id)
    try:
        written = await _received(request, receiver, settings.max_import_bytes)
        async with calls.opened(request, caller) as call:
            fingerprint = hashlib.sha256(f"{request.url.path}?{request.url.query}\n".encode() + written.digest).digest()
            stored = None if key is None else await answers.find(call, key, fingerprint)
            if stored is not None:
                receiver.drop()
                return stored
            made = await uploads.keep(
                call,
                written,
                saved.mapping,
                import_id=import_id,
                file_name=_plain_name(file_name),
                dry_run=dry_run,
                start=start,
            )
            if key is not None:
                return await answers.keep(call, key, fingerprint, _answer(made), status=201)
            return _answer(made)
    except BaseException:
        receiver.drop()
        raise


def _plain_name(given: str) -> str:
    name = Path(given.replace("\\", "/")).name
    if not name.isprintable() or not 0 < len(name) <= LONGEST_NAME:
        message = f"must be 1 to {LONGEST_NAME} printable characters"
        raise Invalid(f"fileName {message}.", faults=[Fault("?fileName", "name", message)])
    return name


async def _received(request: Request[Any, Any, Any], receiver: Receiver, most: int) -> Written:
    try:
        async for chunk in request.stream():
            receiver.write(chunk)
            if receiver.size > most:
                raise TooLarge(f"A file may have {most} bytes at most.")
        return receiver.keep()
    except ClientException:
        raise Malformed("The file did not arrive whole.") from None
    except OSError:
        raise Unavailable("The file cannot be stored right now.", retry_after=60) from None


def _answer(made: Import) -> Response[Import]:
    return Response(made, status_code=201, headers={"ETag": f'"{made.version}"', "Location": f"/v1/imports/{made.id}"})
