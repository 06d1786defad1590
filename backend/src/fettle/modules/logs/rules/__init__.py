"""Decisions of the log: what may be written down, what it costs, how it is taken back."""

from fettle.modules.logs.rules.appending import (
    ASSETS,
    MOST_LINES,
    by_entry,
    check,
    check_all,
    check_sums,
    entry_of,
    ids_of,
    named_in_all,
    references,
    unpriced_staff,
)
from fettle.modules.logs.rules.reversing import (
    AlreadyReversed,
    NotYourEntry,
    ReversalStands,
    must_be_own,
    replacement_of,
    reversal_of,
)

__all__ = [
    "ASSETS",
    "MOST_LINES",
    "AlreadyReversed",
    "NotYourEntry",
    "ReversalStands",
    "by_entry",
    "check",
    "check_all",
    "check_sums",
    "entry_of",
    "ids_of",
    "must_be_own",
    "named_in_all",
    "references",
    "replacement_of",
    "reversal_of",
    "unpriced_staff",
]
