"""The gate: turns a bearer token into the caller it stands for, with the standing that holds in the database now."""

from collections.abc import Awaitable, Callable
from uuid import UUID

import msgspec
import structlog

from fettle.config import Settings
from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.modules.identity import rules
from fettle.modules.identity.actions import outsiders, sessions, tickets
from fettle.modules.identity.actions.machines import FAILURE
from fettle.modules.identity.actions.standing import rights_of, standing_of
from fettle.modules.identity.credentials import opaque
from fettle.modules.identity.credentials.issuers import Issuers
from fettle.modules.identity.credentials.verification import Verified, Verifier
from fettle.modules.identity.desk import Desk, Post, Remembered, Standings
from fettle.modules.identity.records import Grant, Machine, Seated, SignedIn, Standing, Ticket
from fettle.modules.identity.store import machines

READER = Caller(realm="identity", via="gate")


class Gate(Desk):
    """Who may enter: people by our own access tokens or an outside provider's, machines by keys and client tokens."""

    def __init__(self, door: Door, settings: Settings, standings: Standings, mailer: Post) -> None:
        """Read or make the signing key. Nothing is fetched before the first outside token comes."""
        super().__init__(door, settings, standings, mailer)
        self._issuers = Issuers(settings.oidc_issuers)
        self._verifier = Verifier(self.signer, self._issuers)
        self._outside: Remembered[tuple[str, ...], Seated] = Remembered(settings.standing_seconds)

    async def authenticate(self, token: str, *, ip: str | None, device: str | None) -> Caller:
        """The caller that `token` stands for.

        Raises `Unauthenticated` for a bad token, `Forbidden` for a good one whose holder may not enter.
        """
        if token.startswith(opaque.API_KEY):
            caller = await self._machine(lambda call: machines.by_secret(call, opaque.fingerprint(token)), ip, None)
        else:
            verified = await self._verifier.verify(token, at=self.door.clock())
            caller = await self._outsider(verified) if verified.issuer else await self._ours(verified, ip)
        return msgspec.structs.replace(caller, ip=ip, device=device)

    def ticket(self, call: Call) -> Ticket:
        """A ticket for the person who calls. Raises `PeopleOnly` for machines."""
        return tickets.issue(self, call.caller, at=call.now)

    async def admit(self, ticket: str, *, ip: str | None, device: str | None) -> Caller:
        """The caller that `ticket` stands for, this once. Raises as `authenticate` does."""
        admission = await tickets.take(self, ticket)
        caller = Caller(tenant_id=admission.tenant_id, user_id=admission.user_id, session_id=admission.session_id)
        return await self.present(msgspec.structs.replace(caller, via=admission.via, ip=ip, device=device))

    async def present(self, caller: Caller) -> Caller:
        """A person who came before, with the standing that they have now. Raises as `authenticate` does."""
        assert caller.user_id is not None
        assert caller.tenant_id is not None
        standing = await standing_of(self, caller.user_id, caller.tenant_id, caller.session_id)
        person = _person(caller.user_id, standing, via=caller.via, session_id=caller.session_id)
        return msgspec.structs.replace(person, ip=caller.ip, device=caller.device)

    async def mint(self, user_id: UUID, tenant_id: UUID) -> str:
        """A short-lived access token for a member of a tenant, for the operator's command line."""
        return await sessions.mint(self, user_id, tenant_id)

    async def prove(self, visitor: Caller, email: str, password: str) -> UUID:
        """The person with this address, shown to know their password: for accepting an invitation."""
        return await sessions.prove(self, visitor, email, password)

    async def start_session(self, call: Call, user_id: UUID, tenant_id: UUID) -> SignedIn:
        """The same answer as signing in, for somebody who has just accepted an invitation in `call`."""
        return await sessions.start_session(self, call, user_id, tenant_id)

    async def close(self) -> None:
        """Wait for mail that is still on its way and let go of connections."""
        await super().close()
        await self._issuers.close()

    async def _ours(self, verified: Verified, ip: str | None) -> Caller:
        try:
            grant = msgspec.convert(dict(verified.claims), Grant)
        except msgspec.ValidationError:
            raise rules.BadToken() from None
        structlog.contextvars.bind_contextvars(tenant=str(grant.tenant_id), user=str(grant.sub))
        if grant.client_id is not None:
            scopes = frozenset(grant.permissions)
            return await self._machine(lambda call: machines.by_id(call, grant.tenant_id, grant.sub), ip, scopes)
        if grant.sid is None:
            raise rules.BadToken()
        standing = await standing_of(self, grant.sub, grant.tenant_id, grant.sid)
        caller = _person(grant.sub, standing, via="session", session_id=grant.sid)
        return msgspec.structs.replace(caller, lost=frozenset(grant.permissions) - standing.permissions)

    async def _outsider(self, verified: Verified) -> Caller:
        issuer, claims = verified.issuer, verified.claims
        assert issuer is not None
        seat = (issuer.issuer, str(claims["sub"]), str(claims.get(issuer.tenant_claim)))
        seated = self._outside.get(seat)
        if seated is None:
            seated = await outsiders.seated(self, issuer, claims)
            self._outside.keep(seat, seated)
        return _person(seated.user_id, seated.standing, via="oidc", session_id=None)

    async def _machine(
        self, find: Callable[[Call], Awaitable[Machine | None]], ip: str | None, scopes: frozenset[str] | None
    ) -> Caller:
        """A machine by its key, which is looked up every time so that revoking it acts at once (A-15)."""
        async with self.call(READER, read_only=True) as call:
            machine, now = await find(call), call.now
        if machine is None or not rules.is_live(machine, at=now):
            await self.count(READER, {FAILURE: rules.place(ip)})
            raise rules.BadToken()
        structlog.contextvars.bind_contextvars(tenant=str(machine.tenant_id), user=str(machine.created_by))
        permissions, site_scope = await rights_of(self, machine)
        given = machine.permissions if scopes is None else scopes
        if rules.is_due(machine.last_used_at, at=now):
            async with self.call(READER) as call:
                await machines.used(call, machine.tenant_id, machine.id)
        return Caller(
            tenant_id=machine.tenant_id,
            session_id=machine.id,
            role=machine.kind,
            permissions=permissions & given,
            lost=given - permissions,
            site_scope=site_scope,
            via=machine.kind,
        )


def _person(user_id: UUID, standing: Standing, *, via: str, session_id: UUID | None) -> Caller:
    return Caller(
        tenant_id=standing.tenant_id,
        user_id=user_id,
        staff_id=standing.staff_id,
        session_id=session_id,
        role=standing.role,
        permissions=standing.permissions,
        site_scope=standing.site_scope,
        via=via,
    )
