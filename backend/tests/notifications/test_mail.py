"""Mail as people get it, and what becomes of mail that does not arrive, against a real SMTP server."""

from datetime import UTC, datetime, timedelta
from email.message import EmailMessage
from typing import Any
from urllib.parse import parse_qs, urlsplit
from zoneinfo import ZoneInfo

import httpx
import pytest

from notifications.yard import Yard, kinds, later, ok, opened, told


@pytest.fixture
async def yard(world: Any) -> Yard:
    """A tenant at work."""
    return await opened(world)


def plain(mail: EmailMessage) -> str:
    """The text of a mail."""
    part = mail.get_body(("plain",))
    assert part is not None
    return str(part.get_content())


def html(mail: EmailMessage) -> str:
    """The HTML of a mail."""
    part = mail.get_body(("html",))
    assert part is not None
    return str(part.get_content())


def stop_link(mail: EmailMessage) -> str:
    """What a mail program posts to."""
    return mail["List-Unsubscribe"].strip("<>")


async def wants(person: Any, **given: Any) -> dict[str, Any]:
    """Set what somebody wants."""
    answer: dict[str, Any] = await ok(person.put("/notifications/preferences", given))
    return answer


async def states(person: Any, notification: dict[str, Any]) -> list[tuple[str, str]]:
    """The deliveries of a notification, as (channel, state)."""
    detail = await ok(person.get(f"/notifications/{notification['id']}"))
    return [(each["channel"], each["state"]) for each in detail["deliveries"]]


