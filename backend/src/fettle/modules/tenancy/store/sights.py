"""What members see, and which members stand behind staff, crews and roles."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy.records.sights import Sight

SIGHTS = """
SELECT m.user_id, m.every_site, r.permissions,
       ARRAY(SELECT s.site_id FROM membership_sites s
             WHERE s.tenant_id = m.tenant_id AND s.membership_id = m.id) AS site_ids
FROM memberships m
JOIN users u ON u.id = m.user_id
JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
WHERE m.tenant_id = app.tenant_id() AND m.user_id = ANY(%s) AND m.deleted_at IS NULL AND u.disabled_at IS NULL
"""
OF_STAFF = """
SELECT s.user_id FROM staff s
WHERE s.tenant_id = app.tenant_id() AND s.id = ANY(%s) AND s.user_id IS NOT NULL AND s.deleted_at IS NULL
"""
OF_CREW_LEADS = """
SELECT s.user_id FROM crews c JOIN staff s ON s.tenant_id = c.tenant_id AND s.id = c.lead_id
WHERE c.tenant_id = app.tenant_id() AND c.id = ANY(%s) AND s.user_id IS NOT NULL AND s.deleted_at IS NULL
"""
OF_ROLES = """
SELECT m.user_id FROM memberships m JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
WHERE m.tenant_id = app.tenant_id() AND m.deleted_at IS NULL
  AND (r.code = ANY(%(roles)s) OR %(permission)s = ANY(r.permissions))
"""


async def sights(call: Call, user_ids: Sequence[UUID]) -> list[Sight]:
    """What those of the people see who are members now."""
    return await call.all(Sight, SIGHTS, [list(user_ids)])


async def of_staff(call: Call, staff_ids: Sequence[UUID]) -> list[UUID]:
    """The members behind staff."""
    return [row[0] for row in await call.all(tuple, OF_STAFF, [list(staff_ids)])]


async def of_crew_leads(call: Call, crew_ids: Sequence[UUID]) -> list[UUID]:
    """The members who lead crews."""
    return [row[0] for row in await call.all(tuple, OF_CREW_LEADS, [list(crew_ids)])]


async def of_roles(call: Call, roles: Sequence[str], permission: str | None) -> list[UUID]:
    """The members with one of the roles, or with the permission."""
    return [row[0] for row in await call.all(tuple, OF_ROLES, {"roles": list(roles), "permission": permission})]
