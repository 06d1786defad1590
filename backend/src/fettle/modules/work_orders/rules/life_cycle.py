"""The life cycle: which moves there are, who may make them, and what each one needs.

The moves stand in the table `work_order_transitions` as well, where a trigger refuses every other; a test holds the
two equal.
"""

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import Conflict, Fault, Forbidden, Invalid
from fettle.modules.work_orders.records import (
    AllowedTransition,
    Completion,
    Need,
    TaskStatus,
    Verb,
    WorkOrder,
    WorkOrderMove,
    WorkOrderStatus,
    WorkOrderTask,
)

S = WorkOrderStatus
CLOCK_SKEW = timedelta(minutes=5)


class Transition(msgspec.Struct, frozen=True):
    """One allowed move; `from_status` None means that the work order does not exist before."""

    from_status: WorkOrderStatus | None
    to_status: WorkOrderStatus
    verb: Verb
    permission: str


TRANSITIONS = (
    Transition(None, S.NEW, Verb.CREATE, "work_orders:create"),
    Transition(None, S.APPROVED, Verb.CREATE, "work_orders:approve"),
    *(
        Transition(None, status, Verb.IMPORT, "imports:run")
        for status in (S.IN_PROGRESS, S.ON_HOLD, S.COMPLETE, S.CLOSED, S.CANCELLED, S.SKIPPED)
    ),
    Transition(S.NEW, S.APPROVED, Verb.APPROVE, "work_orders:approve"),
    Transition(S.APPROVED, S.IN_PROGRESS, Verb.START, "work_orders:work"),
    Transition(S.APPROVED, S.ON_HOLD, Verb.HOLD, "work_orders:work"),
    Transition(S.IN_PROGRESS, S.ON_HOLD, Verb.HOLD, "work_orders:work"),
    Transition(S.ON_HOLD, S.APPROVED, Verb.RESUME, "work_orders:work"),
    Transition(S.ON_HOLD, S.IN_PROGRESS, Verb.RESUME, "work_orders:work"),
    Transition(S.IN_PROGRESS, S.COMPLETE, Verb.COMPLETE, "work_orders:complete"),
    Transition(S.COMPLETE, S.CLOSED, Verb.CLOSE, "work_orders:close"),
    *(
        Transition(status, S.CANCELLED, Verb.CANCEL, "work_orders:cancel")
        for status in (S.NEW, S.APPROVED, S.IN_PROGRESS, S.ON_HOLD)
    ),
    *(
        Transition(status, S.SKIPPED, Verb.SKIP, "work_orders:skip")
        for status in (S.NEW, S.APPROVED, S.IN_PROGRESS, S.ON_HOLD)
    ),
)
PAST = {
    Verb.APPROVE: "approved",
    Verb.START: "started",
    Verb.HOLD: "held",
    Verb.RESUME: "resumed",
    Verb.COMPLETE: "completed",
    Verb.CLOSE: "closed",
    Verb.CANCEL: "cancelled",
    Verb.SKIP: "skipped",
}


class NotPossibleNow(Conflict):
    """The work order's present status does not allow this."""


class TasksUnanswered(Conflict):
    """Required tasks are still without an answer."""


class HoldNeedsReason(Invalid):
    """Say why the work is put on hold: a reason or a note."""


class NotAnOccurrence(Conflict):
    """Only an occurrence of a maintenance plan can be skipped; cancel this work order instead."""


class SkipNeedsReason(Invalid):
    """Say why the work is left out."""


class InTheFuture(Invalid):
    """Work cannot have been done in the future."""


def allowed_transitions(work_order: WorkOrder, permissions: Collection[str]) -> list[AllowedTransition]:
    """The moves that somebody with `permissions` may make now, in the order of the table."""
    return [
        AllowedTransition(verb=move.verb, to_status=move.to_status)
        for move in TRANSITIONS
        if move.from_status == work_order.status
        and work_order.deleted_at is None
        and (move.verb is not Verb.SKIP or work_order.occurrence_id is not None)
        and (move.verb is not Verb.RESUME or move.to_status == resumed_status(work_order))
        and (move.permission in permissions or "*" in permissions)
    ]


