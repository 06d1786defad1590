"""Sessions: started, renewed, moved to another tenant, ended."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.letters import written
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import NotFound
from fettle.modules.identity import rules
from fettle.modules.identity.credentials import opaque, passwords
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import (
    Attempt,
    Grant,
    Held,
    Renewal,
    Session,
    SignedIn,
    Standing,
    TenantChoice,
)
from fettle.modules.identity.rules import letters
from fettle.modules.identity.store import people, sessions, throttles


async def prove(desk: Desk, visitor: Caller, email: str, password: str) -> UUID:
    """The person with this address, shown to know their password. Raises `WrongCredentials`, `TooManyAttempts`."""
    normal = rules.normal_email(email)
    attempts = {"sign-in": normal, "sign-in from": rules.place(visitor.ip)}
    await desk.count(visitor, attempts)
    async with desk.call(visitor, read_only=True) as call:
        account = await people.account(call, normal)
    stored = account.password_hash if account else None
    if not await passwords.matches(password, stored) or account is None or account.disabled_at:
        raise rules.WrongCredentials()
    renewed = await passwords.digest(password) if stored and passwords.is_outdated(stored) else None
    async with desk.call(visitor) as call:
        await throttles.forgive(call, desk.tallies(attempts))
        if renewed is not None:
            await people.set_password(call, account.id, renewed)
    return account.id


async def sign_in(desk: Desk, visitor: Caller, attempt: Attempt) -> SignedIn:
    """Start a session for whoever knows the password. Raises `WrongCredentials`, `TooManyAttempts`, `NoTenant`."""
    user_id = await prove(desk, visitor, attempt.email, attempt.password)
    async with desk.call(visitor) as call:
        standings = await desk.standings.all_of(call, user_id)
        last = await sessions.last_tenant(call, user_id)
        return await _started(desk, call, user_id, rules.chosen(standings, attempt, last=last), standings)


async def start_session(desk: Desk, call: Call, user_id: UUID, tenant_id: UUID) -> SignedIn:
    """Start a session without a password: for somebody who has just proven themselves otherwise."""
    async with call.identifying():
        standings = await desk.standings.all_of(call, user_id)
        standing = rules.choose(standings, tenant_id=tenant_id)
        return await _started(desk, call, user_id, standing, standings)


async def refresh(desk: Desk, visitor: Caller, token: str) -> SignedIn:
    """Exchange a refresh token for new tokens; a late second use ends the session and tells its person (A-14)."""
    async with desk.call(visitor) as call:
        held = await sessions.held_for_update(call, opaque.fingerprint(token))
        outcome = rules.renewal(held, at=call.now, retry_seconds=desk.settings.refresh_retry_seconds)
        if held is None or outcome is Renewal.REFUSED:
            raise rules.SessionEnded()
        if outcome is not Renewal.REUSED:
            return await _renewed(desk, call, held, token, outcome)
        await sessions.revoke(call, held.user_id, held.session_id, "refresh token reused")
    desk.forget(session_id=held.session_id)
    desk.notify(held.email, written(letters.REUSE, held.locale, name=held.name))
    raise rules.SessionEnded()


async def switch_tenant(desk: Desk, call: Call, tenant_id: UUID | None, tenant_slug: str | None) -> SignedIn:
    """Go on working in another tenant of yours, in the same session."""
    user_id, session_id = _here(call)
    async with call.identifying():
        standings = await desk.standings.all_of(call, user_id)
        standing = rules.choose(standings, tenant_id=tenant_id, tenant_slug=tenant_slug)
        await sessions.seen(call, session_id, standing.tenant_id, expires_at=_ends(desk, call))
    return _answer(desk, call, standing, standings, user_id=user_id, session_id=session_id, refresh_token=None)


async def list_sessions(call: Call, page: PageRequest) -> Page[Session]:
    """The places where you are signed in, newest first."""
    before = UUID(page.position[0]) if page.position else None
    found = await sessions.live(call, rules.must_be_person(call.user_id), before=before, limit=page.limit)
    return page.page(found, key=lambda session: [str(session.id)])


async def end_session(desk: Desk, call: Call, session_id: UUID) -> None:
    """End one of your sessions. Raises `NotFound` when it is not yours or has ended."""
    if not await sessions.revoke(call, rules.must_be_person(call.user_id), session_id, "ended by its person"):
        raise NotFound()
    desk.forget(session_id=session_id)


async def sign_out(desk: Desk, call: Call) -> None:
    """End the session that this request came in."""
    user_id, session_id = _here(call)
    await sessions.revoke(call, user_id, session_id, "signed out")
    desk.forget(session_id=session_id)


async def sign_out_everywhere(desk: Desk, call: Call) -> None:
    """End all your sessions, this one too."""
    user_id = rules.must_be_person(call.user_id)
    await sessions.revoke_all(call, user_id, "signed out everywhere")
    desk.forget(user_id=user_id)


async def mint(desk: Desk, user_id: UUID, tenant_id: UUID) -> str:
    """An access token of a session of its own that ends with it, for the operator's command line."""
    caller = Caller(user_id=user_id, realm="identity", via="cli")
    async with desk.call(caller) as call:
        standings = await desk.standings.all_of(call, user_id)
        standing = rules.choose(standings, tenant_id=tenant_id)
        session_id = call.new_id()
        ends_at = call.now + desk.signer.lifetime
        await sessions.add(call, session_id, user_id, tenant_id, device="command line", expires_at=ends_at)
        return _access_token(desk, call, user_id, session_id, standing)


