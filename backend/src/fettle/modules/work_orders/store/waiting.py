"""How long work has been waiting, out of its own history."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.work_orders.records import OPEN
from fettle.modules.work_orders.records.waiting import Waiting

# The history of one work order is some dozen events, found by its id; what they hold is looked at one by one.
WAITING = """
SELECT w.id, w.number, w.title, w.status, w.priority, w.kind, w.site_id, w.assignee_id, w.crew_id, w.due_at,
       coalesce(h.status_since, w.created_at) AS status_since,
       CASE WHEN coalesce(w.assignee_id, w.crew_id) IS NOT NULL
            THEN coalesce(h.assigned_since, w.created_at) END AS assigned_since,
       h.acknowledged_at
FROM work_orders w
CROSS JOIN LATERAL (
    SELECT max(e.at) FILTER (WHERE e.entity = 'work_order' AND e.after ? 'status') AS status_since,
           max(e.at) FILTER (WHERE e.entity = 'work_order' AND (e.after ? 'assignee_id' OR e.after ? 'crew_id'))
               AS assigned_since,
           max(e.at) FILTER (
               WHERE e.type = 'work_order.acknowledged'
                  OR (e.entity = 'work_order' AND e.type <> 'work_order.created'
                      AND e.after ->> 'status' NOT IN ('new', 'approved'))
                  OR (e.type = 'comment.created' AND e.actor_user_id IN (
                      SELECT s.user_id FROM staff s
                      WHERE s.tenant_id = w.tenant_id AND (s.id = w.assignee_id OR s.id IN (
                          SELECT m.staff_id FROM crew_members m
                          WHERE m.tenant_id = w.tenant_id AND m.crew_id = w.crew_id))))
           ) AS acknowledged_at
    FROM events e WHERE e.tenant_id = w.tenant_id AND e.about_id = w.id
) h
WHERE w.tenant_id = app.tenant_id() AND w.id = ANY(%s) AND w.status = ANY(%s) AND w.deleted_at IS NULL
"""
OPEN_AFTER = """
SELECT w.id FROM work_orders w
WHERE w.tenant_id = app.tenant_id() AND w.id > %s AND w.deleted_at IS NULL
  AND w.status IN ('new', 'approved', 'in_progress', 'on_hold')
ORDER BY w.id LIMIT %s
"""


async def of(call: Call, ids: Sequence[UUID]) -> list[Waiting]:
    """How long those of the work orders have been waiting that are still open."""
    return await call.all(Waiting, WAITING, [list(ids), sorted(OPEN)])


async def open_after(call: Call, after: UUID, limit: int) -> list[UUID]:
    """The open work orders behind an id, in the order of their ids."""
    return [row[0] for row in await call.all(tuple, OPEN_AFTER, [after, limit])]
