"""Where a page of a list ends: the keys by which it is ordered."""

from typing import Any

from fettle.modules.work_orders.records import Priority, WorkOrderRow, WorkOrderSort, WorkRequestRow

URGENCY = {Priority.LOW: 1, Priority.MEDIUM: 2, Priority.HIGH: 3, Priority.URGENT: 4}


def position(row: WorkOrderRow, sort: WorkOrderSort | None) -> list[Any]:
    """The keys of `row` in a list ordered by `sort`; None orders by rank."""
    return [_key(row, sort), str(row.id)]


def request_position(row: WorkRequestRow, *, ranked: bool) -> list[Any]:
    """The keys of `row` in the list of requests: its rank, or when it was reported."""
    return [row.rank if ranked else row.reported_at.isoformat(), str(row.id)]


def _key(row: WorkOrderRow, sort: WorkOrderSort | None) -> Any:
    match None if sort is None else sort.value.lstrip("-"):
        case None:
            return row.rank
        case "createdAt":
            return row.created_at.isoformat()
        case "dueAt":
            return None if row.due_at is None else row.due_at.isoformat()
        case "priority":
            return URGENCY[row.priority]
        case "number":
            return row.number
        case _:
            return row.status.value
