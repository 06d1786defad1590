"""The tables of the portal: places, settings, links, mail, contractors."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, Index, Integer, LargeBinary, Text, text
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
)

SECURITIES = ("tls", "starttls", "none")
MESSAGE_STATUSES = ("request", "comment", "ignored", "quarantined", "dismissed")

portal_settings = tenant_table(
    "portal_settings",
    document("page"),
    flag("staff_names", default=False),
    string("email_address"),
    Column("email_hash", LargeBinary),
    flag("open311_enabled", default=False),
    document("open311_services", default="[]"),
    Column("open311_key_hash", LargeBinary),
    CheckConstraint("id = tenant_id", name="ck_portal_settings_id"),
    Index("uq_portal_settings_email_hash", "email_hash", unique=True),
    soft_delete=False,
    module="portal",
)

portal_places = tenant_table(
    "portal_places",
    string("name", required=True),
    string("code", required=True),
    Column("code_hash", LargeBinary, nullable=False),
    ref("portal_places", "site_id", "sites"),
    ref("portal_places", "location_id", "locations"),
    ref("portal_places", "asset_id", "assets"),
    document("page"),
    flag("open", default=True),
    CheckConstraint("num_nonnulls(site_id, location_id, asset_id) <= 1", name="ck_portal_places_one_place"),
    Index("uq_portal_places_code_hash", "code_hash", unique=True),
    module="portal",
)

portal_visits = link_table(
    "portal_visits",
    Column("place_id", UUID, nullable=False),
    foreign_key("portal_visits", "place_id", "portal_places", ondelete="CASCADE"),
    Column("day", Date, nullable=False),
    Column("visits", Integer, nullable=False, server_default=text("1")),
    key=("place_id", "day"),
    module="portal",
)

portal_threads = link_table(
    "portal_threads",
    Column("request_id", UUID, nullable=False),
    foreign_key("portal_threads", "request_id", "work_requests", ondelete="CASCADE"),
    ref("portal_threads", "place_id", "portal_places"),
    Column("task_code_id", UUID),
    Column("submission_hash", LargeBinary),
    string("language", required=True, default="en"),
    string("service_code"),
    string("address"),
    string("media_url"),
    string("public_text"),
    instant("created_at", required=True, default="now()"),
    Index("uq_portal_threads_submission_hash", "tenant_id", "submission_hash", unique=True),
    index("portal_threads", "created_at", "request_id", name="service_code", where="service_code IS NOT NULL"),
    key=("request_id",),
    module="portal",
)

portal_links = tenant_table(
    "portal_links",
    ref("portal_links", "request_id", "work_requests", required=True, ondelete="CASCADE"),
    Column("token_hash", LargeBinary, nullable=False),
    Index("uq_portal_links_token_hash", "token_hash", unique=True),
    soft_delete=False,
    versioned=False,
    module="portal",
)

portal_mailboxes = tenant_table(
    "portal_mailboxes",
    string("host", required=True),
    Column("port", Integer, nullable=False),
    *closed_set("portal_mailboxes", "security", SECURITIES, default="tls"),
    string("username", required=True),
    Column("password_sealed", LargeBinary, nullable=False),
    string("folder", required=True, default="INBOX"),
    string("done_folder"),
    flag("active", default=True),
    Column("uid_validity", BigInteger),
    Column("last_uid", BigInteger, nullable=False, server_default=text("0")),
    instant("polled_at"),
    string("failure"),
    module="portal",
)

portal_messages = tenant_table(
    "portal_messages",
    string("message_id", required=True),
    string("sender"),
    string("subject"),
    string("body", required=True, default=""),
    *closed_set("portal_messages", "status", MESSAGE_STATUSES),
    string("reason"),
    ref("portal_messages", "request_id", "work_requests"),
    Column("raw", LargeBinary),
    instant("received_at", required=True),
    Index("uq_portal_messages_message_id", "tenant_id", "message_id", unique=True),
    soft_delete=False,
    module="portal",
)

contractor_links = tenant_table(
    "contractor_links",
    ref("contractor_links", "work_order_id", "work_orders", required=True),
    string("name", required=True),
    string("email"),
    Column("scope", ARRAY(Text), nullable=False),
    instant("expires_at", required=True),
    instant("revoked_at"),
    Column("token_hash", LargeBinary, nullable=False),
    instant("last_used_at"),
    Index("uq_contractor_links_token_hash", "token_hash", unique=True),
    soft_delete=False,
    module="portal",
)
