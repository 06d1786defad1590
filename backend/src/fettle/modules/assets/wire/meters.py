"""Bodies of meters, readings and downtime."""

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal
from uuid import UUID

from pydantic import Field

from fettle.modules.assets.records.meters import FirstSegment, MeterKind, NewReading, NewSegment, ReadingSource
from fettle.web.bodies import LEFT_OUT, Body, Instant, Line, Name, Patch, Quantity


class MeterBody(Body):
    """A new meter. `startValue` is what it shows when it is put in, `lifetimeBefore` what the asset ran before that."""

    name: Name
    unit: Name
    kind: MeterKind
    rolls_over_at: Quantity | None = None
    most_per_day: Quantity | None = None
    lowest: Quantity | None = None
    highest: Quantity | None = None
    started_at: Instant | None = None
    start_value: Quantity = Decimal(0)
    lifetime_before: Quantity = Field(default=Decimal(0), ge=0)

    def fields(self) -> dict[str, Any]:
        """The fields of the meter itself."""
        return self.model_dump(exclude={"started_at", "start_value", "lifetime_before"})

    def to_record(self, new_id: UUID, now: datetime) -> FirstSegment:
        """The segment that it begins with, now unless it says when."""
        return FirstSegment(
            id=new_id, at=self.started_at or now, value=self.start_value, lifetime_before=self.lifetime_before
        )


class MeterPatch(Patch):
    """Changes of a meter."""

    name: Name = LEFT_OUT
    unit: Name = LEFT_OUT
    kind: MeterKind = LEFT_OUT
    rolls_over_at: Quantity | None = None
    most_per_day: Quantity | None = None
    lowest: Quantity | None = None
    highest: Quantity | None = None


class ReadingBody(Body):
    """A reading; a phone makes its `id` itself, so that it is recorded once however often it is sent."""

    id: UUID | None = None
    value: Quantity
    read_at: Instant
    source: Literal["person", "phone"] = "person"
    note: Line | None = None

    def to_record(self, new_id: UUID) -> NewReading:
        """The reading, under `new_id` unless it brings an id along."""
        return NewReading(
            id=self.id or new_id,
            value=self.value,
            read_at=self.read_at,
            source=ReadingSource(self.source),
            note=self.note,
        )


class RolloverBody(Body):
    """A counter began again at zero; `value` is what it showed at `at`."""

    at: Instant
    value: Quantity = Field(ge=0)
    note: Line | None = None

    def to_record(self, new_id: UUID) -> NewSegment:
        """The segment to begin."""
        return NewSegment(id=new_id, at=self.at, value=self.value, note=self.note)


class ReplacementBody(Body):
    """A meter was replaced at `at`; without `finalValue` the old one ended at its last reading."""

    at: Instant
    final_value: Quantity | None = None
    start_value: Quantity = Decimal(0)
    note: Line | None = None

    def to_record(self, new_id: UUID) -> NewSegment:
        """The segment to begin."""
        return NewSegment(id=new_id, at=self.at, final_value=self.final_value, value=self.start_value, note=self.note)


class DowntimeBody(Body):
    """A downtime, open unless it says when it ended; it starts now unless it says when."""

    id: UUID | None = None
    started_at: Instant | None = None
    ended_at: Instant | None = None
    planned: bool = False
    reason_id: UUID | None = None
    note: Line | None = None


class DowntimeEnd(Body):
    """When the asset was up again, now unless stated."""

    ended_at: Instant | None = None


class DowntimePatch(Patch):
    """A correction of a downtime; clearing `endedAt` opens it again."""

    started_at: Instant = LEFT_OUT
    ended_at: Instant | None = None
    planned: bool = LEFT_OUT
    reason_id: UUID | None = None
    note: Line | None = None
