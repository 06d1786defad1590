"""Push to browsers (really encrypted, really signed) and to phones by way of Expo."""

import json
from typing import Any

import pytest

from fettle import composition
from makers.working import Working
from makers.world import World
from notifications.outside import Asked, Browser, Stand
from notifications.test_mail import states, wants
from notifications.yard import Yard, later, ok, opened, told

EXPO = "ExponentPushToken[abcdefghijklmnopqrst-{}]"


@pytest.fixture
async def yard(world: Any) -> Yard:
    """A tenant at work."""
    return await opened(world)


async def subscribed(person: Any, service: Stand, name: str = "1") -> Browser:
    """Somebody's browser, registered."""
    browser = Browser(f"{service.url}/send/{person.user_id}/{name}")
    await ok(person.post("/notifications/devices", browser.subscription()), 201)
    return browser


async def devices(person: Any) -> list[dict[str, Any]]:
    """Where somebody is reached."""
    rows: list[dict[str, Any]] = await ok(person.get("/notifications/devices"))
    return rows


async def test_a_browser_reads_what_nobody_between_can(yard: Yard, drain: Any, push_service: Stand) -> None:
    tec, staff = await yard.worker()
    browser = await subscribed(tec, push_service)
    order = await yard.order(title="Käse & 水" * 60, assigneeId=staff, priority="urgent")
    await drain(yard.tenant)
    (asked,) = push_service.asked
    key = (await ok(tec.get("/notifications/push-key")))["publicKey"]
    message = browser.read(asked, key)
    assert message["title"].startswith(f"Assigned to you: WO-{order['number']} Käse & 水")
    assert message["link"] == f"https://fettle.test/work-orders/{order['id']}"
    assert "Käse".encode() not in asked.body
    assert asked.headers["urgency"] == "high"
    assert int(asked.headers["ttl"]) > 0
    assert len(asked.headers["topic"]) <= 32
    (one,) = await told(tec)
    assert await states(tec, one) == [("web_push", "sent")], "a phone in the pocket is enough, no mail besides"
    with pytest.raises(Exception, match="Decryption"):
        Browser(browser.endpoint).read(asked, key)


@pytest.mark.parametrize("status", [404, 410])
async def test_a_browser_that_let_go_is_forgotten(yard: Yard, drain: Any, push_service: Stand, status: int) -> None:
    tec, staff = await yard.worker()
    await subscribed(tec, push_service)
    push_service.answer = lambda _asked: (status, {}, b"")
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    (one,) = await told(tec)
    assert await states(tec, one) == [("web_push", "dead")]
    assert await devices(tec) == []
    push_service.asked.clear()
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert push_service.asked == []


async def test_a_busy_service_is_tried_again_and_replaces_the_same_message(
    yard: Yard, drain: Any, push_service: Stand
) -> None:
    """W-6: 429 with Retry-After is honoured; the repetition carries the same topic and tag."""
    tec, staff = await yard.worker()
    browser = await subscribed(tec, push_service)
    push_service.answer = lambda _asked: (
        (429, {"Retry-After": "600"}, b"") if len(push_service.asked) < 2 else created()
    )
    await yard.order(assigneeId=staff)
    await drain(yard.tenant, strict=False)
    await drain(yard.tenant, now=later(minutes=5), strict=False)
    assert len(push_service.asked) == 1
    await drain(yard.tenant, now=later(minutes=11), strict=False)
    first, second = push_service.asked
    key = (await ok(tec.get("/notifications/push-key")))["publicKey"]
    assert first.headers["topic"] == second.headers["topic"]
    assert browser.read(first, key)["tag"] == browser.read(second, key)["tag"]
    (one,) = await told(tec)
    assert await states(tec, one) == [("web_push", "sent")]


def created() -> tuple[int, dict[str, str], bytes]:
    return 201, {}, b""


