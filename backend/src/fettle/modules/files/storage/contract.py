"""What every store of objects does."""

from collections.abc import AsyncIterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Protocol

from fettle.kit.records import Record
from fettle.kit.refusals import Unavailable

CHUNK = 256 * 1024
PAGE = 1000


class StorageAway(Unavailable):
    """The store of files cannot be reached right now; nothing was changed. Try again shortly."""

    def __init__(self) -> None:
        super().__init__(retry_after=10)


class Ticket(Record, frozen=True, kw_only=True):
    """An address that takes the bytes of one file once: send them with this method and these headers, until then.

    Size and media type are part of the signature. An address without a host is one of this API's own.
    """

    method: str
    url: str
    headers: dict[str, str]
    expires_at: datetime


class Stored(Record, frozen=True, kw_only=True):
    """An object: its size in bytes, and when it was written."""

    key: str
    size: int
    written_at: datetime


class Storage(Protocol):
    """A store of objects. Bytes pass in pieces, so that memory stays flat however large they are."""

    @property
    def origins(self) -> frozenset[str]:
        """Where its own addresses lead; none where all bytes pass through this program."""

    def admit(self, key: str, *, size: int, media_type: str, until: datetime, now: datetime) -> Ticket | None:
        """A signed address for a PUT of exactly this size and type; None where uploads pass through this program."""

    def address(self, key: str, *, name: str, until: datetime, now: datetime) -> str | None:
        """A signed address for a GET as an attachment; None where downloads pass through this program."""

    async def find(self, key: str) -> Stored | None:
        """The object under `key`, None without one."""

    async def fetch(self, key: str, into: Path, *, most: int) -> bool:
        """Copy an object to a file, `most` bytes and one at most; whether there is one."""

    async def put(self, key: str, path: Path, *, media_type: str) -> None:
        """Take the file at `path` as the object under `key`; whoever reads sees the old one or the new one whole."""

    def read(self, key: str, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes of an object from `first` to `last`, both included."""

    async def remove(self, keys: Sequence[str]) -> None:
        """Remove objects; those that are not there are passed over."""

    async def page(self, prefix: str, after: str) -> list[Stored]:
        """The next thousand objects whose keys begin with `prefix` and come after `after`, in the order of keys."""

    async def check(self) -> None:
        """Write, read and remove an object. Raises `StorageAway` when that cannot be done."""
