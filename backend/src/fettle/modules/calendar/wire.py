"""What the calendar is asked for, and how a feed is answered."""

import asyncio
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response
from litestar.params import QueryParameter
from pydantic import Field

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.calendar import gate
from fettle.modules.calendar.records import FeedKind, Filters, Language, NewFeed, Window
from fettle.modules.calendar.rules import entries, ics
from fettle.modules.work_orders.public import WorkKind
from fettle.web.bodies import Body, Name, asked_instant

Ids = list[UUID] | None
ICS = "text/calendar"


class FeedBody(Body):
    """A calendar feed to be made."""

    kind: FeedKind
    subject_id: UUID | None = None
    name: Name | None = None
    language: Language | None = None
    forecast: bool = True
    alarm_minutes: Annotated[int, Field(ge=0, le=40_320)] | None = None

    def to_record(self) -> NewFeed:
        """The record."""
        return NewFeed(**self.model_dump())


def window(
    since: Annotated[datetime, QueryParameter(name="from", description="From this instant.")],
    until: Annotated[
        datetime, QueryParameter(name="until", description="Before this instant; at most 100 days later.")
    ],
) -> Window:
    """The window that is asked about."""
    return entries.window(asked_instant("from", since), asked_instant("until", until))


def filters(
    *,
    assignee: Annotated[
        list[str] | None, QueryParameter(name="assigneeId", description="Staff ids; `me` for your own work.")
    ] = None,
    crew: Annotated[
        list[str] | None, QueryParameter(name="crewId", description="Crew ids; `mine` for the crews you are in.")
    ] = None,
    site_id: Annotated[Ids, QueryParameter(name="siteId")] = None,
    plan_id: Annotated[Ids, QueryParameter(name="planId")] = None,
    kind: Annotated[list[WorkKind] | None, QueryParameter(name="kind")] = None,
    forecast: Annotated[
        bool, QueryParameter(name="forecast", description="Show as well what plans will make; it needs `plans:read`.")
    ] = True,
) -> Filters:
    """Which entries are wanted, from the query parameters."""
    return Filters(
        staff_ids=_ids(assignee, "assigneeId", word="me"),
        mine="me" in (assignee or ()),
        crew_ids=_ids(crew, "crewId", word="mine"),
        my_crews="mine" in (crew or ()),
        site_ids=site_id or [],
        plan_ids=plan_id or [],
        kinds=[str(each) for each in kind or ()],
        forecast=forecast,
    )


async def feed(request: Request[Any, Any, Any], file_name: str) -> Response[bytes]:
    """The feed of a secret address as a file, or 304 for those who have it as it is."""
    state = request.app.state
    address = file_name.removesuffix(".ics")
    base_url = state.settings.base_url
    contents = await gate.fetch(state.door, state.identity.present, address, base_url=base_url)
    headers = {"ETag": f'"{contents.tag()}"', "Cache-Control": "private, no-cache", "X-Robots-Tag": "noindex"}
    if headers["ETag"] in _tags(request):
        return Response(b"", status_code=304, headers=headers)
    # Beside the loop: thousands of entries take a while.
    written = await asyncio.to_thread(ics.written, contents.feed, contents.entries, contents.departures, contents.style)
    headers["Content-Disposition"] = 'inline; filename="calendar.ics"'
    return Response(written, headers=headers, media_type=ICS)


def _tags(request: Request[Any, Any, Any]) -> set[str]:
    return {tag.strip().removeprefix("W/") for tag in request.headers.get("if-none-match", "").split(",")}


def _ids(given: list[str] | None, name: str, *, word: str) -> list[UUID]:
    made = []
    for each in given or ():
        if each != word:
            try:
                made.append(UUID(each))
            except ValueError:
                message = f"an id or {word}"
                raise Invalid(f"{name}: {message}.", faults=[Fault(f"?{name}", "format", message)]) from None
    return made
