"""Rules about work that waits: raised once in each wait, late rather than never, and never for the past."""

import asyncio
import random
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import psycopg
import pytest

from escalation.conftest import made, rule
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.modules.escalation.actions import raising
from fettle.modules.work_orders import public as work_orders
from fettle.queue import Work

HOUR = timedelta(hours=1)
TOLD = {"supervisors": True}
RAISER = Path(__file__).with_name("raiser.py")


async def raised(admin, **filters):
    """What rules did, oldest first."""
    return (await made(await admin.get("/escalations", limit=200, **filters)))["data"][::-1]


async def order(admin, title="Fix the gate", **fields):
    """A work order of `admin`."""
    return await made(await admin.post("/work-orders", {"title": title, **fields}))


async def test_work_that_stays_new_is_raised_level_by_level(admin, drain):
    """Level 1 after 4 hours, level 2 after 8: each once, with the people to tell."""
    boss = await admin.tenant.person("supervisor")
    steps = [
        {"afterMinutes": 240, "notify": TOLD},
        {"afterMinutes": 480, "notify": {"userIds": [str(admin.user_id)]}, "priority": "urgent"},
    ]
    made_rule = await rule(admin, steps=steps)
    job = await order(admin)
    now = datetime.now(UTC)
    await drain(admin.tenant, now + timedelta(hours=3, minutes=59))
    assert await raised(admin) == []
    await drain(admin.tenant, now + timedelta(hours=4, minutes=1))
    await drain(admin.tenant, now + 5 * HOUR)
    (first,) = await raised(admin)
    assert (first["level"], first["workOrderId"], first["ruleId"]) == (1, job["id"], made_rule["id"])
    assert first["message"] == f"WO-{job['number']} “Fix the gate” has been new for 4 hours."
    assert str(boss.user_id) in first["recipientIds"]
    await drain(admin.tenant, now + 9 * HOUR)
    await drain(admin.tenant, now + 30 * HOUR)
    _, second = await raised(admin)
    assert (second["level"], second["recipientIds"], second["priority"]) == (2, [str(admin.user_id)], "urgent")
    assert (await made(await admin.get(f"/work-orders/{job['id']}")))["priority"] == "urgent"
    history = (await made(await admin.get(f"/work-orders/{job['id']}/history")))["data"]
    told = [each for each in history if each["type"] == "escalation.raised"]
    assert len(told) == 2
    assert {"recipient_ids", "work_order_id", "message", "rule"} <= set(told[0]["after"])


async def test_after_downtime_everything_is_raised_late(admin, drain):
    """Nobody worked for three days: every level that was due is raised now, once, in order."""
    await rule(admin, steps=[{"afterMinutes": 60 * n, "notify": TOLD} for n in (1, 2, 3)])
    await order(admin)
    await drain(admin.tenant)
    await drain(admin.tenant, datetime.now(UTC) + timedelta(days=3))
    assert [each["level"] for each in await raised(admin)] == [1, 2, 3]
    await drain(admin.tenant, datetime.now(UTC) + timedelta(days=4))
    assert len(await raised(admin)) == 3


async def test_work_that_moved_on_is_not_raised_and_that_comes_back_is(admin, drain):
    """On hold twice is two waits."""
    await rule(admin, status="on_hold", steps=[{"afterMinutes": 60, "notify": TOLD}])
    job = await order(admin, approve=True)
    address = f"/work-orders/{job['id']}"
    now = datetime.now(UTC)
    await made(await admin.post(f"{address}/hold", {"note": "parts"}))
    await drain(admin.tenant, now)
    await made(await admin.post(f"{address}/resume"))
    await drain(admin.tenant, now + 2 * HOUR)
    assert await raised(admin) == []
    for _ in range(2):
        await made(await admin.post(f"{address}/hold", {"note": "parts"}))
        await drain(admin.tenant, now + 2 * HOUR)
        await drain(admin.tenant, now + 3 * HOUR)
        await made(await admin.post(f"{address}/resume"))
        await drain(admin.tenant, now + 3 * HOUR)
    assert [each["level"] for each in await raised(admin)] == [1, 1]


