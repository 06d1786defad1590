"""Who is calling: the composition hands in how a bearer token becomes a caller."""

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
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not token.strip():
            raise Unauthenticated("Send a bearer token in the Authorization header.")
        authenticate: Authenticator = request.app.state.authenticate
        device = request.headers.get("user-agent", "")[:300]
        state["caller"] = await authenticate(token.strip(), ip=state.get("ip"), device=device)
    caller: Caller = state["caller"]
    return caller
