"""The web apps' files: for every screen its page, its parts for ever, and nothing beside them."""

import gzip
import os
from pathlib import Path
from typing import Any

import httpx
import pytest

from fettle.config import Settings
from fettle.web import screens
from fettle.web.app import make_app
from fettle.web.frame import Frame
from fettle.web.limits import Limits
from fettle.web.reference import plain_routes
from fettle.web.screens import Front, Screens, Shelf, policy

PAGE = "<!doctype html><title>Fettle</title><script src=/assets/index-a1b2c3d4.js></script>"
FIELD_PAGE = "<!doctype html><title>Fettle</title><script src=/field/_expo/static/js/web/entry-0a1b.js></script>"
SCRIPT = "console.log('ready')\n" * 100
BROWSER = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}
SCREENS = (
    "/sign-in",
    "/reset",
    "/invitation",
    "/work-orders",
    "/work-orders/0190a1b2-0000-7000-8000-000000000001",
    "/requests/0190a1b2-0000-7000-8000-000000000001",
    "/assets",
    "/assets/0190a1b2-0000-7000-8000-000000000001",
    "/plans/0190a1b2-0000-7000-8000-000000000001/history",
    "/sites/0190a1b2-0000-7000-8000-000000000001",
    "/notifications",
    "/settings/notifications",
    "/v1x",
    "/review",
)


def built(folder: Path) -> Path:
    """A build as it is written: the page, a part, a font, an icon, a worker, and packed copies."""
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text(PAGE)
    (folder / "assets" / "index-a1b2c3d4.js").write_text(SCRIPT)
    (folder / "assets" / "index-a1b2c3d4.js.gz").write_bytes(gzip.compress(SCRIPT.encode()))
    (folder / "assets" / "index-a1b2c3d4.js.br").write_bytes(b"as brotli packs it")
    (folder / "assets" / "sans-a1b2c3d4.woff2").write_bytes(b"wOF2")
    (folder / "favicon.ico").write_bytes(b"\0\0\1\0")
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    (folder / ".vite").mkdir()
    (folder / ".vite" / "manifest.json").write_text("{}")
    return folder


def built_field(folder: Path) -> Path:
    """A build of the field app: the page, its worker, parts with their content in the name."""
    for name in ("_expo/static/js/web", "assets/node_modules/sqlite", "icons"):
        (folder / name).mkdir(parents=True)
    (folder / "index.html").write_text(FIELD_PAGE)
    (folder / "sw.js").write_text(SCRIPT)
    (folder / "manifest.webmanifest").write_text("{}")
    (folder / "metadata.json").write_text("{}")
    (folder / "icons" / "icon-192.png").write_bytes(b"png")
    (folder / "_expo" / "static" / "js" / "web" / "entry-0a1b.js").write_text(SCRIPT)
    (folder / "_expo" / "static" / "js" / "web" / "entry-0a1b.js.br").write_bytes(b"as brotli packs it")
    (folder / "assets" / "node_modules" / "sqlite" / "wa-sqlite.0a1b.wasm").write_bytes(b"wasm")
    return folder


def served(folder: Path, field: Path | None = None, **headers: str) -> httpx.AsyncClient:
    """A client of an application without routes but the reference: the office in `folder`, the app in `field`."""
    nothing: Any = None
    app = make_app(
        (),
        door=nothing,
        authenticate=nothing,
        secret=b"",
        limits=Limits({"default": 1000}),
        plain_routes=plain_routes,
    )
    origins = ["https://files.example.test"]
    fronts = [Front(Shelf(folder), policy(origins))]
    if field:
        fronts.append(Front(Shelf(field), policy(origins, wasm=True), under="field"))
    framed = Frame(app, screens=Screens(app, *fronts))
    return httpx.AsyncClient(
        transport=httpx.ASGITransport(app=framed), base_url="http://fettle.test", headers={**BROWSER, **headers}
    )


@pytest.fixture
def http(tmp_path: Path) -> httpx.AsyncClient:
    return served(built(tmp_path / "dist"))


