"""The book of deliveries: what is to be sent, what was, and how it went."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.db.keyset import Order, where
from fettle.db.reading import FeedEvent
from fettle.kit.pages import PageRequest
from fettle.modules.webhooks.records import Outcome, WebhookAttempt, WebhookDelivery, WebhookDeliveryFilters

COLUMNS = """
d.id, d.webhook_id, d.message_id, d.event_id, d.event_type, d.status, d.attempts, d.next_attempt_at, d.last_status,
d.last_error, d.delivered_at, d.created_at, d.created_by
"""
GET = f"SELECT {COLUMNS} FROM webhook_deliveries d WHERE d.tenant_id = app.tenant_id() AND d.id = %s"  # noqa: S608
PAGE = f"SELECT {COLUMNS} FROM webhook_deliveries d"  # noqa: S608
BY_TIME = Order("d.created_at", "timestamptz", "d.id", descending=True)
TESTS = {
    "webhook_id": "d.webhook_id = %(webhook_id)s",
    "status": "d.status = ANY(%(status)s)",
    "event_type": "d.event_type = ANY(%(event_type)s)",
    "since": "d.created_at >= %(since)s",
    "until": "d.created_at < %(until)s",
}
ATTEMPTS = """
SELECT a.id, a.number, a.at, a.milliseconds, a.status, a.error, a.answer FROM webhook_attempts a
WHERE a.tenant_id = app.tenant_id() AND a.delivery_id = %s ORDER BY a.id DESC LIMIT 50
"""
PUT_IN_LINE = """
INSERT INTO webhook_deliveries (tenant_id, id, webhook_id, message_id, event_id, event_seq, event_ord, event_type,
                                next_attempt_at, created_at, created_by)
SELECT app.tenant_id(), g.id, g.webhook_id, g.message_id, g.event_id, g.event_seq, g.event_ord, g.event_type,
       %(now)s, %(now)s, %(user)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, webhook_id uuid, message_id text, event_id uuid,
                                              event_seq bigint, event_ord integer, event_type text)
ON CONFLICT (tenant_id, webhook_id, message_id)
"""
ONCE = PUT_IN_LINE + "DO NOTHING"
AGAIN = (
    PUT_IN_LINE
    + """DO UPDATE SET status = 'waiting', attempts = 0, next_attempt_at = excluded.next_attempt_at,
                   last_status = NULL, last_error = NULL, delivered_at = NULL"""
)
RESEND = """
UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, next_attempt_at = %s, last_status = NULL,
    last_error = NULL, delivered_at = NULL
WHERE tenant_id = app.tenant_id() AND id = %s
"""
RESEND_FAILED = """
WITH again AS (
    UPDATE webhook_deliveries SET status = 'waiting', attempts = 0, next_attempt_at = %(now)s
    WHERE tenant_id = app.tenant_id() AND webhook_id = %(webhook_id)s AND status IN ('failed', 'cancelled')
      AND created_at >= %(since)s
    RETURNING id)
SELECT count(*) FROM again
"""
NEXT = f"""
SELECT {COLUMNS} FROM webhook_deliveries d
WHERE d.tenant_id = app.tenant_id() AND d.webhook_id = %s AND d.status = 'waiting' AND d.next_attempt_at <= %s
ORDER BY d.next_attempt_at, d.event_seq, d.event_ord, d.id LIMIT 1
"""  # noqa: S608
SETTLE = """
UPDATE webhook_deliveries SET status = %(status)s, attempts = %(attempts)s, next_attempt_at = %(next)s,
    last_status = %(last_status)s, last_error = %(last_error)s, delivered_at = %(delivered_at)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
NOTE_ATTEMPT = """
INSERT INTO webhook_attempts (tenant_id, id, webhook_id, delivery_id, number, at, milliseconds, status, error, answer,
                              created_at)
VALUES (app.tenant_id(), %(id)s, %(webhook_id)s, %(delivery_id)s, %(number)s, %(at)s, %(milliseconds)s, %(status)s,
        %(error)s, %(answer)s, %(at)s)
"""
CANCEL_WAITING = """
UPDATE webhook_deliveries SET status = 'cancelled', next_attempt_at = NULL, last_error = %s
WHERE tenant_id = app.tenant_id() AND webhook_id = %s AND status = 'waiting'
"""
OVERDUE = """
SELECT DISTINCT webhook_id FROM webhook_deliveries
WHERE tenant_id = app.tenant_id() AND status = 'waiting' AND next_attempt_at < %s
"""
FORGET = """
DELETE FROM webhook_deliveries WHERE tenant_id = app.tenant_id() AND id = ANY(ARRAY(
    SELECT id FROM webhook_deliveries
    WHERE tenant_id = app.tenant_id() AND created_at < %s AND status <> 'waiting' LIMIT 5000))
"""
EVENT = """
SELECT seq, ord, id, type, entity, entity_id, about_id, site_id, bears_costs, actor_user_id, actor_via, request_id, at,
       before, after
FROM events WHERE tenant_id = app.tenant_id() AND id = %s
"""


