"""The tables of places and things: sites, locations, assets, meters, downtime."""

from typing import Any

from sqlalchemy import CheckConstraint, Column, Computed, Date, Index, Integer, Numeric, text
from sqlalchemy.dialects.postgresql import TSVECTOR, UUID

from fettle.db.tables import (
    closed_set,
    document,
    flag,
    foreign_key,
    index,
    instant,
    link_table,
    money,
    quantity,
    ref,
    string,
    tenant_table,
    unique,
)
from fettle.modules.tenancy.tables import membership_sites


def _coordinates(table: str) -> list[Any]:
    return [
        Column("latitude", Numeric(9, 6)),
        Column("longitude", Numeric(9, 6)),
        CheckConstraint("latitude BETWEEN -90 AND 90", name=f"ck_{table}_latitude"),
        CheckConstraint("longitude BETWEEN -180 AND 180", name=f"ck_{table}_longitude"),
        CheckConstraint("(latitude IS NULL) = (longitude IS NULL)", name=f"ck_{table}_coordinates"),
    ]


sites = tenant_table(
    "sites",
    string("name", required=True),
    string("code"),
    string("address"),
    string("time_zone"),
    *_coordinates("sites"),
    document("custom"),
    unique("sites", "name"),
    unique("sites", "code"),
    module="assets",
)
membership_sites.append_constraint(foreign_key("membership_sites", "site_id", "sites", ondelete="CASCADE"))

locations = tenant_table(
    "locations",
    ref("locations", "site_id", "sites", required=True),
    ref("locations", "parent_id", "locations"),
    string("name", required=True),
    *closed_set("locations", "kind", ("building", "floor", "room", "area"), default="area"),
    document("custom"),
    module="assets",
)

asset_types = tenant_table(
    "asset_types",
    string("code", required=True),
    string("name", required=True),
    flag("active", default=True),
    unique("asset_types", "code"),
    module="assets",
)

asset_categories = tenant_table(
    "asset_categories",
    string("code", required=True),
    string("name", required=True),
    flag("active", default=True),
    unique("asset_categories", "code"),
    module="assets",
)

assets = tenant_table(
    "assets",
    string("name", required=True),
    string("number"),
    string("description"),
    ref("assets", "parent_id", "assets"),
    ref("assets", "site_id", "sites"),
    ref("assets", "location_id", "locations"),
    ref("assets", "asset_type_id", "asset_types", required=True),
    ref("assets", "category_id", "asset_categories"),
    *closed_set("assets", "status", ("in_service", "out_of_service", "in_storage", "retired"), default="in_service"),
    *closed_set("assets", "criticality", ("low", "medium", "high", "critical"), default="medium"),
    *closed_set("assets", "condition", ("excellent", "good", "fair", "poor"), required=False),
    string("manufacturer"),
    string("model"),
    string("serial_number"),
    Column("purchased_on", Date),
    Column("installed_on", Date),
    Column("warranty_months", Integer),
    Column("warranty_until", Date),
    *_coordinates("assets"),
    document("custom"),
    Column(
        "search",
        TSVECTOR,
        Computed("app.asset_search(tenant_id, name, number, serial_number, manufacturer, model)", persisted=True),
    ),
    unique("assets", "number"),
    index("assets", "status", "name", "id", name="status"),
    index("assets", "name", "id", name="name"),
    index("assets", "created_at", "id", name="created_at"),
    index("assets", "warranty_until", "id", name="warranty_until"),
    Index("ix_assets_search", "search", postgresql_using="gin"),
    CheckConstraint("parent_id <> id", name="ck_assets_parent_id"),
    module="assets",
)

asset_costs = link_table(
    "asset_costs",
    Column("asset_id", UUID, nullable=False),
    foreign_key("asset_costs", "asset_id", "assets", ondelete="CASCADE"),
    money("purchase_price"),
    money("replacement_cost"),
    key=("asset_id",),
    module="assets",
)

asset_tags = link_table(
    "asset_tags",
    ref("asset_tags", "asset_id", "assets", required=True, ondelete="CASCADE"),
    ref("asset_tags", "tag_id", "tags", required=True, ondelete="CASCADE"),
    key=("asset_id", "tag_id"),
    module="assets",
)

meters = tenant_table(
    "meters",
    ref("meters", "asset_id", "assets", required=True),
    string("name", required=True),
    string("unit", required=True),
    *closed_set("meters", "kind", ("counter", "gauge")),
    quantity("rolls_over_at"),
    quantity("most_per_day"),
    quantity("lowest"),
    quantity("highest"),
    unique("meters", "asset_id", "name"),
    module="assets",
)

meter_segments = tenant_table(
    "meter_segments",
    ref("meter_segments", "meter_id", "meters", required=True),
    *closed_set("meter_segments", "cause", ("first", "replacement", "rollover")),
    instant("started_at", required=True),
    quantity("start_value", required=True),
    quantity("lifetime_before", required=True),
    string("note"),
    unique("meter_segments", "meter_id", "started_at", live_only=False),
    soft_delete=False,
    versioned=False,
    module="assets",
)

meter_readings = tenant_table(
    "meter_readings",
    ref("meter_readings", "meter_id", "meters", required=True),
    ref("meter_readings", "segment_id", "meter_segments", required=True),
    instant("read_at", required=True),
    quantity("value", required=True),
    quantity("lifetime", required=True),
    *closed_set("meter_readings", "source", ("person", "import", "api", "phone"), default="person"),
    string("note"),
    Index("ix_meter_readings_read_at", "tenant_id", "meter_id", "read_at", "id"),
    soft_delete=False,
    versioned=False,
    module="assets",
)

downtimes = tenant_table(
    "downtimes",
    ref("downtimes", "asset_id", "assets", required=True),
    instant("started_at", required=True),
    instant("ended_at"),
    flag("planned", default=False),
    ref("downtimes", "reason_id", "reasons"),
    Column("work_order_id", UUID),
    string("note"),
    CheckConstraint("ended_at >= started_at", name="ck_downtimes_ended_at"),
    index("downtimes", "asset_id", "started_at"),
    Index(
        "uq_downtimes_open",
        "tenant_id",
        "asset_id",
        unique=True,
        postgresql_where=text("ended_at IS NULL AND deleted_at IS NULL"),
    ),
    module="assets",
)
