"""The tables of escalation: rules, how far each is with which work, and what they did."""

from sqlalchemy import Column, Index, Integer, Text, text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from fettle.db.tables import (
    closed_set,
    document,
    flag,
    foreign_key,
    index,
    instant,
    link_table,
    ref,
    string,
    tenant_table,
    unique,
)

STATUSES = ("new", "approved", "in_progress", "on_hold")
NONE = text("'{}'")

escalation_rules = tenant_table(
    "escalation_rules",
    string("name", required=True),
    *closed_set("escalation_rules", "condition", ("in_status", "due", "unacknowledged")),
    *closed_set("escalation_rules", "status", STATUSES, required=False),
    Column("priorities", ARRAY(Text), nullable=False, server_default=NONE),
    Column("kinds", ARRAY(Text), nullable=False, server_default=NONE),
    Column("site_ids", ARRAY(UUID), nullable=False, server_default=NONE),
    Column("crew_ids", ARRAY(UUID), nullable=False, server_default=NONE),
    document("hours"),
    document("steps", default="[]"),
    flag("active", default=True),
    instant("active_since", required=True),
    unique("escalation_rules", "name"),
    module="escalation",
)

escalation_watches = link_table(
    "escalation_watches",
    Column("rule_id", UUID, nullable=False),
    foreign_key("escalation_watches", "rule_id", "escalation_rules", ondelete="CASCADE"),
    Column("work_order_id", UUID, nullable=False),
    foreign_key("escalation_watches", "work_order_id", "work_orders", ondelete="CASCADE"),
    Index("ix_escalation_watches_work_order_id", "tenant_id", "work_order_id"),
    Column("site_id", UUID),
    instant("episode_at", required=True),
    Column("next_step", Integer, nullable=False, server_default=text("0")),
    instant("due_at"),
    Column("fired", Integer, nullable=False, server_default=text("0")),
    Index("ix_escalation_watches_due_at", "tenant_id", "due_at", postgresql_where=text("due_at IS NOT NULL")),
    key=("rule_id", "work_order_id"),
    module="escalation",
)

escalations = tenant_table(
    "escalations",
    Column("rule_id", UUID, nullable=False),
    foreign_key("escalations", "rule_id", "escalation_rules"),
    ref("escalations", "work_order_id", "work_orders", required=True),
    Column("site_id", UUID),
    Column("level", Integer, nullable=False),
    instant("episode_at", required=True),
    instant("due_at", required=True),
    string("message", required=True),
    Column("recipient_ids", ARRAY(UUID), nullable=False, server_default=NONE),
    Column("assigned_to_id", UUID),
    Column("crew_id", UUID),
    string("priority"),
    string("undone"),
    unique("escalations", "rule_id", "work_order_id", "episode_at", "level", live_only=False),
    index("escalations", "created_at", "id", name="created_at"),
    soft_delete=False,
    versioned=False,
    module="escalation",
)
