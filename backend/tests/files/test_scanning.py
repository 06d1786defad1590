"""The scanner: a stand-in for ClamAV's daemon, which cannot be had here, speaks its INSTREAM protocol."""

import asyncio
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import pytest

from fettle.modules.files.storage.contract import CHUNK
from fettle.modules.files.storage.scanning import BuiltInScanner, ClamdScanner, ScannerAway
from makers.samples import EICAR, picture


@asynccontextmanager
async def clamd(answer: Callable[[bytes], bytes]) -> AsyncIterator[ClamdScanner]:
    """A scanner that asks a server which reads as clamd does (man clamd: INSTREAM) and gives `answer` to the whole."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        command = await reader.readuntil(b"\0")
        whole = bytearray()
        while command == b"zINSTREAM\0" and (size := struct.unpack(">I", await reader.readexactly(4))[0]):
            whole += await reader.readexactly(size)
        writer.write(answer(bytes(whole)))
        await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    async with server:
        yield ClamdScanner("127.0.0.1", server.sockets[0].getsockname()[1])


def as_clamd(whole: bytes) -> bytes:
    """What ClamAV says."""
    return b"stream: Win.Test.EICAR_HDB-1 FOUND\0" if EICAR in whole else b"stream: OK\0"


async def test_clamd_is_sent_the_whole_file(tmp_path):
    """In pieces, of which none is too large; what it finds is told by its name."""
    sent: list[int] = []

    def answer(whole: bytes) -> bytes:
        sent.append(len(whole))
        return as_clamd(whole)

    clean, harmful = tmp_path / "clean", tmp_path / "harmful"
    clean.write_bytes(bytes(3 * CHUNK + 17))
    harmful.write_bytes(bytes(CHUNK - 10) + EICAR)
    async with clamd(answer) as scanner:
        assert await scanner.scan(clean) is None
        assert await scanner.scan(harmful) == "Win.Test.EICAR_HDB-1"
    assert sent == [3 * CHUNK + 17, CHUNK - 10 + len(EICAR)]


@pytest.mark.parametrize("answer", [b"INSTREAM size limit exceeded. ERROR\0", b"", b"\0", b"x" * 10_000])
async def test_an_answer_that_is_none_lets_nothing_pass(tmp_path, answer):
    """Errors, silence and nonsense are never taken for a clean file."""
    path = tmp_path / "file"
    path.write_bytes(b"words")
    async with clamd(lambda _: answer) as scanner:
        with pytest.raises(ScannerAway):
            await scanner.scan(path)


async def test_the_built_in_scanner_finds_its_test_file_anywhere(tmp_path):
    """At the border of two pieces as well; nothing else is harmful to it."""
    path = tmp_path / "file"
    for before in (0, CHUNK - 30, 2 * CHUNK + 5):
        path.write_bytes(bytes(before) + EICAR + bytes(100))
        assert await BuiltInScanner().scan(path) == "Eicar-Test-Signature"
    path.write_bytes(picture())
    assert await BuiltInScanner().scan(path) is None


async def test_u7_a_scanner_that_is_away_leaves_files_locked(refitted):
    """U-7: never open: the file waits unseen, and is looked at when the scanner is back."""
    with refitted(clamd_address="127.0.0.1:1") as place:
        album = await place.album()
        content = picture()
        response = await album.upload(content)
        assert (response.status_code, response.json()["state"]) == (200, "checking")
        assert response.json()["contentUrl"] is None
        assert (await album.person.get(f"/files/{response.json()['id']}/content")).status_code == 409
    async with clamd(as_clamd) as scanner:
        with refitted(clamd_address=f"127.0.0.1:{scanner.port}") as place:
            from files.test_reconciling import later

            await place.drain(album.tenant, now=later(minutes=10))
    assert (await album.shown(response.json()["id"]))["state"] == "stored"


async def test_u7_clamd_decides_what_is_harmful(refitted):
    """U-7: by setting, what it finds is locked away under the name that it gives."""
    async with clamd(lambda whole: b"stream: Heuristics.Broken FOUND\0" if whole else b"") as scanner:
        with refitted(clamd_address=f"127.0.0.1:{scanner.port}") as place:
            album = await place.album()
            refused = await album.upload(picture())
            assert (refused.status_code, refused.json()["type"]) == (422, "/problems/file-quarantined")
            assert (await album.listed())[0]["reason"] == "Heuristics.Broken"
