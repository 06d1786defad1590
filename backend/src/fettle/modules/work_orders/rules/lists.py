"""Where a page of a list ends: the keys by which it is ordered. In which order groups stand."""

from collections.abc import Sequence
from typing import Any

from fettle.modules.work_orders.records import (
    CountBy,
    Priority,
    WorkKind,
    WorkOrderGroup,
    WorkOrderRow,
    WorkOrderSort,
    WorkOrderStatus,
    WorkRequestRow,
)

URGENCY = {Priority.LOW: 1, Priority.MEDIUM: 2, Priority.HIGH: 3, Priority.URGENT: 4}
MOST_GROUPS = 200
ORDERED: dict[CountBy, list[str]] = {
    CountBy.STATUS: [each.value for each in WorkOrderStatus],
    CountBy.PRIORITY: [each.value for each in sorted(Priority, key=lambda each: -URGENCY[each])],
    CountBy.KIND: [each.value for each in WorkKind],
}


def in_order(by: CountBy, groups: Sequence[WorkOrderGroup]) -> list[WorkOrderGroup]:
    """`groups` as a screen shows them: words along the life cycle or the most urgent first, weeks as they come, others
    by name; what has none of it comes last."""
    words = ORDERED.get(by, [])

    def place(group: WorkOrderGroup) -> tuple[bool, int, str, str]:
        rank = words.index(group.key) if group.key in words else 0
        return group.key is None, rank, (group.name or "").casefold(), group.key or ""

    return sorted(groups, key=place)


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
        case "updatedAt":
            return row.updated_at.isoformat()
        case "scheduledStart":
            return None if row.scheduled_start is None else row.scheduled_start.isoformat()
        case "number":
            return row.number
        case _:
            return row.status.value
