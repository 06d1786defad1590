"""Somebody who can run the tenant remains, also when people act at the same moment."""

import asyncio
from typing import Any

import httpx
import pytest

from makers.world import Person, Tenancy


async def membership(person: Person, of: Person) -> dict[str, Any]:
    """How somebody belongs to the tenant."""
    [found] = (await person.get("/people", q=of.email)).json()["data"]
    return dict(found)


async def rulers(tenant: Tenancy) -> int:
    """How many people can run the tenant."""
    async with tenant.call() as call:
        query = """SELECT count(*) FROM memberships m JOIN roles r ON r.tenant_id = m.tenant_id AND r.id = m.role_id
        WHERE m.tenant_id = app.tenant_id() AND m.deleted_at IS NULL AND m.every_site
          AND r.permissions @> '{tenant:write,people:write,roles:write}'"""
        return int(await call.value(query))


def one_of_them(answers: list[httpx.Response]) -> None:
    """One came through, the other met the rule or had been let out by then."""
    statuses = sorted(answer.status_code for answer in answers)
    assert statuses[0] in (200, 204), [answer.text for answer in answers]
    assert statuses[1] in (403, 409, 412), [answer.text for answer in answers]


@pytest.mark.parametrize("attempt", range(5))
async def test_two_administrators_cannot_remove_each_other(tenant: Tenancy, attempt: int) -> None:
    ann, bob = await tenant.person("admin"), await tenant.person("admin")
    of_ann, of_bob = await membership(ann, ann), await membership(ann, bob)
    answers = await asyncio.gather(
        ann.delete(f"/people/{of_bob['id']}", version=1), bob.delete(f"/people/{of_ann['id']}", version=1)
    )
    one_of_them(answers)
    assert await rulers(tenant) == 1


@pytest.mark.parametrize("attempt", range(5))
async def test_two_administrators_cannot_both_step_down(tenant: Tenancy, attempt: int) -> None:
    ann, bob = await tenant.person("admin"), await tenant.person("admin")
    of_ann, of_bob = await membership(ann, ann), await membership(ann, bob)
    down = {"role": "technician"}
    answers = await asyncio.gather(
        ann.patch(f"/people/{of_ann['id']}", down, version=1), bob.patch(f"/people/{of_bob['id']}", down, version=1)
    )
    one_of_them(answers)
    assert await rulers(tenant) == 1


@pytest.mark.parametrize("attempt", range(5))
async def test_a_role_does_not_lose_what_the_last_administrator_leaves_to_it(tenant: Tenancy, attempt: int) -> None:
    ann = await tenant.person("admin")
    permissions = (await ann.get("/me")).json()["permissions"]
    role = (await ann.post("/roles", {"code": "chief", "name": "Chief", "permissions": permissions})).json()
    chief = await tenant.person("chief")
    of_ann = await membership(ann, ann)
    fewer = [code for code in permissions if code != "roles:write"]
    answers = await asyncio.gather(
        ann.patch(f"/roles/{role['id']}", {"permissions": fewer}, version=1),
        chief.delete(f"/people/{of_ann['id']}", version=1),
    )
    one_of_them(answers)
    assert await rulers(tenant) == 1


async def test_nobody_demotes_themselves_when_nobody_else_remains(tenant: Tenancy, admin: Person) -> None:
    own = await membership(admin, admin)
    for refused in (
        await admin.patch(f"/people/{own['id']}", {"role": "supervisor"}, version=1),
        await admin.delete(f"/people/{own['id']}", version=1),
    ):
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/last-administrator")
