"""Decisions about the lines of work on a work order."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.changes import Change, difference
from fettle.kit.ids import IdMaker
from fettle.kit.refusals import Conflict, Fault, Invalid, Stale
from fettle.modules.work_orders.records import (
    NewTask,
    TaskAnswer,
    TaskStatus,
    WorkOrder,
    WorkOrderStatus,
    WorkOrderTask,
)
from fettle.modules.work_orders.rules.work_orders import must_be_open

MOST_TASKS = 200
ANSWERABLE = frozenset({WorkOrderStatus.APPROVED, WorkOrderStatus.IN_PROGRESS, WorkOrderStatus.ON_HOLD})
HOURS = Decimal("0.0001")


class NotAnswerable(Conflict):
    """Tasks are answered between the approval of the work and its completion."""


class AnswerNeeded(Invalid):
    """Say done, skipped or failed."""


def compose(
    new: Sequence[NewTask],
    names: Mapping[UUID, str],
    *,
    work_order_id: UUID,
    first: int,
    ids: IdMaker,
    pointer: str = "",
) -> list[WorkOrderTask]:
    """The tasks that `new` become, titled by their task code (`names`) unless they say their own.

    Raises `Invalid` for a task with neither, a task code that is not there, or too many tasks.
    """
    if first + len(new) > MOST_TASKS:
        raise Invalid.at("/tasks", "too_many", f"at most {MOST_TASKS}")
    faults = [
        fault
        for place, task in enumerate(new)
        for fault in _faults(task, names, f"{pointer}/{place}" if pointer else "")
    ]
    if faults:
        raise Invalid("Some tasks cannot be accepted.", faults=faults)
    return [
        _task(task, names, id=task.id or ids(), work_order_id=work_order_id, position=first + place)
        for place, task in enumerate(new)
    ]


def _faults(task: NewTask, names: Mapping[UUID, str], pointer: str) -> Iterator[Fault]:
    if task.task_code_id is not None and task.task_code_id not in names:
        yield Fault(f"{pointer}/taskCodeId", "unknown", "no such record")
    if not task.title and task.task_code_id is None:
        yield Fault(f"{pointer}/title", "required", "give a title or a task code")


def _task(task: NewTask, names: Mapping[UUID, str], *, id: UUID, work_order_id: UUID, position: int) -> WorkOrderTask:
    fields = {name: value for name, value in msgspec.structs.asdict(task).items() if name not in ("id", "title")}
    fields["estimated_hours"] = _hours(task.estimated_hours)
    title = task.title or (names[task.task_code_id] if task.task_code_id else "")
    return WorkOrderTask(id=id, work_order_id=work_order_id, position=position, title=title, **fields)


def answer(
    work_order: WorkOrder, task: WorkOrderTask, given: TaskAnswer, *, by: UUID | None, at: datetime
) -> WorkOrderTask:
    """`task` with its answer, which replaces an earlier one; `open` takes an answer back.

    Raises `NotAnswerable`, or `AnswerNeeded` where there is nothing to take back.
    """
    if work_order.status not in ANSWERABLE:
        raise NotAnswerable()
    if given.status is TaskStatus.OPEN:
        if task.status is TaskStatus.OPEN:
            raise AnswerNeeded(faults=[Fault("/status", "required", "done, skipped or failed")])
        cleared: dict[str, Any] = dict.fromkeys(("result", "answered_at", "answered_by_id"))
        return msgspec.structs.replace(task, status=TaskStatus.OPEN, **cleared, version=task.version + 1)
    return msgspec.structs.replace(
        task,
        status=given.status,
        result=given.result,
        answered_at=at,
        answered_by_id=by,
        version=task.version + 1,
    )


def change(work_order: WorkOrder, task: WorkOrderTask, given: Mapping[str, Any], *, version: int) -> WorkOrderTask:
    """`task` with the fields `given`. Raises `Stale`, or `WorkOrderFrozen` once the work has ended."""
    must_be_open(work_order)
    if task.version != version:
        raise Stale()
    fields = dict(given)
    if "estimated_hours" in fields:
        fields["estimated_hours"] = _hours(fields["estimated_hours"])
    return msgspec.structs.replace(task, **fields, version=task.version + 1)


def remove(work_order: WorkOrder, task: WorkOrderTask, *, version: int) -> None:
    """Raise `Stale` or `WorkOrderFrozen` unless `task` may be removed."""
    must_be_open(work_order)
    if task.version != version:
        raise Stale()


def created(tasks: Sequence[WorkOrderTask], site_id: UUID | None) -> list[Change]:
    """The changes that adding `tasks` makes."""
    return [
        Change(
            "work_order_task.created",
            task.id,
            after={name: value for name, value in msgspec.structs.asdict(task).items() if value is not None},
            about_id=task.work_order_id,
            site_id=site_id,
        )
        for task in tasks
    ]


def changed(verb: str, before: WorkOrderTask, after: WorkOrderTask, site_id: UUID | None) -> Change:
    """The change from `before` to `after`."""
    was, now = difference(before, after)
    return Change(
        f"work_order_task.{verb}", after.id, before=was, after=now, about_id=after.work_order_id, site_id=site_id
    )


def removed(task: WorkOrderTask, site_id: UUID | None, at: datetime) -> Change:
    """The change that removing `task` makes."""
    after = {"deleted_at": at, "version": task.version + 1}
    return Change("work_order_task.deleted", task.id, after=after, about_id=task.work_order_id, site_id=site_id)


def _hours(value: Decimal | None) -> Decimal | None:
    return None if value is None else value.quantize(HOURS)
