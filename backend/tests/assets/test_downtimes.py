"""Downtime over HTTP and for reports."""

import asyncio
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest

from fettle.modules.assets import public as assets

from .conftest import Grounds


def at(hour: int) -> str:
    return f"2026-02-01T{hour:02d}:00:00Z"


@pytest.fixture
async def pump(grounds: Grounds) -> str:
    """A pump."""
    return await grounds.asset("Pump")


async def down(grounds: Grounds, pump: str, start: int, end: int | None = None, **more: Any) -> Any:
    body = {"startedAt": at(start), "endedAt": None if end is None else at(end), **more}
    return await grounds.admin.post(f"/assets/{pump}/downtimes", body)


async def test_an_asset_goes_down_and_up(grounds: Grounds, pump: str) -> None:
    reason = await grounds.make("/reasons", {"kind": "downtime", "code": "worn-out", "name": "Worn out"})
    made = (await down(grounds, pump, 3, reasonId=reason["id"], note="noise")).json()
    assert (made["endedAt"], made["planned"], made["reasonId"]) == (None, False, reason["id"])
    assert (await grounds.shown(f"/assets/{pump}"))["downSince"] == at(3)
    path = f"/downtimes/{made['id']}"
    ended = (await grounds.admin.post(f"{path}/end", {"endedAt": at(5)})).json()
    assert (ended["endedAt"], ended["version"]) == (at(5), 2)
    again = await grounds.admin.post(f"{path}/end")
    assert (again.status_code, again.json()["type"]) == (409, "/problems/downtime-ended")
    assert (await grounds.shown(f"/assets/{pump}"))["downSince"] is None
    assert (await grounds.shown(path))["note"] == "noise"
    assert [d["id"] for d in (await grounds.shown(f"/assets/{pump}/downtimes"))["data"]] == [made["id"]]


async def test_an_overlap_is_refused_with_what_is_in_the_way(grounds: Grounds, pump: str) -> None:
    await down(grounds, pump, 3, 5)
    refused = await down(grounds, pump, 4, 6)
    assert refused.status_code == 409
    assert refused.json()["detail"] == f"The asset was already down from {at(3)} until {at(5)}."
    assert (await down(grounds, pump, 5, 6)).status_code == 201
    later = (await down(grounds, pump, 8)).json()
    assert "and still is" in (await down(grounds, pump, 9, 10)).json()["detail"]
    path = f"/downtimes/{later['id']}"
    assert (await grounds.admin.patch(path, {"startedAt": at(4)}, version=1)).status_code == 409


async def test_two_who_report_at_once_open_one_downtime(grounds: Grounds, pump: str) -> None:
    answers = await asyncio.gather(*(down(grounds, pump, hour) for hour in (1, 2, 3)))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409]


async def test_a_correction_keeps_what_it_said_before(grounds: Grounds, pump: str) -> None:
    made = (await down(grounds, pump, 3, 5)).json()
    path = f"/downtimes/{made['id']}"
    changed = await grounds.admin.patch(path, {"startedAt": at(2), "planned": True}, version=1)
    assert (changed.json()["startedAt"], changed.json()["planned"]) == (at(2), True)
    assert (await grounds.admin.patch(path, {"planned": True}, version=2)).json()["version"] == 2
    assert (await grounds.admin.patch(path, {"planned": False}, version=1)).status_code == 412
    assert (await grounds.admin.patch(path, {"startedAt": None}, version=2)).status_code == 422
    event = (await grounds.shown(f"/assets/{pump}/history"))["data"][0]
    assert (event["type"], event["before"]) == ("downtime.changed", {"started_at": at(3), "planned": False})


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"startedAt": "2199-01-01T00:00:00Z"}, "/startedAt"),
        ({"startedAt": at(5), "endedAt": at(4)}, "/endedAt"),
        ({"reasonId": str(uuid4())}, "/reasonId"),
        ({"workOrderId": str(uuid4())}, "/workOrderId"),
    ],
)
async def test_a_wrong_downtime_is_refused_by_field(
    grounds: Grounds, pump: str, body: dict[str, Any], pointer: str
) -> None:
    refused = await grounds.admin.post(f"/assets/{pump}/downtimes", body)
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_a_downtime_that_was_none_goes_and_comes_back_if_its_place_is_free(grounds: Grounds, pump: str) -> None:
    made = (await down(grounds, pump, 3, 5)).json()
    path = f"/downtimes/{made['id']}"
    assert (await grounds.admin.delete(path, version=1)).status_code == 204
    assert (await grounds.admin.get(path)).status_code == 404
    other = (await down(grounds, pump, 4, 6)).json()
    assert (await grounds.admin.post(f"{path}/restore")).status_code == 409
    await grounds.admin.delete(f"/downtimes/{other['id']}", version=1)
    assert (await grounds.admin.post(f"{path}/restore")).status_code == 200


async def test_a_retired_asset_goes_down_no_more(grounds: Grounds, pump: str) -> None:
    await grounds.admin.patch(f"/assets/{pump}", {"status": "retired"}, version=1)
    assert (await down(grounds, pump, 3)).json()["type"] == "/problems/asset-retired"


async def test_work_orders_open_and_close_downtime(grounds: Grounds, pump: str) -> None:
    async with grounds.tenant.call() as call:
        opened = await assets.open_downtime(call, UUID(pump), note="broken")
        assert opened.started_at == call.now
    async with grounds.tenant.call() as call:
        closed = await assets.close_downtime(call, UUID(pump))
        assert closed is not None
        assert (closed.id, closed.ended_at) == (opened.id, call.now)
        assert await assets.close_downtime(call, UUID(pump)) is None


async def test_reports_get_seconds_clipped_to_their_period_and_to_now(grounds: Grounds, pump: str) -> None:
    await down(grounds, pump, 1, 5)
    await down(grounds, pump, 6, 8, planned=True)
    other = await grounds.asset("Other")
    period = datetime(2026, 2, 1, 4, tzinfo=UTC), datetime(2026, 2, 1, 7, tzinfo=UTC)
    async with grounds.tenant.call(read_only=True) as call:
        totals = await assets.downtime_in(call, [UUID(pump), UUID(other)], *period)
        assert [(t.asset_id, t.unplanned_seconds, t.planned_seconds) for t in totals] == [(UUID(pump), 3600, 3600)]
        assert await assets.downtime_in(call, [], *period) == []
        future = datetime(2190, 1, 1, tzinfo=UTC)
        assert await assets.downtime_in(call, [UUID(pump)], future, future) == []
