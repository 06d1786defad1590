"""The embedded store: objects are files in the data directory."""

import asyncio
import os
import secrets
from collections.abc import AsyncIterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

from fettle.modules.files.storage.contract import CHUNK, PAGE, StorageAway, Stored, Ticket

SHARD = 2


class EmbeddedStorage:
    """Objects below `root`: a folder for each tenant and area, in it folders by the first letters of the name."""

    def __init__(self, root: Path) -> None:
        self.root = root

    @property
    def origins(self) -> frozenset[str]:
        """None: all bytes pass through this program."""
        return frozenset()

    def admit(self, key: str, *, size: int, media_type: str, until: datetime, now: datetime) -> Ticket | None:
        """None: uploads pass through this program."""
        return None

    def address(self, key: str, *, name: str, until: datetime, now: datetime) -> str | None:
        """None: downloads pass through this program."""
        return None

    async def find(self, key: str) -> Stored | None:
        """The object under `key`, None without one."""
        return await asyncio.to_thread(self._find, key)

    async def fetch(self, key: str, into: Path, *, most: int) -> bool:
        """Copy an object to a file, `most` bytes and one at most; whether there is one."""
        return await asyncio.to_thread(self._fetch, key, into, most)

    async def put(self, key: str, path: Path, *, media_type: str) -> None:
        """Take the file at `path`, on the same disk, as the object under `key`: safe from a loss of power."""
        await asyncio.to_thread(self._put, key, path)

    async def read(self, key: str, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes of an object from `first` to `last`, both included."""
        file = await asyncio.to_thread(self._path(key).open, "rb")
        try:
            await asyncio.to_thread(file.seek, first)
            left = last - first + 1
            while left > 0 and (chunk := await asyncio.to_thread(file.read, min(CHUNK, left))):
                left -= len(chunk)
                yield chunk
        finally:
            file.close()

    async def remove(self, keys: Sequence[str]) -> None:
        """Remove objects; those that are not there are passed over."""
        await asyncio.to_thread(self._remove, keys)

    async def page(self, prefix: str, after: str) -> list[Stored]:
        """The next thousand objects whose keys begin with `prefix` and come after `after`, in the order of keys."""
        return await asyncio.to_thread(self._page, prefix, after)

    async def check(self) -> None:
        """Write and remove a file. Raises `StorageAway` when that cannot be done."""
        await asyncio.to_thread(self._check)

    def _path(self, key: str) -> Path:
        tenant, area, name = key.split("/")
        return self.root / tenant / area / name[:SHARD] / name

    def _find(self, key: str) -> Stored | None:
        try:
            status = self._path(key).stat()
        except FileNotFoundError:
            return None
        return Stored(key=key, size=status.st_size, written_at=datetime.fromtimestamp(status.st_mtime, UTC))

    def _fetch(self, key: str, into: Path, most: int) -> bool:
        try:
            source = self._path(key).open("rb")
        except FileNotFoundError:
            return False
        with source, into.open("wb") as target:
            left = most + 1
            while left > 0 and (chunk := source.read(min(CHUNK, left))):
                target.write(chunk)
                left -= len(chunk)
        return True

    def _put(self, key: str, path: Path) -> None:
        place = self._path(key)
        try:
            place.parent.mkdir(parents=True, exist_ok=True)
            with path.open("rb+") as file:
                os.fsync(file.fileno())
            os.utime(path)
            path.replace(place)
            _settle(place.parent)
        except OSError:
            raise StorageAway() from None

    def _remove(self, keys: Sequence[str]) -> None:
        for key in keys:
            self._path(key).unlink(missing_ok=True)

    def _page(self, prefix: str, after: str) -> list[Stored]:
        found: list[Stored] = []
        for folder in _folders(self.root, prefix):
            tenant, area, shard = folder.relative_to(self.root).parts
            if f"{tenant}/{area}/{shard}\uffff" <= after:
                continue
            for name in sorted(os.listdir(folder)):
                key = f"{tenant}/{area}/{name}"
                if key > after and key.startswith(prefix) and (stored := self._find(key)) is not None:
                    found.append(stored)
                    if len(found) == PAGE:
                        return found
        return found

    def _check(self) -> None:
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe = self.root / f".probe-{secrets.token_hex(6)}"
            probe.write_bytes(b"probe")
            probe.unlink()
        except OSError:
            raise StorageAway() from None


def _folders(root: Path, prefix: str) -> list[Path]:
    """The innermost folders below which keys with this prefix may lie, in the order of the keys."""
    tenant, _, rest = prefix.partition("/")
    area, _, _ = rest.partition("/")
    return sorted(root.glob(f"{tenant or '*'}/{area or '*'}/??"))


def _settle(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
