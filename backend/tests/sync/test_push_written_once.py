"""What phones write once: log entries with their lines, readings; both of two devices' count (S-2, S-4, S-5, S-7)."""

import asyncio
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from sync.pushing import Device, Field, entry, make_field, ms, new, today
from work_orders.steps import moved, ok, thing


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


def hours(field: Field, number: float, **columns: Any) -> dict[str, Any]:
    """A line of labour by Ann."""
    return {"kind": "labour", "quantity": number, "unit": "h", "staff_id": field.staff["ann"], **columns}


def parts(item: str = "Seal", **columns: Any) -> dict[str, Any]:
    """A line of material."""
    return {"kind": "material", "quantity": 2, "unit": "piece", "item": item, "unit_cost": "4.50", **columns}


def reasons(rejected: list[dict[str, Any]]) -> list[tuple[str, str, str | None, str]]:
    """What was refused."""
    return sorted((each["table"], each["id"], each["column"] or "", each["reason"]) for each in rejected)


async def test_s2_an_entry_with_its_lines_is_written_once(field: Field) -> None:
    """S-2: sent three times, in parallel and after a lost answer, with the ids that the phone has made."""
    work_order = await field.work()
    phone = await field.phone()
    head, lines = entry(work_order, hours(field, 1.5), parts(asset_id=field.pump), note="It dripped")
    changes = {
        "log_entries": {"created": [head], "updated": [], "deleted": []},
        "log_lines": {"created": lines, "updated": [], "deleted": []},
    }
    answers = await asyncio.gather(*(phone.send(changes) for _ in range(3)))
    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert [answer.json()["rejected"] for answer in answers] == [[], [], []]
    [stored] = await field.logged(work_order)
    assert (stored["id"], stored["note"]) == (head["id"], "It dripped")
    assert [line["id"] for line in stored["lines"]] == [line["id"] for line in lines]
    assert [line["amount"] for line in stored["lines"]] == [None, "9.00"]
    # As it was, from the device's own values, and only the lines.
    assert await phone.push(log_entries=[{**head, "_status": "updated"}], log_lines=lines) == []
    assert await phone.push("log_lines", *lines) == []
    await phone.pull()
    assert {line["id"] for line in lines} <= phone.rows["log_lines"].keys()
    assert await phone.conflicts() == []


