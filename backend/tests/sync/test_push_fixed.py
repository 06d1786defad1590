"""Quick fixes from phones: work that was done before anybody could be asked."""

from typing import Any

import pytest

from fettle.modules.work_orders.public import NewTask, NewWorkOrder, WorkKind, may_release
from sync.pushing import Field, entry, make_field, ms, new


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


def fixed(field: Field, **columns: Any) -> dict[str, Any]:
    """Work as the quick fix of the app makes it."""
    given = {
        "title": "Tightened the bolt",
        "status": "complete",
        "priority": "medium",
        "kind": "corrective",
        "site_id": field.site,
        "assignee_id": field.staff["ann"],
        "reported_at": ms(minutes=-15),
        "started_at": ms(minutes=-15),
        "completed_at": ms(),
    }
    return new(**(given | columns))


async def test_a_technician_writes_down_what_they_have_just_fixed(field: Field) -> None:
    """Work, asset and time arrive complete in one push, though its author may not approve."""
    phone = await field.phone()
    order = fixed(field)
    link = new(id=f"{order['id']}.{field.pump}", work_order_id=order["id"], asset_id=field.pump, position=0)
    line = {"kind": "labour", "quantity": 0.25, "unit": "hour", "staff_id": field.staff["ann"], "asset_id": field.pump}
    head, lines = entry(order["id"], line, staff_id=field.staff["ann"])
    sent: dict[str, Any] = {
        "work_orders": [order],
        "work_order_assets": [link],
        "log_entries": [head],
        "log_lines": lines,
    }
    assert await phone.push(**sent) == []
    held = await field.held(order["id"])
    assert (held["status"], held["assetIds"], float(held["loggedHours"])) == ("complete", [field.pump], 0.25)
    # The answer was lost: the same again changes nothing.
    assert await phone.push(**sent) == []
    assert (await field.held(order["id"]))["version"] == held["version"]
    await phone.pull()
    assert phone.rows["work_orders"][order["id"]]["completed_at"] == order["completed_at"]
    assert list(phone.rows["work_order_assets"]).count(link["id"]) == 1


async def test_a_quick_fix_is_no_way_around_approval(field: Field) -> None:
    """Work that goes on, is planned or has tasks waits for the office, whoever says otherwise."""
    phone = await field.phone()
    going = fixed(field, status="in_progress", completed_at=None)
    planned = fixed(field, kind="preventive")
    listed = fixed(field)
    task = new(work_order_id=listed["id"], title="Look again", position=0, required=True, status="open")
    rejected = await phone.push(work_orders=[going, planned, listed], work_order_tasks=[task])
    refused = {(each["id"], each["column"]) for each in rejected}
    for order in (going, planned, listed):
        assert (order["id"], "status") in refused
        assert (await field.held(order["id"]))["status"] == "new"


DOES = {"work_orders:create", "work_orders:work", "work_orders:complete"}


@pytest.mark.parametrize(
    ("permissions", "fields", "may"),
    [
        (DOES, {"done": True}, True),
        (DOES, {"done": True, "kind": WorkKind.CORRECTIVE}, True),
        (DOES, {}, False),
        (DOES, {"done": True, "kind": WorkKind.PREVENTIVE}, False),
        (DOES, {"done": True, "tasks": [NewTask(title="Look")]}, False),
        (DOES - {"work_orders:complete"}, {"done": True}, False),
        (DOES - {"work_orders:work"}, {"done": True}, False),
        ({"work_orders:create", "work_orders:approve"}, {}, True),
        ({"*"}, {}, True),
    ],
)
def test_who_releases_new_work(permissions: set[str], fields: dict[str, Any], may: bool) -> None:
    assert may_release(NewWorkOrder(title="Tightened the bolt", **fields), permissions) is may
