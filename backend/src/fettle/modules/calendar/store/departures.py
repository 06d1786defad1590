"""What left somebody's calendar lately."""

from datetime import datetime
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.calendar.records import Departure, FeedKind

# As the work stands now, but for where it stood in that calendar: the old holder is told nothing that came after.
NOTE = """
INSERT INTO calendar_departures AS d (tenant_id, id, work_order_id, holder, holder_id, site_id, number, title,
       starts_at, starts_on, sequence, left_at, created_at)
SELECT app.tenant_id(), %(id)s, w.id, %(holder)s, %(holder_id)s, %(site_id)s, w.number, w.title,
       CASE WHEN w.scheduled_start IS NOT NULL OR o.id IS NULL OR o.due_at IS NOT NULL
                THEN coalesce(w.scheduled_start, w.due_at) END,
       CASE WHEN w.scheduled_start IS NULL AND o.due_at IS NULL THEN o.due_on END, %(sequence)s, %(at)s, %(now)s
FROM work_orders w LEFT JOIN plan_occurrences o ON o.tenant_id = w.tenant_id AND o.id = w.occurrence_id
WHERE w.tenant_id = app.tenant_id() AND w.id = %(work_order_id)s AND coalesce(w.scheduled_start, w.due_at) IS NOT NULL
ON CONFLICT (tenant_id, work_order_id, holder, holder_id) DO UPDATE SET site_id = excluded.site_id,
       title = excluded.title, starts_at = excluded.starts_at, starts_on = excluded.starts_on,
       sequence = excluded.sequence, left_at = excluded.left_at
"""
SOME = """
SELECT d.id, d.work_order_id, d.holder, d.holder_id, d.site_id, d.number, d.title, d.starts_at, d.starts_on,
       d.sequence, d.left_at
FROM calendar_departures d
WHERE d.tenant_id = app.tenant_id() AND d.holder = %(holder)s AND d.holder_id = %(holder_id)s AND d.left_at >= %(since)s
ORDER BY d.left_at, d.id LIMIT %(most)s
"""
FORGET = "DELETE FROM calendar_departures WHERE tenant_id = app.tenant_id() AND left_at < %s"


async def note(call: Call, **departure: Any) -> None:
    """Note that work left a calendar; work that stood in none leaves none."""
    await call.keep(NOTE, {**departure, "id": call.new_id(), "now": call.now})


async def some(call: Call, holder: FeedKind, holder_id: UUID, *, since: datetime, most: int) -> list[Departure]:
    """What left a calendar since then."""
    given = {"holder": holder, "holder_id": holder_id, "since": since, "most": most}
    return await call.all(Departure, SOME, given)


async def forget(call: Call, *, before: datetime) -> None:
    """Forget what left before then."""
    await call.keep(FORGET, [before])
