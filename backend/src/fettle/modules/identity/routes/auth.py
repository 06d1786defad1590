"""Signing in and out, sessions, passwords."""

from functools import partial
from typing import Any
from uuid import UUID

from litestar import Request

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.pages import Page, PageRequest
from fettle.modules.identity import rules
from fettle.modules.identity.actions import accounts, sessions
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import ResetAsked, Session, SignedIn
from fettle.modules.identity.routes.desk import DESK, FORGOTTEN, VISITOR, count_password_attempt
from fettle.modules.identity.wire import browsers
from fettle.modules.identity.wire.bodies import (
    ChangePasswordBody,
    NewPasswordBody,
    RefreshBody,
    ResetBody,
    SignInBody,
    TenantBody,
)
from fettle.web.verbs import delete, get, post

CLOSED = (rules.NoTenant, rules.TenantClosed)


@post(
    "/auth/sign-in",
    may=None,
    refuses=(rules.WrongCredentials, rules.TooManyAttempts, rules.ForeignPage, *CLOSED),
    status_code=200,
    dependencies=VISITOR,
)
async def sign_in(request: Request[Any, Any, Any], data: SignInBody, desk: Desk, visitor: Caller) -> SignedIn:
    """Sign in with e-mail address and password.

    Without a tenant you continue in the one that you used last. With `"keep": "cookie"`, for pages of this
    installation, the refresh token goes into a cookie that no script can read, and `refreshToken` is null.
    """
    return await browsers.signed_in(request, data.keep, partial(sessions.sign_in, desk, visitor, data.to_record()))


@post(
    "/auth/refresh",
    may=None,
    refuses=(rules.SessionEnded, rules.ForeignPage, *CLOSED),
    status_code=200,
    dependencies=VISITOR,
)
async def refresh(request: Request[Any, Any, Any], data: RefreshBody, desk: Desk, visitor: Caller) -> SignedIn:
    """Exchange a refresh token for new tokens.

    Each is good for one use. A retry shortly after, when the answer was lost, gets the same successor; a later second
    use ends the session. Without `refreshToken` the cookie of the browser's session is exchanged and its successor goes
    back into the cookie; that is refused with 403 unless the browser says, by `Sec-Fetch-Site` or `Origin`, that a page
    of this installation asks.
    """
    return await browsers.refreshed(request, data.refresh_token, partial(sessions.refresh, desk, visitor))


@post(
    "/auth/switch-tenant",
    may=None,
    refuses=(*CLOSED, rules.PeopleOnly),
    status_code=200,
    dependencies=DESK,
    opt=FORGOTTEN,
)
async def switch_tenant(data: TenantBody, call: Call, desk: Desk) -> SignedIn:
    """Go on working in another of your tenants, in the same session."""
    return await sessions.switch_tenant(desk, call, data.tenant_id, data.tenant_slug)


@post("/auth/sign-out", may=None, refuses=(rules.PeopleOnly,), status_code=204, dependencies=DESK)
async def sign_out(request: Request[Any, Any, Any], call: Call, desk: Desk) -> None:
    """Sign out here; the browser's cookie goes too."""
    browsers.forget(request)
    await sessions.sign_out(desk, call)


@post("/auth/sign-out-everywhere", may=None, refuses=(rules.PeopleOnly,), status_code=204, dependencies=DESK)
async def sign_out_everywhere(request: Request[Any, Any, Any], call: Call, desk: Desk) -> None:
    """Sign out on all devices; the browser's cookie goes too."""
    browsers.forget(request)
    await sessions.sign_out_everywhere(desk, call)


@post("/auth/password-reset", may=None, refuses=(rules.TooManyAttempts,), status_code=202, dependencies=VISITOR)
async def request_password_reset(data: ResetBody, desk: Desk, visitor: Caller) -> ResetAsked:
    """Ask for a link to set a new password.

    The answer is the same whether or not anybody has this address.
    """
    return await accounts.request_reset(desk, visitor, data.email)


@post(
    "/auth/password-reset/confirm",
    may=None,
    refuses=(rules.ResetExpired, rules.WeakPassword),
    status_code=204,
    dependencies=DESK,
)
async def confirm_password_reset(data: NewPasswordBody, lobby: Call, desk: Desk) -> None:
    """Set a new password by a reset link; ends all sessions."""
    await accounts.confirm_reset(desk, lobby, data.token, data.new_password)


@post(
    "/auth/password",
    may=None,
    refuses=(rules.WeakPassword, rules.PeopleOnly, rules.TooManyAttempts),
    status_code=204,
    dependencies=DESK,
    guards=[count_password_attempt],
)
async def change_password(data: ChangePasswordBody, call: Call, desk: Desk) -> None:
    """Change your password; ends your other sessions."""
    await accounts.change_password(desk, call, data.current_password, data.new_password)


@get("/auth/sessions", may=None, refuses=(rules.PeopleOnly,))
async def list_sessions(call: Call, page: PageRequest) -> Page[Session]:
    """List the devices on which you are signed in."""
    return await sessions.list_sessions(call, page)


@delete("/auth/sessions/{session_id:uuid}", may=None, refuses=(rules.PeopleOnly,), dependencies=DESK)
async def end_session(session_id: UUID, call: Call, desk: Desk) -> None:
    """Sign out another device."""
    await sessions.end_session(desk, call, session_id)


ROUTES = (
    sign_in,
    refresh,
    switch_tenant,
    sign_out,
    sign_out_everywhere,
    request_password_reset,
    confirm_password_reset,
    change_password,
    list_sessions,
    end_session,
)
