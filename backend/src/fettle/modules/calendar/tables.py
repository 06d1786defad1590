"""The tables of the calendar: feeds, and what left somebody's calendar lately."""

from sqlalchemy import BigInteger, CheckConstraint, Column, Date, ForeignKeyConstraint, Index, Integer, LargeBinary
from sqlalchemy.dialects.postgresql import UUID

from fettle.db.tables import closed_set, flag, foreign_key, index, instant, ref, string, tenant_table
from fettle.modules.planning.tables import maintenance_plans
from fettle.modules.work_orders.tables import work_orders

PARTS = [maintenance_plans, work_orders]
"""What these tables stand on; named so that they are declared first."""

calendar_feeds = tenant_table(
    "calendar_feeds",
    Column("owner_id", UUID, nullable=False),
    ForeignKeyConstraint(
        ["tenant_id", "owner_id"],
        ["memberships.tenant_id", "memberships.user_id"],
        name="fk_calendar_feeds_owner_id",
    ),
    Index("ix_calendar_feeds_owner_id", "tenant_id", "owner_id", "id"),
    *closed_set("calendar_feeds", "kind", ("person", "crew", "site", "plan")),
    ref("calendar_feeds", "staff_id", "staff"),
    ref("calendar_feeds", "crew_id", "crews"),
    ref("calendar_feeds", "site_id", "sites"),
    ref("calendar_feeds", "plan_id", "maintenance_plans"),
    string("name", required=True),
    *closed_set("calendar_feeds", "language", ("en", "es"), default="en"),
    flag("forecast", default=True),
    Column("alarm_minutes", Integer),
    Column("secret_hash", LargeBinary, nullable=False),
    instant("last_used_at"),
    instant("revoked_at"),
    Index("uq_calendar_feeds_secret_hash", "tenant_id", "secret_hash", unique=True),
    CheckConstraint("num_nonnulls(staff_id, crew_id, site_id, plan_id) = 1", name="ck_calendar_feeds_subject"),
    soft_delete=False,
    module="calendar",
)

calendar_departures = tenant_table(
    "calendar_departures",
    Column("work_order_id", UUID, nullable=False),
    foreign_key("calendar_departures", "work_order_id", "work_orders"),
    *closed_set("calendar_departures", "holder", ("person", "crew", "site")),
    Column("holder_id", UUID, nullable=False),
    Column("site_id", UUID),
    Column("number", BigInteger, nullable=False),
    string("title", required=True),
    instant("starts_at"),
    Column("starts_on", Date),
    Column("sequence", Integer, nullable=False),
    instant("left_at", required=True),
    index("calendar_departures", "holder", "holder_id", "left_at", name="holder"),
    Index("uq_calendar_departures_work_order_id", "tenant_id", "work_order_id", "holder", "holder_id", unique=True),
    index("calendar_departures", "left_at"),
    soft_delete=False,
    versioned=False,
    module="calendar",
)
