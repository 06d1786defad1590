"""Meters drive plans: whoever posts a reading, what is due fires once."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from planning.steps import asset, counter, occurrences, ok, planned, read


def ago(minutes: float) -> datetime:
    """So many minutes ago."""
    return datetime.now(UTC) - timedelta(minutes=minutes)


async def metered(person: Any, kind: str = "counter") -> tuple[str, str]:
    """An asset with a meter."""
    machine = await asset(person, f"Machine {uuid4().hex[:6]}")
    return machine, await counter(person, machine, kind=kind)


async def test_twenty_readings_above_the_limit_make_one_work_order(boss: Any, tenant: Any, working: Any) -> None:
    machine, gauge = await metered(boss, kind="gauge")
    hot = {"kind": "condition", "meterId": gauge, "above": "90", "hysteresis": "5"}
    plan = await planned(boss, hot, assetIds=[machine], ifPreviousOpen="beside")
    for place in range(20):
        await read(boss, gauge, str(91 + place % 5), ago(40 - place))
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 1
    await read(boss, gauge, "88", ago(15))  # within the hysteresis: not back in range
    await read(boss, gauge, "95", ago(14))
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 1
    await read(boss, gauge, "80", ago(13))
    await read(boss, gauge, "95", ago(12))
    await read(boss, gauge, "80", ago(11))
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 2


async def test_a_fixed_series_is_due_at_base_and_multiples_and_late_work_does_not_move_it(
    boss: Any, tenant: Any, working: Any
) -> None:
    machine, hours = await metered(boss)
    plan = await planned(boss, {"kind": "meter_fixed", "meterId": hours, "every": "250"}, assetIds=[machine])
    for value, count in (("249", 0), ("251", 1), ("499", 1), ("501", 2)):
        await read(boss, hours, value)
        await working.drain(tenant)
        found = await occurrences(boss, plan)
        assert len(found) == count
        if count == 1 and found[0]["state"] == "made" and value == "499":
            await _done(boss, found[0])
            await working.drain(tenant)
    assert {each["key"].rpartition("@")[2] for each in await occurrences(boss, plan)} == {"250", "500"}
    assert all(each["readingId"] for each in await occurrences(boss, plan))


async def test_a_floating_one_counts_from_the_reading_at_the_last_completion(
    boss: Any, tenant: Any, working: Any
) -> None:
    machine, hours = await metered(boss)
    await read(boss, hours, "1000", ago(60))
    plan = await planned(boss, {"kind": "meter_floating", "meterId": hours, "every": "100"}, assetIds=[machine])
    await read(boss, hours, "1110", ago(50))
    await working.drain(tenant)
    [first] = await occurrences(boss, plan)
    await read(boss, hours, "1150", ago(40))
    await working.drain(tenant)
    await _done(boss, first)
    await working.drain(tenant)
    await read(boss, hours, "1249", ago(30))
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 1
    await read(boss, hours, "1251", ago(20))
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 2


async def test_readings_out_of_order_fire_nothing_twice(boss: Any, tenant: Any, working: Any) -> None:
    machine, hours = await metered(boss)
    plan = await planned(boss, {"kind": "meter_fixed", "meterId": hours, "every": "100"}, assetIds=[machine])
    await read(boss, hours, "150", ago(10))
    await working.drain(tenant)
    await read(boss, hours, "120", ago(20))  # written down later, read before
    await read(boss, hours, "90", ago(30))
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 1


@pytest.mark.parametrize("catch_up", ["latest", "none", "all"])
async def test_readings_of_the_past_fire_nothing_for_what_lay_before_the_plan(
    boss: Any, tenant: Any, working: Any, catch_up: str
) -> None:
    """An import of years of readings only says where the meter stands."""
    machine, hours = await metered(boss)
    trigger = {"kind": "meter_fixed", "meterId": hours, "every": "100"}
    plan = await planned(boss, trigger, assetIds=[machine], catchUp=catch_up)
    for years in range(5, 0, -1):
        await read(boss, hours, str((6 - years) * 1000), datetime.now(UTC) - timedelta(days=365 * years))
    await working.drain(tenant)
    assert await occurrences(boss, plan) == []
    await read(boss, hours, "5101")
    await working.drain(tenant)
    assert [each["state"] for each in await occurrences(boss, plan)] == ["made"]


async def test_whoever_reads_fires_it_person_key_phone_and_file(
    boss: Any, tenant: Any, working: Any, world: Any
) -> None:
    machine, hours = await metered(boss)
    plan = await planned(
        boss, {"kind": "meter_fixed", "meterId": hours, "every": "100"}, assetIds=[machine], ifPreviousOpen="beside"
    )
    await read(boss, hours, "101", ago(50))
    await working.drain(tenant)
    key = await ok(boss.post("/api-keys", {"name": "telemetry", "permissions": ["readings:create"]}), 201)
    machine_client = world.client(key["secret"]) if "secret" in key else world.client(key["key"])
    body = {"value": "201", "readAt": ago(40).isoformat()}
    answer = await machine_client.post(f"/v1/meters/{hours}/readings", json=body)
    assert answer.status_code == 201, answer.text
    await working.drain(tenant)
    phone = {"value": "301", "readAt": ago(30).isoformat(), "source": "phone"}
    await ok(boss.post(f"/meters/{hours}/readings", phone), 201)
    await working.drain(tenant)
    from fettle.modules.assets import public as assets

    async with tenant.call() as call:
        reading = assets.NewReading(id=uuid4(), value=Decimal(401), read_at=ago(20), source=assets.ReadingSource.IMPORT)
        await assets.record_readings(call, [(hours, reading)])
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 4


async def test_each_asset_has_its_own_meter_by_name(boss: Any, tenant: Any, working: Any) -> None:
    machines = [await metered(boss) for _ in range(2)]
    trigger = {"kind": "meter_fixed", "meterName": "Hours", "every": "100"}
    plan = await planned(boss, trigger, assetIds=[each for each, _ in machines], spread="each")
    await read(boss, machines[1][1], "130")
    await working.drain(tenant)
    assert [each["assetId"] for each in await occurrences(boss, plan)] == [machines[1][0]]


async def test_a_new_counter_goes_on_where_the_old_one_ended(boss: Any, tenant: Any, working: Any) -> None:
    machine, hours = await metered(boss)
    plan = await planned(boss, {"kind": "meter_fixed", "meterId": hours, "every": "100"}, assetIds=[machine])
    await read(boss, hours, "80", ago(50))
    replacement = {"at": ago(40).isoformat(), "finalValue": "90", "startValue": "0"}
    await ok(boss.post(f"/meters/{hours}/replacement", replacement))
    await read(boss, hours, "9", ago(30))
    await working.drain(tenant)
    assert await occurrences(boss, plan) == []
    await read(boss, hours, "11", ago(20))
    await working.drain(tenant)
    assert len(await occurrences(boss, plan)) == 1


async def test_a_plan_whose_meter_is_removed_stops_and_says_so(boss: Any, tenant: Any, working: Any) -> None:
    machine, hours = await metered(boss)
    plan = await planned(boss, {"kind": "meter_fixed", "meterId": hours, "every": "100"}, assetIds=[machine])
    version = (await ok(boss.get(f"/meters/{hours}")))["version"]
    assert (await boss.delete(f"/meters/{hours}", version=version)).status_code == 204
    await working.drain(tenant)
    detail = await ok(boss.get(f"/maintenance-plans/{plan['id']}"))
    assert (detail["status"], detail["stoppedReason"]) == ("stopped", "meters_gone")


async def test_the_next_date_of_a_meter_follows_from_its_average_use(boss: Any, tenant: Any, working: Any) -> None:
    machine, hours = await metered(boss)
    for days, value in ((20, "0"), (10, "100"), (0.01, "200")):
        await read(boss, hours, value, datetime.now(UTC) - timedelta(days=days))
    trigger = {"kind": "meter_fixed", "meterId": hours, "every": "250"}
    body = {"name": "Service", "triggers": [trigger], "assetIds": [machine]}
    seen = await ok(boss.post("/maintenance-plans/preview", body))
    assert (seen["coming"][0]["value"], seen["coming"][0]["estimated"]) == ("250.0000", True) or seen["coming"][0][
        "value"
    ] == "250"
    due = datetime.fromisoformat(seen["coming"][0]["due"]["on"] + "T00:00:00+00:00")
    assert 3 <= (due - datetime.now(UTC)).days + 1 <= 8


async def _done(person: Any, occurrence: dict[str, Any]) -> None:
    await ok(person.post(f"/plan-occurrences/{occurrence['id']}/complete", {}))
