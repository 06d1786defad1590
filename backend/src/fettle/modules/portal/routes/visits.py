"""What happens when a form of a page comes back: sent, or shown again with what was typed and what hinders it."""

from collections.abc import Awaitable, Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any
from urllib.parse import quote
from uuid import UUID

import msgspec
from litestar import Request, Response

from fettle.db.callers import Caller
from fettle.kit.refusals import Invalid, NotFound, Refusal, TooMany, Unavailable
from fettle.modules.portal.actions import contractors, reporting, status
from fettle.modules.portal.credentials.tokens import Mark, form_mark, read_mark
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.contractors import Done, Time
from fettle.modules.portal.records.public import House, Photo, Report
from fettle.modules.portal.routes.desk import read_form
from fettle.modules.portal.rules.contractors import NotInThisLink
from fettle.modules.portal.rules.pages import language as language_of
from fettle.modules.portal.wire import frame
from fettle.modules.portal.wire.frame import Look, Sent
from fettle.modules.portal.wire.job_page import job_page
from fettle.modules.portal.wire.report_page import report_page
from fettle.modules.portal.wire.status_page import status_page
from fettle.modules.portal.wire.words import say
from fettle.modules.work_orders import public as work_orders

Asked = Request[Any, Any, Any]
Show = Callable[..., Response[str]]
SEE_OTHER = 303
TOO_MANY = 429
INVALID = 422
AWAY = 503


class Filled(msgspec.Struct, frozen=True):
    """A form as it came back."""

    typed: Mapping[str, str]
    photos: list[Photo]
    tasks: list[str]


async def show_report(request: Asked, desk: Desk, visitor: Caller, code: str) -> Response[str]:
    """The page of a place."""
    shown = await reporting.show(desk, visitor, code)
    return _report_page(request, desk, code, shown)


async def send_report(request: Asked, desk: Desk, visitor: Caller, code: str) -> Response[str]:
    """Take a report and lead to its status, or show the page again."""
    shown = await reporting.look(desk, visitor, code)
    filled = await _filled(request)
    words = _look(request, shown.house, shown.page.language, filled).language
    hindered = _hindered(desk, code.lower(), filled, words)
    if hindered is not None:
        return _report_page(request, desk, code, shown, filled, hindered)
    try:
        received = await reporting.report(
            desk, visitor, shown, _report(filled), filled.photos, submission=filled.typed.get("mark"), language=words
        )
    except NotFound:
        raise
    except Refusal as refusal:
        return _report_page(request, desk, code, shown, filled, _refused(refusal, filled, words))
    return _lead_to(f"/r/status/{received.status_token}", words, "report")


async def show_status(request: Asked, desk: Desk, visitor: Caller, token: str) -> Response[str]:
    """What became of a report."""
    followed = await status.follow(desk, visitor, token)
    look = _look(request, followed.house, followed.language)
    return _status_page(request, desk, token, followed, Sent(good=_good(request, look.language)))


async def send_comment(request: Asked, desk: Desk, visitor: Caller, token: str) -> Response[str]:
    """Take what somebody adds to their report."""
    followed = await status.follow(desk, visitor, token)

    def again(sent: Sent) -> Response[str]:
        return _status_page(request, desk, token, followed, sent)

    async def send(filled: Filled) -> None:
        text, mark = filled.typed.get("text", ""), filled.typed.get("mark")
        await status.comment(desk, visitor, token, text, filled.photos, submission=mark)

    return await _sent(request, desk, token, followed.house, again, send, f"/r/status/{token}")


async def send_email(request: Asked, desk: Desk, visitor: Caller, token: str) -> Response[str]:
    """Take the address at which somebody wants to hear of their report."""
    followed = await status.follow(desk, visitor, token)

    def again(sent: Sent) -> Response[str]:
        return _status_page(request, desk, token, followed, sent)

    async def send(filled: Filled) -> None:
        await status.tell(desk, visitor, token, filled.typed.get("email", ""))

    return await _sent(request, desk, token, followed.house, again, send, f"/r/status/{token}")


