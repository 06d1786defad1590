"""How many notifications wait to be read: told to their owner's streams alone, whoever wrote them."""

import asyncio
import signal
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from fettle.db.callers import system
from fettle.kit.refusals import Unavailable
from fettle.modules.notifications.actions.ringing import Bell
from fettle.modules.realtime.desk import hub as hubs
from fettle.modules.realtime.desk.hub import Hub
from fettle.modules.realtime.records import Wanted
from makers.hearing import hearing
from notifications.mailbox import Mailbox
from notifications.test_killed import postman
from notifications.yard import Yard, ok, opened, told
from realtime.listening import listening

SOON = 5
"""Seconds: two are promised, and test machines are busy."""


@pytest.fixture
async def yard(world: Any) -> Yard:
    """A tenant at work."""
    return await opened(world)


@pytest.fixture
async def mailbox() -> Any:
    """A real SMTP server."""
    box = Mailbox()
    async with await box.open():
        yield box


async def test_it_is_told_at_the_beginning_and_when_it_changes(yard: Yard, drain: Any) -> None:
    """New, read, acknowledged, all read: on every stream of their owner, however limited, without moving its place."""
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    async with listening(tec) as one, listening(tec, entity="asset") as other:
        for stream in (one, other):
            await stream.until("ready")
            await stream.unread(1, within=SOON)
        place = other.last_id
        await yard.order(assigneeId=staff)
        await yard.order(assigneeId=staff)
        await drain(yard.tenant)
        for stream in (one, other):
            await stream.unread(3, within=SOON)
        first, second, _ = await told(tec)
        await ok(tec.post(f"/notifications/{first['id']}/read"))
        await one.unread(2, within=SOON)
        await ok(tec.post(f"/notifications/{second['id']}/acknowledge"), 200, 409)
        await ok(tec.post(f"/notifications/{second['id']}/read"))
        await one.unread(1, within=SOON)
        await ok(tec.post("/notifications/read-all", {}))
        for stream in (one, other):
            await stream.unread(0, within=SOON)
        assert other.waiting() == []
        assert other.last_id == place or other.beats


async def test_nobody_else_hears_of_it(world: Any, yard: Yard, drain: Any) -> None:
    """Neither a colleague nor an administrator, nor anybody in another tenant."""
    tec, staff = await yard.worker()
    colleague, _ = await yard.worker()
    stranger = (await opened(world)).admin
    async with (
        listening(tec) as mine,
        listening(colleague) as theirs,
        listening(yard.admin) as admins,
        listening(stranger) as strangers,
    ):
        others = (theirs, admins, strangers)
        for stream in (mine, *others):
            await stream.until("ready")
            await stream.unread(0, within=SOON)
        await yard.order(assigneeId=staff)
        await drain(yard.tenant)
        await mine.unread(1, within=SOON)
        await asyncio.sleep(2 * hubs.RING_SECONDS)
        assert [stream.rung() for stream in others] == [[], [], []]


async def test_what_another_process_stored_arrives(world: Any, yard: Yard, database: Any, mailbox: Mailbox) -> None:
    """A worker of its own tells somebody something and is killed right after: the screen knows."""
    tec, staff = await yard.worker()
    async with listening(tec) as stream:
        await stream.unread(0, within=SOON)
        await yard.order(assigneeId=staff)
        process = await postman(yard, database, mailbox, "after", 0)
        await stream.unread(1, within=60)
        assert await asyncio.wait_for(process.wait(), 120) == -signal.SIGKILL


async def test_it_is_the_count_that_its_owner_sees(yard: Yard, drain: Any) -> None:
    """Whoever loses a site loses what they were told about it, and their screen counts no more of it."""
    tec, staff = await yard.worker(sites=None)
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    people = (await ok(yard.admin.get("/people", limit=200)))["data"]
    [member] = [each for each in people if each["userId"] == str(tec.user_id)]
    async with listening(tec) as stream:
        await stream.unread(1, within=SOON)
        await ok(yard.admin.patch(f"/people/{member['id']}", {"siteIds": [yard.other_site]}, version=member["version"]))
        await stream.until("reset", within=60)
        await stream.unread(0, within=SOON)
        assert (await ok(tec.get("/notifications/unread-count")))["unread"] == 0


async def test_machines_hear_changes_alone(yard: Yard) -> None:
    """A key has no notifications, and is told of none."""
    new = {"name": "board", "permissions": ["tenant:read", "reference:read"]}
    key = (await ok(yard.admin.post("/api-keys", new)))["secret"]
    async with listening(yard.admin, headers={"Authorization": f"Bearer {key}"}) as stream:
        await stream.until("ready")
        await asyncio.sleep(2 * hubs.RING_SECONDS)
        await ok(yard.admin.post("/tags", {"name": "x"}))
        await stream.until("change")
        assert stream.rung() == []


async def test_marks_are_for_the_product_itself(yard: Yard, database: Any, door: Any, drain: Any) -> None:
    """Only the realm of the worker is answered; a mark changes with each notification, and counts to a thousand."""
    tec, staff = await yard.worker()
    await yard.order(assigneeId=staff)
    await drain(yard.tenant)
    seat, nobody = (yard.tenant.id, tec.user_id), (yard.tenant.id, uuid4())
    marks = await Bell(door).marks([seat, nobody, (uuid4(), tec.user_id)])
    assert (marks[seat][0], marks[nobody]) == (1, (0, None))
    async with door.open(system(yard.tenant.id, via="test"), read_only=True) as call:
        query = "SELECT * FROM app.notification_marks(%s::uuid[], %s::uuid[])"
        assert await call.all(tuple, query, [[yard.tenant.id], [tec.user_id]]) == []
    with psycopg.connect(database.superuser) as conn:
        conn.execute(
            "INSERT INTO notifications"
            " (tenant_id, id, user_id, recipient, key, kind, title, body, language, subject, link)"
            " SELECT %s, gen_random_uuid(), %s, %s, n::text, 'test', '', '', 'en', 'account', '/'"
            " FROM generate_series(1, 1500) n",
            [yard.tenant.id, tec.user_id, str(tec.user_id)],
        )
    assert (await Bell(door).marks([seat]))[seat][0] == 1000


class Silent:
    """A bell that fails as it is told to."""

    def __init__(self) -> None:
        self.failure: Exception | None = None
        self.unread_now = 1

    async def marks(self, seats: Any) -> Any:
        if self.failure is not None:
            raise self.failure
        return dict.fromkeys(seats, self.unread_now)

    async def unread(self, caller: Any) -> int:
        return self.unread_now


async def test_what_could_not_be_asked_is_told_later(yard: Yard, door: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A database that is away, a fault of ours: the streams stay, and the next ring tells."""
    monkeypatch.setattr(hubs, "RING_SECONDS", 0.05)
    logs = hearing(monkeypatch, "fettle.modules.realtime.desk.hub.log")
    bell = Silent()
    hub = Hub(door, most=10, most_each=10, bell=bell)
    caller = system(yard.tenant.id, via="test", user_id=yard.admin.user_id)

    async def renew() -> Any:
        return caller

    async def until(number: int) -> None:
        while b'{"unread":%d}' % number not in await anext(frames):
            pass

    listening_here = hub.listening(caller, Wanted(), renew, last_id=None, lifetime=1e9)
    async with hub.running(), asyncio.timeout(60), listening_here as frames:
        await until(1)
        for number, failure in enumerate((Unavailable(), ValueError("a fault")), 2):
            bell.failure, bell.unread_now = failure, number
            await asyncio.sleep(0.2)
            bell.failure = None
            await until(number)
    assert {entry["event"] for entry in logs} == {"notifications not told"}