async def test_one_device_failing_repeats_nothing_on_the_other(yard: Yard, drain: Any, push_service: Stand) -> None:
    tec, staff = await yard.worker()
    for name in ("good", "bad"):
        await subscribed(tec, push_service, name)
    push_service.answer = lambda asked: (503, {}, b"") if asked.path.endswith("bad") else created()
    await yard.order(assigneeId=staff)
    for hours in (0, 1, 2):
        await drain(yard.tenant, now=later(hours=hours), strict=False)
    assert sum(asked.path.endswith("good") for asked in push_service.asked) == 1
    assert sum(asked.path.endswith("bad") for asked in push_service.asked) == 3


INSIDE = (
    "http://push.example.com/1",
    "https://10.0.0.1/1",
    "https://169.254.169.254/latest",
    "https://[::1]/1",
    "https://2130706433/1",
    "https://0x7f.1/1",
    "https://localhost/1",
    "https://user:secret@push.example.com/1",
    "ftp://push.example.com/1",
    "https://[64:ff9b::7f00:1]/1",
)


async def test_w1_no_address_inside_is_taken_for_a_push_service(door: Any, settings: Any, app: Any) -> None:
    """W-1: what a browser says of itself may not make this server call its own network."""
    person = await (await World(door, settings, app).tenant()).person()
    good = Browser("https://push.example.com/1").subscription()
    for address in INSIDE:
        refused = await person.post("/notifications/devices", {**good, "address": address})
        assert refused.status_code == 422, (address, refused.text)
    assert (await person.post("/notifications/devices", good)).is_success


async def test_w2_a_name_that_leads_inside_is_not_called(yard: Yard, working: Any, push_service: Stand) -> None:
    """W-2: the address is checked again when the message leaves, by a server that allows none of its own network."""
    tec, staff = await yard.worker()
    await subscribed(tec, push_service)
    closed = yard.tenant.world.settings.model_copy(update={"outbound_allow": []})
    elsewhere = Working(working.superuser, working.door, composition.services(closed))
    await yard.order(assigneeId=staff)
    await elsewhere.drain(yard.tenant)
    assert push_service.asked == []
    (one,) = await told(tec)
    assert await states(tec, one) == [("web_push", "dead")]
    assert await devices(tec) == []


@pytest.mark.parametrize(
    "wrong",
    [
        {"p256dh": "AAAA"},
        {"auth": "AAAA"},
        {"p256dh": None},
        {"channel": "email"},
        {"channel": "expo"},
        {"channel": "carrier_pigeon"},
        {"extra": 1},
    ],
)
async def test_a_subscription_that_cannot_work_is_refused(
    yard: Yard, push_service: Stand, wrong: dict[str, Any]
) -> None:
    body = {**Browser(push_service.url).subscription(), **wrong}
    assert (await yard.admin.post("/notifications/devices", body)).status_code == 422


async def test_a_device_that_changes_hands_speaks_to_its_new_owner_only(
    world: Any, drain: Any, push_service: Stand
) -> None:
    """The same browser registered by somebody else is theirs, in this tenant and every other."""
    here, there = await opened(world), await opened(world)
    first, staff = await here.worker()
    second, second_staff = await here.worker(name="Sec")
    elsewhere = await there.tenant.person()
    browser = await subscribed(first, push_service)
    await ok(second.post("/notifications/devices", browser.subscription()), 201)
    assert await devices(first) == []
    assert len(await devices(second)) == 1
    await ok(second.post("/notifications/devices", browser.subscription()), 201)
    assert len(await devices(second)) == 1, "registering again is no second device"
    await here.order(assigneeId=staff)
    await here.order(assigneeId=second_staff)
    await drain(here.tenant)
    assert len(push_service.asked) == 1
    await ok(elsewhere.post("/notifications/devices", browser.subscription()), 201)
    assert await devices(second) == []
    (mine,) = await devices(elsewhere)
    assert (await second.delete(f"/notifications/devices/{mine['id']}")).status_code == 404
    await ok(elsewhere.delete(f"/notifications/devices/{mine['id']}"), 204)
    assert await devices(elsewhere) == []


