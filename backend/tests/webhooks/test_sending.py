"""From a change to the receiver: signed, once per event, in order, again when it failed."""

import asyncio
import time
from datetime import UTC, datetime, timedelta
from uuid import UUID

import psycopg
import pytest
from standardwebhooks import Webhook, WebhookVerificationError

from fettle.db import reading
from fettle.db.callers import system
from fettle.modules.tenancy import public as tenancy
from fettle.modules.webhooks.actions import following, sending
from fettle.modules.webhooks.jobs import JOBS
from fettle.modules.webhooks.rules import replays
from fettle.queue import Work
from fettle.queue.tickets import Duties
from fettle.web.outbound import Outbound
from makers.working import Working
from webhooks.conftest import HERE, hook, made
from webhooks.receiver import receiver


async def test_w5_a_change_arrives_signed_as_the_standard_says(admin, inbox, work):
    """W-5: the official package verifies what arrives, and refuses it with a byte changed."""
    webhook, secret = await hook(admin, inbox.url(), eventTypes=["work_order.created"])
    order = await made(await admin.post("/work-orders", {"title": "Fix the gate"}))
    await made(await admin.post("/tags", {"name": "not asked for"}))
    await work(admin.tenant)
    assert len(inbox.got) == 1
    got = inbox.got[0]
    said = Webhook(secret).verify(got.body, got.headers)
    assert said["type"] == "work_order.created"
    assert said["timestamp"].endswith("Z")
    assert said["data"]["entityId"] == order["id"]
    assert said["data"]["after"]["title"] == "Fix the gate"
    assert got.headers["content-type"] == "application/json"
    with pytest.raises(WebhookVerificationError):
        Webhook(secret).verify(got.body.replace(b"gate", b"gata"), got.headers)
    log = await made(await admin.get("/webhook-deliveries", webhookId=webhook["id"]))
    assert [each["status"] for each in log["data"]] == ["delivered"]
    detail = await made(await admin.get(f"/webhook-deliveries/{log['data'][0]['id']}"))
    assert detail["messageId"] == got.message_id
    assert [(each["number"], each["status"]) for each in detail["attemptsMade"]] == [(1, 204)]


async def deliveries(admin, **filters):
    """The book, newest first."""
    return (await made(await admin.get("/webhook-deliveries", **filters)))["data"]


async def test_each_change_is_sent_once_and_in_order(admin, inbox, work):
    """One message per event and webhook; more than one batch of a sender."""
    await hook(admin, inbox.url())
    other, _ = await hook(admin, inbox.url("/other"), name="other", eventTypes=["tag.created", "tag.deleted"])
    orders = [(await made(await admin.post("/work-orders", {"title": f"Job {n}"})))["id"] for n in range(60)]
    await work(admin.tenant)
    assert [got.json()["data"]["entityId"] for got in inbox.got] == orders
    assert len(set(inbox.ids())) == 60
    await work(admin.tenant)
    assert len(inbox.got) == 60
    assert await deliveries(admin, webhookId=other["id"]) == []


async def test_w5_both_secrets_sign_for_a_day(admin, inbox, work):
    """W-5: after a rotation the old secret still verifies for 24 hours, then only the new one."""
    webhook, old = await hook(admin, inbox.url())
    rotated = await made(await admin.post(f"/webhooks/{webhook['id']}/rotate-secret"))
    assert rotated["secret"] != old
    await made(await admin.post("/work-orders", {"title": "During"}))
    await work(admin.tenant)
    during = inbox.got[-1]
    assert len(during.headers["webhook-signature"].split()) == 2
    for secret in (old, rotated["secret"]):
        assert Webhook(secret).verify(during.body, during.headers)["type"] == "work_order.created"
    await made(await admin.post("/work-orders", {"title": "After"}))
    await work(admin.tenant, datetime.now(UTC) + timedelta(hours=25))
    assert len(inbox.got[-1].headers["webhook-signature"].split()) == 1


