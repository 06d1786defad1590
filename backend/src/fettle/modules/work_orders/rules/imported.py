"""Work that comes from elsewhere: what becomes of it here, and how work that is already here catches up."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.ids import IdMaker
from fettle.modules.work_orders.records import (
    HistoricRequest,
    HistoricWorkOrder,
    TaskStatus,
    WorkOrder,
    WorkOrderStatus,
    WorkOrderTask,
    WorkRequest,
)
from fettle.modules.work_orders.rules import changes, requests, tasks, work_orders
from fettle.modules.work_orders.rules.life_cycle import PAST, path

DONE = frozenset({WorkOrderStatus.COMPLETE, WorkOrderStatus.CLOSED})
OF_ITS_OWN = frozenset({"status", "asset_ids", "tag_ids", "tasks", "custom"})


class Step(msgspec.Struct, frozen=True):
    """One move of one work order that catches up."""

    verb: str
    before: WorkOrder
    after: WorkOrder


def work_order(historic: HistoricWorkOrder, *, number: int, by: UUID | None, at: datetime) -> WorkOrder:
    """The work order that `historic` becomes. It counts as created when it was reported."""
    fields = {name: getattr(historic, name) for name in historic.__struct_fields__ if name != "tasks"}
    fields["asset_ids"] = list(dict.fromkeys(historic.asset_ids))
    fields["tag_ids"] = sorted(set(historic.tag_ids))
    made = WorkOrder(
        number=number, created_at=historic.reported_at, created_by=by, updated_at=at, updated_by=by, **fields
    )
    return work_orders.scaled(_explained(made))


def tasks_of(historic: HistoricWorkOrder, names: dict[UUID, str], *, ids: IdMaker) -> list[WorkOrderTask]:
    """Its tasks, done when the work is."""
    made = tasks.compose(historic.tasks, names, work_order_id=historic.id, first=0, ids=ids, pointer="/tasks")
    if historic.status not in DONE:
        return made
    answered = {"status": TaskStatus.DONE, "answered_at": historic.completed_at}
    return [msgspec.structs.replace(task, **answered) for task in made]


def request(historic: HistoricRequest, *, number: int, by: UUID | None, at: datetime) -> WorkRequest:
    """The request that `historic` becomes. It counts as created when it was reported."""
    fields = {name: getattr(historic, name) for name in historic.__struct_fields__}
    return requests.scaled(
        WorkRequest(
            number=number, created_at=historic.reported_at, created_by=by, updated_at=at, updated_by=by, **fields
        )
    )


def catch_up(before: WorkOrder, historic: HistoricWorkOrder, *, by: UUID | None, at: datetime) -> Iterator[Step]:
    """The steps that bring `before` to what `historic` says: its moves one by one, then its other fields.

    Raises `NotPossibleNow` when the life cycle has no way there.
    """
    here = before
    for move in path(before.status, historic.status):
        there = _explained(msgspec.structs.replace(here, status=move.to_status, **_stated(historic, move.to_status)))
        written = changes.next_version(there, by=by, at=at)
        yield Step(PAST[move.verb], here, written)
        here = written
    last = _explained(work_orders.scaled(msgspec.structs.replace(here, **_said(historic, here))))
    if last != here:
        yield Step("updated", here, changes.next_version(last, by=by, at=at))


def catch_up_request(before: WorkRequest, historic: HistoricRequest, *, by: UUID | None, at: datetime) -> WorkRequest:
    """`before` as `historic` says, itself when that is nothing new."""
    after = requests.scaled(msgspec.structs.replace(before, **_said(historic, before)))
    return before if after == before else requests.next_version(after, by=by, at=at)


def _said(historic: HistoricWorkOrder | HistoricRequest, before: WorkOrder | WorkRequest) -> dict[str, Any]:
    """The fields of which `historic` says something; custom values, assets and tags add to what is there."""
    fields = {
        name: value
        for name in historic.__struct_fields__
        if name not in OF_ITS_OWN and (value := getattr(historic, name)) is not None
    }
    fields["custom"] = {**before.custom, **historic.custom}
    if isinstance(historic, HistoricWorkOrder) and isinstance(before, WorkOrder):
        fields["asset_ids"] = list(dict.fromkeys([*historic.asset_ids, *before.asset_ids]))
        fields["tag_ids"] = sorted({*historic.tag_ids, *before.tag_ids})
    elif isinstance(historic, HistoricRequest):
        fields["status"] = historic.status
    return fields


def rounds(steps: Iterable[Iterable[Step]]) -> list[list[Step]]:
    """The steps of many work orders as rounds that can be written together: the first of each, the second, ..."""
    made: list[list[Step]] = []
    for each in steps:
        for place, step in enumerate(each):
            if place == len(made):
                made.append([])
            made[place].append(step)
    return made


def relinked(steps: Sequence[Step], field: str) -> list[WorkOrder]:
    """The work orders whose assets or tags change in `steps`."""
    return [step.after for step in steps if getattr(step.before, field) != getattr(step.after, field)]


def _stated(historic: HistoricWorkOrder, status: WorkOrderStatus) -> dict[str, Any]:
    match status:
        case WorkOrderStatus.IN_PROGRESS:
            return {"started_at": historic.started_at}
        case WorkOrderStatus.COMPLETE:
            return {"completed_at": historic.completed_at}
        case WorkOrderStatus.CLOSED:
            return {"closed_at": historic.closed_at}
        case _:
            return {}


def _explained(work_order: WorkOrder) -> WorkOrder:
    """Work on hold always says why, also where its source did not."""
    if work_order.status is WorkOrderStatus.ON_HOLD and not (work_order.hold_reason_id or work_order.status_note):
        return msgspec.structs.replace(work_order, status_note="-")
    return work_order
