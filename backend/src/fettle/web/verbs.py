"""GET, POST, PATCH, PUT, DELETE as this API does them.

Every route admits its caller first: token, rate limit and permission are checked before a byte of the body is read.
A handler that takes `call` runs inside one transaction of the signed-in caller, one that takes `lobby` inside one of
the identity realm; both are committed before the answer leaves. What the database rolled back because of others
(deadlock, serialization, a connection lost before the commit) left nothing behind, so it is simply done again here.
"""

import asyncio
import functools
import hashlib
import inspect
import re
from collections.abc import Callable, Sequence
from typing import Any

import litestar
from litestar import Request, Response
from litestar.handlers import HTTPRouteHandler
from litestar.openapi.datastructures import ResponseSpec

from fettle.db.call import Call
from fettle.db.errors import DatabaseAway, TryAgain
from fettle.kit.refusals import (
    Forbidden,
    Invalid,
    Malformed,
    NotFound,
    PreconditionRequired,
    Refusal,
    Stale,
    TooMany,
    Unauthenticated,
    Unavailable,
)
from fettle.web import answers, calls
from fettle.web.problems import PROBLEM_JSON, STATUS, Problem

Handler = Callable[..., Any]
Refusals = Sequence[type[Refusal]]
Decorator = Callable[[Handler], HTTPRouteHandler]
ALWAYS: Refusals = (Malformed, Invalid, TooMany, Unavailable)
SIGNED_IN: Refusals = (Unauthenticated, Forbidden)
ATTEMPTS = 4
ABBREVIATED = {"api": "API", "gl": "GL", "oauth": "OAuth"}
PAGING = {
    name: parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY)
    for name, parameter in inspect.signature(calls.page_request).parameters.items()
    if name != "request"
}


def get(path: str, *, may: str | None, refuses: Refusals = (), **options: Any) -> Decorator:
    """A reading route. `may` names the permission it needs (None: none beyond being signed in, or public)."""
    return _route(litestar.get, path, may, refuses, options)


def post(path: str, *, may: str | None, refuses: Refusals = (), **options: Any) -> Decorator:
    """A creating or acting route; repeats with the same Idempotency-Key get the stored answer."""
    return _route(litestar.post, path, may, (*refuses, answers.KeyReused), options)


def put(path: str, *, may: str | None, refuses: Refusals = (), **options: Any) -> Decorator:
    """A route that sets something whole, however often it is repeated."""
    return _route(litestar.put, path, may, refuses, options)


def patch(path: str, *, may: str | None, refuses: Refusals = (), **options: Any) -> Decorator:
    """A JSON merge patch. A handler that takes `version: int` demands If-Match."""
    return _route(litestar.patch, path, may, refuses, options)


def delete(path: str, *, may: str | None, refuses: Refusals = (), **options: Any) -> Decorator:
    """A deleting route. A handler that takes `version: int` demands If-Match."""
    return _route(litestar.delete, path, may, refuses, options)


def _route(verb: Any, path: str, may: str | None, refuses: Refusals, options: dict[str, Any]) -> Decorator:
    def decorate(handler: Handler) -> HTTPRouteHandler:
        names = inspect.signature(handler).parameters
        public = "call" not in names and may is None
        versioned: Refusals = (Stale, PreconditionRequired) if "version" in names else ()
        placed: Refusals = (NotFound,) if "{" in path else ()
        all_refusals = dict.fromkeys((*ALWAYS, *(() if public else SIGNED_IN), *placed, *versioned, *refuses))
        summary, _, rest = inspect.cleandoc(handler.__doc__ or "").partition("\n")
        permission = f"Needs the permission `{may}`." if may else ""
        made: HTTPRouteHandler = verb(
            path,
            operation_id=_camel(handler.__name__),
            summary=summary.rstrip("."),
            tags=[_group(path)],
            description="\n\n".join(part for part in (rest.strip(), permission) if part) or None,
            responses=_responses(tuple(all_refusals)),
            security=[] if public else None,
            guards=[calls.admit, *options.pop("guards", ())],
            opt={**options.pop("opt", {}), "may": may, "public": public, "refuses": tuple(all_refusals)},
            **options,
        )(_within_call(handler))
        return made

    return decorate


