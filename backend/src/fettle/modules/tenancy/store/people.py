"""Memberships: who belongs to the tenant, with which role, at which sites."""

from collections.abc import Collection, Sequence
from string import Template
from uuid import UUID

from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.tenancy.records.people import Membership, Role
from fettle.modules.tenancy.store.shelves import Shelf

ROLES = Shelf(table="roles", entity="role", record=Role, columns=("code", "name", "permissions", "built_in"))

PERSON = Template(
    """
SELECT m.id, m.user_id, u.name, u.email, m.role_id, r.code AS role, m.every_site,
       ARRAY(SELECT ms.site_id FROM membership_sites ms
             WHERE ms.tenant_id = m.tenant_id AND ms.membership_id = m.id ORDER BY ms.site_id) AS site_ids,
       s.id AS staff_id, m.created_at, m.updated_at, m.version, m.deleted_at
FROM memberships m
JOIN users u ON u.id = m.user_id
JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
LEFT JOIN staff s ON s.tenant_id = m.tenant_id AND s.user_id = m.user_id AND s.deleted_at IS NULL
WHERE m.tenant_id = app.tenant_id() AND $which
"""
)
BY_ID = PERSON.substitute(which="m.id = %(id)s AND (m.deleted_at IS NOT NULL) = %(deleted)s FOR UPDATE OF m")
READ_BY_ID = PERSON.substitute(which="m.id = %(id)s AND (m.deleted_at IS NOT NULL) = %(deleted)s")
BY_USER = PERSON.substitute(which="m.user_id = %(user_id)s FOR UPDATE OF m")
PAGE = PERSON.substitute(
    which="""(m.deleted_at IS NOT NULL) = %(deleted)s
  AND (%(roles)s::text[] IS NULL OR r.code = ANY(%(roles)s))
  AND (%(q)s::text IS NULL OR strpos(app.fold(u.name || ' ' || u.email), app.fold(%(q)s)) > 0)
"""
)
BY_NAME = Order("u.name", "text", "m.id")
INSERT = """
INSERT INTO memberships (tenant_id, id, user_id, role_id, every_site, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(user_id)s, %(role_id)s, %(every_site)s, %(now)s, %(by)s, %(now)s, %(by)s)
"""
UPDATE = """
UPDATE memberships SET role_id = %(role_id)s, every_site = %(every_site)s, deleted_at = %(deleted_at)s,
                       version = version + 1, updated_at = %(now)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
CLEAR_SITES = "DELETE FROM membership_sites WHERE tenant_id = app.tenant_id() AND membership_id = %(id)s"
SET_SITES = """
INSERT INTO membership_sites (tenant_id, membership_id, site_id)
SELECT app.tenant_id(), %(id)s, unnest(%(sites)s::uuid[])
"""
ROLE_BY_CODE = """
SELECT id, code, name, permissions, built_in, created_at, updated_at, version, deleted_at FROM roles
WHERE tenant_id = app.tenant_id() AND code = %s AND deleted_at IS NULL
"""
SITES = "SELECT id FROM sites WHERE tenant_id = app.tenant_id() AND id = ANY(%s::uuid[]) AND deleted_at IS NULL"
HOLDERS = "SELECT count(*) FROM memberships WHERE tenant_id = app.tenant_id() AND role_id = %s AND deleted_at IS NULL"
# Whoever changes who governs takes turns, so that two people cannot remove each other at the same moment.
TAKE_TURNS = "SELECT id FROM tenants WHERE id = app.tenant_id() FOR NO KEY UPDATE"
GOVERNING = """
SELECT m.id, m.role_id FROM memberships m
JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
JOIN users u ON u.id = m.user_id
WHERE m.tenant_id = app.tenant_id() AND m.deleted_at IS NULL AND m.every_site AND r.permissions @> %s::text[]
  AND u.disabled_at IS NULL
"""


async def get(call: Call, membership_id: UUID, *, deleted: bool = False) -> Membership:
    """The membership, locked. Raises `NotFound`; `deleted` looks among the removed ones instead."""
    return await call.one(Membership, BY_ID, {"id": membership_id, "deleted": deleted})


async def read(call: Call, membership_id: UUID) -> Membership:
    """The membership as it stands. Raises `NotFound`."""
    return await call.one(Membership, READ_BY_ID, {"id": membership_id, "deleted": False})


async def of_user(call: Call, user_id: UUID) -> Membership | None:
    """The membership of a user, removed ones included, locked."""
    return await call.maybe(Membership, BY_USER, {"user_id": user_id})


async def get_of_user(call: Call, user_id: UUID) -> Membership:
    """The membership of a user who has one, locked."""
    return await call.one(Membership, BY_USER, {"user_id": user_id})


async def page(
    call: Call, page: PageRequest, *, roles: list[str] | None, q: str | None, deleted: bool
) -> list[Membership]:
    """The people of a page by name, and one more."""
    after, position = BY_NAME.after(page.position)
    given = {"roles": roles, "q": q or None, "deleted": deleted, **position, "most": page.limit + 1}
    return await call.all(Membership, " AND ".join([PAGE, *after]) + BY_NAME.by + " LIMIT %(most)s", given)


async def add(call: Call, user_id: UUID, role: Role, site_ids: Sequence[UUID] | None) -> None:
    """Keep a new membership; `site_ids` None lets the person in everywhere."""
    membership_id, sites = call.new_id(), list(site_ids or [])
    row = {"user_id": user_id, "role_id": role.id, "every_site": site_ids is None}
    change = Change("membership.created", membership_id, {**row, "site_ids": sites})
    await call.write(change, INSERT, {**row, "id": membership_id, "now": call.now, "by": call.user_id})
    await call.keep(SET_SITES, {"id": membership_id, "sites": sites})


async def save(call: Call, person: Membership, change: Change) -> None:
    """Keep what became of a membership that was locked before, its sites included."""
    row = {n: getattr(person, n) for n in ("id", "role_id", "every_site", "deleted_at")}
    await call.write(change, UPDATE, {**row, "now": call.now, "by": call.user_id})
    await call.keep(CLEAR_SITES, {"id": person.id})
    await call.keep(SET_SITES, {"id": person.id, "sites": person.site_ids})


async def role_by_code(call: Call, code: str) -> Role | None:
    """The role with this code."""
    return await call.maybe(Role, ROLE_BY_CODE, [code])


async def sites(call: Call, site_ids: Collection[UUID]) -> set[UUID]:
    """Those of `site_ids` that the caller sees."""
    return {row[0] for row in await call.all(tuple, SITES, [list(site_ids)])} if site_ids else set()


async def holders(call: Call, role_id: UUID) -> int:
    """How many people have this role."""
    count: int = await call.value(HOLDERS, [role_id])
    return count


async def governing(call: Call, permissions: Sequence[str]) -> dict[UUID, UUID]:
    """The memberships whose holders have all of `permissions` at every site, with their roles, until the commit."""
    await call.value(TAKE_TURNS)
    return dict(await call.all(tuple, GOVERNING, [list(permissions)]))
