"""The pages for people outside, who come by a QR code or a link: served beside /v1, without script."""

from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException

from fettle.db.callers import Caller
from fettle.kit.refusals import NotFound, Refusal, TooMany
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.routes import visits
from fettle.modules.portal.routes.desk import LARGEST_FORM, VISITOR
from fettle.modules.portal.wire import frame
from fettle.modules.portal.wire.frame import Look
from fettle.modules.portal.wire.words import say
from fettle.web.problems import STATUS, broken
from fettle.web.verbs import get, post

NOT_FOUND = 404


def _refused(request: Request[Any, Any, Any], refusal: Refusal) -> Response[str]:
    """A friendly page for a refusal; of what is not there always the same."""
    words = visits.language_wanted(request)
    look = Look(language=words)
    if isinstance(refusal, NotFound):
        return frame.message(look, say(words, "gone_title"), say(words, "gone"), status=NOT_FOUND)
    text = say(words, "busy" if isinstance(refusal, TooMany) else "wrong")
    headers = {} if refusal.retry_after is None else {"Retry-After": str(refusal.retry_after)}
    return frame.message(look, say(words, "wrong_title"), text, status=STATUS[refusal.kind], **headers)


def _unreadable(request: Request[Any, Any, Any], error: HTTPException) -> Response[str]:
    """A friendly page for a request that cannot be read, or is too large."""
    words = visits.language_wanted(request)
    return frame.message(Look(language=words), say(words, "wrong_title"), say(words, "wrong"), status=error.status_code)


def _broken(request: Request[Any, Any, Any], error: Exception) -> Response[str]:
    """A friendly page for a fault of ours, which is recorded."""
    words = visits.language_wanted(request)
    status = broken(request, error).status_code or 500
    return frame.message(Look(language=words), say(words, "wrong_title"), say(words, "wrong"), status=status)


PAGE: dict[str, Any] = {
    "dependencies": VISITOR,
    "include_in_schema": False,
    "opt": {"any_query": True},
    "exception_handlers": {Refusal: _refused, HTTPException: _unreadable, Exception: _broken},
}
FORM: dict[str, Any] = {**PAGE, "status_code": 200, "request_max_body_size": LARGEST_FORM}


@get("/r/{code:str}", may=None, **PAGE)
async def show_report_page(request: Request[Any, Any, Any], code: str, desk: Desk, visitor: Caller) -> Response[str]:
    """The page of a place."""
    return await visits.show_report(request, desk, visitor, code)


@post("/r/{code:str}", may=None, **FORM)
async def send_report_page(request: Request[Any, Any, Any], code: str, desk: Desk, visitor: Caller) -> Response[str]:
    """A report."""
    return await visits.send_report(request, desk, visitor, code)


@get("/r/status/{token:str}", may=None, **PAGE)
async def show_status_page(request: Request[Any, Any, Any], token: str, desk: Desk, visitor: Caller) -> Response[str]:
    """What became of a report."""
    return await visits.show_status(request, desk, visitor, token)


@post("/r/status/{token:str}/comment", may=None, **FORM)
async def send_status_comment(
    request: Request[Any, Any, Any], token: str, desk: Desk, visitor: Caller
) -> Response[str]:
    """More about a report."""
    return await visits.send_comment(request, desk, visitor, token)


@post("/r/status/{token:str}/email", may=None, **FORM)
async def send_status_email(request: Request[Any, Any, Any], token: str, desk: Desk, visitor: Caller) -> Response[str]:
    """Where to tell of a report."""
    return await visits.send_email(request, desk, visitor, token)


@get("/c/{token:str}", may=None, **PAGE)
async def show_job_page(request: Request[Any, Any, Any], token: str, desk: Desk, visitor: Caller) -> Response[str]:
    """The job of a contractor."""
    return await visits.show_job(request, desk, visitor, token)


@post("/c/{token:str}/comment", may=None, **FORM)
async def send_job_comment(request: Request[Any, Any, Any], token: str, desk: Desk, visitor: Caller) -> Response[str]:
    """A message or photos of a contractor."""
    return await visits.send_to_job(request, desk, visitor, token, "comment")


@post("/c/{token:str}/time", may=None, **FORM)
async def send_job_time(request: Request[Any, Any, Any], token: str, desk: Desk, visitor: Caller) -> Response[str]:
    """Hours of a contractor."""
    return await visits.send_to_job(request, desk, visitor, token, "time")


@post("/c/{token:str}/done", may=None, **FORM)
async def send_job_done(request: Request[Any, Any, Any], token: str, desk: Desk, visitor: Caller) -> Response[str]:
    """The job is done."""
    return await visits.finish_job(request, desk, visitor, token)


ROUTES = [
    show_report_page,
    send_report_page,
    show_status_page,
    send_status_comment,
    send_status_email,
    show_job_page,
    send_job_comment,
    send_job_time,
    send_job_done,
]
