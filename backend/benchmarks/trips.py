"""Round trips to the database, counted by a proxy: each time the client asks for what is due, and waits for it."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory

from psycopg.conninfo import conninfo_to_dict, make_conninfo

SOCKET = ".s.PGSQL.5432"
LATENCY_SECONDS = 0.003
WAITING = (b"S", b"H", b"Q")
"""The messages after which the server must answer: Sync, Flush, and the simple Query."""


class Proxy:
    """Stands between an application and the server's socket."""

    def __init__(self, target: Path) -> None:
        self.target = target
        self.trips = 0
        self.answered = True

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass everything on, and count."""
        server_reader, server_writer = await asyncio.open_unix_connection(str(self.target))
        await asyncio.gather(
            self._to_server(reader, server_writer), self._to_client(server_reader, writer), return_exceptions=True
        )

    async def _to_server(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(asyncio.IncompleteReadError):
            length = await reader.readexactly(4)
            writer.write(length + await reader.readexactly(int.from_bytes(length, "big") - 4))
            while True:
                head = await reader.readexactly(5)
                if head[:1] in WAITING:
                    self.trips += self.answered
                    self.answered = False
                writer.write(head + await reader.readexactly(int.from_bytes(head[1:], "big") - 4))
        writer.close()

    async def _to_client(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while data := await reader.read(65536):
            # What the client says in one breath is said before it hears an answer: Sync and Flush then count once.
            await asyncio.sleep(LATENCY_SECONDS)
            writer.write(data)
            self.answered = True
        writer.close()


@contextmanager
def counting(conninfo: str) -> Iterator[tuple[Proxy, str]]:
    """A proxy before the server that `conninfo` names, and how to connect through it."""
    loop = asyncio.new_event_loop()
    proxy = Proxy(Path(str(conninfo_to_dict(conninfo)["host"])) / SOCKET)
    with TemporaryDirectory(prefix="fettle-trips-") as folder:
        starting = asyncio.start_unix_server(proxy.serve, str(Path(folder) / SOCKET))
        server = loop.run_until_complete(starting)
        thread = threading.Thread(target=loop.run_forever, daemon=True)
        thread.start()
        try:
            yield proxy, make_conninfo(conninfo, host=folder)
        finally:
            loop.call_soon_threadsafe(server.close)
            loop.call_soon_threadsafe(loop.stop)
            thread.join(5)
