"""Webhooks: where events are sent, what of them, and how each sending went."""

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from fettle.kit.records import Record


class WebhookDisabledBecause(StrEnum):
    """Why a webhook sends nothing."""

    PERSON = "person"
    GONE = "gone"
    FAILING = "failing"
    OWNER_LEFT = "owner_left"


class Webhook(Record, frozen=True, kw_only=True):
    """An address that events are sent to, signed as Standard Webhooks 1.0 says.

    `event_types` are types (`work_order.completed`), whole entities (`work_order.*`) or `*`; `site_ids` null means
    every site that its owner sees. What the owner may not see is not sent.
    """

    id: UUID
    name: str
    url: str
    event_types: list[str]
    site_ids: list[UUID] | None = None
    includes_costs: bool = False
    includes_imports: bool = False
    owner_id: UUID
    enabled: bool = True
    disabled_because: WebhookDisabledBecause | None = None
    disabled_at: datetime | None = None
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    previous_secret_until: datetime | None = None
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class NewWebhook(Record, frozen=True, kw_only=True):
    """A webhook as somebody asks for it."""

    name: str
    url: str
    event_types: list[str]
    site_ids: list[UUID] | None = None
    includes_costs: bool = False
    includes_imports: bool = False


class IssuedWebhook(Record, frozen=True, kw_only=True):
    """A webhook with the secret that its signatures are made with, shown here and nowhere else."""

    webhook: Webhook
    secret: str


class RotatedWebhookSecret(Record, frozen=True, kw_only=True):
    """The new secret; until `previous_valid_until` the former one signs as well."""

    secret: str
    previous_valid_until: datetime


class Sealed(Record, frozen=True, kw_only=True):
    """The sealed secrets of a webhook, as they are stored."""

    secret: str
    previous_secret: str | None = None
    previous_secret_until: datetime | None = None


class WebhookDeliveryStatus(StrEnum):
    """How far the sending of one event to one webhook is."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"
    CANCELLED = "cancelled"


class WebhookDelivery(Record, frozen=True, kw_only=True):
    """The sending of one event to one webhook. `message_id` is its `webhook-id`, the same however often it is sent."""

    id: UUID
    webhook_id: UUID
    message_id: str
    event_id: UUID | None = None
    event_type: str
    status: WebhookDeliveryStatus
    attempts: int = 0
    next_attempt_at: datetime | None = None
    last_status: int | None = None
    last_error: str | None = None
    delivered_at: datetime | None = None
    created_at: datetime
    created_by: UUID | None = None


class WebhookAttempt(Record, frozen=True, kw_only=True):
    """One try: the status that came back or why none did, how long it took, and the first bytes of the answer."""

    id: UUID
    number: int
    at: datetime
    milliseconds: int
    status: int | None = None
    error: str | None = None
    answer: str | None = None


class WebhookDeliveryDetail(WebhookDelivery, frozen=True, kw_only=True):
    """A delivery with its latest attempts, newest first."""

    attempts_made: list[WebhookAttempt] = []


class WebhookDeliveryFilters(Record, frozen=True, kw_only=True):
    """Which deliveries are wanted."""

    webhook_id: UUID | None = None
    status: list[str] | None = None
    event_type: list[str] | None = None
    since: datetime | None = None
    until: datetime | None = None


class WebhookReplayed(Record, frozen=True, kw_only=True):
    """What a replay put in line: how many deliveries, up to which event, and whether more events follow it."""

    deliveries: int
    last_event_id: UUID | None = None
    has_more: bool = False


class Message(Record, frozen=True, kw_only=True):
    """What is sent: Standard Webhooks' three members."""

    type: str
    timestamp: datetime
    data: dict[str, Any]


class Outcome(Record, frozen=True, kw_only=True):
    """How one attempt went. `retry_after` is in seconds, as the receiver asked."""

    status: int | None = None
    error: str | None = None
    answer: str | None = None
    milliseconds: int = 0
    retry_after: float | None = None


class Parcel(Record, frozen=True, kw_only=True):
    """One delivery ready to be sent: to where, with which id, body and secrets."""

    delivery: WebhookDelivery
    url: str
    body: bytes
    secrets: list[str]
