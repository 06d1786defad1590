"""The portal of a tenant: its page, its mail, its Open311."""

from collections.abc import Mapping
from typing import Any

import msgspec

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.portal.credentials import tokens
from fettle.modules.portal.records.places import IssuedSecret, PortalSettings
from fettle.modules.portal.rules import places as rules
from fettle.modules.portal.rules.codes import hash_of
from fettle.modules.portal.store import settings as store
from fettle.modules.tenancy import public as tenancy

WRITE = "portal:write"


async def get(call: Call) -> PortalSettings:
    """How the portal of the tenant is set up."""
    call.must("portal:read")
    return await store.get(call)


async def change(call: Call, given: Mapping[str, Any], *, version: int) -> PortalSettings:
    """Set up the portal of the tenant."""
    call.must(WRITE)
    before = await store.lock(call)
    after = rules.settings_changed(before, given, version=version)
    services = {f"/open311Services/{n}/taskCodeId": each.task_code_id for n, each in enumerate(after.open311_services)}
    await tenancy.must_have(call, "task_codes", rules.task_codes(after.page, "/page") | services)
    await store.save(call, after, _changed(call, before, after))
    return after


async def issue_email_secret(call: Call, base_url: str) -> IssuedSecret:
    """Make the secret address to which a mail provider hands messages; the one before stops working."""
    call.must(WRITE)
    secret = tokens.new_token()
    settings = await _ready(call)
    told = Change("portal_settings.email_secret_issued", call.tenant_id, after={"version": settings.version})
    await store.set_email(call, hash_of(secret), settings.version, told)
    return IssuedSecret(secret=secret, url=f"{base_url}/v1/portal/inbound-email/{secret}")


async def withdraw_email_secret(call: Call) -> None:
    """Take no more messages from a mail provider."""
    call.must(WRITE)
    settings = await _ready(call)
    told = Change("portal_settings.email_secret_withdrawn", call.tenant_id, after={"version": settings.version})
    await store.set_email(call, None, settings.version, told)


async def issue_open311_key(call: Call) -> IssuedSecret:
    """Make the key that Open311 clients must send from now on; the one before stops working."""
    call.must(WRITE)
    secret = tokens.new_token()
    settings = await _ready(call)
    told = Change("portal_settings.open311_key_issued", call.tenant_id, after={"version": settings.version})
    await store.set_open311(call, hash_of(secret), settings.version, told)
    return IssuedSecret(secret=secret)


async def withdraw_open311_key(call: Call) -> None:
    """Let Open311 clients make requests without a key."""
    call.must(WRITE)
    settings = await _ready(call)
    told = Change("portal_settings.open311_key_withdrawn", call.tenant_id, after={"version": settings.version})
    await store.set_open311(call, None, settings.version, told)


async def _ready(call: Call) -> PortalSettings:
    """The settings, one version on, with a row to write into."""
    before = await store.lock(call)
    if before.version:
        return msgspec.structs.replace(before, version=before.version + 1)
    after = msgspec.structs.replace(before, version=1)
    await store.save(call, after, _changed(call, before, after))
    return msgspec.structs.replace(after, version=2)


def _changed(call: Call, before: PortalSettings, after: PortalSettings) -> Change:
    was, now = store.told(before), store.told(after)
    names = [name for name in now if was[name] != now[name] or not before.version]
    return Change(
        "portal_settings.changed",
        call.tenant_id,
        before={name: was[name] for name in names},
        after={name: now[name] for name in names},
    )
