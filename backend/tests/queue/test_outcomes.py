"""What becomes of a job: done, tried again, given up; and what is said of it."""

import asyncio
from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest

from fettle.kit.refusals import Invalid
from fettle.queue import GiveUp, TryLater, enqueue, job, performing
from fettle.queue.tickets import WrongArguments, arguments

EVENTS = "SELECT type, entity_id, after FROM events WHERE tenant_id = %s AND entity = 'job' ORDER BY seq, ord"


@pytest.fixture
def hasty(monkeypatch):
    """Hardly any wait between attempts."""
    monkeypatch.setattr(performing, "FIRST_WAIT", 0.01)
    monkeypatch.setattr(performing, "LONGEST_WAIT", 0.05)


async def test_j3_what_fails_each_time_becomes_a_dead_letter_that_is_told(house, hasty):
    """J-3: ten attempts with growing waits, then a dead letter and an event in the tenant's feed; nothing secret."""
    tenant = await house.tenant()
    tried = []

    @job("probe.broken", attempts=10)
    async def broken(call) -> None:
        tried.append(call.now)
        await call.value("SELECT 'hunter2'::uuid")

    async with house.worker([broken]):
        await house.enqueue(tenant, "probe.broken")
        await house.until(lambda: [one["state"] for one in house.jobs()] == ["failed"])
    (dead,) = house.jobs()
    assert (len(tried), dead["attempts"]) == (10, 10)
    (event,) = house.peek(EVENTS, tenant)
    assert (event["type"], event["entity_id"]) == ("job.failed", dead["uid"])
    assert event["after"]["name"] == "probe.broken"
    assert event["after"]["attempts"] == 10
    assert "hunter2" not in str(event) + str(dead)


def test_j3_waits_double_and_never_agree():
    """J-3: about 2, 4, 8 … seconds up to an hour, spread so that those who failed together come back apart."""
    waits = [performing._wait(n).total_seconds() for n in range(1, 20)]
    for number, wait in enumerate(waits):
        expected = min(2.0 ** (number + 1), 3600)
        assert 0.75 * expected <= wait <= 1.25 * expected
    assert len({performing._wait(3) for _ in range(20)}) > 15


async def test_j4_a_poison_job_stops_nobody(house, hasty):
    """J-4: jobs that fail, hang and are given up leave all others alone, even with fewer slots than poison."""
    tenant = await house.tenant()
    done = []

    @job("probe.poison", attempts=3)
    async def poison(call) -> None:
        raise RuntimeError

    @job("probe.hanging", attempts=1, seconds=0.3)
    async def hanging(work) -> None:
        await asyncio.sleep(60)

    @job("probe.good")
    async def good(call, *, number: int) -> None:
        done.append(number)

    async with house.call(tenant) as call:
        for number in range(12):
            await enqueue(call, "probe.poison")
            await enqueue(call, "probe.hanging")
            await enqueue(call, "probe.good", number=number)
    async with house.worker([poison, hanging, good]):
        await house.until(lambda: len(done) == 12)
        await house.until(lambda: {one["state"] for one in house.jobs()} == {"failed"})
    said = {one["task_name"]: one["failure"] for one in house.jobs()}
    assert said == {"probe.poison": "RuntimeError", "probe.hanging": "TimeoutError: It took too long."}


async def test_giving_up_and_trying_later(house):
    """A job decides itself when another attempt makes sense, and says why in words that may be shown."""
    tenant = await house.tenant()
    tried = []

    @job("probe.later", attempts=3)
    async def later(work) -> None:
        tried.append((work.attempt, work.last))
        if len(tried) < 3:
            raise TryLater("The other side is away.", timedelta(milliseconds=20))

    @job("probe.never")
    async def never(call) -> None:
        raise GiveUp("The address does not exist.")

    @job("probe.refused", attempts=1)
    async def refused(call) -> None:
        raise Invalid("The hour is not known.")

    async with house.worker([later, never, refused]):
        for name in ("probe.later", "probe.never", "probe.refused"):
            await house.enqueue(tenant, name)
        await house.until(lambda: len(tried) == 3 and len(house.jobs()) == 2)
        await house.until(lambda: {one["state"] for one in house.jobs()} == {"failed"})
    assert tried == [(1, False), (2, False), (3, True)]
    assert {one["task_name"]: one["failure"] for one in house.jobs()} == {
        "probe.never": "The address does not exist.",
        "probe.refused": "Invalid: The hour is not known.",
    }


