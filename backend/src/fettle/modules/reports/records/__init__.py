"""Nouns of the analyses: what is asked, and figures with their unit and period."""

from fettle.modules.reports.records.asked import (
    OF_LINES,
    AssetFilters,
    Basis,
    CostDimension,
    CostQuestion,
    Dimension,
    Span,
    Step,
    Window,
    WorkFilters,
    WorkQuestion,
)
from fettle.modules.reports.records.backlog import (
    Backlog,
    BacklogCounts,
    BacklogFigures,
    BacklogPoint,
    BacklogRow,
    BacklogSeries,
    Flow,
)
from fettle.modules.reports.records.costs import AssetNode, CostAnalysis, CostFigures, CostRow, Tally
from fettle.modules.reports.records.reliability import AssetHistory, Reliability
from fettle.modules.reports.records.work import Durations, WorkAnalysis, WorkCounts, WorkFigures, WorkRow

__all__ = [
    "OF_LINES",
    "AssetFilters",
    "AssetHistory",
    "AssetNode",
    "Backlog",
    "BacklogCounts",
    "BacklogFigures",
    "BacklogPoint",
    "BacklogRow",
    "BacklogSeries",
    "Basis",
    "CostAnalysis",
    "CostDimension",
    "CostFigures",
    "CostQuestion",
    "CostRow",
    "Dimension",
    "Durations",
    "Flow",
    "Reliability",
    "Span",
    "Step",
    "Tally",
    "Window",
    "WorkAnalysis",
    "WorkCounts",
    "WorkFigures",
    "WorkFilters",
    "WorkQuestion",
    "WorkRow",
]
