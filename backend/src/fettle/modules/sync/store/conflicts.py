"""Conflicts: what was not taken as a phone sent it."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order, where
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.sync.records import Conflict

ADD = """
INSERT INTO sync_conflicts (tenant_id, id, user_id, device, device_id, collection, record_id, field, client_value,
                            server_value, reason, message, pulled_at, site_id, created_at, created_by)
SELECT app.tenant_id(), g.id, g.user_id, g.device, g.device_id, g.collection, g.record_id, g.field, g.client_value,
       g.server_value, g.reason, g.message, g.pulled_at, g.site_id, %(at)s, %(by)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, user_id uuid, device text, device_id uuid, collection text,
     record_id text, field text, client_value jsonb, server_value jsonb, reason text, message text, pulled_at bigint,
     site_id uuid)
"""
READ = """
SELECT c.id, c.user_id, c.device, c.device_id, c.collection, c.record_id, c.field, c.client_value, c.server_value,
       c.reason, c.message, c.site_id, c.created_at, c.dismissed_at
FROM sync_conflicts c
"""
OPEN = """
SELECT user_id, collection, record_id, field, client_value FROM sync_conflicts
WHERE tenant_id = app.tenant_id() AND user_id = ANY(%s) AND record_id = ANY(%s) AND dismissed_at IS NULL
"""
DISMISS = "UPDATE sync_conflicts SET dismissed_at = %s WHERE tenant_id = app.tenant_id() AND id = ANY(%s)"
NEWEST_FIRST = Order("c.created_at", "timestamptz", "c.id", descending=True)


class NewConflict(msgspec.Struct, frozen=True, kw_only=True):
    """A conflict as it is written down."""

    id: UUID
    user_id: UUID | None
    device: str | None = None
    device_id: UUID | None = None
    collection: str
    record_id: str
    field: str | None = None
    client_value: Any = None
    server_value: Any = None
    reason: str
    message: str
    pulled_at: int | None = None
    site_id: UUID | None = None


class Known(msgspec.Struct, frozen=True):
    """What tells an open conflict from another."""

    user_id: UUID | None
    collection: str
    record_id: str
    field: str | None
    client_value: Any


async def open_ones(call: Call, user_ids: Collection[UUID], record_ids: Collection[str]) -> list[Known]:
    """The conflicts of these records that these people have not dismissed yet."""
    if not record_ids:
        return []
    return await call.all(Known, OPEN, [sorted(user_ids), sorted(record_ids)])


async def add(call: Call, conflicts: Sequence[NewConflict], changes: Iterable[Change]) -> None:
    """Write conflicts down: one statement, however many they are."""
    if conflicts:
        await call.write(changes, ADD, {"rows": encode(list(conflicts)), "at": call.now, "by": call.user_id})


async def page(call: Call, page: PageRequest, *, user_id: UUID | None, everybody: bool) -> list[Conflict]:
    """A page of open conflicts, newest first, one more than asked for: somebody's own, or everybody's."""
    after, position = NEWEST_FIRST.after(page.position)
    conditions = ["c.tenant_id = app.tenant_id()", "c.dismissed_at IS NULL", *after]
    if not everybody:
        conditions.append("c.user_id = %(user)s")
    query = READ + where(conditions) + NEWEST_FIRST.by + " LIMIT %(most)s"
    return await call.all(Conflict, query, {**position, "user": user_id, "most": page.limit + 1})


async def own(call: Call, ids: Sequence[UUID]) -> list[Conflict]:
    """Those of the conflicts that are the caller's own, held until the end of the call."""
    condition = "WHERE c.tenant_id = app.tenant_id() AND c.id = ANY(%s) AND c.user_id = %s ORDER BY c.id FOR UPDATE"
    return await call.all(Conflict, READ + condition, [list(ids), call.user_id])


async def dismiss(call: Call, ids: Sequence[UUID], at: datetime, changes: Iterable[Change]) -> None:
    """Put conflicts aside."""
    await call.write(changes, DISMISS, [at, list(ids)])
