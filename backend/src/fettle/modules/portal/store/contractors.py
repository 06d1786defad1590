"""Contractors' links, and the job that one opens."""

from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.portal.records.contractors import ContractorLink, Job

READ = """
SELECT c.id, c.work_order_id, c.name, c.email, c.scope, c.expires_at, c.revoked_at, c.last_used_at, c.created_at,
       c.created_by, c.version
FROM contractor_links c WHERE c.tenant_id = app.tenant_id()
"""
NEWEST_FIRST = Order("c.created_at", "timestamptz", "c.id", descending=True)
INSERT = """
INSERT INTO contractor_links (tenant_id, id, work_order_id, name, email, scope, expires_at, token_hash, created_at,
                              created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(work_order_id)s, %(name)s, %(email)s, %(scope)s, %(expires_at)s, %(token_hash)s,
        %(created_at)s, %(created_by)s, %(created_at)s, %(created_by)s)
"""
REVOKE = """
UPDATE contractor_links SET revoked_at = %(now)s, version = version + 1, updated_at = %(now)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
USED = """
UPDATE contractor_links SET last_used_at = %s WHERE tenant_id = app.tenant_id() AND id = %s
  AND (last_used_at IS NULL OR last_used_at < %s::timestamptz - interval '1 minute')
"""
WORK = """
SELECT w.status, w.site_id FROM work_orders w
WHERE w.tenant_id = app.tenant_id() AND w.id = %s AND w.deleted_at IS NULL
"""
JOB = """
SELECT w.id, w.number, w.title, w.description, w.status, s.name AS site, s.address, l.name AS location,
       w.scheduled_start, w.due_at, coalesce(w.latitude, s.latitude) AS latitude,
       coalesce(w.longitude, s.longitude) AS longitude,
       ARRAY(SELECT concat_ws(' · ', a.name, a.number) FROM work_order_assets wa
             JOIN assets a ON a.tenant_id = wa.tenant_id AND a.id = wa.asset_id
             WHERE wa.tenant_id = w.tenant_id AND wa.work_order_id = w.id ORDER BY wa.position) AS assets,
       coalesce((SELECT jsonb_agg(jsonb_build_object('id', t.id, 'title', t.title, 'instructions', t.instructions,
                                                     'required', t.required, 'status', t.status)
                                  ORDER BY t.position, t.id)
                 FROM work_order_tasks t
                 WHERE t.tenant_id = w.tenant_id AND t.work_order_id = w.id AND t.deleted_at IS NULL), '[]') AS tasks
FROM work_orders w
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN locations l ON l.tenant_id = w.tenant_id AND l.id = w.location_id
WHERE w.tenant_id = app.tenant_id() AND w.id = %s AND w.deleted_at IS NULL
"""
LOCAL_DAY = """
SELECT (%s::timestamptz AT TIME ZONE coalesce(s.time_zone, t.time_zone))::date
FROM tenants t LEFT JOIN work_orders w ON w.tenant_id = t.id AND w.id = %s
LEFT JOIN sites s ON s.tenant_id = t.id AND s.id = w.site_id
WHERE t.id = app.tenant_id()
"""


class Work(msgspec.Struct, frozen=True):
    """How a work order stands, and where."""

    status: str
    site_id: UUID | None


async def work(call: Call, work_order_id: UUID) -> Work:
    """How a work order stands. Raises `NotFound`."""
    return await call.one(Work, WORK, [work_order_id])


async def some(call: Call, work_order_id: UUID, page: PageRequest) -> list[ContractorLink]:
    """The links of a work order, newest first, one more than asked for."""
    after, position = NEWEST_FIRST.after(page.position)
    query = " AND ".join([READ, "c.work_order_id = %(about)s", *after]) + NEWEST_FIRST.by + " LIMIT %(limit)s"
    return await call.all(ContractorLink, query, {"about": work_order_id, **position, "limit": page.limit + 1})


async def get(call: Call, link_id: UUID) -> ContractorLink:
    """A link. Raises `NotFound`."""
    return await call.one(ContractorLink, READ + " AND c.id = %s", [link_id])


async def lock(call: Call, work_order_id: UUID, link_id: UUID) -> ContractorLink:
    """A link of a work order, nobody else changing it. Raises `NotFound`."""
    query = READ + " AND c.id = %s AND c.work_order_id = %s FOR UPDATE"
    return await call.one(ContractorLink, query, [link_id, work_order_id])


async def insert(call: Call, link: ContractorLink, token_hash: bytes, change: Change) -> None:
    """Keep a new link."""
    await call.write(change, INSERT, {**msgspec.structs.asdict(link), "token_hash": token_hash})


async def revoke(call: Call, link_id: UUID, change: Change) -> None:
    """Let a link open nothing any more."""
    await call.write(change, REVOKE, {"id": link_id, "now": call.now, "by": call.user_id})


async def used(call: Call, link_id: UUID) -> None:
    """Remember when a link was last used."""
    await call.keep(USED, [call.now, link_id, call.now])


async def job(call: Call, work_order_id: UUID) -> Job | None:
    """The job that a link opens."""
    return await call.maybe(Job, JOB, [work_order_id])


async def local_day(call: Call, work_order_id: UUID) -> object:
    """Today where the work is done."""
    return await call.value(LOCAL_DAY, [call.now, work_order_id])
