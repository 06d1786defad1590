"""Any S3: each request in a thread of its own, each object streamed."""

import asyncio
import functools
import secrets
import tempfile
from collections.abc import AsyncIterator, Callable, Coroutine, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, ParamSpec, TypeVar
from urllib.parse import quote, urlsplit

import boto3
from boto3.exceptions import Boto3Error
from boto3.s3.transfer import TransferConfig
from botocore.client import Config
from botocore.exceptions import BotoCoreError, ClientError

from fettle.config import Settings
from fettle.modules.files.storage.contract import CHUNK, PAGE, StorageAway, Stored, Ticket

if TYPE_CHECKING:
    from mypy_boto3_s3 import S3Client

P = ParamSpec("P")
R = TypeVar("R")
MISSING = frozenset({"404", "NoSuchKey", "NotFound"})
# In one thread: a piece at a time is in memory, and no second pool of threads beside asyncio's.
PART = 16 * 1024 * 1024
ONE_BY_ONE = TransferConfig(use_threads=False, multipart_threshold=4 * PART, multipart_chunksize=PART)


def make_client(settings: Settings) -> "S3Client":
    """A client of the S3 in the settings. Checksums only where they are demanded: not every server knows them."""
    given: dict[str, Any] = {
        "endpoint_url": settings.s3_endpoint,
        "region_name": settings.s3_region,
        "aws_access_key_id": settings.s3_key,
        "aws_secret_access_key": settings.s3_secret.get_secret_value() if settings.s3_secret else None,
    }
    client: S3Client = boto3.client(
        "s3",
        **given,
        config=Config(
            signature_version="s3v4",
            s3={"addressing_style": "path" if settings.s3_path_style else "auto"},
            request_checksum_calculation="when_required",
            response_checksum_validation="when_required",
            connect_timeout=5,
            read_timeout=60,
            retries={"max_attempts": 3, "mode": "standard"},
            max_pool_connections=20,
        ),
    )
    return client


