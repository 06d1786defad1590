"""What a stream is asked for, from the request."""

from contextlib import AbstractAsyncContextManager
from typing import Any
from uuid import UUID

from litestar import Request

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.realtime import actions
from fettle.modules.realtime.desk.hub import Frames
from fettle.modules.realtime.records import Wanted
from fettle.web.callers import renewal, ticket_of
from fettle.web.calls import admitted
from fettle.web.streams import MEDIA_TYPE


class NotAStream(Invalid):
    """This answer never ends: ask for it with Accept: text/event-stream."""


def listen(
    request: Request[Any, Any, Any], entities: list[str], about_id: UUID | None, last_id: str | None
) -> AbstractAsyncContextManager[Frames]:
    """The stream that `request` asks for. Raises `NotAStream` for programs that would wait for its end.

    One opened by a ticket lasts as long as the access token that the ticket was got with could have.
    """
    if MEDIA_TYPE not in request.headers.get("accept", ""):
        raise NotAStream(faults=[Fault("!Accept", "media_type", NotAStream.title())])
    caller = admitted(request)
    lifetime = float("inf") if ticket_of(request) is None else request.app.state.settings.access_token_minutes * 60
    return actions.listen(
        request.app.state.hub,
        caller,
        Wanted(entities=frozenset(entities), about_id=about_id),
        renewal(request, caller),
        last_id=last_id,
        lifetime=lifetime,
    )
