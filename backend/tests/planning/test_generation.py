"""What plans make: due once, in time, whole, whatever happens meanwhile."""

import asyncio
from typing import Any

import pytest

from planning.steps import (
    asset,
    daily,
    finish,
    history,
    late,
    occurrences,
    ok,
    planned,
    thing,
    today,
)

TASKS = [{"title": "Mow"}, {"title": "Trim", "required": False, "instructions": "Mind the roses"}]
FUEL = {"item": "Fuel", "quantity": "2.5000", "unit": "l", "partNumber": "F-1"}


async def made(person: Any, occurrence: dict[str, Any]) -> dict[str, Any]:
    """The work order of an occurrence."""
    work_order: dict[str, Any] = await ok(person.get(f"/work-orders/{occurrence['workOrderId']}"))
    return work_order


async def test_what_is_due_becomes_a_work_order_with_all_that_the_plan_says(
    boss: Any, tenant: Any, working: Any
) -> None:
    work = {
        "title": "Mow the lawn",
        "description": "Twice round",
        "priority": "high",
        "tasks": TASKS,
        "materials": [FUEL],
        "estimatedHours": "1.5",
    }
    plan = await planned(boss, daily(every=7), work=work)
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    assert (occurrence["state"], occurrence["dueOn"]) == ("made", today())
    work_order = await made(boss, occurrence)
    assert (work_order["title"], work_order["description"]) == ("Mow the lawn", "Twice round")
    assert (work_order["priority"], work_order["kind"], work_order["status"]) == ("high", "preventive", "approved")
    assert [(task["title"], task["required"], task["instructions"]) for task in work_order["tasks"]] == [
        ("Mow", True, None),
        ("Trim", False, "Mind the roses"),
    ]
    assert (work_order["plannedMaterials"], work_order["estimatedHours"]) == ([FUEL], "1.5000")
    assert (work_order["planId"], work_order["occurrenceId"]) == (plan["id"], occurrence["id"])
    # The last instant of the local day, which in New York is the next day in UTC.
    assert work_order["dueAt"].startswith(today(1))
    told = await history(boss, work_order["id"])
    assert told == ["plan_occurrence.made", "work_order.created", *["work_order_task.created"] * 2]


async def test_every_field_of_the_template_reaches_the_work_order(boss: Any, tenant: Any, working: Any) -> None:
    gl_code = await thing(boss, "/gl-codes", code="610", name="Grounds")
    oil = await thing(boss, "/task-codes", code="OIL", name="Change oil")
    template = {
        "name": "Mowing",
        "title": "Mow",
        "description": "With care",
        "kind": "inspection",
        "priority": "urgent",
        "estimatedHours": "3",
        "glCodeId": gl_code,
        "tasks": [{"taskCodeId": oil, "instructions": "Hot", "required": False, "estimatedHours": "0.5"}],
        "plannedMaterials": [FUEL],
    }
    template_id = await thing(boss, "/work-order-templates", **template)
    by_hand = await ok(boss.post("/work-orders", {"title": "By hand", "templateId": template_id}), 201)
    assert by_hand["plannedMaterials"] == [FUEL]
    plan = await planned(boss, daily(), work={"templateId": template_id, "tasks": [{"title": "Sweep"}]})
    await working.drain(tenant)
    work_order = await made(boss, (await occurrences(boss, plan))[0])
    assert {name: work_order[name] for name in ("title", "description", "kind", "priority", "glCodeId")} == {
        name: template[name] for name in ("title", "description", "kind", "priority", "glCodeId")
    }
    assert (work_order["estimatedHours"], work_order["plannedMaterials"]) == ("3.0000", [FUEL])
    assert [(each["title"], each["instructions"], each["required"]) for each in work_order["tasks"]] == [
        ("Change oil", "Hot", False),
        ("Sweep", None, True),
    ]


