"""The life cycle: as rules, through the API, and in the database whoever writes."""

from datetime import UTC, datetime, timedelta
from typing import Any

import psycopg
import pytest

from fettle.kit.refusals import Conflict
from fettle.modules.work_orders.rules.life_cycle import TRANSITIONS
from work_orders.steps import made, moved, ok, refused, thing

FAR = (datetime.now(UTC) + timedelta(days=2)).isoformat()


def test_the_table_in_the_database_is_the_one_in_the_rules(database: Any) -> None:
    with psycopg.connect(database.app) as conn:
        rows = set(conn.execute("SELECT from_status, to_status, verb, permission FROM work_order_transitions"))
    assert rows == {(m.from_status or "none", m.to_status, m.verb, m.permission) for m in TRANSITIONS}


async def test_from_new_to_closed_with_every_step_in_the_history(boss: Any) -> None:
    work_order = await made(boss)
    assert work_order["status"] == "new"
    assert {move["verb"] for move in work_order["allowedTransitions"]} == {"approve", "cancel"}
    closed = await moved(boss, work_order, "approve", "start", "complete", "close")
    assert closed["startedAt"]
    assert closed["completedAt"]
    assert closed["closedAt"]
    assert closed["allowedTransitions"] == []
    shown = await ok(boss.get(f"/work-orders/{closed['id']}"))
    assert shown["version"] == closed["version"] == 5
    assert {name: shown[name] for name in closed} == closed
    history = (await ok(boss.get(f"/work-orders/{closed['id']}/history")))["data"]
    assert [event["type"].partition(".")[2] for event in history] == [
        "closed",
        "completed",
        "started",
        "approved",
        "created",
    ]


async def test_what_was_done_once_is_refused_the_second_time(boss: Any) -> None:
    work_order = await moved(boss, await made(boss), "approve", "start", "complete")
    problem = await refused(boss.post(f"/work-orders/{work_order['id']}/complete"), 409, "not-possible-now")
    assert problem["detail"] == "A work order that is complete cannot be completed."
    await refused(boss.post(f"/work-orders/{work_order['id']}/start"), 409, "not-possible-now")


async def test_hold_needs_a_reason_and_resume_goes_back_to_where_it_was(boss: Any) -> None:
    work_order = await moved(boss, await made(boss), "approve")
    path = f"/work-orders/{work_order['id']}/hold"
    assert (await refused(boss.post(path), 422, "hold-needs-reason"))["errors"][0]["pointer"] == "/reasonId"
    reason = await thing(boss, "/reasons", kind="hold", code="rain", name="Rain")
    other = await thing(boss, "/reasons", kind="cancel", code="sold", name="Sold")
    await refused(boss.post(path, {"reasonId": other}), 422)
    held = await ok(boss.post(path, {"reasonId": reason}))
    assert (held["status"], held["holdReasonId"]) == ("on_hold", reason)
    assert (await ok(boss.get(f"/work-orders/{held['id']}")))["holdReason"] == "Rain"
    assert [m["toStatus"] for m in held["allowedTransitions"] if m["verb"] == "resume"] == ["approved"]
    back = await moved(boss, held, "resume")
    assert (back["status"], back["holdReasonId"]) == ("approved", None)
    again = await moved(boss, await moved(boss, back, "start"), "hold", note="Lunch")
    assert (await moved(boss, again, "resume"))["status"] == "in_progress"


