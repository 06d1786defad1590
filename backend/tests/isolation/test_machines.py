"""Machine keys do what their scopes say and nothing else, endpoint by endpoint."""

import tomllib
from collections import defaultdict
from pathlib import Path
from uuid import uuid4

import httpx
import pytest

from makers.bodies import full
from makers.document import Operation, operations
from makers.world import Person

NOWHERE: defaultdict[str, str] = defaultdict(lambda: str(uuid4()))
FOR_PEOPLE = {"createSavedView"}
MATRIX = tomllib.loads((Path(__file__).parents[1] / "house" / "permission_matrix.toml").read_text())


@pytest.fixture(scope="module")
async def admin(world) -> Person:
    """Who makes the keys."""
    return await (await world.tenant()).person("admin")


class Keys:
    """Makes one key for each set of permissions."""

    def __init__(self, admin: Person) -> None:
        self.admin = admin
        self.made: dict[frozenset[str], httpx.AsyncClient] = {}

    async def with_only(self, permissions: frozenset[str]) -> httpx.AsyncClient:
        """A client that holds exactly these permissions."""
        if permissions not in self.made:
            answer = await self.admin.post("/api-keys", {"name": "robot", "permissions": sorted(permissions)})
            assert answer.status_code == 201, answer.text
            self.made[permissions] = self.admin.tenant.world.client(answer.json()["secret"])
        return self.made[permissions]


@pytest.fixture(scope="module")
def keys(admin) -> Keys:
    """The keys made so far."""
    return Keys(admin)


def guarded(document) -> list[tuple[Operation, frozenset[str]]]:
    """The operations that need permissions, with those."""
    rows = ((operation, MATRIX[operation.id]) for operation in operations(document))
    return [(operation, frozenset(row.split(" & "))) for operation, row in rows if ":" in row]


async def test_a11_a_key_needs_the_permission_of_the_endpoint(keys, document):
    """A-11, A-15: 403 for a key that holds every permission but this one; never 401 and never 5xx."""
    everything = frozenset().union(*(needed for _, needed in guarded(document)))
    wrong = []
    for operation, needed in guarded(document):
        for lacking in needed:
            body = {"json": full(operation, NOWHERE)} if operation.body_schema() else {}
            answer = await operation.ask(await keys.with_only(everything - {lacking}), None, **body)
            if answer.status_code != 403:
                wrong.append((operation.id, lacking, answer.status_code))
    assert wrong == []


async def test_a11_a_key_with_the_permission_of_the_endpoint_needs_no_other(keys, document):
    """A-11, A-15: a key that holds this permission alone is let in; what only people may do names its own reason."""
    wrong = []
    for operation, needed in guarded(document):
        if operation.id in FOR_PEOPLE:
            continue
        answer = await operation.ask(await keys.with_only(needed), None)
        status, kind = answer.status_code, answer.json().get("type") if answer.status_code == 403 else ""
        if status in (401, 429) or status >= 500 or (status == 403 and kind == "/problems/forbidden"):
            wrong.append((operation.id, status, answer.json()["detail"]))
    assert wrong == []


async def test_a11_a_key_limited_to_a_site_stays_there(world):
    """A-11: the sites of a key bind it like a person."""
    admin = await (await world.tenant()).person("admin")
    north, south = [(await admin.post("/sites", {"name": name})).json()["id"] for name in ("North", "South")]
    order = (await admin.post("/work-orders", {"title": "x", "siteId": north})).json()["id"]
    body = {"name": "robot", "permissions": ["assets:read", "work_orders:read"], "siteScope": [south]}
    made = (await admin.post("/api-keys", body)).json()
    client = world.client(made["secret"])
    assert [site["id"] for site in (await client.get("/v1/sites")).json()["data"]] == [south]
    assert (await client.get(f"/v1/sites/{north}")).status_code == 404
    assert (await client.get(f"/v1/work-orders/{order}")).status_code == 404
    assert (await client.get("/v1/work-orders")).json()["data"] == []


async def test_a18_nobody_can_act_as_somebody_else(document, two_furnished):
    """A-18: there is no impersonation: no operation for it, and headers or fields that ask for it change nothing."""
    words = ("impersonat", "actas", "onbehalf", "sudo", "masquerade")
    assert [
        o.id for o in operations(document) if any(w in (o.id + o.path).lower().replace("-", "") for w in words)
    ] == []
    mine, theirs = two_furnished
    me = (await mine.admin.get("/me")).json()
    asked = {
        "X-User-Id": str(theirs.admin.user_id),
        "X-Tenant-Id": str(theirs.tenant.id),
        "X-Act-As": theirs.admin.email,
    }
    assert (await mine.admin.send("GET", "/me", headers=asked)).json() == me
    assert (await mine.admin.get("/me", userId=str(theirs.admin.user_id))).status_code == 422
