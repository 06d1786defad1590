"""The nouns of the calendar."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class EntryKind(StrEnum):
    """What stands in the calendar: work there is, or an occurrence that a plan will make."""

    WORK_ORDER = "work_order"
    OCCURRENCE = "occurrence"


class FeedKind(StrEnum):
    """Whose calendar a feed is: a person's, a crew's, a site's or a maintenance plan's."""

    PERSON = "person"
    CREW = "crew"
    SITE = "site"
    PLAN = "plan"


class Language(StrEnum):
    """The language of a feed."""

    ENGLISH = "en"
    SPANISH = "es"


class Window(msgspec.Struct, frozen=True):
    """The time that is asked about: from an instant, before another."""

    since: datetime
    until: datetime


class Filters(msgspec.Struct, frozen=True, kw_only=True):
    """Which entries are wanted; values of one filter are alternatives, filters narrow one another.

    `gone`: also work that was given up or deleted lately.
    """

    staff_ids: list[UUID] = []
    mine: bool = False
    crew_ids: list[UUID] = []
    my_crews: bool = False
    site_ids: list[UUID] = []
    plan_ids: list[UUID] = []
    kinds: list[str] = []
    forecast: bool = True
    gone: bool = False


class Scheduled(msgspec.Struct, frozen=True, kw_only=True):
    """A work order as far as the calendar shows it. `due_on` is its due day where no time of day was meant."""

    id: UUID
    number: int
    title: str
    status: str
    priority: str
    kind: str
    site_id: UUID | None
    site_name: str | None
    location_name: str | None
    time_zone: str | None
    assignee_id: UUID | None
    assignee_name: str | None
    crew_id: UUID | None
    crew_name: str | None
    plan_id: UUID | None
    scheduled_start: datetime | None
    scheduled_end: datetime | None
    due_at: datetime | None
    due_on: date | None
    estimated_hours: Any
    created_at: datetime
    updated_at: datetime
    deleted_at: datetime | None
    version: int


class CalendarEntry(Record, frozen=True, kw_only=True):
    """Something in the calendar. Either `on` is set (the whole local day) or `starts_at` (and `ends_at`, if known).

    `id` is the work order; an occurrence that no work order was made for yet has none, and a `key` of its plan.
    `time_zone` is that of the site, in which `on` is meant.
    """

    type: EntryKind
    id: UUID | None = None
    key: str | None = None
    number: int | None = None
    title: str
    status: str
    priority: str | None = None
    kind: str | None = None
    on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    due_at: datetime | None = None
    overdue: bool = False
    time_zone: str
    site_id: UUID | None = None
    site_name: str | None = None
    location_name: str | None = None
    assignee_id: UUID | None = None
    assignee_name: str | None = None
    crew_id: UUID | None = None
    crew_name: str | None = None
    plan_id: UUID | None = None
    estimated_hours: Decimal | None = None
    created_at: datetime | None = None
    updated_at: datetime | None = None
    version: int = 1
    gone: bool = False


class CalendarPage(Record, frozen=True, kw_only=True):
    """What happens in a window, in the order of time. `has_more`: there is more than is shown; ask for less time."""

    data: list[CalendarEntry]
    has_more: bool = False


class WorkloadBy(StrEnum):
    """Whose workload is asked for."""

    STAFF = "staff"
    CREW = "crew"


class Days(msgspec.Struct, frozen=True):
    """Whole local days of the tenant, the last one included, in its time zone."""

    first: date
    last: date
    zone: str


class Load(msgspec.Struct, frozen=True, kw_only=True):
    """What one person or crew has to do on one day: so many pieces of work, so many of them without an estimate."""

    id: UUID | None
    name: str | None
    on: date
    number: int = 1
    unestimated: int
    hours: Decimal
    forecast: bool = False


class Hands(msgspec.Struct, frozen=True, kw_only=True):
    """A person or crew that work can be given to, with their hours in a week."""

    id: UUID
    name: str
    weekly_hours: Decimal


class WorkloadDay(Record, frozen=True, kw_only=True):
    """One local day of the tenant on which there is something to do. All in hours.

    `scheduled_hours` are the estimates of `work_orders`, one hour for each of those `unestimated`; `forecast_hours` the
    same of `occurrences` that plans will make. `capacity_hours` is null for who may not see staff.
    """

    on: date
    work_orders: int = 0
    unestimated: int = 0
    scheduled_hours: Decimal = Decimal(0)
    occurrences: int = 0
    forecast_hours: Decimal = Decimal(0)
    capacity_hours: Decimal | None = None


class WorkloadRow(Record, frozen=True, kw_only=True):
    """One person or crew: their sums over all days, an ordinary working day, and the days with something to do.

    `id` null is the work that is in nobody's hands.
    """

    id: UUID | None
    name: str | None
    work_orders: int
    unestimated: int
    scheduled_hours: Decimal
    occurrences: int
    forecast_hours: Decimal
    capacity_hours: Decimal | None
    daily_capacity_hours: Decimal | None
    days: list[WorkloadDay]


class Workload(Record, frozen=True, kw_only=True):
    """Who has how much to do, by name. `has_more`: there are more people than are shown; ask for some of them."""

    by: WorkloadBy
    first_day: date
    last_day: date
    time_zone: str
    unit: str = "hours"
    data: list[WorkloadRow]
    has_more: bool = False


class NewFeed(Record, frozen=True, kw_only=True):
    """A feed to be made; without a subject, a person's feed is one's own."""

    kind: FeedKind
    subject_id: UUID | None = None
    name: str | None = None
    language: Language | None = None
    forecast: bool = True
    alarm_minutes: int | None = None


class CalendarFeed(Record, frozen=True, kw_only=True):
    """A calendar that other programs fetch by a secret address. `alarm_minutes` before the start, a reminder."""

    id: UUID
    owner_id: UUID
    kind: FeedKind
    subject_id: UUID
    name: str
    language: Language
    forecast: bool
    alarm_minutes: int | None = None
    last_used_at: datetime | None = None
    revoked_at: datetime | None = None
    created_at: datetime
    version: int = 1


class IssuedFeed(CalendarFeed, frozen=True, kw_only=True):
    """A feed just made, with its address, which is shown this once."""

    url: str


class Departure(msgspec.Struct, frozen=True, kw_only=True):
    """Work that left somebody's calendar, as it stood there last: calendar programs are told that it is off."""

    id: UUID
    work_order_id: UUID
    holder: FeedKind
    holder_id: UUID
    site_id: UUID | None
    number: int
    title: str
    starts_at: datetime | None
    starts_on: date | None
    sequence: int
    left_at: datetime
