"""What is stored of the records that a phone sends, as the phone would be sent them, and what has happened to them."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.sync.records import Table
from fettle.modules.sync.store.sources import SOURCES, selection

# Twins of one push take turns, so that the second finds what the first has written.
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended('sync ' || app.tenant_id() || %s, 0))"
# A push of thousands of records takes its time; whoever meets it waits for its end rather than for a refusal.
WAIT_LONGER = "SELECT set_config('lock_timeout', %s, true), set_config('statement_timeout', %s, true)"
WORK = """
SELECT id, status, site_id, started_at, occurrence_id, version, deleted_at IS NOT NULL AS deleted
FROM work_orders WHERE tenant_id = app.tenant_id() AND id = ANY(%s) ORDER BY id
"""
FACTS = """
SELECT id::text AS id, version, deleted_at IS NOT NULL AS deleted FROM {table}
WHERE tenant_id = app.tenant_id() AND id = ANY(%s::uuid[])
"""
WITH_FACTS = frozenset({"work_orders", "work_order_tasks", "comments", "work_requests"})
EDITS = """
SELECT e.entity_id::text AS id, e.entity, e.seq, e.actor_user_id AS "by", e.after
FROM events e
WHERE e.tenant_id = app.tenant_id() AND e.about_id = ANY(%(about)s) AND e.seq > %(since)s
  AND e.entity = ANY(%(entities)s)
ORDER BY e.seq, e.ord
"""
ENTITIES: Mapping[str, str] = MappingProxyType(
    {
        "work_orders": "work_order",
        "work_order_tasks": "work_order_task",
        "comments": "comment",
        "work_requests": "work_request",
        "log_entries": "log_entry",
        "meter_readings": "meter_reading",
    }
)
"""What events call the records of a table."""
BY_WORK_ORDER = "SELECT asset_id FROM work_order_assets WHERE tenant_id = app.tenant_id() AND work_order_id = %s "
ASSETS = BY_WORK_ORDER + "ORDER BY position, asset_id"
_WITHOUT_SCOPE: Mapping[str, str] = MappingProxyType({"released": "false"})


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A work order, as far as what belongs to it depends on it."""

    id: UUID
    status: str
    site_id: UUID | None = None
    started_at: datetime | None = None
    occurrence_id: UUID | None = None
    version: int = 1
    deleted: bool = False


class Row(msgspec.Struct, frozen=True):
    """A record as it is sent."""

    id: str
    row: str


class Facts(msgspec.Struct, frozen=True):
    """What a phone is not sent: the version of a record, and whether it has been deleted."""

    id: str
    version: int
    deleted: bool


class Edited(msgspec.Struct, frozen=True):
    """A change of a record, by whom, and to what."""

    id: str
    entity: str
    seq: int
    by: UUID | None
    after: dict[str, Any]


async def take_turn(call: Call, *, patience_ms: int) -> None:
    """Wait until no other push of the same person is at work."""
    await call.keep(WAIT_LONGER, [str(patience_ms), str(patience_ms)])
    await call.value(TAKE_TURNS, [str(call.user_id or call.caller.session_id or "")])


async def work(call: Call, ids: Collection[UUID], *, lock: bool) -> dict[UUID, Work]:
    """The work orders of `ids` that the caller can see, deleted ones too; locked in the order of their ids."""
    if not ids:
        return {}
    query = WORK + (" FOR UPDATE" if lock else "")
    return {row.id: row for row in await call.all(Work, query, [sorted(ids)])}


async def rows(call: Call, table: Table, ids: Sequence[str]) -> list[Row]:
    """What is stored under these ids, deleted or not, as far as the caller can see it."""
    if not ids:
        return []
    source = SOURCES[table.name]
    source = msgspec.structs.replace(source, where="true", values={**source.values, **_WITHOUT_SCOPE})
    column, given = source.id, list(ids)
    if table.name == "work_order_assets":
        column, given = "x.work_order_id", [each.partition(".")[0] for each in ids]
    mine = f" AND {source.alias}.user_id = app.user_id()" if table.name in ("notifications", "sync_conflicts") else ""
    tenant = f"{source.alias}.tenant_id = app.tenant_id()"
    query = selection(table, source, f"{tenant} AND {column} = ANY(%(ids)s::uuid[]){mine}")
    return await call.all(Row, query, {"ids": given})


async def facts(call: Call, table: str, ids: Sequence[str]) -> dict[str, Facts]:
    """Versions, and what is deleted, of records that have such."""
    if not ids or table not in WITH_FACTS:
        return {}
    return {row.id: row for row in await call.all(Facts, FACTS.format(table=table), [list(ids)])}


async def lines_of(call: Call, table: Table, entry_ids: Sequence[UUID]) -> list[Row]:
    """The lines of log entries."""
    if not entry_ids:
        return []
    query = selection(
        table, SOURCES[table.name], "x.tenant_id = app.tenant_id() AND x.log_entry_id = ANY(%(ids)s::uuid[])"
    )
    return await call.all(Row, query, {"ids": list(entry_ids)})


async def edits(call: Call, about: Collection[UUID], *, since: int) -> list[Edited]:
    """What has been done since transaction `since` to records that are about these, oldest first."""
    if not about:
        return []
    parameters = {"about": sorted(about), "since": since, "entities": list(ENTITIES.values())}
    return await call.all(Edited, EDITS, parameters)


async def assets_of(call: Call, work_order_id: UUID) -> list[UUID]:
    """The assets of a work order in their order."""
    return [row[0] for row in await call.all(tuple, ASSETS, [work_order_id])]
