"""Open311: the requests that its clients made, as anybody may see them."""

from collections.abc import Sequence
from typing import Any

from fettle.db.call import Call, encode
from fettle.modules.portal.records.open311 import Asked, ServiceRequest
from fettle.modules.portal.records.places import Open311Service

# Nothing of the person who asked, and nothing that staff wrote.
ROWS = """
SELECT r.number::text AS service_request_id, s.state AS status,
    CASE WHEN r.status = 'duplicate' THEN 'This was reported before.' WHEN o.status = 'declined' THEN 'Not taken on.'
         WHEN w.status IN ('complete', 'closed') THEN 'The work is finished.'
         WHEN w.status IN ('cancelled', 'skipped') THEN 'Not carried out.'
         WHEN w.status = 'in_progress' THEN 'Somebody is working on it.'
         WHEN w.status = 'on_hold' THEN 'Work has begun and waits for something.'
         WHEN w.id IS NOT NULL THEN 'It is on the list of work to be done.' END AS status_notes,
    coalesce(g.name, t.service_code) AS service_name, t.service_code, t.description, NULL AS agency_responsible,
    NULL AS service_notice, r.reported_at AS requested_datetime,
    CASE s.state WHEN 'closed' THEN coalesce(w.completed_at, o.decided_at, r.decided_at, r.updated_at)
                 ELSE greatest(r.updated_at, w.started_at) END AS updated_datetime,
    NULL::timestamptz AS expected_datetime, t.address, NULL AS address_id, NULL AS zipcode, r.latitude AS lat,
    r.longitude AS long, t.media_url
FROM (
    SELECT t.request_id, t.service_code, t.address, t.media_url, t.public_text AS description, t.created_at
    FROM portal_threads t WHERE t.tenant_id = app.tenant_id() AND t.service_code IS NOT NULL
) t
JOIN work_requests r ON r.tenant_id = app.tenant_id() AND r.id = t.request_id AND r.deleted_at IS NULL
JOIN work_requests o ON o.tenant_id = r.tenant_id AND o.id = coalesce(r.duplicate_of_id, r.id)
LEFT JOIN work_orders w ON w.tenant_id = r.tenant_id AND w.id = o.work_order_id
LEFT JOIN jsonb_to_recordset(%(services)s::jsonb) AS g(code text, name text) ON g.code = t.service_code
CROSS JOIN LATERAL (SELECT CASE
    WHEN r.status IN ('declined', 'duplicate') OR o.status = 'declined'
         OR w.status IN ('complete', 'closed', 'cancelled', 'skipped') THEN 'closed' ELSE 'open' END AS state) s
WHERE {where}
ORDER BY r.reported_at DESC, r.number DESC LIMIT %(limit)s OFFSET %(offset)s
"""


async def some(call: Call, asked: Asked, services: Sequence[Open311Service]) -> list[ServiceRequest]:
    """The requests that are asked for, newest first."""
    where, given = ["t.created_at BETWEEN %(since)s AND %(until)s"], dict[str, Any]()
    if asked.ids is not None:
        where, given = ["r.number = ANY(%(ids)s)"], {"ids": asked.ids}
    if asked.service_codes is not None:
        where, given = [*where, "t.service_code = ANY(%(codes)s)"], {**given, "codes": asked.service_codes}
    if asked.statuses is not None:
        where, given = [*where, "s.state = ANY(%(statuses)s)"], {**given, "statuses": asked.statuses}
    named = encode([{"code": each.code, "name": each.name} for each in services])
    given |= {"since": asked.since, "until": asked.until, "limit": asked.limit, "offset": asked.offset}
    return await call.all(ServiceRequest, ROWS.format(where=" AND ".join(where)), {**given, "services": named})
