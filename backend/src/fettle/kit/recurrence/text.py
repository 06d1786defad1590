"""Rules as text: the part of RFC 5545's RRULE that means the same everywhere, in and out."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from fettle.kit.recurrence.rules import (
    LAST,
    LEAP_YEAR,
    MOST_COUNT,
    MOST_EVERY,
    WEEKDAYS,
    Daily,
    Monthly,
    MonthlyWeekday,
    Rule,
    Series,
    Weekday,
    Weekly,
    Yearly,
    check,
    days_in,
    explicit,
)
from fettle.kit.recurrence.zones import instant, local_day
from fettle.kit.refusals import Fault, Invalid

SHORTEST = 28
CODES = dict(zip(("MO", "TU", "WE", "TH", "FR", "SA", "SU"), WEEKDAYS, strict=True))
NAMES = {weekday: code for code, weekday in CODES.items()}
SUB_DAILY = frozenset({"SECONDLY", "MINUTELY", "HOURLY"})
KNOWN = frozenset(
    {"FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS", "RSCALE", "SKIP"}
)
MEANT = {
    "DAILY": frozenset[str](),
    "WEEKLY": frozenset({"BYDAY"}),
    "MONTHLY": frozenset({"BYDAY", "BYMONTHDAY", "BYSETPOS"}),
    "YEARLY": frozenset({"BYMONTH", "BYMONTHDAY", "BYSETPOS"}),
}


class ShortMonths(StrEnum):
    """What a day means in months that do not have it. RFC 5545 leaves such months out; nothing here does.

    `clamp` takes the month's last day instead. `refuse` takes no rule in from elsewhere that would mean another thing.
    """

    CLAMP = "clamp"
    REFUSE = "refuse"


class UnreadableRule(Invalid):
    """This recurrence rule cannot be taken over."""


def to_text(series: Series) -> str:
    """The series as an RRULE; the anchor is its DTSTART.

    Clamped days are written so that every reader of RFC 5545 clamps them: the last of those that a month has.
    """
    rule = explicit(series.rule, series.anchor)
    parts = [*_written(rule), *([f"INTERVAL={rule.every}"] if rule.every != 1 else [])]
    if series.until is not None:
        parts.append(f"UNTIL={series.until:%Y%m%d}")
    if series.count is not None:
        parts.append(f"COUNT={series.count}")
    return ";".join(parts)


def from_text(text: str, anchor: date, *, short_months: ShortMonths, zone: str, at: time | None = None) -> Series:
    """The series of an RRULE whose DTSTART is the anchor, at the local time `at` in the zone.

    Raises `UnreadableRule` with a code: `sub_daily`, `too_many` (COUNT), `until_without_zone`, `impossible` (a day that
    the month never has), `skips_short_months` (under `refuse`), `unsupported`, `malformed`.
    """
    parts = _parts(text)
    freq = parts.get("FREQ", "")
    if freq in SUB_DAILY:
        raise _refused("sub_daily", "Nothing here comes more often than daily.")
    if freq not in MEANT:
        raise _refused("malformed", "FREQ must be DAILY, WEEKLY, MONTHLY or YEARLY.")
    for name in ("BYDAY", "BYMONTHDAY", "BYMONTH", "BYSETPOS"):
        if name in parts and name not in MEANT[freq]:
            _check_possible(parts)
            raise _refused("unsupported", f"{name} is not understood with FREQ={freq}.")
    series = Series(
        rule=_rule(freq, parts, anchor, _policy(parts, short_months)),
        anchor=anchor,
        until=_until(parts.get("UNTIL"), zone, at),
        count=_count(parts.get("COUNT")),
    )
    check(series)
    return series


def _written(rule: Rule) -> list[str]:
    match rule:
        case Daily():
            return ["FREQ=DAILY"]
        case Weekly():
            return ["FREQ=WEEKLY", f"BYDAY={','.join(NAMES[day] for day in rule.weekdays)}"]
        case Monthly():
            return ["FREQ=MONTHLY", *_day_written(rule.day or 1, every_month=True)]
        case MonthlyWeekday():
            return ["FREQ=MONTHLY", f"BYDAY={rule.nth}{NAMES[rule.weekday]}"]
        case Yearly():
            leaps = rule.month == 2 and rule.day == 29
            return ["FREQ=YEARLY", f"BYMONTH={rule.month}", *_day_written(rule.day or 1, every_month=leaps)]


def _day_written(day: int, *, every_month: bool) -> list[str]:
    if day <= SHORTEST or not every_month:
        return [f"BYMONTHDAY={day}"]
    return [f"BYMONTHDAY={','.join(map(str, range(SHORTEST, day + 1)))}", "BYSETPOS=-1"]


def _parts(text: str) -> dict[str, str]:
    body = text.strip().upper().removeprefix("RRULE:")
    parts: dict[str, str] = {}
    for part in filter(None, body.split(";")):
        name, equals, value = part.partition("=")
        if not equals or not value or name in parts:
            raise _refused("malformed", f"{part[:40]} is not a part of a rule, or stands there twice.")
        if name not in KNOWN:
            raise _refused("unsupported", f"{name[:40]} is not understood.")
        parts[name] = value
    if parts.get("WKST", "MO") != "MO" and parts.get("FREQ") == "WEEKLY" and parts.get("INTERVAL", "1") != "1":
        raise _refused("unsupported", "Weeks begin on Monday here.")
    return parts


def _policy(parts: Mapping[str, str], short_months: ShortMonths) -> ShortMonths:
    """RFC 7529 lets a rule say for itself what it does with days that a month does not have."""
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise _refused("unsupported", "Only the Gregorian calendar is understood.")
    match parts.get("SKIP"):
        case None:
            return short_months
        case "BACKWARD":
            return ShortMonths.CLAMP
        case "OMIT":
            return ShortMonths.REFUSE
        case _:
            raise _refused("unsupported", "SKIP must be BACKWARD or OMIT.")


def _rule(freq: str, parts: Mapping[str, str], anchor: date, short_months: ShortMonths) -> Rule:
    every = _whole(parts.get("INTERVAL", "1"), "INTERVAL")
    if every > MOST_EVERY:
        raise _refused("too_many", f"INTERVAL must be 1 to {MOST_EVERY:,}.")
    match freq:
        case "DAILY":
            return Daily(every=every)
        case "WEEKLY":
            codes = parts["BYDAY"].split(",") if "BYDAY" in parts else []
            return Weekly(every=every, weekdays=tuple(_weekday(code) for code in codes))
        case "MONTHLY":
            return _monthly(every, parts, anchor, short_months)
        case _:
            return _yearly(every, parts, anchor, short_months)


def _monthly(every: int, parts: Mapping[str, str], anchor: date, short_months: ShortMonths) -> Rule:
    if "BYDAY" in parts:
        if "BYMONTHDAY" in parts:
            raise _refused("unsupported", "Give BYDAY or BYMONTHDAY, not both.")
        return _nth(every, parts)
    day, clamps = _month_day(parts, anchor)
    if day > SHORTEST and not clamps and short_months is ShortMonths.REFUSE:
        raise _skips(f"day {day} of every month")
    return Monthly(every=every, day=day)


def _yearly(every: int, parts: Mapping[str, str], anchor: date, short_months: ShortMonths) -> Rule:
    month = _whole(parts["BYMONTH"], "BYMONTH") if "BYMONTH" in parts else anchor.month
    if month > 12:
        raise _refused("impossible", f"There is no month {month}.")
    _check_possible(parts)
    if parts.get("BYMONTHDAY") == "-1":
        return Yearly(every=every, month=month, day=days_in(LEAP_YEAR, month))
    day, clamps = _month_day(parts, anchor)
    if day > days_in(LEAP_YEAR, month):
        raise _refused("impossible", f"Month {month} never has a day {day}.")
    if (month, day) == (2, 29) and not clamps and short_months is ShortMonths.REFUSE:
        raise _skips("29 February")
    return Yearly(every=every, month=month, day=day)


def _nth(every: int, parts: Mapping[str, str]) -> MonthlyWeekday:
    given = parts["BYDAY"]
    place, code = (parts["BYSETPOS"], given) if "BYSETPOS" in parts else (given[:-2], given[-2:])
    try:
        nth = int(place)
    except ValueError:
        raise _refused("unsupported", "Say which weekday of the month: BYDAY=2TU or BYDAY=-1FR.") from None
    if nth != LAST and not 1 <= nth <= 4:
        raise _refused("unsupported", "Not every month has a fifth weekday; say the 1st to 4th or the last (-1).")
    return MonthlyWeekday(every=every, nth=nth, weekday=_weekday(code))


def _month_day(parts: Mapping[str, str], anchor: date) -> tuple[int, bool]:
    """The day of the month, and whether the rule itself says that shorter months take their last."""
    given = parts.get("BYMONTHDAY")
    position = parts.get("BYSETPOS")
    if given is None:
        if position is not None:
            raise _refused("unsupported", "BYSETPOS is understood with days only.")
        return anchor.day, False
    if given == "-1" and position is None:
        return 31, True
    days = [_whole(day, "BYMONTHDAY") for day in given.split(",")]
    if max(days) > 31:
        raise _refused("impossible", f"No month has a day {max(days)}.")
    if len(days) == 1 and position is None:
        return days[0], False
    if position == "-1" and sorted(days) == list(range(SHORTEST, max(days) + 1)):
        return max(days), True
    raise _refused("unsupported", "Give one day of the month.")


def _check_possible(parts: Mapping[str, str]) -> None:
    month, days = parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", "").split(",")
    if month.isdecimal() and 1 <= int(month) <= 12 and all(day.isdecimal() for day in days):
        first = min(map(int, days))
        if first > days_in(LEAP_YEAR, int(month)):
            raise _refused("impossible", f"Month {int(month)} never has a day {first}.")


def _count(given: str | None) -> int | None:
    if given is None:
        return None
    count = _whole(given, "COUNT")
    if count > MOST_COUNT:
        raise _refused("too_many", f"COUNT must be 1 to {MOST_COUNT:,}; a rule may also go on without an end.")
    return count


def _until(given: str | None, zone: str, at: time | None) -> date | None:
    if given is None:
        return None
    try:
        if "T" not in given:
            return datetime.strptime(given, "%Y%m%d").replace(tzinfo=UTC).date()
        if not given.endswith("Z"):
            raise _refused("until_without_zone", "UNTIL with a time must be in UTC (…Z); or give a date only.")
        end = datetime.strptime(given, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    except ValueError:
        raise _refused("malformed", "UNTIL must be a date, or a date and time in UTC.") from None
    day = local_day(end, zone)
    return day - timedelta(days=1) if at is not None and instant(day, at, zone) > end else day


def _weekday(code: str) -> Weekday:
    if code not in CODES:
        raise _refused("malformed", f"{code[:10]} is not a weekday (MO, TU, WE, TH, FR, SA, SU).")
    return CODES[code]


def _whole(given: str, name: str) -> int:
    if not given.isdecimal() or len(given) > 10 or int(given) < 1:
        raise _refused("malformed", f"{name} must be a whole number above zero.")
    return int(given)


def _skips(what: str) -> UnreadableRule:
    return _refused(
        "skips_short_months", f"RFC 5545 leaves out months without {what}; say that the last day is meant instead."
    )


def _refused(code: str, message: str) -> UnreadableRule:
    return UnreadableRule(message, faults=[Fault("/rule", code, message)])
