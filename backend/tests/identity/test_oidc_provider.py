"""Tokens of a real OpenID provider (npm oidc-provider): code with PKCE, A-4 (ID token), A-7 (rotation), A-8."""

import asyncio
import base64
import hashlib
import json
import os
import re
import secrets
import shutil
import socket
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urljoin, urlsplit

import httpx
import pytest
from joserfc.jwk import ECKey
from uuid_utils.compat import uuid7

from fettle.modules.identity.credentials import issuers
from identity.conftest import Installation

FOLDER = Path(__file__).with_name("oidc_provider")


def node() -> str:
    """The Node.js of the machine, or the one that `make` has put into the repository."""
    own = Path(__file__).parents[3] / ".tools" / "bin"
    found = shutil.which("node", path=f"{own}{os.pathsep}{os.environ['PATH']}")
    assert found is not None, "Node.js is missing: `make test` brings it"
    assert (FOLDER / "node_modules").exists(), "oidc-provider is missing: `make test` installs it"
    return found


class Provider:
    """The provider as a process of its own, started and stopped by the test."""

    def __init__(self, folder: Path) -> None:
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._keys = folder / "keys.json"
        self._claims = folder / "claims.json"
        self._claims.write_text("{}")
        self._process: asyncio.subprocess.Process | None = None

    async def start(self, *keys: ECKey) -> None:
        """Run with these keys, of which the first signs."""
        listed = [{**key.as_dict(private=True), "kid": key.thumbprint(), "use": "sig", "alg": "ES256"} for key in keys]
        self._keys.write_text(json.dumps({"keys": listed}))
        self._process = await asyncio.create_subprocess_exec(
            node(),
            "server.mjs",
            str(self.port),
            str(self._keys),
            str(self._claims),
            cwd=FOLDER,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
        )
        assert self._process.stdout is not None
        async with asyncio.timeout(30):
            async for line in self._process.stdout:
                if line.strip() == b"ready":
                    return
        raise AssertionError("the provider did not start")

    async def stop(self) -> None:
        """End the process, if it runs."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()

    async def tokens(self, login: str, **claims: Any) -> dict[str, Any]:
        """Sign `login` in as a browser would: code with PKCE. The token answer."""
        self._claims.write_text(json.dumps({login: claims}))
        verifier = secrets.token_urlsafe(40)
        challenge = base64.urlsafe_b64encode(hashlib.sha256(verifier.encode()).digest()).rstrip(b"=").decode()
        asked = {
            "client_id": "app",
            "response_type": "code",
            "redirect_uri": "http://127.0.0.1/back",
            "scope": "openid",
            "code_challenge": challenge,
            "code_challenge_method": "S256",
            "nonce": "n",
        }
        async with httpx.AsyncClient(base_url=self.url) as browser:
            code = await _code(browser, await browser.get("/auth", params=asked), login)
            form = {
                "grant_type": "authorization_code",
                "client_id": "app",
                "code": code,
                "redirect_uri": asked["redirect_uri"],
                "code_verifier": verifier,
            }
            answer = await browser.post("/token", data=form)
        assert answer.status_code == 200, answer.text
        given: dict[str, Any] = answer.json()
        return given


async def _code(browser: httpx.AsyncClient, page: httpx.Response, login: str) -> str:
    """Follow redirects and fill in forms (sign in, consent) until the provider sends the code back."""
    for _ in range(12):
        if page.is_redirect:
            target = urljoin(str(page.url), page.headers["location"])
            if target.startswith("http://127.0.0.1/back"):
                return parse_qs(urlsplit(target).query)["code"][0]
            page = await browser.get(target)
            continue
        action = re.search(r'action="([^"]+)"', page.text)
        prompt = re.search(r'name="prompt" value="(\w+)"', page.text)
        assert action is not None, page.text
        assert prompt is not None, page.text
        filled = {"prompt": prompt[1], "login": login, "password": "x"}
        page = await browser.post(urljoin(str(page.url), action[1]), data=filled)
    raise AssertionError("the provider never came back")


@pytest.fixture
async def provider(tmp_path: Path) -> AsyncIterator[Provider]:
    made = Provider(tmp_path)
    yield made
    await made.stop()


async def trusting(install: Any, provider: Provider, **more: Any) -> Installation:
    trusted = {
        "issuer": provider.url,
        "audience": "urn:fettle:api",
        "algorithms": ["ES256"],
        "roles": {"crew": "technician"},
        **more,
    }
    made: Installation = await install(oidc_issuers=[trusted])
    return made


async def test_a_person_of_the_provider_works_here(install: Any, provider: Provider) -> None:
    """The whole way: metadata, keys, sign-in there, user and staff made here; A-4: its ID token opens nothing."""
    await provider.start(ECKey.generate_key("P-256"))
    home = await trusting(install, provider)
    _, slug = await home.tenant()
    login = f"ann-{uuid7().hex}"
    given = await provider.tokens(login, tenant=slug, role="crew", email=f"{login}@provider.test", name="Ann There")
    me = (await home.client(given["access_token"]).get("/v1/me")).json()
    assert (me["name"], me["tenant"]["slug"], me["tenant"]["role"]) == ("Ann There", slug, "technician")
    assert me["staffId"]
    assert (await home.client(given["id_token"]).get("/v1/me")).status_code == 401
    for other in ({"audience": "urn:other"}, {"algorithms": ["RS256"]}):
        elsewhere = await trusting(install, provider, **other)
        assert (await elsewhere.client(given["access_token"]).get("/v1/me")).status_code == 401


async def test_a7_a8_rotation_and_absence(install: Any, provider: Provider, monkeypatch: pytest.MonkeyPatch) -> None:
    """A-7: the new key is found, the old one serves on. A-8: the provider may be away as long as its keys are known."""
    monkeypatch.setattr(issuers, "FETCH_EVERY", 0.0)
    old, new = ECKey.generate_key("P-256"), ECKey.generate_key("P-256")
    await provider.start(old)
    home = await trusting(install, provider)
    _, slug = await home.tenant()
    login = f"bob-{uuid7().hex}"
    said = {"tenant": slug, "role": "crew", "email": f"{login}@provider.test"}
    before, unseen = [(await provider.tokens(login, **said))["access_token"] for _ in range(2)]
    assert (await home.client(before).get("/v1/me")).status_code == 200

    await provider.stop()
    await provider.start(new, old)
    after = (await provider.tokens(login, **said))["access_token"]
    later = (await provider.tokens(login, **said))["access_token"]
    for token in (after, before, unseen):
        assert (await home.client(token).get("/v1/me")).status_code == 200

    await provider.stop()
    for token in (later, before):
        assert (await home.client(token).get("/v1/me")).status_code == 200
    stranger = await trusting(install, provider)
    answer = await stranger.client(after).get("/v1/me")
    assert (answer.status_code, answer.json()["type"]) == (503, "/problems/provider-away")
    home.clock.move(minutes=11)
    assert (await home.client(before).get("/v1/me")).status_code == 401
