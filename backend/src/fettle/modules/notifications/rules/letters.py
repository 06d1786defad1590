"""Mails: one thing, or everything of a day, as text and as HTML."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from fettle.kit.letters import PAGE, Letter
from fettle.modules.notifications.records import Parcel

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "open": "Open it",
            "digest": "{many} notifications from {tenant}",
            "why": "You get this mail because of your notification settings at {tenant}.",
            "why_outside": "You get this mail because you asked for something at {tenant}.",
            "stop": "No more mails like this one",
        },
        "es": {
            "open": "Abrir",
            "digest": "{many} notificaciones de {tenant}",
            "why": "Recibe este correo por sus ajustes de notificaciones en {tenant}.",
            "why_outside": "Recibe este correo porque solicitó algo a {tenant}.",
            "stop": "No recibir más correos como este",
        },
    }
)


def subject_of_digest(many: int, language: str, tenant: str) -> str:
    """The subject of a mail that holds so many notifications."""
    return WORDS[language]["digest"].format(many=many, tenant=tenant)


def letter(parcel: Parcel) -> Letter:
    """The mail of `parcel`; what people wrote is escaped in the HTML."""
    words = WORDS[parcel.language]
    why = words["why" if parcel.member else "why_outside"].format(tenant=parcel.tenant)
    lines = parcel.lines or ((parcel.title, parcel.body, parcel.link),)
    text = ["\n".join(part for part in (title, body, link) if part) for title, body, link in lines]
    marked = [_item(title, body, link, words["open"]) for title, body, link in lines]
    foot = [why, *([f"{words['stop']}: {parcel.unsubscribe}"] if parcel.unsubscribe else [])]
    stop = f' <a href="{escape(parcel.unsubscribe)}">{escape(words["stop"])}</a>' if parcel.unsubscribe else ""
    marked.append(f'<p style="color: #666; font-size: small">{escape(why)}{stop}</p>')
    return Letter(
        subject=parcel.title,
        text="\n\n".join([*text, "-- \n" + "\n".join(foot)]) + "\n",
        html=PAGE.format(language=parcel.language, body="\n".join(marked)),
    )


def _item(title: str, body: str, link: str, words: str) -> str:
    lines = "<br>".join(escape(line) for line in body.splitlines())
    button = f'<p><a href="{escape(link)}">{escape(words)}</a></p>' if link else ""
    return f"<h2>{escape(title)}</h2>\n<p>{lines}</p>\n{button}"
