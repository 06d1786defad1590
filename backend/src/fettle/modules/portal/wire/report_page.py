"""The page behind a QR code."""

from litestar import Response

from fettle.modules.portal.records.places import Ask
from fettle.modules.portal.records.public import House, PublicPage
from fettle.modules.portal.rules.reports import LONGEST_LINE, LONGEST_TEXT, MOST_PHOTOS
from fettle.modules.portal.wire import frame
from fettle.modules.portal.wire.frame import Look, Sent
from fettle.modules.portal.wire.html import Html, el, lines
from fettle.modules.portal.wire.words import day, say


def report_page(
    look: Look,
    page: PublicPage,
    house: House,
    *,
    action: str,
    mark: str,
    sent: Sent = frame.NOTHING,
    inside: str | None = None,
    **headers: str,
) -> Response[str]:
    """Report a problem here: one field is needed. `inside` leads whoever works here to this place in the field app."""
    words = look.language
    heading = page.title or (
        say(words, "report_at", place=page.place) if page.place is not None else say(words, "report")
    )
    said = [
        el("h1", heading),
        el("p", page.place, class_="soft") if page.title and page.place else None,
        el("p", lines(page.greeting)) if page.greeting else None,
    ]
    again = el("p", say(words, "photos_again"), class_="hint") if sent.typed and page.photos else None
    fields = [_text(look, sent), _category(look, page, sent), again]
    fields += [frame.photos(look, sent, MOST_PHOTOS) if page.photos else None, *_person(look, page, sent)]
    fields += [el("button", say(words, "send"), type="submit")]
    form = el("div", frame.form(look, action, mark, *fields, files=page.photos), class_="card")
    body = [*said, frame.notices(look, sent), _known(look, page, house), form]
    body += [el("p", el("a", say(words, "inside"), href=inside), class_="soft") if inside else None]
    return frame.answer(look, heading, *body, status=sent.status, **headers)


def _text(look: Look, sent: Sent) -> Html:
    hint, label = say(look.language, "what_hint"), say(look.language, "what")
    return frame.field(
        look, sent, "text", label, hint=hint, required=True, tag="textarea", rows="5", maxlength=str(LONGEST_TEXT)
    )


def _category(look: Look, page: PublicPage, sent: Sent) -> Html | None:
    options = {str(each.id): each.name for each in page.categories}
    return frame.choice(look, sent, "category", say(look.language, "category"), options) if options else None


def _person(look: Look, page: PublicPage, sent: Sent) -> list[Html | None]:
    asked = {
        "name": (page.ask_name, {"autocomplete": "name"}),
        "email": (page.ask_email, {"type": "email", "autocomplete": "email", "inputmode": "email"}),
        "phone": (page.ask_phone, {"type": "tel", "autocomplete": "tel", "inputmode": "tel"}),
    }
    return [
        frame.field(
            look,
            sent,
            name,
            say(look.language, name),
            hint=say(look.language, "email_hint") if name == "email" else "",
            required=ask is Ask.REQUIRED,
            maxlength=str(LONGEST_LINE),
            **options,
        )
        for name, (ask, options) in asked.items()
        if ask is not Ask.NO
    ]


def _known(look: Look, page: PublicPage, house: House) -> Html | None:
    if not page.open_problems and not page.waiting:
        return None
    words = look.language
    listed = [
        el(
            "li",
            each.title,
            " ",
            el("span", _known_since(words, each.status, day(words, each.since, house.time_zone)), class_="soft"),
        )
        for each in page.open_problems
    ]
    waiting = say(words, "waiting_one" if page.waiting == 1 else "waiting_many", count=page.waiting)
    return el(
        "section",
        el("h2", say(words, "known")),
        el("p", say(words, "known_hint"), class_="soft") if listed else None,
        el("ul", *listed) if listed else None,
        el("p", waiting, class_="soft") if page.waiting else None,
        class_="card",
    )


def _known_since(words: str, status: str, since: str) -> str:
    state = {"in_progress": "under_way", "on_hold": "paused"}.get(status, "accepted")
    return f"({say(words, state)}, {say(words, 'since', date=since)})"
