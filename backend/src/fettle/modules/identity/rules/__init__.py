"""Decisions of identity: what a refresh token buys, who may enter where, what a key may do; `passwords` beside it."""

from collections.abc import Iterable, Sequence, Set
from datetime import datetime, timedelta
from ipaddress import ip_address, ip_network
from types import MappingProxyType
from uuid import UUID

from fettle.kit.refusals import Fault, Forbidden, Invalid, Stale, TooMany, Unauthenticated
from fettle.modules.identity.records import Account, Attempt, Held, Machine, NewMachineKey, Presence, Renewal, Standing
from fettle.modules.identity.rules.passwords import WeakPassword as WeakPassword
from fettle.modules.identity.rules.passwords import check_password as check_password

MINUTE = timedelta(minutes=1)
USUAL_PORTS = MappingProxyType({"http": ":80", "https": ":443"})


class WrongCredentials(Unauthenticated):
    """E-mail address and password do not match."""


class SessionEnded(Unauthenticated):
    """This session has ended; sign in again."""


class BadToken(Unauthenticated):
    """The token is not valid."""


class BadClient(Unauthenticated):
    """The client is unknown or its secret is wrong."""


class ForeignPage(Forbidden):
    """Only this installation's own pages may use the session that a browser keeps for it."""


class NoTenant(Forbidden):
    """You do not belong to this tenant."""


class TenantClosed(Forbidden):
    """This tenant is suspended, or your membership in it."""


class PeopleOnly(Forbidden):
    """Only people can do this, not keys."""


class NotLinked(Forbidden):
    """Somebody here has this e-mail address already, and your provider does not vouch that it is yours."""


class NoAddress(Forbidden):
    """Your provider's token names no e-mail address, so there is nobody to be."""


class TooManyAttempts(TooMany):
    """Too many attempts; wait a minute."""


class ResetExpired(Invalid):
    """This reset link was used or has expired; ask for a new one."""


class BeyondYourRights(Invalid):
    """A key can do no more than whoever makes it."""


class UnsupportedGrant(Invalid):
    """Only the grant client_credentials is supported here."""


class ScopeNotHeld(Invalid):
    """The client does not hold this scope."""


def normal_email(given: str) -> str:
    """`given` as addresses are stored and compared."""
    return given.strip().lower()


def place(ip: str | None) -> str:
    """Where attempts from `ip` are counted: the address, or the whole /64 that one IPv6 customer has to choose from."""
    try:
        address = ip_address(ip or "")
    except ValueError:
        return ip or ""
    return str(ip_network(f"{address}/64", strict=False)) if address.version == 6 else str(address)


def claimed_email(claim: object) -> str:
    """The address in a provider's claim, normalised. Raises `NoAddress`."""
    if not isinstance(claim, str) or "@" not in claim:
        raise NoAddress()
    return normal_email(claim)


def renewal(held: Held | None, *, at: datetime, retry_seconds: int) -> Renewal:
    """What `held` buys: a retry soon after its use gets the same successor again, a later one betrays a thief."""
    if held is None or held.revoked_at or held.disabled_at or min(held.expires_at, held.session_expires_at) <= at:
        return Renewal.REFUSED
    if held.used_at is None:
        return Renewal.ROTATED
    return Renewal.REPEATED if at - held.used_at <= timedelta(seconds=retry_seconds) else Renewal.REUSED


def must_be_present(presence: Presence | None, *, at: datetime) -> None:
    """Raise `SessionEnded` unless the session is alive and its person not disabled."""
    if presence is None or presence.revoked_at or presence.disabled_at or presence.expires_at <= at:
        raise SessionEnded()


def must_be_person(user_id: UUID | None) -> UUID:
    """`user_id`, or `PeopleOnly` for machines."""
    if user_id is None:
        raise PeopleOnly()
    return user_id


def origin_of(url: str) -> str:
    """The origin of an address as browsers write it: scheme, host, and the port unless it is the usual one."""
    scheme, _, rest = url.lower().partition("://")
    host = rest.partition("/")[0]
    return f"{scheme}://{host.removesuffix(USUAL_PORTS.get(scheme, ''))}"


def must_be_own_page(fetch_site: str | None, origin: str | None, own: Set[str]) -> None:
    """Raise `ForeignPage` unless the browser itself says that one of our own pages asks (A-17).

    No page can set these headers. Old browsers, and new ones without TLS, send `Origin` alone; a page that hides where
    it comes from sends `null`.
    """
    said = fetch_site == "same-origin" if fetch_site is not None else origin is not None and origin.lower() in own
    if not said or origin == "null":
        raise ForeignPage()


def must_be_session(session_id: UUID | None) -> UUID:
    """`session_id`, or `PeopleOnly` for people whom another provider signs in and out."""
    if session_id is None:
        raise PeopleOnly("Your identity provider signs you in and out.")
    return session_id