async def test_s2_an_id_with_other_content_keeps_what_came_first(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    head, lines = entry(work_order, hours(field, 1))
    assert await phone.push(log_entries=[head], log_lines=lines) == []
    other = [{**lines[0], "quantity": 7}]
    assert reasons(await phone.push(log_entries=[head], log_lines=other)) == [
        ("log_entries", head["id"], "", "kept_first")
    ]
    assert await phone.push(log_entries=[{**head, "note": "More"}], log_lines=lines) != []
    assert reasons(await phone.push("log_lines", {**lines[0], "item": "More"})) == [
        ("log_lines", lines[0]["id"], "", "kept_first")
    ]
    [stored] = await field.logged(work_order)
    assert (stored["note"], stored["lines"][0]["quantity"]) == (None, "1.0000")
    kept = [each for each in await phone.conflicts() if each["recordId"] == head["id"]]
    assert kept[-1]["clientValue"]["lines"][0]["quantity"] == 7
    back = await phone.pull()
    assert {row["id"]: row["quantity"] for row in back["log_lines"]["updated"]} == {lines[0]["id"]: 1.0}


async def test_s4_two_devices_log_and_read_the_same(field: Field) -> None:
    """S-4: both entries and both readings are kept; the totals are exact."""
    work_order = await field.work()
    ann, ben = await field.phone(), await field.phone(field.ben)
    pairs = [entry(work_order, hours(field, number)) for number in (0.1, 0.2)]
    readings = [new(meter_id=field.meter, value=value, read_at=ms(hours=-1)) for value in (100.5, 100.5)]
    for device, (head, lines), reading in zip((ann, ben), pairs, readings, strict=True):
        assert await device.push(log_entries=[head], log_lines=lines, meter_readings=[reading]) == []
    assert (await field.held(work_order))["loggedHours"] == "0.3000"
    shown = (await ok(field.boss.get(f"/meters/{field.meter}/readings")))["data"]
    assert {row["id"] for row in shown} >= {reading["id"] for reading in readings}
    assert {row["source"] for row in shown if row["id"] in {reading["id"] for reading in readings}} == {"phone"}


async def test_s7_work_that_was_taken_away_meanwhile_is_still_logged(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    await field.change(work_order, assigneeId=field.staff["ben"])
    head, lines = entry(work_order, hours(field, 2))
    assert await phone.push(log_entries=[head], log_lines=lines) == []
    assert len(await field.logged(work_order)) == 1


async def test_s7_an_entry_on_work_that_has_ended_is_kept_aside_whole(field: Field) -> None:
    """S-7: closed meanwhile: nothing typed is lost, and the phone hears that it does not stand."""
    work_order = await field.work()
    phone = await field.phone()
    await moved(field.boss, await field.held(work_order), "start", "complete", "close")
    head, lines = entry(work_order, hours(field, 2), parts(), note="An hour of typing")
    assert reasons(await phone.push(log_entries=[head], log_lines=lines)) == [
        ("log_entries", head["id"], "", "terminal")
    ]
    [told] = [each for each in await phone.conflicts() if each["recordId"] == head["id"]]
    assert told["clientValue"]["note"] == "An hour of typing"
    assert [line["item"] for line in told["clientValue"]["lines"] if line["kind"] == "material"] == ["Seal"]
    gone = await phone.pull()
    assert head["id"] in gone["log_entries"]["deleted"]
    assert {line["id"] for line in lines} <= set(gone["log_lines"]["deleted"])


async def test_s8_records_that_belong_to_nothing_here(field: Field, world: Any) -> None:
    """S-8: another tenant's work order is as unknown as one that is nowhere; ids of theirs are free here."""
    other = await make_field(world)
    theirs = await other.work()
    [entry_id] = [head["id"] for head, _ in [entry(theirs)]]
    mine = await field.work()
    phone = await field.phone()
    answers = []
    for work_order in (theirs, str(uuid4())):
        head, lines = entry(work_order, hours(field, 1), tenant_id=str(other.tenant.id))
        reading = new(meter_id=other.meter, value=5, read_at=ms())
        comment = new(work_order_id=work_order, body="Hello", public=False)
        rejected = await phone.push(
            log_entries=[head], log_lines=lines, meter_readings=[reading], comments=[comment], log_nonsense=[head]
        )
        answers.append(sorted((each["table"], each["reason"], each["message"]) for each in rejected))
    assert answers[0] == answers[1]
    assert [(table, reason) for table, reason, _ in answers[0]] == [
        ("comments", "parent_missing"),
        ("log_entries", "parent_missing"),
        ("log_nonsense", "unknown_table"),
        ("meter_readings", "parent_missing"),
    ]
    assert await other.logged(theirs) == []
    # An id of theirs says nothing here: a record of ours may carry it.
    head, lines = entry(mine, hours(field, 1), id=theirs, tenant_id=str(other.tenant.id))
    lines = [{**line, "log_entry_id": theirs} for line in lines]
    assert await phone.push(log_entries=[head], log_lines=lines) == []
    assert [each["id"] for each in await field.logged(mine)] == [theirs]
    alone = entry(mine, hours(field, 1))[1]
    assert reasons(await phone.push("log_lines", *alone)) == [("log_lines", alone[0]["id"], "", "parent_missing")]
    assert entry_id not in {each["id"] for each in await field.logged(mine)}


async def test_what_is_wrong_with_a_line_is_left_out_of_it(field: Field) -> None:
    work_order = await field.work()
    phone = await field.phone()
    head, lines = entry(
        work_order,
        hours(field, 1, unit_cost="99.00"),
        parts(asset_id=str(uuid4()), task_code_id=str(uuid4()), quantity="no number"),
        {"kind": "nonsense", "quantity": 1, "item": "x"},
        note="x" * 30_000,
    )
    rejected = await phone.push(log_entries=[head], log_lines=lines)
    assert {(each["column"], each["reason"]) for each in rejected} == {
        ("note", "invalid"),
        ("unit_cost", "invalid"),
        ("asset_id", "invalid"),
        ("task_code_id", "invalid"),
        ("quantity", "invalid"),
        ("kind", "invalid"),
    }
    [stored] = await field.logged(work_order)
    assert len(stored["note"]) == 20_000
    assert [line["kind"] for line in stored["lines"]] == ["labour", "material", "other"]
    kept = [each for each in await phone.conflicts(limit=200) if each["field"] == "note"]
    assert len(kept[0]["clientValue"]) == 30_000
    # Nothing is left of it without what it is about.
    bare, none = entry(work_order)
    assert reasons(await phone.push(log_entries=[bare], log_lines=none)) == [("log_entries", bare["id"], "", "invalid")]


async def test_s5_a_day_or_a_reading_in_the_future(field: Field) -> None:
    """S-5: today is written down, the stated day is kept; the same again is still the same."""
    work_order = await field.work()
    phone = await field.phone()
    asset_meter = {"name": "Km", "unit": "km", "kind": "counter", "startedAt": "2025-01-01T00:00:00Z"}
    meter = await thing(field.boss, f"/assets/{field.pump}/meters", **asset_meter)
    head, lines = entry(work_order, hours(field, 1), performed_on=today(days=3))
    reading = new(meter_id=meter, value=7, read_at=ms(days=3))
    rejected = await phone.push(log_entries=[head], log_lines=lines, meter_readings=[reading])
    assert {(each["column"], each["reason"]) for each in rejected} == {("performed_on", "clock"), ("read_at", "clock")}
    [stored] = await field.logged(work_order)
    assert stored["performedOn"] == today()
    assert await phone.push(log_entries=[head], log_lines=lines, meter_readings=[reading]) == []
    old, more = entry(work_order, hours(field, 1), performed_on=today(days=-3 * 365))
    assert await phone.push(log_entries=[old], log_lines=more) == []


async def test_readings_are_judged_in_the_order_in_which_they_were_taken(field: Field) -> None:
    phone = await field.phone()
    given = {"name": "Kilometres", "unit": "km", "kind": "counter", "startedAt": "2025-01-01T00:00:00Z"}
    meter = await thing(field.boss, f"/assets/{field.pump}/meters", **given)
    later, sooner = [new(meter_id=meter, value=value, read_at=ms(hours=-age)) for value, age in ((20, 1), (10, 5))]
    back = new(meter_id=meter, value=3, read_at=ms(), note="Went back")
    [rejected] = await phone.push("meter_readings", later, sooner, back)
    assert (rejected["id"], rejected["reason"]) == (back["id"], "invalid")
    assert "does not go backwards" in rejected["message"]
    assert await phone.push("meter_readings", later, sooner) == []
    assert reasons(await phone.push("meter_readings", {**later, "value": 21})) == [
        ("meter_readings", later["id"], "", "kept_first")
    ]
    assert reasons(await phone.push("meter_readings", later["id"])) == [
        ("meter_readings", later["id"], "", "not_allowed")
    ]
    pulled = await phone.pull()
    assert back["id"] in pulled["meter_readings"]["deleted"]
    assert phone.rows["meter_readings"][later["id"]]["value"] == 20


async def test_one_takes_back_what_one_has_written_oneself(field: Field) -> None:
    """The server negates the lines; those that the phone has made meanwhile go from it."""
    work_order = await field.work()
    ann, ben = await field.phone(), await field.phone(field.ben)
    head, lines = entry(work_order, hours(field, 3))
    assert await ann.push(log_entries=[head], log_lines=lines) == []
    await ben.pull()

    def reversal(note: str) -> tuple[dict[str, Any], list[dict[str, Any]]]:
        return entry(work_order, hours(field, -3), reverses_id=head["id"], note=note)

    his, his_lines = reversal("Not mine")
    assert reasons(await ben.push(log_entries=[his], log_lines=his_lines)) == [
        ("log_entries", his["id"], "", "forbidden")
    ]
    hers, her_lines = reversal("Wrong day")
    assert await ann.push(log_entries=[hers], log_lines=her_lines) == []
    assert await ann.push(log_entries=[hers], log_lines=her_lines) == []
    assert (await field.held(work_order))["loggedHours"] == "0.0000"
    gone = await ann.pull()
    assert {line["id"] for line in her_lines} <= set(gone["log_lines"]["deleted"])
    mine = [row for row in ann.rows["log_lines"].values() if row["log_entry_id"] == hers["id"]]
    assert [row["quantity"] for row in mine] == [-3]
    again, more = reversal("Twice")
    assert reasons(await ann.push(log_entries=[again], log_lines=more)) == [
        ("log_entries", again["id"], "", "not_allowed")
    ]
    assert reasons(await ann.push("log_entries", head["id"])) == [("log_entries", head["id"], "", "not_allowed")]


async def test_s4_twins_of_devices_at_once(field: Field) -> None:
    """S-4, S-2: many devices of two people log on one work order at the same time; every hour counts once."""
    work_order = await field.work()
    devices = [await field.phone(person) for person in (field.ann, field.ben) * 4]

    async def one(device: Device) -> None:
        head, lines = entry(work_order, hours(field, 0.25))
        for _ in range(2):
            assert await device.push(log_entries=[head], log_lines=lines) == []

    await asyncio.gather(*(one(device) for device in devices))
    assert Decimal((await field.held(work_order))["loggedHours"]) == Decimal("2.0000")
