"""What all pages share: the frame, fields with their faults, notices."""

from collections.abc import Mapping
from typing import Any

import msgspec
from litestar import Response

from fettle.modules.portal.rules.pages import LANGUAGES
from fettle.modules.portal.wire import html, style
from fettle.modules.portal.wire.html import Html, el, joined
from fettle.modules.portal.wire.words import say


class Look(msgspec.Struct, frozen=True, kw_only=True):
    """How a page is dressed: its language, whose it is and their colour; `path` is where it is opened again."""

    language: str = "en"
    tenant: str = "Fettle"
    path: str = ""
    colour: str | None = None


class Sent(msgspec.Struct, frozen=True, kw_only=True):
    """What came with a form, to be shown again: what was typed, what is wrong with it, and a notice above."""

    typed: Mapping[str, str] = {}
    faults: Mapping[str, str] = {}
    notice: str | None = None
    good: str | None = None
    status: int = 200


NOTHING = Sent()


def answer(look: Look, title: str, *body: Html | None, status: int = 200, **headers: str) -> Response[str]:
    """A whole page as it is answered; nothing but its own style may be loaded."""
    sheet = style.style(look.colour)
    page = joined(
        el("header", el("p", look.tenant)),
        el("main", *body),
        el("footer", _other_language(look)),
    )
    return Response(
        html.document(look.language, f"{title} – {look.tenant}", sheet, page),
        status_code=status,
        media_type="text/html",
        headers={"Content-Security-Policy": html.policy(sheet), "Content-Language": look.language, **headers},
    )


def message(look: Look, title: str, text: str, *, status: int, **headers: str) -> Response[str]:
    """A page that says one thing."""
    card = el("div", el("h1", title), el("p", text), class_="card")
    return answer(look, title, card, status=status, **headers)


def notices(look: Look, sent: Sent) -> Html:
    """What is to be said above a form: that it arrived, or what hinders it."""
    good = el("div", el("p", sent.good), class_="notice good", role="status") if sent.good else None
    text = sent.notice or (say(look.language, "mend") if sent.faults else None)
    bad = el("div", el("p", text), class_="notice", role="alert") if text else None
    return joined(good, bad)


def form(look: Look, action: str, mark: str, *fields: Html | None, files: bool = False) -> Html:
    """A form with its mark, and a field that only machines fill in."""
    trapped = f"website-{action.rpartition('/')[2]}"
    trap = el(
        "div",
        el("label", say(look.language, "honeypot"), for_=trapped),
        el("input", id=trapped, name="website", type="text", tabindex="-1", autocomplete="off"),
        class_="hp",
        aria_hidden="true",
    )
    hidden = joined(
        el("input", type="hidden", name="mark", value=mark),
        el("input", type="hidden", name="lang", value=look.language),
    )
    encoding = "multipart/form-data" if files else None
    return el("form", hidden, trap, *fields, method="post", action=action, enctype=encoding, novalidate=True)


def field(
    look: Look, sent: Sent, name: str, label: str, *, hint: str = "", required: bool = False, **given: str
) -> Html:
    """A line to fill in, with its label, hint and fault. `tag` makes it another element, `inner` what stands in it."""
    tag, typed = given.pop("tag", "input"), sent.typed.get(name, "")
    fault = sent.faults.get(name)
    described = " ".join(part for part, there in ((f"{name}-hint", hint), (f"{name}-bad", fault)) if there)
    marks: dict[str, str | bool | None] = {
        "id": name,
        "name": name,
        "required": required,
        "aria_invalid": "true" if fault else None,
        "aria_describedby": described or None,
        **given,
    }
    shown = el("textarea", typed, **marks) if tag == "textarea" else el("input", **marks, value=typed or None)
    optional = None if required else el("span", " " + say(look.language, "optional"), class_="soft")
    return el("div", el("label", label, optional, for_=name), *_around(look, name, hint, fault, shown), class_="field")


def choice(
    look: Look, sent: Sent, name: str, label: str, options: Mapping[str, str], *, required: bool = False
) -> Html:
    """A choice of one."""
    chosen, fault = sent.typed.get(name, ""), sent.faults.get(name)
    listed = [el("option", say(look.language, "choose"), value="")]
    listed += [el("option", text, value=value, selected=value == chosen) for value, text in options.items()]
    shown = el("select", *listed, id=name, name=name, required=required, aria_invalid="true" if fault else None)
    optional = None if required else el("span", " " + say(look.language, "optional"), class_="soft")
    return el("div", el("label", label, optional, for_=name), *_around(look, name, "", fault, shown), class_="field")


def photos(look: Look, sent: Sent, most: int) -> Html:
    """Where photos are chosen."""
    hint = say(look.language, "photos_hint", most=most)
    options: dict[str, Any] = {"type": "file", "accept": "image/*", "multiple": "multiple"}
    shown = msgspec.structs.replace(sent, typed={**sent.typed, "photos": ""})
    return field(look, shown, "photos", say(look.language, "photos"), hint=hint, **options)


def fault_words(language: str, code: str) -> str:
    """What a fault is called on a page."""
    known = ("required", "too_long", "invalid", "unknown", "too_many", "too_large", "not_a_photo", "not_here")
    return say(language, code if code in (*known, "out_of_range") else "invalid")


def _around(look: Look, name: str, hint: str, fault: str | None, shown: Html) -> list[Html | None]:
    return [
        el("p", hint, class_="hint", id=f"{name}-hint") if hint else None,
        shown,
        el("p", fault_words(look.language, fault), class_="bad", id=f"{name}-bad") if fault else None,
    ]


def _other_language(look: Look) -> Html:
    other = next(each for each in LANGUAGES if each != look.language)
    return el(
        "p", el("a", say(look.language, "other_language"), href=f"{look.path}?lang={other}", hreflang=other, lang=other)
    )