def moves() -> list[WorkOrderMove]:
    """The table as clients read it: every move of a work order that is there, with what each needs."""
    return [
        WorkOrderMove(
            from_status=move.from_status,
            to_status=move.to_status,
            verb=move.verb,
            permission=move.permission,
            needs=_needs(move),
        )
        for move in TRANSITIONS
        if move.from_status is not None
    ]


def _needs(move: Transition) -> list[Need]:
    match move.verb:
        case Verb.HOLD:
            return [Need.REASON]
        case Verb.SKIP:
            return [Need.OCCURRENCE, Need.REASON]
        case Verb.COMPLETE:
            return [Need.TASKS]
        case Verb.RESUME:
            return [Need.STARTED if move.to_status is S.IN_PROGRESS else Need.NOT_STARTED]
        case _:
            return []


def resumed_status(work_order: WorkOrder) -> WorkOrderStatus:
    """Where work on hold goes back to: in progress when it had begun, approved otherwise."""
    return S.IN_PROGRESS if work_order.started_at is not None else S.APPROVED


def _moved(work_order: WorkOrder, verb: Verb, to: WorkOrderStatus, **fields: Any) -> WorkOrder:
    """`work_order` in its new status. Raises `NotPossibleNow` unless the table has the move."""
    known = any(
        move.from_status == work_order.status and move.to_status == to and move.verb is verb for move in TRANSITIONS
    )
    if not known or work_order.deleted_at is not None:
        where = "deleted" if work_order.deleted_at else work_order.status.value.replace("_", " ")
        raise NotPossibleNow(f"A work order that is {where} cannot be {PAST[verb]}.")
    return msgspec.structs.replace(work_order, status=to, **fields)


def approve(work_order: WorkOrder) -> WorkOrder:
    """Release new work to be done."""
    return _moved(work_order, Verb.APPROVE, S.APPROVED)


def start(work_order: WorkOrder, *, at: datetime) -> WorkOrder:
    """Begin the work."""
    return _moved(work_order, Verb.START, S.IN_PROGRESS, started_at=work_order.started_at or at)


def hold(work_order: WorkOrder, *, reason_id: UUID | None, note: str | None) -> WorkOrder:
    """Interrupt the work for a reason."""
    moved = _moved(work_order, Verb.HOLD, S.ON_HOLD, hold_reason_id=reason_id, status_note=note)
    if reason_id is None and not note:
        raise HoldNeedsReason(faults=[Fault("/reasonId", "required", "give a reason or a note")])
    return moved


def resume(work_order: WorkOrder) -> WorkOrder:
    """Go on with the work, where it was interrupted."""
    return _moved(work_order, Verb.RESUME, resumed_status(work_order), hold_reason_id=None, status_note=None)


def complete(
    work_order: WorkOrder,
    tasks: Sequence[WorkOrderTask],
    completion: Completion,
    *,
    by: UUID | None,
    at: datetime,
) -> WorkOrder:
    """Say that the work is done. Raises `TasksUnanswered` while a required task is open."""
    codes = {
        name: value
        for name in ("problem_code_id", "cause_code_id", "remedy_code_id")
        if (value := getattr(completion, name)) is not None
    }
    done_at = completion.completed_at or at
    moved = _moved(
        work_order,
        Verb.COMPLETE,
        S.COMPLETE,
        completed_at=done_at,
        completed_by_id=by,
        status_note=completion.note,
        **codes,
    )
    open_tasks = [task for task in tasks if task.required and task.status is TaskStatus.OPEN]
    if open_tasks:
        faults = [Fault(f"/tasks/{task.position}", "unanswered", task.title) for task in open_tasks]
        raise TasksUnanswered(f"{len(open_tasks)} required task(s) have no answer yet.", faults=faults)
    stated_time(done_at, "/completedAt", at=at)
    return moved


