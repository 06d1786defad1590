"""What became of the rows: which record each is, what was wrong with it, what it adds to the sums."""

from collections.abc import AsyncIterator, Sequence
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.db.call import Call, encode
from fettle.modules.imports.records import ImportFault, Severity, SourceRecord


async def known(call: Call, source: str, entity: str, refs: Sequence[str]) -> dict[str, SourceRecord]:
    """The records that rows of `source` have become, by reference."""
    rows = await call.all(
        SourceRecord,
        """
        SELECT ref, entity_id, digest, import_id, line FROM import_records
        WHERE tenant_id = app.tenant_id() AND source = %s AND entity = %s AND ref = ANY(%s)
        """,
        [source, entity, list(refs)],
    )
    return {row.ref: row for row in rows}


async def remember(call: Call, source: str, entity: str, met: Sequence[SourceRecord]) -> None:
    """Keep which record each row is, and the digest of what it said."""
    await call.keep(
        """
        INSERT INTO import_records (tenant_id, source, entity, ref, entity_id, digest, import_id, line)
        SELECT app.tenant_id(), %s, %s, g.ref, g.entity_id, g.digest, g.import_id, g.line
        FROM unnest(%s::text[], %s::uuid[], %s::bytea[], %s::uuid[], %s::int[])
             AS g(ref, entity_id, digest, import_id, line)
        ON CONFLICT (tenant_id, source, entity, ref) DO UPDATE
        SET entity_id = excluded.entity_id, digest = excluded.digest, import_id = excluded.import_id,
            line = excluded.line
        """,
        [
            source,
            entity,
            [record.ref for record in met],
            [record.entity_id for record in met],
            [record.digest for record in met],
            [record.import_id for record in met],
            [record.line for record in met],
        ],
    )


async def forget(call: Call, source: str) -> None:
    """Forget what a dry run has noted."""
    await call.keep("DELETE FROM import_records WHERE tenant_id = app.tenant_id() AND source = %s", [source])


async def met_by(call: Call, import_id: UUID, entity: str, *, after: str, limit: int) -> list[tuple[str, UUID]]:
    """References and ids of the records that an import met, in order of reference."""
    rows = await call.all(
        tuple,
        """
        SELECT ref, entity_id FROM import_records
        WHERE tenant_id = app.tenant_id() AND import_id = %s AND entity = %s AND ref > %s
        ORDER BY ref LIMIT %s
        """,
        [import_id, entity, after, limit],
    )
    return [(row[0], row[1]) for row in rows]


async def report(call: Call, import_id: UUID, faults: Sequence[ImportFault]) -> None:
    """Keep faults with the rows they are about."""
    rows = [
        {
            "id": fault.id,
            "line": fault.line,
            "column_name": fault.column,
            "severity": fault.severity,
            "code": fault.code,
            "message": fault.message,
            "row": fault.row,
        }
        for fault in faults
    ]
    await call.keep(
        """
        INSERT INTO import_faults (tenant_id, id, import_id, line, column_name, severity, code, message, row,
                                   created_by)
        SELECT app.tenant_id(), g.id, %s, g.line, g.column_name, g.severity, g.code, g.message, g.row, %s
        FROM jsonb_to_recordset(%s::jsonb)
             AS g(id uuid, line int, column_name text, severity text, code text, message text, row jsonb)
        """,
        [import_id, call.user_id, encode(rows)],
    )


FAULTS = """
    SELECT id, line, column_name AS "column", severity, code, message, row FROM import_faults
    WHERE tenant_id = app.tenant_id() AND import_id = %(import)s
      AND (%(severity)s::text IS NULL OR severity = %(severity)s)
"""


async def faults(
    call: Call, import_id: UUID, *, severity: Severity | None, after: list[Any] | None, limit: int
) -> list[ImportFault]:
    """Faults by line, those after a line and id."""
    line, fault_id = after or (0, UUID(int=0))
    return await call.all(
        ImportFault,
        FAULTS + "AND (line, id) > (%(line)s, %(id)s::uuid) ORDER BY line, id LIMIT %(limit)s",
        {"import": import_id, "severity": severity, "line": line, "id": fault_id, "limit": limit},
    )


def every_fault(call: Call, import_id: UUID, *, severity: Severity | None) -> AsyncIterator[ImportFault]:
    """All faults by line, by cursor."""
    params = {"import": import_id, "severity": severity}
    return call.stream(ImportFault, FAULTS + "ORDER BY line, id", params)


async def add_sums(call: Call, import_id: UUID, sums: dict[tuple[str, str], tuple[int, Decimal | None]]) -> None:
    """Add rows and amounts to the sums of the source, by dimension and key."""
    await call.keep(
        """
        INSERT INTO import_sums (tenant_id, import_id, dimension, key, rows, amount)
        SELECT app.tenant_id(), %s, g.dimension, g.key, g.rows, g.amount
        FROM unnest(%s::text[], %s::text[], %s::int[], %s::numeric[]) AS g(dimension, key, rows, amount)
        ORDER BY g.dimension, g.key
        ON CONFLICT (tenant_id, import_id, dimension, key) DO UPDATE
        SET rows = import_sums.rows + excluded.rows, amount = import_sums.amount + excluded.amount
        """,
        [
            import_id,
            [dimension for dimension, _key in sums],
            [key for _dimension, key in sums],
            [rows for rows, _amount in sums.values()],
            [amount for _rows, amount in sums.values()],
        ],
    )


async def sums(call: Call, import_id: UUID) -> dict[tuple[str, str], tuple[int, Decimal | None]]:
    """The sums of the source, by dimension and key."""
    rows = await call.all(
        tuple,
        "SELECT dimension, key, rows, amount FROM import_sums WHERE tenant_id = app.tenant_id() AND import_id = %s",
        [import_id],
    )
    return {(row[0], row[1]): (row[2], row[3]) for row in rows}


async def take_turns(call: Call, source: str) -> None:
    """Wait until no other import of `source` is writing; holds until the commit."""
    await call.keep(
        "SELECT pg_advisory_xact_lock(hashtextextended(app.tenant_id()::text || %s, 0))", [f"import {source}"]
    )


async def touch(call: Call, source: str, import_id: UUID, refs: Sequence[str]) -> None:
    """Note that an import met the records of these rows, the costs and requests that came with them included."""
    await call.keep(
        """
        UPDATE import_records SET import_id = %s
        WHERE tenant_id = app.tenant_id() AND source = %s AND entity IN ('work_order_cost', 'work_request')
          AND ref = ANY(%s) AND digest <> '' AND import_id IS DISTINCT FROM %s
        """,
        [import_id, source, list(refs), import_id],
    )
