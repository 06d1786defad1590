"""Where the rows of each synced table come from, as PostgreSQL writes them for a phone.

A source says from which rows (`rows`), by which column parts and families are told apart, and which events speak of
them. Row security stands around all of it: what the caller may not see is not there.
"""

from collections.abc import Mapping
from types import MappingProxyType

import msgspec

from fettle.modules.sync.records import Column, Kind, Table

OPEN = "('new', 'approved', 'in_progress', 'on_hold')"
MINE = "(w.assignee_id = %(staff)s OR w.crew_id = ANY(%(crews)s) OR w.completed_by_id = %(user)s)"
ENDED_AT = "coalesce(w.completed_at, w.updated_at)"
RELEASED = """EXISTS (SELECT FROM work_order_handovers h WHERE h.tenant_id = w.tenant_id AND h.work_order_id = w.id
    AND h.at > %(released_since)s AND (h.staff_id = %(staff)s OR h.crew_id = ANY(%(crews)s)
        OR (h.staff_id IS NULL AND h.crew_id IS NULL)))"""
IN_POCKET = f"""
%(works)s AND w.deleted_at IS NULL AND (
    ((w.status IN {OPEN} OR {ENDED_AT} > %(released_since)s) AND (
        %(wide)s OR w.assignee_id = %(staff)s OR w.crew_id = ANY(%(crews)s)
        OR (w.assignee_id IS NULL AND w.crew_id IS NULL)
        OR w.requested_by_id = %(user)s OR w.created_by = %(user)s))
    OR (w.status NOT IN {OPEN} AND {ENDED_AT} > %(ended_since)s AND {MINE})
    OR {RELEASED})
"""
"""Which work orders a phone carries: one's own, one's crews' and unassigned ones while they are open, all open ones for
who plans the work of others; what one did for a while after it has ended; for a grace what has ended otherwise or was
taken from one, or from all who might have begun it: what they have typed on it meanwhile still arrives."""
STILL_MINE = f"""((%(wide)s OR {MINE} OR (w.assignee_id IS NULL AND w.crew_id IS NULL)
    OR w.requested_by_id = %(user)s OR w.created_by = %(user)s) IS TRUE)"""


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """How a table is read. `values` gives the SQL of columns that are not called so in `rows`,
    whose `alias` they carry.

    `where` narrows the rows for everybody. `id` is the record's id as text, `part` the uuid by which a first pull is
    cut into parts. `told_by` names, for each kind of record that events speak of, the column that holds its id;
    `named_in` the field of an event that holds the id instead, `told_through` the query of the ids that the records
    `ids` of that kind lead to. `family` is the column with the work order that a row goes with: such rows are carried
    as long as it is; `loose` tells of those that go with none. `whole` reads the same rows where many are wanted (the
    families `families`, or all). `fresh` tells what is new of rows that no event speaks of. `of_things` narrows to
    what goes with the assets and locations `things`. `buries`: rows can go, and phones are told.
    """

    rows: str
    alias: str = "x"
    id: str
    part: str
    values: Mapping[str, str] = MappingProxyType({})
    where: str = "true"
    told_by: Mapping[str, str] = MappingProxyType({})
    named_in: Mapping[str, str] = MappingProxyType({})
    told_through: Mapping[str, str] = MappingProxyType({})
    family: str | None = None
    loose: str | None = None
    whole: str | None = None
    fresh: str | None = None
    of_things: str | None = None
    buries: bool = True


def selection(table: Table, source: Source, condition: str, *, many: bool = False) -> str:
    """The statement that gives the rows of `table` that meet `condition`, each as JSON text; `many` at a time."""
    rows = (many and source.whole) or source.rows
    columns = ", ".join(
        f"{_value(column, source.values.get(column.name, f'{source.alias}.{column.name}'))} AS {column.name}"
        for column in table.columns
    )
    where = f"({source.where}) AND ({condition})"
    return (
        f"SELECT raw.id::text AS id, row_to_json(raw)::text AS row FROM (SELECT {source.id} AS id, {columns} "  # noqa: S608 - declared names
        f"FROM {rows} WHERE {where}) AS raw"
    )


def in_part(column: str) -> str:
    """The condition that a row, told by a uuid, is in part `number` of `parts`."""
    return f"(%(parts)s = 1 OR uuid_hash({column}) & (%(parts)s - 1) = %(number)s)"


def whole(table: Table, source: Source) -> str:
    """All rows of `table` that a phone carries: of the families `families`, the rest as far as it is in the part."""
    of_part = in_part(source.part)
    if source.family is None:
        return selection(table, source, of_part, many=True)
    parts = [selection(table, source, f"{source.family} = ANY(%(families)s::uuid[])", many=True)]
    if source.loose:
        parts.append(selection(table, source, f"{source.family} IS NULL AND {source.loose} AND {of_part}", many=True))
    return " UNION ALL ".join(parts)


def families(table: Table, source: Source) -> str:
    """The rows of `table` that go with the work orders `families`."""
    return selection(table, source, f"{source.family} = ANY(%(families)s::uuid[])", many=True)


def changed(table: Table, source: Source) -> str:
    """Those of the rows that events named in `ids` which a phone carries now."""
    if source.fresh is not None:
        return selection(table, source, f"({source.fresh}) OR {source.id} = ANY(%(ids)s)")
    # What is sent again is named by its own id, a link (whose id is made of two) by the work order in front.
    own = source.part if "||" in source.id else source.id
    columns = dict.fromkeys((*source.told_by.values(), own))
    named = [f"{column} = ANY(%(ids)s)" for column in columns]
    named += [f"{own} = ANY(ARRAY({query}))" for query in source.told_through.values()]
    condition = "(" + " OR ".join(named) + ")"
    if source.family is not None:
        # The work orders themselves are `w` already; within another one, `w.id = w.id` would be true of any.
        pocket = (
            f"({IN_POCKET})"
            if source.alias == "w"
            else f"EXISTS (SELECT FROM work_orders w WHERE w.tenant_id = app.tenant_id() "
            f"AND w.id = {source.family} AND {IN_POCKET})"
        )
        condition += f" AND ({pocket} OR ({source.family} IS NULL AND {source.loose or 'false'}))"
    return selection(table, source, condition)


def _value(column: Column, source: str) -> str:
    """The SQL of a column as the phone wants it: no decimal, instant or document as PostgreSQL writes them."""
    match column.kind:
        case Kind.INSTANT:
            written = f"floor(extract(epoch FROM {source}) * 1000)::bigint"
        case Kind.NUMBER:
            written = f"({source})::double precision"
        case Kind.MONEY | Kind.JSON | Kind.ID | Kind.DAY:
            written = f"({source})::text"
        case _:
            written = source
    empty = {Kind.FLAG: "false", Kind.NUMBER: "0", Kind.INTEGER: "0", Kind.INSTANT: "0"}.get(column.kind, "''")
    return written if column.optional else f"coalesce({written}, {empty})"


def _plain(table: str, *, entity: str, live: bool = True, **more: object) -> Source:
    """A table of which everything is carried that row security shows."""
    return Source(
        rows=f"{table} x",
        id="x.id",
        part="x.id",
        where="x.deleted_at IS NULL" if live else "true",
        told_by={entity: "x.id"},
        **more,  # type: ignore[arg-type]
    )


_LAST_READING = """(SELECT {} FROM meter_readings r WHERE r.tenant_id = x.tenant_id AND r.meter_id = x.id
    ORDER BY r.read_at DESC, r.id DESC LIMIT 1)"""
_CODES = """(SELECT json_agg(p.code ORDER BY p.code) FROM portal_places p
    WHERE p.tenant_id = x.tenant_id AND p.{0} = x.id AND p.deleted_at IS NULL)"""
_LABELLED = """SELECT p.{0} FROM portal_places p
    WHERE p.tenant_id = app.tenant_id() AND p.id = ANY(%(ids)s) AND p.{0} IS NOT NULL"""
_PLACE_NAME = """coalesce(
    (SELECT a.name FROM assets a WHERE a.tenant_id = x.tenant_id AND a.id = x.asset_id),
    (SELECT l.name FROM locations l WHERE l.tenant_id = x.tenant_id AND l.id = x.location_id),
    (SELECT s.name FROM sites s WHERE s.tenant_id = x.tenant_id AND s.id = x.site_id))"""
