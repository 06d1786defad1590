"""What the keys in `custom` stand for, on phones: the fields that a tenant has added come, are renamed and go."""

import json
from typing import Any

from sync.crew import Crew
from work_orders.steps import ok

FIELD = {"entity": "asset", "key": "inspected_on", "label": "Inspected on", "type": "date", "position": 2}
CHOICE = {"entity": "asset", "key": "fuel", "label": "Fuel", "type": "choice", "options": ["Diesel", "None"]}


async def made(crew: Crew, field: dict[str, Any]) -> dict[str, Any]:
    """A new field."""
    record: dict[str, Any] = await ok(crew.boss.post("/custom-fields", field), 201)
    return record


async def test_fields_come_change_and_go(crew: Crew) -> None:
    kind = (await ok(crew.boss.get(f"/assets/{crew.pump}")))["assetTypeId"]
    phone = await crew.phone()
    date = await made(crew, FIELD)
    fuel = await made(crew, {**CHOICE, "subtypeId": kind})
    await phone.settle()
    held = await phone.all("custom_fields")
    assert held[date["id"]] == {
        "id": date["id"],
        "entity": "asset",
        "key": "inspected_on",
        "label": "Inspected on",
        "type": "date",
        "options": "[]",
        "subtype_id": None,
        "position": 2,
    }
    assert json.loads(held[fuel["id"]]["options"]) == ["Diesel", "None"]
    assert held[fuel["id"]]["subtype_id"] == kind
    path = f"/custom-fields/{date['id']}"
    await ok(crew.boss.patch(path, {"label": "Last inspection"}, version=date["version"]))
    await phone.settle()
    assert (await phone.all("custom_fields"))[date["id"]]["label"] == "Last inspection"
    await ok(crew.boss.delete(f"/custom-fields/{fuel['id']}", version=fuel["version"]), 204)
    await phone.settle()
    assert set(await phone.all("custom_fields")) == {date["id"]}
    await crew.equal()


async def test_an_app_of_the_first_version_gets_them_when_it_is_brought_up_to_date(crew: Crew) -> None:
    """L6: it hears nothing of them, migrates with what it has not sent, and then has them all."""
    field = await made(crew, FIELD)
    work = await crew.work()
    phone = await crew.phone(version=1)
    assert "custom_fields" not in await phone.dump()
    await phone.create("comments", work_order_id=work["id"], body="Typed before", public=False)
    await phone.restart(version=crew.phones.declared["version"])
    assert await phone.unsent()
    assert await phone.all("custom_fields") == {}
    await phone.settle()
    assert set(await phone.all("custom_fields")) == {field["id"]}
    said = (await ok(crew.boss.get(f"/work-orders/{work['id']}/comments")))["data"]
    assert [each["body"] for each in said] == ["Typed before"]
    await crew.equal()
