"""Tables as CSV, streamed: rows are read while they are sent, in a transaction that lasts as long as the sending."""

import asyncio
import csv
import io
import re
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from litestar import Request, Response
from litestar.types import Receive, Scope, Send

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.web import calls

MEDIA_TYPE = "text/csv"
CHUNK_BYTES = 32 * 1024
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?")

Cells = Sequence[Any]
Rows = Callable[[Call], AsyncIterator[Cells]]


async def table(
    request: Request[Any, Any, Any], file_name: str, header: Callable[[Caller], Cells], rows: Rows
) -> "Csv":
    """The answer that streams `rows` under `header`, both as the signed-in caller may see them.

    `rows` asks for its permission before it yields; a refusal before the first byte is answered as a problem document.
    """
    caller = calls.admitted(request)
    return Csv(request, caller, file_name, header(caller), rows)


class Csv(Response[str]):
    """A table that is written while it is read. It can be sent once."""

    def __init__(
        self, request: Request[Any, Any, Any], caller: Caller, file_name: str, header: Cells, rows: Rows
    ) -> None:
        super().__init__("", media_type=MEDIA_TYPE)
        self._request = request
        self._caller = caller
        self._file_name = file_name
        self._header = header
        self._rows = rows

    def to_asgi_response(self, *_: Any, **__: Any) -> Any:
        """The sending itself, as the framework calls it."""
        return self._send

    async def _send(self, _scope: Scope, receive: Receive, send: Send) -> None:
        # The call is opened, held and closed here, in one task: a reader who leaves ends it at once.
        gone = asyncio.create_task(_disconnected(receive))
        try:
            async with calls.opened(self._request, self._caller) as call:
                started = False
                async for chunk in _chunks(self._header, self._rows(call)):
                    if not started:
                        await send(self._start())  # type: ignore[arg-type]
                        started = True
                    if gone.done():
                        return
                    await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
        finally:
            gone.cancel()

    def _start(self) -> dict[str, Any]:
        headers = {
            "content-type": f"{MEDIA_TYPE}; charset=utf-8; header=present",
            "content-disposition": f'attachment; filename="{self._file_name}"',
        }
        encoded = [(name.encode(), value.encode()) for name, value in headers.items()]
        return {"type": "http.response.start", "status": 200, "headers": encoded}


async def _disconnected(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass


async def _chunks(header: Cells, rows: AsyncIterator[Cells]) -> AsyncIterator[bytes]:
    """The table in pieces of some size; the first piece comes when its rows have been read."""
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(header)
    async for row in rows:
        writer.writerow(cells(row))
        if text.tell() >= CHUNK_BYTES:
            yield _taken(text)
    yield _taken(text)


def _taken(text: io.StringIO) -> bytes:
    value = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return value


def cells(row: Cells) -> Iterator[str]:
    """Each value as text that a spreadsheet cannot take for a formula: such a cell begins with an apostrophe."""
    return map(_cell, row)


def _cell(value: Any) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case datetime():
            return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
        case Decimal():
            return f"{value:f}"
    text = str(value)
    return f"'{text}" if text.startswith(_FORMULA) and not _NUMBER.fullmatch(text) else text
