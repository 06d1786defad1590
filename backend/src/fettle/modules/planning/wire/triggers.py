"""Bodies of triggers: the six things that make a plan due."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal
from uuid import UUID

import msgspec
from pydantic import Field

from fettle.kit.recurrence.intervals import Unit
from fettle.kit.recurrence.rules import MOST_COUNT, MOST_EVERY, Weekday
from fettle.kit.recurrence.text import ShortMonths
from fettle.modules.planning.records import Trigger
from fettle.web.bodies import Body, Name, Quantity

Day = Annotated[date, Field(ge=date(1900, 1, 1), le=date(2399, 12, 31))]
Every = Annotated[int, Field(ge=1, le=MOST_EVERY)]
MonthDay = Annotated[str, Field(pattern=r"^\d\d-\d\d$", description="`MM-DD`", examples=["04-01"])]
Amount = Annotated[Quantity, Field(ge=0)]
Key = Annotated[str, Field(max_length=20, description="Of an existing trigger, to keep its history; else leave out.")]


class DailyBody(Body):
    """Every so many days."""

    repeat: Literal["daily"]
    every: Every = 1


class WeeklyBody(Body):
    """Every so many weeks on these weekdays; without any, on the anchor's."""

    repeat: Literal["weekly"]
    every: Every = 1
    weekdays: list[Weekday] = Field(default=[], max_length=7)


class MonthlyBody(Body):
    """Every so many months on a day; in a shorter month on its last day. Without a day, on the anchor's."""

    repeat: Literal["monthly"]
    every: Every = 1
    day: int | None = Field(default=None, ge=1, le=31)


class MonthlyWeekdayBody(Body):
    """Every so many months on the n-th weekday, -1 for the last."""

    repeat: Literal["monthly_weekday"]
    every: Every = 1
    nth: int = Field(ge=-1, le=4)
    weekday: Weekday


class YearlyBody(Body):
    """Every so many years on a day of a month; without them, on the anchor's."""

    repeat: Literal["yearly"]
    every: Every = 1
    month: int | None = Field(default=None, ge=1, le=12)
    day: int | None = Field(default=None, ge=1, le=31)


RuleBody = Annotated[
    DailyBody | WeeklyBody | MonthlyBody | MonthlyWeekdayBody | YearlyBody, Field(discriminator="repeat")
]


class SeriesBody(Body):
    """The dates of a rule from the anchor on, for ever, until a day, or so many times."""

    rule: RuleBody
    anchor: Day
    until: Day | None = None
    count: int | None = Field(default=None, ge=1, le=MOST_COUNT)


class IntervalBody(Body):
    """So many days, weeks, months or years."""

    every: Every
    unit: Unit


class RuleTextBody(Body):
    """A recurrence rule of RFC 5545, without its DTSTART: that is the anchor."""

    rule: str = Field(min_length=1, max_length=500, examples=["FREQ=MONTHLY;BYMONTHDAY=31"])
    anchor: Day
    short_months: ShortMonths = ShortMonths.CLAMP
    language: str | None = Field(default=None, max_length=20)


class CalendarFixedBody(Body):
    """On the dates of a series, whether earlier work was late or not."""

    kind: Literal["calendar_fixed"]
    key: Key = ""
    series: SeriesBody


class CalendarFloatingBody(Body):
    """First on a date, then one interval after the last completion."""

    kind: Literal["calendar_floating"]
    key: Key = ""
    starts_on: Day
    interval: IntervalBody


class MeterFixedBody(Body):
    """Every so many units of a counter from a base; work is made `lead` units ahead."""

    kind: Literal["meter_fixed"]
    key: Key = ""
    meter_id: UUID | None = None
    meter_name: Name | None = None
    every: Amount
    base: Amount = Field(default=Decimal(0))
    lead: Amount = Field(default=Decimal(0))


class MeterFloatingBody(Body):
    """So many units of a counter after the last completion."""

    kind: Literal["meter_floating"]
    key: Key = ""
    meter_id: UUID | None = None
    meter_name: Name | None = None
    every: Amount
    base: Amount | None = None
    lead: Amount = Field(default=Decimal(0))


class ConditionBody(Body):
    """Once when a reading lies above or below a limit; armed again when back in range by the hysteresis."""

    kind: Literal["condition"]
    key: Key = ""
    meter_id: UUID | None = None
    meter_name: Name | None = None
    above: Quantity | None = None
    below: Quantity | None = None
    hysteresis: Amount = Field(default=Decimal(0))


class OneTimeBody(Body):
    """Once, on a date."""

    kind: Literal["one_time"]
    key: Key = ""
    on: Day


TriggerBody = Annotated[
    CalendarFixedBody | CalendarFloatingBody | MeterFixedBody | MeterFloatingBody | ConditionBody | OneTimeBody,
    Field(discriminator="kind"),
]


def trigger_of(body: Body) -> Trigger:
    """The trigger that a body states."""
    made: Trigger = msgspec.convert(body.model_dump(by_alias=True), Trigger)
    return made
