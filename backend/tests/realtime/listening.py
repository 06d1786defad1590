"""A listener to the stream, driven through the application as a server would: it can be slow, and it can go away."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any, NamedTuple
from urllib.parse import urlencode

WITHIN = 30


class Said(NamedTuple):
    """One event of the stream."""

    name: str
    id: str
    data: dict[str, Any]


class Listener:
    """Somebody who listens. `slow` makes them take nothing until `resume`."""

    def __init__(self, app: Any, *, path: str, headers: dict[str, str], slow: bool = False) -> None:
        self.app = app
        self.status = 0
        self.headers: dict[str, str] = {}
        self.raw = b""
        self.last_id = ""
        self.retry_ms = 0
        self.beats = 0
        self.sent = 0
        self._heard: asyncio.Queue[Said | None] = asyncio.Queue()
        self._unread: asyncio.Queue[int] = asyncio.Queue()
        self._begun = asyncio.Event()
        self._gone = asyncio.Event()
        self._flowing = asyncio.Event()
        if not slow:
            self._flowing.set()
        self._asked = False
        self._task = asyncio.create_task(self._listen(path, headers))

    async def _listen(self, path: str, headers: dict[str, str]) -> None:
        path, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": "GET",
            "scheme": "http",
            "path": path,
            "raw_path": path.encode(),
            "root_path": "",
            "query_string": query.encode(),
            "headers": [(name.lower().encode(), value.encode()) for name, value in headers.items()],
            "client": ("127.0.0.1", 1),
            "server": ("fettle.test", 80),
            "state": {},
        }
        try:
            await self.app(scope, self._receive, self._send)
        finally:
            self._begun.set()
            self._heard.put_nowait(None)

    async def _receive(self) -> dict[str, Any]:
        if not self._asked:
            self._asked = True
            return {"type": "http.request", "body": b"", "more_body": False}
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode().lower(): value.decode() for name, value in message["headers"]}
            return
        self.sent += 1
        await self._flowing.wait()
        self.raw += message.get("body", b"")
        if self.headers.get("content-type") == "text/event-stream":
            self._parse()
        self._begun.set()

    def _parse(self) -> None:
        while b"\n\n" in self.raw:
            block, _, self.raw = self.raw.partition(b"\n\n")
            fields: dict[str, str] = {}
            for line in block.decode().split("\n"):
                name, _, value = line.partition(":")
                fields[name] = value.removeprefix(" ")
            self.last_id = fields.get("id", self.last_id)
            if "retry" in fields:
                self.retry_ms = int(fields["retry"])
            if "" in fields:
                self.beats += 1
            if fields.get("event") == "notification":
                assert "id" not in fields
                self._unread.put_nowait(json.loads(fields["data"])["unread"])
            elif "data" in fields:
                self._heard.put_nowait(Said(fields.get("event", "message"), self.last_id, json.loads(fields["data"])))

    async def next(self, within: float = WITHIN) -> Said | None:
        """The next thing that is said, None when the stream has ended."""
        return await asyncio.wait_for(self._heard.get(), within)

    async def until(self, name: str, within: float = WITHIN) -> list[Said]:
        """What is said up to and with the next `name`."""
        said: list[Said] = []
        async with asyncio.timeout(within):
            while not said or said[-1].name != name:
                one = await self._heard.get()
                assert one is not None, said
                said.append(one)
        return said

    async def unread(self, number: int, within: float = WITHIN) -> None:
        """Once it is said that so many notifications are unread."""
        async with asyncio.timeout(within):
            while await self._unread.get() != number:
                pass

    def rung(self) -> list[int]:
        """What has been said of unread notifications and not been taken yet."""
        return [self._unread.get_nowait() for _ in range(self._unread.qsize())]

    def waiting(self) -> list[Said]:
        """What has been said and not been taken yet."""
        return [one for one in (self._heard.get_nowait() for _ in range(self._heard.qsize())) if one is not None]

    async def begun(self) -> "Listener":
        """Once the first words have come, or a refusal."""
        await asyncio.wait_for(self._begun.wait(), WITHIN)
        return self

    def resume(self) -> None:
        """Take what is sent from now on."""
        self._flowing.set()

    async def leave(self) -> None:
        """Go away, as a browser does whose tab is closed."""
        self._gone.set()
        self._flowing.set()
        await asyncio.wait_for(self._task, WITHIN)

    @property
    def ended(self) -> bool:
        """Whether the answer is over."""
        return self._task.done()


def listen(
    person: Any, *, last_id: str | None = None, slow: bool = False, headers: Any = None, **query: Any
) -> Listener:
    """Listen as `person`."""
    given = {"Accept": "text/event-stream", "Authorization": person.client.headers["Authorization"], **(headers or {})}
    if last_id is not None:
        given["Last-Event-ID"] = last_id
    path = "/v1/events/stream" + (f"?{urlencode(query, doseq=True)}" if query else "")
    return Listener(person.tenant.world.app, path=path, headers=given, slow=slow)


@asynccontextmanager
async def listening(person: Any, **options: Any) -> AsyncIterator[Listener]:
    """Listen as `person` for a while, from the moment on at which everything missed has been told."""
    listener = await listen(person, **options).begun()
    try:
        yield listener
    finally:
        await listener.leave()
