"""The door of the analyses for other modules."""

from fettle.modules.reports.actions import (
    analyse_costs,
    analyse_maintenance,
    analyse_work,
    backlog,
    plan_compliance,
    reliability,
)
from fettle.modules.reports.records import (
    CostAnalysis,
    CostDimension,
    CostQuestion,
    Dimension,
    Step,
    WorkAnalysis,
    WorkFilters,
    WorkQuestion,
)

__all__ = [
    "CostAnalysis",
    "CostDimension",
    "CostQuestion",
    "Dimension",
    "Step",
    "WorkAnalysis",
    "WorkFilters",
    "WorkQuestion",
    "analyse_costs",
    "analyse_maintenance",
    "analyse_work",
    "backlog",
    "plan_compliance",
    "reliability",
]
