"""What was not taken as it was sent, said so that whoever carries the phone understands it."""

from typing import Any

from fettle.modules.sync.records import ConflictReason

R = ConflictReason
NOUNS = {
    "meter_readings": "reading",
    "work_orders": "work order",
    "work_order_tasks": "task",
    "work_order_assets": "asset of a work order",
    "log_entries": "log entry",
    "log_lines": "line of a log entry",
    "comments": "comment",
    "work_requests": "request",
    "notifications": "notification",
    "sync_conflicts": "message",
}
LONGEST_SHOWN = 120


def noun(table: str) -> str:
    """What a record of the table is called."""
    return NOUNS.get(table, table.replace("_", " ").removesuffix("s"))


def label(column: str) -> str:
    """What a column is called."""
    return column.removesuffix("_id").replace("_", " ")


def message(table: str, field: str | None, reason: ConflictReason, *, detail: str = "", holds: Any = None) -> str:
    """One or two sentences: what was not taken and why, and what holds instead; `detail` is the rule's own words."""
    what = f"The {label(field)} of this {noun(table)}" if field else f"This {noun(table)}"
    said = _said(what, table, field, reason)
    shown = "" if holds is None or isinstance(holds, dict | list) else str(holds)[:LONGEST_SHOWN]
    parts = [said, detail.strip(), f"The office has: {shown}." if shown and field else ""]
    return " ".join(part for part in parts if part)


def _said(what: str, table: str, field: str | None, reason: ConflictReason) -> str:
    match reason:
        case R.TERMINAL if field:
            return f"{what} was not changed: the work has ended already."
        case R.TERMINAL:
            return f"{what} was not added: the work has ended already. What you wrote is kept here."
        case R.NOT_ALLOWED:
            return f"{what} was not taken: it is not possible now."
        case R.OVERWRITTEN:
            return f"{what} was changed by two people; the later change stands."
        case R.SERVER_OWNED:
            return f"{what} cannot be changed from a phone."
        case R.REASSIGNED:
            return f"{what} was not changed: somebody else has assigned this work meanwhile."
        case R.KEPT_FIRST:
            return f"{what} was written before with other content; the first one stands."
        case R.PARENT_MISSING:
            return f"{what} was not added: what it belongs to is not there, or not for you to see."
        case R.DELETED:
            return f"{what} was not taken: the {noun(table)} has been deleted meanwhile. What you wrote is kept here."
        case R.CLOCK:
            return f"{what} lay in the future, so the present was written down; the clock of the phone may be wrong."
        case R.FORBIDDEN:
            return f"{what} was not changed: you may not do this."
        case R.INVALID:
            return f"{what} was not taken as it was sent."
