"""The desk of files: takes bytes in, finds out what they are, and hands them out again; no transaction is open here."""

import asyncio
import hashlib
import mmap
import secrets
import time
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from urllib.parse import urlsplit
from uuid import UUID

import msgspec
import structlog

from fettle.config import Settings
from fettle.kit.clock import Clock, system_clock
from fettle.kit.refusals import Malformed, TooLarge
from fettle.modules.files.records import Allowance, File, Found, Limits, Looked, Staged
from fettle.modules.files.rules import content
from fettle.modules.files.rules import files as rules
from fettle.modules.files.rules.content import exif
from fettle.modules.files.storage import darkroom, keys
from fettle.modules.files.storage.contract import CHUNK, Storage, StorageAway, Ticket
from fettle.modules.files.storage.embedded import EmbeddedStorage
from fettle.modules.files.storage.scanning import BuiltInScanner, ClamdScanner, Scanner
from fettle.modules.files.storage.signing import Signer, Terms
from fettle.modules.tenancy.public import Edition, Tenant

AT_ONCE = 2
"""How many files one process looks into at the same time."""
SHOWN_FOR = 300
"""Addresses of downloads stay the same for so many seconds, so that browsers may keep what they have, and hold at least
as long and at most twice as long."""
LEFT_BEHIND = 24 * 3600
log = structlog.get_logger("fettle.files")


class Refused(msgspec.Struct, frozen=True):
    """What is wrong with the bytes of a file."""

    refusal: content.FileRefused


class Harmful(msgspec.Struct, frozen=True):
    """What was found by the scanner, and where the bytes are held."""

    finding: str
    key: str


class Good(msgspec.Struct, frozen=True):
    """What the file is, and where it is kept."""

    found: Found
    key: str


Outcome = Refused | Harmful | Good


class Demand(msgspec.Struct, frozen=True, kw_only=True):
    """What is asked of bytes: whose they are, what they are said to be, and what to do about the place of a photo."""

    tenant_id: UUID
    name: str
    media_type: str
    size: int | None = None
    sha256: str | None = None
    limits: Limits
    zone: str = "UTC"
    keeps_position: bool = False


