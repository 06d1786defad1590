"""Steps that the tests of planning share: through the API, and by the clock."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import uuid4


async def ok(response: Any, status: int = 200) -> Any:
    """The body of an answer that has this status."""
    answer = await response
    assert answer.status_code == status, (answer.status_code, answer.text)
    return answer.json() if answer.content else None


async def refused(response: Any, status: int, code: str | None = None) -> dict[str, Any]:
    """The problem document of a refusal with this status and code."""
    answer = await response
    assert answer.status_code == status, (answer.status_code, answer.text)
    problem: dict[str, Any] = answer.json()
    assert code is None or problem["type"] == f"/problems/{code}", problem
    return problem


def today(days: int = 0) -> str:
    """The present day in the tenant's zone, or one so many days from it."""
    return (local_today() + timedelta(days=days)).isoformat()


def local_today() -> date:
    """The present day in the tenant's zone."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("America/New_York")).date()


def late(days: int = 0) -> datetime:
    """The end of the day in New York, so many days from now: after whatever a test did today, whenever it runs."""
    from zoneinfo import ZoneInfo

    day = local_today() + timedelta(days=days)
    return datetime(day.year, day.month, day.day, 23, 58, tzinfo=ZoneInfo("America/New_York")).astimezone(UTC)


def daily(anchor: str | None = None, every: int = 1, **fields: Any) -> dict[str, Any]:
    """A trigger every so many days."""
    series = {"rule": {"repeat": "daily", "every": every}, "anchor": anchor or today(), **fields}
    return {"kind": "calendar_fixed", "series": series}


async def planned(person: Any, *triggers: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A plan, created."""
    body = {"name": f"Plan {uuid4().hex[:8]}", "triggers": list(triggers), **fields}
    plan: dict[str, Any] = await ok(person.post("/maintenance-plans", body), 201)
    return plan


async def thing(person: Any, path: str, **body: Any) -> str:
    """The id of something else that was created."""
    return str((await ok(person.post(path, body), 201))["id"])


async def asset(person: Any, name: str, **fields: Any) -> str:
    """The id of a new asset of a type of its own."""
    kind = await thing(person, "/asset-types", code=uuid4().hex[:20], name=name)
    return await thing(person, "/assets", name=name, assetTypeId=kind, **fields)


async def counter(person: Any, asset_id: str, name: str = "Hours", kind: str = "counter") -> str:
    """The id of a new meter."""
    body = {"name": name, "unit": "h", "kind": kind, "startedAt": "2020-01-01T00:00:00Z"}
    return await thing(person, f"/assets/{asset_id}/meters", **body)


async def read(person: Any, meter_id: str, value: str, at: datetime | None = None) -> None:
    """A reading."""
    moment = (at or datetime.now(UTC) - timedelta(seconds=30)).isoformat()
    await ok(person.post(f"/meters/{meter_id}/readings", {"value": value, "readAt": moment}), 201)


async def occurrences(person: Any, plan: dict[str, Any], **params: Any) -> list[dict[str, Any]]:
    """The occurrences of a plan, the earliest due first."""
    answer = await ok(person.get(f"/maintenance-plans/{plan['id']}/occurrences", limit=200, **params))
    rows: list[dict[str, Any]] = answer["data"]
    return rows


async def history(person: Any, work_order_id: str) -> list[str]:
    """The types of the events of a work order, the oldest first."""
    rows = (await ok(person.get(f"/work-orders/{work_order_id}/history", limit=200)))["data"]
    return [row["type"] for row in reversed(rows)]


async def finish(person: Any, work_order_id: str) -> None:
    """Do the work of a released work order."""
    for verb in ("start", "complete"):
        await ok(person.post(f"/work-orders/{work_order_id}/{verb}", {}))
