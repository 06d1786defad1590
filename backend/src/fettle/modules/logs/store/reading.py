"""Reading the log: one query per answer, lines and names included."""

from collections.abc import AsyncIterator, Collection, Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.pages import PageRequest
from fettle.modules.logs.records import (
    Amount,
    ExportRow,
    LogEntry,
    LogFilters,
    LogSort,
    LogSummary,
    LogTotals,
    SummaryBy,
)

# Lines as JSON with exact decimals as text; names come along, costs only for those whom row security lets see them.
ENTRY = """
SELECT e.id, e.work_order_id, e.site_id, e.performed_on, e.staff_id, s.name AS staff_name, e.note, e.reverses_id,
       r.id AS reversed_by_id, e.reason_id, e.created_at, e.created_by, lines.lines
FROM {entries} e
LEFT JOIN staff s ON s.tenant_id = app.tenant_id() AND s.id = e.staff_id
LEFT JOIN log_entries r ON r.tenant_id = e.tenant_id AND r.reverses_id = e.id
CROSS JOIN LATERAL (
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', l.id, 'position', l.position, 'kind', l.kind, 'quantity', l.quantity::text, 'unit', l.unit,
        'staffId', l.staff_id, 'staffName', ls.name, 'equipmentAssetId', l.equipment_asset_id, 'item', l.item,
        'vendor', l.vendor, 'assetId', l.asset_id, 'assetName', a.name, 'taskCodeId', l.task_code_id,
        'taskCode', t.code, 'glCodeId', l.gl_code_id, 'glCode', g.code, 'unitCost', c.unit_cost::text,
        'amount', c.amount::text) ORDER BY l.position), '[]') AS lines
    FROM log_lines l
    LEFT JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id
    LEFT JOIN staff ls ON ls.tenant_id = app.tenant_id() AND ls.id = l.staff_id
    LEFT JOIN assets a ON a.tenant_id = l.tenant_id AND a.id = l.asset_id
    LEFT JOIN task_codes t ON t.tenant_id = l.tenant_id AND t.id = l.task_code_id
    LEFT JOIN gl_codes g ON g.tenant_id = l.tenant_id AND g.id = l.gl_code_id
    WHERE l.tenant_id = e.tenant_id AND l.log_entry_id = e.id
) lines
"""
GET = ENTRY.format(entries="log_entries") + " WHERE e.tenant_id = app.tenant_id() AND e.id = ANY(%s)"
CHOSEN = "(SELECT e.* FROM log_entries e WHERE {where} ORDER BY {order} LIMIT %(limit)s)"
PAGE = ENTRY.format(entries=CHOSEN) + " ORDER BY {order}"
REVERSED_PAIR = """(e.reverses_id IS NOT NULL OR EXISTS (
    SELECT FROM log_entries x WHERE x.tenant_id = e.tenant_id AND x.reverses_id = e.id))"""
