"""HTML, built so that whatever is not ours is escaped: the one place where text becomes markup."""

import base64
import hashlib
from html import escape

VOID = frozenset({"input", "br", "hr", "meta", "img"})


class Html(str):
    """Text that is markup already."""

    __slots__ = ()


Child = str | Html | None


def el(tag: str, *children: Child, **attributes: str | bool | None) -> Html:
    """An element: `class_` and `for_` lose their underscore, others become hyphens; False and None vanish."""
    given = "".join(_attribute(name, value) for name, value in attributes.items() if value not in (None, False))
    if tag in VOID:
        return Html(f"<{tag}{given}>")
    return Html(f"<{tag}{given}>{joined(*children)}</{tag}>")


def joined(*children: Child) -> Html:
    """Children one after the other, escaped unless they are markup."""
    return Html("".join(child if isinstance(child, Html) else escape(child) for child in children if child is not None))


def lines(text: str) -> Html:
    """Text with its line ends kept."""
    return Html(escape(text).replace("\n", "<br>"))


def document(language: str, title: str, style: str, body: Html) -> str:
    """A whole page."""
    return (
        f'<!doctype html><html lang="{escape(language)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        '<meta name="robots" content="noindex"><meta name="color-scheme" content="light dark">'
        f"<title>{escape(title)}</title><style>{style}</style></head><body>{body}</body></html>"
    )


def policy(style: str) -> str:
    """The Content-Security-Policy of a page with this one style and nothing else: no script, no third party."""
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def _attribute(name: str, value: str | bool | None) -> str:
    name = name.rstrip("_").replace("_", "-")
    return f" {name}" if value is True else f' {name}="{escape(str(value))}"'
