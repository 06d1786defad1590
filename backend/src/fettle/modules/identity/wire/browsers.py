"""A browser's session: its refresh token in a cookie that no script can read and no other site can use (A-17)."""

from collections.abc import Awaitable, Callable
from datetime import timedelta
from typing import Any

import msgspec
from litestar import Request
from litestar.datastructures import Cookie

from fettle.config import Settings
from fettle.modules.identity import rules
from fettle.modules.identity.records import Keep, SignedIn

# Not `__Host-…`: browsers accept that prefix only with Path=/, and this token must go nowhere but to /v1/auth. Not
# `__Secure-…` either: an installation inside a house without a certificate has sessions too.
NAME = "fettle_session"
PATH = "/v1/auth"
AT_ONCE = timedelta()


async def signed_in(
    request: Request[Any, Any, Any], keep: Keep, sign_in: Callable[[], Awaitable[SignedIn]]
) -> SignedIn:
    """The answer to signing in, its refresh token where `keep` says. Raises `ForeignPage`.

    A cookie is refused to other sites already here: nobody signs a visitor in under a name that is not theirs.
    """
    if keep is Keep.BODY:
        return await sign_in()
    _must_be_own_page(request)
    return _handed_over(request, await sign_in())


async def refreshed(
    request: Request[Any, Any, Any], token: str | None, refresh: Callable[[str], Awaitable[SignedIn]]
) -> SignedIn:
    """The answer to refreshing by `token`, or without it by the cookie. Raises `ForeignPage` and `SessionEnded`."""
    if token is not None:
        return await refresh(token)
    held = request.cookies.get(NAME)
    if not held:
        raise rules.SessionEnded()
    _must_be_own_page(request)
    try:
        return _handed_over(request, await refresh(held))
    except rules.SessionEnded:
        forget(request)
        raise


def forget(request: Request[Any, Any, Any]) -> None:
    """Have the browser forget its cookie, whatever the answer becomes: who signs out is out on this device."""
    _set(request, "", AT_ONCE)


def _handed_over(request: Request[Any, Any, Any], answer: SignedIn) -> SignedIn:
    settings: Settings = request.app.state.settings
    _set(request, answer.refresh_token or "", timedelta(days=settings.refresh_token_days))
    return msgspec.structs.replace(answer, refresh_token=None)


def _set(request: Request[Any, Any, Any], value: str, lasts: timedelta) -> None:
    cookie = Cookie(
        NAME,
        value=value,
        path=PATH,
        max_age=int(lasts.total_seconds()),
        secure=any(origin.startswith("https:") for origin in (*_own_origins(request), _origin(request) or "")),
        httponly=True,
        samesite="strict",
    )
    request.scope["state"]["headers"]["Set-Cookie"] = cookie.to_header(header="")


def _must_be_own_page(request: Request[Any, Any, Any]) -> None:
    rules.must_be_own_page(request.headers.get("sec-fetch-site"), _origin(request), _own_origins(request))


def _origin(request: Request[Any, Any, Any]) -> str | None:
    return request.headers.get("origin")


def _own_origins(request: Request[Any, Any, Any]) -> frozenset[str]:
    """What this installation is called: by who asks, and by its settings, which know of a proxy that speaks TLS."""
    settings: Settings = request.app.state.settings
    called = f"{request.url.scheme}://{request.headers.get('host', '')}"
    return frozenset(rules.origin_of(url) for url in (called, settings.public_url) if url)
