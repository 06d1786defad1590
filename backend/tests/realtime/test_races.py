"""Nothing is lost or told twice, however writers and listeners interleave; what is told is what row security allows."""

import asyncio
import random
from uuid import UUID, uuid4

import psycopg
import pytest

from fettle.db import reading
from fettle.db.callers import Caller
from fettle.db.errors import TryAgain
from fettle.modules.realtime.desk import feed
from fettle.modules.realtime.desk.subscribers import viewer_of
from fettle.modules.realtime.rules import sight
from fettle.modules.tenancy import public as tenancy
from realtime.listening import Listener, listen, listening


async def write(tenant, writer, count):
    """Transactions of one to three changes each, some of which are rolled back."""
    for number in range(count):
        names = {f"{writer}-{number}-{part}": "x" for part in range(random.randint(1, 3))}
        try:
            async with tenant.call() as call:
                await tenancy.ensure_reference(call, "tags", names)
                await asyncio.sleep(random.random() / 200)
                if random.random() < 0.2:
                    raise TryAgain()
        except TryAgain:
            continue


async def follow(person, heard, *, end):
    """Listen, drop, and resume at the last id, again and again until the event that `end` names has been told."""
    last_id = "0"
    while not (end.done() and heard and heard[-1][0] == end.result()):
        stream = await listen(person, last_id=last_id).begun()
        said = await stream.until("ready")
        await asyncio.sleep(random.random() / 5)
        # What comes until the reader has gone counts as heard: a browser knows the last id that reached it.
        await stream.leave()
        for one in (*said, *stream.waiting()):
            assert one.name in ("change", "ready")
            heard += [(one.id, one.data["id"])] if one.name == "change" else []
            last_id = one.id


async def events_of(database, tenant):
    """All events of a tenant as (id of the stream, id), in commit order."""
    with psycopg.connect(database.superuser) as conn:
        rows = conn.execute(
            "SELECT seq || '-' || ord, id::text FROM events WHERE tenant_id = %s ORDER BY seq, ord", [tenant.id]
        )
        return rows.fetchall()


async def test_every_event_is_told_once_and_in_order(world, database):
    """S-1 for streams: four writers commit while six listeners connect, drop and resume at random."""
    tenant = await world.tenant()
    admins = [await tenant.person("admin") for _ in range(3)]
    end = asyncio.get_running_loop().create_future()
    heard = [[] for _ in range(6)]
    listeners = [asyncio.create_task(follow(random.choice(admins), each, end=end)) for each in heard]
    await asyncio.gather(*(write(tenant, writer, 25) for writer in range(4)))
    expected = await events_of(database, tenant)
    end.set_result(expected[-1][0])
    async with asyncio.timeout(120):
        await asyncio.gather(*listeners)
    assert len(expected) > 100
    for each in heard:
        assert each == expected


async def test_a_listener_who_never_leaves_hears_the_same(world, database):
    """Live without a gap: everything after `ready`, while many come and go beside it."""
    tenant = await world.tenant()
    admin = await tenant.person("admin")
    async with listening(admin, last_id="0") as steady:
        comers = asyncio.create_task(_come_and_go(admin))
        await asyncio.gather(*(write(tenant, writer, 15) for writer in range(3)))
        expected = await events_of(database, tenant)
        told = []
        while len(told) < len(expected):
            said = await steady.next()
            assert said is not None
            told += [(said.id, said.data["id"])] if said.name == "change" else []
        comers.cancel()
    assert told == expected


async def _come_and_go(person):
    while True:
        stream: Listener = await listen(person).begun()
        await asyncio.sleep(random.random() / 50)
        await stream.leave()


async def test_an_id_from_a_process_that_was_quicker_is_known(world, database):
    """Another process told of what this one reads only a moment later: neither reset nor told again."""
    from realtime.test_stream import hub_of

    tenant = await world.tenant()
    admin = await tenant.person("admin")
    hub = hub_of(world)
    async with listening(admin) as held:
        await held.until("ready")
        channel = hub.channels[tenant.id]
        await admin.post("/tags", {"name": "a"})
        await held.until("change")
        behind = channel.position
        await admin.post("/tags", {"name": "b"})
        [(_, _), (last_id, _)] = (await events_of(database, tenant))[-2:]
        await held.until("change")
        # As it stood for this process before it read the second one.
        channel.position = behind
        async with listening(admin, last_id=last_id) as stream:
            [ready] = await stream.until("ready")
            assert (ready.name, ready.id) == ("ready", last_id)
            await admin.post("/tags", {"name": "c"})
            [said] = await stream.until("change")
            assert said.data["id"] == (await events_of(database, tenant))[-1][1]


@pytest.mark.parametrize("every_site", [True, False])
@pytest.mark.parametrize("sees_costs", [True, False])
async def test_what_memory_allows_is_what_row_security_allows(world, every_site, sees_costs):
    """T-17: site and cost rules are said twice, as policy and in memory: for every event both say the same."""
    tenant = await world.tenant()
    admin = await tenant.person("admin")
    sites = [(await admin.post("/sites", {"name": name})).json()["id"] for name in ("North", "South")]
    member = await tenant.person("supervisor", sites=[UUID(sites[0])])
    for site in (*sites, None):
        body = {"title": "Work", "estimatedCost": "5", **({"siteId": site} if site else {})}
        assert (await admin.post("/work-orders", body)).status_code == 201
    assert (await member.post("/tags", {"name": "own"})).status_code == 201
    permissions = tenancy.BUILT_IN_ROLES[0].permissions | {"costs:read"}
    caller = Caller(
        tenant_id=tenant.id,
        user_id=member.user_id,
        permissions=permissions if sees_costs else permissions - {"costs:read"},
        site_scope=None if every_site else frozenset({UUID(sites[0])}),
        via="test",
    )
    async with tenant.call() as call:
        everything = [feed.happened(event) for event in await reading.events_after(call, 0, 0, limit=500)]
    async with world.door.open(caller, read_only=True) as call:
        allowed = {event.id for event in await reading.events_after(call, 0, 0, limit=500)}
    needed = set().union(*map(set, sight.NEEDED.values())) | {"audit:read"}
    # Every permission but the one in question, so that only sites and costs decide.
    import msgspec

    viewer = msgspec.structs.replace(
        viewer_of(caller), permissions=(needed - {"costs:read"}) | (caller.permissions & {"costs:read"})
    )
    ours = {event.id for event in everything if event.entity not in sight.OWN and sight.may_hear(viewer, event)}
    costs_apart = {event.id for event in everything if event.entity == "staff_rate"}
    assert ours - costs_apart == allowed - costs_apart - {e.id for e in everything if e.entity in sight.OWN}
    assert (len(allowed) == len(everything)) == (every_site and sees_costs)
    assert uuid4() not in allowed