def stated_time(stated: datetime, pointer: str, *, at: datetime) -> datetime:
    """A time that somebody states. Raises `InTheFuture` when it is later than now, clocks being a little apart."""
    if stated > at + CLOCK_SKEW:
        raise InTheFuture(faults=[Fault(pointer, "in_future", "lies in the future")])
    return stated


def close(work_order: WorkOrder, *, note: str | None, at: datetime) -> WorkOrder:
    """Review completed work; freezes its logs."""
    return _moved(work_order, Verb.CLOSE, S.CLOSED, closed_at=at, status_note=note or work_order.status_note)


def cancel(work_order: WorkOrder, *, reason_id: UUID | None, note: str | None) -> WorkOrder:
    """Give the work up."""
    return _moved(
        work_order, Verb.CANCEL, S.CANCELLED, cancel_reason_id=reason_id, hold_reason_id=None, status_note=note
    )


def skip(work_order: WorkOrder, *, note: str | None) -> WorkOrder:
    """Leave an occurrence of a plan out, for a reason. Raises `NotAnOccurrence` for work that no plan made."""
    moved = _moved(work_order, Verb.SKIP, S.SKIPPED, hold_reason_id=None, status_note=note)
    if work_order.occurrence_id is None:
        raise NotAnOccurrence()
    if not note:
        raise SkipNeedsReason(faults=[Fault("/note", "required", "say why")])
    return moved


def path(start_at: WorkOrderStatus, end_at: WorkOrderStatus) -> list[Transition]:
    """The shortest way from one status to another, as moves. Raises `NotPossibleNow` when there is none."""
    ways: dict[WorkOrderStatus, list[Transition]] = {start_at: []}
    frontier = [start_at]
    while frontier and end_at not in ways:
        here = frontier.pop(0)
        for move in TRANSITIONS:
            if move.from_status == here and move.to_status not in ways:
                ways[move.to_status] = [*ways[here], move]
                frontier.append(move.to_status)
    if end_at not in ways:
        raise NotPossibleNow(f"A work order cannot go from {start_at.value} to {end_at.value}.")
    return ways[end_at]


def way_to(work_order: WorkOrder, end_at: WorkOrderStatus, permissions: Collection[str]) -> list[Verb]:
    """The shortest way of a work order to another status, by moves that somebody with `permissions` may make.

    Raises `NotPossibleNow` when no moves lead there, and `Forbidden` when they do but not for them.
    """
    found = _way(work_order, end_at, permissions)
    if found is None and _way(work_order, end_at, ("*",)) is not None:
        raise Forbidden("A step on the way there needs a permission that you do not have.")
    if found is None:
        here, there = (status.value.replace("_", " ") for status in (work_order.status, end_at))
        raise NotPossibleNow(f"A work order that is {here} cannot become {there}.")
    return found


def _way(work_order: WorkOrder, end_at: WorkOrderStatus, permissions: Collection[str]) -> list[Verb] | None:
    begun = (work_order.status, work_order.started_at is not None)
    ways: dict[tuple[WorkOrderStatus, bool], list[Verb]] = {begun: []}
    frontier = [work_order]
    while frontier:
        here = frontier.pop(0)
        way = ways[here.status, here.started_at is not None]
        if here.status == end_at:
            return way
        for move in allowed_transitions(here, permissions):
            started = work_order.reported_at if move.verb is Verb.START else None
            there = msgspec.structs.replace(here, status=move.to_status, started_at=here.started_at or started)
            if (key := (there.status, there.started_at is not None)) not in ways:
                ways[key] = [*way, move.verb]
                frontier.append(there)
    return None


PERMISSION = {move.verb: move.permission for move in TRANSITIONS if move.from_status is not None}
