"""Keys of machines: records of a tenant, looked up across tenants when one is presented."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.identity.records import KeyKind, Machine, MachineKey

BY_HASH = """
SELECT id, tenant_id, kind, prefix, permissions, site_scope, expires_at, last_used_at, revoked_at, created_by
FROM machine_keys
WHERE secret_hash = %s
"""
BY_ID = """
SELECT id, tenant_id, kind, prefix, permissions, site_scope, expires_at, last_used_at, revoked_at, created_by
FROM machine_keys
WHERE tenant_id = %s AND id = %s
"""
USED = """
UPDATE machine_keys
SET last_used_at = %s
WHERE tenant_id = %s AND id = %s
"""
LIST = """
SELECT id, kind, name, prefix, permissions, site_scope, expires_at, last_used_at, revoked_at, created_at,
       created_by, version
FROM machine_keys
WHERE tenant_id = app.tenant_id() AND kind = %(kind)s AND (%(before)s::uuid IS NULL OR id < %(before)s)
ORDER BY id DESC LIMIT %(limit)s
"""
GET = """
SELECT id, kind, name, prefix, permissions, site_scope, expires_at, last_used_at, revoked_at, created_at,
       created_by, version
FROM machine_keys
WHERE tenant_id = app.tenant_id() AND kind = %s AND id = %s
FOR UPDATE
"""
ADD = """
INSERT INTO machine_keys (tenant_id, id, kind, name, prefix, secret_hash, permissions, site_scope, expires_at,
       created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(kind)s, %(name)s, %(prefix)s, %(hash)s, %(permissions)s, %(site_scope)s,
       %(expires_at)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
REVOKE = """
UPDATE machine_keys
SET revoked_at = %(at)s, updated_at = %(at)s, updated_by = %(by)s, version = version + 1
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""


async def by_secret(call: Call, secret_hash: bytes) -> Machine | None:
    """The key with this secret, whatever its tenant."""
    return await call.maybe(Machine, BY_HASH, [secret_hash])


async def by_id(call: Call, tenant_id: UUID, key_id: UUID) -> Machine | None:
    """A key as the gate reads it."""
    return await call.maybe(Machine, BY_ID, [tenant_id, key_id])


async def used(call: Call, tenant_id: UUID, key_id: UUID) -> None:
    """Note that a key was used now."""
    await call.keep(USED, [call.now, tenant_id, key_id])


async def listed(call: Call, kind: KeyKind, *, before: UUID | None, limit: int) -> list[MachineKey]:
    """The tenant's keys of one kind, newest first, one more than `limit`."""
    return await call.all(MachineKey, LIST, {"kind": kind, "before": before, "limit": limit + 1})


async def get(call: Call, kind: KeyKind, key_id: UUID) -> MachineKey:
    """A key of the tenant, locked. Raises `NotFound`."""
    return await call.one(MachineKey, GET, [kind, key_id])


async def add(call: Call, key: MachineKey, secret_hash: bytes, change: Change) -> None:
    """Add a key, of which only the secret's hash is kept."""
    await call.write(
        change,
        ADD,
        {
            "id": key.id,
            "kind": key.kind,
            "name": key.name,
            "prefix": key.prefix,
            "hash": secret_hash,
            "permissions": key.permissions,
            "site_scope": key.site_scope,
            "expires_at": key.expires_at,
            "at": key.created_at,
            "by": key.created_by,
        },
    )


async def revoke(call: Call, key_id: UUID, change: Change) -> None:
    """Make a key worthless from now on."""
    await call.write(
        change,
        REVOKE,
        {"at": call.now, "by": call.user_id, "id": key_id},
    )
