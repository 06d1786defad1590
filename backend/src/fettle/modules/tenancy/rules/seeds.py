"""The reference data that every tenant starts with."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from fettle.modules.tenancy.records.reference import FailureCode, FailureKind, Reason, ReasonKind

REASONS: dict[ReasonKind, dict[str, str]] = {
    ReasonKind.HOLD: {
        "PARTS": "Waiting for parts",
        "ACCESS": "No access",
        "WEATHER": "Weather",
        "CONTRACTOR": "Waiting for a contractor",
        "APPROVAL": "Waiting for approval",
    },
    ReasonKind.DOWNTIME: {
        "BREAKDOWN": "Breakdown",
        "PLANNED": "Planned maintenance",
        "DAMAGE": "Accident or vandalism",
        "UTILITY": "No power, water or fuel",
    },
    ReasonKind.CANCEL: {"NOT_NEEDED": "No longer needed", "MISTAKE": "Entered by mistake", "BUDGET": "No budget"},
    ReasonKind.DECLINE: {
        "OUT_OF_SCOPE": "Not ours to do",
        "DUPLICATE": "Already asked for",
        "UNCLEAR": "Not enough information",
    },
    ReasonKind.REVERSAL: {
        "MISTAKE": "Entered by mistake",
        "WRONG_WORK_ORDER": "Belongs to another work order",
        "WRONG_QUANTITY": "Wrong quantity",
    },
}
FAILURES: dict[FailureKind, dict[str, str]] = {
    FailureKind.PROBLEM: {
        "LEAKAGE": "Leaks",
        "NOISE": "Noise or vibration",
        "NO_START": "Does not start",
        "BROKEN": "Broken part",
        "OVERHEAT": "Overheats",
    },
    FailureKind.CAUSE: {"WEAR": "Wear", "MISUSE": "Misuse", "CORROSION": "Corrosion", "UNKNOWN": "Unknown"},
    FailureKind.REMEDY: {
        "REPAIRED": "Repaired",
        "REPLACED": "Replaced",
        "ADJUSTED": "Adjusted",
        "CLEANED": "Cleaned or lubricated",
    },
}


def reasons(*, new_id: Callable[[], UUID], at: datetime) -> list[Reason]:
    """The reasons of a new tenant."""
    return _records(Reason, REASONS, new_id, at)


def failure_codes(*, new_id: Callable[[], UUID], at: datetime) -> list[FailureCode]:
    """The failure codes of a new tenant."""
    return _records(FailureCode, FAILURES, new_id, at)


def _records(record: Any, texts: Any, new_id: Callable[[], UUID], at: datetime) -> list[Any]:
    return [
        record(id=new_id(), kind=kind, code=code, name=name, created_at=at, updated_at=at)
        for kind, by_code in texts.items()
        for code, name in by_code.items()
    ]
