"""The centre: one's own only, read, counted, chosen."""

from typing import Any

import psycopg
import pytest

from notifications.test_mail import states, wants
from notifications.test_push import subscribed
from notifications.yard import Yard, ok, opened, told


@pytest.fixture
async def yard(world: Any) -> Yard:
    """A tenant at work."""
    return await opened(world)


async def test_read_one_and_all_and_count(yard: Yard, drain: Any) -> None:
    tec, staff = await yard.worker()
    for number in range(3):
        await yard.order(title=f"Job {number}", assigneeId=staff)
    await drain(yard.tenant)
    first, *_ = rows = await told(tec)
    assert (await ok(tec.get("/notifications/unread-count")))["unread"] == 3
    assert (await ok(tec.post(f"/notifications/{first['id']}/read")))["readAt"]
    assert [each["id"] for each in await told(tec, unread=True)] == [each["id"] for each in rows[1:]]
    assert (await ok(tec.post("/notifications/read-all", {})))["unread"] == 0
    pages, cursor = [], None
    for _ in range(3):
        more = {"cursor": cursor} if cursor else {}
        answer = await ok(tec.get("/notifications", limit=1, **more))
        pages += [each["id"] for each in answer["data"]]
        cursor = answer["nextCursor"]
    assert pages == [each["id"] for each in reversed(rows)]
    assert cursor is None


async def test_t14_everything_is_ones_own(yard: Yard, drain: Any) -> None:
    """T-14: not even an administrator sees or touches what somebody else was told."""
    tec, staff = await yard.worker()
    order = await yard.order(assigneeId=staff, dueAt="2031-06-01T12:00:00Z")
    await drain(yard.tenant)
    (one,) = await told(tec)
    (reminder, *_) = (await ok(tec.get("/reminders")))["data"]
    later = {"until": "2027-01-01T00:00:00Z"}
    for path, body in (
        (f"/notifications/{one['id']}/read", {}),
        (f"/notifications/{one['id']}/acknowledge", {}),
        (f"/notifications/{one['id']}/snooze", later),
        (f"/reminders/{reminder['id']}/snooze", later),
        (f"/reminders/{reminder['id']}/acknowledge", {}),
    ):
        assert (await yard.admin.post(path, body)).status_code == 404, path
    assert (await yard.admin.get(f"/notifications/{one['id']}")).status_code == 404
    assert (await ok(yard.admin.get("/reminders")))["data"] == []
    await ok(yard.admin.put(f"/notifications/mutes/{order['id']}", {"subject": "work_order"}), 204)
    assert await ok(tec.get("/notifications/mutes")) == []
    assert (await tec.delete(f"/notifications/mutes/{order['id']}")).status_code == 404
    assert (await tec.put(f"/notifications/mutes/{order['id']}", {"subject": "asset"})).status_code == 404


OWN = (
    "notifications",
    "notification_deliveries",
    "reminders",
    "notification_choices",
    "notification_habits",
    "notification_mutes",
    "notification_devices",
)


async def test_the_database_itself_keeps_people_apart(yard: Yard, drain: Any, push_service: Any, database: Any) -> None:
    """A query that forgets whose rows it wants finds those of the caller, and a key that belongs to nobody none."""
    tec, staff = await yard.worker()
    await subscribed(tec, push_service)
    order = await yard.order(assigneeId=staff, dueAt="2031-06-01T12:00:00Z")
    await wants(tec, choices=[{"kind": "assigned", "way": "email", "wanted": True}], digestHour=7)
    await drain(yard.tenant)
    await ok(tec.put(f"/notifications/mutes/{order['id']}", {"subject": "work_order"}), 204)
    everything = frozenset({"*"})
    for table in OWN:
        query = f"SELECT count(*) FROM {table}"
        async with yard.tenant.call(user_id=tec.user_id, permissions=everything, site_scope=None) as call:
            assert await call.value(query) > 0, table
        async with yard.tenant.call(user_id=yard.admin.user_id, permissions=everything, site_scope=None) as call:
            assert await call.value(query) == 0, table
        async with yard.tenant.call(permissions=everything, site_scope=None) as call:
            assert await call.value(query) == 0, table


async def test_machines_are_told_nothing(yard: Yard, world: Any) -> None:
    made = await ok(yard.admin.post("/api-keys", {"name": "robot", "permissions": ["tenant:read"]}))
    robot = world.client(made["secret"])
    for path in ("/notifications", "/notifications/unread-count", "/notifications/preferences", "/reminders"):
        answer = await robot.get(f"/v1{path}")
        assert (answer.status_code, answer.json()["type"]) == (403, "/problems/machines-are-not-told"), path
    refused = await robot.post("/v1/notifications/test", json={})
    assert refused.status_code == 403


