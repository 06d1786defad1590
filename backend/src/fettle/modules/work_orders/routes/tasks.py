"""Tasks of a work order over HTTP."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import AlreadyExists
from fettle.modules.work_orders.actions import tasks as actions
from fettle.modules.work_orders.records import WorkOrderTask
from fettle.modules.work_orders.rules.tasks import AnswerNeeded, NotAnswerable
from fettle.modules.work_orders.rules.work_orders import WorkOrderFrozen
from fettle.modules.work_orders.wire.tasks import AnswerBody, TaskBody, TaskPatch
from fettle.web.verbs import delete, get, patch, post

TASK = "/work-orders/{work_order_id:uuid}/tasks/{task_id:uuid}"


@get("/work-orders/{work_order_id:uuid}/tasks", may="work_orders:read")
async def list_work_order_tasks(call: Call, work_order_id: UUID) -> list[WorkOrderTask]:
    """List the tasks of a work order in their order."""
    return await actions.all_of(call, work_order_id)


@post("/work-orders/{work_order_id:uuid}/tasks", may="work_orders:write", refuses=[WorkOrderFrozen, AlreadyExists])
async def add_work_order_task(call: Call, work_order_id: UUID, data: TaskBody) -> WorkOrderTask:
    """Add a task at the end."""
    return await actions.add(call, work_order_id, data.to_record())


@patch(TASK, may="work_orders:write", refuses=[WorkOrderFrozen])
async def update_work_order_task(
    call: Call, work_order_id: UUID, task_id: UUID, data: TaskPatch, version: int
) -> WorkOrderTask:
    """Edit a task of work that has not ended."""
    return await actions.update(call, work_order_id, task_id, data.given(), version=version)


@post(TASK + "/answer", may="work_orders:work", status_code=200, refuses=[NotAnswerable, AnswerNeeded])
async def answer_work_order_task(call: Call, work_order_id: UUID, task_id: UUID, data: AnswerBody) -> WorkOrderTask:
    """Say that a task was done, skipped or failed, and what came of it; a later answer replaces an earlier one.

    `open` takes an answer back.
    """
    return await actions.answer(call, work_order_id, task_id, data.to_record())


@delete(TASK, may="work_orders:write", refuses=[WorkOrderFrozen])
async def remove_work_order_task(call: Call, work_order_id: UUID, task_id: UUID, version: int) -> None:
    """Remove a task of work that has not ended."""
    await actions.remove(call, work_order_id, task_id, version=version)


ROUTES = [
    list_work_order_tasks,
    add_work_order_task,
    update_work_order_task,
    answer_work_order_task,
    remove_work_order_task,
]