def _reaching(request: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """What S3 refuses or does not answer becomes `StorageAway`; its own words may name keys and hosts."""

    @functools.wraps(request)
    async def reached(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return await request(*args, **kwargs)
        except (BotoCoreError, ClientError, Boto3Error) as error:
            raise StorageAway() from error

    return reached


class S3Storage:
    """Objects in one bucket. `direct_downloads`: people fetch from S3 itself; else through this program."""

    def __init__(
        self, client: "S3Client", bucket: str, *, direct_uploads: bool = True, direct_downloads: bool = False
    ) -> None:
        self.client = client
        self.bucket = bucket
        self.direct_uploads = direct_uploads
        self.direct_downloads = direct_downloads

    @property
    def origins(self) -> frozenset[str]:
        """The server, and the host that it gives the bucket where its name is not part of the path."""
        if not (self.direct_uploads or self.direct_downloads):
            return frozenset()
        server = urlsplit(self.client.meta.endpoint_url)
        return frozenset(f"{server.scheme}://{host}" for host in (server.netloc, f"{self.bucket}.{server.netloc}"))

    def admit(self, key: str, *, size: int, media_type: str, until: datetime, now: datetime) -> Ticket | None:
        """A signed address for a PUT of exactly this size and type; None where uploads pass through this program."""
        if not self.direct_uploads:
            return None
        url = self.client.generate_presigned_url(
            "put_object",
            Params={"Bucket": self.bucket, "Key": key, "ContentLength": size, "ContentType": media_type},
            ExpiresIn=_seconds(until, now),
        )
        return Ticket(method="PUT", url=url, headers={"Content-Type": media_type}, expires_at=until)

    def address(self, key: str, *, name: str, until: datetime, now: datetime) -> str | None:
        """A signed address for a GET as an attachment; None where downloads pass through this program.

        Of no type that a browser would show: S3 sends no policy of ours along.
        """
        if not self.direct_downloads:
            return None
        return self.client.generate_presigned_url(
            "get_object",
            Params={
                "Bucket": self.bucket,
                "Key": key,
                "ResponseContentType": "application/octet-stream",
                "ResponseContentDisposition": f"attachment; filename*=UTF-8''{quote(name, safe='')}",
                "ResponseCacheControl": "private",
            },
            ExpiresIn=_seconds(until, now),
        )

    @_reaching
    async def find(self, key: str) -> Stored | None:
        """The object under `key`, None without one."""
        try:
            head = await asyncio.to_thread(self.client.head_object, Bucket=self.bucket, Key=key)
        except ClientError as error:
            if _missing(error):
                return None
            raise
        return Stored(key=key, size=head["ContentLength"], written_at=head["LastModified"])

    @_reaching
    async def fetch(self, key: str, into: Path, *, most: int) -> bool:
        """Copy an object to a file, `most` bytes and one at most; whether there is one."""
        return await asyncio.to_thread(self._fetch, key, into, most)

    @_reaching
    async def put(self, key: str, path: Path, *, media_type: str) -> None:
        """Take the file at `path` as the object under `key`."""
        await asyncio.to_thread(self._put, key, path, media_type)

    async def read(self, key: str, first: int, last: int) -> AsyncIterator[bytes]:
        """The bytes of an object from `first` to `last`, both included."""
        body = await self._body(key, first, last)
        try:
            while chunk := await asyncio.to_thread(body.read, CHUNK):
                yield chunk
        finally:
            body.close()

    @_reaching
    async def remove(self, keys: Sequence[str]) -> None:
        """Remove objects; those that are not there are passed over."""
        for key in keys:
            await asyncio.to_thread(self.client.delete_object, Bucket=self.bucket, Key=key)

    @_reaching
    async def page(self, prefix: str, after: str) -> list[Stored]:
        """The next thousand objects whose keys begin with `prefix` and come after `after`, in the order of keys."""
        answer = await asyncio.to_thread(
            self.client.list_objects_v2, Bucket=self.bucket, Prefix=prefix, StartAfter=after, MaxKeys=PAGE
        )
        return [
            Stored(key=each["Key"], size=each["Size"], written_at=each["LastModified"])
            for each in answer.get("Contents", [])
        ]

    @_reaching
    async def check(self) -> None:
        """Write, read and remove an object. Raises `StorageAway` when that cannot be done."""
        await asyncio.to_thread(self._check)

    @_reaching
    async def _body(self, key: str, first: int, last: int) -> Any:
        answer = await asyncio.to_thread(
            self.client.get_object, Bucket=self.bucket, Key=key, Range=f"bytes={first}-{last}"
        )
        return answer["Body"]

    def _fetch(self, key: str, into: Path, most: int) -> bool:
        try:
            body = self.client.get_object(Bucket=self.bucket, Key=key)["Body"]
        except ClientError as error:
            if _missing(error):
                return False
            raise
        with body, into.open("wb") as target:
            left = most + 1
            while left > 0 and (chunk := body.read(min(CHUNK, left))):
                target.write(chunk)
                left -= len(chunk)
        return True

    def _put(self, key: str, path: Path, media_type: str) -> None:
        given = {"ContentType": media_type}
        self.client.upload_file(str(path), self.bucket, key, ExtraArgs=given, Config=ONE_BY_ONE)
        path.unlink(missing_ok=True)

    def _check(self) -> None:
        key = f"probe/{secrets.token_hex(8)}"
        with tempfile.SpooledTemporaryFile() as file:
            self.client.upload_fileobj(file, self.bucket, key, Config=ONE_BY_ONE)
        self.client.head_object(Bucket=self.bucket, Key=key)
        self.client.delete_object(Bucket=self.bucket, Key=key)


def _missing(error: ClientError) -> bool:
    return error.response.get("Error", {}).get("Code") in MISSING


def _seconds(until: datetime, now: datetime) -> int:
    return max(1, int((until - now).total_seconds()))
