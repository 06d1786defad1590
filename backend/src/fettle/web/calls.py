"""What handlers may ask for: a call for whoever asks, a page of a list, the version that a change is based on."""

from contextlib import AbstractAsyncContextManager
from typing import Annotated, Any

import msgspec
import structlog
from litestar import Request
from litestar.params import Parameter

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.kit.pages import PageRequest, unseal
from fettle.kit.refusals import Fault, Forbidden, Invalid, Malformed, PreconditionRequired, Stale
from fettle.web.callers import caller_of

READING = frozenset({"GET", "HEAD"})
LOST = "permission-lost"
log = structlog.get_logger("fettle.web")


def opened(request: Request[Any, Any, Any], caller: Caller) -> AbstractAsyncContextManager[Call]:
    """A call for `caller`, read-only for GET. A route that reads one `snapshot` sees no change in between."""
    door: Door = request.app.state.door
    route: Any = request.scope["route_handler"]
    isolation = "ISOLATION LEVEL REPEATABLE READ" if route.opt.get("snapshot") else ""
    return door.open(caller, read_only=request.method in READING, isolation=isolation)


async def admit(request: Any, route: Any) -> None:
    """The guard of every route: the caller is known, within the rate limit, and holds the route's permission.

    A public route admits anybody, as a caller of the identity realm without a tenant.
    """
    state = request.scope["state"]
    if route.opt["public"]:
        device = request.headers.get("user-agent", "")[:300]
        caller = Caller(via="lobby", realm="identity", ip=state.get("ip"), device=device)
    else:
        caller = await _known(request)
    state["admitted"] = msgspec.structs.replace(caller, request_id=state["request_id"])
    structlog.contextvars.bind_contextvars(
        tenant=str(caller.tenant_id), user=str(caller.user_id), operation=route.operation_id
    )
    request.app.state.limits.take(request, caller)
    if route.opt["may"] is not None and not caller.may(route.opt["may"]):
        if route.opt["may"] in caller.lost:
            _alert(request, LOST)
        raise Forbidden(f"This needs the permission {route.opt['may']}.")
    refuse_unknown_parameters(request)


async def _known(request: Any) -> Caller:
    try:
        return await caller_of(request)
    except Forbidden as refusal:
        _alert(request, refusal.code())
        raise


def _alert(request: Any, reason: str) -> None:
    """Tell of somebody who comes again with a token that is good although what it stood for was taken away (A-9)."""
    known = structlog.contextvars.get_contextvars()
    log.warning("refused entry", reason=reason, tenant=known.get("tenant"), user=known.get("user"))
    request.app.state.refused_entry(reason)


def admitted(request: Request[Any, Any, Any]) -> Caller:
    """The caller that `admit` let in."""
    caller: Caller = request.scope["state"]["admitted"]
    return caller


async def page_request(
    request: Request[Any, Any, Any],
    limit: Annotated[int, Parameter(ge=1, le=200, description="How many records at most.")] = 50,
    cursor: Annotated[str | None, Parameter(max_length=2000, description="`nextCursor` of the page before.")] = None,
) -> PageRequest:
    """Which page is wanted; a cursor made for another tenant, person, list or filter is refused."""
    caller = await caller_of(request)
    filters = sorted((k, v) for k, v in request.query_params.multi_items() if k not in ("limit", "cursor"))
    scope = msgspec.msgpack.encode([caller.tenant_id, caller.user_id, request.url.path, filters])
    secret: bytes = request.app.state.secret
    position = None if cursor is None else unseal(secret, scope, cursor)
    return PageRequest(limit=limit, position=position, scope=scope, secret=secret)


async def expected_version(request: Request[Any, Any, Any]) -> int:
    """The version in If-Match. Raises `PreconditionRequired` without one and `Stale` for one that never was."""
    tag = request.headers.get("if-match", "").strip()
    if not tag:
        raise PreconditionRequired()
    number = tag.removeprefix("W/").strip('"')
    if not (number.isascii() and number.isdecimal()) or len(number) > 9:
        raise Stale()
    return int(number)


def refuse_unknown_parameters(request: Any) -> None:
    """Raise `Invalid` for query parameters that this operation does not know, so that a misspelt filter is noticed."""
    if not request.scope["query_string"]:
        return
    if b"%00" in request.scope["query_string"]:
        raise Malformed("The address contains a NUL character.")
    route: Any = request.scope["route_handler"]
    # Pages are called with whatever others hang on their address.
    if route.opt.get("any_query"):
        return
    known = request.app.state.query_names.get(route.operation_id, frozenset())
    unknown = sorted(set(request.query_params) - known)
    if unknown:
        faults = [Fault(f"?{name[:60]}", "unknown_parameter", "is not a parameter here") for name in unknown]
        raise Invalid("Some parameters are not known here.", faults=faults)
