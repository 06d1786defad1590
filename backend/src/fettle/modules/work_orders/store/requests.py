"""Requests: read, made, decided, merged."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.kit.refusals import NotFound
from fettle.modules.work_orders.records import (
    LikelyDuplicate,
    RequestFilters,
    RequestStatus,
    Search,
    WorkRequest,
    WorkRequestDetail,
    WorkRequestRow,
)
from fettle.modules.work_orders.store import search as searching
from fettle.modules.work_orders.store.work_orders import rows_of

TYPES = {
    "id": "uuid",
    "number": "bigint",
    "reference": "text",
    "title": "text",
    "description": "text",
    "status": "text",
    "priority": "text",
    "source": "text",
    "site_id": "uuid",
    "location_id": "uuid",
    "asset_id": "uuid",
    "requested_by_id": "uuid",
    "requester_name": "text",
    "requester_email": "text",
    "requester_phone": "text",
    "reported_at": "timestamptz",
    "latitude": "numeric",
    "longitude": "numeric",
    "decided_at": "timestamptz",
    "decided_by_id": "uuid",
    "decline_reason_id": "uuid",
    "decision_note": "text",
    "duplicate_of_id": "uuid",
    "work_order_id": "uuid",
    "custom": "jsonb",
    "created_at": "timestamptz",
    "created_by": "uuid",
    "updated_at": "timestamptz",
    "updated_by": "uuid",
    "version": "integer",
    "deleted_at": "timestamptz",
}
COLUMNS = ", ".join(f"w.{name}" for name in TYPES)
GIVEN = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
READ = f"SELECT {COLUMNS} FROM work_requests w WHERE w.tenant_id = app.tenant_id() AND w.deleted_at IS NULL"  # noqa: S608
LOCK = READ + " AND (w.id = ANY(%(ids)s) OR w.duplicate_of_id = ANY(%(ids)s)) ORDER BY w.id FOR UPDATE"
LOCK_DELETED = f"""
SELECT {COLUMNS} FROM work_requests w WHERE w.tenant_id = app.tenant_id() AND w.id = %s AND w.deleted_at IS NOT NULL
FOR UPDATE
"""  # noqa: S608 - column names from the table above
# Without the permission to read requests, people see what they asked for themselves.
OWN = "w.requested_by_id = app.user_id()"
DETAIL = """
SELECT {columns}, s.name AS site_name, l.name AS location_name, a.name AS asset_name, u.name AS requested_by_name,
    d.name AS decline_reason, top.number AS duplicate_of_number, coalesce(top.status, w.status) AS outcome,
    o.number AS work_order_number, o.status AS work_order_status,
    CASE WHEN %(reads)s THEN coalesce((
        SELECT jsonb_agg(jsonb_build_object('requestId', m.id, 'userId', m.requested_by_id,
                'name', coalesce(m.requester_name, mu.name), 'email', m.requester_email, 'phone', m.requester_phone)
            ORDER BY m.number)
        FROM work_requests m LEFT JOIN users mu ON mu.id = m.requested_by_id
        WHERE m.tenant_id = w.tenant_id AND (m.id = w.id OR m.duplicate_of_id = w.id)), '[]')
    ELSE '[]' END AS requesters
FROM work_requests w
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN locations l ON l.tenant_id = w.tenant_id AND l.id = w.location_id
LEFT JOIN assets a ON a.tenant_id = w.tenant_id AND a.id = w.asset_id
LEFT JOIN users u ON u.id = w.requested_by_id
LEFT JOIN work_requests top ON top.tenant_id = w.tenant_id AND top.id = w.duplicate_of_id
LEFT JOIN reasons d ON d.tenant_id = w.tenant_id AND d.id = coalesce(top.decline_reason_id, w.decline_reason_id)
LEFT JOIN work_orders o ON o.tenant_id = w.tenant_id AND o.id = w.work_order_id
WHERE w.tenant_id = app.tenant_id() AND w.id = %(id)s AND w.deleted_at IS NULL AND {own}
"""
ROWS = """
WITH {hits}{comma} page AS (
    SELECT w.*, {rank} AS rank FROM {source} WHERE {where} ORDER BY {order} LIMIT %(limit)s
)
SELECT w.id, w.number, w.title, w.status, w.priority, w.source, w.site_id, s.name AS site_name, w.asset_id,
    a.name AS asset_name, coalesce(w.requester_name, u.name) AS requester_name, w.reported_at, w.decided_at,
    w.duplicate_of_id, w.work_order_id, o.number AS work_order_number, w.version, w.rank
