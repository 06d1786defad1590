"""Which tables phones keep, with every column: the one declaration that server, schema and app are made of.

A new column or table says `since` the version that brings it, and `VERSION` goes up; nothing that has been released
changes its kind or goes away, because phones in pockets have it.
"""

from fettle.modules.sync.records import Column, Kind, Policy, Table

VERSION = 2
OLDEST = 1
"""The oldest schema that is still answered."""


def _text(name: str, *, policy: Policy = Policy.SERVER, optional: bool = True) -> Column:
    return Column(name, Kind.TEXT, optional=optional, policy=policy)


def _id(name: str, *, policy: Policy = Policy.SERVER, optional: bool = True) -> Column:
    return Column(name, Kind.ID, optional=optional, indexed=True, policy=policy)


def _of(
    name: str, kind: Kind, *, policy: Policy = Policy.SERVER, optional: bool = True, indexed: bool = False
) -> Column:
    return Column(name, kind, optional=optional, indexed=indexed, policy=policy)


LAST, CREATE, STATUS, ASSIGNMENT = Policy.LAST, Policy.CREATE, Policy.STATUS, Policy.ASSIGNMENT
# The client takes no `created_at` and no `updated_at` that may be missing.
CREATED = (_of("created_at", Kind.INSTANT, optional=False), _id("created_by"))
UPDATED = _of("updated_at", Kind.INSTANT, optional=False)
PLACE = (_of("latitude", Kind.NUMBER, policy=CREATE), _of("longitude", Kind.NUMBER, policy=CREATE))
CODES = (_text("code", optional=False), _text("name", optional=False), _of("active", Kind.FLAG, optional=False))
# The codes on their labels, so that scanning works without a signal.
LABELS = Column("codes", Kind.JSON, since=2)
THINGS, REFERENCE, WORK = ("assets:read",), ("reference:read",), ("work_orders:read",)

