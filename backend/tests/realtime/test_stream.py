"""The stream: what it tells, to whom, how it begins, goes on and ends."""

import asyncio
from uuid import UUID

import pytest

from realtime.listening import Listener, listen, listening


async def made(person, path, body):
    """POST `body`, which is accepted."""
    answer = await person.post(path, body)
    assert answer.status_code == 201, answer.text
    return answer.json()


async def tag(person, name):
    """A change that everybody with `reference:read` hears of."""
    return await made(person, "/tags", {"name": name})


@pytest.fixture
async def tenant(world):
    """A tenant of this test's own."""
    return await world.tenant()


@pytest.fixture
async def admin(tenant):
    """Its administrator."""
    return await tenant.person("admin")


async def test_a_change_is_told_without_its_values(tenant, admin):
    """What happened, to what, by whom, and which fields: the values are read where they stand."""
    other = await tenant.person("admin")
    async with listening(admin) as stream:
        await stream.until("ready")
        new = await made(other, "/tags", {"name": "secret words", "colour": "#ff0000"})
        [said] = await stream.until("change")
    assert said.data == {
        "id": said.data["id"],
        "type": "tag.created",
        "entity": "tag",
        "entityId": new["id"],
        "aboutId": new["id"],
        "siteId": None,
        "actorUserId": str(other.user_id),
        "at": said.data["at"],
        "changed": ["colour", "name"],
    }
    assert "secret" not in str(said)
    [event] = (await admin.get("/events", aboutId=new["id"])).json()["data"]
    assert said.data["id"] == event["id"]


async def test_t17_nothing_of_another_tenant_is_told(world, tenant, admin):
    """T-17: A listens while B changes things, before and after a change of A's own: A hears that one alone."""
    other = await (await world.tenant()).person("admin")
    async with listening(admin) as mine, listening(other) as theirs:
        await mine.until("ready")
        await theirs.until("ready")
        await tag(other, "theirs")
        await tag(admin, "mine")
        await tag(other, "theirs again")
        [said] = await mine.until("change")
        assert said.data["actorUserId"] == str(admin.user_id)
        assert [(await theirs.until("change"))[0].data["actorUserId"] for _ in range(2)] == [str(other.user_id)] * 2
        assert mine.waiting() == []


async def test_sites_costs_and_permissions_decide_what_is_heard(tenant, admin):
    """A-13 and sites: other sites' work, prices, and kinds of records that one may not read are not told."""
    north, south = [(await made(admin, "/sites", {"name": name}))["id"] for name in ("North", "South")]
    limited = await tenant.person("technician", sites=[UUID(north)])
    asker = await tenant.person("requester")
    async with listening(limited) as stream, listening(asker) as little, listening(admin) as all_of_it:
        for each in (stream, little, all_of_it):
            await each.until("ready")
        await made(admin, "/work-orders", {"title": "There", "siteId": south})
        await made(admin, "/invitations", {"email": "x@example.test", "role": "technician"})
        priced = await made(admin, "/work-orders", {"title": "Here", "siteId": north, "estimatedCost": "5"})
        await made(admin, "/custom-fields", {"entity": "asset", "key": "k", "label": "K", "type": "text"})
        [field] = await little.until("change")
        assert field.data["entity"] == "custom_field"
        heard = [(await all_of_it.until("change"))[0].data["type"]]
        while heard[-1] != "custom_field.created":
            heard += [said.data["type"] for said in await all_of_it.until("change")]
        assert heard.count("work_order.created") == 2
        assert {"invitation.created", "work_order.estimated"} <= set(heard)
        [here] = await stream.until("change")
        assert (here.data["type"], here.data["entityId"]) == ("work_order.created", priced["id"])
        assert stream.waiting() == []


async def test_what_belongs_to_a_person_is_told_to_them_alone(tenant, admin):
    """A saved view is its owner's: nobody else hears of it, whatever they may see otherwise."""
    other = await tenant.person("admin")
    async with listening(admin) as mine, listening(other) as theirs:
        await mine.until("ready")
        await theirs.until("ready")
        await made(other, "/saved-views", {"entity": "asset", "name": "Mine", "filters": {}})
        await tag(other, "x")
        assert [(await theirs.until("change"))[0].data["entity"] for _ in range(2)] == ["saved_view", "tag"]
        assert (await mine.until("change"))[0].data["entity"] == "tag"


