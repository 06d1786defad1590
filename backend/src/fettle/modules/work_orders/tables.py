"""The tables of work: requests, work orders with their tasks and assets, templates, comments, the life cycle."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Column,
    Computed,
    ForeignKeyConstraint,
    Index,
    Integer,
    Numeric,
    PrimaryKeyConstraint,
    Table,
    Text,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR, UUID

from fettle.db.tables import (
    closed_set,
    document,
    flag,
    foreign_key,
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
from fettle.modules.assets.tables import downtimes
from fettle.modules.logs.tables import log_entries, log_line_costs, log_lines

STATUSES = ("new", "approved", "in_progress", "on_hold", "complete", "closed", "cancelled", "skipped")
PRIORITIES = ("low", "medium", "high", "urgent")
SOURCES = ("staff", "requester", "portal", "email", "open311", "import", "api")
URGENCY = "CASE priority WHEN 'urgent' THEN 4 WHEN 'high' THEN 3 WHEN 'medium' THEN 2 ELSE 1 END"
WORK_KINDS = ("corrective", "preventive", "inspection", "project", "contract", "request")


def _search(*fields: str) -> list[Any]:
    arguments = ", ".join(fields)
    return [
        string("language", required=True, default="en"),
        Column("search", TSVECTOR, Computed(f"app.search_vector(tenant_id, language, {arguments})", persisted=True)),
    ]


work_order_transitions = Table(
    "work_order_transitions",
    metadata,
    Column("from_status", Text, nullable=False),
    Column("to_status", Text, nullable=False),
    string("verb", required=True),
    string("permission", required=True),
    PrimaryKeyConstraint("from_status", "to_status", name="pk_work_order_transitions"),
    info={"module": "work_orders", "tenant": False},
)

work_order_templates = tenant_table(
    "work_order_templates",
    string("name", required=True),
    string("title", required=True),
    string("description"),
    *closed_set("work_order_templates", "kind", WORK_KINDS, default="corrective"),
    *closed_set("work_order_templates", "priority", PRIORITIES, default="medium"),
    quantity("estimated_hours"),
    ref("work_order_templates", "gl_code_id", "gl_codes"),
    document("tasks", default="[]"),
    document("planned_materials", default="[]"),
    unique("work_order_templates", "name"),
    module="work_orders",
)

work_orders = tenant_table(
    "work_orders",
    Column("number", BigInteger, nullable=False),
    string("reference"),
    string("title", required=True),
    string("description"),
    *closed_set("work_orders", "status", STATUSES),
    *closed_set("work_orders", "priority", PRIORITIES, default="medium"),
    Column("urgency", Integer, Computed(URGENCY, persisted=True), nullable=False),
    *closed_set("work_orders", "kind", WORK_KINDS, default="corrective"),
    ref("work_orders", "site_id", "sites"),
    ref("work_orders", "location_id", "locations"),
    ref("work_orders", "assignee_id", "staff"),
    ref("work_orders", "crew_id", "crews"),
    Column("requested_by_id", UUID),
    index("work_orders", "requested_by_id"),
    ForeignKeyConstraint(
        ["tenant_id", "requested_by_id"],
        ["memberships.tenant_id", "memberships.user_id"],
        name="fk_work_orders_requested_by_id",
    ),
    instant("scheduled_start"),
    instant("scheduled_end"),
    instant("due_at"),
    instant("reported_at", required=True),
    instant("started_at"),
    instant("completed_at"),
    Column("completed_by_id", UUID),
    instant("closed_at"),
    ref("work_orders", "hold_reason_id", "reasons"),
    Column("cancel_reason_id", UUID),
    foreign_key("work_orders", "cancel_reason_id", "reasons"),
    string("status_note"),
    quantity("estimated_hours"),
    ref("work_orders", "gl_code_id", "gl_codes"),
    ref("work_orders", "problem_code_id", "failure_codes"),
    ref("work_orders", "cause_code_id", "failure_codes"),
    ref("work_orders", "remedy_code_id", "failure_codes"),
    ref("work_orders", "follow_up_of_id", "work_orders"),
    ref("work_orders", "template_id", "work_order_templates"),
    Column("latitude", Numeric(9, 6)),
    Column("longitude", Numeric(9, 6)),
    document("custom"),
    document("planned_materials", default="[]"),
    # What plans and occurrences are is known above; they lay the constraints.
    Column("plan_id", UUID),
    index("work_orders", "plan_id"),
    Column("occurrence_id", UUID),
    index("work_orders", "occurrence_id"),
    *_search("title", "description", "reference"),
    unique("work_orders", "number", live_only=False),
    Index(
        "ix_work_orders_status",
        "tenant_id",
        "status",
        "id",
        postgresql_include=["site_id"],
        postgresql_where=text("deleted_at IS NULL"),
    ),
    index("work_orders", "urgency", "id", name="urgency"),
    index("work_orders", "due_at", "id", name="due_at"),
    index("work_orders", "scheduled_start", "id", name="scheduled_start"),
    index("work_orders", "reported_at", "id", name="reported_at"),
    index("work_orders", "completed_at", "id", name="completed_at"),
    index("work_orders", "created_at", "id", name="created_at"),
    index("work_orders", "updated_at", "id", name="updated_at"),
    index("work_orders", "reference", name="reference"),
    Index(
        "ix_work_orders_open",
        "tenant_id",
        "id",
        postgresql_where=text("status IN ('new', 'approved', 'in_progress', 'on_hold') AND deleted_at IS NULL"),
    ),
    Index("ix_work_orders_search", "search", postgresql_using="gin"),
    CheckConstraint(
        "status <> 'on_hold' OR hold_reason_id IS NOT NULL OR status_note IS NOT NULL",
        name="ck_work_orders_hold_reason",
    ),
    CheckConstraint("length(title) BETWEEN 1 AND 500", name="ck_work_orders_title"),
    module="work_orders",
)

work_order_estimates = link_table(
    "work_order_estimates",
    Column("work_order_id", UUID, nullable=False),
    foreign_key("work_order_estimates", "work_order_id", "work_orders", ondelete="CASCADE"),
    money("estimated_cost", required=True),
    key=("work_order_id",),
    module="work_orders",
)

work_order_assets = link_table(
    "work_order_assets",
    Column("work_order_id", UUID, nullable=False),
    foreign_key("work_order_assets", "work_order_id", "work_orders", ondelete="CASCADE"),
    Column("asset_id", UUID, nullable=False),
    foreign_key("work_order_assets", "asset_id", "assets"),
    Column("position", Integer, nullable=False, server_default=text("0")),
    Index("ix_work_order_assets_asset_id", "tenant_id", "asset_id", "work_order_id"),
    key=("work_order_id", "asset_id"),
    module="work_orders",
)

work_order_tasks = tenant_table(
    "work_order_tasks",
    Column("work_order_id", UUID, nullable=False),
    foreign_key("work_order_tasks", "work_order_id", "work_orders"),
    Column("position", Integer, nullable=False),
    ref("work_order_tasks", "task_code_id", "task_codes"),
    ref("work_order_tasks", "asset_id", "assets"),
    string("title", required=True),
    string("instructions"),
    flag("required", default=True),
    *closed_set("work_order_tasks", "status", ("open", "done", "skipped", "failed"), default="open"),
    string("result"),
    quantity("estimated_hours"),
    instant("answered_at"),
    Column("answered_by_id", UUID),
    index("work_order_tasks", "work_order_id", "position", name="work_order_id"),
    module="work_orders",
)

work_order_tags = link_table(
    "work_order_tags",
    Column("work_order_id", UUID, nullable=False),
    foreign_key("work_order_tags", "work_order_id", "work_orders", ondelete="CASCADE"),
    Column("tag_id", UUID, nullable=False),
    foreign_key("work_order_tags", "tag_id", "tags", ondelete="CASCADE"),
    Index("ix_work_order_tags_tag_id", "tenant_id", "tag_id", "work_order_id"),
    key=("work_order_id", "tag_id"),
    module="work_orders",
)

work_requests = tenant_table(
    "work_requests",
    Column("number", BigInteger, nullable=False),
    string("reference"),
    string("title", required=True),
    string("description"),
    *closed_set("work_requests", "status", ("new", "approved", "declined", "duplicate"), default="new"),
    *closed_set("work_requests", "priority", PRIORITIES, default="medium"),
    *closed_set(
        "work_requests",
        "source",
        ("staff", "requester", "portal", "email", "open311", "import", "api"),
        default="staff",
    ),
    ref("work_requests", "site_id", "sites"),
    ref("work_requests", "location_id", "locations"),
    ref("work_requests", "asset_id", "assets"),
    Column("requested_by_id", UUID),
    ForeignKeyConstraint(
        ["tenant_id", "requested_by_id"],
        ["memberships.tenant_id", "memberships.user_id"],
        name="fk_work_requests_requested_by_id",
    ),
    string("requester_name"),
    string("requester_email"),
    string("requester_phone"),
    instant("reported_at", required=True),
    Column("latitude", Numeric(9, 6)),
    Column("longitude", Numeric(9, 6)),
    instant("decided_at"),
    Column("decided_by_id", UUID),
    ref("work_requests", "decline_reason_id", "reasons"),
    string("decision_note"),
    ref("work_requests", "duplicate_of_id", "work_requests"),
    ref("work_requests", "work_order_id", "work_orders"),
    document("custom"),
    *_search("title", "description", "reference"),
    unique("work_requests", "number", live_only=False),
    index("work_requests", "status", "id", name="status"),
    index("work_requests", "reported_at", "id", name="reported_at"),
    index("work_requests", "requested_by_id", "id", name="requested_by_id"),
    Index("ix_work_requests_search", "search", postgresql_using="gin"),
    CheckConstraint("length(title) BETWEEN 1 AND 500", name="ck_work_requests_title"),
    CheckConstraint("duplicate_of_id <> id", name="ck_work_requests_duplicate_of_id"),
    module="work_orders",
)

comments = tenant_table(
    "comments",
    Column("work_order_id", UUID),
    foreign_key("comments", "work_order_id", "work_orders"),
    Column("work_request_id", UUID),
    foreign_key("comments", "work_request_id", "work_requests"),
    ref("comments", "parent_id", "comments"),
    string("body", required=True),
    Column("mentions", ARRAY(UUID), nullable=False, server_default=text("'{}'")),
    flag("public", default=False),
    string("author_name"),
    index("comments", "work_order_id", "id", name="work_order_id"),
    index("comments", "work_request_id", "id", name="work_request_id"),
    CheckConstraint("num_nonnulls(work_order_id, work_request_id) >= 1", name="ck_comments_subject"),
    module="work_orders",
)

work_order_handovers = link_table(
    "work_order_handovers",
    Column("id", UUID, nullable=False),
    Column("work_order_id", UUID, nullable=False),
    foreign_key("work_order_handovers", "work_order_id", "work_orders", ondelete="CASCADE"),
    Column("staff_id", UUID),
    Column("crew_id", UUID),
    instant("at", required=True),
    index("work_order_handovers", "at"),
    index("work_order_handovers", "work_order_id", "at", name="work_order_id"),
    key=("id",),
    module="work_orders",
)

for _table in (log_entries, log_lines, log_line_costs, downtimes):
    _table.append_constraint(foreign_key(_table.name, "work_order_id", "work_orders"))
