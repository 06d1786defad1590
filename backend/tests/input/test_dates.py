"""Days and moments: what no calendar has is refused by field, what one has is stored in UTC (I-10)."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

import pytest

from fettle.modules.work_orders import public as work_orders
from makers.bodies import full
from makers.document import Operation, operations, resolve
from makers.fields import leaves, pointer, replaced, schema_at

NO_MOMENTS = (
    "0000-01-01T00:00:00Z",
    "10000-01-01T00:00:00Z",
    "2023-02-29T08:00:00Z",
    "2026-03-02T08:00:00",
    "0001-01-01T00:00:00+14:00",
    "9999-12-31T23:59:59-12:00",
)
NO_DAYS = ("0000-01-01", "10000-01-01", "2023-02-29", "02/03/2026")
LEAP = {"date": "2024-02-29", "date-time": "2024-02-29T08:00:00Z"}
ENDING = ("signOut", "signOutEverywhere", "deleteTenant", "endSession")


class Outcome(NamedTuple):
    """What became of one value in one field."""

    operation: str
    place: str
    value: str
    status: int
    pointers: list[str]


async def _sent(client: Any, operation: Operation, ids: Any, place: str, value: str, **options: Any) -> Outcome:
    answer = await operation.ask(client, ids, **options)
    faults = answer.json().get("errors", ()) if answer.status_code == 422 else ()
    return Outcome(operation.id, place, value, answer.status_code, [fault["pointer"] for fault in faults])


async def _asked(client: Any, operation: Operation, ids: Any) -> AsyncIterator[tuple[Outcome, bool]]:
    """Every date of the query and of the body in turn, with values that are none, and with a 29 February that is."""
    for parameter in operation.query():
        kind = resolve(parameter["schema"], operation.document).get("format")
        for value in NO_MOMENTS if kind == "date-time" else NO_DAYS if kind == "date" else ():
            params = {**operation.needed(), parameter["name"]: value}
            yield await _sent(client, operation, ids, f"?{parameter['name']}", value, params=params), False
        if kind in LEAP:
            params = {**operation.needed(), parameter["name"]: LEAP[kind]}
            yield await _sent(client, operation, ids, f"?{parameter['name']}", LEAP[kind], params=params), True
    if operation.body_schema() is None:
        return
    body = full(operation, ids)
    for path, _ in list(leaves(body)):
        kind = schema_at(operation, path).get("format")
        for value in NO_MOMENTS if kind == "date-time" else NO_DAYS if kind == "date" else ():
            options = {"json": replaced(full(operation, ids), path, value)}
            yield await _sent(client, operation, ids, pointer(path), value, **options), False
        if kind in LEAP:
            options = {"json": replaced(full(operation, ids), path, LEAP[kind])}
            yield await _sent(client, operation, ids, pointer(path), LEAP[kind], **options), True


@pytest.fixture(scope="module")
async def outcomes(furnished, document) -> list[tuple[Outcome, bool]]:
    """All of them."""
    found: list[tuple[Outcome, bool]] = []
    for operation in operations(document):
        if operation.id not in ENDING:
            found += [one async for one in _asked(furnished.admin.client, operation, furnished.ids)]
    return found


def test_i10_what_is_no_moment_is_refused_by_field(outcomes):
    """I-10: year 0 and 10000, 29 February of a common year, no zone: 422 with the place, never 5xx."""
    bad = [outcome for outcome, exists in outcomes if not exists]
    assert [outcome for outcome in bad if outcome.status != 422 or outcome.place not in outcome.pointers] == []
    assert len(bad) > 250


def test_i10_a_leap_day_is_a_day(outcomes):
    """I-10: 29 February 2024 is understood wherever a date is; what is refused is something else."""
    leap = [outcome for outcome, exists in outcomes if exists]
    unread = [o for o in leap if o.status >= 500 or o.status == 400]
    assert unread == []
    assert sum(o.status < 300 for o in leap) > 15
    assert len(leap) > 40


@pytest.mark.parametrize(
    ("sent", "stored"),
    [
        ("2026-03-29T02:30:00+01:00", "2026-03-29T01:30:00Z"),
        ("2026-10-25T02:30:00+02:00", "2026-10-25T00:30:00Z"),
        ("2026-10-25T02:30:00+01:00", "2026-10-25T01:30:00Z"),
        ("2024-02-29T23:59:59-12:00", "2024-03-01T11:59:59Z"),
    ],
)
async def test_i10_moments_are_kept_in_utc(furnished, sent, stored):
    """I-10: with their offset moments are exact, on both sides of a change of clocks."""
    made = await furnished.admin.post("/work-orders", {"title": "x", "dueAt": sent})
    assert made.status_code == 201
    assert made.json()["dueAt"] == stored


@pytest.mark.parametrize(
    ("day", "hours"), [("2026-03-08", 23), ("2026-11-01", 25), ("2026-07-01", 24)], ids=["gap", "overlap", "plain"]
)
async def test_i10_a_local_day_has_the_hours_it_has(world, day, hours):
    """I-10: one piece of work in each hour around a day in New York: the day holds 23, 24 or 25 of them."""
    tenant = await world.tenant(time_zone="America/New_York")
    zone = ZoneInfo("America/New_York")
    midnight = datetime.fromisoformat(day).replace(tzinfo=zone).astimezone(UTC)
    async with tenant.call() as call:
        orders = [
            work_orders.HistoricWorkOrder(
                id=call.new_id(),
                title="Hourly",
                status=work_orders.WorkOrderStatus.NEW,
                reported_at=midnight + timedelta(hours=hour, minutes=30),
            )
            for hour in range(-24, 49)
        ]
        await work_orders.create_many(call, orders)
    person = await tenant.person("auditor")
    asked = {"from": day, "to": day}
    whole = (await person.get("/analysis/work-orders", **asked)).json()
    assert whole["total"]["opened"] == hours
    daily = (await person.get("/analysis/work-orders", period="day", **asked)).json()["rows"]
    assert [(row["periodStart"], row["figures"]["opened"]) for row in daily] == [(day, hours)]
