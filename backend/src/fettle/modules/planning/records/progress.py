"""How far a plan has come, what it is told, and what it decides."""

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record
from fettle.kit.recurrence.zones import Due
from fettle.modules.planning.records.occurrences import Reason


class TriggerProgress(Record, frozen=True, kw_only=True):
    """How far one trigger has come.

    `since`: dates before it never become due. `last_due` / `last_target`: the last date or meter value dealt with.
    `reset_on` / `base`: where the series counts from after another trigger fired. `meter_id`, `value`, `reading_id` and
    `read_at`: the newest reading known. `armed`: whether a condition may fire.
    """

    since: date
    last_due: date | None = None
    reset_on: date | None = None
    meter_id: UUID | None = None
    last_target: Decimal | None = None
    base: Decimal | None = None
    value: Decimal | None = None
    reading_id: UUID | None = None
    read_at: datetime | None = None
    armed: bool = True


class LineProgress(Record, frozen=True, kw_only=True):
    """How far a plan has come on one asset, or on all of them together (`asset_id` None).

    `cycle` counts how often its work was completed, skipped or cancelled. While `waiting`, floating triggers rest:
    their work is made and not yet finished. `made` counts the work orders made.
    """

    asset_id: UUID | None = None
    last_done: date | None = None
    cycle: int = 0
    waiting: bool = False
    made: int = 0
    triggers: dict[str, TriggerProgress] = {}


class PlanProgress(Record, frozen=True, kw_only=True):
    """How far a plan has come: one line for all its assets together, or one for each."""

    lines: tuple[LineProgress, ...] = ()


class MeterPoint(Record, frozen=True, kw_only=True):
    """A reading as triggers see it; `lifetime` is the sum of a counter's segments, of a gauge the value again."""

    meter_id: UUID
    meter_name: str = ""
    asset_id: UUID | None = None
    reading_id: UUID
    read_at: datetime
    value: Decimal
    lifetime: Decimal


class Moment(Record, frozen=True, kw_only=True):
    """What is known when a plan is looked at.

    `readings` are new ones of any of its meters (any order; repeats do no harm). `open` holds the asset (None: all
    together) of every unfinished occurrence of the plan. `known` are keys of occurrences that were settled before they
    became due (skipped ahead).
    """

    now: datetime
    readings: tuple[MeterPoint, ...] = ()
    open: frozenset[UUID | None] = frozenset()
    known: frozenset[str] = frozenset()


class Outcome(StrEnum):
    """What to do with something due."""

    MAKE = "make"
    MERGE = "merge"
    SKIP = "skip"
    MISS = "miss"


class Verdict(Record, frozen=True, kw_only=True):
    """One due thing and what to do with it: make a work order, merge it into the open one, or record it only.

    `number` counts what is made on the line (for the rotation), from 0.
    """

    asset_id: UUID | None = None
    key: str
    trigger_key: str
    due: Due
    outcome: Outcome
    reason: Reason | None = None
    number: int | None = None
    reading_id: UUID | None = None
    target: Decimal | None = None


class Look(Record, frozen=True, kw_only=True):
    """What one look at a plan decided; all of it is stored in one transaction.

    `wake_at`: when to look again if nothing else happens, None when only a reading or a completion can make it due.
    `ended`: no trigger can ever fire again.
    """

    verdicts: list[Verdict]
    progress: PlanProgress
    wake_at: datetime | None = None
    ended: bool = False


class Settling(StrEnum):
    """How an occurrence came to its end."""

    COMPLETED = "completed"
    SKIPPED = "skipped"
    CANCELLED = "cancelled"


class Coming(Record, frozen=True, kw_only=True):
    """A date that lies ahead. `value`: at which meter reading; `estimated`: the date follows from average use.

    `due` is None for a meter whose average use is not known.
    """

    asset_id: UUID | None = None
    key: str
    trigger_key: str
    due: Due | None = None
    value: Decimal | None = None
    estimated: bool = False


class Preview(Record, frozen=True, kw_only=True):
    """A plan's rule in words and the next times at which it is due."""

    words: str
    coming: list[Coming]


class MaterialNeed(Record, frozen=True, kw_only=True):
    """How much of something will be used."""

    item: str
    unit: str
    quantity: Decimal


class MonthLoad(Record, frozen=True, kw_only=True):
    """What plans will ask for in one month (its first day)."""

    month: date
    occurrences: int
    hours: Decimal
    materials: list[MaterialNeed]
