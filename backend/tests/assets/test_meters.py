"""Meters over HTTP: readings that hold, and the reasons why others do not."""

import asyncio
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest

from fettle.db.callers import Caller
from fettle.modules.assets.actions import meters
from fettle.modules.assets.records.meters import NewReading

from .conftest import Grounds


def day(number: int, hour: int = 0) -> str:
    return f"2026-01-{number:02d}T{hour:02d}:00:00Z"


@pytest.fixture
async def pump(grounds: Grounds) -> str:
    """A pump at a site."""
    return await grounds.asset("Pump", siteId=await grounds.site())


async def read(grounds: Grounds, meter: str, value: str, at: str, **more: Any) -> Any:
    return await grounds.admin.post(f"/meters/{meter}/readings", {"value": value, "readAt": at, **more})


async def test_a_meter_is_read_and_shows_its_latest_reading(grounds: Grounds, pump: str) -> None:
    meter = await grounds.meter(pump, startValue="1200", lifetimeBefore="50")
    first = (await read(grounds, meter, "1250.5", day(3), note="by hand")).json()
    assert (first["value"], first["lifetime"], first["source"]) == ("1250.5000", "100.5000", "person")
    await read(grounds, meter, "1300", day(5), source="phone")
    await read(grounds, meter, "1260", day(4))
    shown = await grounds.shown(f"/meters/{meter}")
    assert (shown["lastValue"], shown["lastReadAt"], shown["lifetime"]) == ("1300.0000", day(5), "150.0000")
    listed = (await grounds.shown(f"/assets/{pump}/meters"))["data"]
    assert listed == [shown]
    page = (await grounds.admin.get(f"/meters/{meter}/readings", limit=2)).json()
    rest = (await grounds.admin.get(f"/meters/{meter}/readings", cursor=page["nextCursor"], limit=2)).json()
    assert [r["value"] for r in page["data"] + rest["data"]] == ["1300.0000", "1260.0000", "1250.5000"]
    history = [event["type"] for event in (await grounds.shown(f"/assets/{pump}/history"))["data"]]
    assert history.count("meter_reading.recorded") == 3


@pytest.mark.parametrize(
    ("value", "at", "pointer", "reason"),
    [
        ("90", day(9), "/value", "The meter already showed 100 h on 2026-01-05T00:00:00Z; it does not go backwards."),
        ("150", day(4), "/value", "The meter showed only 100 h on 2026-01-05T00:00:00Z"),
        ("400", day(6), "/value", "at 48 h a day at most 48 h are possible"),
        ("9999.5", day(9), "/value", "The meter rolls over at 9,999 h."),
        ("1", "2025-12-31T23:00:00Z", "/readAt", "put in on 2026-01-01T00:00:00Z"),
        ("1", "2199-01-01T00:00:00Z", "/readAt", "lies in the future"),
    ],
)
async def test_an_impossible_reading_names_field_and_reason(
    grounds: Grounds, pump: str, value: str, at: str, pointer: str, reason: str
) -> None:
    meter = await grounds.meter(pump, mostPerDay="48", rollsOverAt="9999")
    await read(grounds, meter, "100", day(5))
    refused = await read(grounds, meter, value, at)
    assert (refused.status_code, refused.json()["type"]) == (422, "/problems/impossible-reading")
    assert refused.json()["errors"][0]["pointer"] == pointer
    assert reason in refused.json()["detail"]
    assert len((await grounds.shown(f"/meters/{meter}/readings"))["data"]) == 1


async def test_s2_a_reading_of_a_phone_is_recorded_once(grounds: Grounds, pump: str) -> None:
    """S-2: the id that the phone made keeps a repeated upload out."""
    meter, made = await grounds.meter(pump), str(uuid4())
    assert (await read(grounds, meter, "5", day(3), id=made)).json()["id"] == made
    again = await read(grounds, meter, "5", day(3), id=made)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-exists")