async def test_filters_narrow_what_is_told(tenant, admin):
    """Kinds of records, and one record with what belongs to it."""
    first = await made(admin, "/work-orders", {"title": "First"})
    second = await made(admin, "/work-orders", {"title": "Second"})
    async with (
        listening(admin, entity=["work_order", "gl_code"]) as kinds,
        listening(admin, aboutId=first["id"]) as one,
    ):
        await kinds.until("ready")
        await one.until("ready")
        for work in (second, first):
            await made(admin, f"/work-orders/{work['id']}/tasks", {"title": "Look"})
        await tag(admin, "x")
        await made(admin, "/gl-codes", {"code": "1", "name": "One"})
        [said] = await one.until("change")
        assert (said.data["entity"], said.data["aboutId"]) == ("work_order_task", first["id"])
        entities = {(await kinds.until("change"))[0].data["entity"]}
        assert entities <= {"work_order", "gl_code"}


async def test_a_stream_goes_on_where_it_was(admin):
    """Last-Event-ID: what happened meanwhile is told in order, once; then what happens now."""
    async with listening(admin) as stream:
        await stream.until("ready")
        await tag(admin, "a")
        [heard] = await stream.until("change")
    missed = [await tag(admin, name) for name in "bcd"]
    async with listening(admin, last_id=heard.id) as stream:
        *told, ready = await stream.until("ready")
        assert [said.data["entityId"] for said in told] == [each["id"] for each in missed]
        assert ready.id == told[-1].id.partition("-")[0]
        new = await tag(admin, "e")
        assert [said.data["entityId"] for said in await stream.until("change")] == [new["id"]]
    async with listening(admin, lastEventId=stream.last_id) as stream:
        assert [said.name for said in await stream.until("ready")] == ["ready"]


async def test_the_head_is_a_place_to_resume_from(admin):
    """A screen that asks for the head, reads, and then listens misses nothing in between."""
    head = (await admin.get("/events/head")).json()["id"]
    between = await tag(admin, "between")
    async with listening(admin, lastEventId=head) as stream:
        told = await stream.until("ready")
        assert [said.data["entityId"] for said in told[:-1]] == [between["id"]]


@pytest.mark.parametrize("last_id", ["999999999", "nonsense", "18446744073709551616-1", "5-x", "-1", " "])
async def test_a_place_that_is_not_known_is_answered_with_reset(admin, last_id):
    """An id of elsewhere, of the future or of nowhere: the reader is told to read anew, and then hears what happens."""
    async with listening(admin, last_id=last_id) as stream:
        reset, _ = await stream.until("ready")
        assert (reset.name, reset.data) == ("reset", {"reason": "unknown_position"})
        new = await tag(admin, "x")
        assert (await stream.until("change"))[0].data["entityId"] == new["id"]


async def test_what_was_missed_long_ago_is_not_told_one_by_one(admin, monkeypatch):
    """Too old: `reset`, and on from there."""
    from fettle.modules.realtime.rules import positions

    monkeypatch.setattr(positions, "MOST_MISSED", 2)
    head = (await admin.get("/events/head")).json()["id"]
    for name in "abc":
        await tag(admin, name)
    async with listening(admin, last_id=head) as stream:
        reset, _ = await stream.until("ready")
        assert (reset.name, reset.data) == ("reset", {"reason": "too_long_ago"})


async def test_missed_changes_of_other_sites_stay_hidden(tenant, admin):
    """Catching up happens under the caller's own row security."""
    north, south = [(await made(admin, "/sites", {"name": name}))["id"] for name in ("North", "South")]
    limited = await tenant.person("technician", sites=[UUID(north)])
    head = (await limited.get("/events/head")).json()["id"]
    await made(admin, "/work-orders", {"title": "There", "siteId": south})
    here = await made(admin, "/work-orders", {"title": "Here", "siteId": north, "estimatedCost": "5"})
    async with listening(limited, last_id=head) as stream:
        told = await stream.until("ready")
        assert [(said.data["type"], said.data["entityId"]) for said in told[:-1]] == [
            ("work_order.created", here["id"])
        ]


async def test_l6_a_slow_reader_costs_no_memory(world, tenant, admin):
    """L-6: what waits is bounded; whoever falls behind is told `reset` and goes on from there."""
    from fettle.modules.realtime.desk.subscribers import MOST_WAITING

    hub = hub_of(world)
    slow = listen(admin, slow=True)
    async with listening(admin) as quick:
        await quick.until("ready")
        [channel] = [channel for tenant_id, channel in hub.channels.items() if tenant_id == tenant.id]
        async with tenant.call() as call:
            from fettle.modules.tenancy.public import ensure_reference

            await ensure_reference(call, "tags", {f"t{n}": f"t{n}" for n in range(2 * MOST_WAITING)})
        for _ in range(20):
            await quick.until("change")
        assert max(len(each._waiting) for each in channel.subscribers) <= MOST_WAITING
        slow.resume()
        said = await slow.until("reset")
        assert said[-1].data == {"reason": "too_slow"}
        new = await tag(admin, "afterwards")
        while (await slow.until("change"))[-1].data["entityId"] != new["id"]:
            pass
    await slow.leave()


