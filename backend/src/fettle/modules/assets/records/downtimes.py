"""Intervals in which an asset is down."""

from datetime import datetime
from uuid import UUID

from fettle.kit.records import Record
from fettle.modules.assets.records.kept import Kept
from fettle.modules.assets.records.things import AssetStatus


class Downtime(Kept, frozen=True, kw_only=True):
    """An interval in which an asset is down; open while `ended_at` is null."""

    asset_id: UUID
    started_at: datetime
    ended_at: datetime | None = None
    planned: bool = False
    reason_id: UUID | None = None
    work_order_id: UUID | None = None
    note: str | None = None


class AssetState(Record, frozen=True, kw_only=True):
    """What the rules of meters and downtime need to know of an asset."""

    id: UUID
    name: str
    site_id: UUID | None = None
    status: AssetStatus


class Stretch(Record, frozen=True, kw_only=True):
    """A downtime as reports count it."""

    asset_id: UUID
    started_at: datetime
    ended_at: datetime | None = None
    planned: bool


class DowntimeTotal(Record, frozen=True, kw_only=True):
    """Seconds for which an asset was down in a period, each moment counted once and unplanned before planned."""

    asset_id: UUID
    unplanned_seconds: float
    planned_seconds: float
