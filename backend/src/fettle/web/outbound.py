"""Calling addresses that people of a tenant chose, without letting them reach what only this machine can reach.

A name is looked up once, each answer is checked, and the connection goes to the checked address itself: what the name
means a moment later does not matter. TLS still asks for the name's certificate. Redirects are answers, not directions;
proxies of the environment are not asked; answers are read to a few kilobytes and all of it within some seconds.
"""

import asyncio
import contextlib
import socket
import ssl
import time
from collections.abc import AsyncIterator, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import asynccontextmanager
from ipaddress import ip_address
from typing import Any

import httpcore
import httpx
import msgspec

from fettle.kit.addresses import Address, Network, TargetRefused, may_call, target
from fettle.web.transport import PoolTransport

SECONDS = 20.0
MOST_BYTES = 4096
LOOKUPS_AT_ONCE = 64


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What came back: the status, its headers in lower case, the first bytes of the body, and how long it took."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float


class Unreachable(Exception):
    """No answer came: the message says why in a few words that its owner may read. `seconds` is how long it took."""

    def __init__(self, message: str, *, seconds: float = 0.0) -> None:
        super().__init__(message)
        self.seconds = seconds


class _Refused(httpcore.ConnectError):
    """The name leads to addresses that may not be called."""


class Outbound:
    """A client for addresses that somebody else chose. `allow` are networks that may be called although not public."""

    def __init__(
        self,
        allow: Sequence[Network] = (),
        *,
        seconds: float = SECONDS,
        most_bytes: int = MOST_BYTES,
        tls: ssl.SSLContext | None = None,
    ) -> None:
        self.allow = tuple(allow)
        self.seconds = seconds
        self.most_bytes = most_bytes
        self._tls = tls or httpx.create_ssl_context()
        self._lookups = ThreadPoolExecutor(LOOKUPS_AT_ONCE, thread_name_prefix="outbound-lookup")

    def check(self, url: str) -> None:
        """Raise `TargetRefused` for an address that may not be called, as far as it can be told without asking."""
        target(url, self.allow)

    async def post(self, url: str, *, body: bytes, headers: Mapping[str, str]) -> Answer:
        """Send `body` once. Raises `TargetRefused` or `Unreachable`; any status that comes back is an answer."""
        aim = target(url, self.allow)
        begun = time.monotonic()
        sent = {"User-Agent": "Fettle", "Accept": "*/*", "Accept-Encoding": "identity", **headers}
        try:
            async with (
                asyncio.timeout(self.seconds),
                self.client(encrypted=aim.scheme == "https") as client,
                client.stream("POST", url, content=body, headers=sent) as response,
            ):
                return Answer(
                    status=response.status_code,
                    headers={name.lower(): value for name, value in response.headers.items()},
                    body=await self._first_bytes(response),
                    seconds=time.monotonic() - begun,
                )
        except TimeoutError:
            raise Unreachable("took too long to answer", seconds=time.monotonic() - begun) from None
        except (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError) as error:
            raise Unreachable(_words(error), seconds=time.monotonic() - begun) from None

    @asynccontextmanager
    async def client(self, *, encrypted: bool = True) -> AsyncIterator[httpx.AsyncClient]:
        """An httpx client whose connections go to checked addresses only, for libraries that want one."""
        transport = PoolTransport(_Pinned(self, encrypted=encrypted), self._tls)
        limits = httpx.Timeout(self.seconds)
        async with httpx.AsyncClient(
            transport=transport, trust_env=False, follow_redirects=False, timeout=limits
        ) as client:
            yield client

    async def lookup(self, host: str, port: int, *, encrypted: bool) -> list[Address]:
        """The addresses of `host` that may be called. Raises `Unreachable`, and `TargetRefused` when none may be."""
        loop = asyncio.get_running_loop()
        try:
            found = await loop.run_in_executor(self._lookups, _getaddrinfo, host, port)
        except OSError:
            raise Unreachable("the name could not be looked up") from None
        callable_ = [each for each in found if may_call(each, self.allow, encrypted=encrypted)]
        if not callable_:
            raise TargetRefused("This address is not on the public internet.")
        return callable_

    async def _first_bytes(self, response: httpx.Response) -> bytes:
        kept = bytearray()
        # The status has come; whoever dawdles or breaks off in the body has still given an answer.
        with contextlib.suppress(TimeoutError, httpx.HTTPError):
            async with asyncio.timeout(self.seconds / 4):
                async for chunk in response.aiter_raw():
                    kept += chunk
                    if len(kept) >= self.most_bytes:
                        break
        return bytes(kept[: self.most_bytes])


class _Pinned(httpcore.AsyncNetworkBackend):
    """Connections to checked addresses: the name is looked up here and nowhere else."""

    def __init__(self, outbound: Outbound, *, encrypted: bool) -> None:
        self._outbound = outbound
        self._encrypted = encrypted
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface says so
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address of `host` that may be called and answers."""
        try:
            found = await self._outbound.lookup(host, port, encrypted=self._encrypted)
        except (Unreachable, TargetRefused) as error:
            raise _Refused(str(error)) from None
        for last, address in enumerate(found, start=1 - len(found)):
            try:
                stream = await self._plain.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except httpcore.ConnectError:
                if last == 0:
                    raise
                continue
            return await self._still(stream, address)
        raise _Refused("no address")

    async def connect_unix_socket(
        self,
        path: str,
        timeout: float | None = None,  # noqa: ASYNC109 - the interface says so
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Never: sockets of this machine are nobody's business outside."""
        raise _Refused("no address")

    async def sleep(self, seconds: float) -> None:
        """Wait between two attempts."""
        await asyncio.sleep(seconds)

    async def _still(self, stream: httpcore.AsyncNetworkStream, address: Address) -> httpcore.AsyncNetworkStream:
        """The stream, if it really leads where it was sent."""
        there = stream.get_extra_info("server_addr")
        if there is None or ip_address(there[0]) != address:
            await stream.aclose()
            raise _Refused("not the address that was checked")
        return stream


def _getaddrinfo(host: str, port: int) -> list[Address]:
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(ip_address(each[4][0]) for each in found))


def _words(error: Exception) -> str:
    """What went wrong, without more of our own network than its owner needs to know."""
    said = str(error)
    if "CERTIFICATE_VERIFY_FAILED" in said or isinstance(error, ssl.SSLCertVerificationError):
        return "its certificate is not trusted"
    if "SSL" in said:
        return "no secure connection could be made"
    for known in ("not on the public internet", "could not be looked up", "took too long"):
        if known in said:
            return said[:200]
    return "the connection failed or broke off"