async def test_l6_who_takes_nothing_at_all_is_parted_with(admin, monkeypatch):
    """L-6: a reader who takes nothing for longer than the server's patience loses the connection."""
    from fettle.web import streams

    monkeypatch.setattr(streams, "PATIENCE_SECONDS", 0.3)
    stuck = listen(admin, slow=True)
    async with asyncio.timeout(30):
        while not stuck.ended:
            await asyncio.sleep(0.05)
    again = await listen(admin).begun()
    assert again.status == 200
    await again.leave()


async def test_a9_a_stream_ends_when_its_listener_is_removed(world, tenant, admin):
    """A-9: removed from the tenant, the stream ends within seconds, and nothing that follows is told."""
    leaver = await tenant.person("technician")
    async with listening(leaver) as stream:
        await stream.until("ready")
        [person] = [
            p for p in (await admin.get("/people", limit=200)).json()["data"] if p["userId"] == str(leaver.user_id)
        ]
        assert (await admin.delete(f"/people/{person['id']}", version=person["version"])).status_code == 204
        said = await stream.until("bye", within=60)
        assert said[-1].data == {"reason": "signed_out"}
        await tag(admin, "secret")
        assert await stream.next() is None
    refused = await listen(leaver).begun()
    assert refused.status == 403


async def test_a9_a_lowered_role_hears_less_at_once(tenant, admin):
    """A-9: whose rights change is told to read anew, and hears from then on what the new ones allow."""
    person = await tenant.person("supervisor")
    [member] = [p for p in (await admin.get("/people", limit=200)).json()["data"] if p["userId"] == str(person.user_id)]
    async with listening(person) as stream:
        await stream.until("ready")
        changed = await admin.patch(f"/people/{member['id']}", {"role": "requester"}, version=member["version"])
        assert changed.status_code == 200, changed.text
        said = await stream.until("reset", within=60)
        assert said[-1].data == {"reason": "rights_changed"}
        await tag(admin, "x")
        await made(admin, "/custom-fields", {"entity": "asset", "key": "k", "label": "K", "type": "text"})
        assert [one.data["entity"] for one in await stream.until("change")] == ["custom_field"]


async def test_a_ticket_opens_one_stream_once(tenant, admin):
    """Browsers cannot send a header: a ticket does it once, within its minute, and nowhere else."""
    answer = await admin.post("/events/tickets", Idempotency_Key="same")
    assert answer.status_code == 201
    ticket = answer.json()["ticket"]
    bare = {"Accept": "text/event-stream"}

    async def opened():
        app = tenant.world.app
        return await Listener(app, path=f"/v1/events/stream?ticket={ticket}", headers=bare).begun()

    stream = await opened()
    assert stream.status == 200
    await stream.until("ready")
    await tag(admin, "x")
    assert (await stream.until("change"))[0].data["entity"] == "tag"
    await stream.leave()
    assert (await opened()).status == 401
    another = (await admin.post("/events/tickets", Idempotency_Key="same")).json()["ticket"]
    assert another != ticket
    elsewhere = await tenant.world.client(another).get("/v1/me")
    assert elsewhere.status_code == 401
    assert (await tenant.world.client(another).get("/v1/tags", params={"ticket": another})).status_code in (401, 422)


@pytest.mark.parametrize("ticket", ["", "ft_", "ft_AAAA", "x", "ft_" + "A" * 200, "ft_%ff"])
async def test_what_is_no_ticket_opens_nothing(world, ticket):
    """Cut, invented, empty: 401."""
    headers = {"Accept": "text/event-stream"}
    assert (await Listener(world.app, path=f"/v1/events/stream?ticket={ticket}", headers=headers).begun()).status == 401


async def test_an_expired_ticket_opens_nothing(world, admin, settings):
    """A ticket is good for a minute."""
    from datetime import UTC, datetime, timedelta

    from fettle.modules.identity.credentials import tickets

    ticket = (await admin.post("/events/tickets")).json()["ticket"]
    admission = tickets.read(settings.secret_bytes, ticket)
    assert admission is not None
    assert admission.expires_at - datetime.now(UTC) <= timedelta(minutes=1)
    import msgspec

    old = msgspec.structs.replace(admission, expires_at=datetime.now(UTC) - timedelta(seconds=1))
    path = f"/v1/events/stream?ticket={tickets.written(settings.secret_bytes, old)}"
    assert (await Listener(world.app, path=path, headers={"Accept": "text/event-stream"}).begun()).status == 401


