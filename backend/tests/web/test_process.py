"""The service as a process: killed in the middle, with nowhere to log to (J-9), and with clients that leave."""

import asyncio
import json
import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import psycopg
import pytest
from uuid_utils.compat import uuid7

SERVING = Path(__file__).with_name("serving.py")


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return found.getsockname()[1]


@contextmanager
def serving(database, tenant_id, *, stderr):
    """A process that serves; its address and itself, once it is ready."""
    port = free_port()
    command = [sys.executable, str(SERVING), database.app, str(port), str(tenant_id)]
    env = {**os.environ, "FETTLE_LOG_LEVEL": "info"}
    with open(stderr, "ab") as sink, subprocess.Popen(command, stderr=sink, env=env) as process:
        try:
            base = f"http://127.0.0.1:{port}"
            deadline = time.monotonic() + 60
            while not ready(base):
                assert time.monotonic() < deadline
                assert process.poll() is None
                time.sleep(0.05)
            yield base, process
        finally:
            process.kill()


@pytest.fixture(scope="module")
def served(database, tmp_path_factory):
    """One process for the tests that leave it alive: its address, itself, its tenant and its log."""
    tenant_id, log = uuid7(), tmp_path_factory.mktemp("served") / "log"
    with serving(database, tenant_id, stderr=log) as (base, process):
        yield base, process, tenant_id, log


def seconds_of(process) -> float:
    """Processor time that a process has used: on a busy machine a fairer clock than the one on the wall."""
    fields = Path(f"/proc/{process.pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def ready(base) -> bool:
    """Whether the service says that it is ready."""
    with suppress(httpx.TransportError):
        return httpx.get(f"{base}/health/ready").status_code == 200
    return False


def client(base) -> httpx.AsyncClient:
    """A signed-in client."""
    return httpx.AsyncClient(base_url=base, headers={"Authorization": "Bearer token"}, timeout=20)


def stored(database, tenant_id):
    """The names of the tenant's tags, and of the tags that its events tell of."""
    with psycopg.connect(database.superuser) as conn:
        tags = conn.execute("SELECT name FROM tags WHERE tenant_id = %s", [tenant_id]).fetchall()
        events = conn.execute("SELECT after ->> 'name' FROM events WHERE tenant_id = %s", [tenant_id]).fetchall()
    return {name for (name,) in tags}, {name for (name,) in events}


async def test_j9_nowhere_to_log_and_killed_in_the_middle_of_requests(database, tmp_path):
    """J-9: a full disk for logs stops nothing; after kill -9 what was acknowledged is there and nothing is half there.

    A new process serves within 10 seconds.
    """
    tenant_id, acknowledged = uuid7(), set()

    async def write(base, writer):
        async with client(base) as http:
            for number in range(10_000):
                name = f"{writer}-{number}"
                answer = await http.post("/v1/tags", json={"name": name})
                assert answer.status_code == 201
                acknowledged.add(name)

    with serving(database, tenant_id, stderr="/dev/full") as (base, process):
        async with client(base) as http:
            for number in range(3):
                fault = await http.post("/v1/tags", json={"name": f"f{number}", "mood": "fault"})
                assert (fault.status_code, fault.json()["type"]) == (500, "/problems/internal")
                busy = await http.post("/v1/tags", json={"name": f"b{number}", "mood": "serialization"})
                assert busy.status_code == 503
        writers = [asyncio.create_task(write(base, number)) for number in range(8)]
        while len(acknowledged) < 100:
            await asyncio.sleep(0.01)
        process.kill()
        ended = await asyncio.gather(*writers, return_exceptions=True)
    assert all(isinstance(one, httpx.TransportError) for one in ended)
    with serving(database, tenant_id, stderr=tmp_path / "log") as (base, process):
        assert seconds_of(process) < 10
        tags, events = stored(database, tenant_id)
        assert tags == events
        assert acknowledged <= tags
        assert len(tags - acknowledged) <= 8
        async with client(base) as http:
            assert (await http.post("/v1/tags", json={"name": "after"})).status_code == 201
        process.terminate()
        assert process.wait(10) in (0, -15)


async def test_a_process_logs_lines_of_json(served):
    """Every line says tenant, user, request and operation, and the fault is there with its trace."""
    base, _, tenant_id, log = served
    async with client(base) as http:
        await http.post("/v1/tags", json={"name": "x", "mood": "fault"}, headers={"X-Request-Id": "of-this-test"})
        await http.get("/v1/seen")
    lines = [json.loads(line) for line in log.read_text().splitlines()]
    ours = [line for line in lines if line.get("request") == "of-this-test"]
    assert [line["event"] for line in ours] == ["request failed", "request"]
    for line in ours:
        assert (line["tenant"], line["operation"]) == (str(tenant_id), "createTag")
        assert line["user"].endswith("-000000000001")
    assert "a fault of ours" in ours[0]["exception"]
    assert "Bearer" not in log.read_text()


async def test_a_reader_who_leaves_ends_the_reading(database, served):
    """A million rows for somebody who reads ten: the transaction ends with them, and the memory stays flat."""
    base, process, *_ = served
    async with client(base) as http:
        async with http.stream("GET", "/v1/table") as answer:
            chunks = answer.aiter_bytes()
            assert (await anext(chunks)).startswith(b"number,text\r\n1,'=1\r\n")
        deadline = time.monotonic() + 10
        while reading(database) and time.monotonic() < deadline:
            await asyncio.sleep(0.05)
        assert not reading(database)
        assert (await http.get("/v1/seen")).status_code == 200
    assert peak_of(process) < 400_000


def peak_of(process) -> int:
    """The most memory that a process has held, in kB."""
    lines = Path(f"/proc/{process.pid}/status").read_text().splitlines()
    return int(next(line for line in lines if line.startswith("VmHWM")).split()[1])


def reading(database) -> bool:
    """Whether somebody still reads the long table."""
    query = """
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = %s AND usename = 'fettle_app' AND query LIKE 'FETCH%%' AND state <> 'idle'
    """
    with psycopg.connect(database.superuser) as conn:
        return conn.execute(query, [database.name]).fetchone() != (0,)


@pytest.mark.parametrize("body", [b"", b'{"name": '])
async def test_a_client_that_stops_in_the_middle_of_its_body_holds_no_connection(served, body):
    """Bodies are read before a transaction is opened."""
    base, *_ = served
    head = b"POST /v1/tags HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer token\r\nContent-Length: 100\r\n\r\n"
    host, port = base.removeprefix("http://").split(":")
    slow = [socket.create_connection((host, int(port))) for _ in range(12)]
    for one in slow:
        one.sendall(head + body)
    async with client(base) as http:
        assert (await http.get("/v1/seen")).status_code == 200
    for one in slow:
        one.close()