async def get(call: Call, delivery_id: UUID) -> WebhookDelivery:
    """The delivery. Raises `NotFound`."""
    return await call.one(WebhookDelivery, GET, [delivery_id])


async def page(call: Call, page: PageRequest, filters: WebhookDeliveryFilters) -> list[WebhookDelivery]:
    """The deliveries of a page, newest first, and one more."""
    after, position = BY_TIME.after(page.position)
    given = {name: value for name in TESTS if (value := getattr(filters, name)) is not None}
    tests = where(["d.tenant_id = app.tenant_id()", *(TESTS[name] for name in given), *after])
    query = PAGE + tests + BY_TIME.by + " LIMIT %(most)s"
    return await call.all(WebhookDelivery, query, {**given, **position, "most": page.limit + 1})


async def attempts(call: Call, delivery_id: UUID) -> list[WebhookAttempt]:
    """The latest attempts of a delivery, newest first."""
    return await call.all(WebhookAttempt, ATTEMPTS, [delivery_id])


async def put_in_line(
    call: Call, deliveries: Sequence[tuple[WebhookDelivery, FeedEvent | None]], *, again: bool = False
) -> None:
    """Keep deliveries to be made; those that are there already stay, or, `again`, start anew."""
    rows = [
        {
            "id": each.id,
            "webhook_id": each.webhook_id,
            "message_id": each.message_id,
            "event_id": each.event_id,
            "event_seq": event.seq if event else 0,
            "event_ord": event.ord if event else 0,
            "event_type": each.event_type,
        }
        for each, event in deliveries
    ]
    given = {"rows": encode(rows), "now": call.now, "user": call.user_id}
    await call.keep(AGAIN if again else ONCE, given)


async def resend(call: Call, delivery_id: UUID) -> None:
    """Let one delivery start anew."""
    await call.keep(RESEND, [call.now, delivery_id])


async def resend_failed(call: Call, webhook_id: UUID, since: datetime) -> int:
    """Let everything that failed or was cancelled since then start anew; how many there were."""
    return int(await call.value(RESEND_FAILED, {"webhook_id": webhook_id, "since": since, "now": call.now}))


async def next_due(call: Call, webhook_id: UUID) -> WebhookDelivery | None:
    """What is to be sent next, None when nothing is due."""
    return await call.maybe(WebhookDelivery, NEXT, [webhook_id, call.now])


async def settle(call: Call, delivery: WebhookDelivery) -> None:
    """Keep how far a delivery is."""
    row = {
        "id": delivery.id,
        "status": delivery.status,
        "attempts": delivery.attempts,
        "next": delivery.next_attempt_at,
        "last_status": delivery.last_status,
        "last_error": delivery.last_error,
        "delivered_at": delivery.delivered_at,
    }
    await call.keep(SETTLE, row)


async def note_attempt(call: Call, delivery: WebhookDelivery, outcome: Outcome) -> None:
    """Keep how an attempt went."""
    row = {
        "id": call.new_id(),
        "webhook_id": delivery.webhook_id,
        "delivery_id": delivery.id,
        "number": delivery.attempts,
        "at": call.now,
        "milliseconds": outcome.milliseconds,
        "status": outcome.status,
        "error": outcome.error,
        "answer": outcome.answer,
    }
    await call.keep(NOTE_ATTEMPT, row)


async def cancel_waiting(call: Call, webhook_id: UUID, why: str) -> None:
    """Send nothing of what waits for a webhook."""
    await call.keep(CANCEL_WAITING, [why, webhook_id])


async def overdue(call: Call, before: datetime) -> list[UUID]:
    """The webhooks for which something should have been sent before then."""
    return [row[0] for row in await call.all(tuple, OVERDUE, [before])]


async def forget(call: Call, before: datetime) -> None:
    """Forget old deliveries and their attempts, some thousands at a time."""
    await call.keep(FORGET, [before])


async def event(call: Call, event_id: UUID) -> FeedEvent | None:
    """An event that the caller may see."""
    return await call.maybe(FeedEvent, EVENT, [event_id])
