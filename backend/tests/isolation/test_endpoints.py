"""Every endpoint that takes an id answers another tenant's id like one that exists nowhere."""

import re
import statistics
import time
from typing import Any
from uuid import uuid4

import pytest

from makers.document import known_to_strangers, with_ids
from makers.examples import body_of
from makers.furnished import first_id


async def answer(person: Any, method: str, path: str, body: Any) -> tuple[int, dict[str, Any], set[str]]:
    options: dict[str, Any] = {"headers": {"If-Match": '"1"'}}
    if body is not None:
        options["json"] = body
    response = await person.client.request(method, path, **options)
    said = response.json() if "json" in response.headers.get("content-type", "") else {}
    hidden = {"instance", "requestId"}
    kept = {k: v for k, v in said.items() if k not in hidden} if isinstance(said, dict) else said
    return response.status_code, kept, set(response.headers)


@pytest.mark.parametrize("role", ["admin", "supervisor", "technician", "requester", "auditor"])
async def test_t14_ids_of_another_tenant_are_unknown(world, two_furnished, document, role):
    """T-14: B's ids are answered as ids that exist nowhere: same status, body and headers, and never with success."""
    theirs = two_furnished[1]
    ids = {**known_to_strangers(theirs.ids), "session_id": await first_id(theirs.admin, "/auth/sessions")}
    person = await two_furnished[0].tenant.person(role)
    wrong = []
    for path, methods in document["paths"].items():
        if "{" not in path:
            continue
        for method, operation in methods.items():
            body = body_of(operation, document)
            with_theirs = await answer(person, method.upper(), with_ids(path, ids), body)
            with_nothing = await answer(person, method.upper(), with_ids(path, None), body)
            if with_theirs != with_nothing or with_theirs[0] < 400 or with_theirs[0] >= 500:
                wrong.append((operation["operationId"], with_theirs[:2], with_nothing[:2]))
    assert wrong == []


async def test_t14_time_tells_nothing(two_furnished):
    """T-14: an id of another tenant takes no other time than one that exists nowhere (medians of 200 calls)."""
    mine, theirs = two_furnished
    spent: dict[str, list[float]] = {"theirs": [], "nowhere": []}
    for _ in range(200):
        for name, identifier in (("theirs", theirs.ids["work_order_id"]), ("nowhere", str(uuid4()))):
            began = time.perf_counter()
            response = await mine.admin.get(f"/work-orders/{identifier}")
            spent[name].append(time.perf_counter() - began)
            assert response.status_code == 404
    medians = {name: statistics.median(values) for name, values in spent.items()}
    spread = statistics.median(abs(value - medians["nowhere"]) for value in spent["nowhere"])
    assert abs(medians["theirs"] - medians["nowhere"]) < max(3 * spread, 0.0005)


REFERENCES = (
    ("POST", "/v1/locations", {"name": "x", "siteId": "site_id"}),
    ("POST", "/v1/assets", {"name": "x", "assetTypeId": "asset_type_id"}),
    ("POST", "/v1/work-orders", {"title": "x", "siteId": "site_id"}),
    ("POST", "/v1/work-orders", {"title": "x", "assetIds": ["asset_id"]}),
    ("POST", "/v1/work-orders", {"title": "x", "assigneeId": "staff_id"}),
    ("POST", "/v1/work-orders", {"title": "x", "crewId": "crew_id"}),
    ("POST", "/v1/work-orders", {"title": "x", "glCodeId": "gl_code_id"}),
    ("POST", "/v1/work-orders", {"title": "x", "tagIds": ["tag_id"]}),
    ("POST", "/v1/work-orders", {"title": "x", "templateId": "template_id"}),
    ("POST", "/v1/work-requests", {"title": "x", "assetId": "asset_id"}),
    ("POST", "/v1/task-codes", {"code": "x", "name": "x", "glCodeId": "gl_code_id"}),
    ("POST", "/v1/crews", {"name": "x", "memberIds": ["staff_id"]}),
)


def _filled(value: Any, ids: dict[str, str] | None) -> Any:
    if isinstance(value, dict):
        return {k: _filled(v, ids) for k, v in value.items()}
    if isinstance(value, list):
        return [_filled(v, ids) for v in value]
    if isinstance(value, str) and value.endswith("_id"):
        return str(uuid4()) if ids is None else ids[value]
    return value


@pytest.mark.parametrize(("method", "path", "body"), REFERENCES)
async def test_t5_references_in_bodies_tell_nothing(two_furnished, method, path, body):
    """T-5: naming another tenant's record in a body is refused exactly like naming one that exists nowhere."""
    mine, theirs = two_furnished
    with_theirs = await answer(mine.admin, method, path, _filled(body, theirs.ids))
    with_nothing = await answer(mine.admin, method, path, _filled(body, None))
    assert with_theirs[0] == 422
    assert with_theirs[1]["errors"]
    assert with_theirs == with_nothing


async def test_t15_filters_naming_another_tenants_ids_find_nothing(two_furnished, document):
    """T-15: every list, filtered by B's ids in every id parameter, shows no row of B."""
    mine, theirs = two_furnished
    marker = set(theirs.ids.values())
    wrong = []
    for path, methods in document["paths"].items():
        operation = methods.get("get")
        if operation is None or "{" in path or path.endswith(".csv"):
            continue
        for parameter in operation.get("parameters", ()):
            if parameter["in"] == "query" and parameter["name"].endswith("Id"):
                name = re.sub(r"([A-Z])", lambda match: "_" + match[1].lower(), parameter["name"])
                identifier = theirs.ids.get(name, theirs.ids["work_order_id"])
                response = await mine.admin.client.get(path, params={parameter["name"]: identifier})
                shown = response.json().get("data", []) if response.status_code == 200 else []
                if response.status_code >= 500 or any(row.get("id") in marker for row in shown):
                    wrong.append((operation["operationId"], parameter["name"], response.status_code))
    assert wrong == []


async def test_t15_a_cursor_of_another_tenant_is_refused(two_furnished):
    """T-15: a cursor that B was given is refused for A with 400."""
    mine, theirs = two_furnished
    for _ in range(2):
        await theirs.admin.post("/tags", {"name": uuid4().hex})
    cursor = (await theirs.admin.get("/tags", limit=1)).json()["nextCursor"]
    assert (await theirs.admin.get("/tags", limit=1, cursor=cursor)).status_code == 200
    refused = await mine.admin.get("/tags", limit=1, cursor=cursor)
    assert refused.status_code == 400
    assert refused.json()["type"].endswith("bad-cursor")
