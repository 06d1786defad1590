"""Many work orders at once."""

from typing import Any
from uuid import uuid4

import pytest

from work_orders.steps import made, moved, ok, refused, thing


async def test_each_is_changed_or_says_why_not(boss: Any, statements: Any) -> None:
    fresh, done = await made(boss), await moved(boss, await made(boss), "approve", "start", "complete")
    missing = str(uuid4())
    ids = [fresh["id"], done["id"], missing, fresh["id"]]
    result = await ok(boss.post("/work-orders/bulk", {"ids": ids, "action": "close", "note": "fine"}))
    assert (result["changed"], result["refused"]) == (1, 2)
    assert [(each["id"], each["ok"], each["code"]) for each in result["outcomes"]] == [
        (fresh["id"], False, "not-possible-now"),
        (done["id"], True, None),
        (missing, False, "not-found"),
    ]
    shown = await ok(boss.get(f"/work-orders/{done['id']}"))
    assert (shown["status"], shown["statusNote"], shown["version"]) == ("closed", "fine", 5)
    newest = (await ok(boss.get(f"/work-orders/{done['id']}/history")))["data"][0]
    assert newest["type"] == "work_order.closed"


async def test_every_action(boss: Any) -> None:
    staff, crew = await thing(boss, "/staff", name="Uma"), await thing(boss, "/crews", name="South")
    tag, other = await thing(boss, "/tags", name="a"), await thing(boss, "/tags", name="b")
    reason = await thing(boss, "/reasons", kind="cancel", code="dup", name="Duplicate")
    ids = [(await made(boss, tagIds=[other]))["id"] for _ in range(3)]
    for action, fields, wanted in (
        ("assign", {"assigneeId": staff, "crewId": crew}, {"assigneeId": staff, "crewId": crew}),
        ("assign", {"assigneeId": None}, {"assigneeId": None, "crewId": crew}),
        ("prioritise", {"priority": "urgent"}, {"priority": "urgent"}),
        ("schedule", {"dueAt": "2026-05-01T00:00:00Z"}, {"dueAt": "2026-05-01T00:00:00Z", "scheduledStart": None}),
        ("tag", {"tagIds": [tag]}, {"tagIds": sorted([tag, other])}),
        ("approve", {}, {"status": "approved"}),
        ("cancel", {"reasonId": reason}, {"status": "cancelled", "cancelReasonId": reason}),
    ):
        result = await ok(boss.post("/work-orders/bulk", {"ids": ids, "action": action, **fields}))
        assert result["changed"] == 3, (action, result)
        for each in ids:
            shown = await ok(boss.get(f"/work-orders/{each}"))
            assert {name: shown[name] for name in wanted} == wanted
            assert shown["version"] == result["outcomes"][0]["version"]


async def test_what_changes_nothing_is_no_change(boss: Any) -> None:
    work_order = await made(boss, priority="high")
    result = await ok(
        boss.post("/work-orders/bulk", {"ids": [work_order["id"]], "action": "prioritise", "priority": "high"})
    )
    assert result["outcomes"] == [{"id": work_order["id"], "ok": True, "code": None, "message": None, "version": 1}]


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"action": "assign"}, "/action"),
        ({"action": "prioritise", "priority": None}, "/priority"),
        ({"action": "close", "priority": "low"}, "/priority"),
        ({"action": "tag", "dueAt": "2026-05-01T00:00:00Z", "tagIds": []}, "/dueAt"),
        ({"action": "explode"}, "/action"),
        ({"action": "cancel", "reasonId": str(uuid4())}, "/reasonId"),
        ({"action": "assign", "assigneeId": str(uuid4())}, "/assigneeId"),
        ({"action": "tag", "tagIds": [str(uuid4())]}, "/tagIds/0"),
        ({"action": "close", "ids": []}, "/ids"),
        ({"action": "close", "ids": [str(uuid4())] * 501}, "/ids"),
    ],
)
async def test_wrong_input_is_named_and_changes_nothing(boss: Any, body: Any, pointer: str) -> None:
    work_order = await made(boss)
    problem = await refused(boss.post("/work-orders/bulk", {"ids": [work_order["id"]], **body}), 422)
    assert problem["errors"][0]["pointer"] == pointer
    assert (await ok(boss.get(f"/work-orders/{work_order['id']}")))["version"] == 1


async def test_t20_bulk_reaches_no_further_than_one_by_one(world: Any, boss: Any, technician: Any) -> None:
    mine = await made(boss)
    other = await (await world.tenant()).person("admin")
    result = await ok(other.post("/work-orders/bulk", {"ids": [mine["id"]], "action": "approve"}))
    assert result["outcomes"][0]["code"] == "not-found"
    for action, fields in (("approve", {}), ("close", {}), ("cancel", {}), ("assign", {"assigneeId": None})):
        await refused(technician.post("/work-orders/bulk", {"ids": [mine["id"]], "action": action, **fields}), 403)


async def test_five_hundred_cost_as_many_statements_as_one(tenant: Any, boss: Any, statements: Any) -> None:
    from fettle.kit.ids import new_id
    from fettle.modules.work_orders import public

    async with tenant.call() as call:
        historic = [
            public.HistoricWorkOrder(
                id=new_id(), title=f"Job {n}", status=public.WorkOrderStatus.NEW, reported_at=call.now
            )
            for n in range(500)
        ]
        await public.create_many(call, historic)
    async with statements() as counted:
        body = {"ids": [str(each.id) for each in historic], "action": "prioritise", "priority": "urgent"}
        result = await ok(boss.post("/work-orders/bulk", body))
    assert (result["changed"], counted.reads) == (500, 2)
    async with tenant.call() as call:
        events = await call.value(
            "SELECT count(*) FROM events WHERE type = 'work_order.updated' AND about_id = ANY(%s)",
            [[each.id for each in historic]],
        )
    assert events == 500
