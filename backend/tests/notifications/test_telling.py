"""Who is told what: every kind, by what happened, to whom, and to nobody else."""

import re
from typing import Any
from uuid import UUID

import psycopg
import pytest

from fettle.kit.changes import Change
from makers.samples import EICAR
from notifications.test_mail import visitor
from notifications.yard import Yard, kinds, later, ok, opened, told


@pytest.fixture
async def yard(world: Any) -> Yard:
    """A tenant at work."""
    return await opened(world)


async def happened(yard: Yard, type: str, *, by: UUID | None = None, **after: Any) -> None:
    """An event of a module that is not needed here."""
    site = UUID(yard.site) if after.pop("at_site", False) else None
    async with yard.tenant.call() as call:
        entity = UUID(str(after.pop("about", call.new_id())))
        call.changed(Change(type, entity, after, site_id=site))


async def test_assigned_by_name_and_by_crew(yard: Yard, drain: Any) -> None:
    """Whoever gets work hears of it, with who gave it, where and until when; those who had it and the giver don't."""
    tec, staff = await yard.worker()
    mate, mate_staff = await yard.worker(name="Mia")
    crew = (await ok(yard.admin.post("/crews", {"name": "North", "memberIds": [mate_staff]})))["id"]
    order = await yard.order(assigneeId=staff, dueAt="2031-06-01T15:00:00Z")
    await drain(yard.tenant)
    (one,) = await told(tec)
    assert one["kind"] == "assigned"
    assert one["title"] == f"Assigned to you: WO-{order['number']} Mend the pump"
    assert one["body"] == "By Ada\nAt North\nDue 2031-06-01 15:00"
    assert one["link"] == f"/work-orders/{order['id']}"
    version = (await yard.admin.get(f"/work-orders/{order['id']}")).json()["version"]
    await ok(yard.admin.patch(f"/work-orders/{order['id']}", {"crewId": crew}, version=version))
    await drain(yard.tenant)
    assert await kinds(mate) == ["assigned"]
    assert await kinds(tec) == ["assigned"]
    assert await kinds(yard.admin) == []


async def test_status_changed_is_for_doers_and_whoever_made_it(yard: Yard, drain: Any) -> None:
    tec, staff = await yard.worker()
    outsider = await yard.tenant.person("technician")
    order = await yard.order(assigneeId=staff)
    await ok(tec.post(f"/work-orders/{order['id']}/start"))
    await ok(tec.post(f"/work-orders/{order['id']}/hold", {"note": "The part is late"}))
    await drain(yard.tenant)
    started, held = await told(yard.admin, kind="status_changed")
    assert started["title"] == f"WO-{order['number']} Mend the pump is in progress"
    assert held["title"].endswith("is on hold")
    assert "The part is late" in held["body"]
    assert await kinds(tec) == ["assigned"]
    assert await kinds(outsider) == []


async def test_mentioned_and_commented(yard: Yard, drain: Any) -> None:
    """One person hears one thing of one comment: who is mentioned does not hear of the comment besides."""
    tec, staff = await yard.worker()
    mate = await yard.tenant.person("technician")
    order = await yard.order(assigneeId=staff)
    body = {"body": "Is the valve <b>shut</b>?", "mentions": [str(tec.user_id), str(mate.user_id)]}
    await ok(yard.admin.post(f"/work-orders/{order['id']}/comments", body))
    answer = {"body": "It is"}
    await ok(tec.post(f"/work-orders/{order['id']}/comments", answer))
    await drain(yard.tenant)
    assert await kinds(tec) == ["assigned", "mentioned"]
    assert await kinds(mate) == ["mentioned"]
    (heard,) = await told(yard.admin, kind="commented")
    assert heard["title"].startswith("Tec commented on WO-") or "commented on WO-" in heard["title"]
    assert heard["body"] == "It is"


