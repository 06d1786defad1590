"""Deliveries: what is on its way to whom, how often it was tried, and what came of it."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode


class NewDelivery(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery to be made."""

    id: UUID
    notification_id: UUID
    user_id: UUID | None
    channel: str
    device_id: UUID | None = None
    digest: bool = False
    not_before: datetime


class Trip(msgspec.Struct, frozen=True, kw_only=True):
    """A delivery about to leave, with what it carries; `attempts` counts this one."""

    id: UUID
    notification_id: UUID
    user_id: UUID | None
    channel: str
    digest: bool
    attempts: int
    receipt: str | None
    recipient: str
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
    device_id: UUID | None
    address: str | None
    p256dh: str | None
    auth: str | None


ADD = """
INSERT INTO notification_deliveries (tenant_id, id, notification_id, user_id, channel, device_id, digest, not_before,
                                     created_at)
SELECT app.tenant_id(), g.id, g.notification_id, g.user_id, g.channel, g.device_id, g.digest, g.not_before, %(at)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, notification_id uuid, user_id uuid, channel text,
     device_id uuid, digest boolean, not_before timestamptz)
"""
TRIP = """
SELECT d.id, d.notification_id, d.user_id, d.channel, d.digest, d.attempts, d.receipt, n.recipient, n.kind, n.title,
       n.body, n.language, n.subject, n.subject_id, n.site_id, n.needs, n.link, n.urgent, d.device_id, v.address,
       v.p256dh, v.auth
FROM notification_deliveries d
JOIN notifications n ON n.tenant_id = d.tenant_id AND n.id = d.notification_id
LEFT JOIN notification_devices v ON v.tenant_id = d.tenant_id AND v.id = d.device_id AND v.user_id = d.user_id
WHERE d.tenant_id = app.tenant_id()
"""
ONE = TRIP + " AND d.id = %s AND d.state IN ('pending', 'failed') FOR UPDATE OF d"
SENT = TRIP + " AND d.id = %s"
DIGEST = (
    TRIP
    + """ AND d.digest AND d.user_id = %s AND d.not_before = %s AND d.state IN ('pending', 'failed')
ORDER BY n.created_at, n.id FOR UPDATE OF d"""
)
TRY = """
UPDATE notification_deliveries SET attempts = attempts + 1 WHERE tenant_id = app.tenant_id() AND id = ANY(%s)
"""
SETTLE = """
UPDATE notification_deliveries SET state = %(state)s, error = %(error)s, receipt = coalesce(%(receipt)s, receipt),
       sent_at = CASE WHEN %(state)s = 'sent' THEN %(now)s::timestamptz ELSE sent_at END
WHERE tenant_id = app.tenant_id() AND id = ANY(%(ids)s)
"""
PUT_OFF = """
UPDATE notification_deliveries SET not_before = %s WHERE tenant_id = app.tenant_id() AND id = %s
"""


async def add(call: Call, rows: Sequence[NewDelivery]) -> None:
    """Keep deliveries to be made, in the transaction that keeps their notifications."""
    if rows:
        await call.keep(ADD, {"rows": encode(rows), "at": call.now})


async def lock(call: Call, delivery_id: UUID) -> Trip | None:
    """A delivery that has not arrived yet, locked; None when there is nothing left to do."""
    return await call.maybe(Trip, ONE, [delivery_id])


async def sent(call: Call, delivery_id: UUID) -> Trip | None:
    """A delivery in whatever state it is."""
    return await call.maybe(Trip, SENT, [delivery_id])


async def lock_digest(call: Call, user_id: UUID, at: datetime) -> list[Trip]:
    """The deliveries that leave together in the daily mail of somebody, oldest first, locked."""
    return await call.all(Trip, DIGEST, [user_id, at])


async def begin(call: Call, ids: Collection[UUID]) -> None:
    """Count one more attempt."""
    await call.keep(TRY, [list(ids)])


async def settle(
    call: Call, ids: Collection[UUID], state: str, *, error: str | None = None, receipt: str | None = None
) -> None:
    """Keep what came of an attempt."""
    given: dict[str, Any] = {"ids": list(ids), "state": state, "error": error, "receipt": receipt, "now": call.now}
    await call.keep(SETTLE, given)


async def put_off(call: Call, delivery_id: UUID, until: datetime) -> None:
    """Let a delivery wait until then."""
    await call.keep(PUT_OFF, [until, delivery_id])
