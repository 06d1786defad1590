"""Looking for what is harmful in a file."""

import asyncio
import struct
from pathlib import Path
from typing import Protocol

from fettle.kit.refusals import Unavailable
from fettle.modules.files.storage.contract import CHUNK

# The test file of the antivirus makers (eicar.org), in two parts: so that this source is not one itself.
EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$EICAR-STANDARD" + b"-ANTIVIRUS-TEST-FILE!$H+H*"
CLAMD_WITHIN = 120.0
LONGEST_ANSWER = 4096


class ScannerAway(Unavailable):
    """The file cannot be checked for harm right now; it stays locked until it is."""

    def __init__(self) -> None:
        super().__init__(retry_after=30)


class Scanner(Protocol):
    """Looks for what is harmful."""

    async def scan(self, path: Path) -> str | None:
        """What was found in the file, None when nothing was. Raises `ScannerAway` when it cannot be known."""


class BuiltInScanner:
    """Knows the test file of the antivirus makers, and nothing else: so that the way to the quarantine can be tried."""

    async def scan(self, path: Path) -> str | None:
        """What was found in the file, None when nothing was."""
        return await asyncio.to_thread(_holds_eicar, path)


class ClamdScanner:
    """Asks a ClamAV daemon over TCP, by its INSTREAM command: no file needs to be shared with it."""

    def __init__(self, host: str, port: int) -> None:
        self.host = host
        self.port = port

    async def scan(self, path: Path) -> str | None:
        """What was found in the file, None when nothing was. Raises `ScannerAway` when it cannot be known."""
        try:
            async with asyncio.timeout(CLAMD_WITHIN):
                answer = await self._asked(path)
        except (OSError, TimeoutError, asyncio.IncompleteReadError, asyncio.LimitOverrunError):
            raise ScannerAway() from None
        if answer.endswith(" FOUND"):
            return answer.removesuffix(" FOUND").partition(": ")[2] or "something harmful"
        if not answer.endswith("OK"):
            raise ScannerAway()
        return None

    async def _asked(self, path: Path) -> str:
        reader, writer = await asyncio.open_connection(self.host, self.port, limit=LONGEST_ANSWER)
        try:
            writer.write(b"zINSTREAM\0")
            with path.open("rb") as file:
                while chunk := await asyncio.to_thread(file.read, CHUNK):
                    writer.write(struct.pack(">I", len(chunk)) + chunk)
                    await writer.drain()
            writer.write(struct.pack(">I", 0))
            await writer.drain()
            answer = await reader.readuntil(b"\0")
        finally:
            writer.close()
        return answer.rstrip(b"\0").decode("utf-8", "replace").strip()


def _holds_eicar(path: Path) -> str | None:
    """Read in pieces that overlap, so that none is cut in two."""
    kept = b""
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            if EICAR in kept + chunk:
                return "Eicar-Test-Signature"
            kept = chunk[-len(EICAR) :]
    return None
