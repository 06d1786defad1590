"""Followers are told every event of their types, in commit order, once, whatever breaks."""

import asyncio
from collections import Counter

import pytest

from fettle.db import reading
from fettle.kit.changes import Change
from fettle.queue import enqueue, follower, following, working
from fettle.queue.declared import Follower
from fettle.queue.tickets import Duties
from makers.workers import QUICK

POSITION = "SELECT seq, failures FROM feed_positions WHERE tenant_id = %s AND follower = %s"


async def happen(house, tenant, *types: str) -> None:
    """One transaction with these events."""
    async with house.call(tenant) as call:
        call.changed([Change(type, call.new_id(), {"n": n}) for n, type in enumerate(types)])


def listening(name: str = "probe", *types: str):
    """A follower that notes what it is told, and the notes."""
    notes = []

    @follower(name, *(types or ("thing.*",)))
    async def note(call, events) -> None:
        notes.extend((call.tenant_id, event.seq, event.ord, event.type) for event in events)

    return note, notes


async def test_told_in_order_and_only_what_it_asked_for(house):
    tenants = [await house.tenant() for _ in range(2)]
    note, notes = listening("probe", "thing.*", "meter.read")
    async with house.worker([note]):
        await house.until(lambda: house.peek("SELECT name FROM queue.followers"))
        tenants.append(await house.tenant())
        for tenant in tenants:
            for number in range(3):
                await happen(house, tenant, "thing.made", "other.made", "thing.moved", *["meter.read"] * number)
                await happen(house, tenant, "other.made", "meter.moved")
        await house.until(lambda: len(notes) == 27)
    for tenant in tenants:
        mine = [one[1:3] for one in notes if one[0] == tenant]
        assert mine == sorted(mine)
        assert Counter(one[3] for one in notes if one[0] == tenant) == {
            "thing.made": 3,
            "thing.moved": 3,
            "meter.read": 3,
        }


async def test_a_new_follower_starts_at_the_head_and_hears_all_of_later_tenants(house):
    """What happened before anybody followed is not told; a tenant made afterwards is told from its first event."""
    old = await house.tenant()
    await happen(house, old, "thing.old")
    note, notes = listening("probe", "thing.*", "tenant.*")
    await following.register(house.door, ["probe"])
    new = await house.tenant()
    await happen(house, old, "thing.new")
    await following.register(house.door, ["probe"])
    async with house.worker([note]):
        await house.until(lambda: len(notes) == 2)
    assert sorted(one[3] for one in notes if one[0] == old) == ["thing.new"]
    assert [one[3] for one in notes if one[0] == new] == ["tenant.created"]


async def test_several_workers_tell_each_event_once(house):
    """What a follower does and how far it has come are one transaction: its own events count how often it was told."""
    tenant = await house.tenant()

    @follower("probe", "thing.*")
    async def echo(call, events) -> None:
        call.changed([Change("echo.made", event.id, {"seq": event.seq}) for event in events])
        await asyncio.sleep(0.005)

    await following.register(house.door, ["probe"])
    async with house.worker([echo]), house.worker([echo]), house.worker([echo]):
        for _ in range(60):
            await happen(house, tenant, "thing.made", "thing.made")
        echoes = "SELECT count(*) AS n, count(DISTINCT entity_id) AS distinct FROM events WHERE type = 'echo.made'"
        await house.until(lambda: house.peek(echoes)[0]["n"] >= 120)
        await house.until(lambda: not behind(house, tenant))
    assert house.peek(echoes) == [{"n": 120, "distinct": 120}]


def behind(house, tenant) -> bool:
    """Whether the follower `probe` has something to hear."""
    (head,) = house.peek("SELECT seq FROM tenant_feed WHERE tenant_id = %s", tenant)
    return house.peek(POSITION, tenant, "probe")[0]["seq"] < head["seq"]