@pytest.mark.parametrize("path", ["/", *SCREENS])
async def test_every_screen_is_the_page(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert (answer.status_code, answer.text) == (200, PAGE)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["x-content-type-options"] == "nosniff"
    known = await http.get(path, headers={"If-None-Match": f'W/"other", {answer.headers["etag"]}'})
    assert (known.status_code, known.content, known.headers["etag"]) == (304, b"", answer.headers["etag"])
    head = await http.head(path)
    assert (head.status_code, head.content, head.headers["content-length"]) == (200, b"", str(len(PAGE)))


async def test_the_page_may_load_from_here_alone(http: httpx.AsyncClient) -> None:
    said = (await http.get("/")).headers["content-security-policy"]
    parts = dict(part.split(" ", 1) for part in said.split("; "))
    assert parts["default-src"] == parts["base-uri"] == parts["frame-ancestors"] == "'none'"
    assert parts["script-src"] == parts["form-action"] == parts["font-src"] == "'self'"
    assert parts["img-src"] == "'self' data: blob: https://files.example.test"
    assert parts["connect-src"] == "'self' https://files.example.test"
    assert "http" not in policy().replace("https://files.example.test", "")


@pytest.mark.parametrize("path", SCREENS)
async def test_programs_on_an_unknown_path_are_told_so(http: httpx.AsyncClient, path: str) -> None:
    for accept in ("application/json", "*/*", ""):
        answer = await http.get(path, headers={"Accept": accept})
        assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert (await http.post(path)).status_code == 404


@pytest.mark.parametrize(
    "path",
    ["/v1", "/v1/unknown", "/v1/unknown/0190a1b2", "/reference/unknown", "/assets/index-00000000.js", "/logo.png"],
)
async def test_what_is_missing_is_never_the_page(http: httpx.AsyncClient, path: str) -> None:
    answer = await http.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")
    assert (answer.json()["type"], answer.json()["instance"]) == ("/problems/not-found", path)


async def test_the_routes_of_the_api_stay_its_own(http: httpx.AsyncClient) -> None:
    answer = await http.get("/reference")
    assert (answer.status_code, "swagger" in answer.text) == (200, True)


async def test_parts_are_kept_for_ever(http: httpx.AsyncClient) -> None:
    answer = await http.get("/assets/index-a1b2c3d4.js", headers={"Accept-Encoding": "identity", "Accept": "*/*"})
    assert (answer.status_code, answer.text) == (200, SCRIPT)
    assert answer.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert answer.headers["content-type"] == "text/javascript; charset=utf-8"
    assert answer.headers["vary"] == "Accept-Encoding"
    assert "content-encoding" not in answer.headers
    font = await http.get("/assets/sans-a1b2c3d4.woff2")
    assert (font.content, font.headers["content-type"], "vary" in font.headers) == (b"wOF2", "font/woff2", False)


@pytest.mark.parametrize(
    ("asked", "coding"),
    [
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8", "br"),
        ("gzip", "gzip"),
        ("GZIP;q=0.5, br;q=0", "gzip"),
        ("br; q=0.000", ""),
        ("", ""),
    ],
)
async def test_parts_are_sent_packed(http: httpx.AsyncClient, asked: str, coding: str) -> None:
    sent = await http.head("/assets/index-a1b2c3d4.js", headers={"Accept-Encoding": asked})
    assert sent.headers.get("content-encoding", "") == coding
    assert sent.headers["content-type"] == "text/javascript; charset=utf-8"
    assert sent.headers["vary"] == "Accept-Encoding"
    plain = await http.head("/assets/index-a1b2c3d4.js", headers={"Accept-Encoding": "identity"})
    assert (sent.headers["etag"] == plain.headers["etag"]) is (coding == "")
    if coding == "gzip":
        assert (await http.get("/assets/index-a1b2c3d4.js", headers={"Accept-Encoding": asked})).text == SCRIPT


async def test_files_beside_the_page_are_asked_for_again(http: httpx.AsyncClient) -> None:
    kinds = {
        "/favicon.ico": "image/x-icon",
        "/manifest.webmanifest": "application/manifest+json",
        "/robots.txt": "text/plain; charset=utf-8",
    }
    for path, kind in kinds.items():
        answer = await http.get(path, headers={"Accept": "*/*"})
        assert (answer.status_code, answer.headers["content-type"]) == (200, kind)
        assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    "path",
    [
        "/..%2fsecret.txt",
        "/assets/..%2f..%2fsecret.txt",
        "/%2e%2e/secret.txt",
        "/%2e%2e/secret",
        "/assets/%2e%2e%2f%2e%2e%2fsecret",
        "/..%5csecret.txt",
        "//{folder}/secret.txt",
        "/{folder}/secret.txt",
        "/%2f{folder}/secret.txt",
        "/out.txt",
        "/away/secret.txt",
        "/assets/index-a1b2c3d4.js%00.html",
        "/assets/index-a1b2c3d4.js.br",
        "/.vite/manifest.json",
        "/index.html/../../secret.txt",
    ],
)
async def test_nothing_beside_the_build_is_given(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.txt").write_text("nobody's business")
    (tmp_path / "secret").write_text("nobody's business")
    folder = built(tmp_path / "dist")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "away").symlink_to(tmp_path, target_is_directory=True)
    url = httpx.URL("http://fettle.test").copy_with(raw_path=path.format(folder=str(tmp_path)[1:]).encode())
    async with served(folder) as http:
        answer = await http.get(url)
    assert answer.status_code == 404, answer.text
    assert "nobody" not in answer.text