async def test_quiet_hours_hold_push_back(yard: Yard, drain: Any, push_service: Stand) -> None:
    tec, staff = await yard.worker()
    await subscribed(tec, push_service)
    await wants(tec, quietHours={"begins": "00:00", "ends": "23:59"}, timeZone="UTC")
    await yard.order(assigneeId=staff, priority="urgent")
    await drain(yard.tenant)
    assert push_service.asked == [], "urgent things break the quiet only for those who allow it"
    await drain(yard.tenant, now=later(days=1, minutes=2).replace(hour=23, minute=59, second=30))
    assert len(push_service.asked) == 1


class Tickets:
    """Answers as Expo's push API does: tickets at once, receipts later."""

    def __init__(self, *, send: dict[str, Any] | None = None, receipt: dict[str, Any] | None = None) -> None:
        self.send = send or {"status": "ok", "id": "ticket-1"}
        self.receipt = receipt

    def __call__(self, asked: Asked) -> tuple[int, dict[str, str], bytes]:
        if asked.path == "/send":
            return 200, {}, json.dumps({"data": self.send}).encode()
        assert json.loads(asked.body) == {"ids": ["ticket-1"]}
        found = {} if self.receipt is None else {"ticket-1": self.receipt}
        return 200, {}, json.dumps({"data": found}).encode()


async def phone(person: Any) -> None:
    """Register somebody's phone."""
    body = {"channel": "expo", "address": EXPO.format(person.user_id.hex), "name": "Pixel"}
    await ok(person.post("/notifications/devices", body), 201)


async def test_a_phone_gets_its_message_and_the_receipt_is_asked_for(
    yard: Yard, drain: Any, expo_service: Stand
) -> None:
    tec, staff = await yard.worker()
    await phone(tec)
    expo_service.answer = Tickets(receipt={"status": "ok"})
    order = await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    (asked,) = expo_service.asked
    message = json.loads(asked.body)
    assert message["to"] == EXPO.format(tec.user_id.hex)
    assert message["data"]["link"] == f"https://fettle.test/work-orders/{order['id']}"
    await drain(yard.tenant, now=later(minutes=16))
    assert [each.path for each in expo_service.asked] == ["/send", "/getReceipts"]
    (one,) = await told(tec)
    assert await states(tec, one) == [("expo", "sent")]
    assert len(await devices(tec)) == 1


GONE = {"status": "error", "message": "not a registered device", "details": {"error": "DeviceNotRegistered"}}


@pytest.mark.parametrize("answers", [Tickets(send=GONE), Tickets(receipt=GONE)])
async def test_a_phone_without_the_app_is_forgotten(
    yard: Yard, drain: Any, expo_service: Stand, answers: Tickets
) -> None:
    """Told at once by the ticket or later by the receipt."""
    tec, staff = await yard.worker()
    await phone(tec)
    expo_service.answer = answers
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    await drain(yard.tenant, now=later(minutes=16))
    assert await devices(tec) == []
    (one,) = await told(tec)
    assert await states(tec, one) == [("expo", "dead")]


async def test_expo_away_is_tried_again(yard: Yard, drain: Any, expo_service: Stand) -> None:
    tec, staff = await yard.worker()
    await phone(tec)
    expo_service.answer = lambda _asked: (502, {}, b"<html>")
    await yard.order(assigneeId=staff)
    await drain(yard.tenant, strict=False)
    (one,) = await told(tec)
    assert await states(tec, one) == [("expo", "failed")]
    expo_service.answer = Tickets()
    await drain(yard.tenant, now=later(minutes=3), strict=False)
    assert await states(tec, one) == [("expo", "sent")]
    assert len(await devices(tec)) == 1
