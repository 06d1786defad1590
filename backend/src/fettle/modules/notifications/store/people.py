"""People as notifications see them: who may be told, in which ways, on which devices."""

from collections.abc import Collection
from string import Template
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.notifications.records import Person

PEOPLE = Template(
    """
SELECT m.user_id, u.name, u.email, u.locale, r.code AS role, r.permissions, m.every_site,
       ARRAY(SELECT ms.site_id FROM membership_sites ms
             WHERE ms.tenant_id = m.tenant_id AND ms.membership_id = m.id) AS site_ids,
       coalesce(h.time_zone, t.time_zone) AS time_zone, t.time_zone AS tenant_zone, h.quiet_from, h.quiet_until,
       coalesce(h.urgent_breaks_quiet, false) AS urgent_breaks_quiet, h.digest_hour,
       coalesce(h.due_soon_days, (t.settings ->> 'dueSoonDays')::int, 2) AS due_soon_days, h.mail_refused,
       coalesce((SELECT jsonb_object_agg(c.kind || ':' || c.way, c.wanted) FROM notification_choices c
                 WHERE c.tenant_id = m.tenant_id AND c.user_id = m.user_id), '{}') AS choices,
       coalesce((SELECT jsonb_agg(jsonb_build_array(d.id, d.channel)) FROM notification_devices d
                 WHERE d.tenant_id = m.tenant_id AND d.user_id = m.user_id), '[]') AS devices
FROM memberships m
JOIN tenants t ON t.id = m.tenant_id
JOIN users u ON u.id = m.user_id
JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
LEFT JOIN notification_habits h ON h.tenant_id = m.tenant_id AND h.user_id = m.user_id
WHERE m.tenant_id = app.tenant_id() AND m.deleted_at IS NULL AND u.disabled_at IS NULL
  AND t.suspended_at IS NULL AND t.deleted_at IS NULL AND ($which)
"""
)
NAMED = PEOPLE.substitute(which="m.user_id = ANY(%(users)s)")
NAMED_OR_HOLDING = PEOPLE.substitute(
    which="m.user_id = ANY(%(users)s) OR r.permissions && %(holding)s::text[] OR '*' = ANY(r.permissions)"
)
MUTED = """
SELECT user_id, subject, subject_id FROM notification_mutes
WHERE tenant_id = app.tenant_id() AND subject_id = ANY(%s) AND user_id = ANY(%s)
"""
REFUSED = "SELECT address FROM notification_refusals WHERE tenant_id = app.tenant_id() AND address = ANY(%s)"
NAMES = "SELECT id, name FROM users WHERE id = ANY(%s)"
TENANT = """
SELECT name, locale, time_zone FROM tenants
WHERE id = app.tenant_id() AND suspended_at IS NULL AND deleted_at IS NULL
"""
TENANT_NAME = "SELECT name FROM tenants WHERE id = app.tenant_id()"


async def people(call: Call, users: Collection[UUID], holding: Collection[str] = ()) -> list[Person]:
    """The members among `users`, and all who hold one of these permissions, as long as they may sign in here."""
    if not users and not holding:
        return []
    query = NAMED_OR_HOLDING if holding else NAMED
    return await call.all(Person, query, {"users": list(users), "holding": sorted(holding)})


async def person(call: Call, user_id: UUID) -> Person | None:
    """A member, None when they are none any more or the tenant is closed."""
    found = await people(call, [user_id])
    return found[0] if found else None


async def muted(call: Call, users: Collection[UUID], subjects: Collection[UUID]) -> set[tuple[UUID, str, UUID]]:
    """Who wants to hear nothing more of which of these records, as (user, subject, its id)."""
    if not users or not subjects:
        return set()
    return set(await call.all(tuple, MUTED, [list(subjects), list(users)]))


async def refused(call: Call, addresses: Collection[str]) -> set[str]:
    """Those of these mail addresses whose owners want no mail of ours."""
    if not addresses:
        return set()
    return {row[0] for row in await call.all(tuple, REFUSED, [sorted(addresses)])}


async def names(call: Call, users: Collection[UUID]) -> dict[UUID, str]:
    """The names of these people."""
    return dict(await call.all(tuple, NAMES, [list(users)])) if users else {}


async def tenant(call: Call) -> tuple[str, str, str] | None:
    """Name, language and time zone of the tenant, None while it is closed."""
    return await call.maybe(tuple, TENANT)


async def tenant_name(call: Call) -> str:
    """What the tenant is called."""
    return str(await call.value(TENANT_NAME))
