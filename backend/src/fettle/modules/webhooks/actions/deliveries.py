"""The book of deliveries: looked at, and what is in it sent again."""

from datetime import datetime
from uuid import UUID

import msgspec

from fettle.db import reading
from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.webhooks.actions.following import delivery_of, happening, owners_of, wake
from fettle.modules.webhooks.records import (
    Webhook,
    WebhookDelivery,
    WebhookDeliveryDetail,
    WebhookDeliveryFilters,
    WebhookDeliveryStatus,
    WebhookReplayed,
)
from fettle.modules.webhooks.rules import matching, messages, replays
from fettle.modules.webhooks.rules import webhooks as rules
from fettle.modules.webhooks.store import deliveries as store
from fettle.modules.webhooks.store import webhooks

READ = "webhooks:read"
WRITE = "webhooks:write"


async def listed(call: Call, filters: WebhookDeliveryFilters, page: PageRequest) -> Page[WebhookDelivery]:
    """What was sent, is waiting or has failed, newest first."""
    call.must(READ)
    return page.page(await store.page(call, page, filters), key=_position)


async def get(call: Call, delivery_id: UUID) -> WebhookDeliveryDetail:
    """A delivery with its latest attempts."""
    call.must(READ)
    delivery = await store.get(call, delivery_id)
    webhook = await webhooks.read(call, delivery.webhook_id)
    made = await store.attempts(call, delivery_id)
    if webhook.includes_costs and not call.sees_costs:
        # A receiver may say what it was told.
        made = [msgspec.structs.replace(attempt, answer=None) for attempt in made]
    return WebhookDeliveryDetail(**msgspec.structs.asdict(delivery), attempts_made=made)


async def resend(call: Call, delivery_id: UUID) -> WebhookDelivery:
    """Send one event again, under the same message id."""
    call.must(WRITE)
    delivery = await store.get(call, delivery_id)
    await _sending(call, delivery.webhook_id)
    await store.resend(call, delivery_id)
    await wake(call, delivery.webhook_id)
    return await store.get(call, delivery_id)


async def redeliver(call: Call, webhook_id: UUID, *, since: datetime | None) -> WebhookReplayed:
    """Send everything again that failed or was cancelled since then, or in the last 30 days."""
    call.must(WRITE)
    await _sending(call, webhook_id)
    count = await store.resend_failed(call, webhook_id, since or replays.earliest(call.now))
    await wake(call, webhook_id)
    return WebhookReplayed(deliveries=count)


async def test(call: Call, webhook_id: UUID) -> WebhookDelivery:
    """Send a test event."""
    call.must(WRITE)
    await _sending(call, webhook_id)
    made = call.new_id()
    delivery = WebhookDelivery(
        id=made,
        webhook_id=webhook_id,
        message_id=messages.message_id(webhook_id, made),
        event_type=messages.TEST,
        status=WebhookDeliveryStatus.WAITING,
        next_attempt_at=call.now,
        created_at=call.now,
        created_by=call.user_id,
    )
    await store.put_in_line(call, [(delivery, None)])
    await wake(call, webhook_id)
    return delivery


async def replay(call: Call, webhook_id: UUID, *, from_event_id: UUID) -> WebhookReplayed:
    """Send all events again from one on, in their order and under their own message ids; at most 1,000 at a time."""
    call.must(WRITE)
    webhook = await _sending(call, webhook_id)
    first = replays.must_be_known(await store.event(call, from_event_id))
    events = await reading.events_after(call, first.seq, first.ord - 1, limit=replays.MOST_READ + 1)
    owner = (await owners_of(call, [webhook])).get(webhook.owner_id)
    fitting = [event for event in events[: replays.MOST_READ] if matching.goes_to(happening(event), webhook, owner)]
    taken = fitting[: replays.MOST]
    await store.put_in_line(call, [(delivery_of(call, webhook, event), event) for event in taken], again=True)
    await wake(call, webhook_id)
    cut = len(fitting) > len(taken)
    last = taken[-1] if cut else (events[: replays.MOST_READ] or [first])[-1]
    return WebhookReplayed(
        deliveries=len(taken), last_event_id=last.id, has_more=cut or len(events) > replays.MOST_READ
    )


async def _sending(call: Call, webhook_id: UUID) -> Webhook:
    webhook = await webhooks.get(call, webhook_id)
    rules.must_be_enabled(webhook)
    return webhook


def _position(delivery: WebhookDelivery) -> list[str]:
    return [delivery.created_at.isoformat(), str(delivery.id)]