async def test_completion_waits_for_every_required_task(boss: Any, technician: Any) -> None:
    tasks = [{"title": "Drain"}, {"title": "Look around", "required": False}]
    work_order = await moved(boss, await made(boss, tasks=tasks), "approve")
    await moved(technician, work_order, "start")
    path = f"/work-orders/{work_order['id']}"
    problem = await refused(technician.post(f"{path}/complete"), 409, "tasks-unanswered")
    assert [(e["pointer"], e["message"]) for e in problem["errors"]] == [("/tasks/0", "Drain")]
    shown = (await ok(boss.get(path)))["tasks"]
    assert [task["title"] for task in shown] == ["Drain", "Look around"]
    answer = f"{path}/tasks/{shown[0]['id']}/answer"
    await refused(technician.post(answer, {"status": "open"}), 422, "answer-needed")
    answered = await ok(technician.post(answer, {"status": "failed", "result": "stuck"}))
    assert (answered["status"], answered["result"], answered["answeredById"]) == (
        "failed",
        "stuck",
        str(technician.user_id),
    )
    taken_back = await ok(technician.post(answer, {"status": "open"}))
    assert [taken_back[name] for name in ("status", "result", "answeredAt", "answeredById")] == [
        "open",
        None,
        None,
        None,
    ]
    await refused(technician.post(f"{path}/complete"), 409, "tasks-unanswered")
    await ok(technician.post(answer, {"status": "failed", "result": "stuck"}))
    await refused(technician.post(f"{path}/complete", {"completedAt": FAR}), 422, "in-the-future")
    done = await ok(technician.post(f"{path}/complete", {"note": "All dry."}))
    assert (done["status"], done["statusNote"], done["completedById"]) == (
        "complete",
        "All dry.",
        str(technician.user_id),
    )
    await refused(technician.post(answer, {"status": "done"}), 409, "not-answerable")
    await refused(technician.post(f"{path}/close"), 403)


async def test_only_an_occurrence_of_a_plan_is_skipped(boss: Any) -> None:
    work_order = await made(boss)
    await refused(boss.post(f"/work-orders/{work_order['id']}/skip"), 409, "not-an-occurrence")
    assert "skip" not in {move["verb"] for move in work_order["allowedTransitions"]}


async def test_cancelling_says_why(boss: Any) -> None:
    reason = await thing(boss, "/reasons", kind="cancel", code="twice", name="Entered twice")
    cancelled = await moved(boss, await made(boss), "cancel", reasonId=reason, note="see the other")
    assert (cancelled["status"], cancelled["cancelReasonId"]) == ("cancelled", reason)
    assert (await ok(boss.get(f"/work-orders/{cancelled['id']}")))["cancelReason"] == "Entered twice"
    await refused(boss.post(f"/work-orders/{cancelled['id']}/approve"), 409)


async def test_the_moves_offered_are_those_that_the_person_may_make(boss: Any, technician: Any) -> None:
    work_order = await moved(boss, await made(boss), "approve")
    offered = (await ok(technician.get(f"/work-orders/{work_order['id']}")))["allowedTransitions"]
    assert {move["verb"] for move in offered} == {"start", "hold"}


@pytest.mark.parametrize("status", ["in_progress", "complete", "closed", "skipped"])
async def test_the_database_refuses_a_move_that_is_not_in_the_table(boss: Any, tenant: Any, status: str) -> None:
    work_order = await made(boss)
    if status == "skipped":
        work_order = await moved(boss, work_order, "approve", "start", "complete")
    with pytest.raises(Conflict, match="cannot go from"):
        async with tenant.call() as call:
            await call.keep("UPDATE work_orders SET status = %s WHERE id = %s", [status, work_order["id"]])


@pytest.mark.parametrize("change", ["number = number + 1", "id = gen_random_uuid()"])
@pytest.mark.parametrize("table", ["work_orders", "work_requests"])
async def test_the_database_never_renumbers(boss: Any, tenant: Any, table: str, change: str) -> None:
    await made(boss)
    await boss.post("/work-requests", {"title": "x"})
    with pytest.raises(Conflict, match="never change"):
        async with tenant.call() as call:
            await call.keep(f"UPDATE {table} SET {change}")


@pytest.mark.parametrize("verbs", [(), ("cancel",), ("approve", "start", "complete", "close")])
async def test_logs_are_refused_before_approval_and_after_the_end(boss: Any, tenant: Any, verbs: Any) -> None:
    """By the rule through the API, and by the database whoever writes."""
    work_order = await moved(boss, await made(boss), *verbs)
    entry = {"performedOn": "2026-03-01", "lines": [{"kind": "other", "item": "sand"}]}
    await refused(boss.post(f"/work-orders/{work_order['id']}/log-entries", entry), 409, "logs-frozen")
    with pytest.raises(Conflict, match="takes no log entries"):
        async with tenant.call() as call:
            await call.keep(
                "INSERT INTO log_entries (tenant_id, id, work_order_id, performed_on) "
                "VALUES (app.tenant_id(), gen_random_uuid(), %s, current_date)",
                [work_order["id"]],
            )