async def test_w6_the_schedule_is_followed_until_it_works(admin, inbox, work):
    """W-6: refused for a day, then taken: the same message id at growing waits, each with jitter."""
    webhook, _ = await hook(admin, inbox.url())
    inbox.answers = [(500, {}, b"database is down")]
    await made(await admin.post("/work-orders", {"title": "Persistent"}))
    now = datetime.now(UTC)
    waits = []
    for _ in range(6):
        await work(admin.tenant, now)
        (one,) = await deliveries(admin)
        assert (one["status"], one["lastStatus"], one["lastError"]) == ("waiting", 500, "answered 500")
        next_at = datetime.fromisoformat(one["nextAttemptAt"])
        waits.append((next_at - now).total_seconds())
        await work(admin.tenant, next_at - timedelta(seconds=1))
        now = next_at + timedelta(seconds=1)
    plain = [5, 300, 1800, 7200, 18_000, 36_000]
    assert all(wait <= each <= wait * 1.2 for wait, each in zip(plain, waits, strict=True))
    assert len(inbox.got) == 6
    inbox.answers = [(200, {}, b"thanks")]
    await work(admin.tenant, now)
    assert len(set(inbox.ids())) == 1
    assert inbox.got[-1].headers["webhook-timestamp"] > inbox.got[0].headers["webhook-timestamp"]
    (one,) = await deliveries(admin)
    assert (one["status"], one["attempts"]) == ("delivered", 7)
    detail = await made(await admin.get(f"/webhook-deliveries/{one['id']}"))
    assert [each["answer"] for each in detail["attemptsMade"]] == ["thanks"] + ["database is down"] * 6
    assert (await made(await admin.get(f"/webhooks/{webhook['id']}")))["failingSince"] is None


async def test_w6_gone_disables_at_once_and_says_so(admin, inbox, work):
    """W-6: 410 ends it: nothing more is sent, and an event tells whose webhook it was."""
    webhook, _ = await hook(admin, inbox.url())
    inbox.answers = [(410, {}, b"")]
    for title in ("One", "Two", "Three"):
        await made(await admin.post("/work-orders", {"title": title}))
    await work(admin.tenant)
    assert len(inbox.got) == 1
    now = await made(await admin.get(f"/webhooks/{webhook['id']}"))
    assert (now["enabled"], now["disabledBecause"]) == (False, "gone")
    assert {each["status"] for each in await deliveries(admin)} == {"failed", "cancelled"}
    trail = await made(await admin.get("/events", type="webhook.disabled"))
    assert trail["data"][0]["after"]["owner_id"] == str(admin.user_id)
    assert trail["data"][0]["after"]["disabled_because"] == "gone"
    await made(await admin.post("/work-orders", {"title": "Four"}))
    await work(admin.tenant)
    assert len(inbox.got) == 1


@pytest.mark.parametrize("status", [429, 503])
async def test_w6_retry_after_is_honoured_for_the_whole_webhook(admin, inbox, work, status):
    """W-6: who asks to wait an hour is asked nothing for an hour, and loses nothing."""
    await hook(admin, inbox.url())
    inbox.answers = [(status, {"Retry-After": "3600"}, b""), (204, {}, b"")]
    for title in ("One", "Two", "Three"):
        await made(await admin.post("/work-orders", {"title": title}))
    now = datetime.now(UTC)
    await work(admin.tenant, now)
    await work(admin.tenant, now + timedelta(minutes=59))
    assert len(inbox.got) == 1
    await work(admin.tenant, now + timedelta(minutes=61))
    await work(admin.tenant, now + timedelta(minutes=62))
    assert {each["status"] for each in await deliveries(admin)} == {"delivered"}
    assert len(inbox.got) == 4
    assert len(set(inbox.ids())) == 3


