"""The tables of webhooks: where to, with which secrets, and the book of what was sent."""

from sqlalchemy import BigInteger, Column, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from fettle.db.tables import (
    closed_set,
    flag,
    foreign_key,
    index,
    instant,
    link_table,
    string,
    tenant_table,
    unique,
)

webhooks = tenant_table(
    "webhooks",
    string("name", required=True),
    string("url", required=True),
    Column("event_types", ARRAY(Text), nullable=False),
    Column("site_ids", ARRAY(UUID)),
    flag("includes_costs", default=False),
    flag("includes_imports", default=False),
    Column("owner_id", UUID, nullable=False),
    flag("enabled", default=True),
    *closed_set("webhooks", "disabled_because", ("person", "gone", "failing", "owner_left"), required=False),
    instant("disabled_at"),
    instant("failing_since"),
    instant("paused_until"),
    instant("previous_secret_until"),
    unique("webhooks", "name"),
    module="webhooks",
)

webhook_secrets = link_table(
    "webhook_secrets",
    Column("webhook_id", UUID, nullable=False),
    foreign_key("webhook_secrets", "webhook_id", "webhooks", ondelete="CASCADE"),
    string("secret", required=True),
    string("previous_secret"),
    key=("webhook_id",),
    module="webhooks",
)

webhook_deliveries = tenant_table(
    "webhook_deliveries",
    Column("webhook_id", UUID, nullable=False),
    foreign_key("webhook_deliveries", "webhook_id", "webhooks", ondelete="CASCADE"),
    string("message_id", required=True),
    Column("event_id", UUID),
    Column("event_seq", BigInteger, nullable=False, server_default=text("0")),
    Column("event_ord", Integer, nullable=False, server_default=text("0")),
    string("event_type", required=True),
    *closed_set("webhook_deliveries", "status", ("waiting", "delivered", "failed", "cancelled"), default="waiting"),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    instant("next_attempt_at"),
    Column("last_status", Integer),
    string("last_error"),
    instant("delivered_at"),
    unique("webhook_deliveries", "webhook_id", "message_id", live_only=False),
    index("webhook_deliveries", "created_at", "id", name="created_at"),
    index("webhook_deliveries", "webhook_id", "created_at", "id", name="webhook_id"),
    Index(
        "ix_webhook_deliveries_due",
        "tenant_id",
        "webhook_id",
        "next_attempt_at",
        postgresql_where=text("status = 'waiting'"),
    ),
    soft_delete=False,
    versioned=False,
    module="webhooks",
)

webhook_attempts = tenant_table(
    "webhook_attempts",
    Column("webhook_id", UUID, nullable=False),
    Column("delivery_id", UUID, nullable=False),
    foreign_key("webhook_attempts", "delivery_id", "webhook_deliveries", ondelete="CASCADE"),
    Column("number", Integer, nullable=False),
    instant("at", required=True),
    Column("milliseconds", Integer, nullable=False),
    Column("status", Integer),
    string("error"),
    string("answer"),
    index("webhook_attempts", "delivery_id", "id", name="delivery_id"),
    soft_delete=False,
    versioned=False,
    module="webhooks",
)
