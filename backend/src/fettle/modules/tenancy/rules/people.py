"""Who may be let in, moved and removed."""

from collections.abc import Collection, Iterable, Sequence
from uuid import UUID

from fettle.kit.refusals import Conflict, Fault, Forbidden, Invalid, Kind, Refusal, Unavailable
from fettle.modules.tenancy.records.people import Invitation, InvitationStatus, Membership

GOVERNS = frozenset({"tenant:write", "people:write", "roles:write"})
"""Whoever holds all of these at every site can run the tenant; at least one such person must remain."""


class LastAdministrator(Conflict):
    """Somebody who can manage people and roles must remain; let another person do so first."""


class BeyondYourSites(Forbidden):
    """This person works at sites that you are not responsible for."""


class InvitationClosed(Refusal):
    """This invitation was used, taken back or has expired; ask for a new one."""

    kind = Kind.GONE


class InvitationNotOpen(Conflict):
    """This invitation was already used or taken back."""


class AlreadyInvited(Conflict):
    """There is an open invitation for this address; send that one again."""


class MailNotSent(Unavailable):
    """The invitation could not be mailed, so nothing was kept; try again shortly."""


class AlreadyMember(Conflict):
    """This person already belongs to the tenant."""


def governs(permissions: Iterable[str], *, every_site: bool) -> bool:
    """Whether somebody with these permissions can run the tenant."""
    return every_site and set(permissions) >= GOVERNS


def somebody_governs(others: int, *, before: bool, after: bool) -> None:
    """Raise `LastAdministrator` when one of those who run the tenant stops doing so and no `others` remain."""
    if before and not after and others == 0:
        raise LastAdministrator()


def sites_within(scope: Collection[UUID] | None, site_ids: Sequence[UUID] | None) -> None:
    """Raise `Invalid` when somebody limited to `scope` would let another person into sites outside of it."""
    if scope is None:
        return
    if site_ids is None:
        raise Invalid.at("/siteIds", "required", "name the sites, because you are limited to some yourself")
    sites_known(site_ids, scope)


def sites_known(site_ids: Sequence[UUID] | None, known: Collection[UUID]) -> None:
    """Raise `Invalid` naming the position of every site that is not `known`."""
    faults = [
        Fault(f"/siteIds/{position}", "unknown", "no such record")
        for position, site_id in enumerate(site_ids or ())
        if site_id not in known
    ]
    if faults:
        raise Invalid("Some sites do not exist.", faults=faults)


def within_reach(scope: Collection[UUID] | None, person: Membership) -> None:
    """Raise `BeyondYourSites` when `person` works where somebody limited to `scope` does not."""
    if scope is not None and (person.every_site or not set(person.site_ids) <= set(scope)):
        raise BeyondYourSites()


def acceptable(invitation: Invitation | None, *, tenant_open: bool) -> Invitation:
    """The invitation, when it can be accepted. Raises `InvitationClosed` without saying why it cannot."""
    if invitation is None or invitation.status is not InvitationStatus.OPEN or not tenant_open:
        raise InvitationClosed()
    return invitation


def still_open(invitation: Invitation) -> None:
    """Raise `InvitationNotOpen` for an invitation that was used or revoked; an expired one can be sent again."""
    if invitation.status in (InvitationStatus.ACCEPTED, InvitationStatus.REVOKED):
        raise InvitationNotOpen()