async def test_new_request_and_its_outcome(yard: Yard, drain: Any, mailbox: Any) -> None:
    asker = await yard.tenant.person("requester", name="Rita")
    decider = await yard.tenant.person("supervisor")
    far = await yard.tenant.person("supervisor", sites=[UUID(yard.other_site)])
    asked = await ok(asker.post("/work-requests", {"title": "Bench broken", "siteId": yard.site}))
    await drain(yard.tenant)
    (new,) = await told(decider)
    assert (new["kind"], new["body"]) == ("new_request", "From Rita\nAt North")
    assert await kinds(far) == []
    assert await kinds(asker) == []
    order = await ok(yard.admin.post(f"/work-requests/{asked['id']}/approve", {"note": "On Friday"}))
    for verb in ("start", "complete"):
        await ok(yard.admin.post(f"/work-orders/{order['id']}/{verb}"))
    await drain(yard.tenant)
    approved, done = await told(asker)
    assert approved["title"] == f"Your request #{asked['number']} is approved, it will be done"
    assert approved["body"] == "Bench broken\nOn Friday"
    assert approved["link"] == f"/requests/{asked['id']}"
    assert done["title"].endswith("is done")
    assert [mail["Subject"] for mail in mailbox.to(asker.email)] == [approved["title"], done["title"]]


async def test_who_asked_hears_what_is_said_to_them(yard: Yard, drain: Any) -> None:
    """What the office says among itself on a request is not for who asked."""
    asker = await yard.tenant.person("requester", name="Rita")
    asked = await ok(asker.post("/work-requests", {"title": "Bench broken", "siteId": yard.site}))
    path = f"/work-requests/{asked['id']}/comments"
    await ok(yard.admin.post(path, {"body": "Is she a nuisance?"}))
    await ok(yard.admin.post(path, {"body": "We come on Monday", "public": True}))
    await ok(yard.admin.post(path, {"body": "Which bench?", "mentions": [str(asker.user_id)]}))
    await drain(yard.tenant)
    assert [(each["kind"], each["body"]) for each in await told(asker)] == [
        ("commented", "We come on Monday"),
        ("mentioned", "Which bench?"),
    ]


async def test_every_requester_hears_the_outcome(yard: Yard, drain: Any) -> None:
    """Who asked for the same thing hears that it is known, and later what became of it."""
    first, second = await yard.tenant.person("requester"), await yard.tenant.person("requester")
    kept = await ok(first.post("/work-requests", {"title": "Bench broken"}))
    same = await ok(second.post("/work-requests", {"title": "The bench!"}))
    await ok(yard.admin.post(f"/work-requests/{same['id']}/duplicate-of", {"requestId": kept["id"]}))
    await ok(yard.admin.post(f"/work-requests/{kept['id']}/decline", {"note": "It is somebody else's"}))
    await drain(yard.tenant)
    assert [each["title"].partition(" is ")[2] for each in await told(first)] == ["declined"]
    assert [each["title"].partition(" is ")[2] for each in await told(second)] == [
        "known already, both are handled together",
        "declined",
    ]


async def test_outcome_by_mail_without_an_account(world: Any, drain: Any, mailbox: Any) -> None:
    """In their language, with the link to the public page and none that needs an account; one click stops it."""
    yard = await opened(world, locale="en")
    address = f"vecina.{yard.tenant.id.hex}@example.test"
    asked = await ok(yard.admin.post("/work-requests", {"title": "Banco roto"}))
    other = await ok(yard.admin.post("/work-requests", {"title": "Otro"}))
    for each in (asked, other):
        await from_outside(yard, each["id"], address, "es")
    await ok(yard.admin.post(f"/work-requests/{asked['id']}/approve", {}))
    await drain(yard.tenant)
    (mail,) = mailbox.to(address)
    assert mail["Subject"] == f"Su solicitud #{asked['number']} está aprobada, se va a realizar"
    said = mail.get_body(("plain",)).get_content()
    (page,) = re.findall(r"https://fettle\.test(/r/status/\S+)", said)
    assert "/requests/" not in said
    async with visitor(world) as nobody:
        assert "Banco roto" in (await nobody.get(page)).text
        stopped = await nobody.post(mail["List-Unsubscribe"].strip("<>").removeprefix("https://fettle.test"))
    assert stopped.status_code == 200, stopped.text
    await ok(yard.admin.post(f"/work-requests/{other['id']}/decline", {"note": "no"}))
    await drain(yard.tenant)
    assert len(mailbox.to(address)) == 1