async def test_w6_days_of_failure_disable_a_webhook(admin, inbox, work):
    """Five days of nothing but failures, then it is given up with an event; a success in between starts anew."""
    webhook, _ = await hook(admin, inbox.url())
    inbox.answers = [(500, {}, b"")]
    now = datetime.now(UTC)
    for day in range(8):
        await made(await admin.post("/work-orders", {"title": f"Day {day}"}))
        await work(admin.tenant, now + timedelta(days=day))
        if day == 1:
            inbox.answers = [(200, {}, b""), (500, {}, b"")]
    state = await made(await admin.get(f"/webhooks/{webhook['id']}"))
    assert (state["enabled"], state["disabledBecause"]) == (False, "failing")
    assert datetime.fromisoformat(state["disabledAt"]) > now + timedelta(days=6, hours=23)


async def test_w3_a_redirect_is_a_failure(admin, inbox, work):
    """W-3: not followed, tried again, and said."""
    await hook(admin, inbox.url())
    inbox.answers = [(301, {"Location": inbox.url("/elsewhere")}, b"")]
    await made(await admin.post("/work-orders", {"title": "Moved"}))
    await work(admin.tenant)
    assert [got.path for got in inbox.got] == ["/hook"]
    assert (await deliveries(admin))[0]["lastError"] == "answered 301"


async def test_w1_what_leads_inside_at_the_time_of_sending_is_not_called(admin, inbox, database, door, hook_services):
    """W-1 at send: a webhook saved while this machine was allowed is refused once it is not."""
    await hook(admin, inbox.url())
    await made(await admin.post("/work-orders", {"title": "Inside"}))
    services = {**hook_services, "outbound": Outbound(seconds=2)}
    strict = Working(database.superuser, door, services, Duties(JOBS))
    await strict.drain(admin.tenant)
    assert inbox.connections == 0
    (one,) = await deliveries(admin)
    assert (one["status"], one["attempts"]) == ("waiting", 1)
    assert one["lastError"] == "Only https:// addresses may be called."


async def test_w4_a_slow_receiver_delays_nobody_else(hooked, inbox, work, admin):
    """W-4: the silent one is asked less and less; the other webhook of the tenant has its messages at once."""

    async def silence(writer):
        await asyncio.sleep(30)

    async with receiver() as silent:
        silent.misbehaves = silence
        slow, _ = await hook(admin, silent.url(), name="slow")
        await hook(admin, inbox.url())
        for number in range(5):
            await made(await admin.post("/work-orders", {"title": f"Job {number}"}))
        now = datetime.now(UTC)
        begun = time.monotonic()
        await work(admin.tenant, now)
        assert len(inbox.got) == 5
        assert silent.connections == 1
        assert time.monotonic() - begun < 10
        state = await made(await admin.get(f"/webhooks/{slow['id']}"))
        assert state["pausedUntil"] is not None
        silent.misbehaves = None
        await work(admin.tenant, now + timedelta(hours=1))
        assert len(set(silent.ids())) == 5
        assert {each["status"] for each in await deliveries(admin)} == {"delivered"}


async def test_w8_nothing_is_sent_once_it_was_stopped(hooked, inbox, work):
    """W-8: disabled, deleted, its owner gone, or the tenant suspended between the change and the sending."""
    for stop in ("disable", "delete", "owner", "suspend"):
        tenant = await hooked.tenant()
        owner, other = await tenant.person("admin"), await tenant.person("admin")
        webhook, _ = await hook(owner, inbox.url())
        await made(await other.post("/work-orders", {"title": "Too late"}))
        async with tenant.call() as call:
            events = await reading.events_after(call, 0, 0, limit=200)
            await following.follow(call, events)
        if stop == "disable":
            await made(await owner.post(f"/webhooks/{webhook['id']}/disable"))
        elif stop == "delete":
            await made(await owner.delete(f"/webhooks/{webhook['id']}", version=1))
        elif stop == "owner":
            people = (await made(await other.get("/people")))["data"]
            mine = next(each for each in people if each["userId"] == str(owner.user_id))
            await made(await other.delete(f"/people/{mine['id']}", version=mine["version"]))
        else:
            async with tenant.call() as call:
                await tenancy.suspend(call)
        sender = Work(hooked.door, tenant.id, {})
        key, here = hooked.settings.secret_bytes, Outbound(HERE)
        await sending.send_due(sender, UUID(webhook["id"]), outbound=here, key=key)
        if stop != "suspend":
            await work(tenant)
        assert inbox.got == [], stop