async def test_as_text_and_html_with_a_link_that_leads_to_the_thing(yard: Yard, drain: Any, mailbox: Any) -> None:
    tec, staff = await yard.worker()
    order = await yard.order(title="Mend <b>the</b> pump\u202e & café", assigneeId=staff)
    await drain(yard.tenant)
    (mail,) = mailbox.to(tec.email)
    assert mail["Subject"] == f"Assigned to you: WO-{order['number']} Mend <b>the</b> pump\u202e & café"
    assert f"https://fettle.test/work-orders/{order['id']}" in plain(mail)
    assert f'href="https://fettle.test/work-orders/{order["id"]}"' in html(mail)
    assert "&lt;b&gt;the&lt;/b&gt;" in html(mail)
    assert mail["Auto-Submitted"] == "auto-generated"
    assert mail["Message-ID"].endswith("@fettle.test>")
    assert mail["From"] == "Fettle <no-reply@fettle.test>"
    assert mail["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    (one,) = await told(tec)
    assert await states(tec, one) == [("email", "sent")]


async def test_a_title_cannot_smuggle_headers(yard: Yard, drain: Any, mailbox: Any) -> None:
    """I-4: line breaks in a title stay in the subject's text."""
    tec, staff = await yard.worker()
    await yard.order(title="Pump\r\nBcc: all@example.test", assigneeId=staff)
    await drain(yard.tenant)
    (mail,) = mailbox.to(tec.email)
    assert mail["Bcc"] is None
    assert mail["Subject"].endswith("Pump Bcc: all@example.test")


async def test_in_the_language_and_zone_of_the_person(world: Any, drain: Any, mailbox: Any) -> None:
    yard = await opened(world, time_zone="America/New_York")
    tec, staff = await yard.worker()
    await ok(tec.patch("/me", {"locale": "es-MX"}, version=1), 200)
    await wants(tec, timeZone="Asia/Kolkata")
    order = await yard.order(assigneeId=staff, dueAt="2031-06-01T20:00:00Z")
    await drain(yard.tenant)
    (mail,) = mailbox.to(tec.email)
    assert mail["Subject"] == f"Se le ha asignado: WO-{order['number']} Mend the pump"
    assert "Vence el 2031-06-02 01:30" in plain(mail)
    assert 'lang="es"' in html(mail)


async def test_one_click_stops_this_kind_of_mail_without_signing_in(
    yard: Yard, drain: Any, mailbox: Any, world: Any
) -> None:
    """RFC 8058: the address survives the header unharmed, needs no sign-in, and looking at it stops nothing."""
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    (mail,) = mailbox.to(tec.email)
    link = stop_link(mail)
    assert link in plain(mail)
    (raw,) = [content for to, content in mailbox.raw if to == tec.email]
    assert f"List-Unsubscribe: <{link}>\r\n".encode() in raw, "neither folded nor encoded: programs read it as it is"
    where = urlsplit(link)
    assert (where.scheme, where.netloc, where.path) == ("https", "fettle.test", "/v1/notifications/unsubscribe")
    path = f"{where.path}?{where.query}"
    async with visitor(world) as nobody:
        page = await nobody.get(path, headers={"Accept-Language": "es,en;q=0.5"})
        assert page.status_code == 200
        assert "<form method=" in page.text
        assert 'lang="es"' in page.text
        assert await mailed(tec, "assigned")
        done = await nobody.post(path, data={"List-Unsubscribe": "One-Click"})
        assert done.status_code == 200, done.text
        forged = await nobody.post(path[:-3] + "AAA")
        assert forged.status_code == 404
    assert not await mailed(tec, "assigned")
    assert await mailed(tec, "mentioned")
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert len(mailbox.to(tec.email)) == 1
    assert await kinds(tec) == ["assigned", "assigned"]


def visitor(world: Any) -> httpx.AsyncClient:
    """Somebody who has not signed in."""
    transport = httpx.ASGITransport(app=world.app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="https://fettle.test")


async def mailed(person: Any, kind: str) -> bool:
    """Whether somebody gets mail about a kind of thing."""
    choices = (await ok(person.get("/notifications/preferences")))["choices"]
    return any(each["wanted"] for each in choices if (each["kind"], each["way"]) == (kind, "email"))


async def test_stopped_between_posting_and_sending(yard: Yard, drain: Any, mailbox: Any) -> None:
    """W-8: what was unsubscribed while it waited does not leave; the centre says why."""
    tec, staff = await yard.worker()
    mailbox.data = lambda _address: "451 later"
    await yard.order(assigneeId=staff)
    await drain(yard.tenant, strict=False)
    (one,) = await told(tec)
    assert await states(tec, one) == [("email", "failed")]
    await wants(tec, choices=[{"kind": "assigned", "way": "email", "wanted": False}])
    mailbox.data = lambda _address: "250 kept"
    await drain(yard.tenant, now=later(hours=1))
    assert mailbox.to(tec.email) == []
    assert await states(tec, one) == [("email", "dropped")]


async def test_muted_removed_and_closed(yard: Yard, drain: Any, mailbox: Any) -> None:
    """A muted record says nothing more; whoever left the tenant gets no mail that was waiting for them."""
    tec, staff = await yard.worker()
    order = await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    await ok(tec.put(f"/notifications/mutes/{order['id']}", {"subject": "work_order"}), 204)
    await ok(yard.admin.post(f"/work-orders/{order['id']}/start"))
    await drain(yard.tenant)
    assert await kinds(tec) == ["assigned"]
    assert [each["subjectId"] for each in await ok(tec.get("/notifications/mutes"))] == [order["id"]]
    await ok(tec.delete(f"/notifications/mutes/{order['id']}"), 204)
    await wants(tec, quietHours={"begins": "00:00", "ends": "23:59"}, timeZone="UTC")
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert len(mailbox.to(tec.email)) == 1
    people = (await ok(yard.admin.get("/people", limit=200)))["data"]
    mine = next(each for each in people if each["userId"] == str(tec.user_id))
    await ok(yard.admin.delete(f"/people/{mine['id']}", version=mine["version"]), 204)
    await drain(yard.tenant, now=later(days=2))
    assert len(mailbox.to(tec.email)) == 1


async def test_a_refused_mailbox_is_told_of_in_the_centre_and_gets_no_more_mail(
    yard: Yard, drain: Any, mailbox: Any
) -> None:
    """A hard bounce: the mail is dead at once, the owner hears of it in the app, and can try again."""
    tec, staff = await yard.worker()
    mailbox.rcpt = lambda address: "550 5.1.1 no such mailbox" if address == tec.email else None
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    first, broken = await told(tec)
    assert await states(tec, first) == [("email", "dead")]
    assert (broken["kind"], broken["title"]) == ("channel_broken", "Mail does not reach you")
    assert "550 5.1.1 no such mailbox" in broken["body"]
    assert "550" in (await ok(tec.get("/notifications/preferences")))["mailProblem"]
    mailbox.rcpt = lambda _address: None
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert mailbox.to(tec.email) == []
    assert (await ok(tec.post("/notifications/preferences/mail-again")))["mailProblem"] is None
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert len(mailbox.to(tec.email)) == 1


async def test_a_server_that_is_busy_is_tried_again_under_the_same_message_id(
    yard: Yard, drain: Any, mailbox: Any
) -> None:
    tec, staff = await yard.worker()
    seen: list[str] = []

    def busy(_address: str) -> str:
        seen.append("try")
        return "451 4.3.0 busy" if len(seen) < 3 else "250 kept"

    mailbox.data = busy
    await yard.order(assigneeId=staff)
    for hours in (0, 1, 2, 3):
        await drain(yard.tenant, now=later(hours=hours), strict=False)
    (mail,) = mailbox.to(tec.email)
    (one,) = await told(tec)
    detail = await ok(tec.get(f"/notifications/{one['id']}"))
    (delivery,) = detail["deliveries"]
    assert (delivery["state"], delivery["attempts"]) == ("sent", 3)
    assert delivery["receipt"] == mail["Message-ID"] == f"<{delivery['id']}@fettle.test>"


async def test_the_server_refuses_us_not_the_mailbox(yard: Yard, drain: Any, mailbox: Any) -> None:
    """550 5.7.1 speaks of the sender: the address stays good."""
    tec, staff = await yard.worker()
    mailbox.rcpt = lambda address: "550 5.7.1 relaying denied" if address == tec.email else None
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    assert await kinds(tec) == ["assigned"]
    assert (await ok(tec.get("/notifications/preferences")))["mailProblem"] is None


async def test_quiet_hours_hold_mail_back_and_urgent_things_may_break_them(
    yard: Yard, drain: Any, mailbox: Any
) -> None:
    """The centre knows at once, the mail leaves when the night is over, by the clock of the person."""
    zone = ZoneInfo("Asia/Kolkata")
    tec, staff = await yard.worker()
    quiet = {"begins": "22:00", "ends": "07:00", "urgentBreaksThrough": True}
    await wants(tec, quietHours=quiet, timeZone=zone.key)
    night = datetime(2031, 6, 1, 23, 30, tzinfo=zone).astimezone(UTC)
    await yard.order(title="Calm", assigneeId=staff)
    await yard.order(title="Fire", assigneeId=staff, priority="urgent")
    await drain(yard.tenant, now=night)
    assert sorted(each["title"].split()[-1] for each in await told(tec)) == ["Calm", "Fire"]
    assert [mail["Subject"].split()[-1] for mail in mailbox.to(tec.email)] == ["Fire"]
    await drain(yard.tenant, now=night + timedelta(hours=7, minutes=20))
    assert len(mailbox.to(tec.email)) == 1
    await drain(yard.tenant, now=night + timedelta(hours=7, minutes=31))
    assert [mail["Subject"].split()[-1] for mail in mailbox.to(tec.email)] == ["Fire", "Calm"]


async def test_a_worker_that_comes_late_into_the_night_waits_for_the_morning(
    yard: Yard, drain: Any, mailbox: Any
) -> None:
    tec, staff = await yard.worker()
    quiet = {"begins": "22:00", "ends": "07:00"}
    await wants(tec, quietHours=quiet, timeZone="UTC")
    noon = datetime(2031, 6, 1, 12, tzinfo=UTC)
    mailbox.data = lambda _address: "451 later"
    await yard.order(assigneeId=staff)
    await drain(yard.tenant, now=noon, strict=False)
    mailbox.data = lambda _address: "250 kept"
    await drain(yard.tenant, now=noon + timedelta(hours=13))
    assert mailbox.to(tec.email) == []
    await drain(yard.tenant, now=noon + timedelta(hours=19, minutes=1))
    assert len(mailbox.to(tec.email)) == 1


async def test_a_daily_mail_holds_everything_of_the_day_once(yard: Yard, drain: Any, mailbox: Any) -> None:
    tec, staff = await yard.worker()
    await wants(tec, digestHour=7, timeZone="America/New_York")
    noon = datetime(2031, 6, 1, 16, tzinfo=UTC)
    orders = [await yard.order(title=f"Job {n}", assigneeId=staff) for n in (1, 2)]
    await drain(yard.tenant, now=noon)
    orders.append(await yard.order(title="Job 3", assigneeId=staff))
    await yard.order(title="Fire", assigneeId=staff, priority="urgent")
    await drain(yard.tenant, now=noon + timedelta(hours=3))
    assert [mail["Subject"].split()[-1] for mail in mailbox.to(tec.email)] == ["Fire"], "urgent things wait for none"
    await drain(yard.tenant, now=datetime(2031, 6, 2, 11, 0, 1, tzinfo=UTC))
    _, mail = mailbox.to(tec.email)
    assert mail["Subject"].startswith("3 notifications from ")
    for order in orders:
        assert f"https://fettle.test/work-orders/{order['id']}" in plain(mail)
    assert "One-Click" in mail["List-Unsubscribe-Post"]
    await drain(yard.tenant, now=datetime(2031, 6, 3, 12, tzinfo=UTC))
    assert len(mailbox.to(tec.email)) == 2
    query = parse_qs(urlsplit(stop_link(mail)).query)
    async with visitor(yard.tenant.world) as nobody:
        answer = await nobody.post("/v1/notifications/unsubscribe", params={"token": query["token"][0]})
    assert answer.status_code == 200
    assert not await mailed(tec, "assigned")
    assert not await mailed(tec, "overdue")


async def test_a_hundred_jobs_at_once_are_one_mail(yard: Yard, drain: Any, mailbox: Any) -> None:
    """Many things of one moment, as a bulk change makes them, come as one mail; urgent ones by themselves."""
    tec, staff = await yard.worker()
    orders = [await yard.order(title=f"Job {number}") for number in range(8)]
    body = {"action": "assign", "assigneeId": staff, "ids": [order["id"] for order in orders]}
    await ok(yard.admin.post("/work-orders/bulk", body))
    await yard.order(title="Fire", assigneeId=staff, priority="urgent")
    await drain(yard.tenant)
    assert len(await told(tec)) == 9
    subjects = sorted(mail["Subject"] for mail in mailbox.to(tec.email))
    assert len(subjects) == 2
    assert subjects[0].startswith("8 notifications from ")
    assert subjects[1].endswith("Fire")


async def test_the_news_of_a_night_are_one_mail_in_the_morning(yard: Yard, drain: Any, mailbox: Any) -> None:
    tec, staff = await yard.worker()
    await wants(tec, quietHours={"begins": "22:00", "ends": "07:00"}, timeZone="UTC")
    night = datetime(2031, 6, 1, 23, tzinfo=UTC)
    for hour in range(3):
        await yard.order(title=f"Job {hour}", assigneeId=staff)
        await drain(yard.tenant, now=night + timedelta(hours=hour))
    assert mailbox.to(tec.email) == []
    await drain(yard.tenant, now=night + timedelta(hours=8, minutes=1))
    (mail,) = mailbox.to(tec.email)
    assert mail["Subject"].startswith("3 notifications from ")