class Desk:
    """Storage, scanner and signer of an installation, and its limits."""

    def __init__(
        self, settings: Settings, storage: Storage, scanner: Scanner, signer: Signer, *, clock: Clock = system_clock
    ) -> None:
        self.settings = settings
        self.storage = storage
        self.scanner = scanner
        self.signer = signer
        self.clock = clock
        self.drafts = settings.data_dir / "objects" / "drafts"
        self._looking = asyncio.Semaphore(AT_ONCE)
        self._developing = asyncio.Semaphore(1)

    def allowance(self, edition: Edition) -> Allowance:
        """What a tenant of this edition may upload and keep, where nothing else was agreed."""
        given = self.settings
        if edition is Edition.HOUSEHOLD:
            return Allowance(largest_bytes=given.household_max_file_bytes, quota_bytes=given.household_file_quota_bytes)
        return Allowance(largest_bytes=given.max_file_bytes, quota_bytes=given.file_quota_bytes)

    def limits(self, edition: Edition) -> Limits:
        """What is accepted of a tenant of this edition."""
        largest = self.allowance(edition).largest_bytes
        return Limits(largest_bytes=largest, most_pixels=self.settings.max_picture_pixels)

    def demand(self, file: File, tenant: Tenant) -> Demand:
        """What is asked of the bytes that were uploaded for `file`."""
        return Demand(
            tenant_id=tenant.id,
            name=file.name,
            media_type=file.media_type,
            size=file.size_bytes,
            sha256=file.sha256,
            limits=self.limits(tenant.edition),
            zone=tenant.time_zone,
            keeps_position=tenant.settings.keep_photo_position,
        )

    def ticket(self, file: File) -> Ticket:
        """A signed address that takes the bytes of an announced file."""
        now = self.clock()
        until = file.expires_at or now
        size, kind = file.size_bytes, file.media_type
        direct = self.storage.admit(file.object_key, size=size, media_type=kind, until=until, now=now)
        if direct is not None:
            return direct
        terms = Terms(method="PUT", key=file.object_key, expires=int(until.timestamp()), type=kind, length=size)
        return Ticket(method="PUT", url=self.signer.address(terms), headers={"Content-Type": kind}, expires_at=until)

    def address(self, file: File, size: int | None = None) -> str:
        """A signed address of the content of a stored file, or of its small picture of this size."""
        until = (int(self.clock().timestamp()) // SHOWN_FOR + 2) * SHOWN_FOR
        name = rules.download_name(file)
        if size is not None:
            key, name = keys.small(file.object_key, size), f"{name}-{size}.webp"
            return self.signer.address(
                Terms(method="GET", key=key, expires=until, type="image/webp", name=name, inline=True)
            )
        expires = datetime.fromtimestamp(until, self.clock().tzinfo)
        direct = self.storage.address(file.object_key, name=name, until=expires, now=self.clock())
        terms = Terms(method="GET", key=file.object_key, expires=until, type=file.media_type, name=name)
        return direct or self.signer.address(terms)

    def serves(self, host: str) -> bool:
        """Whether files are shown under this host: any, unless they have an origin of their own."""
        own = self.settings.files_url
        return own is None or host.lower() == urlsplit(own).netloc.lower()

    @property
    def origins(self) -> frozenset[str]:
        """Where browsers are sent for files, besides the address at which they found this program."""
        own = urlsplit(self.signer.base)
        return self.storage.origins | ({f"{own.scheme}://{own.netloc}"} if own.netloc else frozenset())

    async def receive(self, terms: Terms, chunks: AsyncIterator[bytes]) -> None:
        """Store an upload of exactly the size that was signed. Raises `TooLarge` and `Malformed` for any other."""
        with self._draft() as draft:
            size = 0
            try:
                with draft.open("wb") as file:
                    async for chunk in chunks:
                        size += len(chunk)
                        if size > terms.length:
                            raise TooLarge(f"{terms.length} bytes were announced.")
                        file.write(chunk)
            except OSError:
                raise StorageAway() from None
            if size != terms.length:
                raise Malformed(f"{terms.length} bytes were announced, {size} arrived.")
            await self.storage.put(terms.key, draft, media_type=terms.type)

    async def arrived(self, key: str) -> bool:
        """Whether there is an object under `key`."""
        return await self.storage.find(key) is not None

    async def examine(self, key: str, demand: Demand) -> Outcome:
        """Find out what was uploaded under `key`, and keep it where no signed address can change it any more.

        What is looked at is a copy of our own, and that copy is what is kept: whatever happens to the upload meanwhile.
        """
        async with self._looking:
            with self._draft() as draft:
                if not await self.storage.fetch(key, draft, most=demand.size or demand.limits.largest_bytes):
                    return Refused(content.refuse("The bytes of the file never arrived.", "missing"))
                return await self._judged(draft, demand)

    async def stage(self, body: bytes, demand: Demand) -> Staged:
        """As `examine`, for bytes that this program holds already. Raises what is wrong with them."""
        async with self._looking:
            with self._draft() as draft:
                await asyncio.to_thread(draft.write_bytes, body)
                outcome = await self._judged(draft, demand)
        match outcome:
            case Refused(refusal):
                raise refusal
            case Harmful(finding):
                raise rules.FileQuarantined(finding)
            case Good(found, key):
                allowances = {edition.value: self.allowance(edition) for edition in Edition}
                return Staged(name=demand.name, object_key=key, found=found, allowances=allowances)

    async def develop(self, key: str) -> bool:
        """Make the small pictures of a stored object; whether that could be done. Raises `LookupError` without it."""
        async with self._developing:
            with self._draft() as draft, self._folder() as folder:
                if not await self.storage.fetch(key, draft, most=self.settings.max_file_bytes):
                    raise LookupError("the object is gone")
                if not await darkroom.develop(draft, folder):
                    return False
                for size in keys.SIZES:
                    await self.storage.put(keys.small(key, size), folder / str(size), media_type="image/webp")
                return True

    async def remove(self, *objects: str) -> None:
        """Remove objects with their small pictures; what is left by a store that is away is swept up later."""
        try:
            await self.storage.remove([each for key in objects for each in keys.family(key)])
        except StorageAway:
            log.warning("objects left behind", count=len(objects))

    def tidy(self) -> None:
        """Remove drafts that a process left behind when it was killed."""
        for path in self.drafts.glob("*"):
            if path.is_file() and path.stat().st_mtime < time.time() - LEFT_BEHIND:
                path.unlink(missing_ok=True)

    async def _judged(self, draft: Path, demand: Demand) -> Outcome:
        try:
            received = await asyncio.to_thread(_measured, draft, demand)
        except content.FileRefused as refusal:
            return Refused(refusal)
        finding = await self.scanner.scan(draft)
        if finding is not None:
            held = keys.new(demand.tenant_id, keys.HELD)
            await self.storage.put(held, draft, media_type="application/octet-stream")
            return Harmful(finding, held)
        try:
            found = await asyncio.to_thread(_found, draft, demand, received)
        except content.FileRefused as refusal:
            return Refused(refusal)
        kept = keys.new(demand.tenant_id, keys.KEPT)
        await self.storage.put(kept, draft, media_type=found.media_type)
        return Good(found, kept)

    @contextmanager
    def _draft(self) -> Iterator[Path]:
        self.drafts.mkdir(parents=True, exist_ok=True)
        draft = self.drafts / secrets.token_hex(16)
        try:
            yield draft
        finally:
            draft.unlink(missing_ok=True)

    @contextmanager
    def _folder(self) -> Iterator[Path]:
        folder = self.drafts / f"{secrets.token_hex(16)}.d"
        folder.mkdir(parents=True)
        try:
            yield folder
        finally:
            for path in folder.iterdir():
                path.unlink()
            folder.rmdir()


def make_desk(settings: Settings) -> Desk:
    """The desk that the settings describe: S3 where a bucket is named, else the embedded store."""
    signer = Signer(settings.secret_bytes, (settings.files_url or settings.public_url or "").rstrip("/"))
    scanner: Scanner = BuiltInScanner()
    if settings.clamd_address is not None:
        host, _, port = settings.clamd_address.rpartition(":")
        scanner = ClamdScanner(host, int(port))
    return Desk(settings, make_storage(settings), scanner, signer)


def make_storage(settings: Settings) -> Storage:
    """The store of objects that the settings describe."""
    if settings.s3_bucket is None:
        return EmbeddedStorage(settings.data_dir / "objects")
    # Loading the library of S3 takes longer than all else at start; who has no bucket does not wait for it.
    from fettle.modules.files.storage import s3  # noqa: PLC0415

    return s3.S3Storage(
        s3.make_client(settings),
        settings.s3_bucket,
        direct_uploads=settings.s3_direct_uploads,
        direct_downloads=settings.s3_direct_downloads,
    )


def _measured(draft: Path, demand: Demand) -> str:
    """The digest of what arrived. Raises `FileRefused` unless size and digest are what was announced."""
    size = draft.stat().st_size
    if size > demand.limits.largest_bytes or size != (demand.size or size) or size == 0:
        raise content.refuse(f"The file has {size} bytes, which is not what was announced or allowed.", "other_size")
    digest = _digest(draft)
    if demand.sha256 is not None and demand.sha256 != digest:
        raise content.refuse("The file is not the one that was announced: its SHA-256 differs.", "other_digest")
    return digest


def _found(draft: Path, demand: Demand, digest: str) -> Found:
    with draft.open("rb+") as file:
        looked = content.look(file, name=demand.name, declared=demand.media_type, limits=demand.limits)
        told = exif.Exif()
        if content.shows_picture(looked.media_type):
            with mmap.mmap(file.fileno(), 0) as data:
                told = exif.read(data, demand.zone)
                if not demand.keeps_position:
                    exif.blank_position(data)
    return _described(draft, looked, told, demand, digest)


def _described(draft: Path, looked: Looked, told: exif.Exif, demand: Demand, digest: str) -> Found:
    width, height = (looked.height, looked.width) if told.rotated else (looked.width, looked.height)
    cleaned = content.shows_picture(looked.media_type) and not demand.keeps_position
    return Found(
        media_type=looked.media_type,
        size_bytes=draft.stat().st_size,
        sha256=_digest(draft) if cleaned else digest,
        width=width,
        height=height,
        taken_at=told.taken_at,
        latitude=told.latitude if demand.keeps_position else None,
        longitude=told.longitude if demand.keeps_position else None,
    )


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while chunk := file.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()
