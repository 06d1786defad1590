"""Waiting has an end (D-3), and what others spoiled is done again where that is safe (D-4)."""

import asyncio
import time

import psycopg
import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import Caller
from fettle.db.door import Patience
from fettle.db.errors import TryAgain
from web.probe import probing
from web.probe_routes import add, attempts


@pytest.fixture
async def hasty(database):
    """A probe that waits for nothing long."""
    patience = Patience(statement_ms=400, lock_ms=300, idle_ms=300)
    async with probing(database.app, patience=patience, pool={"max_size": 2, "timeout": 0.3}) as made:
        yield made


async def two_tags(probe, caller):
    """The ids of two tags."""
    async with probe.door.open(caller) as call:
        return [str(await add(call, name)) for name in ("one", "other")]


def unavailable(answer, code):
    """Whether the answer is a 503 that says when to come back."""
    found = (answer.status_code, answer.json()["type"], int(answer.headers["Retry-After"]) > 0)
    return found == (503, f"/problems/{code}", True)


async def test_d3_an_exhausted_pool_answers_at_once(hasty):
    """D-3: more work than connections; nobody waits for ever, and nobody is asked to wait four times."""
    caller = await hasty.caller()
    client = hasty.client(caller)
    async with hasty.door.open(caller), hasty.door.open(caller):
        began = time.monotonic()
        answers = await asyncio.gather(*(client.get("/v1/seen") for _ in range(5)))
        assert time.monotonic() - began < 1
    assert all(unavailable(answer, "no-connection") for answer in answers)
    assert (await client.get("/v1/seen")).status_code == 200


async def test_d3_a_full_queue_refuses_without_waiting(database):
    """D-3: beyond the longest queue the answer comes at once."""
    async with probing(database.app, pool={"max_size": 1, "timeout": 5, "max_waiting": 1}) as probe:
        caller = await probe.caller()
        client = probe.client(caller)
        async with probe.door.open(caller):
            waiting = asyncio.create_task(client.get("/v1/seen"))
            await asyncio.sleep(0.05)
            began = time.monotonic()
            assert unavailable(await client.get("/v1/seen"), "no-connection")
            assert time.monotonic() - began < 0.5
        assert (await waiting).status_code == 200


async def test_d3_the_servers_connection_limit_is_a_503(fresh_database):
    """D-3: PostgreSQL itself has no connection left."""
    with psycopg.connect(fresh_database.superuser, autocommit=True) as conn:
        conn.execute(f"ALTER DATABASE {fresh_database.name} CONNECTION LIMIT 0")
        async with probing(fresh_database.app, pool={"min_size": 0, "timeout": 0.5}) as probe:
            client = probe.client(caller_of_no_database())
            began = time.monotonic()
            assert unavailable(await client.get("/v1/seen"), "no-connection")
            assert time.monotonic() - began < 2
            conn.execute(f"ALTER DATABASE {fresh_database.name} CONNECTION LIMIT -1")
            assert await until_answered(client) < 10


def caller_of_no_database():
    """Somebody whose tenant nobody has looked up."""
    return Caller(tenant_id=uuid7(), user_id=uuid7(), permissions=frozenset({"*"}))


async def until_answered(client):
    """Seconds until the database is back for this client."""
    began = time.monotonic()
    while (await client.get("/v1/seen")).status_code != 200:
        assert time.monotonic() - began < 30
        await asyncio.sleep(0.1)
    return time.monotonic() - began


async def test_d3_a_slow_statement_is_stopped(hasty):
    """D-3: the statement timeout fires, and nothing is left of what was written before."""
    client = await hasty.member()
    began = time.monotonic()
    assert unavailable(await client.post("/v1/tags", json={"name": "slow", "mood": "slow"}), "took-too-long")
    assert time.monotonic() - began < 2
    assert (await client.get("/v1/seen")).json()["names"] == []


async def test_d3_a_transaction_that_does_nothing_is_ended(hasty):
    """D-3: the idle-in-transaction timeout fires; the connection is replaced."""
    client = await hasty.member()
    answer = await client.post("/v1/tags", json={"name": "idle", "mood": "idle"})
    assert answer.status_code == 503
    assert "Retry-After" in answer.headers
    assert (await client.get("/v1/seen")).json()["names"] == []


async def test_d4_a_lock_that_somebody_keeps_is_a_503(hasty, probe):
    """D-4: the lock timeout fires once, and not four times in a row."""
    caller = await hasty.caller()
    ids = await two_tags(hasty, caller)
    async with probe.door.open(caller) as call:
        await call.keep("UPDATE tags SET version = version + 1")
        await call.value("SELECT 1")
        began = time.monotonic()
        answer = await hasty.client(caller).post("/v1/turns", json={"ids": ids})
        assert unavailable(answer, "locked")
        assert time.monotonic() - began < 1


async def test_d4_of_two_that_deadlock_both_are_done(probe):
    """D-4: the one that PostgreSQL ends is done again, and its Idempotency-Key keeps one answer."""
    caller = await probe.caller()
    ids = await two_tags(probe, caller)
    client = probe.client(caller)

    def take(order, key):
        body = {"ids": order, "pause": 0.1}
        return client.post("/v1/turns", json=body, headers={"Idempotency-Key": key})

    answers = await asyncio.gather(take(ids, "forth"), take(ids[::-1], "back"))
    assert [answer.status_code for answer in answers] == [200, 200]
    again = await take(ids, "forth"), await take(ids[::-1], "back")
    assert [answer.headers["Idempotent-Replay"] for answer in again] == ["true", "true"]
    assert [answer.content for answer in again] == [answer.content for answer in answers]
    async with probe.door.open(caller) as call:
        assert await call.all(tuple, "SELECT version FROM tags") == [(3,), (3,)]
        assert await call.value("SELECT count(*) FROM events WHERE type = 'tag.changed'") == 4


async def test_d4_a_serialization_failure_is_done_again(probe):
    """D-4: what was rolled back left nothing behind, so it happens once."""
    client = await probe.member()
    attempts.pop("again", None)
    answer = await client.post("/v1/tags", json={"name": "again", "mood": "twice"}, headers={"Idempotency-Key": "k"})
    assert (answer.status_code, attempts["again"]) == (201, 3)
    repeated = await client.post("/v1/tags", json={"name": "again", "mood": "twice"}, headers={"Idempotency-Key": "k"})
    assert (repeated.content, attempts["again"]) == (answer.content, 3)
    assert (await client.get("/v1/seen")).json()["names"] == ["again"]


async def test_d4_what_never_succeeds_is_given_up(probe):
    """D-4: after a few attempts the caller hears that it did not happen."""
    client = await probe.member()
    attempts.pop("never", None)
    assert unavailable(await client.post("/v1/tags", json={"name": "never", "mood": "serialization"}), "try-again")
    assert attempts["never"] == 4


async def test_d4_real_serialization_failures_are_recognised(probe):
    """D-4: two writers at REPEATABLE READ."""
    caller = await probe.caller()
    await two_tags(probe, caller)
    with pytest.raises(TryAgain):
        async with probe.door.open(caller, isolation="ISOLATION LEVEL REPEATABLE READ") as call:
            await call.value("SELECT count(*) FROM tags")
            async with probe.door.open(caller) as other:
                await other.keep("UPDATE tags SET colour = 'theirs'")
            await call.value("UPDATE tags SET colour = 'ours' RETURNING 1")
