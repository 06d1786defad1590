"""The calendar over HTTP: a window for screens, and feeds for calendar programs."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response
from litestar.di import Provide
from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import NotFound
from fettle.modules.calendar import wire
from fettle.modules.calendar.actions import entries, workload
from fettle.modules.calendar.actions import feeds as actions
from fettle.modules.calendar.records import (
    CalendarFeed,
    CalendarPage,
    Filters,
    IssuedFeed,
    Window,
    Workload,
    WorkloadBy,
)
from fettle.modules.calendar.rules.feeds import NotStaff, OnlyForPeople, TooManyFeeds
from fettle.web.verbs import delete, get, post

ASKED = {
    "window": Provide(wire.window, sync_to_thread=False),
    "filters": Provide(wire.filters, sync_to_thread=False),
}


@get("/calendar", may="calendar:read", dependencies=ASKED)
async def show_calendar(call: Call, window: Window, filters: Filters) -> CalendarPage:
    """Show what happens in a window of time: scheduled and due work, and what maintenance plans will make.

    Work stands at its scheduled time, else on its due day or at its due time. Work that was cancelled, skipped or
    deleted is left out.
    """
    return await entries.show(call, window, filters)


@get("/calendar/workload", may="calendar:read", dependencies=ASKED)
async def show_workload(
    call: Call,
    window: Window,
    filters: Filters,
    by: Annotated[WorkloadBy, QueryParameter(name="by")] = WorkloadBy.STAFF,
) -> Workload:
    """Show who has how much to do on which day, beside how much they could do, so that too much is seen in time.

    Days are the tenant's local days that the window touches, whole. Scheduled hours of a day are the estimates of the
    work that stands on it in the calendar (all of them on the day on which it begins), one hour for work without an
    estimate, which `unestimated` counts; what plans will make stands apart as forecast. Capacity is the weekly hours
    divided by five on Monday to Friday, that of a crew the sum over its members; it needs `staff:read` and is null
    without. Work counts for the person whom it is assigned to, by crew for the crew. At most 500 are shown, by name.
    """
    return await workload.show(call, window, filters, by)


@get("/calendar/feeds", may="calendar:read", refuses=[OnlyForPeople])
async def list_calendar_feeds(call: Call, page: PageRequest) -> Page[CalendarFeed]:
    """List your calendar feeds, newest first; their addresses were shown once."""
    return await actions.own(call, page)


@post(
    "/calendar/feeds",
    may="calendar:read",
    refuses=[NotStaff, OnlyForPeople, TooManyFeeds],
    opt={"keeps_answer": False},
)
async def create_calendar_feed(request: Request[Any, Any, Any], call: Call, data: wire.FeedBody) -> IssuedFeed:
    """Make a calendar feed of a person, crew, site or maintenance plan, to subscribe to in any calendar program.

    Whoever has its address sees what you may see at that moment. It is shown this once; revoke the feed when it leaks.
    """
    return await actions.create(call, data.to_record(), base_url=request.app.state.settings.base_url)


@delete("/calendar/feeds/{feed_id:uuid}", may="calendar:read", refuses=[OnlyForPeople])
async def revoke_calendar_feed(call: Call, feed_id: UUID) -> None:
    """Revoke a calendar feed of yours: its address is worthless at once."""
    await actions.revoke(call, feed_id)


@get("/calendar/feeds/{file_name:str}", may=None, refuses=[NotFound], media_type=wire.ICS)
async def fetch_calendar_feed(request: Request[Any, Any, Any], file_name: str) -> Response[bytes]:
    """Fetch a calendar feed by its secret address, as calendar programs do.

    It holds what its owner may see now: 60 days back and a year ahead, what was cancelled or taken away for 30 days.
    """
    return await wire.feed(request, file_name)


ROUTES = [
    show_calendar,
    show_workload,
    list_calendar_feeds,
    create_calendar_feed,
    revoke_calendar_feed,
    fetch_calendar_feed,
]
