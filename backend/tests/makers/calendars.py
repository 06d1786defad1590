"""A calendar feed, and work that left somebody's calendar."""

from typing import Any

from fettle.db import reading
from fettle.modules.calendar.actions import departures
from makers.furnished import Furnishing


async def make_feed(room: Furnishing) -> Any:
    """One more feed of the administrator."""
    body = {"kind": "person", "subjectId": room.ids["staff_id"], "name": "Ada's work", "alarmMinutes": 30}
    return await room.make("feed_id", "/calendar/feeds", body)


async def furnish_calendar(room: Furnishing) -> None:
    """A feed, and a work order that was taken from whose feed it is."""
    await make_feed(room)
    # Nobody's: addresses are no ids, whoever has one may use it.
    room.ids["file_name"] = "unknown.ics"
    tenant, due = room.admin.tenant, "2026-02-01T08:00:00Z"
    order = {"title": "Look", "siteId": room.ids["site_id"], "assigneeId": room.ids["staff_id"], "dueAt": due}
    made = await room.make("", "/work-orders", order)
    changed = await room.admin.patch(f"/work-orders/{made['id']}", {"assigneeId": None}, version=made["version"])
    assert changed.status_code == 200, changed.text
    async with tenant.call() as call:
        head = await reading.head(call)
        await departures.notice(call, await reading.events_after(call, head - 1, 2**31 - 1, limit=10))