ACCOUNTS = "SELECT id, gl_code_id FROM task_codes WHERE tenant_id = app.tenant_id() AND id = ANY(%s)"
TOTALS = """
SELECT l.work_order_id, coalesce(sum(l.quantity) FILTER (WHERE l.kind = 'labour'), 0) AS hours,
       count(DISTINCT l.log_entry_id) AS entries,
       CASE WHEN app.sees_costs() THEN count(*) FILTER (WHERE c.id IS NULL) END AS unpriced,
       CASE WHEN app.sees_costs() THEN coalesce(sum(c.amount), 0.00) END AS cost,
       CASE WHEN app.sees_costs() THEN coalesce(sum(c.amount) FILTER (WHERE l.kind = 'labour'), 0.00) END
           AS labour_cost,
       CASE WHEN app.sees_costs() THEN coalesce(sum(c.amount) FILTER (WHERE l.kind = 'material'), 0.00) END
           AS material_cost,
       CASE WHEN app.sees_costs() THEN coalesce(sum(c.amount) FILTER (WHERE l.kind = 'equipment'), 0.00) END
           AS equipment_cost,
       CASE WHEN app.sees_costs() THEN coalesce(sum(c.amount) FILTER (WHERE l.kind = 'contract'), 0.00) END
           AS contract_cost,
       CASE WHEN app.sees_costs() THEN coalesce(sum(c.amount) FILTER (WHERE l.kind = 'other'), 0.00) END AS other_cost
FROM log_lines l
LEFT JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id
WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = ANY(%s)
GROUP BY l.work_order_id
"""
AMOUNTS = """
SELECT e.performed_on, c.asset_id, count(*) FILTER (WHERE e.reverses_id IS NULL) AS lines, sum(c.amount) AS amount
FROM log_entries e
JOIN log_lines l ON l.tenant_id = e.tenant_id AND l.log_entry_id = e.id
JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id
WHERE e.tenant_id = app.tenant_id() AND (e.id = ANY(%(ids)s) OR e.reverses_id = ANY(%(ids)s))
GROUP BY e.performed_on, c.asset_id
"""
SUMMARY = """
SELECT k.key, min(k.label) AS label, count(DISTINCT k.log_entry_id) AS entries,
       coalesce(sum(k.quantity) FILTER (WHERE k.kind = 'labour'), 0) AS hours, count(*) AS lines,
       CASE WHEN app.sees_costs() THEN count(*) FILTER (WHERE k.amount IS NULL) END AS unpriced,
       CASE WHEN app.sees_costs() THEN coalesce(sum(k.amount), 0.00) END AS cost
FROM (
    SELECT {key} AS key, {label} AS label, l.log_entry_id, l.quantity, l.kind, c.amount
    FROM log_entries e
    JOIN log_lines l ON l.tenant_id = e.tenant_id AND l.log_entry_id = e.id
    LEFT JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id
    LEFT JOIN staff s ON s.tenant_id = app.tenant_id() AND s.id = coalesce(l.staff_id, e.staff_id)
    WHERE {where}
) k
WHERE {after}
GROUP BY k.key
ORDER BY k.key
LIMIT %(limit)s
"""
GROUPS = {
    SummaryBy.DAY: ("e.performed_on::text", "NULL::text"),
    SummaryBy.PERSON: ("coalesce(coalesce(l.staff_id, e.staff_id)::text, '')", "s.name"),
    SummaryBy.WORK_ORDER: ("e.work_order_id::text", "NULL::text"),
}
EXPORT = """
SELECT e.id AS entry_id, e.work_order_id, e.performed_on, coalesce(ls.name, s.name) AS person, l.kind, l.item, l.vendor,
       a.name AS asset, q.name AS equipment, t.code AS task_code, g.code AS gl_code, l.quantity, l.unit, e.note,
       e.reverses_id, c.unit_cost, c.amount
FROM log_entries e
JOIN log_lines l ON l.tenant_id = e.tenant_id AND l.log_entry_id = e.id
LEFT JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id
LEFT JOIN staff s ON s.tenant_id = app.tenant_id() AND s.id = e.staff_id
LEFT JOIN staff ls ON ls.tenant_id = app.tenant_id() AND ls.id = l.staff_id
LEFT JOIN assets a ON a.tenant_id = l.tenant_id AND a.id = l.asset_id
LEFT JOIN assets q ON q.tenant_id = l.tenant_id AND q.id = l.equipment_asset_id
LEFT JOIN task_codes t ON t.tenant_id = l.tenant_id AND t.id = l.task_code_id
LEFT JOIN gl_codes g ON g.tenant_id = l.tenant_id AND g.id = l.gl_code_id
WHERE {where}
ORDER BY e.performed_on, e.id, l.position
"""


async def get(call: Call, ids: Sequence[UUID]) -> list[LogEntry]:
    """The entries `ids` that the caller can see, in no order."""
    return await call.all(LogEntry, GET, [list(ids)])


async def accounts(call: Call, ids: Collection[UUID]) -> dict[UUID, UUID | None]:
    """The GL codes that task codes bring along."""
    return dict(await call.all(tuple, ACCOUNTS, [list(ids)])) if ids else {}


