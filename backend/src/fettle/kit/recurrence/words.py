"""Rules in words, in English and Spanish: parts of a sentence that others put together."""

from collections.abc import Mapping, Sequence
from datetime import date, time
from typing import assert_never

import msgspec

from fettle.kit.recurrence.intervals import Interval, Unit
from fettle.kit.recurrence.rules import (
    WEEKDAYS,
    Daily,
    Monthly,
    MonthlyWeekday,
    Rule,
    Series,
    Weekly,
    Yearly,
    days_in,
    explicit,
)
from fettle.kit.recurrence.seasons import Span, month_day

LEAP_YEAR = 2000


class Language(msgspec.Struct, frozen=True, kw_only=True):
    """The words and patterns of one language; counts have a form for one and a form for more."""

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    places: Mapping[int, str]
    each: Mapping[Unit, tuple[str, str]]
    units: Mapping[Unit, tuple[str, str]]
    on_weekdays: str
    weekday: str
    on_day: str
    clamped: str
    on_place: str
    on_date: str
    in_common_years: str
    date: str
    day: str
    until: str
    times: tuple[str, str]
    together: str
    months_span: str
    one_month: str
    days_span: str
    one_day: str
    at: tuple[str, str]


ENGLISH = Language(
    months=(
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
    weekdays=("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    places={1: "first", 2: "second", 3: "third", 4: "fourth", -1: "last"},
    each={
        Unit.DAYS: ("every day", "every {n} days"),
        Unit.WEEKS: ("every week", "every {n} weeks"),
        Unit.MONTHS: ("every month", "every {n} months"),
        Unit.YEARS: ("every year", "every {n} years"),
    },
    units={
        Unit.DAYS: ("{n} day", "{n} days"),
        Unit.WEEKS: ("{n} week", "{n} weeks"),
        Unit.MONTHS: ("{n} month", "{n} months"),
        Unit.YEARS: ("{n} year", "{n} years"),
    },
    on_weekdays=" on {days}",
    weekday="{day}",
    on_day=" on day {day}",
    clamped=" (or the month's last day)",
    on_place=" on the {place} {weekday}",
    on_date=" on {date}",
    in_common_years=" (28 February in common years)",
    date="{day} {month} {year}",
    day="{day} {month}",
    until="until {date}",
    times=("once", "{n} times"),
    together="and",
    months_span="{first} to {last}",
    one_month="in {first}",
    days_span="{first} to {last}",
    one_day="on {first}",
    at=("at {time}", "at {time}"),
)  # fmt: skip

SPANISH = Language(
    months=(
        "enero", "febrero", "marzo", "abril", "mayo", "junio",
        "julio", "agosto", "septiembre", "octubre", "noviembre", "diciembre",
    ),
    weekdays=("lunes", "martes", "miércoles", "jueves", "viernes", "sábado", "domingo"),
    places={1: "primer", 2: "segundo", 3: "tercer", 4: "cuarto", -1: "último"},
    each={
        Unit.DAYS: ("cada día", "cada {n} días"),
        Unit.WEEKS: ("cada semana", "cada {n} semanas"),
        Unit.MONTHS: ("cada mes", "cada {n} meses"),
        Unit.YEARS: ("cada año", "cada {n} años"),
    },
    units={
        Unit.DAYS: ("{n} día", "{n} días"),
        Unit.WEEKS: ("{n} semana", "{n} semanas"),
        Unit.MONTHS: ("{n} mes", "{n} meses"),
        Unit.YEARS: ("{n} año", "{n} años"),
    },
    on_weekdays=", {days}",
    weekday="el {day}",
    on_day=", el día {day}",
    clamped=" (o el último del mes)",
    on_place=", el {place} {weekday}",
    on_date=", el {date}",
    in_common_years=" (el 28 de febrero si el año no es bisiesto)",
    date="{day} de {month} de {year}",
    day="{day} de {month}",
    until="hasta el {date}",
    times=("una vez", "{n} veces"),
    together="y",
    months_span="de {first} a {last}",
    one_month="en {first}",
    days_span="del {first} al {last}",
    one_day="el {first}",
    at=("a la {time}", "a las {time}"),
)  # fmt: skip

LANGUAGES = {"en": ENGLISH, "es": SPANISH}


def language_of(locale: str | None) -> str:
    """The language of a locale (`es-MX` reads `es`), English unless there is one."""
    language = (locale or "en").replace("_", "-").partition("-")[0].lower()
    return language if language in LANGUAGES else "en"


def series_in_words(series: Series, language: str) -> str:
    """The rule of a series, with its end: `every month on day 31 (or the month's last day), 10 times`."""
    words = LANGUAGES[language_of(language)]
    said = _rule(explicit(series.rule, series.anchor), words)
    if series.until is not None:
        return f"{said}, {words.until.format(date=date_in_words(series.until, language))}"
    return said if series.count is None else f"{said}, {_counted(words.times, series.count)}"


def interval_in_words(interval: Interval, language: str) -> str:
    """An interval: `3 months`."""
    return _counted(LANGUAGES[language_of(language)].units[interval.unit], interval.every)


def date_in_words(day: date, language: str) -> str:
    """A date: `31 January 2027`."""
    words = LANGUAGES[language_of(language)]
    return words.date.format(day=day.day, month=words.months[day.month - 1], year=day.year)


def until_in_words(day: date, language: str) -> str:
    """An end: `until 31 January 2027`."""
    return LANGUAGES[language_of(language)].until.format(date=date_in_words(day, language))


def time_in_words(at: time, language: str) -> str:
    """A time of day: `at 07:00`."""
    pattern = LANGUAGES[language_of(language)].at[at.hour != 1]
    return pattern.format(time=f"{at:%H:%M}")


def season_in_words(season: Sequence[Span], language: str) -> str:
    """A season: `April to October`, or with days where it is not of whole months."""
    words = LANGUAGES[language_of(language)]
    return _listed([_span(span, words) for span in season], words)


def _rule(rule: Rule, words: Language) -> str:
    match rule:
        case Daily():
            return _counted(words.each[Unit.DAYS], rule.every)
        case Weekly():
            days = [words.weekday.format(day=words.weekdays[WEEKDAYS.index(day)]) for day in rule.weekdays]
            on = words.on_weekdays.format(days=_listed(days, words))
            return _counted(words.each[Unit.WEEKS], rule.every) + on
        case Monthly():
            day = rule.day or 1
            on = words.on_day.format(day=day) + (words.clamped if day > 28 else "")
            return _counted(words.each[Unit.MONTHS], rule.every) + on
        case MonthlyWeekday():
            weekday = words.weekdays[rule.weekday.position]
            on = words.on_place.format(place=words.places[rule.nth], weekday=weekday)
            return _counted(words.each[Unit.MONTHS], rule.every) + on
        case Yearly():
            month, day = rule.month or 1, rule.day or 1
            on = words.on_date.format(date=words.day.format(day=day, month=words.months[month - 1]))
            leap = words.in_common_years if (month, day) == (2, 29) else ""
            return _counted(words.each[Unit.YEARS], rule.every) + on + leap
        case _:
            assert_never(rule)


def _span(span: Span, words: Language) -> str:
    (first_month, first_day), (last_month, last_day) = month_day(span.first), month_day(span.last)
    first, last = words.months[first_month - 1], words.months[last_month - 1]
    if first_day == 1 and last_day in _month_ends(last_month):
        pattern = words.one_month if first_month == last_month else words.months_span
        return pattern.format(first=first, last=last)
    begins = words.day.format(day=first_day, month=first)
    ends = words.day.format(day=last_day, month=last)
    return (words.one_day if begins == ends else words.days_span).format(first=begins, last=ends)


def _month_ends(month: int) -> tuple[int, int]:
    return days_in(LEAP_YEAR, month), days_in(LEAP_YEAR + 1, month)


def _counted(forms: tuple[str, str], count: int) -> str:
    return forms[count != 1].format(n=count)


def _listed(parts: Sequence[str], words: Language) -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {words.together} {parts[-1]}" if parts else ""
