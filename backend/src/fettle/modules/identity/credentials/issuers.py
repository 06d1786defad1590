"""Keys of outside providers: fetched at most once a minute, kept while the provider is away."""

import asyncio
import time
from collections.abc import Callable, Mapping
from typing import Any

import httpx
import structlog
from joserfc.errors import JoseError
from joserfc.jwk import JWKRegistry, Key

from fettle.config import OidcIssuer
from fettle.kit.refusals import Unavailable

FETCH_EVERY = 60.0
REFRESH_AFTER = 3600.0
RETIRE_AFTER = 3600.0
ASYMMETRIC = ("EC", "RSA", "OKP")
LARGEST_DOCUMENT = 256 * 1024
log = structlog.get_logger("fettle.identity")


class ProviderAway(Unavailable):
    """The identity provider is away, and its keys are not known yet."""

    def __init__(self) -> None:
        super().__init__(retry_after=60)


class Unfit(Exception):
    """The provider's answer is no key set."""


class IssuerKeys:
    """The keys of one issuer. A key that the provider no longer lists serves another hour: tokens outlive rotation."""

    def __init__(self, issuer: OidcIssuer, http: httpx.AsyncClient, *, timer: Callable[[], float]) -> None:
        self._issuer = issuer
        self._http = http
        self._timer = timer
        self._keys: dict[str, Key] = {}
        self._listed_at: dict[str, float] = {}
        self._tried_at = float("-inf")
        self._fetched_at = float("-inf")
        self._turn = asyncio.Lock()
        self._refresh: asyncio.Task[None] | None = None

    async def find(self, kid: str) -> Key | None:
        """The key named `kid`, or None. Raises `ProviderAway` when no key was ever had."""
        if self._live(kid) is None:
            await self._fetch()
        elif self._timer() - self._fetched_at > REFRESH_AFTER and not self._turn.locked():
            # Nobody waits for this one: the key that is known serves meanwhile.
            self._refresh = asyncio.create_task(self._fetch())
        if not self._keys:
            raise ProviderAway()
        return self._live(kid)

    def _live(self, kid: str) -> Key | None:
        listed_at = self._listed_at.get(kid, float("-inf"))
        return self._keys.get(kid) if self._fetched_at - listed_at <= RETIRE_AFTER else None

    async def _fetch(self) -> None:
        """Fetch the key set unless that was tried within the last minute; what is known stays when it fails (A-8)."""
        async with self._turn:
            if self._timer() - self._tried_at < FETCH_EVERY:
                return
            self._tried_at = self._timer()
            try:
                found = _usable(await self._document(await self._jwks_url()))
            except (httpx.HTTPError, httpx.InvalidURL, Unfit) as error:
                log.warning("provider keys not fetched", issuer=self._issuer.issuer, reason=type(error).__name__)
                return
            self._fetched_at = self._timer()
            self._keys |= found
            self._listed_at |= dict.fromkeys(found, self._fetched_at)

    async def _jwks_url(self) -> str:
        if self._issuer.jwks_url is not None:
            return self._issuer.jwks_url
        about = await self._document(self._issuer.issuer.rstrip("/") + "/.well-known/openid-configuration")
        url = about.get("jwks_uri")
        if about.get("issuer") != self._issuer.issuer or not isinstance(url, str):
            raise Unfit("the metadata is another issuer's")
        return url

    async def _document(self, url: str) -> Mapping[str, Any]:
        async with self._http.stream("GET", url) as answer:
            answer.raise_for_status()
            body = b""
            async for part in answer.aiter_bytes():
                body += part
                if len(body) > LARGEST_DOCUMENT:
                    raise Unfit("too large")
        try:
            document = httpx.Response(200, content=body).json()
        except ValueError as error:
            raise Unfit("no JSON") from error
        if not isinstance(document, dict):
            raise Unfit("no JSON object")
        return document


class Issuers:
    """The outside issuers that the settings name."""

    def __init__(self, issuers: list[OidcIssuer], *, timer: Callable[[], float] = time.monotonic) -> None:
        self._http = httpx.AsyncClient(timeout=5.0, follow_redirects=False, headers={"Accept": "application/json"})
        self.known = {issuer.issuer: issuer for issuer in issuers}
        self._keys = {issuer.issuer: IssuerKeys(issuer, self._http, timer=timer) for issuer in issuers}

    async def key(self, issuer: str, kid: str) -> Key | None:
        """The key of `issuer` named `kid`, or None."""
        return await self._keys[issuer].find(kid)

    async def close(self) -> None:
        """Let go of the connections."""
        await self._http.aclose()


def _usable(document: Mapping[str, Any]) -> dict[str, Key]:
    """The public signature keys of a JWK set by `kid`; symmetric, encryption and broken ones are left out."""
    listed = document.get("keys")
    if not isinstance(listed, list):
        raise Unfit("no key set")
    found: dict[str, Key] = {}
    for item in listed:
        if not isinstance(item, dict) or item.get("use", "sig") != "sig" or item.get("kty") not in ASYMMETRIC:
            continue
        try:
            key = JWKRegistry.import_key(item)
        except (JoseError, ValueError, TypeError, KeyError):
            continue
        if isinstance(item.get("kid"), str):
            found[item["kid"]] = key
    return found
