"""The web apps: their built files, and their first page for every address of a screen.

They stand around the API and answer only what the API has no route for: the first part of an address decides, and
`field` leads to the field app, everything else to the office. What a visitor asks for is looked up among the files that
were found in the folder, so no address ever becomes a path.
"""

import asyncio
import hashlib
import re
import stat
import time
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import msgspec
import structlog
from litestar import Litestar
from litestar.types import ASGIApp, Receive, Scope, Send

READING = frozenset({"GET", "HEAD"})
PAGE = "index.html"
HASHED = ("assets/", "_expo/static/")
"""Where the builds put files whose names change with their content."""
FOR_EVER = "public, max-age=31536000, immutable"
ASK_AGAIN = "no-cache"
ENCODINGS = MappingProxyType({"br": ".br", "gzip": ".gz"})
"""The best first."""
TEXT = "; charset=utf-8"
MEDIA_TYPES: Mapping[str, str] = MappingProxyType(
    {
        ".css": f"text/css{TEXT}",
        ".gif": "image/gif",
        ".html": f"text/html{TEXT}",
        ".ico": "image/x-icon",
        ".jpg": "image/jpeg",
        ".js": f"text/javascript{TEXT}",
        ".json": "application/json",
        ".map": "application/json",
        ".mjs": f"text/javascript{TEXT}",
        ".pbf": "application/x-protobuf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".txt": f"text/plain{TEXT}",
        ".wasm": "application/wasm",
        ".webmanifest": "application/manifest+json",
        ".webp": "image/webp",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
    }
)
LOOK_SECONDS = 2.0
"""How long files are believed to be as they were: a new build shows itself without a new start."""
_FILE_NAME = re.compile(r"\.[A-Za-z0-9]{1,12}$")
log = structlog.get_logger("fettle.web")


class Kept(msgspec.Struct, frozen=True):
    """A file as it is sent: its type, and its bytes by content coding (`""`: as they are)."""

    media_type: str
    cached: str
    tag: str
    bodies: dict[str, bytes]


Stamp = frozenset[tuple[str, int, int]]


class Shelf:
    """The files of a build, in memory. A folder that is empty, or not there yet, is looked into again later."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files: dict[str, Kept] = {}
        self._stamp: Stamp = frozenset()
        self._looked_at = time.monotonic()
        self._looking = False
        self._look()

    async def current(self) -> dict[str, Kept]:
        """The files by name. While one looks whether there is a new build, the others are given what there was."""
        if not self._looking and time.monotonic() - self._looked_at >= LOOK_SECONDS:
            self._looking = True
            try:
                await asyncio.to_thread(self._look)
            finally:
                self._looked_at, self._looking = time.monotonic(), False
        return self.files

    def _look(self) -> None:
        try:
            found = dict(self._found())
            stamp = frozenset((name, seen.st_mtime_ns, seen.st_size) for name, (_, seen) in found.items())
            if stamp == self._stamp:
                return
            files = {name: _kept(name, found) for name in found if not name.endswith(tuple(ENCODINGS.values()))}
        except OSError:
            # A build is being written at this moment; the next look finds it whole.
            return
        self._stamp = stamp
        if PAGE in files or not self.files:
            self.files = files if PAGE in files else {}

    def _found(self) -> Iterable[tuple[str, tuple[Path, Any]]]:
        """Regular files by name: no hidden ones, and nothing that a link leads to, for it may lie elsewhere."""
        waiting = [self.folder] if self.folder.is_dir() else []
        while waiting:
            for path in waiting.pop().iterdir():
                seen = path.lstat()
                if path.name.startswith("."):
                    continue
                if stat.S_ISDIR(seen.st_mode):
                    waiting.append(path)
                elif stat.S_ISREG(seen.st_mode):
                    yield path.relative_to(self.folder).as_posix(), (path, seen)


def _kept(name: str, found: Mapping[str, tuple[Path, Any]]) -> Kept:
    body = found[name][0].read_bytes()
    packed = {coding: found[name + end][0].read_bytes() for coding, end in ENCODINGS.items() if name + end in found}
    return Kept(
        media_type=MEDIA_TYPES.get(Path(name).suffix.lower(), "application/octet-stream"),
        cached=FOR_EVER if name.startswith(HASHED) else ASK_AGAIN,
        tag=hashlib.sha256(body).hexdigest()[:32],
        bodies={"": body, **packed},
    )


class Front(msgspec.Struct, frozen=True):
    """A web app: its files, what its page may load, and the first part of its addresses (`""`: all that is left)."""

    shelf: Shelf
    policy: str
    under: str = ""


class Screens:
    """ASGI around the API: files and screens of the web apps; all else is the API's, its 404 too."""

    def __init__(self, app: Litestar, *fronts: Front) -> None:
        self.app = app
        self.fronts = {front.under: front for front in fronts}
        self._elsewhere = {"v1", *(route.path.split("/")[1] for route in app.routes)} - {""}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        answer: ASGIApp = await self._answer(scope) or self.app
        await answer(scope, receive, send)

    async def _answer(self, scope: Any) -> ASGIApp | None:
        if scope["type"] != "http" or scope["method"] not in READING:
            return None
        first, _, rest = scope["path"].removeprefix("/").partition("/")
        if first in self._elsewhere:
            return None
        under = first if first in self.fronts else ""
        front = self.fronts.get(under)
        if front is None:
            return None
        name = rest if under else scope["path"].removeprefix("/")
        parts = name.split("/")
        headers = {key.decode("latin-1"): value.decode("latin-1") for key, value in scope["headers"]}
        files = await front.shelf.current()
        # A name that ends like a file's and is none is a mistake, and so is one that climbs: no screen is called so.
        is_screen = not _FILE_NAME.search(parts[-1]) and not {".", ".."}.intersection(parts)
        if name == "" or (name not in files and is_screen and "text/html" in headers.get("accept", "")):
            name = PAGE
        return None if name not in files else _Answer(files[name], headers, front)


