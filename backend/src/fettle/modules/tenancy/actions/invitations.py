"""Inviting people by mail, and accepting."""

import hashlib
import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Protocol
from uuid import UUID

import msgspec
import structlog

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.changes import Change
from fettle.kit.letters import written
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Invalid
from fettle.modules.identity import public as identity
from fettle.modules.tenancy.actions import people as people_actions
from fettle.modules.tenancy.records.people import Invitation, InvitationStatus, Role
from fettle.modules.tenancy.rules import letters, people, versions
from fettle.modules.tenancy.store import invitations as store
from fettle.modules.tenancy.store import people as people_store
from fettle.modules.tenancy.store import tenants as tenant_store

log = structlog.get_logger("fettle.tenancy")


class Mailer(Protocol):
    """Who takes mail."""

    async def send(self, to: str, subject: str, text: str, html: str | None = None) -> None:
        """Send one mail."""
        ...


class Post(msgspec.Struct, frozen=True):
    """How an invitation reaches people: who takes the mail, and where this installation is found."""

    mailer: Mailer
    base_url: str


class NewInvitation(msgspec.Struct, frozen=True, kw_only=True):
    """Whom to invite, with which role, to which sites (None: every site)."""

    email: str
    role: str
    name: str | None = None
    site_ids: Sequence[UUID] | None = None


async def page(
    call: Call, asked: PageRequest, *, statuses: Sequence[InvitationStatus] | None = None, q: str | None = None
) -> Page[Invitation]:
    """The invitations of the tenant, newest first."""
    call.must("people:read")
    wanted = None if statuses is None else [status.value for status in statuses]
    rows = await store.page(call, asked, statuses=wanted, q=q)
    return asked.page(rows, key=lambda invitation: (invitation.created_at, invitation.id))


async def invite(call: Call, given: NewInvitation, post: Post) -> Invitation:
    """Invite somebody by mail."""
    call.must("people:write")
    invitation, _link = await _invited(call, given, post)
    return invitation


async def invite_by_role(call: Call, email: str, role: str, *, mailer: Mailer, base_url: str) -> str:
    """Invite somebody from the command line; the link, to be handed over where mail is not set up."""
    call.must("people:write")
    given = NewInvitation(email=identity.normal_email(email), role=role)
    return (await _invited(call, given, Post(mailer, base_url)))[1]


async def resend(call: Call, invitation_id: UUID, post: Post) -> Invitation:
    """Send an invitation again, with a new link and a new end; the old link stops working."""
    call.must("people:write")
    old = await store.get(call, invitation_id)
    people.still_open(old)
    people.sites_within(call.caller.site_scope, old.site_ids)
    await people_actions.role_to_grant(call, old.role)
    token, expires_at = secrets.token_urlsafe(32), await _expiry(call)
    new = msgspec.structs.replace(old, expires_at=expires_at, status=InvitationStatus.OPEN, version=old.version + 1)
    change = Change("invitation.resent", old.id, {"expires_at": expires_at}, {"expires_at": old.expires_at})
    await store.save(call, new, change, token_hash=_hash(token))
    await _mail(call, new, token, post)
    return new


async def revoke(call: Call, invitation_id: UUID, version: int) -> None:
    """Take an invitation back; its link stops working."""
    call.must("people:write")
    old = await store.get(call, invitation_id)
    versions.expect(old.version, version)
    people.still_open(old)
    people.sites_within(call.caller.site_scope, old.site_ids)
    new = msgspec.structs.replace(old, revoked_at=call.now)
    await store.save(call, new, Change("invitation.revoked", old.id, {"revoked_at": call.now}, {"revoked_at": None}))