async def from_outside(yard: Yard, request_id: str, address: str, language: str) -> None:
    """As the portal keeps it: no account, an address, a language."""
    conninfo = yard.tenant.world.settings.owner_database_url
    async with await psycopg.AsyncConnection.connect(conninfo, autocommit=True) as conn:
        await conn.execute(
            "UPDATE work_requests SET requested_by_id = NULL, requester_email = %s WHERE id = %s", [address, request_id]
        )
        await conn.execute(
            "INSERT INTO portal_threads (tenant_id, request_id, language) VALUES (%s, %s, %s)",
            [yard.tenant.id, request_id, language],
        )


async def test_low_condition(yard: Yard, drain: Any) -> None:
    """Once, when it becomes poor; for those who look after assets there."""
    keeper = await yard.tenant.person("supervisor")
    far = await yard.tenant.person("supervisor", sites=[UUID(yard.other_site)])
    tec = await yard.tenant.person("technician")
    kind = (await ok(yard.admin.post("/asset-types", {"code": "pump", "name": "Pump"})))["id"]
    body = {"name": "Pump 1", "assetTypeId": kind, "siteId": yard.site, "condition": "fair"}
    asset = await ok(yard.admin.post("/assets", body))
    poor = await ok(yard.admin.patch(f"/assets/{asset['id']}", {"condition": "poor"}, version=asset["version"]))
    await ok(yard.admin.patch(f"/assets/{asset['id']}", {"name": "Pump one"}, version=poor["version"]))
    await drain(yard.tenant)
    assert [each["title"] for each in await told(keeper)] == ["Pump one is in poor condition"]
    assert await kinds(far) == await kinds(tec) == []


PEOPLE = ("admin", "supervisor", "technician", "requester", "auditor")


@pytest.mark.parametrize(
    ("type", "after", "heard", "kind", "title"),
    [
        (
            "maintenance_plan.stopped",
            {"stopped_reason": "ended", "at_site": True},
            {"admin", "supervisor"},
            "plan_stopped",
            "The maintenance plan … has stopped",
        ),
        (
            "maintenance_plan.paused",
            {"at_site": True},
            {"admin", "supervisor"},
            "plan_stopped",
            "The maintenance plan … is paused",
        ),
        (
            "job.failed",
            {"name": "planning.generate", "failure": "no such site"},
            {"admin", "auditor"},
            "job_failed",
            "A background job has failed: planning.generate",
        ),
        (
            "webhook.disabled",
            {"name": "ERP", "disabled_because": "gone"},
            {"admin", "auditor"},
            "webhook_disabled",
            "A webhook was switched off: ERP",
        ),
    ],
)
async def test_what_the_product_notices_itself(
    yard: Yard, drain: Any, type: str, after: dict[str, Any], heard: set[str], kind: str, title: str
) -> None:
    people = {role: await yard.tenant.person(role) for role in PEOPLE[1:]} | {"admin": yard.admin}
    await happened(yard, type, **after)
    await drain(yard.tenant)
    assert {role for role, person in people.items() if await kinds(person) == [kind]} == heard
    (one,) = await told(yard.admin)
    assert one["title"] == title
    screens = {"job_failed": "/settings/jobs", "webhook_disabled": "/settings/webhooks"}
    assert one["link"] == screens.get(kind, f"/plans/{one['subjectId']}")


async def test_a_quarantined_file_is_told_to_whoever_uploaded_it(yard: Yard, drain: Any) -> None:
    """U-7: the uploader hears of it with its name, nobody else."""
    tec, _ = await yard.worker()
    order = await yard.order()
    sent = EICAR
    body = {
        "subject": "work_order",
        "subjectId": order["id"],
        "name": "bill.txt",
        "sizeBytes": len(sent),
        "mediaType": "text/plain",
    }
    slot = await ok(tec.post("/files", body))
    put = slot["upload"]
    await tec.client.request(put["method"], put["url"], content=sent, headers=put["headers"])
    await tec.post(f"/files/{slot['file']['id']}/complete")
    await drain(yard.tenant)
    (one,) = await told(tec)
    assert (one["kind"], one["title"]) == ("file_quarantined", "Your file bill.txt was quarantined")
    assert await kinds(yard.admin) == []


