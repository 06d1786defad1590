"""What is sent: the body of a message, and its id."""

from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

import msgspec

from fettle.modules.webhooks.records import Message

TEST = "webhook.test"
LONGEST_ANSWER = 500


def message_id(webhook_id: UUID, event_id: UUID) -> str:
    """The `webhook-id` of one event for one webhook: the same for every attempt, resending and replay, for ever."""
    return f"msg_{uuid5(webhook_id, str(event_id)).hex}"


def body(type: str, at: datetime, data: dict[str, Any]) -> bytes:
    """The body as it is signed and sent."""
    return msgspec.json.encode(Message(type=type, timestamp=at, data=data))


def data_of(event: Any, tenant_id: UUID) -> dict[str, Any]:
    """What a message says of an event: what it is about, by whom, and every field that changed, before and after."""
    return {
        "eventId": event.id,
        "tenantId": tenant_id,
        "sequence": event.seq,
        "position": event.ord,
        "entity": event.entity,
        "entityId": event.entity_id,
        "aboutId": event.about_id,
        "siteId": event.site_id,
        "actorUserId": event.actor_user_id,
        "actorVia": event.actor_via,
        "requestId": event.request_id,
        "before": event.before,
        "after": event.after,
    }


def example_data(webhook_id: UUID) -> dict[str, Any]:
    """What a test event says."""
    return {"webhookId": webhook_id, "message": "This is a test event. Este es un evento de prueba."}


def shown(answer: bytes) -> str | None:
    """The first bytes of an answer as text that can be stored and shown."""
    text = answer[: LONGEST_ANSWER * 4].decode(errors="replace").replace("\x00", "")
    text = "".join(sign if sign.isprintable() or sign in "\n\t" else "\ufffd" for sign in text)
    return text[:LONGEST_ANSWER] or None
