"""The door: one transaction, whose commit precedes the answer and which ends with everything or nothing."""

import asyncio

import psycopg
import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.db.errors import LostWork, QueryFailed
from fettle.kit.changes import Change
from fettle.kit.refusals import Conflict, Forbidden, Invalid, NotFound
from web.probe import make_pool, probing
from web.probe_routes import ADD, Seen, Tag, add, seen, tag_of

NEVER_THREE = """
CREATE FUNCTION app.never_three() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF (SELECT count(*) FROM tags) > 2 THEN
        RAISE EXCEPTION 'three tags are too many';
    END IF;
    RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER never_three AFTER INSERT ON tags DEFERRABLE INITIALLY DEFERRED
    FOR EACH ROW EXECUTE FUNCTION app.never_three();
"""


@pytest.fixture
async def caller(probe):
    """Somebody in a tenant of their own."""
    return await probe.caller()


async def names(probe, caller):
    """The names of the tenant's tags, read anew."""
    async with probe.door.open(caller, read_only=True) as call:
        return (await seen(call)).names


async def test_what_was_written_is_there_for_everybody(probe, caller):
    async with probe.door.open(caller) as call:
        tag_id = await add(call, "kept")
        assert (await tag_of(call, tag_id)).name == "kept"
        assert await names(probe, caller) == []
    assert await names(probe, caller) == ["kept"]


async def test_a_failed_commit_answers_an_error(fresh_database):
    """A deferred constraint fails at COMMIT; nobody is told that it was saved."""
    with psycopg.connect(fresh_database.owner) as conn:
        conn.execute(NEVER_THREE)
    async with probing(fresh_database.app) as probe:
        caller = await probe.caller()
        client = probe.client(caller)
        statuses = [(await client.post("/v1/tags", json={"name": str(number)})).status_code for number in range(3)]
        assert statuses == [201, 201, 409]
        keyed = await client.post("/v1/tags", json={"name": "3"}, headers={"Idempotency-Key": "never"})
        assert (keyed.status_code, keyed.json()["detail"]) == (409, "three tags are too many")
        assert await names(probe, caller) == ["0", "1"]
        assert len(await events(fresh_database, caller)) == 2


async def events(database, caller):
    """The tenant's events, as the superuser sees them."""
    async with await psycopg.AsyncConnection.connect(database.superuser) as conn:
        query = "SELECT seq, ord, type, after ->> 'name' FROM events WHERE tenant_id = %s ORDER BY seq, ord"
        return await (await conn.execute(query, [caller.tenant_id])).fetchall()


@pytest.mark.parametrize("error", [RuntimeError("a fault"), Conflict("a refusal"), asyncio.CancelledError()])
async def test_an_exception_after_a_write_undoes_it(probe, database, caller, error):
    with pytest.raises(type(error)):
        async with probe.door.open(caller) as call:
            await add(call, "never")
            await seen(call)
            raise error
    assert await names(probe, caller) == []
    assert await events(database, caller) == []


async def test_a_failed_statement_that_somebody_swallowed_is_not_committed(probe, caller):
    """COMMIT of a failed transaction answers ROLLBACK without an error: the door takes it for what it is."""
    with pytest.raises(LostWork):
        async with probe.door.open(caller) as call:
            await add(call, "lost")
            with pytest.raises(psycopg.errors.DivisionByZero):
                await call.value("SELECT 1 / 0")
    with pytest.raises(LostWork):
        async with probe.door.open(caller) as call:
            await call.keep(ADD, [call.new_id(), "lost", None])
            with pytest.raises(psycopg.errors.DivisionByZero):
                await call.value("SELECT 1 / 0")
    client = probe.client(caller)
    answer = await client.post("/v1/tags", json={"name": "lost", "mood": "swallowed"})
    assert answer.status_code == 500
    assert await names(probe, caller) == []


async def test_t4_without_a_tenant_nothing_is_seen(database, probe):
    """T-4: no rows on a fresh connection and on one that had a tenant before, and no error."""
    filled = await probe.caller()
    async with Door(make_pool(database.app, min_size=1, max_size=1)).pool as pool:
        door = Door(pool)
        for _ in range(2):
            async with door.open(Caller(), read_only=True) as call:
                assert await seen(call) == Seen(names=[], tenant="", costs="off")
                with pytest.raises(Forbidden):
                    _ = call.tenant_id
            async with door.open(filled) as call:
                await add(call, str(uuid7()))
                assert len((await seen(call)).names) > 0


async def test_t4_a_connection_without_any_setting_sees_nothing(database, probe):
    """T-4: the policies themselves, without the door."""
    await names(probe, await probe.caller())
    async with await psycopg.AsyncConnection.connect(database.app) as conn:
        assert await (await conn.execute("SELECT count(*) FROM tags")).fetchone() == (0,)
        await conn.execute("SELECT set_config('app.current_tenant', %s, true)", [str(uuid7())])
        await conn.commit()
        assert await (
            await conn.execute("SELECT count(*), current_setting('app.current_tenant') FROM tags")
        ).fetchone() == (
            0,
            "",
        )


