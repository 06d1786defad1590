"""Obligations as they are stored."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from fettle.db.call import Call, encode
from fettle.db.keyset import Order
from fettle.kit.pages import PageRequest
from fettle.modules.notifications.records import Reminder

COLUMNS = "id, user_id, kind, subject, subject_id, step, due_at, remind_at, state, times, snoozed_until"
READ = f"SELECT {COLUMNS} FROM reminders WHERE tenant_id = app.tenant_id()"  # noqa: S608 - columns of our own
OF_SUBJECTS = READ + " AND subject_id = ANY(%s) FOR UPDATE"
# Two workers never meet the same obligation: who comes second passes over what the first one holds.
DUE = READ + " AND state = 'waiting' AND remind_at <= %s ORDER BY remind_at, id LIMIT %s FOR UPDATE SKIP LOCKED"
MINE = READ + " AND user_id = %(me)s AND state = 'waiting'"
SOONEST = Order("remind_at", "timestamptz", "id")
LOCK = READ + " AND id = %s AND user_id = %s FOR UPDATE"
ADD = """
INSERT INTO reminders (tenant_id, id, user_id, kind, subject, subject_id, step, due_at, remind_at, created_at,
                       updated_at)
SELECT app.tenant_id(), g.id, g.user_id, g.kind, g.subject, g.subject_id, g.step, g.due_at, g.remind_at, %(at)s, %(at)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, user_id uuid, kind text, subject text, subject_id uuid,
     step int, due_at timestamptz, remind_at timestamptz)
ON CONFLICT (tenant_id, subject_id, user_id, kind, step) DO NOTHING
"""
SAVE = """
UPDATE reminders r SET due_at = g.due_at, remind_at = g.remind_at, state = g.state, times = g.times,
       snoozed_until = g.snoozed_until, updated_at = %(at)s
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g(id uuid, due_at timestamptz, remind_at timestamptz, state text,
     times int, snoozed_until timestamptz)
WHERE r.tenant_id = app.tenant_id() AND r.id = g.id
"""
CANCEL = """
UPDATE reminders SET state = 'cancelled', snoozed_until = NULL, updated_at = %s
WHERE tenant_id = app.tenant_id() AND id = ANY(%s)
"""


async def of_subjects(call: Call, subject_ids: Collection[UUID]) -> list[Reminder]:
    """The obligations about these records, locked."""
    return await call.all(Reminder, OF_SUBJECTS, [list(subject_ids)]) if subject_ids else []


async def due(call: Call, now: datetime, *, most: int) -> list[Reminder]:
    """At most so many obligations that are to be met now, locked, the oldest first."""
    return await call.all(Reminder, DUE, [now, most])


async def page(call: Call, page: PageRequest) -> list[Reminder]:
    """What the caller is going to be reminded of, soonest first, one more than asked for."""
    after, position = SOONEST.after(page.position)
    query = " AND ".join([MINE, *after]) + SOONEST.by + " LIMIT %(limit)s"
    return await call.all(Reminder, query, {"me": call.user_id, **position, "limit": page.limit + 1})


async def lock(call: Call, reminder_id: UUID) -> Reminder:
    """A reminder of the caller, nobody else changing it. Raises `NotFound`."""
    return await call.one(Reminder, LOCK, [reminder_id, call.user_id])


async def add(call: Call, reminders: Sequence[Reminder]) -> None:
    """Keep new obligations."""
    if reminders:
        await call.keep(ADD, {"rows": encode(list(map(_row, reminders))), "at": call.now})


async def save(call: Call, reminders: Sequence[Reminder]) -> None:
    """Keep what became of obligations."""
    if reminders:
        await call.keep(SAVE, {"rows": encode(list(map(_row, reminders))), "at": call.now})


async def cancel(call: Call, ids: Collection[UUID]) -> None:
    """Owe these no longer."""
    if ids:
        await call.keep(CANCEL, [call.now, list(ids)])


def _row(reminder: Reminder) -> dict[str, object]:
    # Records are camelCase in JSON, columns are not.
    return msgspec.structs.asdict(reminder)
