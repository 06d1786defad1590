"""Total: every endpoint stands in the permission matrix, and every role meets it as the matrix says."""

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from makers.examples import body_of

MATRIX = tomllib.loads(Path(__file__).with_name("permission_matrix.toml").read_text())
ROLES = {
    "organisation": ("admin", "supervisor", "technician", "requester", "auditor"),
    "household": ("owner", "editor", "viewer"),
}
# What these do would end the caller's own session or tenant, so each is asked by somebody new.
SELF_ENDING = ("/v1/auth", "/v1/me", "/v1/tenant", "/v1/people", "/v1/roles")


def operations(document: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(path, method, operation) of the whole API."""
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


@pytest.fixture(scope="session")
async def document(http) -> dict[str, Any]:
    """The OpenAPI document of the running application."""
    return (await http.get("/openapi.json")).json()


def test_a11_every_endpoint_stands_in_the_matrix(document):
    """A-11: a new endpoint without a row, or a row without an endpoint, fails."""
    assert {operation["operationId"] for _, _, operation in operations(document)} == set(MATRIX)


def filled(path: str) -> str:
    """`path` with ids that exist nowhere."""
    parts = (str(uuid4()) if part.startswith("{") else part for part in path.split("/"))
    return "/".join(parts)


async def asked(person: Any, path: str, method: str, body: Any) -> int:
    options: dict[str, Any] = {"headers": {"If-Match": '"1"'}}
    if body is not None:
        options["json"] = body
    response = await person.client.request(method, filled(path), **options)
    return response.status_code


@pytest.mark.parametrize(("edition", "role"), [(e, r) for e, roles in ROLES.items() for r in roles])
async def test_a11_role_by_endpoint(world, document, edition, role):
    """A-11: 403 exactly where the matrix's permission is not the role's; never 5xx."""
    from fettle.modules.tenancy.public import BUILT_IN_ROLES

    held = next(r.permissions for r in BUILT_IN_ROLES if r.code == role)
    tenant = await world.tenant(edition=edition)
    person = await tenant.person(role)
    wrong = []
    for path, method, operation in operations(document):
        row = MATRIX[operation["operationId"]]
        if row in ("public", "signed in"):
            continue
        somebody = await tenant.person(role) if path.startswith(SELF_ENDING) and method != "GET" else person
        status = await asked(somebody, path, method, body_of(operation, document))
        allowed = held.issuperset(row.split(" & "))
        if status >= 500 or status == 401 or (status == 403) == allowed:
            wrong.append((operation["operationId"], row, allowed, status))
    assert wrong == []


async def test_a11_nobody_enters_without_a_token(http, document):
    """A-11: every endpoint that is not public answers 401 without a token, before it reads the body."""
    wrong = []
    for path, method, operation in operations(document):
        if MATRIX[operation["operationId"]] != "public":
            response = await http.request(method, filled(path), json={"nonsense": True})
            if response.status_code != 401:
                wrong.append((operation["operationId"], response.status_code))
    assert wrong == []


async def test_the_matrix_says_what_the_routes_say(document):
    """The permission that a route documents is the one in the matrix."""
    for _, _, operation in operations(document):
        row = MATRIX[operation["operationId"]]
        described = f"Needs the permission `{row.partition(' & ')[0]}`." in operation.get("description", "")
        assert described == (row not in ("public", "signed in")), operation["operationId"]


async def test_a_missing_body_is_asked_for(world):
    """Wrong input: a POST without the body it takes is told to send one."""
    admin = await (await world.tenant()).person("admin")
    refused = await admin.client.post("/v1/tags")
    assert refused.status_code == 422
    assert refused.json()["errors"] == [
        {"pointer": "/", "code": "missing", "message": "send a JSON body; {} where nothing need be said"}
    ]
