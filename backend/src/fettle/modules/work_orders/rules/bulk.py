"""One action on many work orders: what it needs, and what it makes of each."""

from collections.abc import Callable
from datetime import datetime

from fettle.kit.refusals import Fault, Invalid, Refusal
from fettle.modules.work_orders.records import BulkAction, BulkChange, WorkOrder
from fettle.modules.work_orders.rules import life_cycle
from fettle.modules.work_orders.rules import work_orders as rules

NEEDS = {
    BulkAction.ASSIGN: frozenset({"assignee_id", "crew_id"}),
    BulkAction.PRIORITISE: frozenset({"priority"}),
    BulkAction.SCHEDULE: frozenset({"scheduled_start", "scheduled_end", "due_at"}),
    BulkAction.TAG: frozenset({"tag_ids"}),
    BulkAction.CANCEL: frozenset({"reason_id", "note"}),
    BulkAction.CLOSE: frozenset({"note"}),
    BulkAction.APPROVE: frozenset[str](),
}
OPTIONAL = frozenset({BulkAction.CANCEL, BulkAction.CLOSE, BulkAction.APPROVE})
PERMISSION = {
    BulkAction.ASSIGN: "work_orders:write",
    BulkAction.PRIORITISE: "work_orders:write",
    BulkAction.SCHEDULE: "work_orders:write",
    BulkAction.TAG: "work_orders:write",
    BulkAction.APPROVE: "work_orders:approve",
    BulkAction.CANCEL: "work_orders:cancel",
    BulkAction.CLOSE: "work_orders:close",
}
VERBS = {
    BulkAction.ASSIGN: "assigned",
    BulkAction.PRIORITISE: "updated",
    BulkAction.SCHEDULE: "updated",
    BulkAction.TAG: "tags_set",
    BulkAction.APPROVE: "approved",
    BulkAction.CANCEL: "cancelled",
    BulkAction.CLOSE: "closed",
}


def check(change: BulkChange) -> None:
    """Raise `Invalid` for fields that the action does not take, or without any that it needs."""
    takes = NEEDS[change.action]
    faults = [
        Fault(f"/{rules.camel(name)}", "not_taken", f"is not taken by {change.action.value}")
        for name in sorted(change.given - takes)
    ]
    if not change.given & takes and change.action not in OPTIONAL:
        wanted = " or ".join(rules.camel(name) for name in sorted(takes))
        faults.append(Fault("/action", "incomplete", f"{change.action.value} needs {wanted}"))
    if change.action is BulkAction.PRIORITISE and change.priority is None:
        faults.append(Fault("/priority", "required", "is required"))
    if faults:
        raise Invalid("The action cannot be done like this.", faults=faults)


def apply(work_order: WorkOrder, change: BulkChange, *, at: datetime) -> WorkOrder | Refusal:
    """What the action makes of `work_order`, or why it is refused."""
    try:
        return _MAKE[change.action](work_order, change, at)
    except Refusal as refusal:
        return refusal


def _edit(work_order: WorkOrder, change: BulkChange, _at: datetime) -> WorkOrder:
    given = {name: getattr(change, name) for name in change.given & NEEDS[change.action]}
    return rules.change(work_order, given, version=work_order.version)


def _tag(work_order: WorkOrder, change: BulkChange, _at: datetime) -> WorkOrder:
    return rules.with_tags(work_order, [*work_order.tag_ids, *change.tag_ids])


def _approve(work_order: WorkOrder, _change: BulkChange, _at: datetime) -> WorkOrder:
    return life_cycle.approve(work_order)


def _cancel(work_order: WorkOrder, change: BulkChange, _at: datetime) -> WorkOrder:
    return life_cycle.cancel(work_order, reason_id=change.reason_id, note=change.note)


def _close(work_order: WorkOrder, change: BulkChange, at: datetime) -> WorkOrder:
    return life_cycle.close(work_order, note=change.note, at=at)


_MAKE: dict[BulkAction, Callable[[WorkOrder, BulkChange, datetime], WorkOrder]] = {
    BulkAction.ASSIGN: _edit,
    BulkAction.PRIORITISE: _edit,
    BulkAction.SCHEDULE: _edit,
    BulkAction.TAG: _tag,
    BulkAction.APPROVE: _approve,
    BulkAction.CANCEL: _cancel,
    BulkAction.CLOSE: _close,
}
