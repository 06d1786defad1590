"""The arithmetic of the analyses: pure functions, each with its formula and where it comes from."""

from fettle.modules.reports.rules.compliance import compliance_figures, maintenance_figures, maintenance_rows, share
from fettle.modules.reports.rules.costs import added, cost_rows, merged, rolled_up
from fettle.modules.reports.rules.periods import (
    MOST_ROWS,
    TooManyRows,
    boundaries,
    check_custom_field,
    check_rows,
    midnight,
    moment,
    moments,
    next_step,
    period_end,
    step_start,
    window,
)
from fettle.modules.reports.rules.reliability import reliability
from fettle.modules.reports.rules.work import backlog_figures, backlog_points, percent, work_figures

__all__ = [
    "MOST_ROWS",
    "TooManyRows",
    "added",
    "backlog_figures",
    "backlog_points",
    "boundaries",
    "check_custom_field",
    "check_rows",
    "compliance_figures",
    "cost_rows",
    "maintenance_figures",
    "maintenance_rows",
    "merged",
    "midnight",
    "moment",
    "moments",
    "next_step",
    "percent",
    "period_end",
    "reliability",
    "rolled_up",
    "share",
    "step_start",
    "window",
    "work_figures",
]
