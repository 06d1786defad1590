"""The page of one work order, in one query."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import NotFound
from fettle.modules.work_orders.records import WorkOrderDetail
from fettle.modules.work_orders.store.work_orders import COLUMNS, sees

DETAIL = f"""
SELECT {COLUMNS}, e.estimated_cost, s.name AS site_name, l.name AS location_name, st.name AS assignee_name,
    c.name AS crew_name, u.name AS requested_by_name, hr.name AS hold_reason, cr.name AS cancel_reason,
    g.code AS gl_code, fp.name AS problem_code, fc.name AS cause_code, fr.name AS remedy_code,
    fo.number AS follow_up_of_number,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'workOrderId', t.work_order_id, 'position', t.position,
            'title', t.title, 'taskCodeId', t.task_code_id, 'assetId', t.asset_id, 'instructions', t.instructions,
            'required', t.required, 'status', t.status, 'result', t.result,
            'estimatedHours', t.estimated_hours::text, 'answeredAt', t.answered_at, 'answeredById', t.answered_by_id,
            'version', t.version) ORDER BY t.position, t.id)
        FROM work_order_tasks t
        WHERE t.tenant_id = w.tenant_id AND t.work_order_id = w.id AND t.deleted_at IS NULL), '[]') AS tasks,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', a.id, 'name', a.name, 'number', a.number)
            ORDER BY wa.position, a.id)
        FROM work_order_assets wa JOIN assets a ON a.tenant_id = wa.tenant_id AND a.id = wa.asset_id
        WHERE wa.tenant_id = w.tenant_id AND wa.work_order_id = w.id), '[]') AS assets,
    ARRAY(SELECT wa.asset_id FROM work_order_assets wa
        WHERE wa.tenant_id = w.tenant_id AND wa.work_order_id = w.id ORDER BY wa.position, wa.asset_id) AS asset_ids,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'name', t.name, 'colour', t.colour) ORDER BY t.id)
        FROM work_order_tags wt JOIN tags t ON t.tenant_id = wt.tenant_id AND t.id = wt.tag_id
        WHERE wt.tenant_id = w.tenant_id AND wt.work_order_id = w.id), '[]') AS tags,
    ARRAY(SELECT wt.tag_id FROM work_order_tags wt
        WHERE wt.tenant_id = w.tenant_id AND wt.work_order_id = w.id ORDER BY wt.tag_id) AS tag_ids,
    coalesce((SELECT jsonb_agg(jsonb_build_object('id', r.id, 'number', r.number, 'title', r.title,
            'requesterName', r.requester_name) ORDER BY r.number)
        FROM work_requests r WHERE r.tenant_id = w.tenant_id AND r.work_order_id = w.id), '[]') AS requests
FROM work_orders w
LEFT JOIN work_order_estimates e ON e.tenant_id = w.tenant_id AND e.work_order_id = w.id
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN locations l ON l.tenant_id = w.tenant_id AND l.id = w.location_id
LEFT JOIN staff st ON st.tenant_id = app.tenant_id() AND st.id = w.assignee_id
LEFT JOIN crews c ON c.tenant_id = w.tenant_id AND c.id = w.crew_id
LEFT JOIN users u ON u.id = w.requested_by_id
LEFT JOIN reasons hr ON hr.tenant_id = w.tenant_id AND hr.id = w.hold_reason_id
LEFT JOIN reasons cr ON cr.tenant_id = w.tenant_id AND cr.id = w.cancel_reason_id
LEFT JOIN gl_codes g ON g.tenant_id = w.tenant_id AND g.id = w.gl_code_id
LEFT JOIN failure_codes fp ON fp.tenant_id = w.tenant_id AND fp.id = w.problem_code_id
LEFT JOIN failure_codes fc ON fc.tenant_id = w.tenant_id AND fc.id = w.cause_code_id
LEFT JOIN failure_codes fr ON fr.tenant_id = w.tenant_id AND fr.id = w.remedy_code_id
LEFT JOIN work_orders fo ON fo.tenant_id = w.tenant_id AND fo.id = w.follow_up_of_id
WHERE w.tenant_id = app.tenant_id() AND w.id = %s AND w.deleted_at IS NULL
"""  # noqa: S608 - column names of our own
REQUESTS = "SELECT id FROM work_requests WHERE tenant_id = app.tenant_id() AND work_order_id = %s"


async def get(call: Call, work_order_id: UUID) -> WorkOrderDetail:
    """The work order with everything that hangs on it. Raises `NotFound`."""
    return await call.one(WorkOrderDetail, DETAIL, [work_order_id])


async def must_exist(call: Call, work_order_id: UUID) -> None:
    """Raise `NotFound` unless the caller can see such a work order."""
    if not await sees(call, work_order_id):
        raise NotFound()


async def request_ids(call: Call, work_order_id: UUID) -> list[UUID]:
    """The requests that led to the work order."""
    return [row[0] for row in await call.all(tuple, REQUESTS, [work_order_id])]
