"""Filters by custom fields: only by those that are declared for it, each compared by its own type."""

from typing import Any

import pytest

from makers.world import Person

FIELDS: list[dict[str, Any]] = [
    {"key": "note", "type": "text"},
    {"key": "floor", "type": "number"},
    {"key": "wet", "type": "boolean"},
    {"key": "seen", "type": "date"},
    {"key": "colour", "type": "choice", "options": ["red", "blue"]},
    {"key": "hands", "type": "choices", "options": ["red", "blue"]},
    {"key": "page", "type": "url"},
]
VALUES = {
    "note": "3",
    "floor": 3,
    "wet": True,
    "seen": "2026-03-01",
    "colour": "red",
    "hands": ["red", "blue"],
    "page": "https://example.test/a:b",
}
LISTS = {"work_order": "/work-orders", "work_request": "/work-requests", "asset": "/assets"}


@pytest.fixture(params=list(LISTS))
async def listing(request: Any, admin: Person) -> tuple[Person, str]:
    """A list with a record that has a value of every type and one that has none."""
    entity, path = request.param, LISTS[request.param]
    for field in FIELDS:
        body = {"entity": entity, "label": field["key"], "filterable": True, **field}
        assert (await admin.post("/custom-fields", body)).status_code == 201
    hidden = {"entity": entity, "key": "secret", "label": "Secret", "type": "text"}
    assert (await admin.post("/custom-fields", hidden)).status_code == 201
    more: dict[str, Any] = {"title": "Thing"}
    if entity == "asset":
        kind = (await admin.post("/asset-types", {"code": "k", "name": "Kind"})).json()["id"]
        more = {"name": "Thing", "assetTypeId": kind}
    for custom in (VALUES | {"secret": "x"}, {}):
        made = await admin.post(path, {**more, "custom": custom})
        assert made.status_code == 201, made.text
    return admin, path


async def test_values_are_compared_by_the_type_of_their_field(listing: tuple[Person, str]) -> None:
    person, path = listing
    found = {
        "note:3": 1,
        "note:3.0": 0,
        "floor:3": 1,
        "floor:3.0": 1,
        "floor:4": 0,
        "wet:true": 1,
        "wet:false": 0,
        "seen:2026-03-01": 1,
        "seen:2026-03-02": 0,
        "colour:red": 1,
        "colour:blue": 0,
        "hands:red": 1,
        "hands:blue": 1,
        "page:https://example.test/a:b": 1,
    }
    for stated, count in found.items():
        answer = await person.get(path, custom=stated)
        assert (answer.status_code, len(answer.json().get("data", ()))) == (200, count), (stated, answer.text)
    both = await person.get(path, custom=["hands:red", "hands:blue", "floor:3"])
    assert len(both.json()["data"]) == 1


@pytest.mark.parametrize(
    "stated",
    [
        "secret:x",
        "unheard:x",
        "floor:three",
        "floor:nan",
        "floor:1_0",
        "floor:1e999",
        "wet:1",
        "seen:yesterday",
        "colour:green",
        "hands:green",
        "page:nowhere",
        "floor",
        ":x",
    ],
)
async def test_what_cannot_be_filtered_by_is_named(listing: tuple[Person, str], stated: str) -> None:
    person, path = listing
    refused = await person.get(path, custom=["wet:true", stated])
    assert refused.status_code == 422, refused.text
    [fault] = refused.json()["errors"]
    assert fault["pointer"] == "?custom"
    key, colon, _ = stated.partition(":")
    assert fault["message"].startswith(f"{key} ") if key and colon else fault["code"] == "format"


async def test_at_most_ten_at_once(listing: tuple[Person, str]) -> None:
    person, path = listing
    assert (await person.get(path, custom=["floor:3"] * 10)).status_code == 200
    assert (await person.get(path, custom=["floor:3"] * 11)).status_code == 422
