"""A plan's rule in words, before it is saved and after."""

from collections.abc import Mapping
from decimal import Decimal
from typing import assert_never
from uuid import UUID

from fettle.kit.recurrence.words import (
    date_in_words,
    interval_in_words,
    language_of,
    season_in_words,
    series_in_words,
    time_in_words,
    until_in_words,
)
from fettle.modules.planning.records import (
    CalendarFixed,
    CalendarFloating,
    Condition,
    Metered,
    MeterFixed,
    MeterFloating,
    OneTime,
    Trigger,
)
from fettle.modules.planning.records.plans import PlanTerms
from fettle.modules.planning.rules.keys import plain

ENGLISH = {
    "floating": "{interval} after the work was last done, first on {date}",
    "some_meter": "the meter",
    "meter": "the meter “{name}”",
    "every": "every {every} on {meter}",
    "from": ", counted from {base}",
    "since_done": "{every} on {meter} after the work was last done",
    "condition": "when {meter} reads {limits}, once until it is back in range",
    "by": " by {hysteresis}",
    "above": "above {limit}",
    "below": "below {limit}",
    "or": " or ",
    "once": "once on {date}",
    "either": "; or ",
    "first": "; whichever comes first",
}
SPANISH = {
    "floating": "{interval} después de haberse hecho por última vez; la primera, el {date}",
    "some_meter": "el medidor",
    "meter": "el medidor «{name}»",
    "every": "cada {every} en {meter}",
    "from": ", contados desde {base}",
    "since_done": "{every} en {meter} después de haberse hecho por última vez",
    "condition": "cuando {meter} marque {limits}, una sola vez hasta que vuelva a su rango",
    "by": " por {hysteresis}",
    "above": "más de {limit}",
    "below": "menos de {limit}",
    "or": " o ",
    "once": "una vez, el {date}",
    "either": "; o ",
    "first": "; lo que ocurra primero",
}
PATTERNS = {"en": ENGLISH, "es": SPANISH}
NO_NAMES: Mapping[UUID, str] = {}


def in_words(plan: PlanTerms, language: str, meters: Mapping[UUID, str] = NO_NAMES) -> str:
    """The rule of a plan as a sentence, in English or Spanish; `meters` names the meters by id.

    `Every month on day 31 (or the month's last day), April to October`
    """
    language = language_of(language)
    words = PATTERNS[language]
    said = words["either"].join(_trigger(trigger, language, meters) for trigger in plan.triggers)
    if len(plan.triggers) > 1:
        said += words["first"]
    if plan.due_time is not None:
        said += ", " + time_in_words(plan.due_time, language)
    if plan.season:
        said += ", " + season_in_words(plan.season, language)
    if plan.ends_on is not None:
        said += ", " + until_in_words(plan.ends_on, language)
    return said[:1].upper() + said[1:]


def _trigger(trigger: Trigger, language: str, meters: Mapping[UUID, str]) -> str:
    words = PATTERNS[language]
    match trigger:
        case CalendarFixed():
            return series_in_words(trigger.series, language)
        case CalendarFloating():
            interval = interval_in_words(trigger.interval, language)
            return words["floating"].format(interval=interval, date=date_in_words(trigger.starts_on, language))
        case MeterFixed():
            said = words["every"].format(every=plain(trigger.every), meter=_meter(trigger, words, meters))
            return said + (words["from"].format(base=plain(trigger.base)) if trigger.base else "")
        case MeterFloating():
            return words["since_done"].format(every=plain(trigger.every), meter=_meter(trigger, words, meters))
        case Condition():
            return _condition(trigger, words, meters)
        case OneTime():
            return words["once"].format(date=date_in_words(trigger.on, language))
        case _:
            assert_never(trigger)


def _condition(trigger: Condition, words: Mapping[str, str], meters: Mapping[UUID, str]) -> str:
    limits: list[tuple[str, Decimal | None]] = [("above", trigger.above), ("below", trigger.below)]
    said = words["or"].join(words[side].format(limit=plain(limit)) for side, limit in limits if limit is not None)
    back = words["by"].format(hysteresis=plain(trigger.hysteresis)) if trigger.hysteresis else ""
    return words["condition"].format(meter=_meter(trigger, words, meters), limits=said) + back


def _meter(trigger: Metered, words: Mapping[str, str], meters: Mapping[UUID, str]) -> str:
    name = trigger.meter_name if trigger.meter_id is None else meters.get(trigger.meter_id)
    return words["meter"].format(name=name) if name else words["some_meter"]
