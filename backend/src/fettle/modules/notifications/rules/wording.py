"""What notifications say, in English and Spanish."""

import re
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from fettle.modules.notifications.records import Kind

FALLBACK = "en"
LONGEST = 500
MOMENTS = frozenset({"due"})
TERMED = frozenset({"status", "outcome", "what", "reason"})
TERMS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "en": {
            "new": "new",
            "approved": "approved",
            "in_progress": "in progress",
            "on_hold": "on hold",
            "complete": "complete",
            "closed": "closed",
            "cancelled": "cancelled",
            "skipped": "skipped",
            "outcome:approved": "approved, it will be done",
            "outcome:declined": "declined",
            "outcome:duplicate": "known already, both are handled together",
            "outcome:complete": "done",
            "outcome:cancelled": "given up",
            "plan:stopped": "has stopped",
            "plan:paused": "is paused",
            "plan:ended": "It has come to its end.",
            "plan:assets_gone": "Its assets are gone or retired.",
            "plan:meters_gone": "Its meters are gone.",
            "plan:site_gone": "Its site is gone.",
            "webhook:person": "Somebody switched it off.",
            "webhook:gone": "Its receiver said that it is gone.",
            "webhook:failing": "Its receiver has not answered for too long.",
            "webhook:owner_left": "Who it belonged to may not read events any more.",
        },
        "es": {
            "new": "nueva",
            "approved": "aprobada",
            "in_progress": "en curso",
            "on_hold": "en espera",
            "complete": "terminada",
            "closed": "cerrada",
            "cancelled": "cancelada",
            "skipped": "omitida",
            "outcome:approved": "aprobada, se va a realizar",
            "outcome:declined": "rechazada",
            "outcome:duplicate": "ya conocida, se atenderán juntas",
            "outcome:complete": "resuelta",
            "outcome:cancelled": "no se realizará",
            "plan:stopped": "se ha detenido",
            "plan:paused": "está en pausa",
            "plan:ended": "Ha llegado a su fin.",
            "plan:assets_gone": "Sus activos ya no existen o están retirados.",
            "plan:meters_gone": "Sus medidores ya no existen.",
            "plan:site_gone": "Su sitio ya no existe.",
            "webhook:person": "Alguien lo desactivó.",
            "webhook:gone": "El receptor indicó que ya no existe.",
            "webhook:failing": "El receptor lleva demasiado tiempo sin responder.",
            "webhook:owner_left": "La persona a la que pertenecía ya no puede leer eventos.",
        },
    }
)
_AT = ("At {site}",)
_EN = ("En {site}",)
WORDS: Mapping[Kind, Mapping[str, tuple[str, ...]]] = MappingProxyType(
    {
        Kind.ASSIGNED: {
            "en": ("Assigned to you: {number} {title}", "By {who}", *_AT, "Due {due}"),
            "es": ("Se le ha asignado: {number} {title}", "Por {who}", *_EN, "Vence el {due}"),
        },
        Kind.DUE_SOON: {
            "en": ("Due soon: {number} {title}", *_AT, "Due {due}"),
            "es": ("Vence pronto: {number} {title}", *_EN, "Vence el {due}"),
        },
        Kind.DUE_TODAY: {
            "en": ("Due today: {number} {title}", *_AT, "Due {due}"),
            "es": ("Vence hoy: {number} {title}", *_EN, "Vence el {due}"),
        },
        Kind.OVERDUE: {
            "en": ("Overdue: {number} {title}", *_AT, "It was due {due}"),
            "es": ("Vencida: {number} {title}", *_EN, "Venció el {due}"),
        },
        Kind.STATUS_CHANGED: {
            "en": ("{number} {title} is {status}", "By {who}", "{note}", *_AT),
            "es": ("{number} {title}: {status}", "Por {who}", "{note}", *_EN),
        },
        Kind.MENTIONED: {
            "en": ("{who} mentioned you: {number} {title}", "{said}"),
            "es": ("{who} le ha mencionado: {number} {title}", "{said}"),
        },
        Kind.COMMENTED: {
            "en": ("{who} commented on {number} {title}", "{said}"),
            "es": ("{who} ha comentado {number} {title}", "{said}"),
        },
        Kind.ESCALATED: {
            "en": ("Needs attention: {number} {title}", "{message}", *_AT, "Due {due}"),
            "es": ("Requiere atención: {number} {title}", "{message}", *_EN, "Vence el {due}"),
        },
        Kind.NEW_REQUEST: {
            "en": ("New request: {number} {title}", "From {who}", *_AT),
            "es": ("Nueva solicitud: {number} {title}", "De {who}", *_EN),
        },
        Kind.REQUEST_OUTCOME: {
            "en": ("Your request {number} is {outcome}", "{title}", "{note}"),
            "es": ("Su solicitud {number} está {outcome}", "{title}", "{note}"),
        },
        Kind.LOW_CONDITION: {
            "en": ("{asset} is in poor condition", *_AT, "Stated by {who}"),
            "es": ("{asset} está en mal estado", *_EN, "Indicado por {who}"),
        },
        Kind.WARRANTY_ENDING: {
            "en": ("The warranty of {asset} ends on {until}", "{days} days are left", *_AT),
            "es": ("La garantía de {asset} termina el {until}", "Quedan {days} días", *_EN),
        },
        Kind.PLAN_STOPPED: {
            "en": ("The maintenance plan {plan} {what}", "{reason}", *_AT),
            "es": ("El plan de mantenimiento {plan} {what}", "{reason}", *_EN),
        },
        Kind.JOB_FAILED: {
            "en": ("A background job has failed: {job}", "{error}"),
            "es": ("Ha fallado una tarea en segundo plano: {job}", "{error}"),
        },
        Kind.WEBHOOK_DISABLED: {
            "en": ("A webhook was switched off: {webhook}", "{reason}"),
            "es": ("Se ha desactivado un webhook: {webhook}", "{reason}"),
        },
        Kind.FILE_QUARANTINED: {
            "en": ("Your file {file} was quarantined", "Nobody can open it. {reason}"),
            "es": ("Su archivo {file} está en cuarentena", "Nadie puede abrirlo. {reason}"),
        },
        Kind.CHANNEL_BROKEN: {
            "en": ("Mail does not reach you", "The server for {address} said: {reason}", "Check your address."),
            "es": ("El correo no le llega", "El servidor de {address} respondió: {reason}", "Revise su dirección."),
        },
        Kind.TEST: {
            "en": ("This is a test", "Notifications reach you this way."),
            "es": ("Esto es una prueba", "Las notificaciones le llegan por esta vía."),
        },
    }
)
_PLACE = re.compile(r"{(\w+)}")


def language_of(locale: str | None) -> str:
    """The language of a locale (`es-MX` reads `es`), English unless we speak it."""
    language = (locale or FALLBACK).replace("_", "-").partition("-")[0].lower()
    return language if language in TERMS else FALLBACK


def said(kind: Kind, language: str, facts: Mapping[str, str], zone: str) -> tuple[str, str]:
    """Title and body of a notification; a line of which a fact is not known is left out."""
    known = {name: _shown(name, value, language, zone) for name, value in facts.items() if value}
    title, *lines = WORDS[kind][language]
    kept = [line.format(**known) for line in lines if set(_PLACE.findall(line)) <= known.keys()]
    words = " ".join(title.format_map(_Known(known)).split())
    return words[:LONGEST], "\n".join(kept)


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "…"


def _shown(name: str, value: str, language: str, zone: str) -> str:
    if name in MOMENTS:
        return f"{datetime.fromisoformat(value).astimezone(ZoneInfo(zone)):%Y-%m-%d %H:%M}"
    if name in TERMED:
        return TERMS[language].get(value, value)
    return value