async def _started(
    desk: Desk, call: Call, user_id: UUID, standing: Standing, standings: Sequence[Standing]
) -> SignedIn:
    session_id, token, ends_at = call.new_id(), opaque.refresh_token(), _ends(desk, call)
    device = call.caller.device
    await sessions.add(call, session_id, user_id, standing.tenant_id, device=device, expires_at=ends_at)
    await sessions.add_token(call, session_id, opaque.fingerprint(token), expires_at=ends_at)
    return _answer(desk, call, standing, standings, user_id=user_id, session_id=session_id, refresh_token=token)


async def _renewed(desk: Desk, call: Call, held: Held, token: str, outcome: Renewal) -> SignedIn:
    successor, ends_at = opaque.successor(desk.secret, token), _ends(desk, call)
    if outcome is Renewal.ROTATED:
        await sessions.use(call, held.id)
        await sessions.add_token(call, held.session_id, opaque.fingerprint(successor), expires_at=ends_at)
    standings = await desk.standings.all_of(call, held.user_id)
    standing = rules.choose(standings, tenant_id=held.tenant_id)
    await sessions.seen(call, held.session_id, standing.tenant_id, expires_at=ends_at)
    return _answer(
        desk,
        call,
        standing,
        standings,
        user_id=held.user_id,
        session_id=held.session_id,
        refresh_token=successor,
    )


def _answer(
    desk: Desk,
    call: Call,
    standing: Standing,
    standings: Sequence[Standing],
    *,
    user_id: UUID,
    session_id: UUID,
    refresh_token: str | None,
) -> SignedIn:
    return SignedIn(
        access_token=_access_token(desk, call, user_id, session_id, standing),
        expires_in=int(desk.signer.lifetime.total_seconds()),
        refresh_token=refresh_token,
        tenant=choice(standing),
        tenants=[choice(each) for each in standings if each.active],
    )


def _access_token(desk: Desk, call: Call, user_id: UUID, session_id: UUID, standing: Standing) -> str:
    grant = Grant(
        sub=user_id,
        tenant_id=standing.tenant_id,
        role=standing.role,
        permissions=sorted(standing.permissions),
        site_scope=None if standing.site_scope is None else sorted(standing.site_scope),
        sid=session_id,
    )
    return desk.signer.sign(grant, at=call.now, token_id=call.new_id())


def choice(standing: Standing) -> TenantChoice:
    """A standing as one of the tenants to choose from."""
    return TenantChoice(
        id=standing.tenant_id,
        slug=standing.tenant_slug,
        name=standing.tenant_name,
        edition=standing.edition,
        role=standing.role,
    )


def _here(call: Call) -> tuple[UUID, UUID]:
    return rules.must_be_person(call.user_id), rules.must_be_session(call.caller.session_id)


def _ends(desk: Desk, call: Call) -> datetime:
    return call.now + timedelta(days=desk.settings.refresh_token_days)