async def test_logs_are_taken_from_approval_until_the_review(boss: Any) -> None:
    work_order = await moved(boss, await made(boss), "approve")
    path = f"/work-orders/{work_order['id']}/log-entries"
    entry = {"performedOn": "2026-03-01", "lines": [{"kind": "other", "item": "sand", "unitCost": "12.50"}]}
    await ok(boss.post(path, entry), 201)
    await moved(boss, work_order, "start", "complete")
    written = await ok(boss.post(path, entry), 201)
    assert (await ok(boss.get(f"/work-orders/{work_order['id']}")))["cost"] == "25.00"
    await moved(boss, work_order, "close")
    await refused(boss.post(path, entry), 409, "logs-frozen")
    await refused(boss.post(f"/log-entries/{written['id']}/reverse", {"reason": "late"}), 409)


async def test_finished_work_keeps_its_fields(boss: Any) -> None:
    work_order = await moved(boss, await made(boss), "approve", "start", "complete")
    path = f"/work-orders/{work_order['id']}"
    problem = await refused(boss.patch(path, {"title": "Other"}, version=4), 409, "work-order-frozen")
    assert problem["errors"][0]["pointer"] == "/title"
    late = await ok(boss.patch(path, {"description": "Seal was worn"}, version=4))
    await moved(boss, late, "close")
    await refused(boss.patch(path, {"description": "no"}, version=6), 409, "work-order-frozen")
    await ok(boss.patch(path, {"reference": "A-77"}, version=6))
    await refused(boss.put(f"{path}/assets", {"assetIds": []}), 409, "work-order-frozen")
    await refused(boss.post(f"{path}/tasks", {"title": "more"}), 409, "work-order-frozen")


async def test_follow_ups_continue_where_work_ended(boss: Any) -> None:
    first = await made(boss, priority="urgent", tasks=[{"title": "one"}])
    await refused(boss.post(f"/work-orders/{first['id']}/follow-ups"), 409, "nothing-to-follow")
    await moved(boss, first, "approve", "start")
    body = {"title": "Paint it", "tasks": [{"title": "two"}], "approve": True}
    follower = await ok(boss.post(f"/work-orders/{first['id']}/follow-ups", body), 201)
    assert (follower["followUpOfId"], follower["priority"], follower["status"]) == (first["id"], "urgent", "approved")
    shown = await ok(boss.get(f"/work-orders/{follower['id']}"))
    assert shown["followUpOfNumber"] == first["number"]
    assert [task["title"] for task in shown["tasks"]] == ["two"]


async def test_a_limited_technician_may_not_approve_what_they_create(technician: Any) -> None:
    await refused(technician.post("/work-orders", {"title": "x", "approve": True}), 403, "forbidden")
    work_order = await made(technician)
    await refused(technician.post(f"/work-orders/{work_order['id']}/approve"), 403, "forbidden")
    await refused(technician.post(f"/work-orders/{work_order['id']}/cancel"), 403, "forbidden")


async def test_nobody_without_permissions_gets_anywhere(tenant: Any, boss: Any) -> None:
    from fettle.kit.refusals import Forbidden
    from fettle.modules.work_orders.actions import life_cycle, work_orders
    from fettle.modules.work_orders.records import Completion

    each = (await made(boss))["id"]
    attempts: list[Any] = [
        (life_cycle.approve, {}),
        (life_cycle.start, {}),
        (life_cycle.hold, {"reason_id": None, "note": "x"}),
        (life_cycle.resume, {}),
        (life_cycle.complete, {"completion": Completion()}),
        (life_cycle.close, {"note": None}),
        (life_cycle.cancel, {"reason_id": None, "note": None}),
        (life_cycle.skip, {"note": "x"}),
        (work_orders.get, {}),
        (work_orders.update, {"given": {}, "version": 1}),
        (work_orders.delete, {"version": 1}),
        (work_orders.restore, {}),
    ]
    async with tenant.call(permissions=frozenset({"x:y"})) as call:
        for action, arguments in attempts:
            with pytest.raises(Forbidden):
                await action(call, each, **arguments)
