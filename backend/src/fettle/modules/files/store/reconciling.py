"""What the nightly look asks of the rows."""

from collections.abc import Sequence
from datetime import datetime

from fettle.db.call import Call
from fettle.modules.files.records import File, Subject
from fettle.modules.files.store.files import READ

# Rows of every state but those whose bytes are not kept.
HELD_BETWEEN = """
SELECT DISTINCT object_key FROM files
WHERE tenant_id = app.tenant_id() AND object_key > %(after)s AND object_key <= %(until)s
  AND state IN ('stored', 'quarantined') ORDER BY object_key
"""
KNOWN = """
SELECT object_key FROM files WHERE tenant_id = app.tenant_id() AND state <> 'refused' AND object_key = ANY(%s)
"""
GIVEN_UP = READ + " AND f.state = 'awaiting' AND f.created_at < %s ORDER BY f.id LIMIT 500"
LEFT_OPEN = READ + " AND f.state = 'checking' AND f.updated_at < %s ORDER BY f.id LIMIT 500"
UNPICTURED = READ + " AND f.preview = 'waiting' AND f.state = 'stored' AND f.updated_at < %s ORDER BY f.id LIMIT 500"
OLD_DELETED = READ + " AND f.deleted_at < %s ORDER BY f.id LIMIT 500"
OLD_REJECTED = """
 AND f.state IN ('refused', 'quarantined') AND f.updated_at < %s ORDER BY f.id LIMIT 500
"""
# Subjects in the bin come back; a subject without a row never does. `app.file_subject` passes over both, so that the
# row itself is asked for.
WITHOUT_SUBJECT = (
    READ
    + """ AND f.subject = %(subject)s
  AND NOT EXISTS (SELECT FROM {table} s WHERE s.tenant_id = f.tenant_id AND s.id = f.subject_id)
ORDER BY f.id LIMIT 500
"""
)
TABLES = {
    Subject.WORK_ORDER: "work_orders",
    Subject.WORK_REQUEST: "work_requests",
    Subject.ASSET: "assets",
    Subject.SITE: "sites",
    Subject.LOCATION: "locations",
    Subject.COMMENT: "comments",
    Subject.LOG_ENTRY: "log_entries",
    Subject.WORK_ORDER_TASK: "work_order_tasks",
    Subject.WORK_ORDER_TEMPLATE: "work_order_templates",
    Subject.MAINTENANCE_PLAN: "maintenance_plans",
}
IS_TABLE = "SELECT to_regclass('public.' || %s) IS NOT NULL"


async def held_between(call: Call, after: str, until: str) -> set[str]:
    """The keys of kept bytes that rows name, after the one key and up to the other."""
    rows = await call.all(tuple, HELD_BETWEEN, {"after": after, "until": until})
    return {row[0] for row in rows}


async def known(call: Call, keys: Sequence[str]) -> set[str]:
    """Those of these keys whose bytes some row names or awaits."""
    return {row[0] for row in await call.all(tuple, KNOWN, [list(keys)])}


async def given_up(call: Call, before: datetime) -> list[File]:
    """Announced before then and never uploaded."""
    return await call.all(File, GIVEN_UP, [before])


async def left_open(call: Call, before: datetime) -> list[File]:
    """In the middle of a check since before then."""
    return await call.all(File, LEFT_OPEN, [before])


async def unpictured(call: Call, before: datetime) -> list[File]:
    """Waiting for small pictures since before then."""
    return await call.all(File, UNPICTURED, [before])


async def old(call: Call, before: datetime) -> list[File]:
    """Deleted, refused or quarantined before then."""
    deleted = await call.all(File, OLD_DELETED, [before])
    rejected = await call.all(File, READ + OLD_REJECTED, [before])
    return list({file.id: file for file in [*deleted, *rejected]}.values())


async def without_subject(call: Call) -> list[File]:
    """Files whose record is gone for good, 500 of each kind at most."""
    found: list[File] = []
    for subject, table in TABLES.items():
        if await call.value(IS_TABLE, [table]):
            found += await call.all(File, WITHOUT_SUBJECT.format(table=table), {"subject": subject})
    return found