async def show_job(request: Asked, desk: Desk, visitor: Caller, token: str) -> Response[str]:
    """The job of a contractor."""
    seen = await contractors.see(desk, visitor, token)
    words = _look(request, seen.house, None).language
    return _job_page(request, desk, token, seen, Sent(good=_good(request, words)))


async def send_to_job(request: Asked, desk: Desk, visitor: Caller, token: str, kind: str) -> Response[str]:
    """Take a message, photos or hours of a contractor."""
    seen = await contractors.see(desk, visitor, token)

    def again(sent: Sent) -> Response[str]:
        return _job_page(request, desk, token, seen, sent)

    async def send(filled: Filled) -> None:
        mark = filled.typed.get("mark")
        if kind == "time":
            await contractors.time(desk, visitor, token, _time(filled), submission=mark)
        else:
            text = filled.typed.get("text", "")
            await contractors.comment(desk, visitor, token, text, filled.photos, submission=mark)

    return await _sent(request, desk, token, seen.house, again, send, f"/c/{token}")


async def finish_job(request: Asked, desk: Desk, visitor: Caller, token: str) -> Response[str]:
    """Take it that the job is done, and close the page."""
    seen = await contractors.see(desk, visitor, token)
    filled = await _filled(request)
    look = _look(request, seen.house, None, filled)
    hindered = _hindered(desk, token, filled, look.language)
    if hindered is not None:
        return _job_page(request, desk, token, seen, hindered)
    done = Done(note=filled.typed.get("done_note") or None, task_ids=_ids(filled.tasks))
    try:
        await contractors.done(desk, visitor, token, done)
    except NotFound:
        raise
    except Refusal as refusal:
        return _job_page(request, desk, token, seen, _refused(refusal, filled, look.language))
    return frame.message(look, seen.job.title, say(look.language, "job_done"), status=200)


def language_wanted(request: Asked) -> str:
    """The language of a page about which nothing else is known."""
    return language_of(request.query_params.get("lang"), request.headers.get("accept-language", ""), None, "en")


async def _sent(  # noqa: PLR0917
    request: Asked,
    desk: Desk,
    subject: str,
    house: House,
    again: Callable[[Sent], Response[str]],
    send: Callable[[Filled], Awaitable[None]],
    lead_to: str,
) -> Response[str]:
    filled = await _filled(request)
    words = _look(request, house, None, filled).language
    hindered = _hindered(desk, subject, filled, words)
    if hindered is not None:
        return again(hindered)
    try:
        await send(filled)
    except NotFound:
        raise
    except Refusal as refusal:
        return again(_refused(refusal, filled, words))
    return _lead_to(lead_to, words, "more")


def _hindered(desk: Desk, subject: str, filled: Filled, words: str) -> Sent | None:
    """What keeps a form from being taken: a machine filled it in, too quickly or from elsewhere, or it is too old."""
    mark = read_mark(desk.secret, subject, filled.typed.get("mark", ""), desk.door.clock())
    if mark is Mark.GOOD and not filled.typed.get("website"):
        return None
    typed = {name: text for name, text in filled.typed.items() if mark is Mark.TOO_SOON or name != "mark"}
    return Sent(typed=typed, notice=say(words, "try_again"), status=INVALID)


def _refused(refusal: Refusal, filled: Filled, words: str) -> Sent:
    if isinstance(refusal, TooMany):
        notice = say(words, "slow_down", seconds=refusal.retry_after or 60)
        return Sent(typed=filled.typed, notice=notice, status=TOO_MANY)
    faults = {fault.pointer.split("/")[1]: fault.code for fault in refusal.faults if fault.pointer.startswith("/")}
    named = {"categoryId": "category", "taskIds": "task", "lines": "hours"}
    shown = {named.get(name, name): code for name, code in faults.items()}
    status = AWAY if isinstance(refusal, Unavailable) else INVALID
    return Sent(typed=filled.typed, faults=shown, notice=_notice(refusal, words), status=status)