TABLES = (
    Table(
        name="sites",
        needs=THINGS,
        columns=(
            _text("name", optional=False),
            _text("code"),
            _text("address"),
            _text("time_zone"),
            _of("latitude", Kind.NUMBER),
            _of("longitude", Kind.NUMBER),
            LABELS,
        ),
    ),
    Table(
        name="locations",
        needs=THINGS,
        columns=(
            _id("site_id"),
            _id("parent_id"),
            _text("name", optional=False),
            _text("kind", optional=False),
            LABELS,
        ),
    ),
    Table(name="asset_types", needs=REFERENCE, columns=CODES),
    # What the keys in `custom` stand for.
    Table(
        name="custom_fields",
        needs=("tenant:read",),
        since=2,
        columns=(
            Column("entity", optional=False, indexed=True, since=2),
            Column("key", optional=False, since=2),
            Column("label", optional=False, since=2),
            Column("type", optional=False, since=2),
            Column("options", Kind.JSON, since=2),
            # Assets of one type alone.
            Column("subtype_id", Kind.ID, indexed=True, since=2),
            Column("position", Kind.INTEGER, optional=False, since=2),
        ),
    ),
    Table(
        name="assets",
        needs=THINGS,
        columns=(
            _text("name", optional=False),
            _text("number"),
            _text("description"),
            _id("parent_id"),
            _id("site_id"),
            _id("location_id"),
            _id("asset_type_id"),
            _text("status", optional=False),
            _text("criticality", optional=False),
            _text("condition"),
            _text("manufacturer"),
            _text("model"),
            _text("serial_number"),
            _of("warranty_until", Kind.DAY),
            _of("latitude", Kind.NUMBER),
            _of("longitude", Kind.NUMBER),
            _of("custom", Kind.JSON),
            _of("codes", Kind.JSON),
            UPDATED,
        ),
    ),
    Table(
        name="meters",
        needs=THINGS,
        columns=(
            _id("asset_id"),
            _text("name", optional=False),
            _text("unit", optional=False),
            _text("kind", optional=False),
            _of("rolls_over_at", Kind.NUMBER),
            _of("most_per_day", Kind.NUMBER),
            _of("lowest", Kind.NUMBER),
            _of("highest", Kind.NUMBER),
            _of("last_value", Kind.NUMBER),
            _of("last_read_at", Kind.INSTANT),
        ),
    ),
    Table(
        name="meter_readings",
        needs=THINGS,
        writes=True,
        appends=True,
        columns=(
            _id("meter_id", policy=CREATE, optional=False),
            _of("read_at", Kind.INSTANT, policy=CREATE, optional=False),
            _of("value", Kind.NUMBER, policy=CREATE, optional=False),
            _text("note", policy=CREATE),
            _text("source"),
            *CREATED,
        ),
    ),
    Table(
        name="staff",
        needs=("staff:read",),
        columns=(
            _text("name", optional=False),
            _text("number"),
            _text("trade"),
            _id("user_id"),
            _of("active", Kind.FLAG, optional=False),
        ),
    ),
    Table(
        name="crews",
        needs=("staff:read",),
        columns=(
            _text("name", optional=False),
            _id("lead_id"),
            _of("member_ids", Kind.JSON),
            _of("active", Kind.FLAG, optional=False),
        ),
    ),
    Table(
        name="task_codes",
        needs=REFERENCE,
        columns=(*CODES, _text("instructions"), _of("standard_hours", Kind.NUMBER), _id("gl_code_id")),
    ),
    Table(name="failure_codes", needs=REFERENCE, columns=(_text("kind", optional=False), *CODES)),
    Table(name="gl_codes", needs=REFERENCE, columns=CODES),
    Table(name="reasons", needs=REFERENCE, columns=(_text("kind", optional=False), *CODES)),
    Table(
        name="work_orders",
        needs=WORK,
        writes=True,
        columns=(
            _of("number", Kind.INTEGER),
            _text("reference"),
            _text("title", policy=LAST, optional=False),
            _text("description", policy=LAST),
            _of("status", Kind.TEXT, policy=STATUS, optional=False, indexed=True),
            _text("priority", policy=LAST, optional=False),
            _text("kind", policy=LAST, optional=False),
            _id("site_id", policy=CREATE),
            _id("location_id", policy=CREATE),
            _id("assignee_id", policy=ASSIGNMENT),
            _id("crew_id", policy=ASSIGNMENT),
            _id("requested_by_id"),
            _of("scheduled_start", Kind.INSTANT, policy=LAST),
            _of("scheduled_end", Kind.INSTANT, policy=LAST),
            _of("due_at", Kind.INSTANT, policy=LAST, indexed=True),
            _of("reported_at", Kind.INSTANT, policy=CREATE),
            _of("started_at", Kind.INSTANT, policy=STATUS),
            _of("completed_at", Kind.INSTANT, policy=STATUS, indexed=True),
            _id("completed_by_id"),
            _of("closed_at", Kind.INSTANT),
            _id("hold_reason_id", policy=STATUS),
            _id("cancel_reason_id", policy=STATUS),
            _text("status_note", policy=STATUS),
            _of("estimated_hours", Kind.NUMBER, policy=LAST),
            _id("gl_code_id", policy=LAST),
            _id("problem_code_id", policy=STATUS),
            _id("cause_code_id", policy=STATUS),
            _id("remedy_code_id", policy=STATUS),
            _id("follow_up_of_id", policy=CREATE),
            _id("plan_id"),
            _id("occurrence_id"),
            *PLACE,
            _of("custom", Kind.JSON),
            _of("planned_materials", Kind.JSON),
            # True while it stays on the phone of somebody it has been taken from.
            _of("released", Kind.FLAG, optional=False),
            *CREATED,
            UPDATED,
        ),
    ),
    Table(
        name="work_order_tasks",
        needs=WORK,
        writes=True,
        columns=(
            _id("work_order_id", policy=CREATE, optional=False),
            _of("position", Kind.INTEGER, optional=False),
            _text("title", policy=LAST, optional=False),
            _id("task_code_id", policy=CREATE),
            _id("asset_id", policy=CREATE),
            _text("instructions", policy=LAST),
            _of("required", Kind.FLAG, policy=LAST, optional=False),
            _text("status", policy=LAST, optional=False),
            _text("result", policy=LAST),
            _of("estimated_hours", Kind.NUMBER, policy=CREATE),
            _of("answered_at", Kind.INSTANT),
            _id("answered_by_id"),
        ),
    ),
    Table(
        name="work_order_assets",
        needs=WORK,
        writes=True,
        columns=(
            _id("work_order_id", policy=CREATE, optional=False),
            _id("asset_id", policy=CREATE, optional=False),
            _of("position", Kind.INTEGER, policy=CREATE, optional=False),
        ),
    ),
    Table(
        name="log_entries",
        needs=("logs:read",),
        writes=True,
        appends=True,
        columns=(
            _id("work_order_id", policy=CREATE, optional=False),
            _of("performed_on", Kind.DAY, policy=CREATE, optional=False),
            _id("staff_id", policy=CREATE),
            _text("note", policy=CREATE),
            _id("reverses_id", policy=CREATE),
            _id("reason_id", policy=CREATE),
            *CREATED,
        ),
    ),
    Table(
        name="log_lines",
        needs=("logs:read",),
        writes=True,
        appends=True,
        columns=(
            _id("log_entry_id", policy=CREATE, optional=False),
            _id("work_order_id", policy=CREATE, optional=False),
            _of("position", Kind.INTEGER, policy=CREATE, optional=False),
            _text("kind", policy=CREATE, optional=False),
            _of("quantity", Kind.NUMBER, policy=CREATE, optional=False),
            _text("unit", policy=CREATE),
            _id("staff_id", policy=CREATE),
            _id("equipment_asset_id", policy=CREATE),
            _text("item", policy=CREATE),
            _text("vendor", policy=CREATE),
            _id("asset_id", policy=CREATE),
            _id("task_code_id", policy=CREATE),
            _id("gl_code_id", policy=CREATE),
            # Null for who may not see money; what was paid elsewhere may be said by anybody.
            _of("unit_cost", Kind.MONEY, policy=CREATE),
            _of("amount", Kind.MONEY),
        ),
    ),
    Table(
        name="comments",
        needs=("work_orders:read", "requests:read", "requests:create"),
        writes=True,
        columns=(
            _id("work_order_id", policy=CREATE),
            _id("work_request_id", policy=CREATE),
            _id("parent_id", policy=CREATE),
            _text("body", policy=LAST, optional=False),
            _of("mentions", Kind.JSON, policy=CREATE),
            _of("public", Kind.FLAG, policy=CREATE, optional=False),
            _text("author_name"),
            *CREATED,
            UPDATED,
        ),
    ),
    Table(
        name="work_requests",
        needs=("requests:read", "requests:create"),
        writes=True,
        columns=(
            _of("number", Kind.INTEGER),
            _text("title", policy=CREATE, optional=False),
            _text("description", policy=CREATE),
            _text("status", optional=False),
            _text("priority", policy=CREATE, optional=False),
            _id("site_id", policy=CREATE),
            _id("location_id", policy=CREATE),
            _id("asset_id", policy=CREATE),
            _id("requested_by_id"),
            _of("reported_at", Kind.INSTANT, policy=CREATE),
            *PLACE,
            _text("decision_note"),
            _id("work_order_id"),
            # Whoever only asks has no list of places: they say the code on the label, and read what it stood on.
            Column("place_code", policy=CREATE, since=2),
            Column("place_name", since=2),
            *CREATED,
        ),
    ),
    Table(
        name="attachments",
        needs=("files:read",),
        columns=(
            _of("subject", Kind.TEXT, optional=False, indexed=True),
            _id("subject_id", optional=False),
            _text("role", optional=False),
            _text("name", optional=False),
            _text("caption"),
            _text("state", optional=False),
            _text("preview", optional=False),
            _text("media_type", optional=False),
            _of("size_bytes", Kind.INTEGER, optional=False),
            _of("width", Kind.INTEGER),
            _of("height", Kind.INTEGER),
            _of("taken_at", Kind.INSTANT),
            _id("paired_with_id"),
            *CREATED,
        ),
    ),
    Table(
        name="notifications",
        needs=("tenant:read",),
        writes=True,
        columns=(
            _text("kind", optional=False),
            _text("title", optional=False),
            _text("body", optional=False),
            _text("subject", optional=False),
            _id("subject_id"),
            _of("urgent", Kind.FLAG, optional=False),
            _of("read_at", Kind.INSTANT, policy=LAST),
            _of("acknowledged_at", Kind.INSTANT, policy=LAST),
            _of("created_at", Kind.INSTANT, optional=False, indexed=True),
        ),
    ),
    Table(
        name="sync_conflicts",
        needs=("tenant:read",),
        writes=True,
        columns=(
            _text("collection", optional=False),
            Column("record_id", Kind.TEXT, optional=False, indexed=True),
            _text("field"),
            _of("client_value", Kind.JSON),
            _of("server_value", Kind.JSON),
            _text("reason", optional=False),
            _text("message", optional=False),
            # Which phone of theirs it came from; nothing where somebody else's took over what they wrote.
            Column("device_id", Kind.ID, since=2),
            _of("created_at", Kind.INSTANT, optional=False),
        ),
    ),
)
"""In the order in which a push is worked off: what others point at comes first."""
