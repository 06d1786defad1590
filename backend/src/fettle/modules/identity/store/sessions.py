"""Sessions and their refresh tokens."""

from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.identity.records import Held, Presence, Session

ADD = """
INSERT INTO sessions (id, user_id, tenant_id, device, ip, created_at, last_seen_at, expires_at)
VALUES (%(id)s, %(user)s, %(tenant)s, %(device)s, %(ip)s, %(at)s, %(at)s, %(expires_at)s)
"""
ADD_REFRESH = """
INSERT INTO refresh_tokens (id, session_id, token_hash, created_at, expires_at)
VALUES (%s, %s, %s, %s, %s)
"""
HELD = """
SELECT t.id, t.session_id, s.user_id, s.tenant_id, u.email, u.name, u.locale, t.expires_at, t.used_at,
       s.expires_at AS session_expires_at, s.revoked_at, u.disabled_at
FROM refresh_tokens t
JOIN sessions s ON s.id = t.session_id
JOIN users u ON u.id = s.user_id
WHERE t.token_hash = %s
FOR UPDATE OF t, s
"""
SEEN = """
UPDATE sessions
SET last_seen_at = %s, expires_at = %s, tenant_id = %s, ip = coalesce(%s, ip)
WHERE id = %s
"""
PRESENCE = """
SELECT s.expires_at, s.revoked_at, u.disabled_at
FROM sessions s
JOIN users u ON u.id = s.user_id
WHERE s.id = %s AND s.user_id = %s
"""
LAST_TENANT = """
SELECT tenant_id FROM sessions WHERE user_id = %s ORDER BY last_seen_at DESC LIMIT 1
"""
LIVE = """
SELECT id, tenant_id, device, ip, created_at, last_seen_at, expires_at,
       id IS NOT DISTINCT FROM %(current)s::uuid AS current
FROM sessions
WHERE user_id = %(user)s AND revoked_at IS NULL AND expires_at > %(at)s
  AND (%(before)s::uuid IS NULL OR id < %(before)s)
ORDER BY id DESC LIMIT %(limit)s
"""
REVOKE = """
UPDATE sessions
SET revoked_at = %s, revoked_reason = %s
WHERE id = %s AND user_id = %s AND revoked_at IS NULL
RETURNING id
"""
REVOKE_ALL = """
UPDATE sessions SET revoked_at = %(at)s, revoked_reason = %(reason)s
WHERE user_id = %(user)s AND revoked_at IS NULL AND id IS DISTINCT FROM %(but)s::uuid
"""


async def add(
    call: Call, session_id: UUID, user_id: UUID, tenant_id: UUID, *, device: str | None, expires_at: datetime
) -> None:
    """Start a session from the caller's address."""
    await call.keep(
        ADD,
        {
            "id": session_id,
            "user": user_id,
            "tenant": tenant_id,
            "device": device,
            "ip": call.caller.ip,
            "at": call.now,
            "expires_at": expires_at,
        },
    )


async def add_token(call: Call, session_id: UUID, token_hash: bytes, *, expires_at: datetime) -> None:
    """Add the next refresh token of a session."""
    await call.keep(ADD_REFRESH, [call.new_id(), session_id, token_hash, call.now, expires_at])


async def held_for_update(call: Call, token_hash: bytes) -> Held | None:
    """A refresh token, locked so that twins take turns."""
    return await call.maybe(Held, HELD, [token_hash])


async def use(call: Call, token_id: UUID) -> None:
    """Mark a refresh token as used."""
    await call.keep("UPDATE refresh_tokens SET used_at = %s WHERE id = %s", [call.now, token_id])


async def seen(call: Call, session_id: UUID, tenant_id: UUID, *, expires_at: datetime) -> None:
    """Prolong a session that shows itself, in the tenant where it now works."""
    await call.keep(SEEN, [call.now, expires_at, tenant_id, call.caller.ip, session_id])


async def presence(call: Call, session_id: UUID, user_id: UUID) -> Presence | None:
    """Whether a session of this person is still there."""
    return await call.maybe(Presence, PRESENCE, [session_id, user_id])


async def last_tenant(call: Call, user_id: UUID) -> UUID | None:
    """The tenant in which a person was last seen."""
    found: UUID | None = await call.value(LAST_TENANT, [user_id])
    return found


async def live(call: Call, user_id: UUID, *, before: UUID | None, limit: int) -> list[Session]:
    """The sessions of a person that have not ended, newest first, one more than `limit`."""
    return await call.all(
        Session,
        LIVE,
        {
            "current": call.caller.session_id,
            "user": user_id,
            "at": call.now,
            "before": before,
            "limit": limit + 1,
        },
    )


async def revoke(call: Call, user_id: UUID, session_id: UUID, reason: str) -> bool:
    """End a session of this person; whether there was one to end."""
    ended = await call.value(REVOKE, [call.now, reason, session_id, user_id])
    return ended is not None


async def revoke_all(call: Call, user_id: UUID, reason: str, *, but: UUID | None = None) -> None:
    """End every session of a person, except perhaps one."""
    await call.keep(REVOKE_ALL, {"at": call.now, "reason": reason, "user": user_id, "but": but})


async def sweep(call: Call, *, before: datetime) -> None:
    """Forget sessions (with their refresh tokens), reset links and counts that ended before an instant."""
    await call.keep("DELETE FROM sessions WHERE expires_at < %(at)s OR revoked_at < %(at)s", {"at": before})
    await call.keep("DELETE FROM password_resets WHERE expires_at < %s", [before])
    await call.keep("DELETE FROM throttles WHERE window_ends_at < %s", [before])
