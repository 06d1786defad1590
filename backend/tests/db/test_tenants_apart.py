"""Tenants stay apart through a shared pool: when requests are cancelled (T-12) and through PgBouncer (T-11)."""

import ast
import asyncio
import re
import subprocess
import time
from pathlib import Path
from random import Random

import psycopg
import pytest
from psycopg.conninfo import make_conninfo

import fettle
from fettle.config import Settings
from fettle.db.door import Door
from fettle.db.embedded import SUPERUSER
from fettle.db.engine import make_door
from fettle.db.programs import account_for
from web.probe import Probe, probing
from web.probe_routes import add

TENANTS, REQUESTS, CANCELLED = 20, 2000, 0.3


async def furnished(probe, tenants):
    """Callers, each in a tenant of their own that holds one tag named after it."""
    callers = [await probe.caller() for _ in range(tenants)]
    for caller in callers:
        async with probe.door.open(caller) as call:
            await add(call, str(caller.tenant_id))
    return callers


async def test_t12_two_thousand_requests_of_which_a_third_is_cancelled(database):
    """T-12: every answer carries only its own tenant's marker, and no connection stays in a transaction."""
    dice = Random(12)
    async with probing(database.app, pool={"max_size": 8, "timeout": 120}) as probe:
        callers = await furnished(probe, TENANTS)
        clients = [probe.client(caller) for caller in callers]

        async def ask(number):
            tenant_id = str(callers[number % TENANTS].tenant_id)
            client = clients[number % TENANTS]
            await asyncio.sleep(dice.uniform(0, 3))
            match number % 3:
                case 0:
                    answer = await client.get("/v1/seen")
                    assert answer.json()["tenant"] == tenant_id
                    names = answer.json()["names"]
                case 1:
                    names = [tag["name"] for tag in (await client.get("/v1/tags")).json()["data"]]
                case _:
                    answer = await client.post("/v1/tags", json={"name": f"{tenant_id} {number}"})
                    names = [answer.json()["name"]]
            assert all(name.startswith(tenant_id) for name in names)
            assert names
            return True

        tasks = [asyncio.create_task(ask(number)) for number in range(REQUESTS)]
        for task in dice.sample(tasks, int(REQUESTS * CANCELLED)):
            asyncio.get_running_loop().call_later(dice.uniform(0.5, 5), task.cancel)
        results = await asyncio.gather(*tasks, return_exceptions=True)
        assert [one for one in results if one is not True and not isinstance(one, asyncio.CancelledError)] == []
        assert sum(one is True for one in results) >= REQUESTS * (1 - CANCELLED)
        assert sum(isinstance(one, asyncio.CancelledError) for one in results) > REQUESTS / 100
        with psycopg.connect(database.superuser) as conn:
            query = "SELECT state FROM pg_stat_activity WHERE datname = %s AND usename = 'fettle_app' AND state LIKE %s"
            assert conn.execute(query, [database.name, "%in transaction%"]).fetchall() == []
        for caller in callers:
            async with probe.door.open(caller, read_only=True) as call:
                tags = await call.value("SELECT count(*) FROM tags")
                assert tags == await call.value("SELECT count(*) FROM events")


@pytest.mark.parametrize("delay", [0, 0.001, 0.002, 0.005, 0.01, 0.02])
async def test_t12_a_call_cancelled_at_any_point_frees_its_connection(database, delay):
    """T-12: one connection only; whatever the next call finds, it is not the former one's transaction."""
    async with probing(database.app, pool={"max_size": 1, "timeout": 5}) as probe:
        caller, stranger = await furnished(probe, 2)
        body = {"name": "cancelled", "mood": "slow"}
        task = asyncio.create_task(probe.client(caller).post("/v1/tags", json=body))
        await asyncio.sleep(delay)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        began = time.monotonic()
        assert (await probe.client(stranger).get("/v1/seen")).json()["names"] == [str(stranger.tenant_id)]
        assert time.monotonic() - began < 2
        assert (await probe.client(caller).get("/v1/seen")).json()["names"] == [str(caller.tenant_id)]


INI = """
[databases]
fettle = host={host} port={port} dbname={dbname} user={user}
[pgbouncer]
listen_addr =
unix_socket_dir = {folder}
listen_port = 6432
auth_type = any
pool_mode = transaction
default_pool_size = 1
max_client_conn = 100
"""