def _notice(refusal: Refusal, words: str) -> str | None:
    if isinstance(refusal, work_orders.TasksUnanswered):
        return say(words, "unanswered")
    if isinstance(refusal, work_orders.NotPossibleNow):
        return say(words, "not_now")
    if isinstance(refusal, NotInThisLink):
        return say(words, "not_allowed")
    return None if refusal.faults else say(words, "try_again")


def _report_page(  # noqa: PLR0917
    request: Asked,
    desk: Desk,
    code: str,
    shown: reporting.Shown,
    filled: Filled | None = None,
    sent: Sent = frame.NOTHING,
) -> Response[str]:
    action = f"/r/{quote(code)}"
    look = msgspec.structs.replace(_look(request, shown.house, shown.page.language, filled), path=action)
    # Opens the app where it is installed, the browser elsewhere.
    inside = f"/field{action}" if request.app.state.settings.has_field else None
    mark = _mark(desk, code.lower(), sent)
    return report_page(look, shown.page, shown.house, action=action, mark=mark, sent=sent, inside=inside)


def _status_page(request: Asked, desk: Desk, token: str, followed: status.Followed, sent: Sent) -> Response[str]:
    action = f"/r/status/{token}"
    look = _look(request, followed.house, followed.language, typed=sent.typed)
    look = msgspec.structs.replace(look, path=action)
    return status_page(look, followed.status, followed.house, action=action, mark=_mark(desk, token, sent), sent=sent)


def _job_page(request: Asked, desk: Desk, token: str, seen: contractors.Seen, sent: Sent) -> Response[str]:
    look = msgspec.structs.replace(_look(request, seen.house, None, typed=sent.typed), path=f"/c/{token}")
    return job_page(
        look, seen.job, seen.house.time_zone, action=f"/c/{token}", mark=_mark(desk, token, sent), sent=sent
    )


def _mark(desk: Desk, subject: str, sent: Sent) -> str:
    """The mark that the form came with, so that it counts as the same; a new one for a new form."""
    return sent.typed.get("mark") or form_mark(desk.secret, subject, desk.door.clock())


def _look(
    request: Asked,
    house: House,
    settled: str | None,
    filled: Filled | None = None,
    typed: Mapping[str, str] | None = None,
) -> Look:
    sent = filled.typed if filled is not None else typed or {}
    chosen = request.query_params.get("lang") or sent.get("lang")
    words = language_of(chosen, request.headers.get("accept-language", ""), settled, house.locale)
    return Look(language=words, tenant=house.name, colour=house.colour)


def _good(request: Asked, words: str) -> str | None:
    sent = request.query_params.get("sent")
    return say(words, "sent" if sent == "report" else "noted") if sent in ("report", "more") else None


def _lead_to(path: str, words: str, sent: str) -> Response[str]:
    headers = {"Location": f"{path}?lang={words}&sent={sent}"}
    return Response("", status_code=SEE_OTHER, headers=headers, media_type="text/html")


async def _filled(request: Asked) -> Filled:
    lines, photos = await read_form(request)
    return Filled(dict(lines), photos, [value for name, value in lines if name == "task"])


def _report(filled: Filled) -> Report:
    typed = filled.typed
    return Report(
        text=typed.get("text", ""),
        name=typed.get("name"),
        email=typed.get("email"),
        phone=typed.get("phone"),
        category_id=next(iter(_ids([typed.get("category", "")])), None),
    )


def _time(filled: Filled) -> Time:
    try:
        hours = Decimal(filled.typed.get("hours", "").strip().replace(",", "."))
    except InvalidOperation:
        raise Invalid.at("/hours", "invalid", "is no number") from None
    return Time(hours=hours, note=filled.typed.get("note") or None)


def _ids(given: list[str]) -> list[UUID]:
    try:
        return [UUID(each) for each in given if each]
    except ValueError:
        raise Invalid.at("/category", "unknown", "is not a choice here") from None
