"""The uploaded files: written to disk as they arrive, never wholly in memory."""

import hashlib
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import msgspec

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
CHUNK = 1024 * 1024


class Written(msgspec.Struct, frozen=True):
    """A file as it was written."""

    path: Path
    size: int
    digest: bytes


class Receiver:
    """A file that is arriving. It counts and hashes as it writes; until `keep` it has a draft's name."""

    def __init__(self, directory: Path, tenant_id: UUID, import_id: UUID) -> None:
        folder = directory / "imports" / str(tenant_id)
        folder.mkdir(parents=True, exist_ok=True)
        self.path = folder / f"{import_id}.csv"
        self._draft = self.path.with_suffix(".part")
        self._file = self._draft.open("wb")
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, chunk: bytes) -> None:
        """Take the next bytes."""
        self._file.write(chunk)
        self._digest.update(chunk)
        self.size += len(chunk)

    def keep(self) -> Written:
        """The whole file has arrived."""
        self._file.close()
        self._draft.rename(self.path)
        return Written(self.path.resolve(), self.size, self._digest.digest())

    def drop(self) -> None:
        """Forget the file, whatever arrived of it."""
        self._file.close()
        self._draft.unlink(missing_ok=True)
        self.path.unlink(missing_ok=True)


def existing(path: Path) -> Written:
    """The size and digest of the file at `path`, read in pieces."""
    digest, size = hashlib.sha256(), 0
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
            size += len(chunk)
    return Written(path.resolve(), size, digest.digest())


def uploads(directory: Path) -> dict[UUID, dict[UUID, Path]]:
    """The uploaded files, by tenant and import."""
    found: dict[UUID, dict[UUID, Path]] = {}
    for path in (directory / "imports").glob("*/*.csv"):
        if _ID.fullmatch(path.parent.name) and _ID.fullmatch(path.stem):
            found.setdefault(UUID(path.parent.name), {})[UUID(path.stem)] = path
    return found


def drafts(directory: Path) -> list[Path]:
    """The files that have not arrived whole."""
    return list((directory / "imports").glob("*/*.part"))


def remove(paths: Iterable[Path], *, older_than: datetime | None = None) -> None:
    """Remove files, with a moment only those not written to since."""
    for path in paths:
        try:
            if older_than is None or datetime.fromtimestamp(path.stat().st_mtime, UTC) < older_than:
                path.unlink(missing_ok=True)
        except FileNotFoundError:
            # Another worker was faster.
            continue
