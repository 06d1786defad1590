"""The portal of a tenant: one row, made when it is first changed."""

from collections.abc import Mapping
from typing import Any

import msgspec

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.portal.records.places import Open311Service, PortalSettings
from fettle.modules.portal.rules import pages

FIND = """
SELECT page, staff_names, email_address, email_hash IS NOT NULL AS has_email_webhook, open311_enabled,
       open311_services, open311_key_hash IS NOT NULL AS has_open311_key, version
FROM portal_settings WHERE tenant_id = app.tenant_id()
"""
LOCK = FIND + " FOR UPDATE"
# Two who change the settings for the first time at once take turns.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended('portal_settings ' || app.tenant_id()::text, 0))"
SAVE = """
INSERT INTO portal_settings (tenant_id, id, page, staff_names, email_address, open311_enabled, open311_services,
                             created_at, created_by, updated_at, updated_by, version)
VALUES (app.tenant_id(), app.tenant_id(), %(page)s::jsonb, %(staff_names)s, %(email_address)s, %(open311_enabled)s,
        %(open311_services)s::jsonb, %(now)s, %(by)s, %(now)s, %(by)s, %(version)s)
ON CONFLICT (tenant_id, id) DO UPDATE SET page = excluded.page, staff_names = excluded.staff_names,
    email_address = excluded.email_address, open311_enabled = excluded.open311_enabled,
    open311_services = excluded.open311_services, updated_at = excluded.updated_at,
    updated_by = excluded.updated_by, version = excluded.version
"""
SET_EMAIL = "UPDATE portal_settings SET email_hash = %s, version = %s WHERE tenant_id = app.tenant_id()"
SET_OPEN311 = "UPDATE portal_settings SET open311_key_hash = %s, version = %s WHERE tenant_id = app.tenant_id()"
OPEN311_KEY = "SELECT open311_key_hash FROM portal_settings WHERE tenant_id = app.tenant_id()"


class _Row(msgspec.Struct, frozen=True, kw_only=True):
    page: dict[str, Any]
    staff_names: bool
    email_address: str | None
    has_email_webhook: bool
    open311_enabled: bool
    open311_services: list[dict[str, Any]]
    has_open311_key: bool
    version: int


async def get(call: Call) -> PortalSettings:
    """The settings; those of the product where the tenant never said anything."""
    return _read(await call.maybe(_Row, FIND))


async def lock(call: Call) -> PortalSettings:
    """The settings, nobody else changing them."""
    await call.keep(TAKE_TURNS)
    return _read(await call.maybe(_Row, LOCK))


async def open311_key(call: Call) -> bytes | None:
    """What is kept of the key that Open311 clients must send, None when they need none."""
    found: bytes | None = await call.value(OPEN311_KEY)
    return found


async def save(call: Call, settings: PortalSettings, change: Change) -> None:
    """Keep the settings."""
    row = _kept(settings) | {"now": call.now, "by": call.user_id, "version": settings.version}
    row |= {"page": encode(row["page"]), "open311_services": encode(row["open311_services"])}
    await call.write(change, SAVE, row)


async def set_email(call: Call, hashed: bytes | None, version: int, change: Change) -> None:
    """Keep what is to be kept of the secret of the mail webhook."""
    await call.write(change, SET_EMAIL, [hashed, version])


async def set_open311(call: Call, hashed: bytes | None, version: int, change: Change) -> None:
    """Keep what is to be kept of the key of Open311 clients."""
    await call.write(change, SET_OPEN311, [hashed, version])


def told(settings: PortalSettings) -> Mapping[str, Any]:
    """The settings as an event tells them."""
    return _kept(settings)


def _kept(settings: PortalSettings) -> dict[str, Any]:
    return {
        "page": pages.without_nulls(settings.page),
        "staff_names": settings.staff_names,
        "email_address": settings.email_address,
        "open311_enabled": settings.open311_enabled,
        "open311_services": [msgspec.to_builtins(each) for each in settings.open311_services],
    }


def _read(row: _Row | None) -> PortalSettings:
    if row is None:
        return PortalSettings()
    known = msgspec.structs.asdict(row)
    known["page"] = pages.kept_page(row.page)
    return PortalSettings(**{**known, "open311_services": msgspec.convert(row.open311_services, list[Open311Service])})