async def test_before_and_after_the_due_time(admin, drain):
    """Two hours before, one after; work that is done in time is never late; another due time counts anew."""
    await rule(admin, condition="due", status=None, steps=[{"afterMinutes": n, "notify": TOLD} for n in (-120, 60)])
    now = datetime.now(UTC)
    due = now + 10 * HOUR
    late, done = [await order(admin, title, dueAt=due.isoformat(), approve=True) for title in ("Late", "Done")]
    await drain(admin.tenant, now + 7 * HOUR)
    assert await raised(admin) == []
    await drain(admin.tenant, now + 9 * HOUR)
    assert [each["message"] for each in await raised(admin, workOrderId=late["id"])] == [
        f"WO-{late['number']} “Late” is due in 60 minutes."
    ]
    for verb in ("start", "complete"):
        await made(await admin.post(f"/work-orders/{done['id']}/{verb}"))
    await drain(admin.tenant, now + 12 * HOUR)
    assert [each["level"] for each in await raised(admin, workOrderId=late["id"])] == [1, 2]
    assert [each["level"] for each in await raised(admin, workOrderId=done["id"])] == [1]
    version = (await made(await admin.get(f"/work-orders/{late['id']}")))["version"]
    await made(
        await admin.patch(f"/work-orders/{late['id']}", {"dueAt": (now + 20 * HOUR).isoformat()}, version=version)
    )
    await drain(admin.tenant, now + 19 * HOUR)
    assert [each["level"] for each in await raised(admin, workOrderId=late["id"])] == [1, 2, 1]


async def test_what_nobody_takes_notice_of_goes_to_somebody_else(admin, drain):
    """Assigned and ignored: told the assignee, then given to the next; who acknowledges or comments keeps it."""
    people = [await admin.tenant.person("technician") for _ in range(2)]
    ada, ben = [
        (await made(await admin.post("/staff", {"name": name, "userId": str(who.user_id)})))["id"]
        for name, who in zip(("Ada", "Ben"), people, strict=True)
    ]
    steps = [
        {"afterMinutes": 30, "notify": {"assignee": True}},
        {"afterMinutes": 60, "assigneeId": ben, "notify": {"assignee": True}},
    ]
    await rule(admin, condition="unacknowledged", status=None, steps=steps)
    ignored = await order(admin, "Ignored", assigneeId=ada, approve=True)
    known = await order(admin, "Known", assigneeId=ada, approve=True)
    spoken = await order(admin, "Spoken of", assigneeId=ada, approve=True)
    await made(await people[0].post(f"/work-orders/{known['id']}/acknowledge"))
    await made(await people[0].post(f"/work-orders/{spoken['id']}/comments", {"body": "Tomorrow"}))
    await made(await admin.post(f"/work-orders/{ignored['id']}/comments", {"body": "Where are you?"}))
    now = datetime.now(UTC)
    await drain(admin.tenant, now + timedelta(minutes=31))
    (first,) = await raised(admin)
    assert (first["workOrderId"], first["recipientIds"]) == (ignored["id"], [str(people[0].user_id)])
    await drain(admin.tenant, now + timedelta(minutes=61))
    (_, second) = await raised(admin)
    assert second["assignedToId"] == ben
    assert (await made(await admin.get(f"/work-orders/{ignored['id']}")))["assigneeId"] == ben
    assert (await made(await admin.get(f"/work-orders/{known['id']}")))["assigneeId"] == ada
    await drain(admin.tenant, now + timedelta(minutes=95))
    assert (await raised(admin))[-1]["recipientIds"] == [str(people[1].user_id)]
    await made(await people[1].post(f"/work-orders/{ignored['id']}/start"))
    await drain(admin.tenant, now + timedelta(hours=9))
    assert len(await raised(admin)) == 3


