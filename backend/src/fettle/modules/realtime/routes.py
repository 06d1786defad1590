"""Live updates over HTTP: the stream, a ticket for browsers, and where the feed stands."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request
from litestar.params import HeaderParameter, QueryParameter

from fettle.db.call import Call
from fettle.modules.identity import public as identity
from fettle.modules.realtime import actions, wire
from fettle.modules.realtime.desk.hub import NoRoom, TooManyStreams
from fettle.modules.realtime.records import FeedHead
from fettle.web.streams import MEDIA_TYPE, EventStream
from fettle.web.verbs import get, post

LIVE = {"limit": "stream", "by_ticket": True, "as_it_comes": True}


@get(
    "/events/stream",
    may="tenant:read",
    refuses=[wire.NotAStream, TooManyStreams, NoRoom],
    opt=LIVE,
    media_type=MEDIA_TYPE,
)
async def stream_events(
    request: Request[Any, Any, Any],
    *,
    entity: Annotated[
        list[str] | None,
        QueryParameter(name="entity", max_items=50, description="Only changes of these kinds of records."),
    ] = None,
    about_id: Annotated[
        UUID | None, QueryParameter(name="aboutId", description="Only changes of this record and what belongs to it.")
    ] = None,
    ticket: Annotated[
        str | None, QueryParameter(name="ticket", max_length=500, description="From `POST /v1/events/tickets`.")
    ] = None,
    last_event_id: Annotated[
        str | None,
        QueryParameter(name="lastEventId", max_length=60, description="As the header, for whom that is easier."),
    ] = None,
    resumed_from: Annotated[
        str | None,
        HeaderParameter(
            name="Last-Event-ID", max_length=60, description="The last id that you heard; browsers send it."
        ),
    ] = None,
) -> EventStream:
    """Hear of changes as they happen, as server-sent events; send `Accept: text/event-stream`.

    `change` tells of one event that your permissions and sites let you see: id, type, entity, entityId, aboutId,
    siteId, actorUserId, at, and the names of the fields that changed. Read the record for its values. `ready` says
    that everything missed has been told. `reset` says that something was not told: read anew what you show. `bye` says
    why the stream ends. `notification` tells people how many of their own notifications they have not read
    (`{"unread": 3}`), at the beginning and within two seconds of a change, whatever the stream is limited to; it has
    no id. With `Last-Event-ID` the stream goes on where it was, without gap or repetition.
    """
    return await EventStream.of(wire.listen(request, entity or [], about_id, resumed_from or last_event_id))


@post(
    "/events/tickets",
    may="tenant:read",
    refuses=[identity.PeopleOnly],
    opt={"keeps_answer": False, "limit": "stream"},
)
async def create_stream_ticket(request: Request[Any, Any, Any], call: Call) -> identity.Ticket:
    """Get a ticket that opens one stream within a minute, as `?ticket=`: browsers cannot send a header with it."""
    return actions.ticket(request.app.state.identity, call)


@get("/events/head", may="tenant:read")
async def get_feed_head(call: Call) -> FeedHead:
    """Get the id up to which the feed has come.

    Ask for it before you read what you show, and open the stream with it as `lastEventId`: nothing in between is
    missed.
    """
    return await actions.head(call)


ROUTES = [stream_events, create_stream_ticket, get_feed_head]
