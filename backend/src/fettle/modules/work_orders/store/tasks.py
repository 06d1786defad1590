"""The lines of work on work orders."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.modules.work_orders.records import WorkOrderTask
from fettle.modules.work_orders.store.work_orders import rows_of

TYPES = {
    "id": "uuid",
    "work_order_id": "uuid",
    "position": "integer",
    "title": "text",
    "task_code_id": "uuid",
    "asset_id": "uuid",
    "instructions": "text",
    "required": "boolean",
    "status": "text",
    "result": "text",
    "estimated_hours": "numeric",
    "answered_at": "timestamptz",
    "answered_by_id": "uuid",
    "version": "integer",
}
COLUMNS = ", ".join(TYPES)
OF_WORK_ORDER = f"""
SELECT {COLUMNS} FROM work_order_tasks
WHERE tenant_id = app.tenant_id() AND work_order_id = %s AND deleted_at IS NULL
ORDER BY position, id
"""  # noqa: S608 - column names from the table above
ONE = f"""
SELECT {COLUMNS} FROM work_order_tasks
WHERE tenant_id = app.tenant_id() AND work_order_id = %s AND id = %s AND deleted_at IS NULL FOR UPDATE
"""  # noqa: S608 - column names from the table above
NEXT_POSITION = """
SELECT coalesce(max(position) + 1, 0) FROM work_order_tasks
WHERE tenant_id = app.tenant_id() AND work_order_id = %s
"""
GIVEN = ", ".join(f"{name} {kind}" for name, kind in TYPES.items())
INSERT = f"""
INSERT INTO work_order_tasks (tenant_id, created_at, created_by, updated_at, updated_by, {COLUMNS})
SELECT app.tenant_id(), %(at)s, %(by)s, %(at)s, %(by)s, {", ".join(f"g.{name}" for name in TYPES)}
FROM jsonb_to_recordset(%(rows)s::jsonb) AS g({GIVEN})
"""  # noqa: S608 - column names from the table above
UPDATE = """
UPDATE work_order_tasks SET title = %(title)s, task_code_id = %(task_code_id)s, asset_id = %(asset_id)s,
    instructions = %(instructions)s, required = %(required)s, position = %(position)s, status = %(status)s,
    result = %(result)s, estimated_hours = %(estimated_hours)s, answered_at = %(answered_at)s,
    answered_by_id = %(answered_by_id)s, version = %(version)s, updated_at = %(at)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
DELETE = """
UPDATE work_order_tasks SET deleted_at = %s, updated_at = %s, updated_by = %s, version = version + 1
WHERE tenant_id = app.tenant_id() AND id = %s
"""
NAMES = "SELECT id, name FROM task_codes WHERE tenant_id = app.tenant_id() AND id = ANY(%s) AND deleted_at IS NULL"


async def of_work_order(call: Call, work_order_id: UUID) -> list[WorkOrderTask]:
    """The tasks of a work order in their order."""
    return await call.all(WorkOrderTask, OF_WORK_ORDER, [work_order_id])


async def lock(call: Call, work_order_id: UUID, task_id: UUID) -> WorkOrderTask:
    """A task of this work order, nobody else changing it. Raises `NotFound`."""
    return await call.one(WorkOrderTask, ONE, [work_order_id, task_id])


async def next_position(call: Call, work_order_id: UUID) -> int:
    """The place after the last task that the work order ever had."""
    return int(await call.value(NEXT_POSITION, [work_order_id]))


async def names_of(call: Call, task_code_ids: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of those task codes that there are."""
    wanted = sorted({each for each in task_code_ids if each is not None})
    if not wanted:
        return {}
    return dict(await call.all(tuple, NAMES, [wanted]))


async def insert(call: Call, tasks: Sequence[WorkOrderTask], changes: Iterable[Change]) -> None:
    """Add tasks: one statement, however many they are."""
    if tasks:
        parameters = {"rows": rows_of(tasks, TYPES), "at": call.now, "by": call.user_id}
        await call.write(changes, INSERT, parameters)


async def save(call: Call, task: WorkOrderTask, change: Change) -> None:
    """Write a task as it is now."""
    fields = {name: getattr(task, name) for name in TYPES if name != "work_order_id"}
    await call.write(change, UPDATE, {**fields, "at": call.now, "by": call.user_id})


async def delete(call: Call, task: WorkOrderTask, change: Change) -> None:
    """Remove a task; its answer stays in the history."""
    await call.write(change, DELETE, [call.now, call.now, call.user_id, task.id])
