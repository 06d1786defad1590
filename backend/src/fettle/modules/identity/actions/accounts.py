"""One's own account: who am I, name, password, and the way back after forgetting it."""

from datetime import timedelta
from typing import Any

import msgspec

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.letters import written
from fettle.kit.refusals import Invalid
from fettle.modules.identity import rules
from fettle.modules.identity.actions.sessions import choice
from fettle.modules.identity.credentials import opaque, passwords
from fettle.modules.identity.desk import Desk
from fettle.modules.identity.records import Me, ResetAsked, User
from fettle.modules.identity.rules import letters
from fettle.modules.identity.store import people, sessions

RESET_HOLDS = timedelta(hours=1)


async def me(desk: Desk, call: Call) -> Me:
    """Who you are, what you may do here, and which other tenants you can work in."""
    user_id = rules.must_be_person(call.user_id)
    user = await people.get(call, user_id)
    return await _described(desk, call, user)


async def update_me(desk: Desk, call: Call, given: dict[str, Any], *, version: int) -> Me:
    """Change your own name or language. Raises `Stale` when they changed meanwhile."""
    user = await people.get(call, rules.must_be_person(call.user_id))
    rules.must_be_current(user.version, version)
    changed = msgspec.structs.replace(user, **given, version=user.version + 1)
    await people.save(call, changed)
    return await _described(desk, call, changed)


async def change_password(desk: Desk, call: Call, current: str, new: str) -> None:
    """Set a new password for yourself, knowing the present one, and end all your other sessions."""
    user_id = rules.must_be_person(call.user_id)
    account = await people.account_by_id(call, user_id)
    if account is None or not await passwords.matches(current, account.password_hash):
        raise Invalid.at("/currentPassword", "wrong", "is not your present password")
    rules.check_password(new, email=account.email, pointer="/newPassword")
    await people.set_password(call, user_id, await passwords.digest(new))
    await sessions.revoke_all(call, user_id, "password changed", but=call.caller.session_id)
    desk.forget(user_id=user_id)


async def request_reset(desk: Desk, visitor: Caller, email: str) -> ResetAsked:
    """Mail a link to set a new password, if anybody has this address; the answer does not say whether (A-16)."""
    normal = rules.normal_email(email)
    await desk.count(visitor, {"reset": normal, "reset from": rules.place(visitor.ip)})
    token = opaque.reset_token()
    async with desk.call(visitor) as call:
        expires_at = call.now + RESET_HOLDS
        account = await people.add_reset(call, normal, opaque.fingerprint(token), expires_at=expires_at)
    if account is not None:
        link = f"{desk.settings.base_url}/reset#token={token}"
        desk.notify(account.email, written(letters.RESET, account.locale, link=link, name=account.name))
    return ResetAsked()


async def confirm_reset(desk: Desk, call: Call, token: str, new: str) -> None:
    """Set a new password by a reset link and end all sessions. Raises `ResetExpired` and `WeakPassword`."""
    account = await people.take_reset(call, opaque.fingerprint(token))
    if account is None:
        raise rules.ResetExpired()
    rules.check_password(new, email=account.email, pointer="/newPassword")
    await people.set_password(call, account.id, await passwords.digest(new))
    await sessions.revoke_all(call, account.id, "password reset")
    desk.forget(user_id=account.id)


async def _described(desk: Desk, call: Call, user: User) -> Me:
    async with call.identifying():
        standings = await desk.standings.all_of(call, user.id)
    standing = rules.choose(standings, tenant_id=call.tenant_id)
    return Me(
        id=user.id,
        email=user.email,
        name=user.name,
        locale=user.locale,
        version=user.version,
        tenant=choice(standing),
        permissions=sorted(standing.permissions),
        site_scope=None if standing.site_scope is None else sorted(standing.site_scope),
        staff_id=standing.staff_id,
        tenants=[choice(each) for each in standings if each.active],
    )
