"""The tables of notifications: what was told, how it went out, what is owed, and what each person wants."""

from typing import Any

from sqlalchemy import (
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    Time,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import UUID

from fettle.db.tables import closed_set, flag, foreign_key, index, instant, link_table, string, tenant_table

KINDS = (
    "assigned", "due_soon", "due_today", "overdue", "status_changed", "mentioned", "commented", "escalated",
    "new_request", "request_outcome", "low_condition", "warranty_ending", "plan_stopped", "job_failed",
    "webhook_disabled", "file_quarantined", "channel_broken", "test",
)  # fmt: skip
SUBJECTS = ("work_order", "work_request", "asset", "maintenance_plan", "job", "webhook", "file", "account")
CHANNELS = ("email", "web_push", "expo")


def _member(table: str, *, required: bool) -> list[Any]:
    return [
        Column("user_id", UUID, nullable=not required),
        ForeignKeyConstraint(
            ["tenant_id", "user_id"], ["memberships.tenant_id", "memberships.user_id"], name=f"fk_{table}_user_id"
        ),
    ]


notifications = tenant_table(
    "notifications",
    _member("notifications", required=False),
    string("recipient", required=True),
    string("key", required=True),
    *closed_set("notifications", "kind", KINDS),
    string("title", required=True),
    string("body", required=True),
    string("language", required=True),
    *closed_set("notifications", "subject", SUBJECTS),
    Column("subject_id", UUID),
    Column("site_id", UUID),
    string("needs"),
    string("link", required=True),
    flag("urgent", default=False),
    flag("in_app", default=True),
    Column("reminder_id", UUID),
    instant("read_at"),
    instant("acknowledged_at"),
    UniqueConstraint("tenant_id", "recipient", "key", name="uq_notifications_recipient_key"),
    index("notifications", "user_id", "created_at", "id", name="user_id"),
    Index(
        "ix_notifications_unread",
        "tenant_id",
        "user_id",
        postgresql_where=text("read_at IS NULL AND in_app"),
    ),
    soft_delete=False,
    versioned=False,
    module="notifications",
)

notification_deliveries = tenant_table(
    "notification_deliveries",
    Column("notification_id", UUID, nullable=False),
    foreign_key("notification_deliveries", "notification_id", "notifications", ondelete="CASCADE"),
    _member("notification_deliveries", required=False),
    *closed_set("notification_deliveries", "channel", CHANNELS),
    Column("device_id", UUID),
    *closed_set(
        "notification_deliveries", "state", ("pending", "sent", "failed", "dead", "dropped"), default="pending"
    ),
    flag("digest", default=False),
    instant("not_before", required=True),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    instant("sent_at"),
    string("receipt"),
    string("error"),
    UniqueConstraint(
        "tenant_id",
        "notification_id",
        "channel",
        "device_id",
        name="uq_notification_deliveries_channel",
        postgresql_nulls_not_distinct=True,
    ),
    index("notification_deliveries", "user_id", "not_before", name="digest", where="digest AND state <> 'sent'"),
    soft_delete=False,
    versioned=False,
    module="notifications",
)

reminders = tenant_table(
    "reminders",
    _member("reminders", required=False),
    *closed_set("reminders", "kind", ("due_soon", "due_today", "overdue", "warranty_ending")),
    *closed_set("reminders", "subject", ("work_order", "asset")),
    Column("subject_id", UUID, nullable=False),
    Column("step", Integer, nullable=False, server_default=text("0")),
    instant("due_at", required=True),
    instant("remind_at", required=True),
    *closed_set("reminders", "state", ("waiting", "met", "acknowledged", "cancelled"), default="waiting"),
    Column("times", Integer, nullable=False, server_default=text("0")),
    instant("snoozed_until"),
    instant("updated_at", required=True, default="now()"),
    UniqueConstraint(
        "tenant_id",
        "subject_id",
        "user_id",
        "kind",
        "step",
        name="uq_reminders_subject_id",
        postgresql_nulls_not_distinct=True,
    ),
    Index("ix_reminders_due", "remind_at", "tenant_id", postgresql_where=text("state = 'waiting'")),
    index("reminders", "user_id", "remind_at", name="user_id"),
    soft_delete=False,
    versioned=False,
    module="notifications",
)

notification_choices = link_table(
    "notification_choices",
    *_member("notification_choices", required=True),
    string("kind", required=True),
    *closed_set("notification_choices", "way", ("in_app", "email", "push")),
    flag("wanted", default=True),
    key=("user_id", "kind", "way"),
    module="notifications",
)

notification_habits = link_table(
    "notification_habits",
    *_member("notification_habits", required=True),
    Column("quiet_from", Time),
    Column("quiet_until", Time),
    flag("urgent_breaks_quiet", default=False),
    string("time_zone"),
    Column("digest_hour", Integer),
    Column("due_soon_days", Integer),
    string("mail_refused"),
    string("mail_problem"),
    key=("user_id",),
    module="notifications",
)

notification_mutes = link_table(
    "notification_mutes",
    *_member("notification_mutes", required=True),
    *closed_set("notification_mutes", "subject", SUBJECTS),
    Column("subject_id", UUID, nullable=False),
    instant("created_at", required=True, default="now()"),
    key=("user_id", "subject", "subject_id"),
    module="notifications",
)

notification_refusals = link_table(
    "notification_refusals",
    string("address", required=True),
    instant("created_at", required=True, default="now()"),
    key=("address",),
    module="notifications",
)

notification_devices = tenant_table(
    "notification_devices",
    _member("notification_devices", required=True),
    *closed_set("notification_devices", "channel", ("web_push", "expo")),
    string("address", required=True),
    string("p256dh"),
    string("auth"),
    string("name"),
    instant("seen_at", required=True, default="now()"),
    UniqueConstraint("tenant_id", "address", name="uq_notification_devices_address"),
    Index("ix_notification_devices_address", "address"),
    index("notification_devices", "user_id"),
    soft_delete=False,
    versioned=False,
    module="notifications",
)
