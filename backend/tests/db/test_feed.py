"""The event feed: no write without its events, numbered in the order in which they become visible."""

import asyncio
from hashlib import sha256
from random import Random

import psycopg
import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.db.errors import AlreadyExists
from fettle.kit.changes import Change
from web.probe import make_pool
from web.probe_routes import add

WRITERS, WRITES = 16, 12
FEED = "SELECT seq, ord, type, about_id, bears_costs, digest, chain FROM events WHERE tenant_id = %s ORDER BY seq, ord"


async def feed(database, tenant_id):
    """All events of the tenant, read by the superuser."""
    async with await psycopg.AsyncConnection.connect(database.superuser) as conn:
        return await (await conn.execute(FEED, [tenant_id])).fetchall()


async def test_events_carry_number_order_and_chain(probe, database):
    caller = await probe.caller(via="api_key", request_id="a-request")
    for names in (["a", "b"], ["c"]):
        async with probe.door.open(caller) as call:
            for name in names:
                await add(call, name)
    events = await feed(database, caller.tenant_id)
    assert [event[:3] for event in events] == [(1, 0, "tag.created"), (1, 1, "tag.created"), (2, 0, "tag.created")]
    chain = b""
    for seq in (1, 2):
        digests = b"".join(event[5] for event in events if event[0] == seq)
        chain = sha256(chain + seq.to_bytes(8, "big") + digests).digest()
        assert {event[6] for event in events if event[0] == seq} == {chain}
    async with await psycopg.AsyncConnection.connect(database.superuser) as conn:
        query = "SELECT DISTINCT actor_user_id, actor_via, request_id FROM events WHERE tenant_id = %s"
        assert await (await conn.execute(query, [caller.tenant_id])).fetchall() == [
            (caller.user_id, "api_key", "a-request")
        ]


async def test_an_event_says_what_it_is_about(probe, database):
    caller = await probe.caller()
    async with probe.door.open(caller) as call:
        task, work_order = call.new_id(), call.new_id()
        call.changed(Change("work_order_task.answered", task, about_id=work_order, bears_costs=True))
        call.changed([Change("work_order.changed", work_order)])
    assert [event[2:5] for event in await feed(database, caller.tenant_id)] == [
        ("work_order_task.answered", work_order, True),
        ("work_order.changed", work_order, False),
    ]


async def test_money_in_the_feed_is_seen_only_by_those_who_may(probe):
    caller = await probe.caller()
    async with probe.door.open(caller) as call:
        call.changed(Change("staff_rate.created", call.new_id(), {"rate": "31.50"}, bears_costs=True))
        call.changed(Change("staff.changed", call.new_id(), {"name": "x"}))
    rich = Caller(tenant_id=caller.tenant_id, permissions=frozenset({"costs:read"}))
    for reader, visible in ((caller, ["staff.changed"]), (rich, ["staff_rate.created", "staff.changed"])):
        async with probe.door.open(reader, read_only=True) as call:
            assert [row[0] for row in await call.all(tuple, "SELECT type FROM events ORDER BY seq, ord")] == visible


async def test_no_write_stands_without_its_event(probe, database):
    """A tenant without a row in tenant_feed gets one; a change outside of any tenant is a fault."""
    other = Caller(tenant_id=uuid7(), permissions=frozenset({"*"}))
    async with probe.door.open(other) as call:
        await add(call, "somewhere")
    assert len(await feed(database, other.tenant_id)) == 1
    with pytest.raises(LookupError):
        async with probe.door.open(Caller(via="lobby")) as call:
            call.changed(Change("user.changed", call.new_id()))


async def test_s1_a_poller_never_misses_what_sixteen_writers_do(probe, database):
    """S-1: numbers have no gaps, and once a number is seen, no lower one appears any more."""
    caller = await probe.caller()
    dice = Random(7)
    polled: list[tuple[int, int]] = []
    done = asyncio.Event()

    async def poll():
        async with make_pool(database.app, max_size=1) as pool:
            cursor, last = 0, False
            while not last:
                last = done.is_set()
                query = "SELECT seq, ord FROM events WHERE seq > %s ORDER BY seq, ord"
                async with Door(pool).open(caller, read_only=True) as call:
                    rows = await call.all(tuple, query, [cursor])
                polled.extend(rows)
                cursor = polled[-1][0] if polled else 0
                await asyncio.sleep(0.002)

    async def write(door, writer):
        for number in range(WRITES):
            try:
                async with door.open(caller) as call:
                    for part in range(dice.randint(1, 3)):
                        await add(call, f"{writer}-{number}-{part}")
                        await call.value("SELECT pg_sleep(%s)", [dice.uniform(0, 0.01)])
                    if dice.random() < 0.2:
                        raise AlreadyExists()
            except AlreadyExists:
                continue

    poller = asyncio.create_task(poll())
    async with make_pool(database.app, max_size=WRITERS, timeout=30) as pool:
        await asyncio.gather(*(write(Door(pool), writer) for writer in range(WRITERS)))
    done.set()
    await poller
    stored = [(event[0], event[1]) for event in await feed(database, caller.tenant_id)]
    assert polled == stored
    numbers = sorted({seq for seq, _ in stored})
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) > WRITERS * WRITES / 2
