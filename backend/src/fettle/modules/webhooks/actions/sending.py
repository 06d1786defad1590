"""Sending what is due to one webhook: nothing is held open in the database while a receiver thinks."""

import random
import time
from datetime import datetime, timedelta
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.tenancy import public as tenancy
from fettle.modules.webhooks import credentials, senders
from fettle.modules.webhooks.actions import webhooks as actions
from fettle.modules.webhooks.actions.following import SEND, happening, owners_of, wake
from fettle.modules.webhooks.records import (
    Outcome,
    Parcel,
    Webhook,
    WebhookDelivery,
    WebhookDeliveryStatus,
    WebhookDisabledBecause,
)
from fettle.modules.webhooks.rules import matching, messages, schedule
from fettle.modules.webhooks.store import deliveries as store
from fettle.modules.webhooks.store import webhooks
from fettle.queue import Work, enqueue
from fettle.web.outbound import Outbound

MOST_AT_ONCE = 50
LONGEST = 60.0
"""Seconds after which a sender lets others go first."""


async def send_due(work: Work, webhook_id: UUID, *, outbound: Outbound, key: bytes) -> None:
    """Send what is due to one webhook, one after the other, until nothing is or others should go first."""
    begun = time.monotonic()
    made: tuple[Parcel, Outcome] | None = None
    for number in range(MOST_AT_ONCE + 1):
        enough = number == MOST_AT_ONCE or time.monotonic() - begun > LONGEST
        async with work.open() as call:
            if made is not None:
                await record(call, *made)
            parcel = None if enough else await next_parcel(call, webhook_id, key)
            if enough:
                await wake(call, webhook_id)
            at = call.now
        if parcel is None:
            return
        made = parcel, await senders.send(outbound, parcel, at=at)


async def next_parcel(call: Call, webhook_id: UUID, key: bytes) -> Parcel | None:
    """What is to be sent next, None when nothing is or may be sent now."""
    webhook = await webhooks.find(call, webhook_id)
    if webhook is None or not await _is_sending(call, webhook):
        return None
    if webhook.paused_until is not None and webhook.paused_until > call.now:
        await _later(call, webhook_id, webhook.paused_until, f"rested {webhook_id}")
        return None
    secrets = await _secrets(call, webhook, key)
    if not secrets:
        why = "its secret cannot be opened: rotate it"
        await actions.stopped(call, webhook, WebhookDisabledBecause.FAILING, why)
        return None
    while (delivery := await store.next_due(call, webhook_id)) is not None:
        body = await _body(call, webhook, delivery)
        if body is not None:
            return Parcel(delivery=delivery, url=webhook.url, body=body, secrets=secrets)
        await _cancel(call, delivery)
    return None


async def record(call: Call, parcel: Parcel, outcome: Outcome) -> None:
    """Write down how an attempt went, and what follows from it."""
    delivery = msgspec.structs.replace(
        parcel.delivery,
        attempts=parcel.delivery.attempts + 1,
        last_status=outcome.status,
        last_error=outcome.error,
    )
    await store.note_attempt(call, delivery, outcome)
    webhook = await webhooks.find(call, delivery.webhook_id)
    if schedule.succeeded(outcome):
        await store.settle(call, _delivered(delivery, call.now))
        if webhook is not None:
            await webhooks.note_health(call, msgspec.structs.replace(webhook, failing_since=None, paused_until=None))
    elif webhook is not None:
        await _failed(call, webhook, delivery, outcome)


async def rescue(call: Call) -> None:
    """Wake webhooks for which something should have been sent long ago, whatever kept it."""
    call.must("webhooks:write")
    for webhook_id in await store.overdue(call, call.now - timedelta(minutes=10)):
        await wake(call, webhook_id)


async def forget(call: Call) -> None:
    """Forget deliveries and attempts of more than 30 days ago."""
    call.must("webhooks:write")
    await store.forget(call, call.now - schedule.KEPT)


async def _is_sending(call: Call, webhook: Webhook) -> bool:
    """Whether anything may be sent; if not, what waits is cancelled."""
    tenant = await tenancy.current_tenant(call)
    if tenant.suspended_at is not None or tenant.deleted_at is not None:
        await store.cancel_waiting(call, webhook.id, "the tenant is suspended")
        return False
    if not webhook.enabled or webhook.deleted_at is not None:
        await store.cancel_waiting(call, webhook.id, "the webhook is disabled")
        return False
    return True


async def _secrets(call: Call, webhook: Webhook, key: bytes) -> list[str]:
    sealed = await webhooks.secrets(call, webhook.id)
    good = [sealed.secret]
    until = sealed.previous_secret_until
    if sealed.previous_secret is not None and until is not None and until > call.now:
        good.append(sealed.previous_secret)
    return [secret for each in good if (secret := credentials.opened_or_none(key, webhook.id, each)) is not None]


async def _body(call: Call, webhook: Webhook, delivery: WebhookDelivery) -> bytes | None:
    """The body to send, None when its owner may not see the event any more."""
    if delivery.event_id is None:
        return messages.body(messages.TEST, delivery.created_at, messages.example_data(webhook.id))
    event = await store.event(call, delivery.event_id)
    owner = (await owners_of(call, [webhook])).get(webhook.owner_id)
    if event is None or not matching.goes_to(happening(event), webhook, owner):
        return None
    return messages.body(event.type, event.at, messages.data_of(event, call.tenant_id))


async def _cancel(call: Call, delivery: WebhookDelivery) -> None:
    why = "the webhook may not see this event any more"
    cancelled = msgspec.structs.replace(
        delivery, status=WebhookDeliveryStatus.CANCELLED, next_attempt_at=None, last_error=why
    )
    await store.settle(call, cancelled)


async def _failed(call: Call, webhook: Webhook, delivery: WebhookDelivery, outcome: Outcome) -> None:
    since = webhook.failing_since or call.now
    gone = outcome.status == schedule.GONE
    chance = random.random()  # noqa: S311 - spreads retries, guards nothing
    at = None if gone else schedule.next_attempt(delivery.attempts, outcome, at=call.now, chance=chance)
    status = WebhookDeliveryStatus.FAILED if at is None else WebhookDeliveryStatus.WAITING
    await store.settle(call, msgspec.structs.replace(delivery, status=status, next_attempt_at=at))
    rest = schedule.pause(outcome, at=call.now, failing_since=webhook.failing_since)
    ailing = msgspec.structs.replace(webhook, failing_since=since, paused_until=rest)
    await webhooks.note_health(call, ailing)
    if webhook.enabled and webhook.deleted_at is None and (gone or schedule.is_hopeless(since, at=call.now)):
        because = WebhookDisabledBecause.GONE if gone else WebhookDisabledBecause.FAILING
        await actions.stopped(call, ailing, because, "the webhook was disabled")
    elif at is not None:
        await _later(call, webhook.id, at, f"{delivery.id} {delivery.attempts}")


async def _later(call: Call, webhook_id: UUID, at: datetime, word: str) -> None:
    await enqueue(call, SEND, webhook_id=webhook_id, at=at, once=word, one_by_one=f"webhook {webhook_id}")


def _delivered(delivery: WebhookDelivery, at: datetime) -> WebhookDelivery:
    return msgspec.structs.replace(
        delivery, status=WebhookDeliveryStatus.DELIVERED, next_attempt_at=None, delivered_at=at
    )
