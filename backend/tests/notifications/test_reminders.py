"""Reminders end to end: on their day, late rather than lost, until somebody takes note."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from notifications.test_mail import wants
from notifications.yard import Yard, kinds, later, ok, opened, told


@pytest.fixture
async def yard(world: Any) -> Yard:
    """A tenant at work, by the clock of UTC."""
    return await opened(world)


DUE = later(days=20).replace(hour=15, minute=0, second=0)


def day(number: int, hour: int = 15, minute: int = 1) -> datetime:
    """So many days after the due day."""
    return DUE.replace(hour=hour, minute=minute) + timedelta(days=number)


def spoken(number: int, hour: int = 15) -> str:
    """So many days after the due day, as the API says it."""
    return f"{day(number, hour, 0):%Y-%m-%dT%H:%M:%SZ}"


async def due(yard: Yard, staff: str, **fields: Any) -> dict[str, Any]:
    """Work that is due."""
    return await yard.order(assigneeId=staff, dueAt=DUE.isoformat(), **fields)


async def waiting(person: Any) -> list[tuple[str, str]]:
    """What somebody is going to be reminded of, and when."""
    rows = (await ok(person.get("/reminders")))["data"]
    return [(row["kind"], row["remindAt"]) for row in rows]


async def test_before_on_the_day_and_until_it_is_done(yard: Yard, drain: Any) -> None:
    tec, staff = await yard.worker()
    order = await due(yard, staff)
    await drain(yard.tenant)
    assert await waiting(tec) == [
        ("due_soon", spoken(-2)),
        ("due_today", spoken(0, 7)),
        ("overdue", spoken(1)),
    ]
    for moment in (day(-3), day(-2), day(-1), day(0, 7), day(0), day(1), day(2), day(3), day(4)):
        await drain(yard.tenant, now=moment)
        await drain(yard.tenant, now=moment)
    assert await kinds(tec) == ["assigned", "due_soon", "due_today", "overdue", "overdue"]
    for verb in ("start", "complete"):
        await ok(yard.admin.post(f"/work-orders/{order['id']}/{verb}"))
    await drain(yard.tenant, now=day(30))
    assert "overdue" not in (await kinds(tec))[5:]
    assert await waiting(tec) == []


async def test_a_reminder_due_while_the_service_was_down_is_sent_once_after_the_start(
    yard: Yard, drain: Any, mailbox: Any
) -> None:
    """Late rather than lost: down over every due time for ten days, each kind is met once."""
    tec, staff = await yard.worker()
    await due(yard, staff)
    await drain(yard.tenant)
    for _ in range(3):
        await drain(yard.tenant, now=day(10))
    assert sorted(await kinds(tec)) == ["assigned", "due_soon", "due_today", "overdue"]
    assert sum("Overdue" in mail["Subject"] for mail in mailbox.to(tec.email)) == 1
    assert await waiting(tec) == [("overdue", spoken(14))]


async def test_acknowledged_is_not_said_again_until_the_due_time_moves(yard: Yard, drain: Any) -> None:
    tec, staff = await yard.worker()
    order = await due(yard, staff)
    await drain(yard.tenant)
    await drain(yard.tenant, now=day(1))
    overdue = (await told(tec, kind="overdue"))[0]
    noted = await ok(tec.post(f"/notifications/{overdue['id']}/acknowledge"))
    assert noted["acknowledgedAt"]
    assert noted["readAt"]
    await drain(yard.tenant, now=day(9))
    assert (await kinds(tec)).count("overdue") == 1
    version = (await yard.admin.get(f"/work-orders/{order['id']}")).json()["version"]
    moved = (DUE + timedelta(days=30)).isoformat()
    await ok(yard.admin.patch(f"/work-orders/{order['id']}", {"dueAt": moved}, version=version))
    await drain(yard.tenant)
    await drain(yard.tenant, now=day(31))
    assert (await kinds(tec)).count("overdue") == 2


async def test_snooze_moves_the_reminder_and_not_what_is_due(yard: Yard, drain: Any, world: Any) -> None:
    tec, staff = await yard.worker()
    order = await yard.order(assigneeId=staff, dueAt=later(days=2, minutes=1).isoformat())
    await drain(yard.tenant)
    await drain(yard.tenant, now=later(minutes=2))
    (soon,) = await told(tec, kind="due_soon")
    until = later(hours=5)
    snoozed = await ok(tec.post(f"/notifications/{soon['id']}/snooze", {"until": until.isoformat()}))
    assert snoozed["dueAt"] == order["dueAt"]
    await drain(yard.tenant, now=later(hours=4))
    assert len(await told(tec, kind="due_soon")) == 1
    await drain(yard.tenant, now=later(hours=6))
    assert len(await told(tec, kind="due_soon")) == 2
    unchanged = (await yard.admin.get(f"/work-orders/{order['id']}")).json()
    assert unchanged["dueAt"] == order["dueAt"]
    assert unchanged["version"] == order["version"]
    past = await tec.post(f"/notifications/{soon['id']}/snooze", {"until": "2020-01-01T00:00:00Z"})
    assert past.status_code == 422
    (assigned,) = await told(tec, kind="assigned")
    nothing = await tec.post(f"/notifications/{assigned['id']}/snooze", {"until": until.isoformat()})
    assert nothing.status_code == 409


async def test_reminders_follow_the_work_to_whom_it_is_given(yard: Yard, drain: Any) -> None:
    """By name, by crew, and as the crew's members change; cancelled work owes nobody anything."""
    tec, staff = await yard.worker()
    mate, mate_staff = await yard.worker(name="Mia")
    order = await due(yard, staff)
    await drain(yard.tenant)
    crew = await ok(yard.admin.post("/crews", {"name": "North", "memberIds": []}))
    version = (await yard.admin.get(f"/work-orders/{order['id']}")).json()["version"]
    given = {"assigneeId": None, "crewId": crew["id"]}
    await ok(yard.admin.patch(f"/work-orders/{order['id']}", given, version=version))
    await drain(yard.tenant)
    assert await waiting(tec) == []
    await ok(yard.admin.patch(f"/crews/{crew['id']}", {"memberIds": [mate_staff]}, version=crew["version"]))
    await drain(yard.tenant)
    assert [kind for kind, _ in await waiting(mate)] == ["due_soon", "due_today", "overdue"]
    await ok(yard.admin.post(f"/work-orders/{order['id']}/cancel", {"note": "No"}))
    await drain(yard.tenant)
    assert await waiting(mate) == []
    await drain(yard.tenant, now=day(40))
    assert "overdue" not in await kinds(mate)


