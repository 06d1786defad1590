"""Codes, tags, crews, fields and views: the same verbs for every kind, each with its own rules."""

from collections.abc import Mapping
from typing import Any

import msgspec
import pytest
from uuid_utils.compat import uuid7

from makers.world import Person, Tenancy, World


class Example(msgspec.Struct, frozen=True):
    """One kind: its path, a body, what is changed, and the body of another record."""

    path: str
    body: Mapping[str, Any]
    change: Mapping[str, Any]
    other: Mapping[str, Any]


EXAMPLES = [
    Example("/tags", {"name": "roof", "colour": "#ff0000"}, {"colour": None}, {"name": "zebra"}),
    Example("/gl-codes", {"code": "500", "name": "Repairs"}, {"active": False}, {"code": "900", "name": "Zebra"}),
    Example(
        "/task-codes",
        {"code": "OIL", "name": "Change oil", "standardHours": "1.5", "instructions": "Drain first."},
        {"standardHours": "2.25", "instructions": None},
        {"code": "ZEB", "name": "Zebra"},
    ),
    Example(
        "/failure-codes",
        {"kind": "cause", "code": "FROST", "name": "Frost"},
        {"name": "Hard frost"},
        {"kind": "problem", "code": "FROST", "name": "Zebra"},
    ),
    Example(
        "/reasons",
        {"kind": "hold", "code": "FROST", "name": "Frost"},
        {"active": False},
        {"kind": "cancel", "code": "FROST", "name": "Zebra"},
    ),
    Example("/staff", {"name": "Ada", "number": "7"}, {"trade": "plumber"}, {"name": "Zebra"}),
    Example("/crews", {"name": "North"}, {"active": False}, {"name": "Zebra"}),
    Example(
        "/custom-fields",
        {"entity": "asset", "key": "flow", "label": "Flow", "type": "number"},
        {"label": "Flow in l/s", "required": True},
        {"entity": "asset", "key": "zebra", "label": "Zebra", "type": "text"},
    ),
    Example(
        "/saved-views",
        {"entity": "work_order", "name": "Mine", "filters": {"status": ["new", "approved"]}},
        {"filters": {"status": ["new"]}, "shared": True},
        {"entity": "asset", "name": "Zebra"},
    ),
    Example(
        "/roles",
        {"code": "planner", "name": "Planner", "permissions": ["tags:write"]},
        {"permissions": ["tenant:read"]},
        {"code": "zebra", "name": "Zebra", "permissions": []},
    ),
]
each = pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example.path)


async def made(admin: Person, path: str, body: Any) -> dict[str, Any]:
    answer = await admin.post(path, body)
    assert answer.status_code == 201, answer.text
    assert answer.headers["etag"] == '"1"'
    record: dict[str, Any] = answer.json()
    return record


@each
async def test_made_found_changed_removed_restored(admin: Person, example: Example) -> None:
    record = await made(admin, example.path, example.body)
    path = f"{example.path}/{record['id']}"
    for name, value in example.body.items():
        assert str(record[name]).startswith(str(value)), name
    assert (await admin.get(path)).json() == record
    assert (await admin.patch(path, example.change)).status_code == 428
    changed = await admin.patch(path, example.change, version=1)
    assert (changed.status_code, changed.headers["etag"]) == (200, '"2"')
    stored = (await admin.get(path)).json()
    assert stored == changed.json()
    for name, value in example.change.items():
        assert str(stored[name]).startswith(str(value)), name
    assert (await admin.patch(path, example.change, version=1)).status_code == 412
    assert (await admin.patch(path, {}, version=2)).json()["version"] == 2
    assert (await admin.delete(path)).status_code == 428
    assert (await admin.delete(path, version=1)).status_code == 412
    assert (await admin.delete(path, version=2)).status_code == 204
    assert (await admin.get(path)).status_code == 404
    assert (await admin.delete(path, version=2)).status_code == 404
    removed = (await admin.get(example.path, deleted=True)).json()["data"]
    assert [each["id"] for each in removed] == [record["id"]]
    restored = await admin.post(f"{path}/restore")
    assert (restored.status_code, restored.json()["deletedAt"]) == (200, None)
    assert (await admin.post(f"{path}/restore")).status_code == 404