async def test_what_its_owner_may_not_see_is_not_sent(hooked, inbox, work):
    """A-13: money only where it was asked for by somebody who sees it; sites only as far as the owner's go."""
    tenant = await hooked.tenant()
    boss = await tenant.person("admin")
    sites = [(await made(await boss.post("/sites", {"name": name})))["id"] for name in ("North", "South")]
    role = {
        "code": "integrator",
        "name": "Integrator",
        "permissions": ["webhooks:read", "webhooks:write", "work_orders:read"],
    }
    await made(await boss.post("/roles", role))
    local = await tenant.person("integrator", sites=[sites[0]])
    everywhere = {"eventTypes": ["*"], "includesCosts": True}
    await hook(boss, inbox.url("/all"), name="all", **everywhere)
    await hook(boss, inbox.url("/plain"), name="plain", eventTypes=["*"])
    await hook(boss, inbox.url("/south"), name="south", eventTypes=["work_order.*"], siteIds=[sites[1]])
    await hook(local, inbox.url("/local"), name="local", eventTypes=["*"], siteIds=[sites[0]])
    await work(tenant)
    inbox.got.clear()
    for site in sites:
        await made(await boss.post("/work-orders", {"title": site, "siteId": site, "estimatedCost": "99.00"}))
    await made(await boss.post("/tags", {"name": "everybody"}))
    await work(tenant)
    by_path = {}
    for got in inbox.got:
        said = got.json()
        by_path.setdefault(got.path, []).append((said["type"], said["data"]["siteId"]))
    orders = [("work_order.created", sites[0]), ("work_order.created", sites[1])]
    assert sorted(by_path["/plain"], key=str) == sorted([*orders, ("tag.created", None)], key=str)
    assert {kind for kind, _ in by_path["/all"]} == {"work_order.created", "work_order.estimated", "tag.created"}
    assert by_path["/south"] == [orders[1]]
    assert by_path["/local"] == [orders[0]]
    assert all(b"99.00" not in got.body for got in inbox.got if got.path != "/all")


async def test_who_loses_a_right_takes_it_from_the_webhook(hooked, inbox, work):
    """A-9, A-13: what waits is judged by what its owner may see when it is sent."""
    tenant = await hooked.tenant()
    boss, owner = await tenant.person("admin"), await tenant.person("admin")
    await hook(owner, inbox.url(), eventTypes=["*"], includesCosts=True)
    await work(tenant)
    inbox.got.clear()
    await made(await boss.post("/work-orders", {"title": "Secret", "estimatedCost": "5.00"}))
    async with tenant.call() as call:
        await following.follow(call, await reading.events_after(call, 0, 0, limit=500))
    role = {"code": "narrow", "name": "Narrow", "permissions": ["webhooks:write", "work_orders:read"]}
    await made(await boss.post("/roles", role))
    people = (await made(await boss.get("/people")))["data"]
    mine = next(each for each in people if each["userId"] == str(owner.user_id))
    await made(await boss.patch(f"/people/{mine['id']}", {"role": "narrow"}, version=mine["version"]))
    await work(tenant)
    assert "work_order.estimated" not in {got.json()["type"] for got in inbox.got}
    assert "work_order.created" in {got.json()["type"] for got in inbox.got}