async def test_a_new_build_shows_itself(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "LOOK_SECONDS", 0)
    folder = tmp_path / "dist"
    async with served(folder) as http:
        early = await http.get("/")
        assert (early.status_code, early.headers["location"]) == (302, "/reference")
        assert (await http.get("/work-orders")).status_code == 404
        built(folder)
        assert (await http.get("/")).text == PAGE
        (folder / "index.html").write_text("newer")
        assert (await http.get("/work-orders")).text == "newer"
        # Builds begin by emptying the folder; whoever comes then is given what there was.
        (folder / "index.html").unlink()
        assert (await http.get("/")).text == "newer"


async def test_a_folder_that_cannot_be_read_is_no_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(_path: Path) -> Any:
        raise PermissionError

    folder = built(tmp_path / "dist")
    monkeypatch.setattr(Path, "iterdir", refuse)
    async with served(folder) as http:
        assert (await http.get("/")).status_code == 302


@pytest.fixture
def both(tmp_path: Path) -> httpx.AsyncClient:
    return served(built(tmp_path / "dist"), built_field(tmp_path / "field"))


@pytest.mark.parametrize(
    "path", ["/field", "/field/", "/field/index.html", "/field/me", "/field/work-orders/0190a1b2/log", "/field/v1/x"]
)
async def test_every_screen_of_the_field_is_its_own_page(both: httpx.AsyncClient, path: str) -> None:
    answer = await both.get(path)
    assert (answer.status_code, answer.text, answer.headers["cache-control"]) == (200, FIELD_PAGE, "no-cache")
    assert (await both.get("/work-orders")).text == PAGE
    assert (await both.get("/fields")).text == PAGE


async def test_the_field_runs_its_database_and_nothing_else_may(both: httpx.AsyncClient) -> None:
    for path, script in {"/field/": "'self' 'wasm-unsafe-eval'", "/": "'self'"}.items():
        said = (await both.get(path)).headers["content-security-policy"]
        parts = dict(part.split(" ", 1) for part in said.split("; "))
        assert parts["script-src"] == script
        assert parts["worker-src"] == "'self' blob:"
        assert parts["img-src"] == "'self' data: blob: https://files.example.test"
        assert parts["connect-src"] == "'self' https://files.example.test"


async def test_files_of_the_field_are_kept_as_their_names_allow(both: httpx.AsyncClient) -> None:
    kinds = {
        "/field/sw.js": ("text/javascript; charset=utf-8", "no-cache"),
        "/field/manifest.webmanifest": ("application/manifest+json", "no-cache"),
        "/field/icons/icon-192.png": ("image/png", "no-cache"),
        "/field/_expo/static/js/web/entry-0a1b.js": ("text/javascript; charset=utf-8", screens.FOR_EVER),
        "/field/assets/node_modules/sqlite/wa-sqlite.0a1b.wasm": ("application/wasm", screens.FOR_EVER),
    }
    for path, (kind, cached) in kinds.items():
        answer = await both.get(path, headers={"Accept": "*/*"})
        assert (answer.status_code, answer.headers["content-type"], answer.headers["cache-control"]) == (
            200,
            kind,
            cached,
        )
    worker = await both.get("/field/sw.js", headers={"Accept": "*/*"})
    assert worker.headers["service-worker-allowed"] == "/field"
    assert "service-worker-allowed" not in (await both.get("/")).headers
    packed = await both.head("/field/_expo/static/js/web/entry-0a1b.js", headers={"Accept-Encoding": "br"})
    assert packed.headers["content-encoding"] == "br"


