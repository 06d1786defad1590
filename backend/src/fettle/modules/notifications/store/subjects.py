"""What notifications are about: work, requests and assets, read in one query for all events of a batch."""

from collections.abc import Collection
from datetime import datetime
from string import Template
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.notifications.records import Asked, Thing, Work

WORK = """
SELECT w.id, w.number, w.title, w.status, w.priority, w.site_id, s.name AS site, w.due_at, w.status_note AS note,
       w.deleted_at IS NULL AS live, w.created_by, w.requested_by_id AS requested_by, w.assignee_id,
       w.crew_id, st.user_id AS assignee,
       ARRAY(SELECT cs.user_id FROM crew_members cm
             JOIN staff cs ON cs.tenant_id = cm.tenant_id AND cs.id = cm.staff_id
             WHERE cm.tenant_id = w.tenant_id AND cm.crew_id = w.crew_id AND cs.user_id IS NOT NULL
               AND cs.deleted_at IS NULL AND cs.active) AS crew
FROM work_orders w
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN staff st ON st.tenant_id = w.tenant_id AND st.id = w.assignee_id AND st.deleted_at IS NULL
WHERE w.tenant_id = app.tenant_id() AND w.id = ANY(%s)
"""
# A duplicate hears what becomes of the request that it was merged into.
ASKED = """
SELECT r.id, r.number, r.title, r.status, r.priority, r.site_id, s.name AS site, r.decision_note AS note,
       r.requested_by_id AS requested_by, r.requester_name AS name, r.requester_email AS email, r.work_order_id,
       r.duplicate_of_id, p.language
FROM work_requests r
LEFT JOIN sites s ON s.tenant_id = r.tenant_id AND s.id = r.site_id
LEFT JOIN portal_threads p ON p.tenant_id = r.tenant_id AND p.request_id = r.id
WHERE r.tenant_id = app.tenant_id() AND r.deleted_at IS NULL
  AND (r.id = ANY(%(ids)s) OR r.duplicate_of_id = ANY(%(ids)s) OR r.work_order_id = ANY(%(work)s))
"""
THINGS = """
SELECT a.id, a.name, a.site_id, s.name AS site, a.condition, a.warranty_until, a.deleted_at IS NULL AS live
FROM assets a LEFT JOIN sites s ON s.tenant_id = a.tenant_id AND s.id = a.site_id
WHERE a.tenant_id = app.tenant_id() AND a.id = ANY(%s)
"""
AUTHORS = (
    "SELECT id, created_by FROM comments WHERE tenant_id = app.tenant_id() AND id = ANY(%s) AND created_by IS NOT NULL"
)
PLANS = "SELECT id, name FROM maintenance_plans WHERE tenant_id = app.tenant_id() AND id = ANY(%s)"
FILES = "SELECT id, name, created_by FROM files WHERE tenant_id = app.tenant_id() AND id = ANY(%s)"
OPEN_WORK = Template(
    """
SELECT w.id FROM work_orders w
WHERE w.tenant_id = app.tenant_id() AND w.status IN ('new', 'approved', 'in_progress', 'on_hold')
  AND w.deleted_at IS NULL AND w.due_at IS NOT NULL AND $which
"""
)
WORK_OF_CREWS = OPEN_WORK.substitute(which="w.crew_id = ANY(%s)")
WORK_OF_STAFF = OPEN_WORK.substitute(
    which="(w.assignee_id = ANY(%(staff)s) OR w.crew_id IN (SELECT cm.crew_id FROM crew_members cm "
    "WHERE cm.tenant_id = app.tenant_id() AND cm.staff_id = ANY(%(staff)s)))"
)
WORK_OF_PERSON = OPEN_WORK.substitute(
    which="w.due_at > %(now)s AND (w.assignee_id IN (SELECT s.id FROM staff s WHERE s.tenant_id = app.tenant_id() "
    "AND s.user_id = %(user)s) OR w.crew_id IN (SELECT cm.crew_id FROM crew_members cm JOIN staff s "
    "ON s.tenant_id = cm.tenant_id AND s.id = cm.staff_id WHERE cm.tenant_id = app.tenant_id() "
    "AND s.user_id = %(user)s))"
)


async def work(call: Call, ids: Collection[UUID]) -> dict[UUID, Work]:
    """These work orders, deleted ones included."""
    return {each.id: each for each in await call.all(Work, WORK, [list(ids)])} if ids else {}


async def asked(call: Call, ids: Collection[UUID], of_work: Collection[UUID]) -> dict[UUID, Asked]:
    """These requests, their duplicates, and those that led to these work orders."""
    if not ids and not of_work:
        return {}
    return {each.id: each for each in await call.all(Asked, ASKED, {"ids": list(ids), "work": list(of_work)})}


async def things(call: Call, ids: Collection[UUID]) -> dict[UUID, Thing]:
    """These assets, deleted ones included."""
    return {each.id: each for each in await call.all(Thing, THINGS, [list(ids)])} if ids else {}


async def authors(call: Call, comment_ids: Collection[UUID]) -> dict[UUID, UUID]:
    """Who wrote these comments."""
    return dict(await call.all(tuple, AUTHORS, [list(comment_ids)])) if comment_ids else {}


async def plans(call: Call, plan_ids: Collection[UUID]) -> dict[UUID, str]:
    """What these maintenance plans are called."""
    return dict(await call.all(tuple, PLANS, [list(plan_ids)])) if plan_ids else {}


async def files(call: Call, file_ids: Collection[UUID]) -> list[tuple[UUID, str, UUID | None]]:
    """These files with their names and who uploaded them."""
    return await call.all(tuple, FILES, [list(file_ids)]) if file_ids else []


async def work_of_crews(call: Call, crew_ids: Collection[UUID]) -> set[UUID]:
    """The open, dated work of these crews."""
    return {row[0] for row in await call.all(tuple, WORK_OF_CREWS, [list(crew_ids)])} if crew_ids else set()


async def work_of_staff(call: Call, staff_ids: Collection[UUID]) -> set[UUID]:
    """The open, dated work of these staff, by name or by crew."""
    if not staff_ids:
        return set()
    return {row[0] for row in await call.all(tuple, WORK_OF_STAFF, {"staff": list(staff_ids)})}


async def work_of_person(call: Call, user_id: UUID, now: datetime) -> set[UUID]:
    """The open work of a person that falls due later than `now`."""
    return {row[0] for row in await call.all(tuple, WORK_OF_PERSON, {"user": user_id, "now": now})}
