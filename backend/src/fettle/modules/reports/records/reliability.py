"""Reliability of assets."""

from uuid import UUID

import msgspec

from fettle.kit.records import Record
from fettle.modules.reports.records.asked import Span


class AssetHistory(msgspec.Struct, frozen=True, kw_only=True):
    """What is known of one asset in a period; all durations in seconds."""

    asset_id: UUID
    asset_name: str
    asset_number: str | None
    observed: float
    unplanned: float
    planned: float
    failures: int
    repaired: int
    repair: float
    on_hold: float


class Reliability(Record, frozen=True, kw_only=True):
    """MTBF, MTTR and availability of one asset in one period; null where there is nothing to divide by."""

    asset_id: UUID
    asset_name: str
    asset_number: str | None = None
    period: Span
    unit: str = "hours"
    failures: int
    failures_unrepaired: int
    operating: float
    unplanned_downtime: float
    planned_downtime: float
    mtbf: float | None
    mttr: float | None
    mttr_without_holds: float | None
    on_hold: float
    availability_percent: float | None