@pytest.mark.parametrize(
    "path",
    [
        "/field/_expo/static/js/web/entry-0000.js",
        "/field/assets/missing.wasm",
        "/field/robots.txt",
        "/field/favicon.ico",
        "/field/%2e%2e/index.html",
        "/field/..%2f..%2fsecret",
        "/sw.js",
        "/_expo/static/js/web/entry-0a1b.js",
    ],
)
async def test_what_the_field_does_not_have_is_never_a_page(both: httpx.AsyncClient, path: str) -> None:
    url = httpx.URL("http://fettle.test").copy_with(raw_path=path.encode())
    answer = await both.get(url)
    assert (answer.status_code, answer.headers["content-type"]) == (404, "application/problem+json")


async def test_the_field_is_there_only_when_it_has_been_built(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(screens, "LOOK_SECONDS", 0)
    async with served(built(tmp_path / "dist"), tmp_path / "field") as http:
        assert (await http.get("/field/")).status_code == 404
        assert (await http.get("/work-orders")).text == PAGE
        built_field(tmp_path / "field")
        assert (await http.get("/field/")).text == FIELD_PAGE


def test_where_the_web_apps_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def at(file: Path) -> Settings:
        monkeypatch.setattr("fettle.config.__file__", str(file))
        return Settings(data_dir=tmp_path)

    package = tmp_path / "backend" / "src" / "fettle"
    package.mkdir(parents=True)
    file = package / "config.py"
    assert (at(file).web_folder, at(file).field_folder, at(file).has_screens) == (None, None, False)
    built(package / "static")
    built_field(package / "static-field")
    assert (at(file).web_folder, at(file).has_screens) == (package / "static", True)
    assert (at(file).field_folder, at(file).has_field) == (package / "static-field", True)
    for name in ("web", "field"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "package.json").touch()
    assert (at(file).web_folder, at(file).has_screens) == (tmp_path / "web" / "dist", False)
    assert (at(file).field_folder, at(file).has_field) == (tmp_path / "field" / "dist", False)
    monkeypatch.setenv("FETTLE_WEB_DIR", str(package / "static"))
    monkeypatch.setenv("FETTLE_FIELD_DIR", str(package / "static-field"))
    assert at(file).has_screens
    assert at(file).has_field


async def test_the_whole_application_serves_it(
    app: Any, composed: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Composed as it runs, every first part of an address that the API knows stays the API's."""
    litestar = composed.app
    shelf = Shelf(built(tmp_path / "dist"))
    monkeypatch.setattr(composed, "inner", Screens(litestar, Front(shelf, policy())))
    transport = httpx.ASGITransport(app=composed, raise_app_exceptions=False)
    async with httpx.AsyncClient(transport=transport, base_url="http://fettle.test", headers=BROWSER) as http:
        assert (await http.get("/work-orders/1")).text == PAGE
        for path in ("/v1/unknown", "/health/unknown", "/.well-known/unknown", "/objects/x", "/open311/x/v2/y.json"):
            answer = await http.get(path)
            assert "Fettle</title><script" not in answer.text, path
            assert answer.status_code in (400, 403, 404), path
        assert (await http.get("/health/live")).json()["status"] == "ok"
        assert (await http.get("/openapi.json")).json()["openapi"].startswith("3.1")
        for page in ("/r/unknown", "/c/unknown", "/r/status/unknown"):
            assert PAGE not in (await http.get(page)).text


@pytest.fixture(autouse=True)
def _unset(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [name for name in os.environ if name.startswith(("FETTLE_WEB", "FETTLE_FIELD"))]:
        monkeypatch.delenv(name)
