"""Notifications: kept once per person and event, and read by whoever they are for."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order
from fettle.kit.pages import PageRequest
from fettle.modules.notifications.records import Delivery, Mark, Notification, NotificationDetail, Seat


class Row(msgspec.Struct, frozen=True, kw_only=True):
    """A notification as it is written; `recipient` is a user's id or `mailto:` with an address."""

    id: UUID
    user_id: UUID | None
    recipient: str
    key: str
    kind: str
    title: str
    body: str
    language: str
    subject: str
    subject_id: UUID | None
    site_id: UUID | None
    needs: str | None
    link: str
    urgent: bool
    in_app: bool
    reminder_id: UUID | None


# Whoever comes second, another worker or the same one again, finds the row there and makes nothing.
ADD = """
INSERT INTO notifications (tenant_id, id, user_id, recipient, key, kind, title, body, language, subject, subject_id,
                           site_id, needs, link, urgent, in_app, reminder_id, created_at)
SELECT app.tenant_id(), g.id, g.user_id, g.recipient, g.key, g.kind, g.title, g.body, g.language, g.subject,
       g.subject_id, g.site_id, g.needs, g.link, g.urgent, g.in_app, g.reminder_id, %(at)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, user_id uuid, recipient text, key text, kind text, title text,
     body text, language text, subject text, subject_id uuid, site_id uuid, needs text, link text, urgent boolean,
     in_app boolean, reminder_id uuid)
ON CONFLICT (tenant_id, recipient, key) DO NOTHING
RETURNING id
"""
COLUMNS = """
n.id, n.kind, n.title, n.body, n.subject, n.subject_id, n.link, n.urgent, n.reminder_id, n.created_at, n.read_at,
n.acknowledged_at"""
# What somebody may look up no longer, they are not shown here either.
MINE = """
FROM notifications n
WHERE n.tenant_id = app.tenant_id() AND n.user_id = %(me)s AND n.in_app
  AND (n.needs IS NULL OR %(all)s OR n.needs = ANY(%(held)s::text[]))
"""
PAGE = f"SELECT {COLUMNS} {MINE}"
UNREAD = f"SELECT count(*) {MINE} AND n.read_at IS NULL"
NEWEST = Order("n.created_at", "timestamptz", "n.id", descending=True)
MARKS = "SELECT tenant_id, user_id, unread, newest FROM app.notification_marks(%s::uuid[], %s::uuid[])"
DELIVERIES = """
SELECT id, channel, state, attempts, not_before, sent_at, receipt, error FROM notification_deliveries
WHERE tenant_id = app.tenant_id() AND notification_id = %s ORDER BY created_at, id
"""
READ = """
UPDATE notifications SET read_at = %(now)s
WHERE tenant_id = app.tenant_id() AND user_id = %(me)s AND id = ANY(%(ids)s) AND read_at IS NULL
"""
READ_ALL = """
UPDATE notifications SET read_at = %(now)s
WHERE tenant_id = app.tenant_id() AND user_id = %(me)s AND read_at IS NULL AND created_at <= %(until)s
"""
ACKNOWLEDGE = """
UPDATE notifications SET acknowledged_at = coalesce(acknowledged_at, %(now)s), read_at = coalesce(read_at, %(now)s)
WHERE tenant_id = app.tenant_id() AND user_id = %(me)s AND (id = %(id)s OR reminder_id = %(reminder)s)
"""
FORGET = """
DELETE FROM notifications WHERE tenant_id = app.tenant_id() AND created_at < %s
"""


async def add(call: Call, rows: Sequence[Row]) -> set[UUID]:
    """Keep these notifications; the ids of those that were not there yet."""
    if not rows:
        return set()
    return {row[0] for row in await call.all(tuple, ADD, {"rows": encode(rows), "at": call.now})}


def _mine(call: Call) -> dict[str, Any]:
    return {"me": call.user_id, "held": sorted(call.permissions), "all": "*" in call.permissions}


async def page(call: Call, page: PageRequest, *, unread: bool, kinds: Collection[str]) -> list[Notification]:
    """A page of what the caller was told, newest first, one more than asked for."""
    after, position = NEWEST.after(page.position)
    more = ["n.read_at IS NULL"] if unread else []
    more += ["n.kind = ANY(%(kinds)s)"] if kinds else []
    query = " AND ".join([PAGE, *more, *after]) + NEWEST.by + " LIMIT %(limit)s"
    given = {**_mine(call), **position, "kinds": list(kinds), "limit": page.limit + 1}
    return await call.all(Notification, query, given)


async def unread(call: Call) -> int:
    """How many notifications the caller has not read."""
    return int(await call.value(UNREAD, _mine(call)))


async def marks(call: Call, seats: Collection[Seat]) -> dict[Seat, Mark]:
    """A mark for each of these people, in one statement; only the product itself asks (realm `worker`)."""
    tenants, users = [tenant for tenant, _ in seats], [user for _, user in seats]
    rows: list[tuple[UUID, UUID, int, UUID | None]] = await call.all(tuple, MARKS, [tenants, users])
    return {(tenant, user): (unread, newest) for tenant, user, unread, newest in rows}


async def get(call: Call, notification_id: UUID) -> Notification:
    """A notification of the caller. Raises `NotFound`."""
    return await call.one(Notification, PAGE + " AND n.id = %(id)s", {**_mine(call), "id": notification_id})


async def detail(call: Call, notification_id: UUID) -> NotificationDetail:
    """A notification of the caller with its deliveries. Raises `NotFound`."""
    found = await get(call, notification_id)
    deliveries = await call.all(Delivery, DELIVERIES, [notification_id])
    return NotificationDetail(**msgspec.structs.asdict(found), deliveries=deliveries)


async def read(call: Call, ids: Collection[UUID]) -> None:
    """Mark these notifications of the caller as read."""
    await call.keep(READ, {"me": call.user_id, "ids": list(ids), "now": call.now})


async def read_all(call: Call, until: datetime) -> None:
    """Mark what the caller was told until then as read."""
    await call.keep(READ_ALL, {"me": call.user_id, "until": until, "now": call.now})


async def acknowledge(call: Call, notification_id: UUID, reminder_id: UUID | None) -> None:
    """Mark a notification as taken note of, and all that came of the same reminder."""
    given = {"me": call.user_id, "id": notification_id, "reminder": reminder_id, "now": call.now}
    await call.keep(ACKNOWLEDGE, given)


async def forget(call: Call, before: datetime) -> None:
    """Remove what was told before then, with its deliveries."""
    await call.keep(FORGET, [before])
