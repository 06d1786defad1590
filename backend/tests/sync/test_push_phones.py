"""Which phone a conflict came from: people have two, and supervisors ask."""

from typing import Any
from uuid import uuid4

import pytest

from sync.pushing import Device, Field, make_field


@pytest.fixture(scope="module")
async def field(world: Any) -> Field:
    """A tenant of this module's own."""
    return await make_field(world)


async def refused(field: Field, name: str | None, phone: Device | None = None) -> dict[str, Any]:
    """The conflict of a phone of Ann's, which calls itself so, over a title that is the office's."""
    work_order = await field.work()
    phone = phone or await field.phone()
    await phone.pull()
    phone.name = name
    await phone.push("work_orders", phone.edited("work_orders", work_order, title="Mine"))
    [conflict] = [each for each in await phone.conflicts() if each["recordId"] == work_order]
    return conflict


async def test_a_conflict_says_which_phone_it_came_from(field: Field) -> None:
    first, second = str(uuid4()), str(uuid4())
    one, other = await refused(field, first), await refused(field, second)
    assert (one["deviceId"], other["deviceId"]) == (first, second)
    phone = await field.phone()
    told = {id: row["device_id"] for id, row in phone.rows["sync_conflicts"].items()}
    assert (told[one["id"]], told[other["id"]]) == (first, second)
    everybody = {each["id"]: each for each in await Device(field.boss).conflicts(everybody=True, limit=200)}
    assert everybody[one["id"]]["deviceId"] == first


@pytest.mark.parametrize(
    "name", [None, "", "my phone", "ñ\u200b", "x" * 5_000, "{018f3b7c-9a51-7c00-8000-5a1e00000001}"]
)
async def test_what_a_phone_calls_itself_otherwise_is_passed_over(field: Field, name: str | None) -> None:
    """A phone that says nothing, or nonsense, synchronizes as ever."""
    conflict = await refused(field, name)
    assert (conflict["reason"], conflict["deviceId"]) == ("forbidden", None)


async def test_whoever_is_overwritten_is_not_told_whose_phone_it_was(field: Field) -> None:
    """The conflict is theirs and came from no phone of theirs."""
    work_order = await field.work()
    phone = await field.phone(field.boss)
    phone.name = str(uuid4())
    other = await field.tenant.person("supervisor")
    version = (await field.held(work_order))["version"]
    answer = await other.patch(f"/work-orders/{work_order}", {"title": "Theirs"}, version=version)
    assert answer.status_code == 200
    await phone.push("work_orders", phone.edited("work_orders", work_order, title="Ours"))
    [mine] = [each for each in await phone.conflicts() if each["recordId"] == work_order]
    [theirs] = [each for each in await Device(other).conflicts() if each["recordId"] == work_order]
    assert (mine["reason"], theirs["reason"]) == ("overwritten", "overwritten")
    assert (mine["deviceId"], theirs["deviceId"]) == (phone.name, None)
