"""Work Order Analysis."""

from datetime import date
from decimal import Decimal

import msgspec

from fettle.kit.records import Record
from fettle.modules.reports.records.asked import Basis, Dimension, Span


class Durations(Record, frozen=True, kw_only=True):
    """How long something took: `measured` says for how many it is known; null when for none."""

    unit: str = "days"
    measured: int
    median: float | None = None
    mean: float | None = None
    p90: float | None = None


class WorkFigures(Record, frozen=True, kw_only=True):
    """Counts of work orders, on time, time to close, hours and cost (null when money is hidden).

    `opened` = `closed` + `cancelled` + `open`; `withTarget` = `onTime` + `overdue` among the closed ones. Open ones
    are not judged yet: `openOverdue` of them are past their target now.
    """

    unit: str = "work orders"
    opened: int
    closed: int
    cancelled: int
    open: int
    with_target: int
    on_time: int
    overdue: int
    on_time_percent: float | None
    open_with_target: int
    open_overdue: int
    time_to_close: Durations
    hours: Decimal
    cost: Decimal | None = None


class WorkRow(Record, frozen=True, kw_only=True):
    """The figures of one group in one period. `key` is an id or a word, null for work orders without one."""

    key: str | None
    label: str | None
    period_start: date | None = None
    period_end: date | None = None
    figures: WorkFigures


class WorkAnalysis(Record, frozen=True, kw_only=True):
    """Work Order Analysis: the whole, and its rows."""

    period: Span
    basis: Basis
    by: Dimension
    total: WorkFigures
    rows: list[WorkRow]


class WorkCounts(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the analysis as the database counts it; durations in seconds."""

    whole: bool
    key: str | None
    label: str | None
    period: date | None
    opened: int
    closed: int
    cancelled: int
    with_target: int
    on_time: int
    open_with_target: int
    open_overdue: int
    measured: int
    median: float | None
    mean: float | None
    p90: float | None
    hours: Decimal
    cost: Decimal | None
