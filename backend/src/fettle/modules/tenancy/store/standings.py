"""Who somebody is in which tenant: asked before there is a tenant, in the identity realm, in one query."""

from string import Template
from uuid import UUID

import msgspec

from fettle.db.call import Call

STANDING = Template(
    """
SELECT t.id AS tenant_id, t.slug, t.name, t.edition, t.deleted_at IS NOT NULL AS in_deletion,
       t.suspended_at IS NOT NULL AS suspended,
       s.id AS staff_id, r.code AS role, r.permissions, m.every_site,
       ARRAY(SELECT ms.site_id FROM membership_sites ms
             WHERE ms.tenant_id = m.tenant_id AND ms.membership_id = m.id ORDER BY ms.site_id) AS site_ids
FROM memberships m
JOIN tenants t ON t.id = m.tenant_id
JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
LEFT JOIN staff s ON s.tenant_id = m.tenant_id AND s.user_id = m.user_id AND s.deleted_at IS NULL
WHERE m.user_id = %(user_id)s AND m.deleted_at IS NULL $more
ORDER BY t.name, t.id
"""
)
OF = STANDING.substitute(more="AND m.tenant_id = %(tenant_id)s")
ALL_OF = STANDING.substitute(more="")


class Found(msgspec.Struct, frozen=True, kw_only=True):
    """A membership with all that a caller needs from it."""

    tenant_id: UUID
    slug: str
    name: str
    edition: str
    in_deletion: bool
    suspended: bool
    staff_id: UUID | None
    role: str
    permissions: list[str]
    every_site: bool
    site_ids: list[UUID]


async def of(call: Call, user_id: UUID, tenant_id: UUID) -> Found | None:
    """The membership of a user in a tenant."""
    return await call.maybe(Found, OF, {"user_id": user_id, "tenant_id": tenant_id})


async def all_of(call: Call, user_id: UUID) -> list[Found]:
    """The memberships of a user in all tenants."""
    return await call.all(Found, ALL_OF, {"user_id": user_id})
