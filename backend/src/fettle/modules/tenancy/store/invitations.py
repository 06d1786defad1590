"""Invitations: only the hash of a token is kept."""

from string import Template
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.tenancy.records.people import Invitation

INVITATION = Template(
    """
SELECT i.id, i.email, i.name, r.code AS role, i.role_id, i.site_ids, i.expires_at, i.accepted_at, i.revoked_at,
       i.created_at, i.created_by, i.version,
       CASE WHEN i.accepted_at IS NOT NULL THEN 'accepted' WHEN i.revoked_at IS NOT NULL THEN 'revoked'
            WHEN i.expires_at <= %(now)s THEN 'expired' ELSE 'open' END AS status
FROM invitations i JOIN roles r ON r.tenant_id = i.tenant_id AND r.id = i.role_id
WHERE i.tenant_id = app.tenant_id() AND $which
"""
)
BY_ID = INVITATION.substitute(which="i.id = %(id)s FOR UPDATE OF i")
BY_TOKEN = INVITATION.substitute(which="i.token_hash = %(token_hash)s")
OPEN_FOR = INVITATION.substitute(
    which="i.email = %(email)s AND i.accepted_at IS NULL AND i.revoked_at IS NULL AND i.expires_at > %(now)s"
)
PAGE = f"""
SELECT * FROM ({INVITATION.substitute(which="true")}) i
WHERE (%(statuses)s::text[] IS NULL OR i.status = ANY(%(statuses)s))
  AND (%(q)s::text IS NULL OR strpos(app.fold(i.email || ' ' || coalesce(i.name, '')), app.fold(%(q)s)) > 0)
"""  # noqa: S608
NEWEST_FIRST = Order("i.created_at", "timestamptz", "i.id", descending=True)
TENANT_OF = """
SELECT t.id, t.suspended_at IS NULL AND t.deleted_at IS NULL AS open
FROM invitations i JOIN tenants t ON t.id = i.tenant_id WHERE i.token_hash = %s
"""
INSERT = """
INSERT INTO invitations (tenant_id, id, email, name, role_id, site_ids, token_hash, expires_at, created_at, created_by,
                         updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(email)s, %(name)s, %(role_id)s, %(site_ids)s, %(token_hash)s, %(expires_at)s,
        %(now)s, %(by)s, %(now)s, %(by)s)
"""
UPDATE = """
UPDATE invitations SET accepted_at = %(accepted_at)s, revoked_at = %(revoked_at)s, expires_at = %(expires_at)s,
                       token_hash = coalesce(%(token_hash)s, token_hash), version = version + 1,
                       updated_at = %(now)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
IS_MEMBER = """
SELECT EXISTS (SELECT FROM memberships m JOIN users u ON u.id = m.user_id
               WHERE m.tenant_id = app.tenant_id() AND u.email = %s AND m.deleted_at IS NULL)
"""


class Doorway(msgspec.Struct, frozen=True):
    """The tenant that an invitation leads to, and whether it lets people in at present."""

    id: UUID
    open: bool


async def add(call: Call, invitation: Invitation, token_hash: bytes) -> None:
    """Keep a new invitation."""
    names = ("email", "name", "role_id", "site_ids", "expires_at")
    row = {name: getattr(invitation, name) for name in names}
    change = Change("invitation.created", invitation.id, row)
    more = {"id": invitation.id, "token_hash": token_hash, "now": call.now, "by": call.user_id}
    await call.write(change, INSERT, {**row, **more})


async def save(call: Call, invitation: Invitation, change: Change, *, token_hash: bytes | None = None) -> None:
    """Keep what became of an invitation; with `token_hash` links sent before stop working."""
    row = {name: getattr(invitation, name) for name in ("id", "accepted_at", "revoked_at", "expires_at")}
    await call.write(change, UPDATE, {**row, "token_hash": token_hash, "now": call.now, "by": call.user_id})


async def get(call: Call, invitation_id: UUID) -> Invitation:
    """The invitation, locked. Raises `NotFound`."""
    return await call.one(Invitation, BY_ID, {"id": invitation_id, "now": call.now})


async def tenant_of(call: Call, token_hash: bytes) -> Doorway | None:
    """Where a token leads, asked in the identity realm."""
    return await call.maybe(Doorway, TENANT_OF, [token_hash])


async def by_token(call: Call, token_hash: bytes, *, locked: bool) -> Invitation | None:
    """The invitation of this tenant with this token, `locked` to be accepted."""
    query = BY_TOKEN + (" FOR UPDATE OF i" if locked else "")
    return await call.maybe(Invitation, query, {"token_hash": token_hash, "now": call.now})


async def open_for(call: Call, email: str) -> Invitation | None:
    """The invitation that is open for an address."""
    return await call.maybe(Invitation, OPEN_FOR, {"email": email, "now": call.now})


async def is_member(call: Call, email: str) -> bool:
    """Whether somebody with this address belongs to the tenant."""
    member: bool = await call.value(IS_MEMBER, [email])
    return member


async def page(call: Call, page: PageRequest, *, statuses: list[str] | None, q: str | None) -> list[Invitation]:
    """The invitations of a page, newest first, and one more."""
    after, position = NEWEST_FIRST.after(page.position)
    given = {"statuses": statuses, "q": q or None, "now": call.now, **position, "most": page.limit + 1}
    return await call.all(Invitation, " AND ".join([PAGE, *after]) + NEWEST_FIRST.by + " LIMIT %(most)s", given)
