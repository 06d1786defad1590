"""The tables of sync: what was not taken as a phone sent it."""

from sqlalchemy import BigInteger, Column
from sqlalchemy.dialects.postgresql import JSONB, UUID

from fettle.db.tables import closed_set, index, instant, string, tenant_table

REASONS = (
    "terminal", "not_allowed", "overwritten", "server_owned", "reassigned", "kept_first", "parent_missing", "deleted",
    "invalid", "clock", "forbidden",
)  # fmt: skip

sync_conflicts = tenant_table(
    "sync_conflicts",
    Column("user_id", UUID),
    string("device"),
    Column("device_id", UUID),
    string("collection", required=True),
    string("record_id", required=True),
    string("field"),
    Column("client_value", JSONB),
    Column("server_value", JSONB),
    *closed_set("sync_conflicts", "reason", REASONS),
    string("message", required=True),
    Column("pulled_at", BigInteger),
    Column("site_id", UUID),
    instant("dismissed_at"),
    index("sync_conflicts", "user_id", "id", name="user_id"),
    soft_delete=False,
    versioned=False,
    module="sync",
)
