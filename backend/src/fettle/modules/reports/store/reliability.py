"""Reliability: failures, repairs, holds and downtime of a page of assets."""

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import PageRequest
from fettle.modules.reports.records import AssetFilters, AssetHistory, Window

# Downtimes may overlap, so their time is that of their union, cut to the observed period; what was both planned and
# unplanned counts as unplanned. Holds come from the status changes in the feed. OFFSET 0 keeps each work order a
# look-up by its key, where fresh tables without statistics mislead the planner.
HISTORY = """
WITH page AS (
    SELECT a.id, a.name, a.number, w.seen
    FROM assets a
    CROSS JOIN LATERAL (SELECT greatest(%(start)s::timestamptz,
        (a.installed_on::timestamp AT TIME ZONE %(zone)s)) AS since, least(%(end)s::timestamptz, %(now)s) AS until) i
    CROSS JOIN LATERAL (SELECT tstzrange(i.since, greatest(i.since, i.until)) AS seen) w
    WHERE {where}
    ORDER BY a.name, a.id LIMIT %(limit)s
), stops AS (
    SELECT p.id, range_agg(t.stop) FILTER (WHERE NOT d.planned) AS unplanned,
           range_agg(t.stop) FILTER (WHERE d.planned) AS planned
    FROM page p
    JOIN downtimes d ON d.tenant_id = app.tenant_id() AND d.asset_id = p.id AND d.deleted_at IS NULL
                    AND d.started_at <= %(now)s
    CROSS JOIN LATERAL (SELECT tstzrange(d.started_at, coalesce(d.ended_at, %(now)s)) * p.seen AS stop) t
    GROUP BY p.id
), failures AS (
    SELECT p.id AS asset_id, w.id, coalesce(d.started_at, w.reported_at) AS failed_at,
           CASE WHEN w.status IN ('complete', 'closed') THEN coalesce(d.ended_at, w.completed_at) END AS restored_at
    FROM page p
    JOIN work_order_assets x ON x.tenant_id = app.tenant_id() AND x.asset_id = p.id
    CROSS JOIN LATERAL (
        SELECT o.* FROM work_orders o WHERE o.tenant_id = x.tenant_id AND o.id = x.work_order_id OFFSET 0) w
    LEFT JOIN LATERAL (
        SELECT min(t.started_at) AS started_at, max(t.ended_at) AS ended_at FROM downtimes t
        WHERE t.tenant_id = app.tenant_id() AND t.asset_id = p.id AND t.work_order_id = w.id AND NOT t.planned
          AND t.deleted_at IS NULL) d ON true
    WHERE w.deleted_at IS NULL AND w.kind = 'corrective' AND w.status NOT IN ('cancelled', 'skipped')
      AND w.reported_at >= %(start)s AND w.reported_at < %(end)s
), holds AS (
    SELECT f.asset_id, f.failed_at, f.restored_at, CASE WHEN f.restored_at IS NOT NULL THEN (
        SELECT sum(extract(epoch FROM m.next_at - m.at)) FROM (
            SELECT e.at, e.after ->> 'status' AS status, lead(e.at) OVER (ORDER BY e.seq, e.ord) AS next_at
            FROM events e
            WHERE e.tenant_id = app.tenant_id() AND e.about_id = f.id AND e.entity_id = f.id
              AND e.after ->> 'status' IS NOT NULL) m
        WHERE m.status = 'on_hold' AND m.next_at IS NOT NULL) END AS held
    FROM failures f
), repairs AS (
    SELECT asset_id, count(*) AS failures, count(restored_at) AS repaired,
           coalesce(sum(extract(epoch FROM restored_at - failed_at)), 0) AS seconds, coalesce(sum(held), 0) AS on_hold
    FROM holds GROUP BY asset_id
)
SELECT p.id AS asset_id, p.name AS asset_name, p.number AS asset_number,
       extract(epoch FROM coalesce(upper(p.seen) - lower(p.seen), '0'))::float8 AS observed,
       {unplanned}::float8 AS unplanned, {planned}::float8 AS planned,
       coalesce(r.failures, 0) AS failures, coalesce(r.repaired, 0) AS repaired,
       coalesce(r.seconds, 0)::float8 AS repair, coalesce(r.on_hold, 0)::float8 AS on_hold
FROM page p LEFT JOIN stops s ON s.id = p.id LEFT JOIN repairs r ON r.asset_id = p.id
ORDER BY p.name, p.id
"""
SECONDS = "(SELECT coalesce(sum(extract(epoch FROM upper(x) - lower(x))), 0) FROM unnest({of}) x)"
UNPLANNED = SECONDS.format(of="s.unplanned")
PLANNED = SECONDS.format(of="s.planned - coalesce(s.unplanned, '{}'::tstzmultirange)")


async def histories(call: Call, window: Window, filters: AssetFilters, wanted: PageRequest) -> list[AssetHistory]:
    """What is known of one more than `wanted.limit` assets, by name, in `window`."""
    said = {
        "a.id = ANY(%(asset_ids)s)": filters.asset_ids,
        "a.site_id = ANY(%(site_ids)s)": filters.site_ids,
        "a.asset_type_id = ANY(%(asset_type_ids)s)": filters.asset_type_ids,
        "a.category_id = ANY(%(category_ids)s)": filters.category_ids,
        "(a.name, a.id) > (%(after_name)s, %(after_id)s::uuid)": wanted.position,
    }
    where = ["a.tenant_id = app.tenant_id()", "a.deleted_at IS NULL"]
    where += [condition for condition, given in said.items() if given is not None]
    after_name, after_id = wanted.position or (None, None)
    params = {"now": call.now, "limit": wanted.limit + 1, "after_name": after_name, "after_id": after_id}
    query = HISTORY.format(where=" AND ".join(where), unplanned=UNPLANNED, planned=PLANNED)
    return await call.all(
        AssetHistory, query, params | msgspec.structs.asdict(window) | msgspec.structs.asdict(filters)
    )
