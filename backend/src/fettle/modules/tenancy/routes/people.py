"""People, invitations, permissions, rates."""

from functools import partial
from typing import Annotated, Any
from uuid import UUID

from litestar import Request
from litestar.datastructures import State
from litestar.di import Provide
from litestar.params import Parameter

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists, Unauthenticated
from fettle.modules.identity import public as identity
from fettle.modules.tenancy.actions import invitations, people, roles, staff
from fettle.modules.tenancy.actions.invitations import NewInvitation, Post
from fettle.modules.tenancy.records.people import Invitation, InvitationStatus, Membership, Permission
from fettle.modules.tenancy.records.staff import Rate
from fettle.modules.tenancy.routes.kinds import Deleted, Search
from fettle.modules.tenancy.rules import people as rules
from fettle.modules.tenancy.rules.permissions import GrantsTooMuch, RoleGone
from fettle.modules.tenancy.wire.people import AcceptBody, InvitationBody, PersonPatch, RateBody
from fettle.web.calls import admitted
from fettle.web.verbs import delete, get, patch, post

GUARDED = (rules.LastAdministrator, rules.BeyondYourSites, GrantsTooMuch, RoleGone)


async def post_of(state: State) -> Post:
    """How mail leaves this installation."""
    return Post(state.mailer, state.settings.base_url)


POST = {"outbox": Provide(post_of)}
VISITOR = {"visitor": Provide(admitted, sync_to_thread=False)}


@get("/people", may="people:read")
async def list_people(
    call: Call,
    page: PageRequest,
    role: Annotated[list[str] | None, Parameter(description="Codes of roles; repeat for several.")] = None,
    q: Search = None,
    deleted: Deleted = False,
) -> Page[Membership]:
    """List the people of the tenant by name, with role, sites and staff record."""
    return await people.page(call, page, roles=role, q=q, deleted=deleted)


@get("/people/{membership_id:uuid}", may="people:read")
async def get_person(call: Call, membership_id: UUID) -> Membership:
    """One person of the tenant."""
    return await people.find(call, membership_id)


@patch("/people/{membership_id:uuid}", may="people:write", refuses=GUARDED)
async def update_person(call: Call, membership_id: UUID, data: PersonPatch, version: int) -> Membership:
    """Give somebody another role or other sites.

    Nobody gives away permissions that they do not have themselves, and somebody who can run the tenant must remain.
    """
    return await people.change(call, membership_id, data.given(), version)


@delete("/people/{membership_id:uuid}", may="people:write", refuses=GUARDED)
async def remove_person(call: Call, membership_id: UUID, version: int) -> None:
    """Take somebody out of the tenant; what they did stays theirs, and they can be let in again."""
    await people.remove(call, membership_id, version)


@post("/people/{membership_id:uuid}/restore", may="people:write", refuses=GUARDED, status_code=200)
async def restore_person(call: Call, membership_id: UUID) -> Membership:
    """Let somebody who was taken out in again, with the role and sites they had."""
    return await people.restore(call, membership_id)


@get("/invitations", may="people:read")
async def list_invitations(
    call: Call, page: PageRequest, status: list[InvitationStatus] | None = None, q: Search = None
) -> Page[Invitation]:
    """List invitations, newest first."""
    return await invitations.page(call, page, statuses=status, q=q)


@post(
    "/invitations",
    may="people:write",
    refuses=(rules.AlreadyMember, rules.AlreadyInvited, rules.MailNotSent, GrantsTooMuch),
    dependencies=POST,
)
async def create_invitation(call: Call, data: InvitationBody, outbox: Post) -> Invitation:
    """Invite somebody by mail, with a role and optionally limited to some sites."""
    return await invitations.invite(call, NewInvitation(**dict(data)), outbox)


@delete("/invitations/{invitation_id:uuid}", may="people:write", refuses=(rules.InvitationNotOpen,))
async def revoke_invitation(call: Call, invitation_id: UUID, version: int) -> None:
    """Take an invitation back; its link stops working."""
    await invitations.revoke(call, invitation_id, version)


@post(
    "/invitations/{invitation_id:uuid}/resend",
    may="people:write",
    refuses=(rules.InvitationNotOpen, rules.MailNotSent, GrantsTooMuch),
    status_code=200,
    dependencies=POST,
)
async def resend_invitation(call: Call, invitation_id: UUID, outbox: Post) -> Invitation:
    """Send an invitation again, with a new link; the old one stops working."""
    return await invitations.resend(call, invitation_id, outbox)


@post(
    "/invitations/accept",
    may=None,
    refuses=(rules.InvitationClosed, Unauthenticated, identity.WeakPassword, identity.ForeignPage),
    status_code=200,
    opt={"limit": "sign_in"},
    dependencies=VISITOR,
)
async def accept_invitation(
    request: Request[Any, Any, Any], data: AcceptBody, state: State, visitor: Caller
) -> identity.SignedIn:
    """Accept an invitation and be signed in.

    New people choose a name and a password; somebody who has an account already proves it with their password. `keep`
    says, as at `POST /v1/auth/sign-in`, where the refresh token goes.
    """
    accept = partial(invitations.accept, state.identity, visitor, data.token, data.name, data.password)
    return await identity.signed_in(request, data.keep, accept)


@get("/permissions", may="people:read")
async def list_permissions(call: Call, state: State) -> list[Permission]:
    """Every permission code that a role can hold, with what it allows."""
    return await roles.codes(call, state.permissions)


@get("/staff/{staff_id:uuid}/rates", may="costs:read")
async def list_rates(call: Call, page: PageRequest, staff_id: UUID) -> Page[Rate]:
    """What an hour of somebody costs and cost, newest first."""
    return await staff.rates(call, staff_id, page)


@post("/staff/{staff_id:uuid}/rates", may="staff:write", refuses=(AlreadyExists,))
async def create_rate(call: Call, staff_id: UUID, data: RateBody) -> Rate:
    """State what an hour of somebody costs from a day on; needs `costs:read` too. Rates are never changed."""
    return await staff.add_rate(call, staff_id, data.valid_from, data.hourly_rate)


ROUTES = [
    list_people,
    get_person,
    update_person,
    remove_person,
    restore_person,
    list_invitations,
    create_invitation,
    revoke_invitation,
    resend_invitation,
    accept_invitation,
    list_permissions,
    list_rates,
    create_rate,
]
