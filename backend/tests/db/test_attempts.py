"""Attempts: what is refused inside one is undone, and the rest of the call goes on as if it had never been tried."""

import pytest
from uuid_utils.compat import uuid7

from fettle.db.errors import LostWork, TryAgain
from fettle.kit.changes import Change
from fettle.kit.refusals import AlreadyExists, Conflict, Invalid, NotFound
from web.probe_routes import ADD, MOODS, add, seen, tag_of


@pytest.fixture
async def caller(probe):
    """Somebody in a tenant of their own."""
    return await probe.caller()


async def names(probe, caller):
    """The names of the tenant's tags, read anew."""
    async with probe.door.open(caller, read_only=True) as call:
        return (await seen(call)).names


async def refused_add(call, name, refusal):
    """Add a tag in an attempt that is refused in the end."""
    with pytest.raises(type(refusal)):
        async with call.attempt():
            await add(call, name)
            raise refusal


async def test_what_is_refused_leaves_no_row_and_no_change(probe, caller):
    async with probe.door.open(caller) as call:
        kept = [await add(call, "before")]
        await refused_add(call, "never", Conflict("not today"))
        async with call.attempt():
            kept.append(await add(call, "tried"))
        kept.append(await add(call, "after"))
        assert [change.entity_id for change in call.changes] == kept
        assert (await tag_of(call, kept[1])).name == "tried"
    assert sorted(await names(probe, caller)) == ["after", "before", "tried"]


@pytest.mark.parametrize("waits", [True, False])
async def test_the_database_refuses_and_the_call_goes_on(probe, caller, waits):
    """Also when nobody waited for the statement that failed: it is answered before the attempt ends."""
    async with probe.door.open(caller) as call:
        tag_id = await add(call, "first")
        with pytest.raises(AlreadyExists):
            async with call.attempt():
                await add(call, "with it")
                await call.write(Change("tag.created", tag_id), ADD, [tag_id, "again", None])
                if waits:
                    await seen(call)
        assert (await seen(call)).names == ["first"]
        assert len(call.changes) == 1
        await add(call, "second")
    assert sorted(await names(probe, caller)) == ["first", "second"]


async def test_attempts_within_attempts(probe, caller):
    async with probe.door.open(caller) as call:
        async with call.attempt():
            await add(call, "outer")
            await refused_add(call, "inner", NotFound())
            async with call.attempt():
                await add(call, "inner too")
        with pytest.raises(Invalid):
            async with call.attempt():
                async with call.attempt():
                    await add(call, "kept by the inner one")
                await call.value("SELECT 1 / 0")
        assert len(call.changes) == 2
    assert sorted(await names(probe, caller)) == ["inner too", "outer"]


async def test_statements_prepared_meanwhile_are_found_again(probe, caller):
    """The driver prepares what it sends often; what was prepared in vain must not be believed to be there."""
    async with probe.door.open(caller) as call:
        for round_ in range(12):
            with pytest.raises(AlreadyExists):
                async with call.attempt():
                    tag_id = call.new_id()
                    for _ in range(3):
                        await call.write((), ADD, [tag_id, f"twice {round_}", None])
                        await call.keep(f"SELECT {round_}, %s::int", [1])
            async with call.attempt():
                await add(call, f"once {round_}")
            assert await call.value(f"SELECT {round_} + %s::int", [1]) == round_ + 1
    assert len(await names(probe, caller)) == 12


async def test_what_was_opened_for_a_moment_is_closed_with_the_attempt(probe, caller):
    query = "SELECT current_setting('app.sees_costs')"
    async with probe.door.open(caller) as call:
        for failing in ("SELECT 1 / 0", "SELECT 1"):
            with pytest.raises((Invalid, Conflict)):
                async with call.attempt(), call.seeing_costs():
                    await call.value(failing)
                    raise Conflict()
            assert await call.value(query) == "off"
        async with call.seeing_costs():
            assert await call.value(query) == "on"


async def test_what_is_read_together_may_fail_in_an_attempt(probe, caller):
    async def reads(query):
        return await call.value(query)

    async with probe.door.open(caller) as call:
        with pytest.raises(Invalid):
            async with call.attempt():
                await add(call, "never")
                await call.together(reads("SELECT 1"), reads("SELECT 1 / 0"), reads("SELECT 2"))
        assert await call.together(reads("SELECT 1"), reads("SELECT 2")) == [1, 2]
        await add(call, "after")
    assert await names(probe, caller) == ["after"]


async def test_nobody_attempts_while_others_read(probe, caller):
    async def attempts():
        async with call.attempt():
            pass

    async def reads():
        await call.value("SELECT 1")

    async with probe.door.open(caller) as call:
        with pytest.raises(RuntimeError, match="read together"):
            await call.together(attempts(), reads())


async def test_what_is_nobodys_input_ends_the_whole_call(probe, caller):
    """A deadlock is not refused but done again, with everything before it; a fault of ours is not swallowed."""
    with pytest.raises(TryAgain):
        async with probe.door.open(caller) as call:
            await add(call, "before")
            async with call.attempt():
                await call.value(MOODS["serialization"])
    with pytest.raises(RuntimeError):
        async with probe.door.open(caller) as call:
            await add(call, "before")
            async with call.attempt():
                raise RuntimeError("a fault")
    with pytest.raises(LostWork):
        async with probe.door.open(caller) as call:
            await add(call, str(uuid7()))
            with pytest.raises(Exception, match="nowhere"):
                async with call.attempt():
                    await call.value(MOODS["broken"])
    assert await names(probe, caller) == []
