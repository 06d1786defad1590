"""Costs from the log by group and period, and the work orders beside them."""

from typing import Any

import msgspec

from fettle.db.call import Call
from fettle.modules.reports.records import (
    OF_LINES,
    AssetNode,
    CostDimension,
    Dimension,
    Span,
    Tally,
    Window,
    WorkFilters,
)
from fettle.modules.reports.store import dimensions
from fettle.modules.reports.store.dimensions import Grouping

# Only lines that name no asset look for the first one of their work order.
LINE_ASSET = """
LEFT JOIN LATERAL (
    SELECT x.asset_id FROM work_order_assets x
    WHERE c.asset_id IS NULL AND x.tenant_id = c.tenant_id AND x.work_order_id = c.work_order_id
    ORDER BY x.position, x.asset_id LIMIT 1) first ON true
"""
LINE_ASSET_RECORD = (
    LINE_ASSET + "LEFT JOIN assets a ON a.tenant_id = c.tenant_id AND a.id = coalesce(c.asset_id, first.asset_id)"
)
WORK_ORDER = "JOIN work_orders w ON w.tenant_id = c.tenant_id AND w.id = c.work_order_id"
LINE = "JOIN log_lines l ON l.tenant_id = c.tenant_id AND l.id = c.id"
GROUPINGS = {
    CostDimension.NONE: Grouping("NULL::text"),
    CostDimension.CATEGORY: Grouping("a.category_id", LINE_ASSET_RECORD, "asset_categories"),
    CostDimension.SITE: Grouping("w.site_id", WORK_ORDER, "sites"),
    CostDimension.GL_CODE: Grouping("c.gl_code_id", "", "gl_codes", dimensions.CODE),
    CostDimension.KIND: Grouping("c.kind"),
    CostDimension.WORK_ORDER_KIND: Grouping("w.kind", WORK_ORDER),
    CostDimension.ASSET: Grouping("coalesce(c.asset_id, first.asset_id)", LINE_ASSET, "assets"),
    CostDimension.ASSET_TYPE: Grouping("a.asset_type_id", LINE_ASSET_RECORD, "asset_types"),
    CostDimension.TASK_CODE: Grouping("l.task_code_id", LINE, "task_codes"),
    CostDimension.CREW: Grouping("w.crew_id", WORK_ORDER, "crews"),
}
OF_WORK_ORDERS = {
    CostDimension.NONE: Dimension.NONE,
    CostDimension.CATEGORY: Dimension.CATEGORY,
    CostDimension.SITE: Dimension.SITE,
    CostDimension.WORK_ORDER_KIND: Dimension.KIND,
    CostDimension.ASSET: Dimension.ASSET,
    CostDimension.ASSET_TYPE: Dimension.ASSET_TYPE,
    CostDimension.CREW: Dimension.CREW,
}
SPENT = """
WITH lines AS (
    SELECT {key} AS key, {period} AS period, c.amount FROM log_line_costs c {joins} WHERE {where}
), rows AS (
    SELECT GROUPING(key) = 1 AS whole, key, period, sum(amount) AS cost
    FROM lines GROUP BY GROUPING SETS ((key, period), ())
)
SELECT r.whole, r.key::text AS key, {label} AS label, r.period, coalesce(r.cost, 0.00) AS cost FROM rows r {names}
"""
TOUCHED = """
WITH touched AS (
    SELECT DISTINCT c.work_order_id, {key} AS key, {period} AS period FROM log_line_costs c {joins} WHERE {where}
), rows AS (
    SELECT GROUPING(t.key) = 1 AS whole, t.key, t.period, count(DISTINCT w.id) AS work_orders,
           count(DISTINCT w.id) FILTER (WHERE w.kind = 'corrective') AS corrective
    FROM touched t JOIN work_orders w ON w.tenant_id = app.tenant_id() AND w.id = t.work_order_id
    GROUP BY GROUPING SETS ((t.key, t.period), ())
)
SELECT r.whole, r.key::text AS key, {label} AS label, r.period, r.work_orders, r.corrective FROM rows r {names}
"""
COUNTED = """
WITH work AS (
    SELECT {key} AS key, {period} AS period, w.kind,
           coalesce((SELECT sum(c.amount) FROM log_line_costs c
                     WHERE c.tenant_id = w.tenant_id AND c.work_order_id = w.id), 0) AS cost
    FROM work_orders w {joins}
    WHERE {where}
), rows AS (
    SELECT GROUPING(key) = 1 AS whole, key, period, count(*) AS work_orders,
           count(*) FILTER (WHERE kind = 'corrective') AS corrective, count(*) FILTER (WHERE cost = 0) AS without_cost
    FROM work GROUP BY GROUPING SETS ((key, period), ())
)
SELECT r.whole, r.key::text AS key, {label} AS label, r.period, r.work_orders, r.corrective, r.without_cost
FROM rows r {names}
"""
TREE = """
SELECT id::text AS id, parent_id::text AS parent_id, name FROM assets WHERE tenant_id = app.tenant_id()
"""


async def spent(call: Call, by: CostDimension, span: Span, filters: WorkFilters) -> list[Tally]:
    """Money by group and period of the day on which the work was done, with the whole."""
    return await call.all(Tally, *_of_lines(SPENT, by, span, filters))


async def counted(call: Call, by: CostDimension, span: Span, window: Window, filters: WorkFilters) -> list[Tally]:
    """Work orders by group and period, with the whole: those reported then, or those with such lines then."""
    if by in OF_LINES:
        return await call.all(Tally, *_of_lines(TOUCHED, by, span, filters))
    grouping = dimensions.GROUPINGS[OF_WORK_ORDERS[by]]
    label, names = grouping.label("r")
    where = dimensions.where(
        dimensions.within("w.reported_at", window.start, window.end), dimensions.conditions(filters)
    )
    period = dimensions.period("w.reported_at", span.step)
    query = COUNTED.format(key=grouping.key, joins=grouping.joins, period=period, label=label, names=names, where=where)
    return await call.all(Tally, query, msgspec.structs.asdict(window) | msgspec.structs.asdict(filters))


async def tree(call: Call) -> list[AssetNode]:
    """Every asset that the caller can see, with the one above it."""
    return await call.all(AssetNode, TREE)


def _of_lines(query: str, by: CostDimension, span: Span, filters: WorkFilters) -> tuple[str, dict[str, Any]]:
    grouping = GROUPINGS[by]
    label, names = grouping.label("r")
    chosen = dimensions.conditions(filters)
    joins = grouping.joins
    if chosen and WORK_ORDER not in joins:
        joins = f"{WORK_ORDER} {joins}"
    made = query.format(
        key=grouping.key,
        joins=joins,
        period=dimensions.period_of_day("c.performed_on", span.step),
        label=label,
        names=names,
        where=" AND ".join(_within_days(span) + chosen),
    )
    days = {"first_day": span.first_day, "last_day": span.last_day}
    return made, days | msgspec.structs.asdict(filters)


def _within_days(span: Span) -> list[str]:
    limits = (
        ("c.performed_on >= %(first_day)s", span.first_day),
        ("c.performed_on <= %(last_day)s", span.last_day),
    )
    return ["c.tenant_id = app.tenant_id()", *(condition for condition, given in limits if given is not None)]