FROM page w
LEFT JOIN sites s ON s.tenant_id = w.tenant_id AND s.id = w.site_id
LEFT JOIN assets a ON a.tenant_id = w.tenant_id AND a.id = w.asset_id
LEFT JOIN users u ON u.id = w.requested_by_id
LEFT JOIN work_orders o ON o.tenant_id = w.tenant_id AND o.id = w.work_order_id
ORDER BY {outer}
"""
COUNTS = "{hits} SELECT w.status, count(*) FROM {source} WHERE {where} GROUP BY w.status"
SEARCHED = "hits h JOIN work_requests w ON w.tenant_id = app.tenant_id() AND w.id = h.id"
NEWEST_FIRST = Order("w.reported_at", "timestamptz", "w.id", descending=True)
BY_RANK = Order("h.rank", "real", "w.id", descending=True)
INSERT = f"""
INSERT INTO work_requests (tenant_id, language, {", ".join(TYPES)})
SELECT app.tenant_id(), coalesce((SELECT t.locale FROM tenants t WHERE t.id = app.tenant_id()), 'en'),
       {", ".join(f"g.{name}" for name in TYPES)}
FROM jsonb_to_recordset(%s::jsonb) AS g({GIVEN})
"""  # noqa: S608 - column names from the table above
# Same place, reported within a month of each other, and sharing words: the share of the asker's words that the other
# request has as well, a little less for every day between them.
LIKELY = """
SELECT o.id, o.number, o.title, o.status, o.reported_at, o.work_order_id,
    round((score.shared * (1 - abs(extract(epoch FROM o.reported_at - w.reported_at)) / 5184000.0))::numeric, 2)
        ::float8 AS likeness
FROM work_requests w
JOIN work_requests o ON o.tenant_id = w.tenant_id AND o.id <> w.id AND o.deleted_at IS NULL
    AND o.duplicate_of_id IS NULL AND o.status <> 'declined'
    AND o.reported_at BETWEEN w.reported_at - interval '30 days' AND w.reported_at + interval '30 days'
    AND (o.asset_id = w.asset_id OR o.location_id = w.location_id OR o.site_id = w.site_id
         OR (w.site_id IS NULL AND o.site_id IS NULL))
CROSS JOIN LATERAL (
    SELECT count(*) FILTER (WHERE asked.word = ANY(tsvector_to_array(o.search)))::numeric / greatest(count(*), 1)
        + CASE WHEN o.asset_id = w.asset_id OR o.location_id = w.location_id THEN 0.25 ELSE 0 END AS shared
    FROM unnest(tsvector_to_array(to_tsvector(app.search_config(w.language), app.words(w.title)))) AS asked(word)
) score
WHERE w.tenant_id = app.tenant_id() AND w.id = %s AND w.deleted_at IS NULL AND score.shared >= 0.5
ORDER BY likeness DESC, o.id DESC LIMIT 20
"""
BY_STATUS = """
SELECT status, count(*) FROM work_requests WHERE tenant_id = app.tenant_id() AND id = ANY(%s) AND deleted_at IS NULL
GROUP BY status
"""


async def get(call: Call, request_id: UUID, *, reads: bool) -> WorkRequestDetail:
    """The page of a request; without `reads` only the caller's own. Raises `NotFound`."""
    query = DETAIL.format(columns=COLUMNS, own="true" if reads else OWN)
    return await call.one(WorkRequestDetail, query, {"id": request_id, "reads": reads})


async def find(call: Call, request_id: UUID, *, reads: bool) -> WorkRequest:
    """A request to decide by; without `reads` only the caller's own. Raises `NotFound`."""
    return await call.one(WorkRequest, f"{READ} AND w.id = %s AND {'true' if reads else OWN}", [request_id])


async def lock(call: Call, request_id: UUID, *, reads: bool = True) -> tuple[WorkRequest, list[WorkRequest]]:
    """A request and those merged into it, nobody else changing them. Raises `NotFound`."""
    known = await lock_many(call, [request_id])
    if request_id not in known or not (reads or known[request_id].requested_by_id == call.user_id):
        raise NotFound()
    return known[request_id], [each for each in known.values() if each.duplicate_of_id == request_id]


async def lock_deleted(call: Call, request_id: UUID, *, reads: bool) -> WorkRequest:
    """A deleted request, nobody else changing it. Raises `NotFound`."""
    request = await call.one(WorkRequest, LOCK_DELETED, [request_id])
    if not (reads or request.requested_by_id == call.user_id):
        raise NotFound()
    return request


