"""The law "replayed": the events of a work order, applied in order, give the work order that is stored."""

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fettle.kit.refusals import Refusal
from fettle.modules.work_orders import public
from fettle.modules.work_orders.actions import bulk, creation, life_cycle, tasks, work_orders
from fettle.modules.work_orders.records import (
    BulkAction,
    BulkChange,
    Completion,
    NewTask,
    NewWorkOrder,
    Priority,
    TaskAnswer,
    TaskStatus,
    WorkOrder,
)
from fettle.modules.work_orders.rules.changes import BOOKKEEPING
from fettle.modules.work_orders.store import tasks as task_store
from fettle.modules.work_orders.store import work_orders as store
from work_orders.steps import asset, thing

EVENTS = """
SELECT type, entity, entity_id, after FROM events WHERE tenant_id = app.tenant_id() AND about_id = %s ORDER BY seq, ord
"""
Step = Callable[[Any, UUID, dict[str, Any]], Awaitable[Any]]
DUE = datetime(2026, 6, 1, 12, 30, tzinfo=UTC)


async def _version(call: Any, each: UUID) -> int:
    return (await store.lock(call, each, deleted_too=True)).version


async def _edit(call: Any, each: UUID, **given_: Any) -> None:
    await work_orders.update(call, each, given_, version=await _version(call, each))


async def _delete(call: Any, each: UUID) -> None:
    await work_orders.delete(call, each, version=await _version(call, each))


async def _answer(call: Any, each: UUID, status: TaskStatus) -> None:
    for task in await task_store.of_work_order(call, each):
        await tasks.answer(call, each, task.id, TaskAnswer(status=status, result="so"))


async def _drop(call: Any, each: UUID) -> None:
    *_, last = await task_store.of_work_order(call, each)
    await tasks.remove(call, each, last.id, version=last.version)


async def _catch_up(call: Any, each: UUID) -> None:
    historic = public.HistoricWorkOrder(
        id=each, title="Caught up", status=public.WorkOrderStatus.COMPLETE, reported_at=call.now, completed_at=call.now
    )
    await public.update_many(call, [historic])


def _bulk(**fields: Any) -> Step:
    change = BulkChange(given=frozenset(fields) - {"action"}, **fields)
    return lambda call, each, _ids: bulk.apply(call, [each], change)


STEPS: dict[str, Step] = {
    "approve": lambda call, each, _ids: life_cycle.approve(call, each),
    "start": lambda call, each, _ids: life_cycle.start(call, each, call.now - timedelta(hours=1)),
    "hold": lambda call, each, _ids: life_cycle.hold(call, each, reason_id=None, note="rain"),
    "resume": lambda call, each, _ids: life_cycle.resume(call, each),
    "complete": lambda call, each, _ids: life_cycle.complete(call, each, Completion(note="done")),
    "close": lambda call, each, _ids: life_cycle.close(call, each, "seen"),
    "cancel": lambda call, each, _ids: life_cycle.cancel(call, each, reason_id=None, note="no"),
    "rename": lambda call, each, _ids: _edit(call, each, title="Other", description="Long"),
    "plan": lambda call, each, _ids: _edit(call, each, due_at=DUE, estimated_hours=Decimal("1.5"), latitude=Decimal(3)),
    "unplan": lambda call, each, _ids: _edit(call, each, due_at=None, estimated_hours=None),
    "estimate": lambda call, each, _ids: _edit(call, each, estimated_cost=Decimal("7.5")),
    "unestimate": lambda call, each, _ids: _edit(call, each, estimated_cost=None),
    "assets": lambda call, each, ids: work_orders.set_assets(call, each, ids["assets"]),
    "no assets": lambda call, each, _ids: work_orders.set_assets(call, each, []),
    "tags": lambda call, each, ids: work_orders.set_tags(call, each, ids["tags"]),
    "urgent": _bulk(action=BulkAction.PRIORITISE, priority=Priority.URGENT),
    "all approve": _bulk(action=BulkAction.APPROVE),
    "delete": lambda call, each, _ids: _delete(call, each),
    "restore": lambda call, each, _ids: work_orders.restore(call, each),
    "add task": lambda call, each, _ids: tasks.add(call, each, NewTask(title="More", estimated_hours=Decimal(2))),
    "done": lambda call, each, _ids: _answer(call, each, TaskStatus.DONE),
    "failed": lambda call, each, _ids: _answer(call, each, TaskStatus.FAILED),
    "drop": lambda call, each, _ids: _drop(call, each),
    "catch up": lambda call, each, _ids: _catch_up(call, each),
}


@pytest.fixture(scope="module")
async def ids(boss: Any) -> dict[str, Any]:
    """Assets and tags to use."""
    return {
        "assets": [UUID(await asset(boss, "Left")), UUID(await asset(boss, "Right"))],
        "tags": [UUID(await thing(boss, "/tags", name="red"))],
    }


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(names=st.lists(st.sampled_from(sorted(STEPS)), max_size=14))
async def test_events_give_the_stored_state(tenant: Any, ids: dict[str, Any], names: list[str]) -> None:
    async with tenant.call() as call:
        new = NewWorkOrder(title="Job", estimated_cost=Decimal(3), tasks=[NewTask(title="First")], tag_ids=ids["tags"])
        each = (await creation.create(call, new)).id
    for name in names:
        try:
            async with tenant.call() as call:
                await STEPS[name](call, each, ids)
        except (Refusal, ValueError):
            continue
    async with tenant.call(read_only=True) as call:
        events = await call.all(tuple, EVENTS, [each])
        stored = (await call.all(WorkOrder, store.READ + "WHERE w.id = %s", [each]))[0]
        stored_tasks = await task_store.of_work_order(call, each)
    replayed: dict[UUID, dict[str, Any]] = {}
    for _type, _entity, entity_id, after in events:
        replayed.setdefault(entity_id, {}).update(after)
    work_order = replayed.pop(each)
    assert _plain(msgspec.convert(_camel(work_order), WorkOrder)) == _plain(stored)
    live = {entity_id: task for entity_id, task in replayed.items() if "deleted_at" not in task}
    assert set(live) == {task.id for task in stored_tasks}
    for task in stored_tasks:
        assert (live[task.id]["status"], live[task.id].get("result"), live[task.id]["version"]) == (
            task.status,
            task.result,
            task.version,
        )


def _plain(work_order: WorkOrder) -> dict[str, Any]:
    fields = msgspec.structs.asdict(work_order)
    return {name: value for name, value in fields.items() if name not in BOOKKEEPING}


def _camel(fields: dict[str, Any]) -> dict[str, Any]:
    names = dict(zip(WorkOrder.__struct_fields__, WorkOrder.__struct_encode_fields__, strict=True))
    return {"updatedAt": fields["created_at"], **{names[name]: value for name, value in fields.items()}}