class _Answer:
    """One file as an answer, packed as the browser can unpack it, or the word that it has it already."""

    def __init__(self, file: Kept, headers: Mapping[str, str], front: Front) -> None:
        asked = _codings(headers.get("accept-encoding", ""))
        coding = next((each for each in ENCODINGS if each in file.bodies and each in asked), "")
        tag = f'"{file.tag}{"-" if coding else ""}{coding}"'
        known = {each.strip().removeprefix("W/") for each in headers.get("if-none-match", "").split(",")}
        self._status = 304 if tag in known else 200
        self._body = b"" if tag in known else file.bodies[coding]
        self._headers = {"ETag": tag, "Cache-Control": file.cached, "Content-Security-Policy": front.policy}
        if front.under:
            # Its service worker answers for the address without a slash too.
            self._headers["Service-Worker-Allowed"] = f"/{front.under}"
        if len(file.bodies) > 1:
            self._headers["Vary"] = "Accept-Encoding"
        if self._status == 200:
            self._headers |= {"Content-Type": file.media_type, "Content-Length": str(len(self._body))}
            if coding:
                self._headers["Content-Encoding"] = coding

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        """Send it."""
        headers = [(name.lower().encode(), value.encode()) for name, value in self._headers.items()]
        await send({"type": "http.response.start", "status": self._status, "headers": headers})
        body = b"" if scope["method"] == "HEAD" else self._body
        await send({"type": "http.response.body", "body": body, "more_body": False})


def _codings(header: str) -> set[str]:
    """The content codings that an Accept-Encoding names and does not forbid."""
    offers = (each.partition(";") for each in header.lower().split(","))
    return {name.strip() for name, _, weight in offers if not re.fullmatch(r"\s*q=0(\.0*)?\s*", weight)}


def policy(origins: Iterable[str] = (), *, wasm: bool = False) -> str:
    """The Content-Security-Policy of a web app: itself, and `origins`, where files are shown from and sent to.

    `wasm`: it brings a database and a reader of bar codes as WebAssembly.
    """
    files = "".join(f" {origin}" for origin in sorted(set(origins)))
    return "; ".join(
        (
            "default-src 'none'",
            "script-src 'self' 'wasm-unsafe-eval'" if wasm else "script-src 'self'",
            # React writes style attributes, and the map and the charts set styles of their own.
            "style-src 'self' 'unsafe-inline'",
            f"img-src 'self' data: blob:{files}",
            f"connect-src 'self'{files}",
            "worker-src 'self' blob:",
            "font-src 'self'",
            "manifest-src 'self'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )
