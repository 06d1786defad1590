"""The list of work orders and its counts: named queries that return what the screen shows."""

from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.kit.pages import PageRequest
from fettle.modules.work_orders.records import (
    ENDED,
    OPEN,
    CountBy,
    Search,
    WorkOrderFilters,
    WorkOrderGroup,
    WorkOrderRow,
    WorkOrderSort,
    WorkOrderStatus,
)
from fettle.modules.work_orders.store import search as searching

PAGE_COLUMNS = """
w.tenant_id, w.id, w.number, w.reference, w.title, w.status, w.priority, w.urgency, w.kind, w.site_id, w.assignee_id,
w.crew_id, w.scheduled_start, w.due_at, w.reported_at, w.started_at, w.completed_at, w.estimated_hours,
w.follow_up_of_id, w.plan_id, w.occurrence_id, w.location_id, w.latitude, w.longitude, w.created_at, w.updated_at,
w.version"""
ROWS = """
WITH {hits}{comma} page AS (
{page}
)
SELECT w.id, w.number, w.reference, w.title, w.status, w.priority, w.kind, w.site_id, s.name AS site_name,
    w.location_id, l.name AS location_name, CASE WHEN {own} THEN w.latitude ELSE s.latitude END AS latitude,
    CASE WHEN {own} THEN w.longitude ELSE s.longitude END AS longitude,
    w.assignee_id, st.name AS assignee_name, w.crew_id, c.name AS crew_name, a.asset_id, a.asset_name,
    coalesce(a.asset_count, 0) AS asset_count, w.scheduled_start, w.due_at,
    w.status = ANY(%(open)s) AND w.due_at IS NOT NULL AND w.due_at < %(now)s AS overdue, w.reported_at, w.started_at,
    w.completed_at, w.estimated_hours, w.follow_up_of_id, w.plan_id, w.occurrence_id, w.created_at, w.updated_at,
    w.version, w.rank
FROM page w
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN locations l ON l.tenant_id = w.tenant_id AND l.id = w.location_id
LEFT JOIN staff st ON st.tenant_id = app.tenant_id() AND st.id = w.assignee_id
LEFT JOIN crews c ON c.tenant_id = w.tenant_id AND c.id = w.crew_id
LEFT JOIN LATERAL (
    SELECT wa.asset_id, x.name AS asset_name, count(*) OVER () AS asset_count
    FROM work_order_assets wa LEFT JOIN assets x ON x.tenant_id = wa.tenant_id AND x.id = wa.asset_id
    WHERE wa.tenant_id = w.tenant_id AND wa.work_order_id = w.id
    ORDER BY wa.position, wa.asset_id LIMIT 1
) a ON true
ORDER BY {order}
LIMIT %(limit)s
"""
# Both or neither: half of one place and half of another would be a third one.
OWN = "w.latitude IS NOT NULL AND w.longitude IS NOT NULL"
BRANCH = "(SELECT {columns}, {rank} AS rank FROM {source} WHERE {where} ORDER BY {order} LIMIT %(limit)s)"
COUNTS = "{hits} SELECT w.status, count(*) FROM {source} WHERE {where} GROUP BY w.status"
# One pass; the largest groups are kept where there are more than a screen can show.
GROUPED = """
WITH {hits}{comma} found AS (
    SELECT w.status, {key} AS key, count(*) AS count FROM {source} WHERE {where} GROUP BY 1, 2
), largest AS (
    SELECT key, sum(count)::bigint AS count FROM found GROUP BY key ORDER BY 2 DESC, 1 LIMIT %(most)s
)
SELECT f.status, NULL AS key, NULL AS name, sum(f.count)::bigint AS count FROM found f GROUP BY f.status
UNION ALL
SELECT NULL, g.key::text, {name}, g.count FROM largest g {names}
"""
GROUPS = {
    CountBy.STATUS: ("w.status", None),
    CountBy.PRIORITY: ("w.priority", None),
    CountBy.KIND: ("w.kind", None),
    CountBy.ASSIGNEE: ("w.assignee_id", "staff"),
    CountBy.CREW: ("w.crew_id", "crews"),
    CountBy.SITE: ("w.site_id", "sites"),
    CountBy.DUE_WEEK: (
        "date_trunc('week', w.due_at AT TIME ZONE "
        "(SELECT t.time_zone FROM tenants t WHERE t.id = app.tenant_id()))::date",
        None,
    ),
}
NAMED = "LEFT JOIN {names} n ON n.tenant_id = app.tenant_id() AND n.id = g.key"
SEARCHED = "hits h JOIN work_orders w ON w.tenant_id = app.tenant_id() AND w.id = h.id"
KEYS = {
    "createdAt": ("created_at", "timestamptz"),
    "dueAt": ("due_at", "timestamptz"),
    "priority": ("urgency", "integer"),
    "number": ("number", "bigint"),
    "status": ("status", "text"),
    "updatedAt": ("updated_at", "timestamptz"),
    "scheduledStart": ("scheduled_start", "timestamptz"),
}
MAY_BE_MISSING = frozenset({"w.due_at", "w.scheduled_start"})
LINKED = (
    "w.id IN (SELECT l.work_order_id FROM {source} WHERE l.tenant_id = app.tenant_id() AND {column} = ANY(%({name})s))"
)
ONE_OF = {
    "ids": "w.id = ANY(%(ids)s)",
    "status": "w.status = ANY(%(status)s)",
    "priority": "w.priority = ANY(%(priority)s)",
    "kind": "w.kind = ANY(%(kind)s)",
    "site_ids": "w.site_id = ANY(%(site_ids)s)",
    "location_ids": "w.location_id = ANY(%(location_ids)s)",
    "plan_ids": "w.plan_id = ANY(%(plan_ids)s)",
    "requested_by_ids": "w.requested_by_id = ANY(%(requested_by_ids)s)",
    "asset_ids": LINKED.format(source="work_order_assets l", column="l.asset_id", name="asset_ids"),
    "asset_type_ids": LINKED.format(
        source="work_order_assets l JOIN assets x ON x.tenant_id = l.tenant_id AND x.id = l.asset_id",
        column="x.asset_type_id",
        name="asset_type_ids",
    ),
    "tag_ids": LINKED.format(source="work_order_tags l", column="l.tag_id", name="tag_ids"),
    "task_code_ids": LINKED.format(
        source="work_order_tasks l", column="l.deleted_at IS NULL AND l.task_code_id", name="task_code_ids"
    ),
}
LIMITS = {
    "due_from": "w.due_at >= %(due_from)s",
    "due_to": "w.due_at < %(due_to)s",
    "created_from": "w.created_at >= %(created_from)s",
    "created_to": "w.created_at < %(created_to)s",
    "scheduled_from": "w.scheduled_start >= %(scheduled_from)s",
    "scheduled_to": "w.scheduled_start < %(scheduled_to)s",
}
MY_CREWS = """
w.crew_id IN (SELECT m.crew_id FROM crew_members m WHERE m.tenant_id = app.tenant_id() AND m.staff_id = %(me)s)"""
CUSTOM = "w.custom @> ALL(%(held)s::jsonb[])"


async def some(
    call: Call, filters: WorkOrderFilters, search: Search | None, sort: WorkOrderSort | None, page: PageRequest
) -> list[WorkOrderRow]:
    """A page of work orders, one more than asked for; `sort` None puts the best match first. One query."""
    query, parameters = page_query(call, filters, search, sort, page.position)
    return await call.all(WorkOrderRow, query, {**parameters, "limit": page.limit + 1})


async def counts(call: Call, filters: WorkOrderFilters, search: Search | None) -> dict[WorkOrderStatus, int]:
    """How many work orders there are in each status that has any. One query."""
    query, parameters = counts_query(call, filters, search)
    return {WorkOrderStatus(status): number for status, number in await call.all(tuple, query, parameters)}


async def counts_by(
    call: Call, filters: WorkOrderFilters, search: Search | None, by: CountBy, *, most: int
) -> tuple[dict[WorkOrderStatus, int], list[WorkOrderGroup]]:
    """As `counts`, and the `most` largest groups. One query."""
    query, parameters = grouped_query(call, filters, search, by)
    rows = await call.all(tuple, query, {**parameters, "most": most})
    statuses = {WorkOrderStatus(status): count for status, _, _, count in rows if status is not None}
    groups = [WorkOrderGroup(key=key, name=name, count=count) for status, key, name, count in rows if status is None]
    return statuses, groups


def page_query(
    call: Call,
    filters: WorkOrderFilters,
    search: Search | None,
    sort: WorkOrderSort | None,
    position: list[Any] | None,
) -> tuple[str, dict[str, Any]]:
    """The query of a page after `position`, and its parameters but for the limit."""
    hits, hit_parameters = searching.hits(search, "work_orders")
    where, parameters = conditions(call, filters, search)
    branches, order, key_parameters = _ordered(sort, position)
    source, rank = (SEARCHED, "h.rank") if hits else ("work_orders w", "NULL::real")
    selects = [
        BRANCH.format(
            columns=PAGE_COLUMNS, rank=rank, source=source, where=" AND ".join([*where, *branch]), order=within
        )
        for branch, within in branches
    ]
    outer = order.replace("h.rank", "w.rank")
    query = ROWS.format(hits=hits, comma="," if hits else "", page="\nUNION ALL\n".join(selects), order=outer, own=OWN)
    return query, {**hit_parameters, **parameters, **key_parameters, "now": call.now}


def counts_query(call: Call, filters: WorkOrderFilters, search: Search | None) -> tuple[str, dict[str, Any]]:
    """The query of the counts, and its parameters."""
    hits, hit_parameters = searching.hits(search, "work_orders")
    where, parameters = conditions(call, filters, search)
    source = SEARCHED if hits else "work_orders w"
    query = COUNTS.format(hits=f"WITH {hits}" if hits else "", source=source, where=" AND ".join(where))
    return query, {**hit_parameters, **parameters, "now": call.now}


def grouped_query(
    call: Call, filters: WorkOrderFilters, search: Search | None, by: CountBy
) -> tuple[str, dict[str, Any]]:
    """The query of the counts by status and group, and its parameters but for the most groups."""
    hits, hit_parameters = searching.hits(search, "work_orders")
    where, parameters = conditions(call, filters, search)
    key, names = GROUPS[by]
    query = GROUPED.format(
        hits=hits,
        comma="," if hits else "",
        key=key,
        source=SEARCHED if hits else "work_orders w",
        where=" AND ".join(where),
        name="n.name" if names else "g.key::text",
        names=NAMED.format(names=names) if names else "",
    )
    return query, {**hit_parameters, **parameters, "now": call.now}


def conditions(call: Call, filters: WorkOrderFilters, search: Search | None) -> tuple[list[str], dict[str, Any]]:
    """What a work order must fulfil to be listed, as SQL with its parameters."""
    where = ["w.tenant_id = app.tenant_id()", f"w.deleted_at IS {'NOT ' if filters.deleted else ''}NULL"]
    parameters: dict[str, Any] = {"me": call.caller.staff_id, "open": sorted(OPEN), "ended": sorted(ENDED)}
    for name, condition in {**ONE_OF, **LIMITS}.items():
        value = getattr(filters, name)
        if value not in (None, []):
            where.append(condition)
            parameters[name] = value
    where += _hands(filters, parameters)
    if filters.open is not None:
        where.append("w.status = ANY(%(open)s)" if filters.open else "w.status = ANY(%(ended)s)")
    if filters.overdue:
        where.append("w.status = ANY(%(open)s) AND w.due_at < %(now)s")
    if filters.held:
        where.append(CUSTOM)
        parameters["held"] = [encode(document) for document in filters.held]
    tagged, tags = searching.tagged(search)
    if search is not None and search.blank:
        where.append("false")
    return [*where, *tagged], {**parameters, **tags}


def _hands(filters: WorkOrderFilters, parameters: dict[str, Any]) -> list[str]:
    """In whose hands the work is: alternatives for the assignee, alternatives for the crew."""
    people: list[UUID] = filters.assignee_ids
    parameters |= {"assignees": people, "crews": filters.crew_ids}
    assignee = [
        *(["w.assignee_id = ANY(%(assignees)s)"] if people else []),
        *(["w.assignee_id = %(me)s::uuid"] if filters.mine else []),
        *(["w.assignee_id IS NULL"] if filters.unassigned else []),
    ]
    crew = [
        *(["w.crew_id = ANY(%(crews)s)"] if filters.crew_ids else []),
        *([MY_CREWS] if filters.my_crews else []),
    ]
    return [f"({' OR '.join(either)})" for either in (assignee, crew) if either]


def _ordered(
    sort: WorkOrderSort | None, position: list[Any] | None
) -> tuple[list[tuple[list[str], str]], str, dict[str, Any]]:
    """The branches of a page with the order within each, the order of all, and the parameters.

    Where a key may be missing, those without it are a branch of their own: each branch follows the index and stops at
    the limit.
    """
    descending = sort is None or sort.value.startswith("-")
    column, kind = ("h.rank", "real") if sort is None else _column(sort)
    direction, beyond = ("DESC", "<") if descending else ("ASC", ">")
    by_key, by_id = f"{column} {direction}, w.id {direction}", f"w.id {direction}"
    key, after_id = position or (None, None)
    parameters = {"key": key, "after": after_id}
    later = [f"({column}, w.id) {beyond} (%(key)s::{kind}, %(after)s::uuid)"] if position else []
    if column not in MAY_BE_MISSING:
        return [(later, by_key)], by_key, parameters
    order = f"{column} {direction} NULLS LAST, {by_id}"
    if position and key is None:
        return [([f"{column} IS NULL", f"w.id {beyond} %(after)s::uuid"], by_id)], order, parameters
    return [([f"{column} IS NOT NULL", *later], by_key), ([f"{column} IS NULL"], by_id)], order, parameters


def _column(sort: WorkOrderSort) -> tuple[str, str]:
    column, kind = KEYS[sort.value.lstrip("-")]
    return f"w.{column}", kind
