"""Many log entries in one push: each for itself, and yet as few questions to the database as for one."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import psycopg
import pytest

from sync.pushing import Field, entry, make_field, today
from work_orders.steps import moved, ok, thing


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


def labour(field: Field, hours: float = 1, **columns: Any) -> dict[str, Any]:
    """A line of labour by Ann."""
    return {"kind": "labour", "quantity": hours, "staff_id": field.staff["ann"], **columns}


def together(*entries: tuple[dict[str, Any], list[dict[str, Any]]]) -> dict[str, Any]:
    """Entries with their lines, by table."""
    return {"log_entries": [head for head, _ in entries], "log_lines": [line for _, lines in entries for line in lines]}


async def test_each_entry_of_many_is_judged_by_itself(field: Field) -> None:
    """What is wrong with one keeps none of the others out; what one can do without is left out of that one."""
    good, closed = await field.work(), await field.work()
    for step in ("start", "complete", "close"):
        await moved(field.boss, {"id": closed}, step)
    phone = await field.phone(field.boss)
    plain = [entry(good, labour(field)) for _ in range(3)]
    frozen = entry(closed, labour(field, note="x"))
    orphan = entry(str(uuid4()), labour(field))
    empty = entry(good)
    long = entry(good, labour(field, 25))
    unknown = entry(good, labour(field, 2, task_code_id=str(uuid4())), labour(field, asset_id=str(uuid4())))
    sent = [plain[0], frozen, unknown, plain[1], orphan, empty, long, plain[2]]
    rejected = await phone.push(**together(*sent))
    told = {(each["id"], each["column"]): each["reason"] for each in rejected}
    assert told == {
        (frozen[0]["id"], None): "terminal",
        (orphan[0]["id"], None): "parent_missing",
        (empty[0]["id"], None): "invalid",
        (long[0]["id"], None): "invalid",
        (unknown[1][0]["id"], "task_code_id"): "invalid",
        (unknown[1][1]["id"], "asset_id"): "invalid",
    }
    written = {each["id"]: each for each in await field.logged(good)}
    assert written.keys() == {head["id"] for head, _ in (*plain, unknown)}
    lines = written[unknown[0]["id"]]["lines"]
    assert [(line["id"], line["taskCodeId"], line["assetId"]) for line in lines] == [
        (line["id"], None, None) for line in unknown[1]
    ]
    assert await field.logged(closed) == []


async def test_each_day_has_its_own_rate(field: Field) -> None:
    """Hours of several days and people, priced as if each had been written alone."""
    boss, work_order = field.boss, await field.work()
    rated = await thing(boss, "/staff", name="Rated")
    for day, rate in (("2020-01-01", "30.00"), (today(days=-2), "40.00")):
        await ok(boss.post(f"/staff/{rated}/rates", {"validFrom": day, "hourlyRate": rate}), 201)
    phone = await field.phone(boss)
    of_rated = {"kind": "labour", "quantity": 2, "staff_id": rated}
    days = [entry(work_order, of_rated, performed_on=today(days=-shift)) for shift in (5, 2, 0)]
    unrated = entry(work_order, labour(field))
    assert await phone.push(**together(*days, unrated)) == []
    amounts = {each["id"]: each["lines"][0]["amount"] for each in await field.logged(work_order)}
    assert [amounts[head["id"]] for head, _ in (*days, unrated)] == ["60.00", "80.00", "80.00", None]
    assert Decimal((await field.held(work_order))["cost"]) == 220


async def test_many_entries_take_as_many_statements_as_one(field: Field, monkeypatch: Any) -> None:
    works = [await field.work() for _ in range(3)]
    phone = await field.phone(field.boss)
    asked: list[str] = []
    execute = psycopg.AsyncCursor.execute

    async def counting(self: Any, query: Any, *args: Any, **kwargs: Any) -> Any:
        asked.append(str(query))
        return await execute(self, query, *args, **kwargs)

    monkeypatch.setattr(psycopg.AsyncCursor, "execute", counting)

    async def statements(number: int) -> int:
        asked.clear()
        sent = [entry(works[place % 3], labour(field), labour(field)) for place in range(number)]
        assert await phone.push(**together(*sent)) == []
        return len(asked)

    # What the server does besides, the first time and now and then, asks as well.
    one, many = [min([await statements(number) for _ in range(4)]) for number in (1, 30)]
    assert one == many
