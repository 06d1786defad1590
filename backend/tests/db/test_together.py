"""Reading together: one round trip for what is asked side by side, and nobody sees with another's eyes."""

import asyncio

import pytest

from fettle.kit.refusals import Conflict, Invalid, NotFound


@pytest.fixture
async def call(probe):
    """A call of somebody in a tenant of their own."""
    async with probe.door.open(await probe.caller()) as opened:
        yield opened


@pytest.fixture
def trips(call, monkeypatch):
    """How often the call has waited for the database, as a list that grows."""
    waits = []
    sync = call._pipeline.sync

    async def counted():
        waits.append(1)
        await sync()

    monkeypatch.setattr(call._pipeline, "sync", counted)
    return waits


async def doubled(call, number, *, times=1):
    for _ in range(times):
        number = await call.value("SELECT %s::int * 2", [number])
    return number


async def test_what_is_asked_at_the_same_depth_is_one_trip(call, trips):
    assert await call.together(*(doubled(call, number) for number in range(20))) == [n * 2 for n in range(20)]
    assert len(trips) == 1


async def test_as_many_trips_as_the_deepest_reader_takes(call, trips):
    readers = [doubled(call, 1, times=3), doubled(call, 1), doubled(call, 5, times=2), nothing()]
    assert await call.together(*readers) == [8, 2, 20, None]
    assert len(trips) == 3
    assert await doubled(call, 4) == 8


async def nothing():
    """A reader that turns out to need nothing."""


async def test_readers_may_read_together_themselves(call, trips):
    async def nested(number):
        return await call.together(doubled(call, number), doubled(call, number + 1))

    assert await call.together(nested(1), doubled(call, 7), nested(10)) == [[2, 4], 14, [20, 22]]
    assert len(trips) == 1


async def test_the_first_refusal_in_the_order_given_is_raised_when_all_have_ended(call):
    ended = []

    async def refusing(refusal, *, times):
        await doubled(call, 1, times=times)
        ended.append(refusal)
        raise refusal

    with pytest.raises(NotFound):
        await call.together(refusing(NotFound(), times=3), refusing(Conflict("other"), times=1), doubled(call, 1))
    assert len(ended) == 2
    assert await doubled(call, 2) == 4


async def test_what_one_reader_may_see_is_not_for_the_others(call, trips):
    """A-13: costs are open for the statements of who asked for them, however the tasks take turns."""

    async def seen(*, times):
        found = []
        for _ in range(times):
            found.append(await call.value("SELECT current_setting('app.sees_costs')"))
            await asyncio.sleep(0)
        return found

    async def seeing(times):
        async with call.seeing_costs():
            return await seen(times=times)

    for _ in range(20):
        one, two, three, four = await call.together(seen(times=4), seeing(2), seen(times=1), seeing(1))
        assert (set(one), set(two), set(three), set(four)) == ({"off"}, {"on"}, {"off"}, {"on"})
    assert await seen(times=1) == ["off"]


async def test_readers_write_nothing(call):
    async def writing():
        await call.keep("SELECT 1")

    with pytest.raises(RuntimeError, match="write nothing"):
        await call.together(writing(), doubled(call, 1))


async def test_a_failing_statement_fails_everybody_and_the_next_call_works(probe):
    caller = await probe.caller()
    with pytest.raises(Invalid, match="division by zero"):
        async with probe.door.open(caller) as call:
            await call.together(call.value("SELECT 1/0"), doubled(call, 1, times=2))
    async with probe.door.open(caller) as call:
        assert await doubled(call, 3) == 6


async def test_somebody_who_goes_away_meanwhile_leaves_nothing_behind(probe):
    caller = await probe.caller()

    async def slow():
        async with probe.door.open(caller) as call:
            await call.together(call.value("SELECT pg_sleep(30)"), doubled(call, 1, times=2))

    task = asyncio.create_task(slow())
    await asyncio.sleep(0.2)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    async with probe.door.open(caller) as call:
        assert await doubled(call, 3) == 6