@each
async def test_every_change_is_an_event_from_which_the_record_can_be_rebuilt(admin: Person, example: Example) -> None:
    """The replay law: the created event's fields, with those of later events over them, are the record."""
    record = await made(admin, example.path, example.body)
    path = f"{example.path}/{record['id']}"
    final = (await admin.patch(path, example.change, version=1)).json()
    events = (await admin.get("/events", aboutId=record["id"])).json()["data"]
    assert [event["type"].split(".")[1] for event in events] == ["changed", "created"]
    rebuilt: dict[str, Any] = {}
    for event in reversed(events):
        rebuilt |= event["after"]
    camel = {_camel(name): value for name, value in rebuilt.items()}
    for name, value in camel.items():
        assert _plain(final[name]) == _plain(value), name
    assert set(camel) >= set(example.body) | set(example.change)


def _camel(name: str) -> str:
    head, *rest = name.split("_")
    return head + "".join(part.title() for part in rest)


def _plain(value: Any) -> Any:
    try:
        return float(value)
    except (TypeError, ValueError):
        return value


@each
async def test_lists_page_and_search(admin: Person, example: Example) -> None:
    first = await made(admin, example.path, example.body)
    other = await made(admin, example.path, example.other)
    found = (await admin.get(example.path, q="ZEBRÁ")).json()["data"]
    assert [each["id"] for each in found] == [other["id"]]
    seen, cursor = [], None
    while True:
        page = (await admin.get(example.path, limit=1, **({"cursor": cursor} if cursor else {}))).json()
        seen += [each["id"] for each in page["data"]]
        cursor = page["nextCursor"]
        if not page["hasMore"]:
            break
    assert len(seen) == len(set(seen))
    assert {first["id"], other["id"]} <= set(seen)
    assert (await admin.get(example.path, nonsense="1")).status_code == 422


@each
async def test_t7_another_tenant_has_the_same_and_cannot_reach_ours(
    world: World, admin: Person, example: Example
) -> None:
    """T-7: uniqueness is per tenant; and what is ours does not exist for others."""
    ours = await made(admin, example.path, example.body)
    stranger = await (await world.tenant()).person("admin")
    theirs = await made(stranger, example.path, example.body)
    assert theirs["id"] != ours["id"]
    path = f"{example.path}/{ours['id']}"
    nowhere = f"{example.path}/{uuid7()}"
    for attempt in ("get", "patch", "delete", "restore"):
        answers = []
        for address in (path, nowhere):
            match attempt:
                case "get":
                    answers.append(await stranger.get(address))
                case "patch":
                    answers.append(await stranger.patch(address, example.change, version=1))
                case "delete":
                    answers.append(await stranger.delete(address, version=1))
                case _:
                    answers.append(await stranger.post(f"{address}/restore"))
        assert [answer.status_code for answer in answers] == [404, 404], attempt
    assert (await admin.get(path)).json() == ours


@pytest.mark.parametrize("example", EXAMPLES[:8], ids=lambda example: example.path)
async def test_the_same_name_or_code_twice_is_a_conflict(admin: Person, example: Example) -> None:
    record = await made(admin, example.path, example.body)
    again = await admin.post(example.path, example.body)
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-exists")
    await admin.delete(f"{example.path}/{record['id']}", version=1)
    await made(admin, example.path, example.body)
    back = await admin.post(f"{example.path}/{record['id']}/restore")
    assert back.status_code == 409


@each
async def test_a12_read_only_and_unknown_fields_are_refused(admin: Person, example: Example) -> None:
    """A-12."""
    record = await made(admin, example.path, example.body)
    for field in ("id", "tenantId", "createdBy", "createdAt", "version", "deletedAt", "ownerId", "builtIn"):
        refused = await admin.patch(f"{example.path}/{record['id']}", {field: "x"}, version=1)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{field}")
        assert (await admin.post(example.path, {**example.other, field: "x"})).status_code == 422


@each
async def test_technicians_only_read(tenant: Tenancy, admin: Person, example: Example) -> None:
    record = await made(admin, example.path, example.body)
    technician = await tenant.person("technician")
    assert (await technician.get(example.path)).status_code == 200
    if example.path != "/saved-views":
        path = f"{example.path}/{record['id']}"
        assert (await technician.post(example.path, example.other)).status_code == 403
        assert (await technician.patch(path, example.change, version=1)).status_code == 403
        assert (await technician.delete(path, version=1)).status_code == 403
        assert (await technician.post(f"{path}/restore")).status_code == 403
