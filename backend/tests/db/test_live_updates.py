"""Live updates while the database is restarted (D-1)."""

import asyncio

from uuid_utils.compat import uuid7

from fettle.config import Settings
from fettle.db.callers import system
from fettle.db.engine import make_door
from fettle.kit.refusals import Refusal
from fettle.modules.realtime.desk.hub import Hub
from fettle.modules.realtime.records import Wanted
from fettle.modules.tenancy import public as tenancy
from makers.hearing import hearing


async def test_d1_streams_survive_a_restart_of_the_database(own_server, monkeypatch):
    """D-1: streams stay open, nothing is lost or told twice; the log says once that they wait, once that they go on."""
    door = make_door(Settings(database_pool=3), own_server.app)
    hub = Hub(door, most=10, most_each=10)
    tenant_id = uuid7()
    caller = system(tenant_id, via="test")

    async def write(name):
        while True:
            try:
                async with door.open(caller) as call:
                    return await tenancy.ensure_reference(call, "tags", {name: name})
            except Refusal:
                await asyncio.sleep(0.1)

    async def renew():
        return caller

    logs = hearing(monkeypatch, "fettle.modules.realtime.desk.hub.log")
    async with door.pool, hub.running():
        async with door.open(system(tenant_id, via="test", realm="identity")) as call:
            new = tenancy.NewTenant(id=tenant_id, slug=f"t-{tenant_id.hex}", name="T")
            await tenancy.create_tenant(call, new)
        async with hub.listening(caller, Wanted(), renew, last_id=None, lifetime=1e9) as frames:
            told = []

            async def until(count):
                async with asyncio.timeout(60):
                    while sum(frame.count(b"tag.created") for frame in told) < count:
                        told.append(await anext(frames))

            await write("before")
            await until(1)
            await asyncio.to_thread(own_server.embedded.stop, "immediate")
            await asyncio.sleep(0.5)
            await asyncio.to_thread(own_server.embedded.start)
            await write("after")
            await until(2)
            await write("later")
            await until(3)
    assert b"".join(told).count(b"event: change") == 3
    said = [entry["event"] for entry in logs if entry["event"].startswith("live updates")]
    assert said == ["live updates wait for the database", "live updates go on"]