async def test_two_people_who_read_at_once_are_judged_one_after_the_other(grounds: Grounds, pump: str) -> None:
    meter = await grounds.meter(pump)
    values = ["100", "90", "80", "70"]
    answers = await asyncio.gather(*(read(grounds, meter, v, day(2, hour)) for hour, v in enumerate(values, start=1)))
    taken = [answer.json() for answer in answers if answer.status_code == 201]
    assert len(taken) == 1
    assert {answer.status_code for answer in answers} == {201, 422}


async def test_a_counter_rolls_over_and_its_lifetime_goes_on(grounds: Grounds, pump: str) -> None:
    meter = await grounds.meter(pump, rollsOverAt="1000")
    await read(grounds, meter, "980", day(5))
    rolled = (await grounds.admin.post(f"/meters/{meter}/rollover", {"at": day(6), "value": "15"})).json()
    assert (rolled["lastValue"], rolled["lifetime"]) == ("15.0000", "1015.0000")
    late = (await read(grounds, meter, "990", day(5, 12))).json()
    assert late["lifetime"] == "990.0000"
    assert (await read(grounds, meter, "14", day(7))).status_code == 422
    assert (await read(grounds, meter, "20", day(7))).json()["lifetime"] == "1020.0000"
    twice = await grounds.admin.post(f"/meters/{meter}/rollover", {"at": day(6), "value": "15"})
    assert (twice.status_code, twice.json()["errors"][0]["pointer"]) == (422, "/at")


async def test_a_replaced_meter_carries_the_lifetime_on(grounds: Grounds, pump: str) -> None:
    meter = await grounds.meter(pump)
    await read(grounds, meter, "100", day(5))
    body = {"at": day(6), "finalValue": "120", "startValue": "7", "note": "broken glass"}
    replaced = (await grounds.admin.post(f"/meters/{meter}/replacement", body)).json()
    assert replaced["lifetime"] == "120.0000"
    assert (await read(grounds, meter, "10", day(8))).json()["lifetime"] == "123.0000"
    assert "ended at 120 h" in (await read(grounds, meter, "121", day(5, 6))).json()["detail"]
    backwards = {"at": day(9), "finalValue": "9"}
    refused = await grounds.admin.post(f"/meters/{meter}/replacement", backwards)
    assert "already showed 10 h" in refused.json()["detail"]
    unknown = (await grounds.admin.post(f"/meters/{meter}/replacement", {"at": day(9)})).json()
    assert unknown["lifetime"] == "123.0000"


async def test_usage_between_two_days_is_what_was_known(grounds: Grounds, pump: str) -> None:
    meter = await grounds.meter(pump, rollsOverAt="1000")
    await read(grounds, meter, "900", day(2))
    await grounds.admin.post(f"/meters/{meter}/rollover", {"at": day(6), "value": "15"})
    path = f"/meters/{meter}/usage"
    usage = (await grounds.admin.get(path, since=day(3), until=day(7))).json()
    assert (usage["usage"], usage["unit"], usage["lifetimeAtSince"]) == ("115.0000", "h", "900.0000")
    assert Decimal((await grounds.admin.get(path, since="2020-01-01T00:00:00Z", until=day(2))).json()["usage"]) == 900
    assert (await grounds.admin.get(path, since=day(7), until=day(3))).status_code == 422
    naive = await grounds.admin.get(path, since="2026-01-03T00:00:00", until=day(7))
    assert (naive.status_code, naive.json()["errors"][0]["pointer"]) == (422, "?since")
    gauge = await grounds.meter(pump, name="Pressure", unit="bar", kind="gauge")
    assert (await grounds.admin.get(f"/meters/{gauge}/usage", since=day(3), until=day(7))).status_code == 409


