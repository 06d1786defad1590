"""Who is calling: the composition hands in how a bearer token becomes a caller."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Protocol

from litestar import Request

from fettle.db.callers import Caller
from fettle.kit.refusals import Unauthenticated


class Authenticator(Protocol):
    """Turns a bearer token into the caller it stands for, with the standing that holds in the database now."""

    async def __call__(self, token: str, *, ip: str | None, device: str | None) -> Caller:
        """Raises `Unauthenticated` for a bad token and `Forbidden` for a good one whose holder may not enter."""
        ...


async def caller_of(request: Request[Any, Any, Any]) -> Caller:
    """The caller of `request`, remembered for its duration."""
    state = request.scope["state"]
    if "caller" not in state:
        ticket = ticket_of(request)
        authenticate: Authenticator = request.app.state.authenticate if ticket is None else request.app.state.admit
        token = bearer_of(request) if ticket is None else ticket
        state["caller"] = await authenticate(token, **_whence(request))
    caller: Caller = state["caller"]
    return caller


def bearer_of(request: Request[Any, Any, Any]) -> str:
    """The bearer token of `request`. Raises `Unauthenticated` without one."""
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "bearer" or not token.strip():
        raise Unauthenticated("Send a bearer token in the Authorization header.")
    return token.strip()


def ticket_of(request: Request[Any, Any, Any]) -> str | None:
    """The ticket in the address, for routes that say `opt={"by_ticket": True}`: browsers can send those no header."""
    by_ticket = request.scope["route_handler"].opt.get("by_ticket")
    return request.query_params.get("ticket") if by_ticket else None


def renewal(request: Request[Any, Any, Any], caller: Caller) -> Callable[[], Awaitable[Caller]]:
    """How to ask again later, for an answer that goes on, who `caller` is by then; raises as an `Authenticator`."""
    if ticket_of(request) is not None:
        return partial(request.app.state.identity.present, caller)
    return partial(request.app.state.authenticate, bearer_of(request), **_whence(request))


def _whence(request: Request[Any, Any, Any]) -> dict[str, Any]:
    return {"ip": request.scope["state"].get("ip"), "device": request.headers.get("user-agent", "")[:300]}
