"""Somebody limited to one site meets another site of the same tenant as if it did not exist."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest

from makers.document import ON_A_SITE, Operation, operations, resolve, told
from makers.examples import example
from makers.halves import Halves, make_halves

HANGING = {
    "siteId": "site_id",
    "siteIds": "site_id",
    "siteScope": "site_id",
    "locationId": "location_id",
    "assetId": "asset_id",
    "assetIds": "asset_id",
    "equipmentAssetId": "asset_id",
    "workOrderId": "work_order_id",
    "followUpOfId": "work_order_id",
    "requestId": "work_request_id",
}
"""Fields of bodies that name what hangs on a site."""
PARENTS = {"locations": "location_id", "assets": "asset_id", "comments": "comment_id"}
NOW = "2026-03-01T00:00:00Z"
SHARED = {"assetTypeId": "asset_type_id", "staffId": "staff_id", "role": "gatekeeper", "email": "a@example.test"}


# Who belongs to the tenant, and to which sites they are limited, is known to whoever may read people.
ABOUT_PEOPLE = {"listPeople", "search"}
# Sheets of paper, which no two times are the same bytes; what stands on them is a list that is compared here.
PRINTED = {"printPortalLabels"}


@pytest.fixture(scope="session")
async def halves(world) -> Halves:
    """A tenant with two sites that the cases only look at."""
    return await make_halves(world)


async def test_ids_of_another_site_are_unknown(halves, document):
    """T-14 within a tenant: 404, word for word as for an id that exists nowhere, for all that hangs on a site."""
    asked, wrong = 0, []
    for operation in operations(document):
        if not operation.names() & ON_A_SITE:
            continue
        asked += 1
        with_theirs = told(await operation.ask(halves.south.local.client, halves.north.ids))
        with_nothing = told(await operation.ask(halves.south.local.client, None))
        if with_theirs != with_nothing or with_theirs[0] != 404:
            wrong.append((operation.id, with_theirs[:2], with_nothing[:2]))
    assert not wrong, wrong
    assert asked > 60


async def test_a_task_of_another_site_is_unknown_below_ones_own_work_order(halves):
    """An id in the path is not believed because the one before it is in order."""
    ids = {**halves.south.ids, "task_id": halves.north.ids["task_id"]}
    address = f"/work-orders/{ids['work_order_id']}/tasks/{ids['task_id']}"
    local = halves.south.local
    answers = [
        await local.post(f"{address}/answer", {"status": "done"}),
        await local.patch(address, {"title": "mine"}, version=1),
        await local.delete(address, version=1),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]


def hidden_names(halves: Halves) -> set[str]:
    """What must not be read by those who are limited to the south."""
    own = halves.south.ids
    return {halves.north.word} | {value for name, value in halves.north.ids.items() if own.get(name) != value}


async def test_nothing_that_is_read_shows_another_site(halves, document):
    """T-16 within a tenant: lists, counts, details, histories, exports and analysis hold no word or id of the north."""
    hidden = hidden_names(halves)
    wrong, shown_to_admin = [], set()
    for operation in operations(document):
        if operation.method != "GET":
            continue
        mine = (await operation.ask(halves.south.local.client, halves.south.ids)).text
        all_of_it = (await operation.ask(halves.admin.client, halves.north.ids)).text
        if any(name in all_of_it for name in hidden):
            shown_to_admin.add(operation.id)
        if operation.id in ABOUT_PEOPLE:
            continue
        if found := sorted(name for name in hidden if name in mine):
            wrong.append((operation.id, found, mine))
    assert not wrong, wrong
    # What shows nothing to anybody proves nothing.
    assert len(shown_to_admin) > 25


async def test_searches_and_filters_find_nothing_of_another_site(halves, document):
    """T-15 within a tenant: words and ids of the north, asked for by name, find nothing."""
    hidden = hidden_names(halves)
    values = {"q": halves.north.word, "custom": f"floor:{halves.north.word}", "aboutId": halves.north.ids["asset_id"]}
    asked, wrong = 0, []
    for operation in operations(document):
        if operation.method != "GET":
            continue
        for name in sorted(operation.query_names()):
            value = values.get(name) or halves.north.ids.get(HANGING.get(name, "none"))
            if value is None or operation.id in ABOUT_PEOPLE:
                continue
            asked += 1
            params = {**operation.needed(), name: value}
            answer = await operation.ask(halves.south.local.client, halves.south.ids, params=params)
            if answer.status_code not in (200, 422) or any(word in answer.text for word in hidden - {value}):
                wrong.append((operation.id, name, answer.status_code, answer.text))
    assert not wrong, wrong
    assert asked > 35


async def test_reading_without_a_filter_is_reading_with_ones_own_site(halves, document):
    """T-16 within a tenant: what a limited person counts and sums is what others count and sum for that site."""
    compared, wrong = 0, []
    for operation in operations(document):
        if operation.method != "GET" or "siteId" not in operation.query_names() or operation.id in PRINTED:
            continue
        everything = operation.needed() | ({"at": NOW} if "at" in operation.query_names() else {})
        here = {**everything, "siteId": halves.south.ids["site_id"]}
        limited = told(await operation.ask(halves.south.local.client, halves.south.ids, params=everything))
        filtered = told(await operation.ask(halves.admin.client, halves.south.ids, params=here))
        unfiltered = told(await operation.ask(halves.admin.client, halves.south.ids, params=everything))
        assert limited[0] == 200, limited
        compared += limited[1] != unfiltered[1]
        if limited[1] != filtered[1]:
            wrong.append((operation.id, limited[1], filtered[1]))
    assert not wrong, wrong
    assert compared > 10


def fields(schema: dict[str, Any], document: dict[str, Any], path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths of all fields of a body, into lists of objects as well."""
    for name, field in resolve(schema, document).get("properties", {}).items():
        yield (*path, name)
        kind = resolve(field, document)
        if kind.get("type") == "array":
            yield from fields(kind["items"], document, (*path, name))
        elif "properties" in kind:
            yield from fields(kind, document, (*path, name))