async def accept(
    gate: identity.Gate, visitor: Caller, token: str, name: str | None, password: str
) -> identity.SignedIn:
    """Join the tenant that an invitation leads to, and be signed in there.

    New people choose a name and a password; somebody who has an account already proves it with their password, before
    the invitation is opened: nobody holds one connection while waiting for another.
    """
    async with gate.call(visitor, read_only=True) as call:
        invitation = await _opened(call, token, locked=False)
        known = await identity.find_user(call, invitation.email)
    proven = None if known is None else await gate.prove(visitor, invitation.email, password)
    async with gate.call(visitor) as call:
        invitation = await _opened(call, token, locked=True)
        user_id = proven or await _new_user(call, invitation, name, password)
        return await _joined(call, gate, invitation, user_id)


async def _opened(call: Call, token: str, *, locked: bool) -> Invitation:
    """The invitation that a link leads to, with the call gone into its tenant."""
    doorway = await store.tenant_of(call, _hash(token))
    if doorway is None:
        raise people.InvitationClosed()
    await call.enter(doorway.id)
    return people.acceptable(await store.by_token(call, _hash(token), locked=locked), tenant_open=doorway.open)


async def _joined(call: Call, gate: identity.Gate, invitation: Invitation, user_id: UUID) -> identity.SignedIn:
    await call.enter(call.tenant_id, user_id)
    member = await people_store.of_user(call, user_id)
    if member is None or member.deleted_at is not None:
        await people_actions.join(call, user_id, await _role(call, invitation), invitation.site_ids)
    accepted = msgspec.structs.replace(invitation, accepted_at=call.now)
    change = Change("invitation.accepted", invitation.id, {"accepted_at": call.now}, {"accepted_at": None})
    await store.save(call, accepted, change)
    return await gate.start_session(call, user_id, call.tenant_id)


async def _new_user(call: Call, invitation: Invitation, name: str | None, password: str) -> UUID:
    chosen = name or invitation.name
    if chosen is None:
        raise Invalid.at("/name", "required", "say how you are called")
    locale = (await tenant_store.get(call)).locale
    new = identity.NewUser(email=invitation.email, name=chosen, password=password, locale=locale)
    return (await identity.create_user(call, new)).id


async def _role(call: Call, invitation: Invitation) -> Role:
    role = await people_store.role_by_code(call, invitation.role)
    if role is None or role.id != invitation.role_id:
        raise people.InvitationClosed()
    return role


async def _invited(call: Call, given: NewInvitation, post: Post) -> tuple[Invitation, str]:
    role = await people_actions.role_to_grant(call, given.role)
    await people_actions.sites_to_grant(call, given.site_ids)
    if await store.is_member(call, given.email):
        raise people.AlreadyMember()
    if await store.open_for(call, given.email) is not None:
        raise people.AlreadyInvited()
    invitation = Invitation(
        id=call.new_id(),
        email=given.email,
        name=given.name,
        role=role.code,
        role_id=role.id,
        site_ids=None if given.site_ids is None else list(given.site_ids),
        status=InvitationStatus.OPEN,
        expires_at=await _expiry(call),
        accepted_at=None,
        revoked_at=None,
        created_at=call.now,
        created_by=call.user_id,
        version=1,
    )
    token = secrets.token_urlsafe(32)
    await store.add(call, invitation, _hash(token))
    return invitation, await _mail(call, invitation, token, post)


async def _expiry(call: Call) -> datetime:
    settings = (await tenant_store.get(call)).settings
    return call.now + timedelta(days=settings.invitation_days)


async def _mail(call: Call, invitation: Invitation, token: str, post: Post) -> str:
    tenant = await tenant_store.get(call)
    known = await identity.find_user(call, invitation.email)
    link = f"{post.base_url}/invitation#token={token}"
    letter = written(
        letters.INVITATION,
        known.locale if known else tenant.locale,
        link=link,
        name=f" {invitation.name}" if invitation.name else "",
        tenant=tenant.name,
        until=f"{invitation.expires_at:%Y-%m-%d %H:%M} UTC",
    )
    try:
        await post.mailer.send(invitation.email, letter.subject, letter.text, letter.html)
    except Exception as error:
        log.error("invitation not mailed", exc_info=error)
        raise people.MailNotSent(retry_after=30) from error
    return link


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