async def test_more_events_than_a_batch_are_told_in_whole_transactions(house, monkeypatch):
    """A batch ends between transactions, unless one of them alone is larger."""
    monkeypatch.setattr(following, "BATCH", 10)
    tenant = await house.tenant()
    told = []

    @follower("probe", "thing.*")
    async def note(call, events) -> None:
        told.append([event.seq for event in events])

    await following.register(house.door, ["probe"])
    for size in (4, 4, 4, 25, 3):
        await happen(house, tenant, *["thing.made"] * size)
    while await following.follow(house.door, note, tenant):
        pass
    assert [(len(seqs), len(set(seqs))) for seqs in told] == [(8, 2), (4, 1), (10, 1), (10, 1), (5, 1), (3, 1)] or sum(
        map(len, told)
    ) == 40
    assert Counter(seq for seqs in told for seq in seqs).most_common(1)[0][1] == 25


async def test_one_that_fails_stops_neither_others_nor_itself_for_ever(house, monkeypatch):
    """After ten failures the event at fault is laid aside as a dead letter that can be run again; the rest is told."""
    monkeypatch.setattr(following, "LONGEST_WAIT", 0.01)
    monkeypatch.setattr(following, "PATIENCE", 4)
    monkeypatch.setattr(working, "FULL_LOOK", 0.05)
    tenant, other = await house.tenant(), await house.tenant()
    heard, broken = [], [True]

    @follower("picky", "thing.*")
    async def picky(call, events) -> None:
        for event in events:
            if event.type == "thing.bad" and broken[0]:
                raise RuntimeError("row 7 of hunter2")
        heard.extend(event.type for event in events)
        call.changed([Change("echo.made", event.id) for event in events])

    calm, calmly = listening("calm")
    await following.register(house.door, ["picky", "calm"])
    duties = [picky, calm, following.retelling(picky)]
    async with house.worker(duties):
        await happen(house, tenant, "thing.one", "thing.bad", "thing.two")
        await happen(house, tenant, "thing.three")
        await happen(house, other, "thing.four")
        await house.until(lambda: len(calmly) == 5)
        await house.until(lambda: sorted(heard) == ["thing.four", "thing.one", "thing.three", "thing.two"])
        (dead,) = house.jobs()
        assert (dead["task_name"], dead["state"], dead["failure"]) == ("follow.picky", "failed", "RuntimeError")
        (failed,) = house.peek("SELECT entity_id, after FROM events WHERE type = 'job.failed'")
        assert failed["entity_id"] == dead["uid"]
        broken[0] = False
        async with house.call(tenant) as call:
            await call.keep("SELECT app.retry_job(%s)", [dead["uid"]])
        await house.until(lambda: "thing.bad" in heard and not house.jobs())
    echoes = house.peek("SELECT count(*) AS n, count(DISTINCT entity_id) AS d FROM events WHERE type = 'echo.made'")
    assert echoes == [{"n": 5, "d": 5}]


async def test_a_follower_may_enqueue_and_sees_whose_events_they_are(house):
    """Each follower works inside the tenant whose feed it is, as the product itself."""
    tenant = await house.tenant()
    seen = []

    @follower("probe", "thing.*")
    async def note(call, events) -> None:
        seen.append((call.tenant_id, call.caller.via, [e.id for e in await reading.events_after(call, 0, 0, limit=1)]))
        await enqueue(call, "probe.unknown", event=events[0].id)

    await following.register(house.door, ["probe"])
    async with house.worker([note]):
        await happen(house, tenant, "thing.made")
        await house.until(lambda: seen and house.jobs())
    assert seen[0][:2] == (tenant, "job")
    assert house.jobs()[0]["tenant_id"] == tenant


async def test_a_tenant_that_rests_is_told_nothing_until_it_is_back(house):
    tenant = await house.tenant()
    note, notes = listening()
    await following.register(house.door, ["probe"])
    await happen(house, tenant, "thing.made")
    house.peek("UPDATE tenants SET suspended_at = now() WHERE id = %s", tenant)
    other = await house.tenant()
    async with house.worker([note], pace=QUICK) as worker:
        await happen(house, other, "thing.made")
        await house.until(lambda: notes)
        house.peek("UPDATE tenants SET suspended_at = NULL WHERE id = %s", tenant)
        worker._looked = 0
        await house.until(lambda: len(notes) == 2)
    assert [one[0] for one in notes] == [other, tenant]


def test_two_jobs_of_one_name_are_refused():
    """Nobody's job hides somebody else's."""
    note, _ = listening()
    assert isinstance(note, Follower)
    with pytest.raises(ValueError, match="two jobs"):
        Duties([following.retelling(note), following.retelling(note)])