async def page(call: Call, filters: LogFilters, sort: LogSort, wanted: PageRequest) -> list[LogEntry]:
    """One more than `wanted.limit` entries, by day and id, with their lines and names."""
    order = Order("e.performed_on", "date", "e.id", descending=sort is LogSort.NEWEST_FIRST)
    conditions, params = _conditions(filters)
    after, position = order.after(wanted.position)
    query = PAGE.format(where=" AND ".join([*conditions, *after]), order=order.keys)
    return await call.all(LogEntry, query, params | position | {"limit": wanted.limit + 1})


async def amounts(call: Call, ids: Sequence[UUID]) -> list[Amount]:
    """What entries and their reversals come to, by day and asset."""
    return await call.all(Amount, AMOUNTS, {"ids": list(ids)})


async def summary(call: Call, filters: LogFilters, by: SummaryBy, wanted: PageRequest) -> list[LogSummary]:
    """Sums by day, person or work order, one more than `wanted.limit`; filters on lines choose which lines count."""
    key, label = GROUPS[by]
    where, params = _line_conditions(filters)
    params |= {"limit": wanted.limit + 1, "after": wanted.position[0] if wanted.position else None}
    after = "true" if wanted.position is None else "k.key > %(after)s"
    return await call.all(LogSummary, SUMMARY.format(key=key, label=label, where=where, after=after), params)


def export(call: Call, filters: LogFilters) -> AsyncIterator[ExportRow]:
    """Every line, oldest first, by cursor."""
    where, params = _line_conditions(filters)
    return call.stream(ExportRow, EXPORT.format(where=where), params)


async def totals(call: Call, work_order_ids: Sequence[UUID]) -> list[LogTotals]:
    """What the lines of each work order come to; none for those without lines."""
    return await call.all(LogTotals, TOTALS, [list(work_order_ids)])


def _entry_conditions(filters: LogFilters) -> list[str]:
    said = {
        "e.work_order_id = ANY(%(work_order_ids)s)": filters.work_order_ids,
        "e.site_id = ANY(%(site_ids)s)": filters.site_ids,
        "e.performed_on >= %(performed_from)s": filters.performed_from,
        "e.performed_on <= %(performed_to)s": filters.performed_to,
    }
    conditions = ["e.tenant_id = app.tenant_id()", *(text for text, given in said.items() if given is not None)]
    if filters.reversed is not None:
        conditions.append(REVERSED_PAIR if filters.reversed else f"NOT {REVERSED_PAIR}")
    return conditions


def _of_lines(filters: LogFilters) -> list[str]:
    said = {
        "coalesce(l.staff_id, e.staff_id) = ANY(%(staff_ids)s)": filters.staff_ids,
        "l.kind = ANY(%(kinds)s)": filters.kinds,
        "(l.asset_id = ANY(%(asset_ids)s) OR l.equipment_asset_id = ANY(%(asset_ids)s))": filters.asset_ids,
        "l.gl_code_id = ANY(%(gl_code_ids)s)": filters.gl_code_ids,
    }
    return [text for text, given in said.items() if given is not None]


def _conditions(filters: LogFilters) -> tuple[list[str], dict[str, Any]]:
    conditions = _entry_conditions(filters)
    if of_lines := _of_lines(filters):
        inside = " AND ".join(["l.tenant_id = e.tenant_id", "l.log_entry_id = e.id", *of_lines])
        conditions.append(f"EXISTS (SELECT FROM log_lines l WHERE {inside})")
    return conditions, _params(filters)


def _line_conditions(filters: LogFilters) -> tuple[str, dict[str, Any]]:
    return " AND ".join([*_entry_conditions(filters), *_of_lines(filters)]), _params(filters)


def _params(filters: LogFilters) -> dict[str, Any]:
    return msgspec.structs.asdict(filters) | {"kinds": None if filters.kinds is None else list(map(str, filters.kinds))}
