"""Decisions of planning: pure functions over plans, how far they have come, and the moment of looking."""

from fettle.modules.planning.rules.checking import ImpossiblePlan, check
from fettle.modules.planning.rules.coming import coming, preview
from fettle.modules.planning.rules.keeping import begin, edited, resumed, settled
from fettle.modules.planning.rules.keys import keyed, lines
from fettle.modules.planning.rules.looking import look, wake_at
from fettle.modules.planning.rules.occurrences import OccurrenceNotOpen, finished, skipped, snoozed
from fettle.modules.planning.rules.rotation import assignee
from fettle.modules.planning.rules.warnings import warnings
from fettle.modules.planning.rules.words import in_words
from fettle.modules.planning.rules.workload import hours_of, workload

__all__ = [
    "ImpossiblePlan",
    "OccurrenceNotOpen",
    "assignee",
    "begin",
    "check",
    "coming",
    "edited",
    "finished",
    "hours_of",
    "in_words",
    "keyed",
    "lines",
    "look",
    "preview",
    "resumed",
    "settled",
    "skipped",
    "snoozed",
    "wake_at",
    "warnings",
    "workload",
]
