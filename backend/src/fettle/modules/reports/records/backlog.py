"""The backlog."""

from datetime import datetime

import msgspec

from fettle.kit.records import Record
from fettle.modules.reports.records.asked import Dimension, Span
from fettle.modules.reports.records.work import Durations


class BacklogFigures(Record, frozen=True, kw_only=True):
    """Work open at one moment: how much, how much past its target then, and how old (days since it was reported)."""

    unit: str = "work orders"
    open: int
    overdue: int
    age: Durations


class BacklogRow(Record, frozen=True, kw_only=True):
    """The backlog of one group."""

    key: str | None
    label: str | None
    figures: BacklogFigures


class Backlog(Record, frozen=True, kw_only=True):
    """What was open at `at`, just before that instant."""

    at: datetime
    by: Dimension
    total: BacklogFigures
    rows: list[BacklogRow]


class BacklogCounts(msgspec.Struct, frozen=True, kw_only=True):
    """One row of the backlog as the database counts it; ages in seconds."""

    whole: bool
    key: str | None
    label: str | None
    open: int
    overdue: int
    median: float | None
    mean: float | None
    p90: float | None


class BacklogPoint(Record, frozen=True, kw_only=True):
    """What was open at `at`, and what came and went in the step before it."""

    at: datetime
    open: int
    overdue: int
    opened: int
    closed: int


class BacklogSeries(Record, frozen=True, kw_only=True):
    """The backlog at the end of every step. `closed` counts whatever left it, cancelled work too."""

    period: Span
    unit: str = "work orders"
    points: list[BacklogPoint]


class Flow(msgspec.Struct, frozen=True, kw_only=True):
    """How many work orders moved on one `side` between two moments of a series."""

    side: str
    bucket: int
    count: int
