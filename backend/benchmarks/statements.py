"""The hot paths as bare SQL: all that the answer needs, under the same row security."""

LIST = """
WITH page AS (
    SELECT w.* FROM work_orders w
    WHERE w.tenant_id = app.tenant_id() AND w.deleted_at IS NULL
      AND w.status = ANY(%(status)s) AND w.kind = ANY(%(kind)s)
      AND (w.created_at, w.id) < (%(created_at)s::timestamptz, %(id)s::uuid)
    ORDER BY w.created_at DESC, w.id DESC LIMIT 51
)
SELECT w.id, w.number, w.reference, w.title, w.status, w.priority, w.kind, w.site_id, s.name AS site_name,
       w.assignee_id, p.name AS assignee_name, w.crew_id, c.name AS crew_name, a.asset_id, a.asset_name,
       coalesce(a.asset_count, 0) AS asset_count, w.scheduled_start, w.due_at,
       coalesce(w.due_at < now(), false) AS overdue, w.reported_at, w.started_at, w.completed_at, w.estimated_hours,
       w.follow_up_of_id, w.created_at, w.updated_at, w.version
FROM page w
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN staff p ON p.tenant_id = app.tenant_id() AND p.id = w.assignee_id
LEFT JOIN crews c ON c.tenant_id = w.tenant_id AND c.id = w.crew_id
LEFT JOIN LATERAL (
    SELECT l.asset_id, x.name AS asset_name, count(*) OVER () AS asset_count
    FROM work_order_assets l LEFT JOIN assets x ON x.tenant_id = l.tenant_id AND x.id = l.asset_id
    WHERE l.tenant_id = w.tenant_id AND l.work_order_id = w.id ORDER BY l.position LIMIT 1
) a ON true
ORDER BY w.created_at DESC, w.id DESC
"""
GET = """
SELECT w.*, e.estimated_cost, s.name AS site_name, o.name AS location_name, p.name AS assignee_name,
       c.name AS crew_name, u.name AS requested_by_name, r.name AS hold_reason, g.code AS gl_code
FROM work_orders w
LEFT JOIN work_order_estimates e ON e.tenant_id = w.tenant_id AND e.work_order_id = w.id
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN locations o ON o.tenant_id = w.tenant_id AND o.id = w.location_id
LEFT JOIN staff p ON p.tenant_id = app.tenant_id() AND p.id = w.assignee_id
LEFT JOIN crews c ON c.tenant_id = w.tenant_id AND c.id = w.crew_id
LEFT JOIN users u ON u.id = w.requested_by_id
LEFT JOIN reasons r ON r.tenant_id = w.tenant_id AND r.id = w.hold_reason_id
LEFT JOIN gl_codes g ON g.tenant_id = w.tenant_id AND g.id = w.gl_code_id
WHERE w.tenant_id = app.tenant_id() AND w.id = %(id)s
"""
GET_TASKS = """
SELECT id, work_order_id, position, title, task_code_id, asset_id, instructions, required, status, result,
       estimated_hours, answered_at, answered_by_id, version
FROM work_order_tasks WHERE tenant_id = app.tenant_id() AND work_order_id = %(id)s AND deleted_at IS NULL
ORDER BY position
"""
GET_ASSETS = """
SELECT a.id, a.name, a.number FROM work_order_assets l JOIN assets a ON a.tenant_id = l.tenant_id AND a.id = l.asset_id
WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = %(id)s ORDER BY l.position
"""
GET_TAGS = """
SELECT t.id, t.name, t.colour FROM work_order_tags l JOIN tags t ON t.tenant_id = l.tenant_id AND t.id = l.tag_id
WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = %(id)s ORDER BY t.id
"""
GET_TOTALS = """
SELECT coalesce(sum(l.quantity) FILTER (WHERE l.kind = 'labour'), 0) AS hours, coalesce(sum(c.amount), 0) AS cost
FROM log_lines l LEFT JOIN log_line_costs c ON c.tenant_id = l.tenant_id AND c.id = l.id
WHERE l.tenant_id = app.tenant_id() AND l.work_order_id = %(id)s
"""
MAY_PLACE = """
SELECT (SELECT count(*) FROM assets WHERE tenant_id = app.tenant_id() AND id = ANY(%(assets)s) AND deleted_at IS NULL),
       (SELECT count(*) FROM sites WHERE tenant_id = app.tenant_id() AND id = %(site)s AND deleted_at IS NULL)
"""
NEXT_NUMBER = """
UPDATE tenant_counters SET value = value + 1 WHERE tenant_id = app.tenant_id() AND name = 'work_order' RETURNING value
"""
CREATE = """
INSERT INTO work_orders (tenant_id, id, number, title, description, status, priority, kind, site_id, assignee_id,
                         due_at, reported_at, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(number)s, %(title)s, %(description)s, 'new', %(priority)s, %(kind)s, %(site)s,
        %(assignee)s, %(due_at)s, %(at)s, %(at)s, %(by)s, %(at)s, %(by)s)
"""
CREATE_ASSETS = """
INSERT INTO work_order_assets (tenant_id, work_order_id, asset_id, position)
SELECT app.tenant_id(), %(id)s, a.id, a.position - 1 FROM unnest(%(assets)s::uuid[]) WITH ORDINALITY AS a (id, position)
"""
MAY_LOG = """
SELECT w.status, w.site_id, w.gl_code_id,
       (SELECT count(*) FROM assets WHERE tenant_id = app.tenant_id() AND id = ANY(%(assets)s)),
       (SELECT count(*) FROM gl_codes WHERE tenant_id = app.tenant_id() AND id = ANY(%(accounts)s)),
       (SELECT r.hourly_rate FROM staff_rates r WHERE r.tenant_id = app.tenant_id() AND r.staff_id = %(staff)s
          AND r.valid_from <= %(day)s ORDER BY r.valid_from DESC LIMIT 1)
FROM work_orders w WHERE w.tenant_id = app.tenant_id() AND w.id = %(id)s
"""
LOG = """
INSERT INTO log_entries (tenant_id, id, work_order_id, performed_on, site_id, created_at, created_by)
VALUES (app.tenant_id(), %(entry)s, %(id)s, %(day)s, %(site)s, %(at)s, %(by)s)
"""
LOG_LINES = """
INSERT INTO log_lines (tenant_id, id, log_entry_id, work_order_id, position, kind, staff_id, item, vendor, asset_id,
                       equipment_asset_id, gl_code_id, quantity, unit, created_at, created_by)
SELECT app.tenant_id(), l.id, %(entry)s, %(id)s, l.position, l.kind, l.staff_id, l.item, l.vendor, l.asset_id,
       l.equipment_asset_id, l.gl_code_id, l.quantity, l.unit, %(at)s, %(by)s
FROM jsonb_to_recordset(%(lines)s::jsonb) AS l (id uuid, position int, kind text, staff_id uuid, item text, vendor text,
     asset_id uuid, equipment_asset_id uuid, gl_code_id uuid, quantity numeric, unit text)
"""
LOG_COSTS = """
INSERT INTO log_line_costs (tenant_id, id, work_order_id, asset_id, gl_code_id, kind, performed_on, unit_cost, amount)
SELECT app.tenant_id(), l.id, %(id)s, l.asset_id, l.gl_code_id, l.kind, %(day)s, l.unit_cost, l.amount
FROM jsonb_to_recordset(%(lines)s::jsonb) AS l (id uuid, kind text, asset_id uuid, gl_code_id uuid, unit_cost numeric,
     amount numeric)
"""
COSTS = """
SELECT a.category_id, min(n.name) AS name, date_trunc('month', c.performed_on::timestamp)::date AS month,
       sum(c.amount) AS cost
FROM log_line_costs c
LEFT JOIN assets a ON a.tenant_id = c.tenant_id AND a.id = c.asset_id
LEFT JOIN asset_categories n ON n.tenant_id = a.tenant_id AND n.id = a.category_id
WHERE c.tenant_id = {tenant} AND c.performed_on BETWEEN %(first)s AND %(last)s
GROUP BY 1, 3
"""
