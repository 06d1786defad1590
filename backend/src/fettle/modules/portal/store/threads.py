"""How requests came in from outside, the links to their status, and what the status page shows."""

from uuid import UUID

from fettle.db.call import Call
from fettle.modules.portal.records.public import PublicComment, StatusRow

# Twins of one submission take turns: the second finds the first one's request.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
SUBMITTED = """
SELECT r.id, r.number FROM portal_threads t JOIN work_requests r ON r.tenant_id = t.tenant_id AND r.id = t.request_id
WHERE t.tenant_id = app.tenant_id() AND t.submission_hash = %s
"""
SENT_BEFORE = "SELECT true FROM idempotency_keys WHERE caller = %s AND key = 'sent'"
SENT = """
INSERT INTO idempotency_keys (tenant_id, caller, key, fingerprint, status, headers, body)
VALUES (app.tenant_id(), %s, 'sent', '', 200, '{}', '')
"""
BEGIN = """
INSERT INTO portal_threads (tenant_id, request_id, place_id, task_code_id, submission_hash, language, service_code,
                            address, media_url, public_text, created_at)
VALUES (app.tenant_id(), %(request_id)s, %(place_id)s, %(task_code_id)s, %(submission_hash)s, %(language)s,
        %(service_code)s, %(address)s, %(media_url)s, %(public_text)s, %(created_at)s)
"""
LANGUAGE = "SELECT language FROM portal_threads WHERE tenant_id = app.tenant_id() AND request_id = %s"
LINK = """
INSERT INTO portal_links (tenant_id, id, request_id, token_hash, created_at) VALUES (app.tenant_id(), %s, %s, %s, %s)
"""
LINKED = "SELECT request_id FROM portal_links WHERE tenant_id = app.tenant_id() AND token_hash = ANY(%s) LIMIT 1"
# Of a duplicate it shows what became of the request that remained.
STATUS = """
SELECT r.id, r.number, r.title, r.description, r.status, o.status AS outcome, w.status AS work_status,
       CASE WHEN o.status = 'declined' THEN nullif(concat_ws(': ', dr.name, o.decision_note), '') END AS reason,
       coalesce(a.name, l.name) AS place, s.name AS site_name, r.reported_at, r.decided_at, w.started_at,
       w.completed_at, r.requester_email, r.requester_name, r.work_order_id
FROM work_requests r
JOIN work_requests o ON o.tenant_id = r.tenant_id AND o.id = coalesce(r.duplicate_of_id, r.id)
LEFT JOIN work_orders w ON w.tenant_id = r.tenant_id AND w.id = o.work_order_id
LEFT JOIN reasons dr ON dr.tenant_id = r.tenant_id AND dr.id = o.decline_reason_id
LEFT JOIN sites s ON s.tenant_id = r.tenant_id AND s.id = r.site_id
LEFT JOIN locations l ON l.tenant_id = r.tenant_id AND l.id = r.location_id
LEFT JOIN assets a ON a.tenant_id = r.tenant_id AND a.id = r.asset_id
WHERE r.tenant_id = app.tenant_id() AND r.id = %s AND r.deleted_at IS NULL
"""
COMMENTS = """
SELECT c.body, CASE WHEN c.created_by IS NULL THEN c.author_name WHEN %(names)s THEN u.name END AS author,
       c.created_by IS NOT NULL AS from_house, c.created_at AS at
FROM comments c LEFT JOIN users u ON u.id = c.created_by
WHERE c.tenant_id = app.tenant_id() AND c.deleted_at IS NULL AND c.public
  AND (c.work_request_id = %(request)s OR c.work_order_id = %(work_order)s)
ORDER BY c.created_at, c.id LIMIT 200
"""


async def take_turn(call: Call, submission_hash: bytes) -> None:
    """Wait until a twin of this submission has ended."""
    await call.keep(TAKE_TURNS, [f"portal {call.tenant_id} {submission_hash.hex()}"])


async def submitted(call: Call, submission_hash: bytes) -> tuple[UUID, int] | None:
    """The request that came of a submission, and its number."""
    found = await call.all(tuple, SUBMITTED, [submission_hash])
    return (found[0][0], found[0][1]) if found else None


async def first_time(call: Call, submission_hash: bytes) -> bool:
    """Whether something is sent for the first time; from now on it is not."""
    await take_turn(call, submission_hash)
    caller = f"portal:{submission_hash.hex()}"
    if await call.value(SENT_BEFORE, [caller]):
        return False
    await call.keep(SENT, [caller])
    return True


async def begin(
    call: Call,
    request_id: UUID,
    *,
    place_id: UUID | None = None,
    task_code_id: UUID | None = None,
    submission_hash: bytes | None = None,
    language: str = "en",
    service_code: str | None = None,
    address: str | None = None,
    media_url: str | None = None,
    public_text: str | None = None,
) -> None:
    """Remember how a request came in."""
    row = {
        "request_id": request_id,
        "place_id": place_id,
        "task_code_id": task_code_id,
        "submission_hash": submission_hash,
        "language": language,
        "service_code": service_code,
        "address": address,
        "media_url": media_url,
        "public_text": public_text,
        "created_at": call.now,
    }
    await call.keep(BEGIN, row)


async def language(call: Call, request_id: UUID) -> str | None:
    """The language in which somebody outside asked, None for requests that nobody outside made."""
    found: str | None = await call.value(LANGUAGE, [request_id])
    return found


async def link(call: Call, request_id: UUID, token_hash: bytes) -> None:
    """Let one more token show the status of a request."""
    await call.keep(LINK, [call.new_id(), request_id, token_hash, call.now])


async def linked(call: Call, token_hashes: list[bytes]) -> UUID | None:
    """The request of this tenant that one of the tokens belongs to."""
    found: UUID | None = await call.value(LINKED, [token_hashes])
    return found


async def status(call: Call, request_id: UUID) -> StatusRow | None:
    """What became of a request."""
    return await call.maybe(StatusRow, STATUS, [request_id])


async def public_comments(
    call: Call, request_id: UUID, work_order_id: UUID | None, *, names: bool
) -> list[PublicComment]:
    """What was said for people outside to read, oldest first."""
    return await call.all(PublicComment, COMMENTS, {"request": request_id, "work_order": work_order_id, "names": names})