async def test_crews_their_leads_and_roles_are_told_as_far_as_they_see(hooked_sites, drain):
    """Whoever may not see the work is not told of it, whatever the rule says."""
    admin, sites = hooked_sites
    north = await admin.tenant.person("supervisor", sites=[sites[0]])
    south = await admin.tenant.person("supervisor", sites=[sites[1]])
    asker = await admin.tenant.person("requester")
    lead = await admin.tenant.person("technician")
    staff = (await made(await admin.post("/staff", {"name": "Lee", "userId": str(lead.user_id)})))["id"]
    crew = (await made(await admin.post("/crews", {"name": "Green", "leadId": staff, "memberIds": [staff]})))["id"]
    everybody = {"roles": ["supervisor", "requester"], "crewLead": True, "userIds": [str(asker.user_id)]}
    await rule(admin, steps=[{"afterMinutes": 5, "notify": everybody}])
    await order(admin, siteId=sites[0], crewId=crew)
    await drain(admin.tenant, datetime.now(UTC) + HOUR)
    (one,) = await raised(admin)
    assert set(one["recipientIds"]) == {str(north.user_id), str(lead.user_id)}
    assert str(south.user_id) not in one["recipientIds"]
    assert len((await made(await north.get("/escalations")))["data"]) == 1
    assert (await made(await south.get("/escalations")))["data"] == []


async def test_a_step_that_cannot_be_done_says_so(admin, drain):
    """Somebody who has left cannot be given work: the others are told all the same."""
    staff = await made(await admin.post("/staff", {"name": "Gone"}))
    await rule(admin, steps=[{"afterMinutes": 5, "notify": TOLD, "assigneeId": staff["id"]}])
    await order(admin)
    await made(await admin.delete(f"/staff/{staff['id']}", version=staff["version"]))
    await drain(admin.tenant, datetime.now(UTC) + HOUR)
    (one,) = await raised(admin)
    assert one["assignedToId"] is None
    assert "assigneeId" in one["undone"]
    assert one["recipientIds"]


async def test_a_new_rule_raises_what_becomes_due_unless_asked(admin, drain):
    """Work that has waited for long is no alarm of a rule that was made today, except on request."""
    job = await order(admin, "Old")
    now = datetime.now(UTC)
    steps = [{"afterMinutes": 60, "notify": TOLD}, {"afterMinutes": 300, "notify": TOLD}]
    await rule(admin, name="for the future", steps=steps)
    asked = await rule(admin, name="for all", steps=[{"afterMinutes": 0, "notify": TOLD}], includePresent=True)
    preview = await made(await admin.get(f"/escalation-rules/{asked['id']}/preview"))
    assert [each["workOrderId"] for each in preview["data"]] == [job["id"]]
    await drain(admin.tenant, now + timedelta(minutes=5))
    assert [each["ruleName"] for each in await raised(admin)] == ["for all"]
    body = {"name": "late", "condition": "in_status", "status": "new", "steps": steps}
    tried = await made(await admin.post("/escalation-rules/preview", body))
    assert (tried["data"], tried["lookedAt"], tried["allLookedAt"]) == ([], 1, True)


async def test_imports_raise_nothing(admin, drain):
    """A past that arrives at once is no alarm; what somebody then does about it is watched."""
    await rule(admin, steps=[{"afterMinutes": 5, "notify": TOLD}])
    await drain(admin.tenant)
    async with admin.tenant.world.door.open(system(admin.tenant.id, via="import")) as call:
        await work_orders.create(call, work_orders.NewWorkOrder(title="From 2019"))
    await drain(admin.tenant, datetime.now(UTC) + HOUR)
    assert await raised(admin) == []


async def test_a_paused_rule_raises_nothing_and_goes_on_later(admin, drain):
    """What became due in the pause is passed over, unless it is asked for."""
    made_rule = await rule(admin, steps=[{"afterMinutes": 60, "notify": TOLD}, {"afterMinutes": 600, "notify": TOLD}])
    await order(admin)
    now = datetime.now(UTC)
    address = f"/escalation-rules/{made_rule['id']}"
    await drain(admin.tenant, now)
    paused = await made(await admin.post(f"{address}/pause"))
    assert not paused["active"]
    assert (await admin.post(f"{address}/pause")).json()["type"] == "/problems/rule-paused"
    await drain(admin.tenant, now + 2 * HOUR)
    assert await raised(admin) == []
    await made(await admin.post(f"{address}/resume"))
    assert (await admin.post(f"{address}/resume")).json()["type"] == "/problems/rule-active"
    await drain(admin.tenant, now + 11 * HOUR)
    assert [each["level"] for each in await raised(admin)] == [1, 2]