_MEMBERS = """(SELECT json_agg(m.staff_id ORDER BY m.staff_id) FROM crew_members m
    WHERE m.tenant_id = x.tenant_id AND m.crew_id = x.id)"""


def _labelled(table: str, *, entity: str) -> Source:
    """A table of things that labels stand on. Events keep the code to themselves, and name only what has changed."""
    return _plain(
        table,
        entity=entity,
        values={"codes": _CODES.format(f"{entity}_id")},
        told_through={"portal_place": _LABELLED.format(f"{entity}_id")},
    )


_FILE_FAMILY = """CASE x.subject WHEN 'work_order' THEN x.subject_id
    WHEN 'work_order_task' THEN (SELECT t.work_order_id FROM work_order_tasks t
        WHERE t.tenant_id = x.tenant_id AND t.id = x.subject_id)
    WHEN 'comment' THEN (SELECT c.work_order_id FROM comments c WHERE c.tenant_id = x.tenant_id AND c.id = x.subject_id)
    WHEN 'log_entry' THEN (SELECT l.work_order_id FROM log_entries l
        WHERE l.tenant_id = x.tenant_id AND l.id = x.subject_id) END"""

_FILES_OF_FAMILIES = """(
    SELECT s.work_order_id, f.* FROM (
        SELECT 'work_order' AS subject, given.id AS subject_id, given.id AS work_order_id
        FROM unnest(%(families)s::uuid[]) AS given(id)
        UNION ALL SELECT 'work_order_task', t.id, t.work_order_id FROM work_order_tasks t
        WHERE t.tenant_id = app.tenant_id() AND t.work_order_id = ANY(%(families)s::uuid[])
        UNION ALL SELECT 'comment', c.id, c.work_order_id FROM comments c
        WHERE c.tenant_id = app.tenant_id() AND c.work_order_id = ANY(%(families)s::uuid[])
        UNION ALL SELECT 'log_entry', l.id, l.work_order_id FROM log_entries l
        WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = ANY(%(families)s::uuid[])
    ) s JOIN files f ON f.tenant_id = app.tenant_id() AND f.subject = s.subject AND f.subject_id = s.subject_id
    UNION ALL SELECT NULL::uuid, f.* FROM files f
    WHERE f.tenant_id = app.tenant_id() AND f.subject IN ('asset', 'site', 'location', 'work_request')) x"""

_FILES = f"(SELECT x.*, {_FILE_FAMILY} AS work_order_id FROM files x WHERE x.tenant_id = app.tenant_id()) x"  # noqa: S608