async def test_tickets_are_for_people(world, admin):
    """Machines send their key with the request."""
    key = (await admin.post("/api-keys", {"name": "robot", "permissions": ["tenant:read"]})).json()["secret"]
    assert (await world.client(key).post("/v1/events/tickets", json={})).status_code == 403
    headers = {"Accept": "text/event-stream", "Authorization": f"Bearer {key}"}
    stream = await Listener(world.app, path="/v1/events/stream", headers=headers).begun()
    assert stream.status == 200
    await stream.leave()


async def test_who_does_not_ask_for_a_stream_gets_none(admin):
    """A program that would wait for the end of the answer is told how to ask."""
    refused = await admin.get("/events/stream")
    assert refused.status_code == 422
    assert refused.json()["type"].endswith("not-a-stream")
    unknown = await listen(admin, entitty="x").begun()
    assert unknown.status == 422


async def test_the_answer_is_not_held_back(admin):
    """Not compressed, not stored, not gathered by proxies; told to come back after a time that differs for each."""
    retries = set()
    for _ in range(4):
        stream = await listen(admin, headers={"Accept-Encoding": "gzip"}).begun()
        assert stream.headers["content-type"] == "text/event-stream"
        assert "content-encoding" not in stream.headers
        assert stream.headers["cache-control"] == "no-store"
        assert stream.headers["x-accel-buffering"] == "no"
        retries.add(stream.retry_ms)
        await stream.leave()
    assert len(retries) > 1
    assert all(1_000 <= each <= 10_000 for each in retries)


async def test_streams_of_a_person_are_limited(world, tenant, admin, monkeypatch):
    """L-6: so many at a time for each person and for the process; a place is free again when one leaves."""
    hub = hub_of(world)
    monkeypatch.setattr(hub, "most_each", 2)
    other = await tenant.person("admin")
    first, second = [await listen(admin).begun() for _ in range(2)]
    refused = await listen(admin).begun()
    assert refused.status == 429
    assert int(refused.headers["retry-after"]) > 0
    async with listening(other) as theirs:
        assert theirs.status == 200
    await first.leave()
    again = await listen(admin).begun()
    assert again.status == 200
    monkeypatch.setattr(hub, "most", hub.open)
    full = await listen(other).begun()
    assert (full.status, int(full.headers["retry-after"]) > 0) == (503, True)
    for stream in (second, again):
        await stream.leave()


async def test_a_quiet_stream_shows_life_and_moves_on(world, admin, monkeypatch):
    """A sign of life in every quiet while; it carries the place to resume from past changes that were not for it."""
    from fettle.modules.realtime.desk import hub

    monkeypatch.setattr(hub, "BEAT_SECONDS", 0.5)
    async with listening(admin, entity="nothing") as stream:
        [ready] = await stream.until("ready")
        await tag(admin, "not for this stream")
        async with asyncio.timeout(30):
            while stream.last_id == ready.id:
                await asyncio.sleep(0.05)
        assert stream.beats > 0
        assert stream.waiting() == []


async def test_an_idle_stream_holds_no_connection_and_is_answered_at_once(world, admin, http):
    """No connection of the pool is held, and the time that somebody listens is no answering time of ours."""
    streams = [await listen(admin).begun() for _ in range(10)]
    for stream in streams:
        await stream.until("ready")
    stats = world_door(world).pool.get_stats()
    assert stats["pool_available"] >= stats["pool_size"] - 2
    assert f"fettle_streams {hub_of(world).open:.1f}" in (await http.get("/metrics")).text
    assert hub_of(world).open >= 10
    for stream in streams:
        await stream.leave()
    text = (await http.get("/metrics")).text
    [total] = [
        line
        for line in text.splitlines()
        if line.startswith("fettle_request_seconds_sum") and "streamEvents" in line and '"200"' in line
    ]
    [count] = [
        line
        for line in text.splitlines()
        if line.startswith("fettle_request_seconds_count") and "streamEvents" in line and '"200"' in line
    ]
    assert float(total.rpartition(" ")[2]) / float(count.rpartition(" ")[2]) < 1


def hub_of(world):
    """The hub of the application under test."""
    return world_state(world).hub


def world_door(world):
    """The door of the application under test."""
    return world_state(world).door


def world_state(world):
    """The state of the application under test."""
    app = world.app
    while not hasattr(app, "state"):
        app = app.app if hasattr(app, "app") else app.__closure__[0].cell_contents
    return app.state