async def test_a_test_event_a_resending_and_a_replay_keep_their_ids(admin, inbox, work):
    """One event has one message id for a webhook, for ever: that is what receivers drop doubles by."""
    webhook, secret = await hook(admin, inbox.url())
    address = f"/webhooks/{webhook['id']}"
    await made(await admin.post(f"{address}/test"))
    await work(admin.tenant)
    assert Webhook(secret).verify(inbox.got[0].body, inbox.got[0].headers)["type"] == "webhook.test"
    inbox.got.clear()
    for number in range(4):
        await made(await admin.post("/work-orders", {"title": f"Job {number}"}))
    await work(admin.tenant)
    first = inbox.ids()
    newest = (await deliveries(admin))[0]
    await made(await admin.post(f"/webhook-deliveries/{newest['id']}/resend"))
    await work(admin.tenant)
    assert inbox.ids()[4:] == [newest["messageId"]]
    inbox.got.clear()
    start = next(each for each in await deliveries(admin) if each["messageId"] == first[1])
    replayed = await made(await admin.post(f"{address}/replay", {"fromEventId": start["eventId"]}))
    assert (replayed["deliveries"], replayed["hasMore"]) == (3, False)
    await work(admin.tenant)
    assert inbox.ids() == first[1:]


async def test_a_replay_is_bounded_and_goes_on(admin, inbox, work, monkeypatch):
    """However much there is: so much at a time, and where to go on."""
    monkeypatch.setattr(replays, "MOST", 3)
    webhook, _ = await hook(admin, inbox.url())
    for number in range(8):
        await made(await admin.post("/work-orders", {"title": f"Job {number}"}))
    await work(admin.tenant)
    sent = inbox.ids()
    inbox.got.clear()
    start = (await deliveries(admin))[-1]["eventId"]
    rounds = 0
    while True:
        replayed = await made(await admin.post(f"/webhooks/{webhook['id']}/replay", {"fromEventId": start}))
        await work(admin.tenant)
        rounds += 1
        if not replayed["hasMore"]:
            break
        start = replayed["lastEventId"]
    assert rounds == 4
    assert list(dict.fromkeys(inbox.ids())) == sent


async def test_what_failed_is_sent_again_on_demand(admin, inbox, work):
    """After a long failure is repaired: everything that was given up, in one go."""
    webhook, _ = await hook(admin, inbox.url())
    await made(await admin.post("/work-orders", {"title": "Lost"}))
    inbox.answers = [(410, {}, b"")]
    await work(admin.tenant)
    inbox.answers = [(200, {}, b"")]
    address = f"/webhooks/{webhook['id']}"
    assert (await admin.post(f"{address}/redeliver")).json()["type"] == "/problems/webhook-disabled"
    await made(await admin.post(f"{address}/enable"))
    assert (await made(await admin.post(f"{address}/redeliver")))["deliveries"] == 1
    await work(admin.tenant)
    assert len(set(inbox.ids())) == 1
    assert (await deliveries(admin))[0]["status"] == "delivered"


async def test_an_installation_with_another_secret_says_so(admin, hooked, inbox, work):
    """FETTLE_SECRET was changed: nothing is sent unsigned or signed wrong; a rotation repairs it."""
    webhook, _ = await hook(admin, inbox.url())
    address = f"/webhooks/{webhook['id']}"
    await made(await admin.post(f"{address}/test"))
    sender = Work(hooked.door, admin.tenant.id, {})
    await sending.send_due(sender, UUID(webhook["id"]), outbound=Outbound(HERE), key=b"another secret")
    state = await made(await admin.get(address))
    assert (state["enabled"], state["disabledBecause"]) == (False, "failing")
    assert (await deliveries(admin))[0]["lastError"] == "its secret cannot be opened: rotate it"
    rotated = await made(await admin.post(f"{address}/rotate-secret"))
    await made(await admin.post(f"{address}/enable"))
    await made(await admin.post(f"{address}/redeliver"))
    await work(admin.tenant)
    (got,) = inbox.got
    assert Webhook(rotated["secret"]).verify(got.body, got.headers)["type"] == "webhook.test"


