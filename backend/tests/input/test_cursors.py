"""Pages: a cursor serves its own list only, and a walk shows every record once whatever happens meanwhile (I-6)."""

from typing import Any
from uuid import UUID

import pytest

from fettle.db.callers import system
from fettle.modules.imports import public as imports
from makers.document import Operation, operations
from makers.furnished import Furnished, Furnishing, made_of
from makers.listed import MAKERS
from makers.world import Person

MORE = 5
REQUIRED = {
    "listReliability": {"from": "2026-01-01", "to": "2026-02-01"},
    "summariseLogEntries": {"by": "day"},
    "listFiles": {"subject": "work_order", "subjectId": "work_order_id"},
}


def paged(document: dict[str, Any]) -> dict[str, Operation]:
    """The lists, by operation id."""
    return {o.id: o for o in operations(document) if o.method == "GET" and "cursor" in o.query_names()}


@pytest.fixture(scope="module")
async def room(furnished: Furnished) -> Furnishing:
    """What the lists are about: a gauge, an asset that was never down, an import with many faults."""
    made = Furnishing(furnished.admin)
    made.ids = dict(furnished.ids)
    asset = {"name": "Second", "assetTypeId": made.ids["asset_type_id"]}
    await made.make("second_asset_id", "/assets", asset)
    gauge = {"name": "Level", "unit": "m", "kind": "gauge", "startedAt": "1990-01-01T00:00:00Z"}
    await made.make("gauge_id", f"/assets/{made.ids['second_asset_id']}/meters", gauge)
    rows = "".join(f"{n},,,nonsense\n" for n in range(MORE + 3))
    query = f"/v1/imports?mappingId={made.ids['mapping_id']}&start=false"
    content = f"Id,Title,Cost,Date\n{rows}".encode()
    sent = made_of(await made.admin.client.post(query, content=content, headers={"Content-Type": "text/csv"}))
    made.ids["import_id"] = sent["id"]
    tenant = made.admin.tenant
    await imports.run_import(tenant.world.door, system(tenant.id, via="test"), UUID(sent["id"]))
    # Work that takes notes and log entries all the time.
    order = {"title": "Long", "approve": True, "siteId": made.ids["site_id"]}
    await made.make("work_order_id", "/work-orders", order)
    return made


def address_of(operation: Operation, ids: dict[str, str]) -> str:
    """Where a list is, for things that take more of it."""
    ids = {**ids, "meter_id": ids["gauge_id"]}
    ids |= {"asset_id": ids["second_asset_id"]} if operation.id == "listDowntimes" else {}
    return operation.filled(ids)


def needed_by(operation_id: str, ids: dict[str, str]) -> dict[str, str]:
    """What a list has to be asked with; a value that names an id stands for that of the tenant."""
    return {name: ids.get(value, value) for name, value in REQUIRED.get(operation_id, {}).items()}


def key_of(record: dict[str, Any]) -> str:
    """What a record is known by."""
    return str(record.get("id") or record.get("assetId") or record.get("placeId") or record["key"])


async def page(person: Person, address: str, **params: Any) -> dict[str, Any]:
    """A page."""
    answer = await person.client.get(address, params=params)
    assert answer.status_code == 200, answer.text
    made: dict[str, Any] = answer.json()
    return made


async def everything(person: Person, address: str, **params: Any) -> list[str]:
    """All records, in pages as large as may be."""
    found: list[str] = []
    asked = {**params, "limit": 200}
    while True:
        shown = await page(person, address, **asked)
        found += [key_of(record) for record in shown["data"]]
        if not shown["hasMore"]:
            return found
        asked["cursor"] = shown["nextCursor"]


def test_i6_every_list_is_walked(document):
    """A new list fails until it is said how one more record of it is made."""
    assert set(paged(document)) == set(MAKERS)