async def test_t19_arguments_never_change_the_tenant(house):
    """T-19: a job whose arguments name another tenant runs as the tenant of its row, or not at all."""
    mine, theirs = await house.tenant(), await house.tenant()
    seen = []

    @job("probe.who")
    async def who(call, *, tenant: UUID) -> None:
        seen.append((call.tenant_id, tenant, await call.value("SELECT app.tenant_id()")))

    await house.enqueue(mine, "probe.who", tenant=mine)
    await house.enqueue(mine, "probe.who", tenant=mine, once="extra")
    house.peek("UPDATE queue.procrastinate_jobs SET args = jsonb_build_object('tenant', %s::text)", str(theirs))
    house.peek(
        'UPDATE queue.procrastinate_jobs SET args = args || \'{"call": "x", "caller": 1}\' '
        "WHERE queueing_lock IS NOT NULL"
    )
    async with house.worker([who]):
        await house.until(lambda: seen)
        await house.until(lambda: [bool(one["failure"]) for one in house.jobs()] == [True])
    assert seen == [(mine, theirs, mine)]
    assert "unknown: call, caller" in house.jobs()[0]["failure"]


async def test_j7_old_and_new_versions_share_a_queue(house):
    """J-7: a job or an argument that only the new version knows waits for it; what both know anybody runs."""
    tenant = await house.tenant()
    seen = []

    @job("probe.shared")
    async def old(call, *, word: str) -> None:
        seen.append(("old", word))

    @job("probe.shared")
    async def new(call, *, word: str, loud: bool = False) -> None:
        seen.append(("new", word, loud))

    @job("probe.new")
    async def only_new(call) -> None:
        seen.append("only new")

    await house.enqueue(tenant, "probe.new")
    await house.enqueue(tenant, "probe.shared", word="a", loud=True)
    await house.enqueue(tenant, "probe.shared", word="b")
    async with house.worker([old]):
        await house.until(lambda: ("old", "b") in seen)
        await house.until(lambda: any("unknown: loud" in (one["failure"] or "") for one in house.jobs()))
    assert [(one["task_name"], one["state"], one["attempts"]) for one in house.jobs()] == [
        ("probe.new", "todo", 0),
        ("probe.shared", "todo", 0),
    ]
    house.peek("UPDATE queue.procrastinate_jobs SET scheduled_at = now() WHERE scheduled_at IS NOT NULL")
    async with house.worker([new, only_new]):
        await house.until(lambda: not house.jobs())
    assert seen[1:] in ([("new", "a", True), "only new"], ["only new", ("new", "a", True)])


def test_arguments_are_what_the_function_says():
    """What was JSON in between comes back as what was enqueued, and nothing else comes in."""

    @job("probe.typed")
    async def typed(call, *, who: UUID, much: Decimal, many: list[int], word: str = "x") -> None:
        """Takes all kinds."""

    who = UUID(int=5)
    found = arguments(typed, {"who": str(who), "much": "1.50", "many": [1]})
    assert found == {"who": who, "much": Decimal("1.50"), "many": [1]}
    for wrong in ({"who": str(who)}, {"who": "x", "much": "1", "many": []}, {**found, "who": str(who), "more": 1}):
        with pytest.raises(WrongArguments):
            arguments(typed, wrong)


async def test_a_tenant_that_rests_is_not_worked_for_and_one_that_is_gone_is_forgotten(house):
    tenants = [await house.tenant() for _ in range(4)]
    seen = []

    @job("probe.note")
    async def note(call) -> None:
        seen.append(call.tenant_id)

    for tenant, column in zip(tenants[1:], ("suspended_at", "deletion_requested_at", "deleted_at"), strict=True):
        house.peek(f"UPDATE tenants SET {column} = now() WHERE id = %s", tenant)
    for tenant in tenants:
        await house.enqueue(tenant, "probe.note")
    async with house.worker([note]):
        await house.until(lambda: len(house.jobs()) == 2 and all(one["scheduled_at"] for one in house.jobs()))
    assert seen == [tenants[0]]
    assert [(one["tenant_id"], one["attempts"]) for one in house.jobs()] == [(tenants[1], 0), (tenants[2], 0)]
