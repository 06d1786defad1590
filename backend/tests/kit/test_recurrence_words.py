"""Rules in words, English and Spanish: plurals, ordinals, ends, seasons."""

from datetime import date, time

import pytest

from fettle.kit.recurrence.intervals import Interval, Unit
from fettle.kit.recurrence.rules import Daily, Monthly, MonthlyWeekday, Series, Weekday, Weekly, Yearly
from fettle.kit.recurrence.seasons import Span
from fettle.kit.recurrence.words import (
    date_in_words,
    interval_in_words,
    language_of,
    season_in_words,
    series_in_words,
    time_in_words,
    until_in_words,
)

MONDAY = date(2026, 11, 23)
SAID = [
    (Daily(), "every day", "cada día"),
    (Daily(every=3), "every 3 days", "cada 3 días"),
    (Weekly(), "every week on Monday", "cada semana, el lunes"),
    (
        Weekly(every=2, weekdays=(Weekday.FRIDAY, Weekday.MONDAY, Weekday.WEDNESDAY)),
        "every 2 weeks on Monday, Wednesday and Friday",
        "cada 2 semanas, el lunes, el miércoles y el viernes",
    ),
    (Monthly(day=15), "every month on day 15", "cada mes, el día 15"),
    (
        Monthly(day=31),
        "every month on day 31 (or the month's last day)",
        "cada mes, el día 31 (o el último del mes)",
    ),
    (Monthly(every=3), "every 3 months on day 23", "cada 3 meses, el día 23"),
    (
        MonthlyWeekday(nth=2, weekday=Weekday.TUESDAY),
        "every month on the second Tuesday",
        "cada mes, el segundo martes",
    ),
    (
        MonthlyWeekday(every=2, nth=-1, weekday=Weekday.FRIDAY),
        "every 2 months on the last Friday",
        "cada 2 meses, el último viernes",
    ),
    (Yearly(), "every year on 23 November", "cada año, el 23 de noviembre"),
    (
        Yearly(every=2, month=2, day=29),
        "every 2 years on 29 February (28 February in common years)",
        "cada 2 años, el 29 de febrero (el 28 de febrero si el año no es bisiesto)",
    ),
]


@pytest.mark.parametrize(("rule", "english", "spanish"), SAID)
def test_rules_are_said_in_both_languages(rule, english, spanish):
    series = Series(rule=rule, anchor=MONDAY)
    assert series_in_words(series, "en") == english
    assert series_in_words(series, "es") == spanish


def test_ends_are_said():
    daily = Series(rule=Daily(), anchor=MONDAY, until=date(2027, 1, 31))
    assert series_in_words(daily, "en") == "every day, until 31 January 2027"
    assert series_in_words(daily, "es") == "cada día, hasta el 31 de enero de 2027"
    assert series_in_words(Series(rule=Daily(), anchor=MONDAY, count=1), "en") == "every day, once"
    assert series_in_words(Series(rule=Daily(), anchor=MONDAY, count=10), "es") == "cada día, 10 veces"
    assert until_in_words(date(2027, 1, 31), "en") == "until 31 January 2027"


def test_seasons_of_whole_months_name_months_only():
    assert season_in_words((Span(first="04-01", last="10-31"),), "en") == "April to October"
    assert season_in_words((Span(first="04-01", last="10-31"),), "es") == "de abril a octubre"
    assert season_in_words((Span(first="11-01", last="02-29"),), "en") == "November to February"
    assert season_in_words((Span(first="11-01", last="02-28"),), "en") == "November to February"
    assert season_in_words((Span(first="05-01", last="05-31"),), "es") == "en mayo"
    both = (Span(first="04-15", last="10-03"), Span(first="12-24", last="12-24"))
    assert season_in_words(both, "en") == "15 April to 3 October and on 24 December"
    assert season_in_words(both, "es") == "del 15 de abril al 3 de octubre y el 24 de diciembre"
    assert season_in_words((), "en") == ""


def test_intervals_dates_and_times_are_said():
    assert interval_in_words(Interval(every=1, unit=Unit.MONTHS), "en") == "1 month"
    assert interval_in_words(Interval(every=3, unit=Unit.YEARS), "es") == "3 años"
    assert date_in_words(date(2027, 5, 1), "es") == "1 de mayo de 2027"
    assert time_in_words(time(7), "en") == "at 07:00"
    assert time_in_words(time(1, 30), "es") == "a la 01:30"
    assert time_in_words(time(13), "es") == "a las 13:00"


@pytest.mark.parametrize(
    ("locale", "language"), [("es-MX", "es"), ("es_ES", "es"), ("en-GB", "en"), ("fr", "en"), (None, "en")]
)
def test_other_languages_read_english(locale, language):
    assert language_of(locale) == language