def filled(operation: Operation, path: tuple[str, ...], value: str, ids: dict[str, str]) -> Any:
    """The smallest body of `operation` in which the field at `path` holds `value`."""

    def build(schema: dict[str, Any], rest: tuple[str, ...]) -> Any:
        schema = resolve(schema, operation.document)
        if not rest:
            return [value] if schema.get("type") == "array" else value
        if schema.get("type") == "array":
            return [build(schema["items"], rest)]
        made = operation.body() if rest == path else example(schema, operation.document)
        made |= {name: ids.get(known, known) for name, known in SHARED.items() if name in made}
        made[rest[0]] = build(schema["properties"][rest[0]], rest[1:])
        if "quantity" in schema["properties"] and rest[0] in ("assetId", "equipmentAssetId"):
            made |= {"kind": "equipment" if rest[0] == "equipmentAssetId" else "material", "item": "x", "unit": "x"}
        return made

    return build(operation.body_schema() or {}, path)


async def test_bodies_that_name_another_site_are_refused(halves, document):
    """T-5 within a tenant: naming what stands at another site is refused like naming what does not exist, by field."""
    ids = halves.south.ids
    asked, wrong = [], []
    for operation in operations(document):
        schema = operation.body_schema()
        for path in fields(schema, document) if schema else ():
            kind = HANGING.get(path[-1])
            if path[-1] == "parentId":
                kind = next(name for part, name in PARENTS.items() if part in operation.path)
            if kind is None or operation.id in ("previewImport", "createImportMapping", "changeImportMapping"):
                continue
            outcome = []
            for value in (halves.north.ids[kind], str(uuid4())):
                version = await version_of(halves, operation, ids)
                body = filled(operation, path, value, ids)
                answer = await operation.ask(halves.south.local.client, ids, json=body, headers={"If-Match": version})
                outcome.append(told(answer)[:2])
            asked.append((operation.id, path))
            pointers = [fault["pointer"] for fault in outcome[0][1].get("errors", ())]
            if outcome[0] != outcome[1] or outcome[0][0] != 422 or not any(path[-1] in p for p in pointers):
                wrong.append((operation.id, path, outcome))
    assert not wrong, wrong
    assert len(asked) > 25


