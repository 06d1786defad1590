"""The tables of planning: plans with their assets and meters, where their triggers stand, and their occurrences."""

from typing import Any

from sqlalchemy import Column, Date, ForeignKeyConstraint, Index, Integer, Time, text
from sqlalchemy.dialects.postgresql import UUID

from fettle.db.tables import (
    closed_set,
    document,
    foreign_key,
    index,
    instant,
    link_table,
    ref,
    string,
    tenant_table,
    unique,
)
from fettle.modules.work_orders.tables import work_orders


def _plan(table: str, *, ondelete: str | None = "CASCADE") -> list[Any]:
    column: Column[Any] = Column("plan_id", UUID, nullable=False)
    return [column, foreign_key(table, "plan_id", "maintenance_plans", ondelete=ondelete)]


maintenance_plans = tenant_table(
    "maintenance_plans",
    string("name", required=True),
    string("description"),
    *closed_set("maintenance_plans", "status", ("live", "paused", "stopped"), default="live"),
    string("stopped_reason"),
    document("problems", default="[]"),
    ref("maintenance_plans", "site_id", "sites"),
    ref("maintenance_plans", "location_id", "locations"),
    document("triggers", default="[]"),
    document("work"),
    document("season", default="[]"),
    *closed_set("maintenance_plans", "spread", ("together", "each"), default="together"),
    Column("due_time", Time),
    Column("ends_on", Date),
    Column("lead_days", Integer, nullable=False, server_default=text("0")),
    Column("horizon_days", Integer, nullable=False, server_default=text("0")),
    *closed_set("maintenance_plans", "if_previous_open", ("skip", "merge", "beside"), default="skip"),
    *closed_set("maintenance_plans", "catch_up", ("all", "latest", "none"), default="latest"),
    document("rotation", default="[]"),
    document("notify_days_before", default="[]"),
    index("maintenance_plans", "name", "id", name="name"),
    index("maintenance_plans", "created_at", "id", name="created_at"),
    module="planning",
)

maintenance_plan_assets = link_table(
    "maintenance_plan_assets",
    *_plan("maintenance_plan_assets"),
    Column("asset_id", UUID, nullable=False),
    foreign_key("maintenance_plan_assets", "asset_id", "assets"),
    Column("position", Integer, nullable=False, server_default=text("0")),
    Index("ix_maintenance_plan_assets_asset_id", "tenant_id", "asset_id", "plan_id"),
    key=("plan_id", "asset_id"),
    module="planning",
)

maintenance_plan_meters = link_table(
    "maintenance_plan_meters",
    *_plan("maintenance_plan_meters"),
    Column("meter_id", UUID, nullable=False),
    foreign_key("maintenance_plan_meters", "meter_id", "meters"),
    Index("ix_maintenance_plan_meters_meter_id", "tenant_id", "meter_id", "plan_id"),
    key=("plan_id", "meter_id"),
    module="planning",
)

plan_schedules = link_table(
    "plan_schedules",
    *_plan("plan_schedules"),
    instant("next_look_at"),
    Column("next_due_on", Date),
    document("progress"),
    document("readings", default="[]"),
    Index("ix_plan_schedules_next_look_at", "tenant_id", "next_look_at", "plan_id"),
    Index("ix_plan_schedules_next_due_on", "tenant_id", "next_due_on", "plan_id"),
    key=("plan_id",),
    module="planning",
)

plan_occurrences = tenant_table(
    "plan_occurrences",
    *_plan("plan_occurrences", ondelete=None),
    ref("plan_occurrences", "asset_id", "assets"),
    string("key", required=True),
    string("trigger_key", required=True),
    Column("due_on", Date, nullable=False),
    instant("due_at"),
    *closed_set("plan_occurrences", "state", ("made", "snoozed", "skipped", "completed", "cancelled", "missed")),
    string("reason"),
    Column("number", Integer),
    Column("work_order_id", UUID),
    # An occurrence stands before its work order does: who has inserted it makes the work order, nobody else.
    ForeignKeyConstraint(
        ["tenant_id", "work_order_id"],
        ["work_orders.tenant_id", "work_orders.id"],
        name="fk_plan_occurrences_work_order_id",
        deferrable=True,
        initially="DEFERRED",
    ),
    Column("reading_id", UUID),
    foreign_key("plan_occurrences", "reading_id", "meter_readings"),
    instant("remind_at"),
    Column("settled_on", Date),
    string("note"),
    unique("plan_occurrences", "plan_id", "key", live_only=False),
    index("plan_occurrences", "work_order_id"),
    index("plan_occurrences", "due_on", "id", name="due_on"),
    index("plan_occurrences", "plan_id", "due_on", "id", name="plan_due_on"),
    index("plan_occurrences", "plan_id", name="open", where="state IN ('made', 'snoozed')"),
    soft_delete=False,
    module="planning",
)

for _column, _table in (("plan_id", "maintenance_plans"), ("occurrence_id", "plan_occurrences")):
    work_orders.append_constraint(
        ForeignKeyConstraint(
            ["tenant_id", _column],
            [f"{_table}.tenant_id", f"{_table}.id"],
            name=f"fk_work_orders_{_column}",
            use_alter=True,
        )
    )
