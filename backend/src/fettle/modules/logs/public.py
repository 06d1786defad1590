"""The door of the log for other modules."""

from fettle.modules.logs.actions import (
    amounts_of,
    append,
    append_each,
    append_many,
    check,
    correct,
    get,
    reverse,
    totals_of,
)
from fettle.modules.logs.records import (
    Amount,
    LineKind,
    LogCorrection,
    LogEntry,
    LogLine,
    LogTotals,
    NewLogEntry,
    NewLogLine,
    Replacement,
    Reversal,
)
from fettle.modules.logs.wire import LogEntryBody

__all__ = [
    "Amount",
    "LineKind",
    "LogCorrection",
    "LogEntry",
    "LogEntryBody",
    "LogLine",
    "LogTotals",
    "NewLogEntry",
    "NewLogLine",
    "Replacement",
    "Reversal",
    "amounts_of",
    "append",
    "append_each",
    "append_many",
    "check",
    "correct",
    "get",
    "reverse",
    "totals_of",
]
