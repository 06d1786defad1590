"""Much at once: a thousand records in a push, a first pull in small parts, sixteen phones at the same time."""

import asyncio
import random
import time
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pytest

from sync.crew import Crew, make_crew
from sync.phoning import Failed, Phone, Phones, cut, differing
from sync.serving import served
from work_orders.steps import ok

PARTS_OF = 50
OPEN = {"status": "new", "priority": "low", "kind": "corrective"}


async def test_a_thousand_records_in_one_push(crew: Crew) -> None:
    """Weeks without a connection: 400 entries with their lines, 100 comments, 100 readings, in one go, then again."""
    works = [await crew.work(f"W{n}") for n in range(8)]
    phone = await crew.phone(gzip=True)
    steps: list[tuple[str, str, Any, dict[str, Any]]] = []
    today = {"performed_on": {"today": 0}, "staff_id": crew.staff["ann"]}
    for n in range(400):
        work = works[n % 8]["id"]
        entry = f"01980000-0000-7000-8000-{n:012d}"
        line = {"position": 1, "kind": "labour", "quantity": 0.25, "unit": "h", "staff_id": crew.staff["ann"]}
        steps.append(("create", "log_entries", entry, {"work_order_id": work, **today}))
        steps.append(("create", "log_lines", None, {"log_entry_id": entry, "work_order_id": work, **line}))
        if n % 4 == 0:
            said = {"work_order_id": work, "body": f"{n}", "public": False}
            steps.append(("create", "comments", None, said))
            read = {"meter_id": crew.meter, "read_at": {"now": n - 100_000}, "value": n}
            steps.append(("create", "meter_readings", None, read))
    await phone.write(*steps)
    began = time.monotonic()
    said = await phone.sync()
    assert said["sent"] == 1000
    assert time.monotonic() - began < 30
    assert sum([await crew.hours(work["id"]) for work in works], Decimal(0)) == 100
    assert crew.counted("SELECT count(*) FROM comments WHERE tenant_id = %s") == 100
    assert crew.counted("SELECT count(*) FROM meter_readings WHERE tenant_id = %s") == 100
    await crew.equal()


@pytest.fixture
def in_parts(settings: Any, database: Any) -> Iterator[str]:
    """A server that sends little at a time."""
    with served(settings.model_copy(update={"sync_page_records": PARTS_OF}), database.app) as base:
        yield base


async def test_s10_a_first_pull_in_small_parts_goes_on_after_every_cut(crew: Crew, in_parts: str) -> None:
    """S-10: on a bad network, with changes in between: no part is fetched twice, and none is missed."""
    for n in range(60):
        await crew.work(f"W{n}", to=("ann", "ben", None)[n % 3], tasks=[{"title": "A"}, {"title": "B"}])
    phone = await crew.empty_phone(base=in_parts)
    chance = random.Random(0)
    stands: list[int] = []
    for round_ in range(100):
        try:
            await phone.sync(cut("pull", "down", chance.randrange(2_000), skip=chance.randrange(2)))
            break
        except Failed:
            stands.append(await phone.pulled_at() or 0)
        if round_ % 3 == 0:
            work = (await ok(crew.boss.get("/work-orders", limit=1)))["data"][0]
            await crew.change(work["id"], title=f"Changed {round_}")
            await crew.work(f"New {round_}")
    assert len(set(stands)) > 2
    assert stands == sorted(stands)
    assert len(await phone.all("work_orders")) > 40
    await crew.equal()


async def test_a_phone_in_step_fetches_little_parts_too(crew: Crew, in_parts: str) -> None:
    """What has changed since comes in parts as well; what is pushed in between does no harm."""
    phone = await crew.phone(base=in_parts)
    for n in range(40):
        await crew.work(f"W{n}", tasks=[{"title": "A"}])
    await phone.create("work_orders", title="Found", site_id=crew.site, **OPEN)
    said = await phone.sync()
    assert said["pages"] > 1
    assert said["sent"] == 1
    assert len(await phone.all("work_orders")) == 41
    await crew.equal()


async def test_s1_sixteen_phones_write_while_one_pulls(world: Any, phones: Phones, base: str, database: Any) -> None:
    """S-1: four people with four phones each write and send at the same time while the supervisor's phone pulls without
    pause: every phone ends like a new one, every hour is there, none twice."""
    crew = await make_crew(world, phones, base, database.superuser)
    works = [(await crew.work(f"W{n}", to=None, tasks=[{"title": "A"}]))["id"] for n in range(6)]
    people = [crew.ann, crew.ben, await crew.tenant.person("supervisor"), await crew.tenant.person("technician")]
    writing = [await crew.phone(person) for person in people for _ in range(4)]
    watching = await crew.phone(crew.boss)
    done = asyncio.Event()
    logged: list[Decimal] = []

    async def work(number: int, phone: Phone) -> None:
        chance = random.Random(number)
        for round_ in range(4):
            for _ in range(2):
                hours = chance.choice((0.25, 0.5, 1.75))
                await crew.log(phone, chance.choice(works), hours)
                logged.append(Decimal(str(hours)))
            said = {"work_order_id": chance.choice(works), "body": f"{number} {round_}", "public": False}
            await phone.create("comments", **said)
            await phone.create("work_orders", title=f"Found {number} {round_}", site_id=crew.site, **OPEN)
            [task, *_] = chance.sample(sorted(await phone.all("work_order_tasks")), 1)
            if (await phone.get("work_order_tasks", task) or {})["status"] == "open":
                await phone.update("work_order_tasks", task, status="done", result=f"{number}")
            await phone.sync()

    async def watch() -> int:
        pulls = 0
        while not done.is_set():
            await watching.sync()
            pulls += 1
        return pulls

    watcher = asyncio.create_task(watch())
    await asyncio.gather(*(work(number, phone) for number, phone in enumerate(writing)))
    done.set()
    assert await watcher > 5
    assert sum([await crew.hours(id) for id in works], Decimal(0)) == sum(logged)
    assert crew.counted("SELECT count(*) FROM log_entries WHERE tenant_id = %s") == len(logged)
    assert crew.counted("SELECT count(*) FROM comments WHERE tenant_id = %s") == 64
    assert crew.counted("SELECT count(*) FROM work_orders WHERE tenant_id = %s") == 64 + len(works)
    await crew.equal()
    assert differing(await writing[0].dump("sites"), await watching.dump("sites")) == {}