@pytest.fixture
def bouncer(database, folder):
    """A PgBouncer in transaction mode with one connection to the server; its conninfo."""
    target = psycopg.conninfo.conninfo_to_dict(database.app)
    (folder / "bouncer.ini").write_text(INI.format(**target, folder=folder))
    folder.chmod(0o777)
    # Only the account that the server runs as may enter the folder of its socket.
    with psycopg.connect(make_conninfo(database.superuser, user=SUPERUSER)) as conn:
        cluster = Path(conn.execute("SHOW data_directory").fetchone()[0])
    account = account_for(cluster)
    program = ["/usr/sbin/pgbouncer", "-q", str(folder / "bouncer.ini")]
    running = subprocess.Popen(program, user=account.uid, group=account.gid, stderr=subprocess.DEVNULL)
    conninfo = f"host={folder} port=6432 dbname=fettle user=anybody"
    deadline = time.monotonic() + 10
    while not (folder / ".s.PGSQL.6432").exists():
        assert time.monotonic() < deadline, running.poll()
        time.sleep(0.02)
    yield conninfo
    running.terminate()
    running.wait(10)


def left_behind(conninfo):
    """The rows and the tenant that a plain connection finds."""
    with psycopg.connect(conninfo, prepare_threshold=None) as bare:
        return bare.execute("SELECT count(*), current_setting('app.current_tenant', true) FROM tags").fetchone()


async def test_t11_through_pgbouncer_nobody_sees_the_one_before(bouncer):
    """T-11: transaction mode, one server connection: A's request, then one of nobody and one of B."""
    async with make_door(Settings(database_pool=6, database_prepare=False), bouncer).pool as pool:
        probe = Probe(Door(pool))
        first, second = await furnished(probe, 2)
        a, b, nobody = probe.client(first), probe.client(second), probe.client()
        for _ in range(3):
            assert (await a.get("/v1/seen")).json()["names"] == [str(first.tenant_id)]
            assert (await nobody.get("/v1/lobby")).json() == {"names": [], "tenant": "", "costs": "off"}
            assert (await nobody.get("/v1/seen")).status_code == 401
            assert (await b.get("/v1/seen")).json()["names"] == [str(second.tenant_id)]
            assert (await a.post("/v1/tags", json={"name": "x", "mood": "fault"})).status_code == 500
            # In a thread: there is one server connection, and whoever has it must be able to give it back.
            assert await asyncio.to_thread(left_behind, bouncer) == (0, "")

        async def ask(number):
            client, caller = ((a, first), (b, second))[number % 2]
            answer = await client.get("/v1/tags")
            return answer.status_code == 200 and [t["name"] for t in answer.json()["data"]] == [str(caller.tenant_id)]

        assert all(await asyncio.gather(*(ask(number) for number in range(200))))


def text_in(source: Path) -> list[str]:
    """Every string in a Python file."""
    tree = ast.parse(source.read_text())
    return [node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)]


STICKY = re.compile(
    r"^\s*SET\s+(?!LOCAL\b|TRANSACTION\b|CONSTRAINTS\b)|;\s*SET\s+(?!LOCAL\b)|^\s*(RESET|DISCARD)\s+\w|\bLISTEN\s+\w"
    r"|\bCREATE\s+(LOCAL\s+|GLOBAL\s+)?TEMP|set_config\([^)]*,\s*false\s*\)|\bpg_(try_)?advisory_lock|\bWITH\s+HOLD\b"
    r"|^\s*PREPARE\s+(?!TRANSACTION)"
)


def test_t11_nothing_of_ours_outlives_its_transaction():
    """T-11: no session-level SET, temporary table, LISTEN or session advisory lock anywhere in the product.

    But for the turn of the migrations, on the owner's connection that is made for it and closed after it.
    """
    sources = sorted(Path(fettle.__file__).parent.rglob("*.py"))
    assert len(sources) > 50
    found = [(path.name, text[:80]) for path in sources for text in text_in(path) if STICKY.search(text)]
    assert found == [("engine.py", "SELECT pg_try_advisory_lock(%s)")]
    for sticky in (
        "SET search_path = x",
        "SELECT pg_advisory_lock(1)",
        "SELECT set_config('a', 'b', false)",
        "LISTEN x",
    ):
        assert STICKY.search(sticky)