async def test_another_address_has_not_failed_yet(admin, inbox, work):
    """A webhook that rests because its receiver was away is asked at its new address at once."""
    async with receiver() as away:
        url = away.url()
    webhook, _ = await hook(admin, url)
    await made(await admin.post("/work-orders", {"title": "Away"}))
    now = datetime.now(UTC)
    await work(admin.tenant, now)
    address = f"/webhooks/{webhook['id']}"
    state = await made(await admin.get(address))
    assert state["pausedUntil"] is not None
    changed = await made(await admin.patch(address, {"url": inbox.url()}, version=state["version"]))
    assert (changed["pausedUntil"], changed["failingSince"]) == (None, None)
    await work(admin.tenant, now + timedelta(seconds=20))
    assert len(inbox.got) == 1


async def test_answers_are_not_shown_to_who_may_not_see_money(hooked, inbox, work):
    """A-13: a receiver of money may repeat in its answer what it was told."""
    tenant = await hooked.tenant()
    boss = await tenant.person("admin")
    role = {"code": "reader", "name": "Reader", "permissions": ["webhooks:read"]}
    await made(await boss.post("/roles", role))
    blind = await tenant.person("reader")
    webhook, _ = await hook(boss, inbox.url(), includesCosts=True)
    inbox.answers = [(200, {}, b"got 99.00")]
    await made(await boss.post(f"/webhooks/{webhook['id']}/test"))
    await work(tenant)
    address = f"/webhook-deliveries/{(await deliveries(boss))[0]['id']}"
    assert (await made(await boss.get(address)))["attemptsMade"][0]["answer"] == "got 99.00"
    assert (await made(await blind.get(address)))["attemptsMade"][0]["answer"] is None


async def test_old_deliveries_are_forgotten(admin, inbox, work, database):
    """The book is kept for thirty days; what still waits stays."""
    webhook, _ = await hook(admin, inbox.url())
    await made(await admin.post("/work-orders", {"title": "Old"}))
    await work(admin.tenant)
    await work(admin.tenant, datetime.now(UTC) + timedelta(days=29))
    assert len(await deliveries(admin)) == 1
    await work(admin.tenant, datetime.now(UTC) + timedelta(days=31))
    assert await deliveries(admin) == []
    with psycopg.connect(database.superuser) as conn:
        left = conn.execute("SELECT count(*) FROM webhook_attempts WHERE webhook_id = %s", [webhook["id"]]).fetchone()
    assert left == (0,)


async def test_imports_are_sent_only_where_asked_for(hooked, inbox, work):
    """A past that arrives at once is nobody's alarm; a warehouse may want it."""
    tenant = await hooked.tenant()
    admin = await tenant.person("admin")
    await hook(admin, inbox.url("/alarm"), name="alarm", eventTypes=["tag.*"])
    await hook(admin, inbox.url("/warehouse"), name="warehouse", eventTypes=["tag.*"], includesImports=True)
    async with hooked.door.open(system(tenant.id, via="import")) as call:
        await tenancy.ensure_reference(call, "tags", {"imported": "imported"})
    await work(tenant)
    assert [got.path for got in inbox.got] == ["/warehouse"]


async def test_what_was_overlooked_is_found(admin, inbox, work, database):
    """A job that was lost, whatever the reason, is replaced by the clock."""
    await hook(admin, inbox.url())
    await made(await admin.post("/work-orders", {"title": "Lost job"}))
    async with admin.tenant.call() as call:
        await following.follow(call, await reading.events_after(call, 0, 0, limit=200))
    with psycopg.connect(database.superuser) as conn:
        conn.execute("DELETE FROM queue.procrastinate_jobs WHERE tenant_id = %s", [admin.tenant.id])
        conn.execute("UPDATE feed_positions SET seq = 1000000 WHERE tenant_id = %s", [admin.tenant.id])
    await work(admin.tenant, datetime.now(UTC) + timedelta(minutes=11))
    assert len(inbox.got) == 1
