"""Tables of the house itself: the event feed, how far its followers have come, counters and stored answers."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    PrimaryKeyConstraint,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import JSONB, UUID

from fettle.db.tables import document, index, instant, link_table, metadata, string

tenant_feed = Table(
    "tenant_feed",
    metadata,
    Column("tenant_id", UUID, nullable=False),
    Column("seq", BigInteger, nullable=False, server_default=text("0")),
    Column("chain", LargeBinary, nullable=False, server_default=text("''::bytea")),
    PrimaryKeyConstraint("tenant_id", name="pk_tenant_feed"),
    info={"module": "db", "tenant": True},
)

events = Table(
    "events",
    metadata,
    Column("tenant_id", UUID, nullable=False),
    Column("seq", BigInteger, nullable=False),
    Column("ord", Integer, nullable=False),
    Column("id", UUID, nullable=False),
    string("type", required=True),
    string("entity", required=True),
    Column("entity_id", UUID, nullable=False),
    Column("about_id", UUID, nullable=False),
    Column("site_id", UUID),
    Column("bears_costs", Boolean, nullable=False),
    Column("actor_user_id", UUID),
    string("actor_via", required=True),
    string("request_id", required=True),
    instant("at", required=True),
    Column("before", JSONB, nullable=False),
    Column("after", JSONB, nullable=False),
    Column("digest", LargeBinary, nullable=False),
    Column("chain", LargeBinary, nullable=False),
    PrimaryKeyConstraint("tenant_id", "seq", "ord", name="pk_events"),
    UniqueConstraint("tenant_id", "id", name="uq_events_id"),
    ForeignKeyConstraint(["tenant_id"], ["tenant_feed.tenant_id"], name="fk_events_tenant_feed"),
    Index("ix_events_about", "tenant_id", "about_id", "seq", "ord"),
    Index("ix_events_request", "tenant_id", "request_id", "seq", "ord"),
    info={"module": "db", "tenant": True},
)

tenant_counters = link_table(
    "tenant_counters",
    Column("name", Text, nullable=False),
    Column("value", BigInteger, nullable=False, server_default=text("0")),
    key=("name",),
    module="db",
)

feed_positions = link_table(
    "feed_positions",
    Column("follower", Text, nullable=False),
    Column("seq", BigInteger, nullable=False, server_default=text("0")),
    Column("ord", Integer, nullable=False, server_default=text("0")),
    Column("failures", Integer, nullable=False, server_default=text("0")),
    instant("retry_at"),
    key=("follower",),
    module="db",
)

idempotency_keys = link_table(
    "idempotency_keys",
    Column("caller", Text, nullable=False),
    Column("key", Text, nullable=False),
    Column("fingerprint", LargeBinary, nullable=False),
    Column("status", Integer, nullable=False),
    document("headers"),
    Column("body", LargeBinary, nullable=False),
    instant("created_at", required=True, default="now()"),
    index("idempotency_keys", "created_at"),
    key=("caller", "key"),
    module="db",
)