async def test_the_standard_fits_what_people_do(yard: Yard, push_service: Any) -> None:
    """By their part in the work, not by the name of their role; a phone in the pocket saves the mail."""
    tec = await yard.tenant.person("technician")
    asker = await yard.tenant.person("requester")

    async def ways(person: Any, kind: str) -> set[str]:
        choices = (await ok(person.get("/notifications/preferences")))["choices"]
        return {each["way"] for each in choices if each["kind"] == kind and each["wanted"] and each["standard"]}

    assert await ways(tec, "assigned") == {"in_app", "email", "push"}
    await subscribed(tec, push_service)
    assert await ways(tec, "assigned") == {"in_app", "push"}
    assert await ways(yard.admin, "new_request") == {"in_app", "push"}
    assert await ways(asker, "request_outcome") == {"in_app", "email", "push"}
    assert await ways(asker, "status_changed") == {"in_app"}


async def test_chosen_kept_and_taken_back(yard: Yard, drain: Any, mailbox: Any) -> None:
    tec, staff = await yard.worker()
    off = [{"kind": "assigned", "way": way, "wanted": False} for way in ("in_app", "email", "push")]
    quiet = {"begins": "22:00", "ends": "06:30", "urgentBreaksThrough": True}
    kept = await wants(tec, choices=off, quietHours=quiet, timeZone="Asia/Kolkata", digestHour=18, dueSoonDays=3)
    assert kept["quietHours"] == {"begins": "22:00:00", "ends": "06:30:00", "urgentBreaksThrough": True}
    assert (kept["timeZone"], kept["digestHour"], kept["dueSoonDays"]) == ("Asia/Kolkata", 18, 3)
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert await told(tec) == []
    assert mailbox.to(tec.email) == []
    back = await wants(tec)
    assert all(each["standard"] for each in back["choices"])
    assert (back["quietHours"], back["timeZone"], back["digestHour"], back["dueSoonDays"]) == (None, None, None, None)


@pytest.mark.parametrize(
    "wrong",
    [
        {"timeZone": "Mars/Olympus"},
        {"digestHour": 24},
        {"dueSoonDays": -1},
        {"quietHours": {"begins": "25:00", "ends": "07:00"}},
        {"quietHours": {"begins": "22:00"}},
        {"quietHours": {"begins": "22:00:30", "ends": "07:00"}},
        {"choices": [{"kind": "assigned", "way": "pigeon", "wanted": True}]},
        {"choices": [{"kind": "assigned", "way": "email", "wanted": True}] * 201},
        {"surprise": 1},
    ],
)
async def test_what_cannot_be_chosen_is_refused(world: Any, wrong: dict[str, Any]) -> None:
    person = await (await world.tenant()).person()
    refused = await person.put("/notifications/preferences", wrong)
    assert refused.status_code == 422, refused.text


async def test_a_test_goes_every_way_whatever_is_chosen(
    yard: Yard, drain: Any, mailbox: Any, push_service: Any
) -> None:
    tec, _ = await yard.worker()
    browser = await subscribed(tec, push_service)
    await ok(tec.post("/notifications/test"))
    await drain(yard.tenant)
    (one,) = await told(tec)
    assert one["kind"] == "test"
    assert sorted(await states(tec, one)) == [("email", "sent"), ("web_push", "sent")]
    assert mailbox.to(tec.email)[0]["Subject"] == "This is a test"
    key = (await ok(tec.get("/notifications/push-key")))["publicKey"]
    assert browser.read(push_service.asked[0], key)["title"] == "This is a test"


async def test_what_was_told_half_a_year_ago_is_forgotten(yard: Yard, drain: Any, database: Any) -> None:
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    with psycopg.connect(database.superuser, autocommit=True) as conn:
        conn.execute(
            "UPDATE notifications SET created_at = created_at - interval '181 days' WHERE tenant_id = %s",
            [yard.tenant.id],
        )
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert len(await told(tec)) == 1


def test_the_push_key_is_made_once_and_kept(post_settings: Any) -> None:
    """The key outlives restarts, or every browser would have to subscribe again; nobody else may read it."""
    from fettle import composition

    first, second = (composition.services(post_settings)["post_office"].push_key for _ in range(2))
    assert first == second
    assert post_settings.vapid_key_path.stat().st_mode & 0o077 == 0