def must_not_be_machine(via: str) -> None:
    """Raise `PeopleOnly` for a key that would make keys: they would outlive whoever answers for it."""
    if via in ("api_key", "client"):
        raise PeopleOnly()


def must_be_enabled(account: Account | None) -> None:
    """Raise `NoTenant` when whoever made a key is gone or disabled."""
    if account is None or account.disabled_at:
        raise NoTenant("Whoever made this key is no longer here.")


def must_be_open(standing: Standing | None) -> Standing:
    """`standing`, or `NoTenant` without one (A-10), or `TenantClosed` when tenant or membership is suspended."""
    if standing is None:
        raise NoTenant()
    if not standing.active:
        raise TenantClosed()
    return standing


def choose(
    standings: Sequence[Standing], *, tenant_id: UUID | None, tenant_slug: str | None = None, last: UUID | None = None
) -> Standing:
    """The standing in the named tenant, else in the last one used, else the first open one."""
    if tenant_id is not None or tenant_slug is not None:
        named = (s for s in standings if tenant_id in (None, s.tenant_id) and tenant_slug in (None, s.tenant_slug))
        return must_be_open(next(named, None))
    ranked = sorted(standings, key=lambda s: (not s.active, s.tenant_id != last))
    return must_be_open(ranked[0] if ranked else None)


def chosen(standings: Sequence[Standing], attempt: Attempt, *, last: UUID | None) -> Standing:
    """`choose` for an attempt to sign in."""
    return choose(standings, tenant_id=attempt.tenant_id, tenant_slug=attempt.tenant_slug, last=last)


def check_attempts(attempts: Iterable[tuple[int, datetime]], *, limit: int, at: datetime) -> None:
    """Raise `TooManyAttempts` when any count passed `limit`; `attempts` are counts with the end of their minute."""
    ends = [end for count, end in attempts if count > limit]
    if ends:
        raise TooManyAttempts(retry_after=max(1, int((max(ends) - at).total_seconds() + 0.999)))


def check_new_key(
    wanted: NewMachineKey, *, permissions: frozenset[str], site_scope: frozenset[UUID] | None, at: datetime
) -> None:
    """Raise `BeyondYourRights` for a permission or site that its maker lacks, `Invalid` for a bygone expiry."""
    faults = [
        Fault(f"/permissions/{position}", "beyond_your_rights", f"{code} is not among your permissions")
        for position, code in enumerate(wanted.permissions)
        if code not in permissions and "*" not in permissions
    ]
    if site_scope is not None and not (wanted.site_scope and set(wanted.site_scope) <= site_scope):
        faults.append(Fault("/siteScope", "beyond_your_rights", "must name sites that you can see"))
    if faults:
        raise BeyondYourRights(faults=faults)
    if wanted.expires_at is not None and wanted.expires_at <= at:
        raise Invalid.at("/expiresAt", "past", "must lie in the future")


def is_live(machine: Machine | None, *, at: datetime) -> bool:
    """Whether a key exists, is not revoked and has not expired."""
    return machine is not None and not machine.revoked_at and (machine.expires_at is None or machine.expires_at > at)


def narrowed(machine: Machine, maker: Standing | None) -> tuple[frozenset[str], frozenset[UUID] | None]:
    """The permissions and sites of a key now: its own, as far as its maker (None: the product) has them."""
    if maker is None:
        return machine.permissions, machine.site_scope
    permissions = machine.permissions if "*" in maker.permissions else machine.permissions & maker.permissions
    if machine.site_scope is None or maker.site_scope is None:
        return permissions, maker.site_scope if machine.site_scope is None else machine.site_scope
    return permissions, machine.site_scope & maker.site_scope


def is_due(last: datetime | None, *, at: datetime) -> bool:
    """Whether "last used" is older than a minute and worth writing again."""
    return last is None or at - last >= MINUTE


def check_grant_type(grant_type: str) -> None:
    """Raise `UnsupportedGrant` for any other than client credentials."""
    if grant_type != "client_credentials":
        raise UnsupportedGrant(faults=[Fault("/grant_type", "unsupported", "must be client_credentials")])


def scopes(asked: str | None, held: frozenset[str]) -> list[str]:
    """The permissions that a client's token gets: those asked for, else all. Raises `ScopeNotHeld`."""
    wanted = frozenset((asked or "").split()) or held
    if not wanted <= held:
        missing = ", ".join(sorted(wanted - held))
        raise ScopeNotHeld(f"The client does not hold: {missing}.", faults=[Fault("/scope", "not_held", missing)])
    return sorted(wanted)


def must_be_current(version: int, expected: int) -> None:
    """Raise `Stale` when a record is not the one that the change is based on."""
    if version != expected:
        raise Stale()
