"""The tables of tenants, the people in them, and their reference data."""

from sqlalchemy import (
    CheckConstraint,
    Column,
    Date,
    ForeignKeyConstraint,
    Index,
    Integer,
    LargeBinary,
    Numeric,
    Table,
    Text,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, UUID

from fettle.db.tables import (
    closed_set,
    document,
    flag,
    index,
    instant,
    link_table,
    metadata,
    money,
    quantity,
    ref,
    string,
    tenant_table,
    unique,
)

tenants = Table(
    "tenants",
    metadata,
    Column("id", UUID, primary_key=True),
    string("slug", required=True),
    string("name", required=True),
    *closed_set("tenants", "edition", ("organisation", "household")),
    *closed_set("tenants", "deployment_tier", ("shared", "dedicated"), default="shared"),
    string("locale", required=True, default="en"),
    string("currency", required=True, default="USD"),
    string("time_zone", required=True, default="UTC"),
    document("branding"),
    document("vocabulary"),
    document("settings"),
    instant("suspended_at"),
    instant("deletion_requested_at"),
    instant("created_at", required=True, default="now()"),
    Column("created_by", UUID),
    instant("updated_at", required=True, default="now()"),
    Column("updated_by", UUID),
    Column("version", Integer, nullable=False, server_default=text("1")),
    instant("deleted_at"),
    UniqueConstraint("slug", name="uq_tenants_slug"),
    info={"module": "tenancy", "tenant": False},
)

roles = tenant_table(
    "roles",
    string("code", required=True),
    string("name", required=True),
    Column("permissions", ARRAY(Text), nullable=False),
    flag("built_in", default=False),
    unique("roles", "code"),
    module="tenancy",
)

memberships = tenant_table(
    "memberships",
    Column("user_id", UUID, nullable=False),
    ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_memberships_user_id"),
    ref("memberships", "role_id", "roles", required=True),
    flag("every_site", default=True),
    UniqueConstraint("tenant_id", "user_id", name="uq_memberships_user_id"),
    Index("ix_memberships_user_id", "user_id"),
    module="tenancy",
)

membership_sites = link_table(
    "membership_sites",
    ref("membership_sites", "membership_id", "memberships", required=True, ondelete="CASCADE"),
    Column("site_id", UUID, nullable=False),
    key=("membership_id", "site_id"),
    module="tenancy",
)

invitations = tenant_table(
    "invitations",
    string("email", required=True),
    string("name"),
    ref("invitations", "role_id", "roles", required=True),
    Column("site_ids", ARRAY(UUID)),
    Column("token_hash", LargeBinary, nullable=False),
    instant("expires_at", required=True),
    instant("accepted_at"),
    instant("revoked_at"),
    Index("uq_invitations_token_hash", "token_hash", unique=True),
    soft_delete=False,
    module="tenancy",
)

staff = tenant_table(
    "staff",
    string("name", required=True),
    string("number"),
    string("email"),
    string("phone"),
    string("trade"),
    Column("user_id", UUID),
    ForeignKeyConstraint(
        ["tenant_id", "user_id"], ["memberships.tenant_id", "memberships.user_id"], name="fk_staff_user_id"
    ),
    Column("weekly_hours", Numeric(5, 2), nullable=False, server_default=text("40")),
    flag("active", default=True),
    document("custom"),
    unique("staff", "number"),
    unique("staff", "user_id"),
    module="tenancy",
)

staff_rates = tenant_table(
    "staff_rates",
    ref("staff_rates", "staff_id", "staff", required=True, ondelete="CASCADE"),
    Column("valid_from", Date, nullable=False),
    money("hourly_rate", required=True),
    unique("staff_rates", "staff_id", "valid_from", live_only=False),
    CheckConstraint("hourly_rate >= 0", name="ck_staff_rates_hourly_rate"),
    soft_delete=False,
    versioned=False,
    module="tenancy",
)

crews = tenant_table(
    "crews",
    string("name", required=True),
    ref("crews", "lead_id", "staff"),
    flag("active", default=True),
    unique("crews", "name"),
    module="tenancy",
)

crew_members = link_table(
    "crew_members",
    ref("crew_members", "crew_id", "crews", required=True, ondelete="CASCADE"),
    ref("crew_members", "staff_id", "staff", required=True, ondelete="CASCADE"),
    key=("crew_id", "staff_id"),
    module="tenancy",
)

tags = tenant_table(
    "tags",
    string("name", required=True),
    string("colour"),
    unique("tags", "name"),
    module="tenancy",
)

custom_fields = tenant_table(
    "custom_fields",
    *closed_set("custom_fields", "entity", ("work_order", "work_request", "asset", "site", "location", "staff")),
    string("key", required=True),
    string("label", required=True),
    *closed_set("custom_fields", "type", ("text", "number", "boolean", "date", "choice", "choices", "url")),
    Column("options", ARRAY(Text), nullable=False, server_default=text("'{}'")),
    Column("subtype_id", UUID),
    flag("required", default=False),
    flag("in_lists", default=False),
    flag("filterable", default=False),
    Column("position", Integer, nullable=False, server_default=text("0")),
    unique("custom_fields", "entity", "key"),
    module="tenancy",
)

gl_codes = tenant_table(
    "gl_codes",
    string("code", required=True),
    string("name", required=True),
    flag("active", default=True),
    unique("gl_codes", "code"),
    module="tenancy",
)

task_codes = tenant_table(
    "task_codes",
    string("code", required=True),
    string("name", required=True),
    string("instructions"),
    quantity("standard_hours"),
    ref("task_codes", "gl_code_id", "gl_codes"),
    flag("active", default=True),
    unique("task_codes", "code"),
    module="tenancy",
)

failure_codes = tenant_table(
    "failure_codes",
    *closed_set("failure_codes", "kind", ("problem", "cause", "remedy")),
    string("code", required=True),
    string("name", required=True),
    flag("active", default=True),
    unique("failure_codes", "kind", "code"),
    module="tenancy",
)

reasons = tenant_table(
    "reasons",
    *closed_set("reasons", "kind", ("hold", "downtime", "cancel", "decline", "reversal")),
    string("code", required=True),
    string("name", required=True),
    flag("active", default=True),
    unique("reasons", "kind", "code"),
    module="tenancy",
)

saved_views = tenant_table(
    "saved_views",
    *closed_set("saved_views", "entity", ("work_order", "work_request", "asset", "log_entry", "meter")),
    string("name", required=True),
    document("filters"),
    flag("shared", default=False),
    Column("owner_id", UUID, nullable=False),
    Index(
        "uq_saved_views_owner_id_entity_name",
        "tenant_id",
        "owner_id",
        "entity",
        "name",
        unique=True,
        postgresql_where=text("deleted_at IS NULL"),
    ),
    index("saved_views", "entity"),
    module="tenancy",
)