async def version_of(halves: Halves, operation: Operation, ids: dict[str, str]) -> str:
    """The ETag of what an address stands for."""
    if operation.method not in ("PATCH", "DELETE"):
        return '"1"'
    answer = await halves.admin.client.get(operation.filled(ids))
    return answer.headers.get("etag", '"1"') if answer.status_code == 200 else '"1"'


async def test_bulk_actions_refuse_work_of_another_site(halves):
    """T-20 within a tenant: among five hundred, an id of another site is one that does not exist."""
    nowhere = str(uuid4())
    told_of = []
    for other in (halves.north.ids["work_order_id"], nowhere):
        body = {"ids": [other], "action": "prioritise", "priority": "high"}
        answer = await halves.south.local.post("/work-orders/bulk", body)
        assert answer.status_code == 200
        told_of.append(answer.text.replace(other, "it"))
    assert told_of[0] == told_of[1]
    after = (await halves.admin.get(f"/work-orders/{halves.north.ids['work_order_id']}")).json()
    assert after["priority"] == "medium"


async def test_nobody_limited_widens_what_they_see(halves):
    """A-12: invitations, roles of people and keys cannot reach beyond the sites of whoever makes them."""
    local, beyond = halves.south.local, halves.north.ids["site_id"]
    me = (await local.get("/people", q=local.email)).json()["data"][0]
    attempts = [
        await local.patch(f"/people/{me['id']}", {"siteIds": None}, version=me["version"]),
        await local.patch(f"/people/{me['id']}", {"siteIds": [beyond]}, version=me["version"]),
        await local.post("/invitations", {"email": "a@example.test", "role": "gatekeeper"}),
        await local.post("/invitations", {"email": "a@example.test", "role": "gatekeeper", "siteIds": [beyond]}),
        await local.post(f"/invitations/{halves.north.ids['invitation_id']}/resend"),
        await local.delete(f"/invitations/{halves.north.ids['invitation_id']}", version=1),
        await local.post("/api-keys", {"name": "wide", "permissions": ["assets:read"]}),
        await local.post("/api-keys", {"name": "other", "permissions": ["assets:read"], "siteScope": [beyond]}),
    ]
    assert all(answer.status_code in (403, 422) for answer in attempts), [answer.text for answer in attempts]


async def test_work_across_sites_names_nothing_of_the_other(halves, document):
    """A work order at one site on an asset of another: those limited to the first read no word of the second."""
    north, south = halves.north.ids, halves.south.ids
    lines = [{"kind": "material", "item": "Bolt", "unit": "piece", "quantity": "1", "assetId": north["asset_id"]}]
    made = await halves.admin.post(
        "/work-orders",
        {
            "title": "Both",
            "siteId": south["site_id"],
            "assetIds": [south["asset_id"], north["asset_id"]],
            "tasks": [{"title": "Over there", "assetId": north["asset_id"]}],
            "approve": True,
        },
    )
    assert made.status_code == 201, made.text
    ids = {**south, "work_order_id": made.json()["id"]}
    entry = {"performedOn": "2026-02-03", "lines": lines}
    logged = await halves.admin.post(f"/work-orders/{ids['work_order_id']}/log-entries", entry)
    assert logged.status_code == 201, logged.text
    ids["log_entry_id"] = logged.json()["id"]
    wrong = []
    for operation in operations(document):
        if operation.method == "GET" and operation.id not in ABOUT_PEOPLE:
            said = (await operation.ask(halves.south.local.client, ids)).text
            if halves.north.word in said:
                wrong.append((operation.id, said))
    for by in ("asset", "assetType", "category", "site"):
        for report in ("work-orders", "backlog", "costs"):
            said = (await halves.south.local.get(f"/analysis/{report}", by=by)).text
            if halves.north.word in said:
                wrong.append((report, by, said))
    assert not wrong, wrong
