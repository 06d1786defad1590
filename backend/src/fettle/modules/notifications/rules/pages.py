"""The two small pages behind the link that stops mails."""

from collections.abc import Mapping
from html import escape
from types import MappingProxyType

from fettle.kit.letters import PAGE
from fettle.modules.notifications.rules import unsubscribing
from fettle.modules.notifications.rules.wording import language_of

WORDS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "ask": "Do you want to get no more mails of this kind?",
            "yes": "Stop these mails",
            "done": "You will get no more mails of this kind from {tenant}.",
        },
        "es": {
            "ask": "¿Desea no recibir más correos de este tipo?",
            "yes": "No recibir más",
            "done": "No recibirá más correos de este tipo de {tenant}.",
        },
    }
)


def ask(secret: bytes, token: str, accepted: str | None) -> str:
    """A page that asks. Raises `LinkIsNotOurs`."""
    unsubscribing.read(secret, token)
    language = language_of((accepted or "").partition(",")[0])
    words = WORDS[language]
    button = f'<form method="post"><button type="submit">{escape(words["yes"])}</button></form>'
    return PAGE.format(language=language, body=f"<p>{escape(words['ask'])}</p>\n{button}")


def done(tenant: str, accepted: str | None) -> str:
    """A page that says that it is done."""
    language = language_of((accepted or "").partition(",")[0])
    return PAGE.format(language=language, body=f"<p>{escape(WORDS[language]['done'].format(tenant=tenant))}</p>")
