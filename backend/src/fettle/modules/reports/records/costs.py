"""Costs."""

from datetime import date
from decimal import Decimal

import msgspec

from fettle.kit.records import Record
from fettle.modules.reports.records.asked import CostDimension, Span


class CostFigures(Record, frozen=True, kw_only=True):
    """Money from the log (reversals included) beside counts of the work orders reported in the same period.

    Grouped by GL code or kind of line, the counts are of work orders with such lines instead, and one can count twice.
    `withoutCost` of them came to nothing.
    """

    unit: str
    cost: Decimal
    work_orders: int
    corrective: int
    without_cost: int | None = None


class CostRow(Record, frozen=True, kw_only=True):
    """The cost of one group in one period."""

    key: str | None
    label: str | None
    period_start: date | None = None
    period_end: date | None = None
    figures: CostFigures


class CostAnalysis(Record, frozen=True, kw_only=True):
    """Costs by a dimension and period: the whole, and its rows. With `subtree` an asset includes all below it."""

    period: Span
    by: CostDimension
    subtree: bool
    total: CostFigures
    rows: list[CostRow]


class Tally(msgspec.Struct, frozen=True, kw_only=True):
    """One group in one period, from the log's side or from the work orders' side."""

    whole: bool = False
    key: str | None
    label: str | None = None
    period: date | None
    cost: Decimal = Decimal("0.00")
    work_orders: int = 0
    corrective: int = 0
    without_cost: int = 0


class AssetNode(msgspec.Struct, frozen=True):
    """An asset in its tree."""

    id: str
    parent_id: str | None
    name: str