async def test_j1_two_workers_at_once_make_it_once(boss: Any, tenant: Any, working: Any, door: Any) -> None:
    from fettle.modules.planning.actions import running
    from fettle.queue import Work

    plans = [await planned(boss, daily(), work={"title": f"Once {n}"}) for n in range(6)]
    await asyncio.gather(*(running.make_due(Work(door, tenant.id, {})) for _ in range(4)))
    for plan in plans:
        assert len(await occurrences(boss, plan)) == 1
    async with tenant.call(read_only=True) as call:
        count = "SELECT count(*) FROM work_orders WHERE plan_id = ANY(%s)"
        assert await call.value(count, [[plan["id"] for plan in plans]]) == 6


async def test_j1_a_crash_between_occurrence_and_work_order_loses_nothing(
    boss: Any, tenant: Any, working: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from fettle.modules.planning.actions import making

    plan = await planned(boss, daily())

    class Killed(BaseException):
        pass

    async def die(*_: Any) -> Any:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(making.work_orders, "create_planned", die)
        with pytest.raises(Killed):
            async with tenant.call() as call:
                await making.due(call)
    assert await occurrences(boss, plan) == []
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 1


@pytest.mark.parametrize(("catch_up", "states"), [("latest", "mmmM"), ("none", "mmmM"), ("all", "MMMM")])
async def test_after_days_without_a_worker_catch_up_decides(
    boss: Any, tenant: Any, working: Any, catch_up: str, states: str
) -> None:
    plan = await planned(boss, daily(), catchUp=catch_up, ifPreviousOpen="beside")
    await working.drain(tenant, late(3))
    found = await occurrences(boss, plan)
    letter = {"made": "M", "missed": "m"}
    assert [each["dueOn"] for each in found] == [today(days) for days in range(4)]
    assert "".join(letter[each["state"]] for each in found) == states
    assert {each["reason"] for each in found if each["state"] == "missed"} <= {"catch_up"}


async def test_lead_days_make_it_ahead_of_its_date(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(today(10), 30), leadDays=3)
    await working.drain(tenant, late(6))
    assert await occurrences(boss, plan) == []
    await working.drain(tenant, late(7))
    [occurrence] = await occurrences(boss, plan)
    assert occurrence["dueOn"] == today(10)


async def test_while_the_earlier_one_is_open_the_next_is_skipped_and_said_so(
    boss: Any, tenant: Any, working: Any
) -> None:
    plan = await planned(boss, daily())
    for day in range(3):
        await working.drain(tenant, late(day))
    first, second, third = await occurrences(boss, plan)
    assert [each["state"] for each in (first, second, third)] == ["made", "skipped", "skipped"]
    assert second["reason"] == "previous_open"
    await finish(boss, first["workOrderId"])
    await working.drain(tenant, late(3))
    assert [each["state"] for each in await occurrences(boss, plan)][-1] == "made"


async def test_merging_adds_to_the_open_one_what_it_lacks(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(), ifPreviousOpen="merge", work={"tasks": [{"title": "Mow"}]})
    await working.drain(tenant, late(0))
    [first] = await occurrences(boss, plan)
    work_order = await made(boss, first)
    await working.drain(tenant, late(1))
    assert len((await made(boss, first))["tasks"]) == 1  # still to be mown, once
    await ok(boss.post(f"/work-orders/{work_order['id']}/start", {}))
    answer = f"/work-orders/{work_order['id']}/tasks/{work_order['tasks'][0]['id']}/answer"
    await ok(boss.post(answer, {"status": "done"}))
    await working.drain(tenant, late(2))
    work_order = await made(boss, first)
    assert [(task["title"], task["status"]) for task in work_order["tasks"]] == [("Mow", "done"), ("Mow", "open")]
    assert {each["workOrderId"] for each in await occurrences(boss, plan)} == {work_order["id"]}
    assert (await history(boss, work_order["id"])).count("plan_occurrence.merged") == 2
    await ok(
        boss.post(f"/work-orders/{work_order['id']}/tasks/{work_order['tasks'][1]['id']}/answer", {"status": "done"})
    )
    await ok(boss.post(f"/work-orders/{work_order['id']}/complete", {}))
    await working.drain(tenant, late(2))
    assert {each["state"] for each in await occurrences(boss, plan)} == {"completed"}


async def test_beside_makes_one_more(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(), ifPreviousOpen="beside")
    for day in range(3):
        await working.drain(tenant, late(day))
    assert len({each["workOrderId"] for each in await occurrences(boss, plan)}) == 3


async def test_several_assets_together_or_each(boss: Any, tenant: Any, working: Any) -> None:
    site = await thing(boss, "/sites", name="Yard")
    pumps = [await asset(boss, f"Pump {n}", siteId=site) for n in range(2)]
    together = await planned(boss, daily(), assetIds=pumps, work={"tasks": [{"title": "Grease"}, {"title": "Look"}]})
    bare = await planned(boss, daily(), assetIds=pumps)
    each = await planned(boss, daily(), assetIds=pumps, spread="each")
    await working.drain(tenant)
    one = await made(boss, (await occurrences(boss, together))[0])
    assert [(task["title"], task["assetId"]) for task in one["tasks"]] == [
        (title, pump) for pump in pumps for title in ("Grease", "Look")
    ]
    assert (one["assetIds"], one["siteId"]) == (pumps, site)
    assert [task["title"] for task in (await made(boss, (await occurrences(boss, bare))[0]))["tasks"]] == [
        "Pump 0",
        "Pump 1",
    ]
    found = await occurrences(boss, each)
    assert {occurrence["assetId"] for occurrence in found} == set(pumps)
    assert {tuple((await made(boss, one))["assetIds"]) for one in found} == {(pump,) for pump in pumps}


async def test_the_work_goes_round_and_passes_over_who_has_left(boss: Any, tenant: Any, working: Any) -> None:
    people = [await thing(boss, "/staff", name=name) for name in ("Ada", "Bo", "Cy")]
    plan = await planned(boss, daily(), rotation=people, ifPreviousOpen="beside")
    await working.drain(tenant, late(0))
    await working.drain(tenant, late(1))
    cy = await ok(boss.get(f"/staff/{people[2]}"))
    assert (await boss.delete(f"/staff/{people[2]}", version=cy["version"])).status_code == 204
    for day in (2, 3):
        await working.drain(tenant, late(day))
    turns = [(await made(boss, each))["assigneeId"] for each in await occurrences(boss, plan)]
    assert turns == [people[0], people[1], people[0], people[0]]
    assert (await ok(boss.get(f"/maintenance-plans/{plan['id']}")))["problems"] == ["assignee_gone"]


async def test_a_broken_plan_says_so_and_stops_no_other(
    boss: Any, tenant: Any, working: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One plan that no rule can read puts itself off; its neighbours are made, and mending it brings it back."""
    broken, good = await planned(boss, daily()), await planned(boss, daily())
    async with tenant.call() as call:
        await call.keep("UPDATE plan_schedules SET progress = '{\"lines\": [{}]}' WHERE plan_id = %s", [broken["id"]])
    await working.drain(tenant)
    assert len(await occurrences(boss, good)) == 1
    assert await occurrences(boss, broken) == []
    troubled = await ok(boss.get("/maintenance-plans", troubled=True))
    assert broken["id"] in {plan["id"] for plan in troubled["data"]}
    async with tenant.call(read_only=True) as call:
        told = await call.value(
            "SELECT count(*) FROM events WHERE type = 'maintenance_plan.troubled' AND entity_id = %s", [broken["id"]]
        )
    assert told == 1


async def test_a_batch_that_the_database_refuses_is_made_plan_by_plan(
    boss: Any, tenant: Any, working: Any, database: Any
) -> None:
    good, bad = await planned(boss, daily()), await planned(boss, daily(), work={"title": "Refused"})
    import psycopg

    with psycopg.connect(database.superuser, autocommit=True) as conn:
        conn.execute("ALTER TABLE work_orders ADD CONSTRAINT ck_test CHECK (title <> 'Refused') NOT VALID")
        try:
            await working.drain(tenant)
        finally:
            conn.execute("ALTER TABLE work_orders DROP CONSTRAINT ck_test")
    assert len(await occurrences(boss, good)) == 1
    assert (await ok(boss.get(f"/maintenance-plans/{bad['id']}")))["problems"] == ["broken"]
    await working.drain(tenant, late(1))
    assert "made" in [each["state"] for each in await occurrences(boss, bad)]
    assert (await ok(boss.get(f"/maintenance-plans/{bad['id']}")))["problems"] == []


async def test_a_plan_that_ends_or_cannot_go_on_stops_with_an_event_and_a_reason(
    boss: Any, tenant: Any, working: Any
) -> None:
    twice = await planned(boss, daily(count=2), ifPreviousOpen="beside")
    until = await planned(boss, daily(), endsOn=today(1), ifPreviousOpen="beside")
    pump = await asset(boss, "Lost pump")
    lost = await planned(boss, daily(today(5)), assetIds=[pump])
    version = (await ok(boss.get(f"/assets/{pump}")))["version"]
    assert (await boss.delete(f"/assets/{pump}", version=version)).status_code == 204
    for day in range(3):
        await working.drain(tenant, late(day))
    for plan, reason, count in ((twice, "ended", 2), (until, "ended", 2), (lost, "assets_gone", 0)):
        detail = await ok(boss.get(f"/maintenance-plans/{plan['id']}"))
        assert (detail["status"], detail["stoppedReason"]) == ("stopped", reason)
        assert len(await occurrences(boss, plan)) == count
        async with tenant.call(read_only=True) as call:
            query = "SELECT after FROM events WHERE type = 'maintenance_plan.stopped' AND entity_id = %s"
            [(after,)] = await call.all(tuple, query, [plan["id"]])
        assert after["stopped_reason"] == reason


async def test_one_asset_of_several_that_is_gone_is_left_out(boss: Any, tenant: Any, working: Any) -> None:
    pumps = [await asset(boss, f"P {n}") for n in range(2)]
    plan = await planned(boss, daily(today(1)), assetIds=pumps)
    version = (await ok(boss.get(f"/assets/{pumps[0]}")))["version"]
    await ok(boss.patch(f"/assets/{pumps[0]}", {"status": "retired"}, version=version))
    await working.drain(tenant, late(1))
    [occurrence] = await occurrences(boss, plan)
    assert (await made(boss, occurrence))["assetIds"] == [pumps[1]]
    assert (await ok(boss.get(f"/maintenance-plans/{plan['id']}")))["problems"] == ["some_assets_gone"]


async def test_a_daily_plan_keeps_its_local_hour_across_daylight_saving(boss: Any, tenant: Any) -> None:
    body = {"name": "Eight", "triggers": [daily("2027-03-12")], "dueTime": "08:00"}
    seen = await ok(boss.post("/maintenance-plans/preview", body))
    assert [each["due"]["at"] for each in seen["coming"][:4]] == [
        "2027-03-12T13:00:00Z",
        "2027-03-13T13:00:00Z",
        "2027-03-14T12:00:00Z",
        "2027-03-15T12:00:00Z",
    ]


async def test_a_suspended_tenant_makes_nothing_and_catches_up_later(world: Any, working: Any) -> None:
    from fettle.modules.tenancy import public as tenancy

    quiet = await world.tenant(time_zone="America/New_York")
    admin = await quiet.person("admin")
    plan = await planned(admin, daily())
    async with quiet.call() as call:
        await tenancy.suspend(call)
    async with world.door.open(_worker(), read_only=True) as call:
        due = await call.all(tuple, "SELECT app.tenants_with_due_plans(%s)", [late(1)])
    assert (quiet.id,) not in due
    async with quiet.call() as call:
        await tenancy.suspend(call, suspended=False)
    await working.drain(quiet, late(1))
    assert [each["state"] for each in await occurrences(admin, plan)] == ["missed", "made"]


def _worker() -> Any:
    from fettle.queue.sweeping import worker

    return worker()


async def test_only_the_worker_learns_which_tenants_have_due_plans(boss: Any, tenant: Any) -> None:
    """T-10: the function that looks across tenants answers nobody who is in one."""
    await planned(boss, daily())
    async with tenant.call(read_only=True) as call:
        assert await call.all(tuple, "SELECT app.tenants_with_due_plans(%s)", [late(30)]) == []