async def test_edits_count_from_now_and_take_nothing_twice(admin, drain):
    """Changed three times: one schedule, and the step that was taken stays taken."""
    made_rule = await rule(admin, steps=[{"afterMinutes": 60, "notify": TOLD}])
    await order(admin)
    now = datetime.now(UTC)
    await drain(admin.tenant, now + 2 * HOUR)
    version = made_rule["version"]
    for minutes in (90, 70, 60):
        steps = [{"afterMinutes": minutes, "notify": TOLD}, {"afterMinutes": 180, "notify": TOLD}]
        changed = await made(
            await admin.patch(f"/escalation-rules/{made_rule['id']}", {"steps": steps}, version=version)
        )
        version = changed["version"]
        await drain(admin.tenant, now + 2 * HOUR)
    await drain(admin.tenant, now + 5 * HOUR)
    assert [each["level"] for each in await raised(admin)] == [1, 2]
    await made(await admin.delete(f"/escalation-rules/{made_rule['id']}", version=version))
    await order(admin, "After")
    await drain(admin.tenant, now + 9 * HOUR)
    assert len(await raised(admin)) == 2
    assert (await raised(admin))[0]["ruleName"] == "Rule"


async def test_two_workers_take_each_step_once(admin, drain):
    """Four at once over twenty work orders with two levels each: forty escalations, none twice."""
    await rule(admin, steps=[{"afterMinutes": n, "notify": TOLD, "priority": "high"} for n in (10, 20)])
    for number in range(20):
        await order(admin, f"Job {number}")
    await drain(admin.tenant)
    later = datetime.now(UTC) + HOUR
    door = Door(admin.tenant.world.door.pool, clock=lambda: later)
    await asyncio.gather(*(raising.raise_due(Work(door, admin.tenant.id, {})) for _ in range(4)))
    await raising.raise_due(Work(door, admin.tenant.id, {}))
    found = await raised(admin)
    assert len(found) == 40
    assert len({(each["workOrderId"], each["level"]) for each in found}) == 40


async def test_killed_while_raising_nothing_is_lost_or_doubled(admin, drain, database):
    """Killed at random moments: every step is taken once, with its event and its change."""
    await rule(admin, steps=[{"afterMinutes": 10, "notify": TOLD, "priority": "high"}])
    for number in range(40):
        await order(admin, f"Job {number}")
    await drain(admin.tenant)
    later = datetime.now(UTC) + HOUR
    for _ in range(2):
        arguments = [sys.executable, str(RAISER), database.app, str(admin.tenant.id), later.isoformat()]
        process = await asyncio.create_subprocess_exec(*arguments, stdout=asyncio.subprocess.PIPE)
        assert process.stdout is not None
        assert await asyncio.wait_for(process.stdout.readline(), 60) == b"ready\n"
        await asyncio.sleep(random.uniform(0.0, 0.15))
        if process.returncode is None:
            process.kill()
        await process.wait()
    await drain(admin.tenant, later)
    found = await raised(admin)
    assert len(found) == 40 == len({each["workOrderId"] for each in found})
    with psycopg.connect(database.superuser) as conn:
        told = conn.execute(
            "SELECT type, count(*) FROM events WHERE tenant_id = %s AND actor_via = 'job' "
            "AND type IN ('escalation.raised', 'work_order.updated') GROUP BY type ORDER BY type",
            [admin.tenant.id],
        ).fetchall()
    assert told == [("escalation.raised", 40), ("work_order.updated", 40)]


async def test_one_that_fails_holds_up_no_other(admin, drain, monkeypatch):
    """What goes wrong with one work order is tried again later; the others are raised."""
    await rule(admin, steps=[{"afterMinutes": 10, "notify": TOLD}])
    jobs = [await order(admin, f"Job {number}") for number in range(3)]
    await drain(admin.tenant)
    really = raising.raise_one

    async def stumbles(call, rule_id, work_order_id):
        if str(work_order_id) == jobs[0]["id"]:
            raise RuntimeError("stumbled")
        await really(call, rule_id, work_order_id)

    monkeypatch.setattr(raising, "raise_one", stumbles)
    now = datetime.now(UTC)
    await drain(admin.tenant, now + HOUR)
    assert {each["workOrderId"] for each in await raised(admin)} == {job["id"] for job in jobs[1:]}
    monkeypatch.undo()
    await drain(admin.tenant, now + 2 * HOUR)
    assert len(await raised(admin)) == 3


