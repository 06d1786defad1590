"""The database is restarted under load (D-1), goes away and comes back: nobody is told what is not so."""

import asyncio
import time

import psycopg

from fettle.config import Settings
from fettle.db.door import Door
from fettle.db.engine import make_door
from web.probe import Probe, make_pool, probing

NOTHING_CHANGED = ("database-away", "no-connection", "try-again", "took-too-long")


class Load:
    """Clients that write one tag after another and remember what they were told."""

    def __init__(self, probe, caller):
        self.probe = probe
        self.caller = caller
        self.told: dict[str, str] = {}
        self.stop = asyncio.Event()

    async def run(self, clients):
        """Write until told to stop."""
        await asyncio.gather(*(self._write(number) for number in range(clients)))

    async def _write(self, number):
        async with self.probe.client(self.caller) as client:
            count = 0
            while not self.stop.is_set():
                count += 1
                name = f"{number}-{count}"
                answer = await client.post("/v1/tags", json={"name": name})
                if answer.status_code == 201:
                    self.told[name] = "saved"
                    continue
                assert answer.status_code == 503, answer.text
                assert int(answer.headers["Retry-After"]) > 0
                assert answer.headers["content-type"].startswith("application/problem+json")
                self.told[name] = answer.json()["type"].removeprefix("/problems/")
                await asyncio.sleep(0.05)

    def saved(self):
        """How many writes were acknowledged."""
        return sum(said == "saved" for said in self.told.values())

    async def until_saved(self, more, within):
        """Wait until so many more are acknowledged."""
        goal, deadline = self.saved() + more, time.monotonic() + within
        while self.saved() < goal:
            assert time.monotonic() < deadline, self.told
            await asyncio.sleep(0.02)

    async def until_refused(self, within):
        """Wait until somebody has been told that it cannot be done now."""
        deadline = time.monotonic() + within
        while all(said == "saved" for said in self.told.values()):
            assert time.monotonic() < deadline
            await asyncio.sleep(0.02)


async def test_d1_an_immediate_restart_under_load(own_server):
    """D-1: acknowledged writes are present, refused ones are not, errors are 503, and the pool recovers by itself."""
    door = make_door(Settings(database_pool=6), own_server.app)
    async with door.pool:
        probe = Probe(door)
        caller = await probe.caller()
        load = Load(probe, caller)
        running = asyncio.create_task(load.run(8))
        await load.until_saved(100, within=20)
        await asyncio.to_thread(own_server.embedded.stop, "immediate")
        await load.until_refused(within=20)
        await asyncio.to_thread(own_server.embedded.start)
        began = time.monotonic()
        await load.until_saved(100, within=30)
        assert time.monotonic() - began < 30
        load.stop.set()
        await running
    assert {said for said in load.told.values() if said != "saved"}
    here = [caller.tenant_id]
    with psycopg.connect(own_server.inside) as conn:
        present = {name for (name,) in conn.execute("SELECT name FROM tags WHERE tenant_id = %s", here)}
        events = {name for (name,) in conn.execute("SELECT after ->> 'name' FROM events WHERE tenant_id = %s", here)}
    assert present == events
    assert {name for name, said in load.told.items() if said == "saved"} <= present
    assert present.isdisjoint(name for name, said in load.told.items() if said in NOTHING_CHANGED)


async def test_health_says_when_the_database_is_away_and_back(own_server):
    """Not ready, with the reason, while it is away; ready again without a restart of ours; alive all the time."""
    async with probing(own_server.app, pool={"max_size": 2, "timeout": 1, "reconnect_timeout": 10}) as probe:
        client = probe.client()
        assert (await client.get("/health/ready")).json() == {"status": "ok", "reasons": []}
        await asyncio.to_thread(own_server.embedded.stop)
        away = await client.get("/health/ready")
        for _ in range(2):
            away = await client.get("/health/ready")
            assert away.status_code == 503
        assert away.json()["reasons"][0].startswith("the database does not answer")
        assert (await client.get("/health/live")).status_code == 200
        assert (await client.get("/v1/lobby")).status_code == 503
        await asyncio.to_thread(own_server.embedded.start)
        began = time.monotonic()
        while (await client.get("/health/ready")).status_code != 200:
            assert time.monotonic() - began < 30
            await asyncio.sleep(0.1)
        probe.litestar.state.revision = "another"
        stale = await client.get("/health/ready")
        assert (stale.status_code, "needs another" in stale.json()["reasons"][0]) == (503, True)


async def test_a_service_that_starts_before_its_database_waits_for_it(own_server):
    """The pool opens without a database, answers 503, and works once the server is there."""
    await asyncio.to_thread(own_server.embedded.stop)
    async with make_pool(own_server.app, timeout=0.5, reconnect_timeout=10) as pool:
        probe = Probe(Door(pool))
        client = probe.client()
        assert (await client.get("/v1/lobby")).status_code == 503
        await asyncio.to_thread(own_server.embedded.start)
        began = time.monotonic()
        while (await client.get("/v1/lobby")).status_code != 200:
            assert time.monotonic() - began < 30
            await asyncio.sleep(0.1)
