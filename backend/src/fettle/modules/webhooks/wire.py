"""Bodies and filters of webhooks."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar.params import QueryParameter
from pydantic import Field, StringConstraints

from fettle.modules.webhooks.records import NewWebhook, WebhookDeliveryFilters, WebhookDeliveryStatus
from fettle.web.bodies import LEFT_OUT, Body, Instant, Name, Patch, asked_instant

Url = Annotated[str, StringConstraints(min_length=1, max_length=2000)]
Types = Annotated[
    list[Annotated[str, StringConstraints(max_length=100)]],
    Field(description="Types such as `work_order.completed`, whole entities such as `work_order.*`, or `*`."),
]
Sites = Annotated[list[UUID], Field(max_length=500)]


class WebhookBody(Body):
    """A webhook to make."""

    name: Name
    url: Url = Field(description="An https address on the public internet.", examples=["https://example.com/fettle"])
    event_types: Types = Field(examples=[["work_order.*"]])
    site_ids: Sites | None = Field(default=None, description="Only events at these sites; null for all that you see.")
    includes_costs: bool = Field(default=False, description="Send events about money; needs `costs:read`.")
    includes_imports: bool = Field(default=False, description="Send what imports bring as well.")

    def to_record(self) -> NewWebhook:
        """The webhook to make."""
        return NewWebhook(**{name: getattr(self, name) for name in type(self).model_fields})


class WebhookPatch(Patch):
    """Fields of a webhook to change."""

    name: Name = LEFT_OUT
    url: Url = LEFT_OUT
    event_types: Types = LEFT_OUT
    site_ids: Sites | None = None
    includes_costs: bool = LEFT_OUT
    includes_imports: bool = LEFT_OUT


class WebhookReplayBody(Body):
    """The event to start from."""

    from_event_id: UUID


class WebhookRedeliveryBody(Body):
    """Since when; the last 30 days unless given."""

    since: Instant | None = None


def delivery_filters(
    webhook_id: Annotated[UUID | None, QueryParameter(name="webhookId")] = None,
    status: Annotated[list[WebhookDeliveryStatus] | None, QueryParameter(name="status")] = None,
    event_type: Annotated[list[str] | None, QueryParameter(name="eventType")] = None,
    since: Annotated[datetime | None, QueryParameter(name="since")] = None,
    until: Annotated[datetime | None, QueryParameter(name="until", description="Before this instant.")] = None,
) -> WebhookDeliveryFilters:
    """Which deliveries are wanted, from the query parameters."""
    return WebhookDeliveryFilters(
        webhook_id=webhook_id,
        status=[str(each) for each in status] if status else None,
        event_type=event_type or None,
        since=asked_instant("since", since),
        until=asked_instant("until", until),
    )