async def test_t13_the_next_call_on_the_connection_starts_clean(database, probe):
    """T-13: an exception after the tenant was set leaves nothing behind, whatever kind it was."""
    caller = await probe.caller()
    async with make_pool(database.app, min_size=1, max_size=1) as pool:
        door = Door(pool)
        for failing in ("SELECT 1 / 0", "SELECT 1"):
            with pytest.raises((Invalid, RuntimeError)):
                async with door.open(caller) as call:
                    await add(call, "never")
                    await call.value(failing)
                    raise RuntimeError
            async with pool.connection() as conn:
                settings = "SELECT current_setting('app.current_tenant', true), current_setting('app.sees_costs', true)"
                assert await (await conn.execute(settings)).fetchone() == ("", "")
            async with door.open(Caller()) as call:
                assert (await seen(call)).tenant == ""
        assert pool.get_stats().get("returns_bad", 0) == 0


async def test_a_reading_call_cannot_write(probe, database, caller):
    with pytest.raises(QueryFailed, match="read-only"):
        async with probe.door.open(caller, read_only=True) as call:
            await add(call, "written by reading")
    assert (await probe.client(caller).get("/v1/naughty")).status_code == 500
    assert await names(probe, caller) == []
    assert await events(database, caller) == []


async def test_permissions_are_asked_by_name(probe, caller):
    async with probe.door.open(caller) as call:
        call.must("probes:write")
        with pytest.raises(Forbidden, match="things:write"):
            call.must("things:write")
        assert (call.user_id, call.permissions) == (caller.user_id, caller.permissions)
    assert system(caller.tenant_id, via="job").may("anything:at-all")


@pytest.mark.parametrize("opened", ["seeing_costs", "identifying"])
async def test_what_was_opened_for_a_moment_is_closed_again(probe, caller, opened):
    """Also when what happened inside was refused and the caller of it went on, and also when opened twice."""
    query = "SELECT current_setting('app.sees_costs') || current_setting('app.realm')"
    wide = {"seeing_costs": "on", "identifying": "offidentity"}[opened]
    async with probe.door.open(caller) as call:
        assert await call.value(query) == "off"
        async with getattr(call, opened)():
            async with getattr(call, opened)():
                assert await call.value(query) == wide
            assert await call.value(query) == wide
        assert await call.value(query) == "off"
        with pytest.raises(NotFound):
            async with getattr(call, opened)():
                raise NotFound()
        assert await call.value(query) == "off"
        assert not call.sees_costs


async def test_a_failed_statement_inside_keeps_its_own_error(probe, caller):
    with pytest.raises(Invalid):
        async with probe.door.open(caller) as call, call.seeing_costs():
            await call.value("SELECT 1 / 0")
    async with probe.door.open(caller) as call:
        assert (await seen(call)).costs == "off"


async def test_a_call_enters_one_tenant_at_most(probe, caller):
    async with probe.door.open(Caller(via="lobby", realm="identity")) as call:
        await call.enter(caller.tenant_id)
        await add(call, "entered")
        with pytest.raises(Forbidden):
            await call.enter(uuid7())
    assert await names(probe, caller) == ["entered"]


async def test_many_rows_are_streamed_in_pieces(probe, caller):
    """A server-side cursor: no more than a batch is ever fetched, and two streams do not meet."""
    async with probe.door.open(caller, read_only=True) as call:
        query = "SELECT g::text AS name, %s::uuid AS id, now() AS created_at FROM generate_series(1, %s) AS g"
        rows = call.stream(Tag, query, [uuid7(), 2500], batch=1000)
        first = await anext(rows)
        assert first.name == "1"
        open_cursors = "SELECT count(*) FROM pg_cursors WHERE name LIKE 'stream%%'"
        assert await call.value(open_cursors) == 1
        beside = [row async for row in call.stream(tuple, "SELECT generate_series(1, 3)", [])]
        assert beside == [(1,), (2,), (3,)]
        assert len([row async for row in rows]) == 2499
        assert await call.value(open_cursors) == 0


async def test_rows_become_what_was_asked_for(probe, caller):
    async with probe.door.open(caller) as call:
        ids = [call.new_id(), call.new_id()]
        changes = [Change("tag.created", one, {}) for one in ids]
        await call.write_many(changes, ADD, [(ids[0], "a", None), (ids[1], "b", None)])
        assert await call.all(dict, "SELECT name FROM tags ORDER BY name") == [{"name": "a"}, {"name": "b"}]
        assert await call.maybe(Tag, "SELECT * FROM tags WHERE false") is None
        assert await call.value("SELECT 1 WHERE false") is None
        with pytest.raises(NotFound):
            await tag_of(call, uuid7())
        moved = "UPDATE tags SET colour = 'red' RETURNING id, name, colour, version, created_at"
        rows = await call.write_returning(Tag, [], moved)
        assert {row.colour for row in rows} == {"red"}
        assert [change.entity_id for change in call.changes] == ids


async def test_a_statement_without_rows_cannot_be_read(probe, caller):
    with pytest.raises(QueryFailed, match="didn't produce records"):
        async with probe.door.open(caller) as call:
            await call.all(Tag, "UPDATE tags SET colour = 'red'")
