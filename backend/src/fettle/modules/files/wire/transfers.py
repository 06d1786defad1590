"""Bytes over HTTP: taken and given by signed addresses, in pieces, so that memory stays flat."""

import re
from typing import Any
from urllib.parse import quote
from uuid import UUID

from litestar import Request, Response
from litestar.exceptions import ClientException
from litestar.response import Stream

from fettle.kit.refusals import Malformed, NotFound, Unsupported
from fettle.modules.files.actions import checking, files
from fettle.modules.files.desk import Desk
from fettle.modules.files.storage import keys
from fettle.modules.files.storage.contract import Stored
from fettle.modules.files.storage.signing import BadAddress, Terms
from fettle.modules.files.wire.views import FileView, view
from fettle.web import calls

LOCKED_UP = "sandbox; default-src 'none'; frame-ancestors 'none'"
FOR_MINUTES = "private, max-age=300"
_RANGE = re.compile(r"bytes=(\d{0,15})-(\d{0,15})")


async def complete(request: Request[Any, Any, Any], file_id: UUID) -> Response[FileView]:
    """Look at what was uploaded: in several transactions, so that none is open meanwhile."""
    desk: Desk = request.app.state.files
    caller = calls.admitted(request)
    file = await checking.complete(lambda: calls.opened(request, caller), desk, file_id)
    return Response(view(file, desk), status_code=200, headers={"ETag": f'"{file.version}"'})


async def purge(request: Request[Any, Any, Any], file_id: UUID) -> None:
    """Remove a deleted file for good: its rows, and then its bytes."""
    desk: Desk = request.app.state.files
    async with calls.opened(request, calls.admitted(request)) as call:
        gone = await files.purge_one(call, file_id)
    await desk.remove(*gone)


def terms_of(request: Request[Any, Any, Any], method: str) -> Terms:
    """What the address of a request allows. Raises `BadAddress` for one that was not made here, or is too old."""
    desk: Desk = request.app.state.files
    key, given = request.url.path.removeprefix("/objects/"), request.query_params
    known = {"expires", "type", "length", "name", "inline", "signature"}
    numbers = [given.get(name, "") for name in ("expires", "length", "inline")]
    if set(given) != known or not keys.is_key(key) or not all(re.fullmatch("[0-9]{1,15}", each) for each in numbers):
        raise BadAddress()
    if not desk.serves(request.headers.get("host", "")):
        raise NotFound()
    expires, length, inline = map(int, numbers)
    terms = Terms(
        method=method,
        key=key,
        expires=expires,
        type=given["type"],
        length=length,
        name=given["name"],
        inline=bool(inline),
    )
    desk.signer.check(terms, given["signature"], desk.clock())
    return terms


async def receive(request: Request[Any, Any, Any]) -> Response[None]:
    """Take the bytes of an upload."""
    desk: Desk = request.app.state.files
    terms = terms_of(request, "PUT")
    if keys.area_of(terms.key) != keys.INCOMING:
        raise BadAddress()
    if request.headers.get("content-type", "") != terms.type:
        raise Unsupported(f"{terms.type} was announced.")
    if request.headers.get("content-length", str(terms.length)) != str(terms.length):
        raise Malformed(f"{terms.length} bytes were announced.")
    try:
        await desk.receive(terms, request.stream())
    except ClientException:
        raise Malformed("The file did not arrive whole.") from None
    return Response(None, status_code=200)


async def give(request: Request[Any, Any, Any]) -> Response[Any]:
    """Give the bytes of an object, or the part that was asked for."""
    desk: Desk = request.app.state.files
    terms = terms_of(request, "GET")
    stored = await desk.storage.find(terms.key) if keys.area_of(terms.key) == keys.KEPT else None
    if stored is None:
        raise NotFound()
    headers = _headers(terms, stored)
    part = _part(request, stored, headers["ETag"])
    first, last = part or (0, stored.size - 1)
    if first > last:
        return Response(None, status_code=416, headers={"Content-Range": f"bytes */{stored.size}"})
    headers["Content-Length"] = str(last - first + 1)
    if part is not None:
        headers["Content-Range"] = f"bytes {first}-{last}/{stored.size}"
    if request.method == "HEAD":
        return Response(b"", status_code=200, headers=headers, media_type=terms.type)
    chunks = desk.storage.read(terms.key, first, last)
    return Stream(chunks, status_code=206 if part else 200, headers=headers, media_type=terms.type)


def _headers(terms: Terms, stored: Stored) -> dict[str, str]:
    shown = "inline" if terms.inline else "attachment"
    return {
        "Content-Disposition": f"{shown}; filename*=UTF-8''{quote(terms.name, safe='')}",
        "Content-Security-Policy": LOCKED_UP,
        "X-Content-Type-Options": "nosniff",
        # Pages of the product show previews from here, wherever they are served; nobody else does.
        "Cross-Origin-Resource-Policy": "cross-origin" if terms.inline else "same-site",
        "Cache-Control": FOR_MINUTES,
        "Accept-Ranges": "bytes",
        "ETag": f'"{terms.key.rpartition("/")[2]}-{stored.size}"',
    }


def _part(request: Request[Any, Any, Any], stored: Stored, tag: str) -> tuple[int, int] | None:
    """First and last byte of the part that is asked for, None for the whole; first > last for one that is not there."""
    asked = _RANGE.fullmatch(request.headers.get("range", "").strip())
    if asked is None or asked.groups() == ("", "") or request.headers.get("if-range", tag) != tag:
        return None
    given, until = asked.groups()
    first = int(given) if given else max(0, stored.size - int(until))
    last = min(int(until), stored.size - 1) if given and until else stored.size - 1
    return first, last
