"""Work that a maintenance plan makes, and what an open work order takes over from a later occurrence."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from fettle.kit.changes import Change
from fettle.kit.ids import IdMaker
from fettle.modules.work_orders.records import (
    OPEN,
    NewTask,
    NewWorkOrder,
    TaskStatus,
    WorkOrder,
    WorkOrderStatus,
    WorkOrderTask,
)
from fettle.modules.work_orders.rules import tasks as task_rules
from fettle.modules.work_orders.rules import work_orders as rules

Named = tuple[str, UUID | None, UUID | None]


def work_order(new: NewWorkOrder, *, number: int, at: datetime, by: UUID | None) -> WorkOrder:
    """The work order that `new`, which names its id and its site, becomes."""
    status = WorkOrderStatus.APPROVED if new.approve else WorkOrderStatus.NEW
    assert new.id is not None, "planned work is given its id by its occurrence"
    return rules.compose(
        new, id=new.id, number=number, status=status, site_id=new.site_id, custom=new.custom, by=by, at=at
    )


def tasks_of(new: NewWorkOrder, names: Mapping[UUID, str], *, ids: IdMaker) -> list[WorkOrderTask]:
    """Its tasks."""
    assert new.id is not None, "planned work is given its id by its occurrence"
    return task_rules.compose(new.tasks, names, work_order_id=new.id, first=0, ids=ids, pointer="/tasks")


def missing(present: Sequence[WorkOrderTask], wanted: Sequence[NewTask], names: Mapping[UUID, str]) -> list[NewTask]:
    """Those of the tasks `wanted` that are not already open among the `present` ones."""
    still: list[Named] = [
        (task.title, task.task_code_id, task.asset_id) for task in present if task.status is TaskStatus.OPEN
    ]
    more = []
    for task in wanted:
        title = task.title or (names.get(task.task_code_id, "") if task.task_code_id else "")
        named = (title, task.task_code_id, task.asset_id)
        if named in still:
            still.remove(named)
        else:
            more.append(task)
    return more


def is_open(work_order: WorkOrder) -> bool:
    """Whether the work has not ended yet."""
    return work_order.status in OPEN


def extended(before: WorkOrder, new: NewWorkOrder) -> WorkOrder:
    """`before` with the assets and materials of `new` that it does not have yet."""
    materials = [each for each in new.planned_materials if each not in before.planned_materials]
    assets = [each for each in new.asset_ids if each not in before.asset_ids]
    return msgspec.structs.replace(
        before,
        planned_materials=[*before.planned_materials, *materials],
        asset_ids=[*before.asset_ids, *assets],
    )


def created_tasks(tasks: Sequence[WorkOrderTask], sites: Mapping[UUID, UUID | None]) -> list[Change]:
    """The changes that adding `tasks` to several work orders makes."""
    return [change for task in tasks for change in task_rules.created([task], sites[task.work_order_id])]