@pytest.mark.parametrize("operation_id", sorted(MAKERS))
async def test_i6_cursors_serve_their_own_list_only(room, document, operation_id):
    """I-6: cut, edited, for another list, with another filter, by a colleague: 400, naming the parameter."""
    lists = paged(document)
    operation = lists[operation_id]
    for _ in range(MORE - 2):
        await MAKERS[operation_id](room)
    address, params = address_of(operation, room.ids), {**needed_by(operation_id, room.ids), "limit": 1}
    cursor = (await page(room.admin, address, **params))["nextCursor"]
    assert cursor, "too few records"
    other = lists["listTags" if operation_id != "listTags" else "listStaff"]
    colleague = await room.admin.tenant.person("admin")
    middle = len(cursor) // 2
    edited = cursor[:middle] + ("A" if cursor[middle] != "A" else "B") + cursor[middle + 1 :]
    attempts = [
        (room.admin, address, {**params, "cursor": cursor[:-1]}),
        (room.admin, address, {**params, "cursor": cursor[: len(cursor) // 2]}),
        (room.admin, address, {**params, "cursor": edited}),
        (room.admin, address_of(other, room.ids), {"cursor": cursor}),
        (colleague, address, {**params, "cursor": cursor}),
    ]
    filters = [p for p in operation.query() if p["name"] in ("q", "deleted", "siteId", "severity", "from")]
    if filters and operation_id != "listReliability":
        name = filters[0]["name"]
        value = {
            "siteId": room.ids["site_id"],
            "deleted": "true",
            "severity": "warning",
            "from": "2020-01-01" if "ccurrence" in operation_id else "2020-01-01T00:00:00Z",
        }
        attempts.append((room.admin, address, {**params, name: value.get(name, "labour"), "cursor": cursor}))
    for person, where, asked in attempts:
        answer = await person.client.get(where, params=asked)
        assert answer.status_code == 400, (where, asked, answer.text)
        assert answer.json()["type"] == "/problems/bad-cursor"
        assert [fault["pointer"] for fault in answer.json()["errors"]] == ["?cursor"]


@pytest.mark.parametrize("operation_id", sorted(MAKERS))
async def test_i6_a_walk_shows_every_record_once(room, document, operation_id):
    """I-6: while records come and go between the pages, those that stay are shown once each."""
    operation = paged(document)[operation_id]
    removing = {o.path.rpartition("/")[0]: o for o in operations(document) if o.method == "DELETE"}
    removal = removing.get(operation.path)
    for _ in range(3):
        await MAKERS[operation_id](room)
    address, params = address_of(operation, room.ids), needed_by(operation_id, room.ids)
    before = await everything(room.admin, address, **params)
    assert len(before) == len(set(before))
    seen: list[str] = []
    gone: set[str] = set()
    asked: dict[str, Any] = {**params, "limit": max(2, len(before) // 4)}
    while True:
        shown = await page(room.admin, address, **asked)
        seen += [key_of(record) for record in shown["data"]]
        if not shown["hasMore"]:
            break
        asked["cursor"] = shown["nextCursor"]
        await MAKERS[operation_id](room)
        # The one that the cursor stands on goes, and so may one that was not shown yet.
        for victim in (seen[-1], next((key for key in reversed(before) if key not in seen), seen[-1])):
            if removal is not None and operation_id not in KEPT and victim not in gone:
                found = await room.admin.client.get(f"{address}/{victim}")
                version = found.headers.get("etag", '"1"') if found.status_code == 200 else '"1"'
                done = await room.admin.client.delete(f"{address}/{victim}", headers={"If-Match": version})
                gone |= {victim} if done.status_code == 204 else set()
    assert len(seen) == len(set(seen)), "shown twice"
    assert set(before) - gone <= set(seen), "skipped"


# What the administrator who walks needs for the walk itself, or what other cases stand on.
KEPT = {
    "listSessions",
    "listPeople",
    "listRoles",
    "listSites",
    "listAssets",
    "listImportMappings",
    "listEscalationRules",
    "listWebhooks",
    "listApiKeys",
    "listClients",
}