async def test_escalated_reaches_those_named_who_may_see_it(yard: Yard, drain: Any) -> None:
    boss = await yard.tenant.person("supervisor")
    far = await yard.tenant.person("supervisor", sites=[UUID(yard.other_site)])
    asker = await yard.tenant.person("requester")
    order = await yard.order()
    named = [str(each.user_id) for each in (boss, far, asker)]
    after = {"recipient_ids": named, "work_order_id": order["id"], "message": "Nobody has started it for two days"}
    await happened(yard, "escalation.raised", at_site=True, **after)
    await drain(yard.tenant)
    (one,) = await told(boss)
    assert one["kind"] == "escalated"
    assert one["body"].startswith("Nobody has started it for two days")
    assert await kinds(far) == await kinds(asker) == []


async def test_what_imports_bring_is_history(yard: Yard, drain: Any) -> None:
    tec, staff = await yard.worker()
    async with yard.tenant.world.door.open(imported(yard)) as call:
        from fettle.modules.work_orders import public as work_orders

        new = work_orders.NewWorkOrder(title="From long ago", assignee_id=UUID(staff))
        await work_orders.create(call, new)
    await drain(yard.tenant)
    assert await kinds(tec) == []


def imported(yard: Yard) -> Any:
    """An import at work."""
    from fettle.db.callers import system

    return system(yard.tenant.id, via="import")


async def test_told_once_however_often_the_follower_runs(yard: Yard, drain: Any, database: Any) -> None:
    """Each event and person once: a follower that begins again from the first event tells nobody anything again."""
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff, dueAt=later(days=9).isoformat())
    await drain(yard.tenant)
    before = await told(tec), await reminders(tec)
    with psycopg.connect(database.superuser, autocommit=True) as conn:
        positions = conn.execute(
            "SELECT table_schema, table_name FROM information_schema.columns WHERE column_name = 'follower'"
        ).fetchall()
        assert positions
        for schema, table in positions:
            conn.execute(
                f"DELETE FROM {schema}.{table} WHERE tenant_id = %s AND follower LIKE 'notifications.%%'",
                [yard.tenant.id],
            )
    await drain(yard.tenant)
    assert (await told(tec), await reminders(tec)) == before


async def reminders(person: Any) -> list[dict[str, Any]]:
    """What somebody is going to be reminded of."""
    rows: list[dict[str, Any]] = (await ok(person.get("/reminders")))["data"]
    return rows


async def test_nobody_hears_of_another_tenant_or_site(world: Any, drain: Any) -> None:
    """T-17: a mention or assignment across tenants is impossible, and moved work is not spoken of to those left out."""
    here, there = await opened(world), await opened(world)
    stranger = await there.tenant.person("admin")
    limited, staff = await here.worker("technician", sites=[UUID(here.site)])
    order = await here.order(assigneeId=staff)
    await drain(here.tenant)
    await drain(there.tenant)
    assert await kinds(stranger) == []
    (one,) = await told(limited)
    assert (await stranger.get(f"/notifications/{one['id']}")).status_code == 404
    version = (await here.admin.get(f"/work-orders/{order['id']}")).json()["version"]
    await ok(here.admin.patch(f"/work-orders/{order['id']}", {"siteId": here.other_site}, version=version))
    await ok(here.admin.post(f"/work-orders/{order['id']}/start"))
    await drain(here.tenant)
    assert await kinds(limited) == ["assigned"], "what happens at a site that they may not see, they do not hear of"


async def test_whoever_loses_a_site_or_a_permission_loses_what_they_were_told(yard: Yard, drain: Any) -> None:
    """A-9: the centre shows nothing that could not be looked up any more, and does not count it."""
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert await kinds(tec) == ["assigned"]
    people = (await ok(yard.admin.get("/people", limit=200)))["data"]
    mine = next(each for each in people if each["userId"] == str(tec.user_id))
    patch = {"siteIds": [yard.other_site]}
    changed = await yard.admin.patch(f"/people/{mine['id']}", patch, version=mine["version"])
    assert changed.status_code == 200, changed.text
    assert await kinds(tec) == []
    assert (await ok(tec.get("/notifications/unread-count")))["unread"] == 0


async def test_no_money_in_any_text(yard: Yard, drain: Any, mailbox: Any) -> None:
    """A-13: costs reach nobody through a notification, whoever they are."""
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff, estimatedCost="98765.43")
    await drain(yard.tenant)
    (one,) = await told(tec)
    assert "98765" not in str(one)
    assert all("98765" not in mail.as_string() for mail in mailbox.to(tec.email))
