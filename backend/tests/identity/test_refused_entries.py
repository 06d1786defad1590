"""A-9, alert on attempt: somebody from whom something was taken away comes again, and the operator hears of it."""

from typing import Any

import httpx
import pytest

from makers.hearing import hearing
from makers.world import Person, World

CHANGES = {
    "no-tenant": "UPDATE memberships SET deleted_at = now() WHERE user_id = %(user)s",
    "tenant-closed": "UPDATE tenants SET suspended_at = now() WHERE id = %(tenant)s",
    "permission-lost": "UPDATE memberships SET role_id = (SELECT id FROM roles WHERE code = 'requester' "
    "AND tenant_id = %(tenant)s) WHERE user_id = %(user)s",
}


@pytest.fixture
def logs(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """What is logged while callers are admitted."""
    return hearing(monkeypatch, "fettle.web.calls.log")


async def counted(http: httpx.AsyncClient, reason: str) -> float:
    """How many refused entries there were for this reason."""
    lines = (await http.get("/metrics")).text.splitlines()
    name = f'fettle_refused_entries_total{{reason="{reason}"}} '
    return sum(float(line.removeprefix(name)) for line in lines if line.startswith(name))


async def take_away(person: Person, reason: str) -> None:
    async with person.tenant.call() as call:
        await call.keep(CHANGES[reason], {"user": person.user_id, "tenant": person.tenant.id})


@pytest.mark.parametrize("reason", list(CHANGES))
async def test_a9_whoever_comes_again_is_told_of(
    world: World, http: httpx.AsyncClient, logs: list[Any], reason: str
) -> None:
    person = await (await world.tenant()).person("admin")
    assert (await person.get("/people")).status_code == 200
    await take_away(person, reason)
    before = await counted(http, reason)
    assert (await person.get("/people")).status_code == 403
    [entry] = [entry for entry in logs if entry["event"] == "refused entry"]
    assert (entry["log_level"], entry["reason"]) == ("warning", reason)
    assert (entry["tenant"], entry["user"]) == (str(person.tenant.id), str(person.user_id))
    assert await counted(http, reason) == before + 1


async def test_a9_a_key_whose_maker_lost_the_right_is_told_of(world: World, logs: list[Any]) -> None:
    person = await (await world.tenant()).person("admin")
    made = await person.post("/api-keys", {"name": "robot", "permissions": ["people:read"]})
    robot = world.client(made.json()["key"] if "key" in made.json() else made.json()["secret"])
    assert (await robot.get("/v1/people")).status_code == 200
    await take_away(person, "permission-lost")
    assert (await robot.get("/v1/people")).status_code == 403
    assert (await robot.get("/v1/staff")).status_code == 403
    reasons = [entry["reason"] for entry in logs if entry["event"] == "refused entry"]
    assert reasons == ["permission-lost"], "never having had a right is no alert"


async def test_who_never_had_the_right_is_no_alert(world: World, logs: list[Any]) -> None:
    person = await (await world.tenant()).person("requester")
    nobody: Any = world.client("nonsense")
    assert (await person.get("/people")).status_code == 403
    assert (await nobody.get("/v1/people")).status_code == 401
    assert [entry for entry in logs if entry["event"] == "refused entry"] == []
