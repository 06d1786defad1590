"""The figures that the owners of the demo data published, from the API, exactly.

What an import must keep for them:

* Parks: `closed` from the status; `reportedAt`, `dueAt`, `completedAt` to the second in the city's time zone; the type
  as the first task's code; the on-time label as a custom field. On time is judged by the times: 6,914 of the 8,214
  closed ones with a target (84.17 %). The label says overdue for 1,294 of the other 1,300 and nothing for six; by
  type the published wholes (766 tree emergencies, 1,518 ground maintenance) are those with a target, labelled or not.
* Excavators: kind `corrective` for PM01 only; one log line for the cost of each order on its own date, negative ones
  as they are; a cost of 0 means "none" and is counted as such whether a line of 0.00 was written or none.
"""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest

from makers.world import Person, Tenancy, World

Demo = Mapping[str, Tenancy]
YEAR = {"from": "2015-01-01", "to": "2015-12-31"}
LIFE = {"from": "2001-01-01", "to": "2012-12-31"}


@pytest.fixture(scope="session")
async def parks(demo: Demo) -> Person:
    """Somebody who reads the parks department's figures."""
    return await demo["parks"].person("auditor")


@pytest.fixture(scope="session")
async def quarry(demo: Demo) -> Person:
    """Somebody who reads the quarry's figures."""
    return await demo["quarry"].person("auditor")


async def asked(person: Person, path: str, **query: Any) -> Any:
    """The answer to an analysis."""
    answer = await person.get(f"/analysis/{path}", **query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_parks_volume_on_time_and_time_to_close(parks: Person) -> None:
    analysis = await asked(parks, "work-orders", **YEAR)
    total = analysis["total"]
    assert (total["opened"], total["closed"], total["open"], total["cancelled"]) == (10_127, 8_717, 1_410, 0)
    assert (total["withTarget"], total["onTime"], total["onTimePercent"]) == (8_214, 6_914, 84.17)
    assert total["timeToClose"] == {"unit": "days", "measured": 8_717, "median": 5.31, "mean": 31.64, "p90": 106.05}
    assert analysis["period"]["timeZone"] == "America/New_York"


@pytest.mark.parametrize(
    ("type_of_work", "on_time", "with_target"),
    [
        ("Tree Maintenance Requests", 3_240, 3_240),
        ("Ground Maintenance", 1_272, 1_518),
        ("Equipment Repair", 766, 1_468),
        ("Tree Emergencies", 728, 766),
        ("Empty Litter Basket", 49, 238),
    ],
)
async def test_parks_on_time_by_type(parks: Person, type_of_work: str, on_time: int, with_target: int) -> None:
    rows = (await asked(parks, "work-orders", by="taskCode"))["rows"]
    figures = next(row["figures"] for row in rows if row["label"] == type_of_work)
    assert (figures["onTime"], figures["withTarget"]) == (on_time, with_target)


async def test_parks_labels_of_the_owners(parks: Person) -> None:
    """1,294 are labelled overdue, each closed after its target; six closed ones carry no label."""
    rows = (await asked(parks, "work-orders", by="customField", customField="on_time_status"))["rows"]
    by_label = {row["key"]: row["figures"] for row in rows}
    assert (by_label["ONTIME"]["onTime"], by_label["ONTIME"]["overdue"]) == (6_914, 0)
    assert (by_label["OVERDUE"]["onTime"], by_label["OVERDUE"]["overdue"]) == (0, 1_294)
    assert (by_label[None]["closed"], by_label[None]["overdue"]) == (6, 6)


@pytest.mark.parametrize(
    "at", ["2015-07-01", "2015-07-01T00:00:00", "2015-07-01T04:00:00Z", "2015-07-01T00:00:00-04:00"]
)
async def test_parks_backlog_of_a_past_moment(parks: Person, at: str) -> None:
    assert (await asked(parks, "backlog", at=at))["total"]["open"] == 1_289


async def test_parks_backlog_series_agrees_with_the_moment(parks: Person) -> None:
    points = (await asked(parks, "backlog/series", period="month", **YEAR))["points"]
    assert len(points) == 12
    assert points[5]["open"] == 1_289
    assert sum(point["opened"] for point in points) == 10_127
    assert points[-1]["open"] == 10_127 - sum(point["closed"] for point in points)


ASSETS = {
    "A": (151, 149, "77567.19"),
    "B": (1_017, 976, "1312183.24"),
    "C": (992, 896, "6229217.28"),
    "D": (2_374, 2_304, "5128534.49"),
    "E": (951, 892, "4758660.56"),
}


async def test_quarry_work_orders_corrective_and_cost_by_asset(quarry: Person) -> None:
    analysis = await asked(quarry, "costs", by="asset")
    found = {
        row["label"].removeprefix("Excavator "): (
            row["figures"]["workOrders"],
            row["figures"]["corrective"],
            row["figures"]["cost"],
        )
        for row in analysis["rows"]
    }
    assert found == ASSETS
    total = analysis["total"]
    assert (total["unit"], total["cost"], total["workOrders"]) == ("AUD", "17506162.76", 5_485)
    assert total["withoutCost"] == 1_288


@pytest.mark.parametrize("by", ["none", "category", "site", "kind", "workOrderKind", "assetType", "glCode"])
@pytest.mark.parametrize("period", ["none", "quarter", "year"])
async def test_quarry_costs_add_up_whichever_way_they_are_cut(quarry: Person, by: str, period: str) -> None:
    analysis = await asked(quarry, "costs", by=by, period=period, **LIFE)
    assert analysis["total"]["cost"] == "17506162.76"
    if analysis["rows"]:
        assert sum(Decimal(row["figures"]["cost"]) for row in analysis["rows"]) == Decimal("17506162.76")


async def test_quarry_negative_costs_stay(quarry: Person) -> None:
    rows = []
    cursor: dict[str, str] = {}
    while True:
        answer = (await quarry.get("/log-entries", kind="other", limit=200, **cursor)).json()
        rows += [line["amount"] for entry in answer["data"] for line in entry["lines"]]
        if not answer["hasMore"]:
            break
        cursor = {"cursor": answer["nextCursor"]}
    assert sorted(Decimal(amount) for amount in rows if Decimal(amount) < 0) == [
        Decimal(amount) for amount in ("-339.81", "-253.71", "-190.28", "-139.52", "-77.29", "-25.76")
    ]


async def test_quarry_failures_are_the_corrective_ones(quarry: Person) -> None:
    rows = (await asked(quarry, "reliability", **LIFE))["data"]
    found = {row["assetName"].removeprefix("Excavator "): row["failures"] for row in rows}
    assert found == {name: corrective for name, (_, corrective, _) in ASSETS.items()}


async def test_an_empty_tenant_has_nothing(demo: Demo, world: World) -> None:
    """T-16: an empty tenant beside the full ones counts nothing, and divides by nothing."""
    person = await (await world.tenant(edition="household")).person("owner")
    total = (await asked(person, "work-orders"))["total"]
    assert (total["opened"], total["onTimePercent"], total["timeToClose"]["median"]) == (0, None, None)
    assert (await asked(person, "backlog", at="2015-07-01"))["total"]["open"] == 0
    costs = await asked(person, "costs", by="asset")
    assert (costs["total"]["cost"], costs["rows"]) == ("0.00", [])
