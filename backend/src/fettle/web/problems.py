"""Refusals and faults become problem documents (RFC 9457)."""

import re
from http import HTTPStatus
from typing import Any

import msgspec
import structlog
from litestar import Request, Response
from litestar.exceptions import (
    ClientException,
    HTTPException,
    MethodNotAllowedException,
    NotFoundException,
    ValidationException,
)
from pydantic.alias_generators import to_camel

from fettle.kit.refusals import Fault, Invalid, Kind, Malformed, NotFound, Refusal, TooLarge

STATUS: dict[Kind, int] = {
    Kind.MALFORMED: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.FORBIDDEN: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.GONE: 410,
    Kind.STALE: 412,
    Kind.TOO_LARGE: 413,
    Kind.UNSUPPORTED: 415,
    Kind.INVALID: 422,
    Kind.PRECONDITION_REQUIRED: 428,
    Kind.TOO_MANY: 429,
    Kind.UNAVAILABLE: 503,
}
TYPE_PREFIX = "/problems/"
PROBLEM_JSON = "application/problem+json"
MOST_FAULTS = 100
_MISSING = re.compile(r"Missing required query parameter '([^']+)'")
log = structlog.get_logger("fettle.web")


class Problem(msgspec.Struct, frozen=True, kw_only=True, rename="camel"):
    """An error answer. `type` is stable; `errors` name each field and what to do; quote `requestId` to support."""

    type: str
    title: str
    status: int
    detail: str
    instance: str
    request_id: str
    errors: list[Fault] = []


def refused(request: Request[Any, Any, Any], refusal: Refusal) -> Response[Problem]:
    """The answer to a refusal."""
    status = STATUS[refusal.kind]
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        log.warning("unavailable", problem=refusal.code(), cause=type(refusal.__context__).__name__)
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    if status == HTTPStatus.UNAUTHORIZED:
        headers["WWW-Authenticate"] = "Bearer"
    return _answer(request, refusal.code(), refusal.title(), status, refusal.detail, list(refusal.faults), headers)


def http_refused(request: Request[Any, Any, Any], error: HTTPException) -> Response[Problem]:
    """The answer to what the web framework itself refuses: no such path, wrong method, unreadable parameters."""
    match error:
        case ValidationException():
            faults = _faults(request, error)
            return _answer(request, "invalid", Invalid.title(), 422, "Some values cannot be accepted.", faults)
        case NotFoundException():
            return _answer(request, "not-found", NotFound.title(), 404, NotFound.title())
        case MethodNotAllowedException():
            allowed = "This address does not take this method"
            return _answer(request, "method-not-allowed", allowed, 405, allowed, headers=dict(error.headers or {}))
        case ClientException() if error.status_code == HTTPStatus.BAD_REQUEST:
            return _answer(request, "malformed", Malformed.title(), 400, Malformed.title())
        case ClientException() if error.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE:
            return _answer(request, TooLarge.code(), TooLarge.title(), 413, TooLarge.title())
        case _ if error.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR:
            return broken(request, error)
    phrase = HTTPStatus(error.status_code).phrase
    return _answer(request, phrase.lower().replace(" ", "-"), phrase, error.status_code, phrase)


def broken(request: Request[Any, Any, Any], error: Exception) -> Response[Problem]:
    """The answer to a fault of ours: what happened stays in the log, found by the request id."""
    log.error("request failed", exc_info=error)
    return _answer(
        request, "internal", "Something went wrong on our side", 500, "The fault was recorded. Nothing was changed."
    )


def _answer(  # noqa: PLR0917
    request: Request[Any, Any, Any],
    code: str,
    title: str,
    status: int,
    detail: str,
    faults: list[Fault] | None = None,
    headers: dict[str, str] | None = None,
) -> Response[Problem]:
    problem = Problem(
        type=TYPE_PREFIX + code,
        title=title,
        status=status,
        detail=detail,
        instance=request.url.path,
        request_id=request.scope["state"].get("request_id", ""),
        errors=(faults or [])[:MOST_FAULTS],
    )
    return Response(problem, status_code=status, headers=headers or {}, media_type=PROBLEM_JSON)


def _faults(request: Request[Any, Any, Any], error: ValidationException) -> list[Fault]:
    if missing := _MISSING.match(str(error.detail)):
        return [Fault(f"?{missing[1]}", "required", "is needed")]
    items = [item for item in error.extra or [] if isinstance(item, dict)]
    if any(item.get("key") == "data" for item in items):
        return [Fault("/", "missing", "send a JSON body; {} where nothing need be said")]
    return [Fault(_pointer(request, str(item.get("key", ""))), "invalid", str(item.get("message"))) for item in items]


def _pointer(request: Request[Any, Any, Any], key: str) -> str:
    name = _parameter(request.scope["route_handler"], key) or to_camel(key)
    return f"?{name}" if name in request.query_params or not request.scope["path_params"] else f"/{name}"


def _parameter(route: Any, key: str) -> str | None:
    """The name of the query parameter that the handler, or something it depends on, takes as `key`."""
    takers = [route, *route.resolve_dependencies().values()]
    fields = (taker.parsed_fn_signature.parameters.get(key) for taker in takers)
    return next((getattr(field.kwarg_definition, "name", None) for field in fields if field), None)
