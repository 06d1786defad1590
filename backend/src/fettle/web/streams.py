"""Streams of events as an answer: sent as they come, until the reader goes, is too slow, or the stream ends."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import AbstractAsyncContextManager, aclosing
from typing import Any

from litestar import Request, Response
from litestar.types import Receive, Scope, Send

from fettle.kit.refusals import Refusal

Frames = AsyncGenerator[bytes, None]
MEDIA_TYPE = "text/event-stream"
PATIENCE_SECONDS = 30.0
"""How long a reader may take nothing of what is sent; then the stream ends and they come back for the rest."""


class EventStream(Response[bytes]):
    """An answer that goes on. `frames` is entered before the answer begins, so that a refusal is still a problem.

    No transaction and no connection to the database are held by it.
    """

    def __init__(self, frames: Frames, leave: AbstractAsyncContextManager[Any]) -> None:
        super().__init__(b"", media_type=MEDIA_TYPE)
        self._frames = frames
        self._leave = leave

    @classmethod
    async def of(cls, opened: AbstractAsyncContextManager[Frames]) -> "EventStream":
        """The answer that sends what `opened` gives, and leaves it at the end."""
        return cls(await opened.__aenter__(), opened)

    def to_asgi_response(self, app: Any, request: Request[Any, Any, Any], **_: Any) -> Any:
        """What the server runs."""
        return self._run

    async def _run(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["state"]["streaming"] = True
        headers = [
            (b"content-type", MEDIA_TYPE.encode()),
            (b"cache-control", b"no-store"),
            # Proxies that gather answers before they pass them on are told not to.
            (b"x-accel-buffering", b"no"),
        ]
        watch = asyncio.create_task(_until_gone(receive, asyncio.current_task()))
        try:
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await self._tell(send)
        except (TimeoutError, Refusal):
            # The reader is too slow, or the database is away: they come back and go on where they were.
            pass
        except asyncio.CancelledError:
            if not watch.done():
                raise
            _stay()
        finally:
            watch.cancel()
            await self._leave.__aexit__(None, None, None)

    async def _tell(self, send: Send) -> None:
        async with aclosing(self._frames) as chunks:
            async for chunk in chunks:
                if chunk:
                    async with asyncio.timeout(PATIENCE_SECONDS):
                        await send({"type": "http.response.body", "body": chunk, "more_body": True})
        await send({"type": "http.response.body", "body": b"", "more_body": False})


async def _until_gone(receive: Receive, stream: "asyncio.Task[Any] | None") -> None:
    """End the stream when its reader has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass
    if stream is not None:
        stream.cancel()


def _stay() -> None:
    """Take the cancellation back: the stream was meant, not the server's task around it."""
    task = asyncio.current_task()
    if task is not None:
        task.uncancel()
