"""Meters, their segments, and the readings taken from them."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.assets.records.kept import Kept
from fettle.modules.assets.records.things import AssetStatus


class MeterKind(StrEnum):
    """A counter only climbs (hours, kilometres); a gauge goes up and down (pressure, temperature)."""

    COUNTER = "counter"
    GAUGE = "gauge"


class Meter(Kept, frozen=True, kw_only=True):
    """A counter or gauge on an asset. A counter rolls over to zero after `rolls_over_at`."""

    asset_id: UUID
    name: str
    unit: str
    kind: MeterKind
    rolls_over_at: Decimal | None = None
    most_per_day: Decimal | None = None
    lowest: Decimal | None = None
    highest: Decimal | None = None


class ListedMeter(Meter, frozen=True, kw_only=True):
    """A meter with its latest reading and, for a counter, its lifetime: the sum of its segments."""

    last_value: Decimal | None = None
    last_read_at: datetime | None = None
    lifetime: Decimal | None = None


class PlacedMeter(Meter, frozen=True, kw_only=True):
    """A meter with what is known of its asset, as the rules need it."""

    site_id: UUID | None = None
    asset_status: AssetStatus


class SegmentCause(StrEnum):
    """Why a segment began."""

    FIRST = "first"
    REPLACEMENT = "replacement"
    ROLLOVER = "rollover"


class Segment(Record, frozen=True, kw_only=True):
    """A stretch in which a meter counts without a break, from `start_value`, with `lifetime_before` behind it."""

    id: UUID
    meter_id: UUID
    cause: SegmentCause
    started_at: datetime
    start_value: Decimal
    lifetime_before: Decimal
    note: str | None = None


class ReadingSource(StrEnum):
    """Where a reading came from."""

    PERSON = "person"
    IMPORT = "import"
    API = "api"
    PHONE = "phone"


class NewReading(Record, frozen=True, kw_only=True):
    """A reading as it is stated."""

    id: UUID
    value: Decimal
    read_at: datetime
    source: ReadingSource = ReadingSource.PERSON
    note: str | None = None


class Reading(Record, frozen=True, kw_only=True):
    """A value read from a meter, never changed. `lifetime` is what the counter had run in all by then."""

    id: UUID
    meter_id: UUID
    segment_id: UUID
    read_at: datetime
    value: Decimal
    lifetime: Decimal
    source: ReadingSource
    note: str | None = None
    created_at: datetime
    created_by: UUID | None = None


class Surroundings(Record, frozen=True, kw_only=True):
    """What stands around a moment on a meter: its segments, and the readings just before and after it."""

    segments: list[Segment]
    previous: Reading | None = None
    following: Reading | None = None


class NewSegment(Record, frozen=True, kw_only=True):
    """A rollover or replacement as it is stated: what the old meter ended at and what the new stretch shows."""

    id: UUID
    at: datetime
    final_value: Decimal | None = None
    value: Decimal
    note: str | None = None


class FirstSegment(NewSegment, frozen=True, kw_only=True):
    """How a new meter begins: what it shows, and what the asset had run before."""

    lifetime_before: Decimal


class Period(Record, frozen=True, kw_only=True):
    """A stretch of time."""

    since: datetime
    until: datetime


class Usage(Record, frozen=True, kw_only=True):
    """How far a counter ran between two moments, from the readings known at each of them."""

    since: datetime
    until: datetime
    usage: Decimal
    unit: str
    lifetime_at_since: Decimal
    lifetime_at_until: Decimal
