"""The tables of people, sessions and keys: known across tenants, opened only in the identity realm."""

from typing import Any

from sqlalchemy import Column, ForeignKeyConstraint, Index, Integer, LargeBinary, Table, Text, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from fettle.db.tables import closed_set, index, instant, metadata, string, tenant_table


def _global_table(name: str, *columns: Any) -> Table:
    return Table(
        name, metadata, Column("id", UUID, primary_key=True), *columns, info={"module": "identity", "tenant": False}
    )


def _user(table: str) -> list[Any]:
    return [
        Column("user_id", UUID, nullable=False),
        ForeignKeyConstraint(["user_id"], ["users.id"], name=f"fk_{table}_user_id", ondelete="CASCADE"),
        Index(f"ix_{table}_user_id", "user_id"),
    ]


users = _global_table(
    "users",
    string("email", required=True),
    string("name", required=True),
    string("password_hash"),
    string("locale", required=True, default="en"),
    instant("disabled_at"),
    instant("created_at", required=True, default="now()"),
    instant("updated_at", required=True, default="now()"),
    Column("version", Integer, nullable=False, server_default=text("1")),
    UniqueConstraint("email", name="uq_users_email"),
)

external_identities = _global_table(
    "external_identities",
    *_user("external_identities"),
    string("issuer", required=True),
    string("subject", required=True),
    instant("created_at", required=True, default="now()"),
    UniqueConstraint("issuer", "subject", name="uq_external_identities_subject"),
)

sessions = _global_table(
    "sessions",
    *_user("sessions"),
    Column("tenant_id", UUID),
    string("device"),
    string("ip"),
    instant("created_at", required=True, default="now()"),
    instant("last_seen_at", required=True, default="now()"),
    instant("expires_at", required=True),
    instant("revoked_at"),
    string("revoked_reason"),
)

refresh_tokens = _global_table(
    "refresh_tokens",
    Column("session_id", UUID, nullable=False),
    ForeignKeyConstraint(["session_id"], ["sessions.id"], name="fk_refresh_tokens_session_id", ondelete="CASCADE"),
    Index("ix_refresh_tokens_session_id", "session_id"),
    Column("token_hash", LargeBinary, nullable=False),
    instant("created_at", required=True, default="now()"),
    instant("expires_at", required=True),
    instant("used_at"),
    UniqueConstraint("token_hash", name="uq_refresh_tokens_token_hash"),
)

password_resets = _global_table(
    "password_resets",
    *_user("password_resets"),
    Column("token_hash", LargeBinary, nullable=False),
    instant("created_at", required=True, default="now()"),
    instant("expires_at", required=True),
    instant("used_at"),
    UniqueConstraint("token_hash", name="uq_password_resets_token_hash"),
)

throttles = Table(
    "throttles",
    metadata,
    Column("key", LargeBinary, primary_key=True),
    Column("attempts", Integer, nullable=False, server_default=text("0")),
    instant("window_ends_at", required=True),
    info={"module": "identity", "tenant": False},
)

machine_keys = tenant_table(
    "machine_keys",
    *closed_set("machine_keys", "kind", ("api_key", "client")),
    string("name", required=True),
    Column("prefix", Text, nullable=False),
    Column("secret_hash", LargeBinary, nullable=False),
    Column("permissions", ARRAY(Text), nullable=False),
    Column("site_scope", ARRAY(UUID)),
    instant("expires_at"),
    instant("last_used_at"),
    instant("revoked_at"),
    Index("uq_machine_keys_secret_hash", "secret_hash", unique=True),
    index("machine_keys", "prefix"),
    soft_delete=False,
    module="identity",
)