async def test_a_gauge_stays_within_its_limits(grounds: Grounds, pump: str) -> None:
    gauge = await grounds.meter(pump, name="Pressure", unit="bar", kind="gauge", lowest="0", highest="8")
    assert (await read(grounds, gauge, "8", day(2))).status_code == 201
    assert (await read(grounds, gauge, "3", day(3))).status_code == 201
    assert "highest" in (await read(grounds, gauge, "8.1", day(4))).json()["detail"]
    shown = await grounds.shown(f"/meters/{gauge}")
    assert (shown["lastValue"], shown["lifetime"]) == ("3.0000", None)
    assert (await grounds.admin.post(f"/meters/{gauge}/rollover", {"at": day(5), "value": "1"})).status_code == 409


async def test_a_meter_is_changed_deleted_and_restored(grounds: Grounds, pump: str) -> None:
    admin, meter = grounds.admin, await grounds.meter(pump)
    path = f"/meters/{meter}"
    assert (await admin.patch(path, {"unit": "km", "mostPerDay": "900"}, version=1)).json()["unit"] == "km"
    await read(grounds, meter, "700", day(2))
    refused = await admin.patch(path, {"unit": "mi"}, version=2)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/meter-has-readings")
    assert (await admin.patch(path, {"rollsOverAt": "600"}, version=2)).status_code == 422
    assert (await admin.patch(path, {"lowest": "6"}, version=2)).status_code == 422
    assert (await admin.patch(path, {"name": "Hours"}, version=2)).json()["version"] == 2
    assert (await admin.delete(path, version=1)).status_code == 412
    assert (await admin.delete(path, version=2)).status_code == 204
    assert (await admin.get(path)).status_code == 404
    assert (await read(grounds, meter, "800", day(3))).status_code == 404
    assert (await admin.post(f"{path}/restore")).json()["lastValue"] == "700.0000"


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"startValue": "-1"}, "/startValue"),
        ({"startValue": "11", "rollsOverAt": "10"}, "/startValue"),
        ({"startedAt": "2199-01-01T00:00:00Z"}, "/startedAt"),
        ({"kind": "gauge", "mostPerDay": "3"}, "/mostPerDay"),
        ({"startedAt": "2026-01-01T00:00:00"}, "/startedAt"),
    ],
)
async def test_a_wrong_meter_is_refused_by_field(
    grounds: Grounds, pump: str, body: dict[str, Any], pointer: str
) -> None:
    given = {"name": "Hours", "unit": "h", "kind": "counter", **body}
    refused = await grounds.admin.post(f"/assets/{pump}/meters", given)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_retired_asset_gets_no_new_meter_but_late_readings(grounds: Grounds, pump: str) -> None:
    meter = await grounds.meter(pump)
    await grounds.admin.patch(f"/assets/{pump}", {"status": "retired"}, version=1)
    new = {"name": "Other", "unit": "h", "kind": "counter"}
    refused = await grounds.admin.post(f"/assets/{pump}/meters", new)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/asset-retired")
    assert (await grounds.admin.post(f"/meters/{meter}/replacement", {"at": day(3)})).status_code == 409
    assert (await read(grounds, meter, "5", day(2))).status_code == 201


async def test_readings_and_segments_are_never_changed(grounds: Grounds, pump: str) -> None:
    """Not even the product's own role can: it has neither the grant nor a way past the trigger."""
    meter = await grounds.meter(pump)
    await read(grounds, meter, "5", day(2))
    for table in ("meter_readings", "meter_segments"):
        for query in (f"UPDATE {table} SET note = 'x'", f"DELETE FROM {table}", f"TRUNCATE {table}"):
            with pytest.raises(Exception, match=r"append-only|may change"):
                async with grounds.tenant.call() as call:
                    await call.value(query)


async def test_machines_sign_their_readings(grounds: Grounds, pump: str) -> None:
    meter = await grounds.meter(pump)
    reading = NewReading(id=uuid4(), value=Decimal(3), read_at=datetime.now(UTC) - timedelta(hours=1))
    machine = Caller(tenant_id=grounds.tenant.id, via="api_key", permissions=frozenset({"readings:create"}))
    async with grounds.tenant.world.door.open(machine) as call:
        assert (await meters.read(call, UUID(meter), reading)).source == "api"
