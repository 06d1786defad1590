"""Events become deliveries, in the transaction that also remembers that they were seen."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.tenancy import public as tenancy
from fettle.modules.webhooks.actions import webhooks as actions
from fettle.modules.webhooks.records import Webhook, WebhookDelivery, WebhookDeliveryStatus, WebhookDisabledBecause
from fettle.modules.webhooks.rules import matching, messages
from fettle.modules.webhooks.store import deliveries as store
from fettle.modules.webhooks.store import webhooks
from fettle.queue import enqueue

SEND = "webhooks.send"


async def follow(call: Call, events: Sequence[FeedEvent]) -> None:
    """Put each event in line for every webhook that it goes to."""
    sending = await webhooks.enabled(call)
    if not sending:
        return
    owners = await owners_of(call, sending)
    for webhook in sending:
        owner = owners.get(webhook.owner_id)
        if owner is None:
            await actions.stopped(call, webhook, WebhookDisabledBecause.OWNER_LEFT, "its owner is no longer here")
            continue
        fitting = [event for event in events if matching.goes_to(happening(event), webhook, owner)]
        if fitting:
            await store.put_in_line(call, [(delivery_of(call, webhook, event), event) for event in fitting])
            await wake(call, webhook.id)


async def wake(call: Call, webhook_id: UUID) -> None:
    """Let what is due for a webhook be sent: one sender at a time, so that a slow receiver holds up nobody else."""
    await enqueue(call, SEND, webhook_id=webhook_id, once=str(webhook_id), one_by_one=f"webhook {webhook_id}")


async def owners_of(call: Call, some: Iterable[Webhook]) -> dict[UUID, matching.Sight]:
    """What the owners of webhooks may see now; whoever left is left out."""
    found = await tenancy.sights(call, {webhook.owner_id for webhook in some})
    return {
        user_id: matching.Sight(sight.every_site, sight.site_ids, sight.permissions)
        for user_id, sight in found.items()
        if sight.may("webhooks:write")
    }


def happening(event: FeedEvent) -> matching.Happening:
    """As much of an event as decides where it goes."""
    return matching.Happening(event.type, event.entity, event.site_id, event.bears_costs, event.actor_via)


def delivery_of(call: Call, webhook: Webhook, event: FeedEvent) -> WebhookDelivery:
    """The delivery of an event to a webhook."""
    return WebhookDelivery(
        id=call.new_id(),
        webhook_id=webhook.id,
        message_id=messages.message_id(webhook.id, event.id),
        event_id=event.id,
        event_type=event.type,
        status=WebhookDeliveryStatus.WAITING,
        created_at=call.now,
    )
