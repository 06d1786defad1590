"""Webhooks over HTTP."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request
from litestar.di import Provide
from litestar.params import Dependency, QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.webhooks.actions import deliveries
from fettle.modules.webhooks.actions import webhooks as actions
from fettle.modules.webhooks.records import (
    IssuedWebhook,
    RotatedWebhookSecret,
    Webhook,
    WebhookDelivery,
    WebhookDeliveryDetail,
    WebhookDeliveryFilters,
    WebhookReplayed,
)
from fettle.modules.webhooks.rules.webhooks import (
    AlreadyDisabled,
    AlreadyEnabled,
    CostsNotYours,
    NeedsAPerson,
    TooManyWebhooks,
    WebhookDisabled,
)
from fettle.modules.webhooks.wire import (
    WebhookBody,
    WebhookPatch,
    WebhookRedeliveryBody,
    WebhookReplayBody,
    delivery_filters,
)
from fettle.web.verbs import delete, get, patch, post

Deleted = Annotated[
    bool, QueryParameter(name="deleted", description="List what was deleted and can be restored instead.")
]
Filters = Annotated[WebhookDeliveryFilters, Dependency()]
AskedRequest = Request[Any, Any, Any]


@get("/webhooks", may="webhooks:read")
async def list_webhooks(call: Call, page: PageRequest, deleted: Deleted = False) -> Page[Webhook]:
    """List the tenant's webhooks, newest first."""
    return await actions.listed(call, page, deleted=deleted)


@post(
    "/webhooks",
    may="webhooks:write",
    opt={"keeps_answer": False},
    refuses=[NeedsAPerson, TooManyWebhooks, AlreadyExists],
)
async def create_webhook(call: Call, data: WebhookBody, request: AskedRequest) -> IssuedWebhook:
    """Make a webhook: events are sent to its address as Standard Webhooks 1.0. The secret is shown here only."""
    settings, key = request.app.state.settings, request.app.state.secret
    return await actions.create(call, data.to_record(), allowed=settings.outbound_allow, key=key)


@get("/webhooks/{webhook_id:uuid}", may="webhooks:read")
async def get_webhook(call: Call, webhook_id: UUID) -> Webhook:
    """Get a webhook."""
    return await actions.get(call, webhook_id)


@patch("/webhooks/{webhook_id:uuid}", may="webhooks:write", refuses=[NeedsAPerson, CostsNotYours, AlreadyExists])
async def update_webhook(
    call: Call, webhook_id: UUID, data: WebhookPatch, version: int, request: AskedRequest
) -> Webhook:
    """Change where a webhook sends, or what of the events."""
    allowed = request.app.state.settings.outbound_allow
    return await actions.change(call, webhook_id, data.given(), version=version, allowed=allowed)


@delete("/webhooks/{webhook_id:uuid}", may="webhooks:write", refuses=[NeedsAPerson, CostsNotYours])
async def delete_webhook(call: Call, webhook_id: UUID, version: int) -> None:
    """Delete a webhook; what waits for it is not sent any more."""
    await actions.delete(call, webhook_id, version=version)


@post(
    "/webhooks/{webhook_id:uuid}/restore",
    may="webhooks:write",
    status_code=200,
    refuses=[NeedsAPerson, CostsNotYours, TooManyWebhooks, AlreadyExists],
)
async def restore_webhook(call: Call, webhook_id: UUID) -> Webhook:
    """Bring a deleted webhook back, disabled."""
    return await actions.restore(call, webhook_id)


@post(
    "/webhooks/{webhook_id:uuid}/enable",
    may="webhooks:write",
    status_code=200,
    refuses=[NeedsAPerson, CostsNotYours, AlreadyEnabled],
)
async def enable_webhook(call: Call, webhook_id: UUID) -> Webhook:
    """Let a webhook send again: events from now on, as far as you may see; replay what it missed."""
    return await actions.enable(call, webhook_id)


@post("/webhooks/{webhook_id:uuid}/disable", may="webhooks:write", status_code=200, refuses=[AlreadyDisabled])
async def disable_webhook(call: Call, webhook_id: UUID) -> Webhook:
    """Stop a webhook; what waits for it is not sent any more."""
    return await actions.disable(call, webhook_id)


@post(
    "/webhooks/{webhook_id:uuid}/rotate-secret",
    may="webhooks:write",
    status_code=200,
    opt={"keeps_answer": False},
    refuses=[NeedsAPerson, CostsNotYours],
)
async def rotate_webhook_secret(call: Call, webhook_id: UUID, request: AskedRequest) -> RotatedWebhookSecret:
    """Make a new secret; for 24 hours messages carry the signatures of both."""
    return await actions.rotate(call, webhook_id, key=request.app.state.secret)


@post("/webhooks/{webhook_id:uuid}/test", may="webhooks:write", status_code=202, refuses=[WebhookDisabled])
async def test_webhook(call: Call, webhook_id: UUID) -> WebhookDelivery:
    """Send a test event."""
    return await deliveries.test(call, webhook_id)


@post("/webhooks/{webhook_id:uuid}/replay", may="webhooks:write", status_code=202, refuses=[WebhookDisabled])
async def replay_webhook(call: Call, webhook_id: UUID, data: WebhookReplayBody) -> WebhookReplayed:
    """Send all events again from one on, in order and under their own message ids, at most 1,000 at a time.

    While `hasMore` is true, ask again from `lastEventId`.
    """
    return await deliveries.replay(call, webhook_id, from_event_id=data.from_event_id)


@post("/webhooks/{webhook_id:uuid}/redeliver", may="webhooks:write", status_code=202, refuses=[WebhookDisabled])
async def redeliver_webhook(call: Call, webhook_id: UUID, data: WebhookRedeliveryBody) -> WebhookReplayed:
    """Send everything again that failed or was cancelled."""
    return await deliveries.redeliver(call, webhook_id, since=data.since)


@get(
    "/webhook-deliveries",
    may="webhooks:read",
    dependencies={"filters": Provide(delivery_filters, sync_to_thread=False)},
)
async def list_webhook_deliveries(call: Call, filters: Filters, page: PageRequest) -> Page[WebhookDelivery]:
    """List what was sent, waits or has failed, newest first; the last 30 days are kept."""
    return await deliveries.listed(call, filters, page)


@get("/webhook-deliveries/{delivery_id:uuid}", may="webhooks:read")
async def get_webhook_delivery(call: Call, delivery_id: UUID) -> WebhookDeliveryDetail:
    """Get a delivery with its latest attempts: status, duration and the first bytes of each answer."""
    return await deliveries.get(call, delivery_id)


@post("/webhook-deliveries/{delivery_id:uuid}/resend", may="webhooks:write", status_code=202, refuses=[WebhookDisabled])
async def resend_webhook_delivery(call: Call, delivery_id: UUID) -> WebhookDelivery:
    """Send one event again, under the same message id."""
    return await deliveries.resend(call, delivery_id)


ROUTES = [
    list_webhooks,
    create_webhook,
    get_webhook,
    update_webhook,
    delete_webhook,
    restore_webhook,
    enable_webhook,
    disable_webhook,
    rotate_webhook_secret,
    test_webhook,
    replay_webhook,
    redeliver_webhook,
    list_webhook_deliveries,
    get_webhook_delivery,
    resend_webhook_delivery,
]
