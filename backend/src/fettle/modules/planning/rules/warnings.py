"""What to mind about a plan before it is saved, in the language of whoever saves it."""

from collections.abc import Iterator, Sequence

from fettle.kit.recurrence.rules import Monthly, Yearly, explicit
from fettle.kit.recurrence.words import language_of
from fettle.modules.planning.records import CalendarFixed, Coming, Metered, Plan

SHORTEST = 28
WARNINGS = {
    "en": {
        "clamped": "Day {day} is the last day of the month where a month is shorter.",
        "leap": "29 February is the 28th in common years.",
        "unknown_pace": "When a meter will get there is not known: it has too few readings.",
        "few": "Only {count} more to come.",
        "nothing": "Nothing is coming until a reading or a completion makes it due.",
    },
    "es": {
        "clamped": "El día {day} es el último del mes cuando el mes es más corto.",
        "leap": "El 29 de febrero es el 28 en los años comunes.",
        "unknown_pace": "No se sabe cuándo llegará un medidor: tiene muy pocas lecturas.",
        "few": "Solo quedan {count}.",
        "nothing": "No hay nada previsto hasta que una lectura o una finalización lo active.",
    },
}


def warnings(plan: Plan, coming: Sequence[Coming], language: str, *, shown: int = 12) -> list[str]:
    """What to mind about the plan, given what is coming (at most `shown`)."""
    return [WARNINGS[language_of(language)][name].format(**values) for name, values in _found(plan, coming, shown)]


def _found(plan: Plan, coming: Sequence[Coming], shown: int) -> Iterator[tuple[str, dict[str, int]]]:
    for trigger in plan.triggers:
        if not isinstance(trigger, CalendarFixed):
            continue
        match explicit(trigger.series.rule, trigger.series.anchor):
            case Monthly(day=int(day)) if day > SHORTEST:
                yield "clamped", {"day": day}
            case Yearly(month=2, day=29):
                yield "leap", {}
    if any(one.due is None for one in coming):
        yield "unknown_pace", {}
    dated = sum(one.due is not None for one in coming)
    if not coming:
        yield "nothing", {}
    elif 0 < dated < shown and not any(isinstance(trigger, Metered) for trigger in plan.triggers):
        yield "few", {"count": dated}
