"""Conversations about work orders and requests."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.work_orders.records import Comment

READ = """
SELECT c.id, c.work_order_id, c.work_request_id, c.parent_id, c.body, c.mentions, c.public,
       coalesce(u.name, c.author_name) AS author_name, c.created_at,
       c.created_by, c.updated_at, c.version
FROM comments c LEFT JOIN users u ON u.id = c.created_by
WHERE c.tenant_id = app.tenant_id() AND c.deleted_at IS NULL
"""
ONE = READ + "AND c.id = %s"
LOCK = ONE + " FOR UPDATE OF c"
# What was said on a request goes on on its work order.
OF_WORK_ORDER = """AND (c.work_order_id = %(about)s OR c.work_request_id IN (
    SELECT r.id FROM work_requests r WHERE r.tenant_id = app.tenant_id() AND r.work_order_id = %(about)s))"""
# What was said on a duplicate goes on on the request that it was merged into.
OF_REQUEST = """AND (c.work_request_id = %(about)s OR c.work_request_id IN (
    SELECT r.id FROM work_requests r WHERE r.tenant_id = app.tenant_id() AND r.duplicate_of_id = %(about)s))"""
# What who asked may read of it: what is meant for them, and theirs.
FOR_ASKER = """AND c.work_request_id = %(about)s
    AND (c.public OR c.created_by = app.user_id() OR app.user_id() = ANY(c.mentions))"""
OLDEST_FIRST = Order("c.created_at", "timestamptz", "c.id")
INSERT = """
INSERT INTO comments (tenant_id, id, work_order_id, work_request_id, parent_id, body, mentions, public, author_name,
                      created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(work_order_id)s, %(work_request_id)s, %(parent_id)s, %(body)s, %(mentions)s,
        %(public)s, %(author_name)s, %(created_at)s, %(created_by)s, %(created_at)s, %(created_by)s)
"""
UPDATE = """
UPDATE comments SET body = %s, version = %s, updated_at = %s, updated_by = %s
WHERE tenant_id = app.tenant_id() AND id = %s
"""
DELETE = """
UPDATE comments SET deleted_at = %s, version = version + 1, updated_at = %s, updated_by = %s
WHERE tenant_id = app.tenant_id() AND id = %s
"""
# Members who can see something of this site: their role reads it (or they asked for it), and their sites reach there.
REACHABLE = """
SELECT m.user_id FROM memberships m
JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
WHERE m.tenant_id = app.tenant_id() AND m.deleted_at IS NULL AND m.user_id = ANY(%(users)s)
  AND (m.user_id = %(asker)s OR ((%(permission)s = ANY(r.permissions) OR '*' = ANY(r.permissions))
    AND (m.every_site OR EXISTS (SELECT FROM membership_sites s
        WHERE s.tenant_id = m.tenant_id AND s.membership_id = m.id AND s.site_id = %(site)s))))
"""
SITE = """
SELECT coalesce(w.site_id, r.site_id) FROM comments c
LEFT JOIN work_orders w ON w.tenant_id = c.tenant_id AND w.id = c.work_order_id
LEFT JOIN work_requests r ON r.tenant_id = c.tenant_id AND r.id = c.work_request_id
WHERE c.tenant_id = app.tenant_id() AND c.id = %s
"""


async def of_work_order(call: Call, work_order_id: UUID, page: PageRequest) -> list[Comment]:
    """A page of the conversation on a work order and on the requests behind it, one more than asked for."""
    return await _page(call, OF_WORK_ORDER, work_order_id, page)


async def of_request(call: Call, request_id: UUID, page: PageRequest, *, reads: bool) -> list[Comment]:
    """A page of the conversation on a request and its duplicates, one more than asked for.

    Unless the caller `reads` all requests, only what whoever asked may read.
    """
    return await _page(call, OF_REQUEST if reads else FOR_ASKER, request_id, page)


async def _page(call: Call, subject: str, about: UUID, page: PageRequest) -> list[Comment]:
    after, position = OLDEST_FIRST.after(page.position)
    query = " AND ".join([READ + subject, *after]) + OLDEST_FIRST.by + " LIMIT %(limit)s"
    return await call.all(Comment, query, {"about": about, **position, "limit": page.limit + 1})


async def find(call: Call, comment_id: UUID) -> Comment | None:
    """A comment, None when the caller sees none."""
    return await call.maybe(Comment, ONE, [comment_id])


async def lock(call: Call, comment_id: UUID) -> Comment:
    """A comment, nobody else changing it. Raises `NotFound`."""
    return await call.one(Comment, LOCK, [comment_id])


async def site_of(call: Call, comment_id: UUID) -> UUID | None:
    """The site of what a comment is about."""
    site: UUID | None = await call.value(SITE, [comment_id])
    return site


async def reachable(
    call: Call, users: Sequence[UUID], *, permission: str, site_id: UUID | None, asker: UUID | None
) -> list[UUID]:
    """Those of `users` who can see something at this site, or asked for it."""
    parameters = {"users": list(users), "permission": permission, "site": site_id, "asker": asker}
    return [row[0] for row in await call.all(tuple, REACHABLE, parameters)]


async def insert(call: Call, comment: Comment, change: Change) -> None:
    """Make a comment."""
    await call.write(change, INSERT, msgspec.structs.asdict(comment))


async def save(call: Call, comment: Comment, change: Change) -> None:
    """Write the text of a comment."""
    await call.write(change, UPDATE, [comment.body, comment.version, call.now, call.user_id, comment.id])


async def delete(call: Call, comment: Comment, change: Change) -> None:
    """Remove a comment from the conversation."""
    await call.write(change, DELETE, [call.now, call.now, call.user_id, comment.id])
