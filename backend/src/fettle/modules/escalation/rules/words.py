"""What people are told, in English and Spanish."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from fettle.modules.escalation.records import EscalationCondition, Work

LONGEST_TITLE = 120


class _Words:
    def __init__(
        self,
        *,
        waits: str,
        ahead: str,
        late: str,
        unnoticed: str,
        statuses: Mapping[str, str],
        units: Mapping[str, str],
    ) -> None:
        self.waits, self.ahead, self.late, self.unnoticed = waits, ahead, late, unnoticed
        self.statuses, self.units = statuses, units


WORDS: Mapping[str, _Words] = MappingProxyType(
    {
        "en": _Words(
            waits="{work} has been {status} for {time}.",
            ahead="{work} is due in {time}.",
            late="{work} has been overdue for {time}.",
            unnoticed="Nobody has taken notice of {work} for {time}.",
            statuses={"new": "new", "approved": "approved", "in_progress": "in progress", "on_hold": "on hold"},
            units={"minute": "1 minute", "minutes": "{} minutes", "hour": "1 hour", "hours": "{} hours"}
            | {"days": "{} days"},
        ),
        "es": _Words(
            waits="{work} lleva {time} en estado «{status}».",
            ahead="{work} vence en {time}.",
            late="{work} lleva {time} de retraso.",
            unnoticed="Nadie se ha dado por enterado de {work} desde hace {time}.",
            statuses={"new": "nueva", "approved": "aprobada", "in_progress": "en curso", "on_hold": "en espera"},
            units={"minute": "1 minuto", "minutes": "{} minutos", "hour": "1 hora", "hours": "{} horas"}
            | {"days": "{} días"},
        ),
    }
)


def message(condition: EscalationCondition, work: Work, begun: datetime, *, locale: str, at: datetime) -> str:
    """One sentence about the wait, as it stands at `at`."""
    words = WORDS.get(locale.partition("-")[0].lower(), WORDS["en"])
    named = f"WO-{work.number} “{work.title[:LONGEST_TITLE]}”"
    match condition:
        case EscalationCondition.IN_STATUS:
            pattern = words.waits
        case EscalationCondition.DUE:
            pattern = words.ahead if at < begun else words.late
        case EscalationCondition.UNACKNOWLEDGED:
            pattern = words.unnoticed
    # Nothing is formatted into what somebody wrote: a title may hold braces.
    said = {"{status}": words.statuses.get(work.status, ""), "{time}": _time(abs(at - begun), words.units)}
    for place, word in said.items():
        pattern = pattern.replace(place, word)
    return pattern.replace("{work}", named)


def _time(span: timedelta, units: Mapping[str, str]) -> str:
    minutes = max(1, round(span.total_seconds() / 60))
    if minutes < 100:
        return units["minute"] if minutes == 1 else units["minutes"].format(minutes)
    hours = round(minutes / 60)
    if hours < 48:
        return units["hour"] if hours == 1 else units["hours"].format(hours)
    return units["days"].format(round(hours / 24))
