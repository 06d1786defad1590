"""Letters: what is mailed to people, in their language, as text and as HTML out of one template."""

from collections.abc import Mapping
from html import escape

import msgspec

FALLBACK = "en"
PAGE = """<!doctype html>
<html lang="{language}">
<body style="font-family: sans-serif; line-height: 1.5; max-width: 36em">
{body}
</body>
</html>
"""


class Template(msgspec.Struct, frozen=True):
    """A letter with `{places}` for values: its subject, what stands before the link and after, and the link's words."""

    subject: str
    before: tuple[str, ...]
    button: str = ""
    after: tuple[str, ...] = ()


class Letter(msgspec.Struct, frozen=True):
    """A letter as it is sent."""

    subject: str
    text: str
    html: str


def language_of(locale: str | None, templates: Mapping[str, Template]) -> str:
    """The language of `templates` for somebody with this locale (`es-MX` reads `es`), English unless there is one."""
    language = (locale or FALLBACK).replace("_", "-").partition("-")[0].lower()
    return language if language in templates else FALLBACK


def written(templates: Mapping[str, Template], locale: str | None, *, link: str = "", **values: str) -> Letter:
    """The letter in the language of `locale`; values are put in as they are into the text, escaped into the HTML."""
    language = language_of(locale, templates)
    template = templates[language]
    before = [paragraph.format(**values) for paragraph in template.before]
    after = [paragraph.format(**values) for paragraph in template.after]
    button = f'<p><a href="{escape(link)}">{escape(template.button)}</a></p>'
    marked = [*map(_paragraph, before), *([button] if link else []), *map(_paragraph, after)]
    return Letter(
        subject=" ".join(template.subject.format(**values).split()),
        text="\n\n".join([*before, *([link] if link else []), *after]) + "\n",
        html=PAGE.format(language=language, body="\n".join(marked)),
    )


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