def _group(path: str) -> str:
    """`Work orders` for `/work-orders/{id}/start`: under which heading the reference shows a route."""
    first, *others = path.strip("/.").partition("/")[0].partition(".")[0].split("-")
    return " ".join([ABBREVIATED.get(first, first.capitalize()), *others])


def _responses(refusals: Refusals) -> dict[int, ResponseSpec]:
    by_status: dict[int, list[str]] = {}
    for refusal in refusals:
        by_status.setdefault(STATUS[refusal.kind], []).append(f"`{refusal.code()}`: {refusal.title()}")
    return {
        status: ResponseSpec(
            data_container=Problem, description=". ".join(titles), media_type=PROBLEM_JSON, generate_examples=False
        )
        for status, titles in sorted(by_status.items())
    }


def _within_call(handler: Handler) -> Handler:
    signature = inspect.signature(handler)
    opener = next((name for name in ("call", "lobby") if name in signature.parameters), None)
    wants_request = "request" in signature.parameters
    paging = PAGING if "page" in signature.parameters else {}
    if opener is None:
        return handler

    @functools.wraps(handler)
    async def answer(*args: Any, request: Request[Any, Any, Any], **kwargs: Any) -> Any:
        if wants_request:
            kwargs["request"] = request
        if paging:
            kwargs["page"] = await calls.page_request(request, **{name: kwargs.pop(name) for name in paging})
        caller = calls.admitted(request)
        for attempt in range(1, ATTEMPTS + 1):
            try:
                async with calls.opened(request, caller) as call:
                    return await _answered(request, call, functools.partial(handler, *args, **{opener: call}, **kwargs))
            except (TryAgain, DatabaseAway):
                if attempt == ATTEMPTS:
                    raise
                await asyncio.sleep(0.02 * attempt**2)
        raise AssertionError("unreachable")

    # The framework reads the signature: call and page are ours to give, the request its. A page as a dependency beside
    # the filters would make it start a group of tasks for each request.
    parameters = [p for name, p in signature.parameters.items() if name not in (opener, "request", "page")]
    request_parameter = inspect.Parameter("request", inspect.Parameter.KEYWORD_ONLY, annotation=Request)
    parameters += [*paging.values(), request_parameter]
    answer.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    kept = {name: hint for name, hint in handler.__annotations__.items() if name not in (opener, "page")}
    answer.__annotations__ = {**kept, **{name: p.annotation for name, p in paging.items()}, "request": Request}
    return answer


async def _answered(request: Request[Any, Any, Any], call: Call, work: Handler) -> Any:
    """The answer of `work`, stored with its Idempotency-Key where one was sent with a POST."""
    route: Any = request.scope["route_handler"]
    # Secrets are shown once and kept nowhere: such a route says keeps_answer=False, and a repeat makes a new one.
    kept = request.method == "POST" and call.caller.tenant_id is not None and route.opt.get("keeps_answer", True)
    key = answers.key_of(request) if kept else None
    if key is None:
        return _tagged(await work())
    fingerprint = hashlib.sha256(
        b"%s?%s\n%s" % (request.url.path.encode(), request.scope["query_string"], await request.body())
    ).digest()
    stored = await answers.find(call, key, fingerprint)
    if stored is not None:
        return stored
    return await answers.keep(call, key, fingerprint, _tagged(await work()), status=route.status_code)


def _tagged(result: Any) -> Any:
    """`result`, with an ETag when it carries a version."""
    version = getattr(result, "version", None)
    if isinstance(version, int) and not isinstance(result, Response):
        return Response(result, headers={"ETag": f'"{version}"'})
    return result


def _camel(name: str) -> str:
    return re.sub(r"_([a-z])", lambda match: match[1].upper(), name)