async def lock_many(call: Call, request_ids: Sequence[UUID]) -> dict[UUID, WorkRequest]:
    """Requests and what was merged into them, locked in the order of their ids."""
    rows = await call.all(WorkRequest, LOCK, {"ids": list(request_ids)})
    return {row.id: row for row in rows}


async def some(
    call: Call, filters: RequestFilters, search: Search | None, page: PageRequest, *, reads: bool
) -> list[WorkRequestRow]:
    """A page of requests, newest or best match first, one more than asked for. One query."""
    query, parameters = page_query(filters, search, page.position, reads=reads)
    return await call.all(WorkRequestRow, query, {**parameters, "limit": page.limit + 1})


def page_query(
    filters: RequestFilters, search: Search | None, position: list[Any] | None, *, reads: bool
) -> tuple[str, dict[str, Any]]:
    """The query of a page after `position`, and its parameters but for the limit."""
    hits, parameters = searching.hits(search, "work_requests")
    order, rank = (BY_RANK, "h.rank") if hits else (NEWEST_FIRST, "NULL::real")
    where, asked = _conditions(filters, search, reads=reads)
    after, place = order.after(position)
    query = ROWS.format(
        hits=hits,
        comma="," if hits else "",
        rank=rank,
        source=SEARCHED if hits else "work_requests w",
        where=" AND ".join([*where, *after]),
        order=order.keys,
        outer=order.keys.replace("h.rank", "w.rank"),
    )
    return query, parameters | asked | place


async def counts(
    call: Call, filters: RequestFilters, search: Search | None, *, reads: bool
) -> dict[RequestStatus, int]:
    """How many requests there are in each status that has any. One query."""
    hits, parameters = searching.hits(search, "work_requests")
    where, asked = _conditions(filters, search, reads=reads)
    query = COUNTS.format(
        hits=f"WITH {hits}" if hits else "",
        source=SEARCHED if hits else "work_requests w",
        where=" AND ".join(where),
    )
    return {RequestStatus(status): number for status, number in await call.all(tuple, query, parameters | asked)}


def _conditions(filters: RequestFilters, search: Search | None, *, reads: bool) -> tuple[list[str], dict[str, Any]]:
    """What a request must fulfil to be listed, as SQL with its parameters."""
    parameters: dict[str, Any] = {}
    where = ["w.tenant_id = app.tenant_id()", f"w.deleted_at IS {'NOT ' if filters.deleted else ''}NULL"]
    where += [] if reads and not filters.mine else [OWN]
    for name, column in (("status", "w.status"), ("source", "w.source"), ("site_ids", "w.site_id")):
        if values := getattr(filters, name):
            where.append(f"{column} = ANY(%({name})s)")
            parameters[name] = values
    if filters.held:
        where.append("w.custom @> ALL(%(held)s::jsonb[])")
        parameters["held"] = [encode(document) for document in filters.held]
    where += ["false"] if search is not None and (search.blank or search.tags) else []
    return where, parameters


def must_have_all(known: Mapping[UUID, WorkRequest], request_ids: Iterable[UUID]) -> None:
    """Raise `NotFound` unless every one of the requests is there."""
    if any(each not in known for each in request_ids):
        raise NotFound()


async def count_by_status(call: Call, ids: Sequence[UUID]) -> dict[str, int]:
    """How many of these stand in each status."""
    return dict(await call.all(tuple, BY_STATUS, [list(ids)]))


async def insert(call: Call, requests: Sequence[WorkRequest], changes: Iterable[Change]) -> None:
    """Make requests: one statement, however many they are."""
    await call.write(changes, INSERT, [rows_of(requests, TYPES)])


async def save(
    call: Call, before: Sequence[WorkRequest], after: Sequence[WorkRequest], changes: Iterable[Change]
) -> None:
    """Write the fields in which requests differ from what they were: one statement, however many they are."""
    pairs = list(zip(before, after, strict=True))
    names = [name for name in TYPES if any(getattr(b, name) != getattr(a, name) for b, a in pairs)]
    given = ", ".join(f"{name} {TYPES[name]}" for name in ["id", *names])
    query = (
        f"UPDATE work_requests w SET {', '.join(f'{name} = g.{name}' for name in names)} "  # noqa: S608 - known names
        f"FROM jsonb_to_recordset(%s::jsonb) AS g({given}) WHERE w.tenant_id = app.tenant_id() AND w.id = g.id"
    )
    await call.write(changes, query, [rows_of(after, ["id", *names])])


async def likely_duplicates(call: Call, request_id: UUID) -> list[LikelyDuplicate]:
    """Other requests that may ask for the same thing, the likeliest first."""
    return await call.all(LikelyDuplicate, LIKELY, [request_id])
