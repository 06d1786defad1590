"""Phones that run the unmodified client: what somebody does on them arrives once, and all hold the same in the end."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from makers.world import World
from sync.crew import Crew, make_crew
from sync.phoning import Phones, cut, lost
from work_orders.steps import ok

DAY_MS = 86_400_000
EVENTS = "SELECT count(*) FROM events WHERE tenant_id = %s AND entity_id = %s"
READINGS = "SELECT count(*), sum(value) FROM meter_readings WHERE tenant_id = %s AND meter_id = %s"


async def test_a_first_pull_brings_what_one_works_with(crew: Crew) -> None:
    work = await crew.work(tasks=[{"title": "Open it"}], assetIds=[crew.pump])
    await crew.work("Not Ann's", to="ben")
    phone = await crew.phone()
    held = await phone.get("work_orders", work["id"])
    assert held is not None
    assert (held["title"], held["status"], held["assignee_id"]) == ("Mend the pump", "approved", crew.staff["ann"])
    assert list(await phone.all("work_orders")) == [work["id"]]
    assert [task["title"] for task in (await phone.all("work_order_tasks")).values()] == ["Open it"]
    assert list(await phone.all("work_order_assets")) == [f"{work['id']}.{crew.pump}"]
    assert [each["name"] for each in (await phone.all("assets")).values()] == ["Pump"]
    assert list(await phone.all("meters")) == [crew.meter]
    await crew.equal()


async def found_outside(crew: Crew, phone: Any) -> tuple[str, list[str]]:
    """Ann finds something to do and writes it down, without a connection: the work order and its tasks."""
    work = await phone.create(
        "work_orders",
        title="Fence is down",
        description="By the gate\nñ – 漢 🚧",
        status="new",
        priority="high",
        kind="corrective",
        site_id=crew.site,
        reported_at={"now": 0},
        latitude=42.5,
        longitude=-71.25,
    )
    task = {"work_order_id": work, "required": True, "status": "open"}
    tasks = [
        await phone.create("work_order_tasks", title=title, position=n, **task)
        for n, title in enumerate(("Dig", "Mend"), 1)
    ]
    return work, tasks


async def test_a_day_without_a_connection_arrives_whole(crew: Crew) -> None:
    """Work, tasks, hours, a comment and a reading, written down offline: the office has them under the same ids."""
    work = await crew.work(tasks=[{"title": "Open it"}])
    phone, other = await crew.phone(), await crew.phone(crew.boss)
    [task] = (await phone.all("work_order_tasks")).values()
    found, _ = await found_outside(crew, phone)
    await phone.update("work_orders", work["id"], status="in_progress", started_at={"now": -3_600_000})
    await phone.update("work_order_tasks", task["id"], status="done", result="rusty")
    entry, line = await crew.log(phone, work["id"], 2.25, note="wet")
    comment = await phone.create("comments", work_order_id=work["id"], body="Needs a seal", public=False)
    reading = await phone.create("meter_readings", meter_id=crew.meter, read_at={"now": -60_000}, value=17.5)
    await phone.update("work_orders", work["id"], status="complete", completed_at={"now": -60_000})
    assert await phone.unsent()
    await phone.settle()
    shown = await crew.held(found)
    assert (shown["title"], shown["status"], shown["priority"]) == ("Fence is down", "new", "high")
    assert shown["description"] == "By the gate\nñ – 漢 🚧"
    assert [each["title"] for each in shown["tasks"]] == ["Dig", "Mend"]
    assert shown["createdBy"] == str(crew.ann.user_id)
    number = (await phone.get("work_orders", found) or {})["number"]
    assert number == shown["number"] > 0
    done = await crew.held(work["id"])
    assert done["status"] == "complete"
    assert datetime.fromisoformat(done["startedAt"]) < datetime.now(UTC) - timedelta(minutes=50)
    assert [(each["status"], each["result"]) for each in done["tasks"]] == [("done", "rusty")]
    [logged] = await crew.logged(work["id"])
    assert (logged["id"], logged["note"], logged["lines"][0]["id"]) == (entry, "wet", line)
    assert Decimal(logged["lines"][0]["quantity"]) == Decimal("2.25")
    assert await phone.conflicts() == []
    await other.settle()
    said = (await ok(crew.boss.get(f"/work-orders/{work['id']}/comments")))["data"]
    assert [each["id"] for each in said] == [comment]
    assert {reading} == set(await other.all("meter_readings"))
    await crew.equal()


@pytest.mark.parametrize("fault", [lost("push"), cut("push", "down", 0), cut("push", "down", 60)])
async def test_s2_a_lost_answer_doubles_nothing(crew: Crew, fault: dict[str, Any]) -> None:
    """S-2: what arrived is there once, although the phone has to send it again, with what was added meanwhile."""
    work = await crew.work()
    phone = await crew.phone()
    found, tasks = await found_outside(crew, phone)
    await crew.log(phone, work["id"])
    reading = await phone.create("meter_readings", meter_id=crew.meter, read_at={"now": 0}, value=5)
    await phone.fails(fault)
    assert await phone.unsent()
    before = {id: crew.counted(EVENTS, id) for id in (found, *tasks, work["id"], reading)}
    assert before[found] >= 1
    await crew.log(phone, work["id"], 0.5)
    await phone.settle()
    assert {id: crew.counted(EVENTS, id) for id in before} == before
    assert await crew.hours(work["id"]) == 2
    assert len((await crew.held(found))["tasks"]) == 2
    assert crew.counted(READINGS, crew.meter) == 1
    assert await phone.conflicts() == []
    await crew.equal()


async def test_s2_what_is_sent_several_times_at_once_is_taken_once(crew: Crew) -> None:
    """S-2: three times in parallel, then twice, of which the answers are lost."""
    work = await crew.work(tasks=[{"title": "Open it"}])
    phone = await crew.phone()
    [task] = await phone.all("work_order_tasks")
    found, _ = await found_outside(crew, phone)
    for hours in (1, 0.25, 0.5):
        await crew.log(phone, work["id"], hours)
    await phone.update("work_orders", work["id"], status="in_progress")
    await phone.update("work_order_tasks", task, status="done")
    await phone.create("comments", work_order_id=work["id"], body="Once", public=False)
    await phone.sync({"on": "push", "times": 3})
    await phone.update("work_orders", work["id"], status="complete")
    await crew.log(phone, work["id"], 0.25)
    await phone.fails({"on": "push", "times": 2, "lose": True})
    await phone.settle()
    assert await crew.hours(work["id"]) == 2
    assert len(await crew.logged(work["id"])) == 4
    assert len((await ok(crew.boss.get(f"/work-orders/{work['id']}/comments")))["data"]) == 1
    history = (await ok(crew.boss.get(f"/work-orders/{work['id']}/history", limit=100)))["data"]
    told = [event["type"] for event in history]
    assert told.count("work_order.started") == told.count("work_order.completed") == 1
    assert len((await crew.held(found))["tasks"]) == 2
    assert await phone.conflicts() == []
    await crew.equal()


async def test_s4_what_two_phones_write_down_is_all_there(crew: Crew) -> None:
    """S-4: hours and readings of two people on the same work and meter, at the same time: both, to the cent."""
    work = await crew.work(to=None, assetIds=[crew.pump])
    ann, ben = await crew.phone(crew.ann), await crew.phone(crew.ben)
    for hours, value in ((0.1, 10), (0.2, 20), (0.7, 30)):
        await crew.log(ann, work["id"], hours)
        await crew.log(ben, work["id"], hours, staff="ben")
        await ann.create("meter_readings", meter_id=crew.meter, read_at={"now": value * 10}, value=value)
        await ben.create("meter_readings", meter_id=crew.meter, read_at={"now": value * 10 + 5}, value=value + 1)
        await ann.settle()
        await ben.settle()
    assert await crew.hours(work["id"]) == 2
    assert len(await crew.logged(work["id"])) == 6
    assert crew.counted(READINGS.replace("count(*), ", ""), crew.meter) == 123
    assert await ann.conflicts() == await ben.conflicts() == []
    await crew.equal()


@pytest.mark.parametrize("days", [3, -3 * 365])
async def test_s5_a_wrong_clock_decides_nothing(crew: Crew, days: int) -> None:
    """S-5: who sends last has the last word, whatever their clock says; a time that cannot be is kept as it was."""
    work = await crew.work()
    wrong = await crew.phone(crew.boss, clock_ms=days * DAY_MS)
    right = await crew.phone(crew.boss)
    technician = await crew.phone(crew.ann, clock_ms=days * DAY_MS)
    await wrong.update("work_orders", work["id"], title="By a wrong clock")
    await right.update("work_orders", work["id"], title="By a right clock")
    await wrong.settle()
    await right.settle()
    assert (await crew.held(work["id"]))["title"] == "By a right clock"
    await wrong.update("work_orders", work["id"], title="Again by a wrong clock")
    await wrong.settle()
    assert (await crew.held(work["id"]))["title"] == "Again by a wrong clock"
    await technician.update("work_orders", work["id"], status="in_progress", started_at={"now": 0})
    await crew.log(technician, work["id"])
    await technician.settle()
    shown = await crew.held(work["id"])
    stated = datetime.now(UTC) + timedelta(days=days)
    started = datetime.fromisoformat(shown["startedAt"])
    kept = [each for each in await technician.conflicts() if each["reason"] == "clock"]
    if days > 0:
        assert started < datetime.now(UTC) + timedelta(minutes=6)
        assert {each["field"] for each in kept} >= {"started_at"}
    else:
        assert abs(started - stated) < timedelta(minutes=1)
        assert kept == []
    assert shown["status"] == "in_progress"
    assert await crew.hours(work["id"]) == Decimal("1.5")
    await crew.equal()


async def test_s8_nothing_of_another_tenant_is_touched_or_told(
    crew: Crew, world: World, phones: Phones, base: str, database: Any
) -> None:
    """S-8: ids of another tenant answer like ids that nobody has; the rest of the push is taken."""
    theirs = await make_crew(world, phones, base, database.superuser)
    foreign, same = await theirs.work("Theirs", tasks=[{"title": "Their task"}]), await theirs.work("Theirs too")
    task = (await theirs.held(foreign["id"]))["tasks"][0]["id"]
    work = await crew.work()
    phone = await crew.phone()
    before = [await theirs.held(each["id"]) for each in (foreign, same)]
    entry, line = await crew.log(phone, foreign["id"])
    reading = await phone.create("meter_readings", meter_id=theirs.meter, read_at={"now": 0}, value=1)
    stolen = {"status": "new", "priority": "low", "kind": "corrective"}
    # An id says nothing about whose it is: theirs stays, and ours is another record.
    await phone.create("work_orders", id=same["id"], title="Ours", **stolen)
    await phone.create("work_order_tasks", id=task, work_order_id=same["id"], title="Ours", position=1, status="open")
    placed = await phone.create("work_orders", title="At their site", site_id=theirs.site, **stolen)
    comment = await phone.create("comments", work_order_id=foreign["id"], body="hello", public=False)
    good, _ = await crew.log(phone, work["id"], 3)
    await phone.settle()
    assert [await theirs.held(each["id"]) for each in (foreign, same)] == before
    assert [(shown["title"], shown["tasks"][0]["id"]) for shown in [await crew.held(same["id"])]] == [("Ours", task)]
    assert await theirs.logged(foreign["id"]) == []
    assert theirs.counted(READINGS, theirs.meter) == 0
    assert await crew.hours(work["id"]) == 3
    assert [each["id"] for each in await crew.logged(work["id"])] == [good]
    told = {each["record_id"]: each for each in await phone.conflicts()}
    assert told.keys() == {entry, reading, placed, comment}
    assert {each["reason"] for each in told.values()} == {"parent_missing"}
    assert line in str(told[entry]["client_value"])
    assert "Their" not in str(told)
    for table in ("log_entries", "log_lines", "comments", "meter_readings"):
        assert not {entry, line, reading, comment} & set(await phone.all(table)), table
    await crew.equal()
