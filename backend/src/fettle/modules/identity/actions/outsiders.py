"""People whom an outside provider signs in: recognised, or taken in at their first visit."""

from collections.abc import Mapping
from typing import Any

from fettle.config import OidcIssuer
from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.modules.identity import rules
from fettle.modules.identity.actions import people as verbs
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import Account, NewUser, Seated
from fettle.modules.identity.store import people

TAKING_IN = Caller(realm="identity", via="oidc", permissions=frozenset({"*"}))


async def seated(desk: Desk, issuer: OidcIssuer, claims: Mapping[str, Any]) -> Seated:
    """The person behind a provider's claims and their standing, both made or brought up to date.

    Raises `NotLinked` when their address belongs to somebody else as far as we know.
    """
    async with desk.call(TAKING_IN) as call:
        account = await _recognised(call, issuer, claims)
    known = Caller(user_id=account.id, realm="identity", via="oidc", permissions=frozenset({"*"}))
    async with desk.call(known) as call:
        standing = rules.must_be_open(await desk.standings.provision(call, issuer, claims))
    return Seated(user_id=account.id, standing=standing)


async def _recognised(call: Call, issuer: OidcIssuer, claims: Mapping[str, Any]) -> Account:
    subject = str(claims["sub"])
    account = await people.linked(call, issuer.issuer, subject)
    if account is None:
        await people.take_turns(call, issuer.issuer, subject)
        account = await people.linked(call, issuer.issuer, subject) or await _taken_in(call, issuer, claims)
    if account.disabled_at:
        raise rules.SessionEnded()
    return account


async def _taken_in(call: Call, issuer: OidcIssuer, claims: Mapping[str, Any]) -> Account:
    """The account of the claims' address, linked to their subject: a new one, or theirs as the provider vouches."""
    email = rules.claimed_email(claims.get(issuer.email_claim))
    account = await people.account(call, email)
    if account is None:
        name = str(claims.get(issuer.name_claim) or email)[:200]
        user = await verbs.create_user(call, NewUser(email=email, name=name))
        account = Account(id=user.id, email=email, name=name)
    elif claims.get("email_verified") is not True:
        raise rules.NotLinked()
    await people.link(call, account.id, issuer.issuer, str(claims["sub"]))
    return account