async def test_whoever_may_see_it_no_longer_is_not_reminded(yard: Yard, drain: Any) -> None:
    tec, staff = await yard.worker("technician", sites=[UUID(yard.site)])
    order = await due(yard, staff)
    await drain(yard.tenant)
    assert len(await waiting(tec)) == 3
    version = (await yard.admin.get(f"/work-orders/{order['id']}")).json()["version"]
    await ok(yard.admin.patch(f"/work-orders/{order['id']}", {"siteId": yard.other_site}, version=version))
    await drain(yard.tenant, now=day(20))
    assert await kinds(tec) == ["assigned"]
    assert await waiting(tec) == []


async def test_days_before_are_the_tenants_unless_somebody_says_otherwise(yard: Yard, drain: Any) -> None:
    tenant = (await yard.admin.get("/tenant")).json()
    patch = {"settings": {"dueSoonDays": 5}}
    await ok(yard.admin.patch("/tenant", patch, version=tenant["version"]))
    tec, staff = await yard.worker()
    await due(yard, staff)
    await drain(yard.tenant)
    assert (await waiting(tec))[0] == ("due_soon", spoken(-5))
    await wants(tec, dueSoonDays=1)
    assert (await waiting(tec))[0] == ("due_soon", spoken(-1))
    await wants(tec, dueSoonDays=0)
    assert "due_soon" not in dict(await waiting(tec))


async def test_a_reminder_of_ones_own_can_be_moved_and_noted_before_it_comes(yard: Yard, drain: Any) -> None:
    tec, staff = await yard.worker()
    mate = await yard.tenant.person()
    await due(yard, staff)
    await drain(yard.tenant)
    (first, *_) = (await ok(tec.get("/reminders")))["data"]
    for verb, body in (("snooze", {"until": later(days=3).isoformat()}), ("acknowledge", {})):
        assert (await mate.post(f"/reminders/{first['id']}/{verb}", body)).status_code == 404
        await ok(tec.post(f"/reminders/{first['id']}/{verb}", body))
    assert "due_soon" not in dict(await waiting(tec))
    await drain(yard.tenant, now=day(-1))
    assert await kinds(tec) == ["assigned"]


async def test_a_warranty_that_ends(yard: Yard, drain: Any) -> None:
    """For those who look after assets at its site, 30 and 7 days before; not at all once the date has moved away."""
    keeper = await yard.tenant.person("supervisor")
    far = await yard.tenant.person("supervisor", sites=[UUID(yard.other_site)])
    kind = (await ok(yard.admin.post("/asset-types", {"code": "pump", "name": "Pump"})))["id"]
    ends, moved = DUE.date() + timedelta(days=20), DUE.date() + timedelta(days=80)
    body = {"name": "Pump 1", "assetTypeId": kind, "siteId": yard.site, "warrantyUntil": ends.isoformat()}
    asset = await ok(yard.admin.post("/assets", body))
    await drain(yard.tenant)
    await drain(yard.tenant, now=day(-10, 7))
    (one,) = await told(keeper)
    assert one["title"] == f"The warranty of Pump 1 ends on {ends}"
    assert one["body"] == "30 days are left\nAt North"
    assert await kinds(far) == []
    patch = {"warrantyUntil": moved.isoformat()}
    await ok(yard.admin.patch(f"/assets/{asset['id']}", patch, version=asset["version"]))
    await drain(yard.tenant, now=day(15, 7))
    assert len(await told(keeper)) == 1
    await drain(yard.tenant, now=day(74, 7))
    assert [each["title"][-10:] for each in await told(keeper)] == [str(ends), str(moved), str(moved)]


async def test_history_that_was_imported_owes_nothing_and_what_is_still_to_come_does(yard: Yard, drain: Any) -> None:
    from fettle.modules.work_orders import public as work_orders
    from notifications.test_telling import imported

    tec, staff = await yard.worker()
    async with yard.tenant.world.door.open(imported(yard)) as call:
        for title, at in (("Old", "2019-01-01T00:00:00Z"), ("Next", DUE.isoformat())):
            moment = datetime.fromisoformat(at)
            new = work_orders.NewWorkOrder(title=title, assignee_id=UUID(staff), due_at=moment)
            await work_orders.create(call, new)
    await drain(yard.tenant)
    assert await waiting(tec) == [("due_soon", spoken(-2)), ("due_today", spoken(0, 7)), ("overdue", spoken(1))]
