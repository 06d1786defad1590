"""Imports and how far they are."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.imports.records import Run, Status

RUNS = """
SELECT id, source, file_name, file_key, file_bytes, file_digest, mapping, dry_run, status, runner, heartbeat_at,
    position_bytes, position_line, rows_read, rows_loaded, rows_updated, rows_unchanged, rows_quarantined, warnings,
    failure, created_by, created_at, started_at, finished_at, version
FROM imports WHERE tenant_id = app.tenant_id()
"""


async def add(call: Call, run: Run, change: Change) -> None:
    """Keep a new import."""
    await call.write(
        change,
        """
        INSERT INTO imports (tenant_id, id, source, file_name, file_key, file_bytes, file_digest, mapping, dry_run,
                             status, created_at, updated_at, created_by, updated_by)
        VALUES (app.tenant_id(), %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s, %s)
        """,
        [
            run.id,
            run.source,
            run.file_name,
            run.file_key,
            run.file_bytes,
            run.file_digest,
            encode(run.mapping),
            run.dry_run,
            run.status,
            run.created_at,
            run.created_at,
            run.created_by,
            run.created_by,
        ],
    )


async def get(call: Call, import_id: UUID, *, for_update: bool = False) -> Run:
    """One import. Raises `NotFound`."""
    return await call.one(Run, RUNS + "AND id = %s" + (" FOR UPDATE" if for_update else ""), [import_id])


async def listed(call: Call, *, before: list[Any] | None, limit: int) -> list[Run]:
    """Imports, the newest first, those older than a moment and id."""
    moment, import_id = before or (None, None)
    return await call.all(
        Run,
        RUNS
        + """
        AND (%(at)s::timestamptz IS NULL OR (created_at, id) < (%(at)s, %(id)s::uuid))
        ORDER BY created_at DESC, id DESC LIMIT %(limit)s
        """,
        {"at": moment, "id": import_id, "limit": limit},
    )


async def same_file(call: Call, source: str, digest: bytes) -> Run | None:
    """The unfinished import of this very file, so that it is resumed and not begun anew."""
    return await call.maybe(
        Run,
        RUNS
        + """
        AND source = %s AND file_digest = %s AND NOT dry_run
        AND status IN ('waiting', 'running', 'failed', 'cancelled')
        ORDER BY created_at DESC LIMIT 1
        """,
        [source, digest],
    )


async def is_done(call: Call, source: str, digest: bytes) -> bool:
    """Whether this very file was imported to its end."""
    query = """
        SELECT EXISTS (SELECT FROM imports WHERE tenant_id = app.tenant_id() AND source = %s AND file_digest = %s
                       AND NOT dry_run AND status = 'done')
    """
    return bool(await call.value(query, [source, digest]))


async def relocate(call: Call, run: Run) -> None:
    """Keep where the file of `run` lies now."""
    await call.keep(
        "UPDATE imports SET file_key = %s WHERE id = %s AND tenant_id = app.tenant_id()", [run.file_key, run.id]
    )


async def move(call: Call, run: Run, change: Change) -> None:
    """Keep a new state of `run`."""
    await call.write(
        change,
        """
        UPDATE imports SET status = %s, runner = %s, heartbeat_at = %s, started_at = %s, finished_at = %s, failure = %s,
               updated_at = %s, updated_by = %s, version = %s
        WHERE id = %s AND tenant_id = app.tenant_id()
        """,
        [
            run.status,
            run.runner,
            run.heartbeat_at,
            run.started_at,
            run.finished_at,
            run.failure,
            call.now,
            call.user_id,
            run.version,
            run.id,
        ],
    )


async def progress(call: Call, run: Run) -> None:
    """Keep how far `run` has come: position, counts, and that its runner lives."""
    await call.keep(
        """
        UPDATE imports SET heartbeat_at = %s, position_bytes = %s, position_line = %s, rows_read = %s, rows_loaded = %s,
               rows_updated = %s, rows_unchanged = %s, rows_quarantined = %s, warnings = %s
        WHERE id = %s AND tenant_id = app.tenant_id()
        """,
        [
            call.now,
            run.position_bytes,
            run.position_line,
            run.rows_read,
            run.rows_loaded,
            run.rows_updated,
            run.rows_unchanged,
            run.rows_quarantined,
            run.warnings,
            run.id,
        ],
    )


async def abandoned(call: Call, *, silent_since: datetime) -> list[tuple[UUID, UUID | None]]:
    """Imports of the tenant that wait for a runner, or whose runner has been silent, each with who began it."""
    rows = await call.all(
        tuple,
        """
        SELECT id, created_by FROM imports
        WHERE tenant_id = app.tenant_id()
          AND (status = %s OR (status = %s AND heartbeat_at < %s))
        ORDER BY id
        """,
        [Status.WAITING, Status.RUNNING, silent_since],
    )
    return [(row[0], row[1]) for row in rows]


async def endings(call: Call, import_ids: Sequence[UUID]) -> dict[UUID, datetime | None]:
    """Those imports that are there, each with the moment since when nobody needs its file any more."""
    rows = await call.all(
        tuple,
        """
        SELECT id, CASE WHEN status IN (%s, %s) THEN finished_at END FROM imports
        WHERE tenant_id = app.tenant_id() AND id = ANY(%s)
        """,
        [Status.DONE, Status.CANCELLED, list(import_ids)],
    )
    return dict(rows)