SOURCES: Mapping[str, Source] = MappingProxyType(
    {
        "sites": _labelled("sites", entity="site"),
        "locations": _labelled("locations", entity="location"),
        "asset_types": _plain("asset_types", entity="asset_type"),
        "custom_fields": _plain("custom_fields", entity="custom_field", values={"options": "to_json(x.options)"}),
        "assets": _labelled("assets", entity="asset"),
        "meters": _plain(
            "meters",
            entity="meter",
            values={"last_value": _LAST_READING.format("r.value"), "last_read_at": _LAST_READING.format("r.read_at")},
            named_in={"meter_reading": "meter_id"},
            of_things="x.asset_id = ANY(%(things)s)",
        ),
        "meter_readings": Source(
            rows="meter_readings x",
            whole="meters m JOIN meter_readings x ON x.tenant_id = m.tenant_id AND x.meter_id = m.id",
            id="x.id",
            part="x.id",
            where="x.read_at > %(readings_since)s",
            told_by={"meter_reading": "x.id"},
            of_things="x.meter_id IN (SELECT m.id FROM meters m "
            "WHERE m.tenant_id = x.tenant_id AND m.asset_id = ANY(%(things)s))",
            buries=False,
        ),
        "staff": _plain("staff", entity="staff"),
        "crews": _plain("crews", entity="crew", values={"member_ids": _MEMBERS}),
        "task_codes": _plain("task_codes", entity="task_code"),
        "failure_codes": _plain("failure_codes", entity="failure_code"),
        "gl_codes": _plain("gl_codes", entity="gl_code"),
        "reasons": _plain("reasons", entity="reason"),
        "work_orders": Source(
            rows="work_orders w",
            alias="w",
            id="w.id",
            part="w.id",
            values={"released": f"NOT {STILL_MINE}"},
            where="w.deleted_at IS NULL",
            told_by={"work_order": "w.id"},
            family="w.id",
        ),
        "work_order_tasks": Source(
            rows="work_order_tasks x",
            id="x.id",
            part="x.work_order_id",
            where="x.deleted_at IS NULL",
            told_by={"work_order_task": "x.id"},
            family="x.work_order_id",
        ),
        "work_order_assets": Source(
            rows="work_order_assets x",
            id="x.work_order_id || '.' || x.asset_id",
            part="x.work_order_id",
            told_by={"work_order": "x.work_order_id"},
            family="x.work_order_id",
        ),
        "log_entries": Source(
            rows="log_entries x",
            id="x.id",
            part="x.work_order_id",
            told_by={"log_entry": "x.id"},
            family="x.work_order_id",
            buries=False,
        ),
        "log_lines": Source(
            rows="log_lines x LEFT JOIN log_line_costs k ON k.tenant_id = x.tenant_id AND k.id = x.id",
            id="x.id",
            part="x.work_order_id",
            values={"unit_cost": "k.unit_cost", "amount": "k.amount"},
            told_by={"log_entry": "x.log_entry_id"},
            family="x.work_order_id",
            buries=False,
        ),
        "comments": Source(
            rows="comments x",
            id="x.id",
            part="coalesce(x.work_order_id, x.work_request_id)",
            values={
                "mentions": "to_json(x.mentions)",
                "author_name": "coalesce((SELECT u.name FROM users u WHERE u.id = x.created_by), x.author_name)",
            },
            where="x.deleted_at IS NULL",
            told_by={"comment": "x.id"},
            family="x.work_order_id",
            # What the office says among itself is not for who only asks.
            loose="(%(decides)s OR x.public OR x.created_by = %(user)s OR %(user)s = ANY(x.mentions)) "
            "AND x.work_request_id IN (SELECT r.id FROM work_requests r "
            "WHERE r.tenant_id = x.tenant_id AND r.requested_by_id = %(user)s)",
        ),
        "work_requests": Source(
            rows="work_requests x",
            id="x.id",
            part="x.id",
            values={"place_code": "NULL::text", "place_name": _PLACE_NAME},
            where="x.deleted_at IS NULL AND x.requested_by_id = %(user)s "
            "AND (x.status = 'new' OR x.reported_at > %(ended_since)s)",
            told_by={"work_request": "x.id"},
            buries=False,
        ),
        "attachments": Source(
            rows=_FILES,
            id="x.id",
            part="x.subject_id",
            where="x.deleted_at IS NULL AND x.state IN ('checking', 'stored')",
            told_by={"file": "x.id"},
            of_things="x.subject IN ('asset', 'location') AND x.subject_id = ANY(%(things)s)",
            family="x.work_order_id",
            loose="(x.subject IN ('asset', 'site', 'location') OR x.subject = 'work_request' AND x.subject_id IN ("
            "SELECT r.id FROM work_requests r WHERE r.tenant_id = x.tenant_id AND r.requested_by_id = %(user)s))",
            whole=_FILES_OF_FAMILIES,
        ),
        "notifications": Source(
            rows="notifications x",
            id="x.id",
            part="x.id",
            where="x.user_id = %(user)s AND x.in_app AND x.created_at > %(ended_since)s",
            fresh="greatest(x.created_at, x.read_at, x.acknowledged_at) > %(heard_since)s",
            buries=False,
        ),
        "sync_conflicts": Source(
            rows="sync_conflicts x",
            id="x.id",
            part="x.id",
            where="x.user_id = %(user)s AND x.dismissed_at IS NULL",
            told_by={"sync_conflict": "x.id"},
        ),
    }
)
