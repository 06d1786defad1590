"""Open311 GeoReport v2, served beside /v1: its addresses, names and errors are those of the specification."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from fettle.db.callers import Caller
from fettle.kit.refusals import Kind, Refusal
from fettle.modules.portal.actions import open311 as actions
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.routes.desk import SUBMITTING, VISITOR, read_form
from fettle.modules.portal.rules import open311 as rules
from fettle.modules.portal.rules.codes import NothingHere
from fettle.modules.portal.wire import open311 as wire
from fettle.web.problems import STATUS, broken
from fettle.web.verbs import get, post

Asked = Request[Any, Any, Any]
AS_THEY_ARE = (Kind.NOT_FOUND, Kind.FORBIDDEN, Kind.TOO_MANY, Kind.UNAVAILABLE, Kind.TOO_LARGE)


def _refused(request: Asked, refusal: Refusal) -> Response[bytes]:
    """A refusal as the specification words it: 404, 403, and 400 for anything else that is asked wrongly."""
    status = STATUS[refusal.kind] if refusal.kind in AS_THEY_ARE else 400
    return wire.errors(_kind(request), status, refusal.detail, refusal.retry_after)


def _unreadable(request: Asked, error: HTTPException) -> Response[bytes]:
    """A request that the framework could not read."""
    return wire.errors(_kind(request), error.status_code, "The request cannot be read.")


def _broken(request: Asked, error: Exception) -> Response[bytes]:
    """A fault of ours, which is recorded."""
    status = broken(request, error).status_code or 500
    return wire.errors(_kind(request), status, "Something went wrong on our side.")


def _kind(request: Asked) -> str:
    return "json" if request.url.path.endswith(".json") else "xml"


OPEN311: dict[str, Any] = {
    "include_in_schema": False,
    "opt": {"any_query": True},
    "exception_handlers": {Refusal: _refused, HTTPException: _unreadable, Exception: _broken},
}


@get("/open311/{slug:str}/v2/{resource:str}", may=None, dependencies=VISITOR, **OPEN311)
async def read_open311(request: Asked, slug: str, resource: str, desk: Desk, visitor: Caller) -> Response[bytes]:
    """Services, requests, or where they are."""
    return await _read(request, slug, resource, desk, visitor)


@get("/open311/{slug:str}/v2/{collection:str}/{resource:str}", may=None, dependencies=VISITOR, **OPEN311)
async def read_one_of_open311(  # noqa: PLR0917
    slug: str, collection: str, resource: str, desk: Desk, visitor: Caller, request: Asked
) -> Response[bytes]:
    """One service, request or token."""
    return await _read_one(slug, collection, resource, desk, visitor)


@post("/open311/{slug:str}/v2/{resource:str}", may=None, dependencies=SUBMITTING, status_code=201, **OPEN311)
async def create_open311_request(  # noqa: PLR0917
    request: Asked, slug: str, resource: str, desk: Desk, visitor: Caller, submission: str | None
) -> Response[bytes]:
    """A request of a client."""
    return await _create(request, slug, resource, desk, visitor, submission)


async def _read(request: Asked, slug: str, resource: str, desk: Desk, visitor: Caller) -> Response[bytes]:
    name, kind = rules.split(resource)
    if name == "services":
        found = await actions.services(desk, visitor, slug)
        return wire.listed(kind, "services", "service", [wire.service(each) for each in found])
    if name == "requests":
        asked = await actions.some(desk, visitor, slug, dict(request.query_params))
        return wire.listed(kind, "service_requests", "request", [wire.request(each) for each in asked])
    if name != "discovery":
        raise NothingHere()
    await actions.services(desk, visitor, slug)
    return wire.discovery(kind, contact=desk.base_url, url=f"{desk.base_url}/open311/{slug}/v2")


async def _read_one(slug: str, collection: str, resource: str, desk: Desk, visitor: Caller) -> Response[bytes]:
    name, kind = rules.split(resource)
    if collection == "services":
        return wire.definition(kind, await actions.definition(desk, visitor, slug, name))
    if collection not in ("requests", "tokens"):
        raise NothingHere()
    found = await actions.one(desk, visitor, slug, name)
    token = {"service_request_id": found.service_request_id, "token": name}
    item = wire.request(found) if collection == "requests" else token
    return wire.listed(kind, "service_requests", "request", [item])


async def _create(  # noqa: PLR0917
    request: Asked, slug: str, resource: str, desk: Desk, visitor: Caller, submission: str | None
) -> Response[bytes]:
    name, kind = rules.split(resource)
    if name != "requests":
        raise NothingHere()
    lines, _ = await read_form(request)
    number = await actions.create(desk, visitor, slug, dict(lines), submission=submission)
    made = {"service_request_id": str(number), "service_notice": None, "account_id": None}
    return wire.listed(kind, "service_requests", "request", [made], status=201)


ROUTES = [read_open311, read_one_of_open311, create_open311_request]
