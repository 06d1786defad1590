"""Work with a past of its own."""

import time
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import msgspec
import pytest

from fettle.kit.ids import new_id
from fettle.kit.refusals import Conflict, NotFound
from fettle.modules.work_orders import public
from fettle.modules.work_orders.public import HistoricRequest, HistoricWorkOrder, WorkOrderStatus
from work_orders.steps import asset, made, moved, ok, thing

THEN = datetime(2015, 3, 1, 8, tzinfo=UTC)


def historic(status: str = "closed", **fields: Any) -> HistoricWorkOrder:
    return HistoricWorkOrder(
        **{"id": new_id(), "title": "Old job", "status": WorkOrderStatus(status), "reported_at": THEN, **fields}
    )


async def test_work_arrives_in_any_status_with_its_dates(tenant: Any, boss: Any) -> None:
    digger = await asset(boss, "Digger A")
    oil = await thing(boss, "/task-codes", code="OIL", name="Change oil")
    tag = await thing(boss, "/tags", name="old")
    task = public.NewTask(task_code_id=UUID(oil), asset_id=UUID(digger))
    given = [
        historic(status, started_at=THEN, completed_at=THEN + timedelta(days=2), asset_ids=[UUID(digger)], tasks=[task])
        for status in WorkOrderStatus
    ]
    given[0] = msgspec.structs.replace(given[0], tag_ids=[UUID(tag)], reference="A-1")
    async with tenant.call() as call:
        await public.create_many(call, given)
        await public.create_many(call, [])
    numbers = []
    for each in given:
        shown = await ok(boss.get(f"/work-orders/{each.id}"))
        numbers.append(shown["number"])
        assert (shown["status"], shown["reportedAt"], shown["createdAt"]) == (
            each.status,
            "2015-03-01T08:00:00Z",
            "2015-03-01T08:00:00Z",
        )
        done = each.status in ("complete", "closed")
        assert [(t["title"], t["status"]) for t in shown["tasks"]] == [("Change oil", "done" if done else "open")]
        assert [a["name"] for a in shown["assets"]] == ["Digger A"]
        types = [e["type"] for e in (await ok(boss.get(f"/work-orders/{each.id}/history")))["data"]]
        assert sorted(types) == ["work_order.created", "work_order_task.created"]
    assert numbers == list(range(numbers[0], numbers[0] + len(given)))
    assert (await ok(boss.get(f"/work-orders/{given[0].id}")))["tags"][0]["name"] == "old"
    async with tenant.call(read_only=True) as call:
        counted = await public.count_by_status(call, [each.id for each in given])
    assert counted == {status.value: 1 for status in WorkOrderStatus}


async def test_work_that_is_there_catches_up_step_by_step(tenant: Any, boss: Any) -> None:
    digger, drill = await asset(boss, "Digger B"), await asset(boss, "Drill B")
    tag = await thing(boss, "/tags", name="caught")
    first = historic("approved", asset_ids=[UUID(digger)], description="kept", custom={"a": 1})
    held = historic("approved")
    async with tenant.call() as call:
        await public.create_many(call, [first, held])
    later = historic(
        "closed",
        id=first.id,
        title="New title",
        completed_at=THEN + timedelta(days=1),
        closed_at=THEN + timedelta(days=2),
        asset_ids=[UUID(drill)],
        tag_ids=[UUID(tag)],
        custom={"b": 2},
    )
    waiting = historic("on_hold", id=held.id)
    async with tenant.call() as call:
        assert await public.update_many(call, [later, waiting]) == 2
    async with tenant.call() as call:
        assert await public.update_many(call, [later, waiting]) == 0
    shown = await ok(boss.get(f"/work-orders/{first.id}"))
    assert (shown["status"], shown["title"], shown["description"], shown["custom"]) == (
        "closed",
        "New title",
        "kept",
        {"a": 1, "b": 2},
    )
    assert ([a["name"] for a in shown["assets"]], shown["tagIds"]) == (["Drill B", "Digger B"], [tag])
    types = [e["type"].partition(".")[2] for e in (await ok(boss.get(f"/work-orders/{first.id}/history")))["data"]]
    assert types == ["updated", "closed", "completed", "started", "created"]
    assert (await ok(boss.get(f"/work-orders/{held.id}")))["status"] == "on_hold"


async def test_what_cannot_catch_up_is_refused(tenant: Any, boss: Any) -> None:
    done = await moved(boss, await made(boss), "approve", "start", "complete")
    back = historic("new", id=UUID(done["id"]))
    with pytest.raises(Conflict):
        async with tenant.call() as call:
            await public.update_many(call, [back])
    with pytest.raises(NotFound):
        async with tenant.call() as call:
            await public.update_many(call, [historic("new", id=uuid4())])
    with pytest.raises(NotFound):
        async with tenant.call() as call:
            await public.update_requests(call, [HistoricRequest(id=uuid4(), title="x", reported_at=THEN)])


async def test_requests_arrive_and_catch_up(tenant: Any, boss: Any) -> None:
    request = HistoricRequest(id=new_id(), title="Hole", reported_at=THEN, requester_name="Ann", custom={"a": 1})
    async with tenant.call() as call:
        await public.create_requests(call, [request])
        await public.create_requests(call, [])
    later = msgspec.structs.replace(
        request, status=public.RequestStatus.DECLINED, decided_at=THEN + timedelta(days=1), custom={"b": 2}
    )
    async with tenant.call() as call:
        assert await public.update_requests(call, [later]) == 1
    async with tenant.call() as call:
        assert await public.update_requests(call, [later]) == 0
        assert await public.count_requests_by_status(call, [request.id]) == {"declined": 1}
    shown = await ok(boss.get(f"/work-requests/{request.id}"))
    assert (shown["status"], shown["requesterName"], shown["source"], shown["custom"]) == (
        "declined",
        "Ann",
        "import",
        {"a": 1, "b": 2},
    )


async def test_a_thousand_at_a_time_cost_few_statements(tenant: Any, statements: Any) -> None:
    given = [historic(title=f"Bucket tooth {n} worn", reference=f"R-{n}", completed_at=THEN) for n in range(1000)]
    started = time.perf_counter()
    async with statements() as counted, tenant.call() as call:
        await public.create_many(call, given)
    print(f"{1000 / (time.perf_counter() - started):.0f} work orders/s")
    assert counted.reads <= 3
