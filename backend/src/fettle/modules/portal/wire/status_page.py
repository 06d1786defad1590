"""The page on which somebody outside sees what became of their report."""

from litestar import Response

from fettle.modules.portal.records.public import House, PublicComment, PublicStatus
from fettle.modules.portal.rules.reports import LONGEST_TEXT, MOST_PHOTOS
from fettle.modules.portal.wire import frame
from fettle.modules.portal.wire.frame import Look, Sent
from fettle.modules.portal.wire.html import Html, el, joined, lines
from fettle.modules.portal.wire.words import day, say


def status_page(
    look: Look,
    status: PublicStatus,
    house: House,
    *,
    action: str,
    mark: str,
    sent: Sent = frame.NOTHING,
    **headers: str,
) -> Response[str]:
    """What became of a report, and a way to say more."""
    words = look.language
    heading = say(words, "your_report", number=status.number)
    body = [
        el("h1", heading),
        frame.notices(look, sent),
        _state(look, status),
        _facts(look, status, house),
        _said(look, status, house),
        _more(look, action, mark, sent),
        _hear(look, status, action, mark, sent),
    ]
    return frame.answer(look, heading, *body, status=sent.status, **headers)


def _state(look: Look, status: PublicStatus) -> Html:
    hint = say(look.language, f"{status.state}_hint")
    return el(
        "section",
        el("p", say(look.language, status.state), class_="state"),
        el("p", hint, class_="soft") if hint else None,
        el("p", lines(status.reason)) if status.reason else None,
        class_="card",
    )


def _facts(look: Look, status: PublicStatus, house: House) -> Html:
    words = look.language
    dates = (
        ("reported_on", status.reported_at),
        ("decided_on", status.decided_at),
        ("started_on", status.started_at),
        ("completed_on", status.completed_at if status.state == "done" else None),
    )
    facts = [("place", status.place), *((key, day(words, at, house.time_zone) if at else None) for key, at in dates)]
    listed = [joined(el("dt", say(words, key)), el("dd", text)) for key, text in facts if text]
    return el(
        "section",
        el("h2", say(words, "you_wrote")),
        el("p", lines(status.description or status.title)),
        el("p", say(words, "photos_sent", count=status.photos), class_="soft") if status.photos else None,
        el("dl", *listed),
        class_="card",
    )


def _said(look: Look, status: PublicStatus, house: House) -> Html | None:
    if not status.comments:
        return None
    listed = [_comment(look, each, house) for each in status.comments]
    return el("section", el("h2", say(look.language, "said_here")), *listed, class_="card")


def _comment(look: Look, comment: PublicComment, house: House) -> Html:
    who = comment.author or (house.name if comment.from_house else say(look.language, "you"))
    when = day(look.language, comment.at, house.time_zone)
    return el("div", el("p", f"{who}, {when}", class_="soft"), el("p", lines(comment.body)), class_="said")


def _more(look: Look, action: str, mark: str, sent: Sent) -> Html:
    words = look.language
    fields = [
        frame.field(
            look,
            sent,
            "text",
            say(words, "message"),
            hint=say(words, "add_hint"),
            tag="textarea",
            class_="small",
            rows="3",
            maxlength=str(LONGEST_TEXT),
        ),
        frame.photos(look, sent, MOST_PHOTOS),
        el("button", say(words, "send"), type="submit"),
    ]
    form = frame.form(look, f"{action}/comment", mark, *fields, files=True)
    return el("section", el("h2", say(words, "add")), form, class_="card")


def _hear(look: Look, status: PublicStatus, action: str, mark: str, sent: Sent) -> Html:
    words = look.language
    if status.hears_by_email:
        return el("p", say(words, "hears"), class_="soft")
    field = frame.field(
        look, sent, "email", say(words, "email"), required=True, type="email", autocomplete="email", inputmode="email"
    )
    button = el("button", say(words, "save"), type="submit", class_="plain")
    form = frame.form(look, f"{action}/email", mark, field, button)
    return el("section", el("h2", say(words, "hear")), form, class_="card")
