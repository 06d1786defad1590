"""What the calendar does in the background."""

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.calendar.actions import departures
from fettle.queue import follower, sweep


@follower("calendar.departures", "work_order.*")
async def notice_departures(call: Call, events: list[FeedEvent]) -> None:
    """Notice what work leaves somebody's calendar."""
    await departures.notice(call, events)


@sweep("calendar.forget", every=86_400)
async def forget_departures(call: Call) -> None:
    """Forget what left calendars long ago."""
    await departures.forget(call)


JOBS = [notice_departures, forget_departures]
