"""Plans over HTTP: kept, previewed, paused, copied; their occurrences snoozed, skipped, completed."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from planning.steps import asset, daily, finish, history, late, occurrences, ok, planned, refused, thing, today

MONTHLY = {
    "kind": "calendar_fixed",
    "series": {"rule": {"repeat": "monthly", "day": 31}, "anchor": "2027-01-31"},
}


async def test_preview_says_the_rule_and_the_next_twelve_dates_and_warns(boss: Any) -> None:
    seen = await ok(boss.post("/maintenance-plans/preview", {"name": "Month ends", "triggers": [MONTHLY]}))
    assert [each["due"]["on"] for each in seen["coming"]] == [
        *("2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31", "2027-06-30"),
        *("2027-07-31", "2027-08-31", "2027-09-30", "2027-10-31", "2027-11-30", "2027-12-31"),
    ]
    assert "31" in seen["words"]
    assert seen["warnings"] == ["Day 31 is the last day of the month where a month is shorter."]
    spanish = await ok(
        boss.send(
            "POST", "/maintenance-plans/preview", params={"language": "es"}, json={"name": "x", "triggers": [MONTHLY]}
        )
    )
    assert spanish["words"] != seen["words"]
    assert spanish["warnings"][0].startswith("El día 31")


async def test_a_season_leaves_out_what_lies_outside(boss: Any) -> None:
    body = {"name": "Mow", "triggers": [MONTHLY], "season": [{"first": "04-01", "last": "10-31"}]}
    seen = await ok(boss.post("/maintenance-plans/preview", body))
    assert {each["due"]["on"][5:7] for each in seen["coming"]} == {"04", "05", "06", "07", "08", "09", "10"}


async def test_what_cannot_be_is_refused_where_it_stands(boss: Any) -> None:
    problem = await refused(boss.post("/maintenance-plans", {"name": "Never", "triggers": []}), 422)
    assert problem["errors"][0]["pointer"] == "/triggers"
    past = {"kind": "one_time", "on": "2001-01-01"}
    problem = await refused(
        boss.post("/maintenance-plans", {"name": "Late", "triggers": [past]}), 422, "impossible-plan"
    )
    assert problem["errors"][0]["pointer"] == "/triggers/0/on"
    nobody = str(uuid4())
    work = {"assigneeId": nobody, "templateId": nobody}
    for field, body in (
        ("/work/assigneeId", {"work": work}),
        ("/work/templateId", {"work": {"templateId": nobody}}),
        ("/assetIds/0", {"assetIds": [nobody]}),
        ("/siteId", {"siteId": nobody}),
        ("/rotation/0", {"rotation": [nobody]}),
        ("/triggers/0/meterId", {"triggers": [{"kind": "meter_fixed", "meterId": nobody, "every": "5"}]}),
    ):
        problem = await refused(boss.post("/maintenance-plans", {"name": "x", "triggers": [daily()], **body}), 422)
        assert problem["errors"][0]["pointer"] == field


async def test_editing_three_times_leaves_one_schedule(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(), ifPreviousOpen="beside")
    await working.drain(tenant, late(0))
    for place, every in enumerate((2, 3, 1)):
        trigger = {**daily(every=every), "key": plan["triggers"][0]["key"]}
        plan = await ok(
            boss.patch(
                f"/maintenance-plans/{plan['id']}",
                {"triggers": [trigger], "name": f"n{place}"},
                version=plan["version"],
            )
        )
    await working.drain(tenant, late(0))
    await working.drain(tenant, late(1))
    assert [each["dueOn"] for each in await occurrences(boss, plan)] == [today(0), today(1)]


async def test_versions_are_guarded(boss: Any) -> None:
    plan = await planned(boss, daily(today(9)))
    path = f"/maintenance-plans/{plan['id']}"
    assert (await boss.patch(path, {"name": "x"})).status_code == 428
    assert (await boss.patch(path, {"name": "x"}, version=9)).status_code == 412
    assert (await boss.delete(path, version=9)).status_code == 412
    changed = await ok(boss.patch(path, {"name": "x", "endsOn": None}, version=1))
    assert (changed["name"], changed["version"]) == ("x", 2)


async def test_pausing_makes_nothing_and_resuming_makes_nothing_for_the_pause(
    boss: Any, tenant: Any, working: Any
) -> None:
    plan = await planned(boss, daily(today(-3)), catchUp="all", ifPreviousOpen="beside")
    await working.drain(tenant)
    path = f"/maintenance-plans/{plan['id']}"
    await ok(boss.post(f"{path}/pause"))
    await refused(boss.post(f"{path}/pause"), 409, "plan-not-live")
    await working.drain(tenant, late(2))
    before = await occurrences(boss, plan)
    resumed = await ok(boss.post(f"{path}/resume"))
    assert resumed["status"] == "live"
    await refused(boss.post(f"{path}/resume"), 409, "plan-is-live")
    await working.drain(tenant, late(0))
    assert await occurrences(boss, plan) == before


async def test_deleted_makes_nothing_and_comes_back_resting(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(today(1)))
    path = f"/maintenance-plans/{plan['id']}"
    assert (await boss.delete(path, version=plan["version"])).status_code == 204
    assert (await boss.get(path)).status_code == 404
    assert plan["id"] in {
        each["id"] for each in (await ok(boss.get("/maintenance-plans", deleted=True, limit=200)))["data"]
    }
    await working.drain(tenant, late(2))
    restored = await ok(boss.post(f"{path}/restore"))
    assert restored["status"] == "paused"
    assert await occurrences(boss, plan) == []


async def test_a_copy_rests_and_has_no_history(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(), work={"title": "Mow", "tasks": [{"title": "Mow"}]})
    await working.drain(tenant)
    copy = await ok(boss.post(f"/maintenance-plans/{plan['id']}/duplicate"), 201)
    assert (copy["name"], copy["status"], copy["work"]) == (f"{plan['name']} (copy)", "paused", plan["work"])
    assert await occurrences(boss, copy) == []


async def test_the_next_one_can_be_made_ahead_and_its_date_passes_without_another(
    boss: Any, tenant: Any, working: Any
) -> None:
    plan = await planned(boss, daily(today(2), 7), ifPreviousOpen="beside")
    await ok(boss.post(f"/maintenance-plans/{plan['id']}/generate"), 202)
    await working.drain(tenant)
    [ahead] = await occurrences(boss, plan)
    assert (ahead["dueOn"], ahead["state"]) == (today(2), "made")
    await working.drain(tenant, late(2))
    assert len(await occurrences(boss, plan)) == 1
    await working.drain(tenant, late(9))
    assert [each["dueOn"] for each in await occurrences(boss, plan)] == [today(2), today(9)]


async def test_lists_are_filtered_sorted_and_searched(boss: Any) -> None:
    crew = await thing(boss, "/crews", name=uuid4().hex)
    pump = await asset(boss, "Listed pump")
    ida = await thing(boss, "/staff", name="Ida")
    late = await planned(boss, daily(today(20)), name="Zébra", work={"crewId": crew}, assetIds=[pump])
    soon = await planned(boss, daily(today(10)), name="zebra two", work={"crewId": crew, "assigneeId": ida})
    turns = await planned(boss, daily(today(30)), name="Aardvark", work={"crewId": crew}, rotation=[ida])

    async def names(**params: Any) -> list[str]:
        answer = await ok(boss.get("/maintenance-plans", crewId=crew, **params))
        return [plan["name"] for plan in answer["data"]]

    assert await names() == ["Aardvark", "Zébra", "zebra two"]
    assert await names(sort="nextDueOn") == ["zebra two", "Zébra", "Aardvark"]
    assert await names(q="zeb") == ["Zébra", "zebra two"]
    assert await names(assetId=pump) == ["Zébra"]
    assert await names(assigneeId=ida) == ["Aardvark", "zebra two"]
    assert await names(status="paused") == []
    row = (await ok(boss.get("/maintenance-plans", crewId=crew, limit=1)))["data"][0]
    assert (row["words"], row["nextDueOn"]) == (turns["words"], today(30))
    first = await ok(boss.get("/maintenance-plans", crewId=crew, sort="-nextDueOn", limit=2))
    rest = await ok(boss.get("/maintenance-plans", crewId=crew, sort="-nextDueOn", limit=2, cursor=first["nextCursor"]))
    assert [each["id"] for each in [*first["data"], *rest["data"]]] == [turns["id"], late["id"], soon["id"]]


async def test_snoozing_moves_only_the_reminder(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(), notifyDaysBefore=[1])
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    due = (await ok(boss.get(f"/work-orders/{occurrence['workOrderId']}")))["dueAt"]
    until = (datetime.now(UTC) + timedelta(days=2)).isoformat()
    snoozed = await ok(boss.post(f"/plan-occurrences/{occurrence['id']}/snooze", {"until": until}))
    assert (snoozed["state"], snoozed["dueOn"]) == ("snoozed", occurrence["dueOn"])
    assert datetime.fromisoformat(snoozed["remindAt"]) == datetime.fromisoformat(until)
    assert (await ok(boss.get(f"/work-orders/{occurrence['workOrderId']}")))["dueAt"] == due
    assert (await history(boss, occurrence["workOrderId"]))[-1] == "plan_occurrence.snoozed"
    past = (datetime.now(UTC) - timedelta(days=2)).isoformat()
    await refused(boss.post(f"/plan-occurrences/{occurrence['id']}/snooze", {"until": past}), 422)
    from fettle.modules.planning import public as planning

    async with tenant.call(read_only=True) as call:
        assert set(await planning.snoozed(call, [UUID(occurrence["workOrderId"])])) == {UUID(occurrence["workOrderId"])}


async def test_skipping_skips_the_work_order_too_and_stays_in_the_history(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily())
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    path = f"/plan-occurrences/{occurrence['id']}"
    await refused(boss.post(f"{path}/skip", {}), 422)
    skipped = await ok(boss.post(f"{path}/skip", {"reason": "Snow"}))
    assert (skipped["state"], skipped["reason"], skipped["note"]) == ("skipped", "by_person", "Snow")
    work_order = await ok(boss.get(f"/work-orders/{occurrence['workOrderId']}"))
    assert (work_order["status"], work_order["statusNote"]) == ("skipped", "Snow")
    await refused(boss.post(f"{path}/skip", {"reason": "Again"}), 409, "occurrence-not-open")
    await refused(boss.post(f"{path}/complete", {}), 409, "occurrence-not-open")
    assert [each["state"] for each in await occurrences(boss, plan)] == ["skipped"]


async def test_a_work_order_of_a_plan_can_be_skipped_where_it_is(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily())
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    path = f"/work-orders/{occurrence['workOrderId']}"
    assert "skip" in {move["verb"] for move in (await ok(boss.get(path)))["allowedTransitions"]}
    await refused(boss.post(f"{path}/skip", {}), 422, "skip-needs-reason")
    assert (await ok(boss.post(f"{path}/skip", {"note": "Rain"})))["status"] == "skipped"
    await working.drain(tenant)
    assert [each["state"] for each in await occurrences(boss, plan)] == ["skipped"]


async def test_a_coming_one_can_be_skipped_before_it_is_made(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(today(1)), ifPreviousOpen="beside")
    path = f"/maintenance-plans/{plan['id']}/skip"
    skipped = await ok(boss.post(path, {"key": plan["coming"][0]["key"], "reason": "Holiday"}))
    assert (skipped["state"], skipped["dueOn"]) == ("skipped", today(1))
    await refused(boss.post(path, {"key": "nonsense", "reason": "x"}), 422)
    await working.drain(tenant, late(1))
    assert [each["state"] for each in await occurrences(boss, plan)] == ["skipped"]
    await working.drain(tenant, late(2))
    assert [each["state"] for each in await occurrences(boss, plan)] == ["skipped", "made"]


async def test_completing_starts_and_completes_the_work_under_its_rules(boss: Any, tenant: Any, working: Any) -> None:
    plan = await planned(boss, daily(), work={"tasks": [{"title": "Sign"}]})
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    path = f"/plan-occurrences/{occurrence['id']}/complete"
    await refused(boss.post(path, {}), 409, "tasks-unanswered")
    work_order = await ok(boss.get(f"/work-orders/{occurrence['workOrderId']}"))
    assert work_order["status"] == "approved"  # nothing of a refused completion stays
    answer = f"/work-orders/{work_order['id']}/tasks/{work_order['tasks'][0]['id']}/answer"
    await ok(boss.post(f"/work-orders/{work_order['id']}/start", {}))
    await ok(boss.post(answer, {"status": "done"}))
    done = await ok(boss.post(path, {"note": "Fine"}))
    assert (done["state"], done["settledOn"]) == ("completed", today())
    assert (await ok(boss.get(f"/work-orders/{work_order['id']}")))["status"] == "complete"


@pytest.mark.parametrize("how", ["complete", "skip", "cancel"])
async def test_the_end_of_the_work_advances_what_floats(boss: Any, tenant: Any, working: Any, how: str) -> None:
    floating = {"kind": "calendar_floating", "startsOn": today(), "interval": {"every": 10, "unit": "days"}}
    plan = await planned(boss, floating)
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    await working.drain(tenant, late(30))
    assert len(await occurrences(boss, plan)) == 1  # what floats waits for the work to be done
    path = f"/work-orders/{occurrence['workOrderId']}"
    if how == "complete":
        await finish(boss, occurrence["workOrderId"])
    else:
        await ok(boss.post(f"{path}/{how}", {"note": "so"}))
    await working.drain(tenant)
    await working.drain(tenant, late(9))
    assert len(await occurrences(boss, plan)) == 1
    await working.drain(tenant, late(10))
    assert [each["dueOn"] for each in await occurrences(boss, plan)] == [today(), today(10)]


async def test_the_forecast_counts_hours_and_materials_by_month_site_and_crew(world: Any, working: Any) -> None:
    tenant = await world.tenant(time_zone="America/New_York")
    boss = await tenant.person("admin")
    site = await thing(boss, "/sites", name="Park")
    template = await thing(
        boss,
        "/work-order-templates",
        name="T",
        title="T",
        estimatedHours="2",
        plannedMaterials=[{"item": "Seed", "quantity": "3", "unit": "kg"}],
    )
    every_week = daily(today(1), 7)
    await planned(boss, every_week, siteId=site, work={"templateId": template})
    months = (await ok(boss.get("/maintenance-plans/forecast")))["months"]
    assert 47 <= sum(month["occurrences"] for month in months) <= 54
    assert all(float(month["hours"]) == 2 * month["occurrences"] for month in months)
    assert months[1]["materials"][0] == {
        "item": "Seed",
        "unit": "kg",
        "quantity": f"{3 * months[1]['occurrences']}.0000",
    }
    assert {month["siteId"] for month in months} == {site}
    elsewhere = await ok(boss.get("/maintenance-plans/forecast", siteId=str(uuid4())))
    assert elsewhere["months"] == []


async def test_calendars_see_what_was_made_and_what_is_coming(boss: Any, tenant: Any, working: Any) -> None:
    from fettle.modules.planning import public as planning

    plan = await planned(boss, daily(today(0), 2), ifPreviousOpen="beside", dueTime="09:30")
    await working.drain(tenant)
    async with tenant.call(read_only=True) as call:
        since = datetime.fromisoformat(today()).date()
        found = await planning.forecast(call, since, since + timedelta(days=5), plan_ids=[UUID(plan["id"])])
    assert [(each.state.value, each.due_on.isoformat()) for each in found] == [
        ("made", today(0)),
        ("forecast", today(2)),
        ("forecast", today(4)),
    ]
    assert found[0].work_order_id is not None
    assert found[1].due_at is not None
    assert not found[1].all_day


async def test_people_see_the_plans_of_their_sites_only(boss: Any, tenant: Any, working: Any) -> None:
    """T-8: plans, their occurrences and their forecast stop at the fence of the sites."""
    mine, theirs = await thing(boss, "/sites", name="Mine"), await thing(boss, "/sites", name="Theirs")
    here, there = await planned(boss, daily(), siteId=mine), await planned(boss, daily(), siteId=theirs)
    await working.drain(tenant)
    limited = await tenant.person("supervisor", sites=[UUID(mine)])
    seen = {plan["id"] for plan in (await ok(limited.get("/maintenance-plans", limit=200)))["data"]}
    assert here["id"] in seen
    assert there["id"] not in seen
    assert (await limited.get(f"/maintenance-plans/{there['id']}")).status_code == 404
    assert (await limited.get(f"/maintenance-plans/{there['id']}/occurrences")).status_code == 404
    listed = (await ok(limited.get("/plan-occurrences", limit=200)))["data"]
    assert {each["planId"] for each in listed} == {here["id"]}
    [hidden] = await occurrences(boss, there)
    for verb, body in (("skip", {"reason": "x"}), ("complete", {}), ("snooze", {"until": late(3).isoformat()})):
        assert (await limited.post(f"/plan-occurrences/{hidden['id']}/{verb}", body)).status_code == 404
    problem = await refused(limited.post("/maintenance-plans", {"name": "x", "triggers": [daily()]}), 422)
    assert problem["errors"][0]["pointer"] == "/siteId"
    elsewhere = {"name": "x", "triggers": [daily()], "siteId": theirs}
    problem = await refused(limited.post("/maintenance-plans", elsewhere), 422)
    assert problem["errors"] == [{"pointer": "/siteId", "code": "unknown", "message": "no such record"}]


async def test_t14_nothing_of_another_tenant_is_named_or_touched(
    boss: Any, world: Any, working: Any, tenant: Any
) -> None:
    """T-14: ids of another tenant are as unknown as ids that nobody has."""
    other = await world.tenant()
    stranger = await other.person("admin")
    foreign_site, foreign_staff = await thing(stranger, "/sites", name="Far"), await thing(stranger, "/staff", name="X")
    for body in ({"siteId": foreign_site}, {"rotation": [foreign_staff]}):
        problem = await refused(boss.post("/maintenance-plans", {"name": "x", "triggers": [daily()], **body}), 422)
        assert problem["errors"][0]["code"] == "unknown"
    plan = await planned(boss, daily())
    await working.drain(tenant)
    [occurrence] = await occurrences(boss, plan)
    for method, path in (
        ("GET", f"/maintenance-plans/{plan['id']}"),
        ("POST", f"/maintenance-plans/{plan['id']}/pause"),
    ):
        assert (await stranger.send(method, path)).status_code == 404
    body = {"reason": "x"}
    assert (await stranger.post(f"/plan-occurrences/{occurrence['id']}/skip", body)).status_code == 404
    assert (await ok(stranger.get("/plan-occurrences")))["data"] == []


async def test_permissions(boss: Any, tenant: Any, technician: Any, working: Any) -> None:
    """A-11: technicians look and complete, they neither plan nor skip."""
    plan = await planned(boss, daily())
    await working.drain(tenant)
    [occurrence] = await occurrences(technician, plan)
    body = {"name": "x", "triggers": [daily()]}
    assert (await technician.post("/maintenance-plans", body)).status_code == 403
    assert (await technician.post(f"/plan-occurrences/{occurrence['id']}/skip", {"reason": "x"})).status_code == 403
    assert (await technician.post(f"/plan-occurrences/{occurrence['id']}/complete")).status_code == 200
    requester = await tenant.person("requester")
    assert (await requester.get("/maintenance-plans")).status_code == 403


async def test_i1_a_repeated_creation_makes_one_plan(boss: Any) -> None:
    """The same Idempotency-Key gets the stored answer."""
    body = {"name": f"Once {uuid4().hex}", "triggers": [daily(today(5))]}
    key = uuid4().hex
    first = await ok(boss.post("/maintenance-plans", body, Idempotency_Key=key), 201)
    second = await ok(boss.post("/maintenance-plans", body, Idempotency_Key=key), 201)
    assert first["id"] == second["id"]
