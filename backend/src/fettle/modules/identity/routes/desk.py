"""What the routes of identity ask for beside the call."""

import base64
from typing import Any

from litestar import Request
from litestar.connection import ASGIConnection
from litestar.di import Provide
from litestar.handlers import BaseRouteHandler

from fettle.db.callers import Caller
from fettle.modules.identity import rules
from fettle.modules.identity.desk import Desk
from fettle.web.calls import admitted


async def desk_of(request: Request[Any, Any, Any]) -> Desk:
    """The desk that the composition handed in."""
    desk: Desk = request.app.state.identity
    return desk


async def basic_of(request: Request[Any, Any, Any]) -> tuple[str, str] | None:
    """Client id and secret of HTTP Basic, None where they are in the form. Raises `BadClient` for a broken header."""
    scheme, _, value = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        client_id, _, secret = base64.b64decode(value, validate=True).decode().partition(":")
    except ValueError:
        raise rules.BadClient() from None
    return client_id, secret


async def count_password_attempt(connection: ASGIConnection[Any, Any, Any, Any], _: BaseRouteHandler) -> None:
    """Count a try to prove oneself by password again, before anything else happens."""
    desk: Desk = connection.app.state.identity
    await desk.count(VISITING, {"password": str(connection.scope["state"]["admitted"].user_id)})


VISITING = Caller(realm="identity", via="lobby")
DESK = {"desk": Provide(desk_of)}
VISITOR = {**DESK, "visitor": Provide(admitted, sync_to_thread=False)}
BASIC = {**VISITOR, "basic": Provide(basic_of)}
FORGOTTEN = {"keeps_answer": False}