@pytest.fixture
async def hooked_sites(admin):
    """The administrator of a tenant with two sites."""
    sites = [(await made(await admin.post("/sites", {"name": name})))["id"] for name in ("North", "South")]
    return admin, sites


async def test_rules_belong_to_their_tenant_and_sites(hooked_sites, world, drain):
    """T-14: another tenant's rule is nobody's; people of a site make rules for it and see no others."""
    admin, sites = hooked_sites
    local = await admin.tenant.person("admin", sites=[sites[0]])
    steps = [{"afterMinutes": 5, "notify": TOLD}]
    everywhere = await rule(admin, steps=steps)
    body = {"name": "Mine", "condition": "in_status", "status": "new", "steps": steps}
    for wrong in ([], [sites[1]], sites):
        assert (await local.post("/escalation-rules", {**body, "siteIds": wrong})).status_code == 422
    mine = await made(await local.post("/escalation-rules", {**body, "siteIds": [sites[0]]}))
    assert (await local.get(f"/escalation-rules/{everywhere['id']}")).status_code == 404
    assert [each["id"] for each in (await made(await local.get("/escalation-rules")))["data"]] == [mine["id"]]
    other = await (await world.tenant()).person("admin")
    for verb in ("pause", "resume", "restore"):
        assert (await other.post(f"/escalation-rules/{mine['id']}/{verb}")).status_code == 404
    assert (await other.patch(f"/escalation-rules/{mine['id']}", {"name": "x"}, version=1)).status_code == 404
    stranger = {"notify": {"userIds": [str(other.user_id)]}, "afterMinutes": 5}
    refused = await admin.post("/escalation-rules", {**body, "name": "x", "steps": [stranger]})
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/steps/0/notify/userIds/0"]
    await order(admin, siteId=sites[1])
    await order(other)
    await drain(admin.tenant, datetime.now(UTC) + HOUR)
    await drain(other.tenant, datetime.now(UTC) + HOUR)
    assert [each["ruleName"] for each in await raised(admin)] == ["Rule"]
    assert await raised(local) == []
    assert await raised(other) == []


async def test_the_life_of_a_rule(admin):
    """Made with everything, read back the same, changed, deleted, restored paused."""
    body = {
        "name": "Urgent in working hours",
        "condition": "in_status",
        "status": "approved",
        "priorities": ["high", "urgent"],
        "kinds": ["corrective"],
        "hours": {"mon": [{"start": "08:00", "end": "17:00"}]},
        "steps": [{"afterMinutes": 30, "notify": {"roles": ["supervisor"]}, "priority": "urgent"}],
    }
    new = await made(await admin.post("/escalation-rules", body))
    address = f"/escalation-rules/{new['id']}"
    shown = await made(await admin.get(address))
    assert shown == new
    assert {name: shown[name] for name in body if name != "steps"} == {n: v for n, v in body.items() if n != "steps"}
    assert shown["steps"][0]["afterMinutes"] == 30
    assert (await admin.patch(address, {"name": "Other"}, version=9)).status_code == 412
    assert (await admin.patch(address, {"hours": {"mon": []}}, version=1)).status_code == 422
    assert (await made(await admin.patch(address, {"name": "Other"}, version=1)))["activeSince"] == new["activeSince"]
    assert (await admin.delete(address, version=2)).status_code == 204
    back = await made(await admin.post(f"{address}/restore"))
    assert (back["active"], back["deletedAt"]) == (False, None)
    technician = await admin.tenant.person("technician")
    assert (await technician.get("/escalation-rules")).status_code == 403
    supervisor = await admin.tenant.person("supervisor")
    assert (await supervisor.get("/escalation-rules")).status_code == 200
    assert (await supervisor.post("/escalation-rules", body)).status_code == 403


async def test_acknowledging_needs_open_work(admin):
    """Finished work is past noticing."""
    job = await order(admin)
    await made(await admin.post(f"/work-orders/{job['id']}/acknowledge"))
    history = (await made(await admin.get(f"/work-orders/{job['id']}/history")))["data"]
    assert history[0]["type"] == "work_order.acknowledged"
    await made(await admin.post(f"/work-orders/{job['id']}/cancel", {"note": "no"}))
    assert (await admin.post(f"/work-orders/{job['id']}/acknowledge")).status_code == 409
