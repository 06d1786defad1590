"""All SQL of the analyses: named queries over the tables of work, assets and the log."""

from fettle.modules.reports.store.backlog import backlog, flows
from fettle.modules.reports.store.compliance import compliance, hours, scheduled
from fettle.modules.reports.store.costs import counted, spent, tree
from fettle.modules.reports.store.reliability import histories
from fettle.modules.reports.store.work import stream_work, work

__all__ = [
    "backlog",
    "compliance",
    "counted",
    "flows",
    "histories",
    "hours",
    "scheduled",
    "spent",
    "stream_work",
    "tree",
    "work",
]
