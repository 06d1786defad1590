"""The tables of the log: append-only entries, their lines, and what each line cost (fenced apart)."""

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer
from sqlalchemy.dialects.postgresql import UUID

from fettle.db.tables import (
    closed_set,
    foreign_key,
    index,
    link_table,
    money,
    quantity,
    ref,
    string,
    tenant_table,
    unique,
)

KINDS = ("labour", "material", "equipment", "contract", "other")

log_entries = tenant_table(
    "log_entries",
    Column("work_order_id", UUID, nullable=False),
    Column("performed_on", Date, nullable=False),
    ref("log_entries", "site_id", "sites"),
    ref("log_entries", "staff_id", "staff"),
    string("note"),
    Column("reverses_id", UUID),
    foreign_key("log_entries", "reverses_id", "log_entries"),
    ref("log_entries", "reason_id", "reasons"),
    unique("log_entries", "reverses_id", live_only=False),
    index("log_entries", "work_order_id", "id", name="work_order_id"),
    index("log_entries", "performed_on", "id", name="performed_on"),
    soft_delete=False,
    versioned=False,
    module="logs",
)

log_lines = tenant_table(
    "log_lines",
    ref("log_lines", "log_entry_id", "log_entries", required=True),
    Column("work_order_id", UUID, nullable=False),
    Column("position", Integer, nullable=False),
    *closed_set("log_lines", "kind", KINDS),
    ref("log_lines", "staff_id", "staff"),
    ref("log_lines", "equipment_asset_id", "assets"),
    string("item"),
    string("vendor"),
    ref("log_lines", "asset_id", "assets"),
    ref("log_lines", "task_code_id", "task_codes"),
    ref("log_lines", "gl_code_id", "gl_codes"),
    quantity("quantity", required=True),
    string("unit", required=True),
    index("log_lines", "work_order_id"),
    unique("log_lines", "log_entry_id", "position", live_only=False),
    soft_delete=False,
    versioned=False,
    module="logs",
)

log_line_costs = link_table(
    "log_line_costs",
    Column("id", UUID, nullable=False),
    ForeignKeyConstraint(["tenant_id", "id"], ["log_lines.tenant_id", "log_lines.id"], name="fk_log_line_costs_id"),
    Column("work_order_id", UUID, nullable=False),
    Column("asset_id", UUID),
    Column("gl_code_id", UUID),
    *closed_set("log_line_costs", "kind", KINDS),
    Column("performed_on", Date, nullable=False),
    money("unit_cost", required=True),
    money("amount", required=True),
    Index("ix_log_line_costs_work_order_id", "tenant_id", "work_order_id", postgresql_include=["kind", "amount"]),
    Index(
        "ix_log_line_costs_performed_on",
        "tenant_id",
        "performed_on",
        postgresql_include=["asset_id", "kind", "gl_code_id", "work_order_id", "amount"],
    ),
    index("log_line_costs", "asset_id"),
    key=("id",),
    module="logs",
)
