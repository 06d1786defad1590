"""People whom an outside provider sends: members and staff by their claims."""

import asyncio
from typing import Any
from uuid import UUID

import pytest
from uuid_utils.compat import uuid7

from fettle.config import OidcIssuer
from fettle.db.callers import Caller
from fettle.kit.refusals import Forbidden
from fettle.modules.identity import public as identity
from fettle.modules.tenancy import public as tenancy
from makers.world import Tenancy, World

ISSUER = OidcIssuer(issuer="https://id.test", audience="fettle", roles={"boss": "supervisor", "tech": "technician"})


async def outsider(world: World) -> UUID:
    email = f"out.{uuid7().hex}@example.test"
    async with world.door.open(Caller(realm="identity", via="oidc")) as call:
        return (await identity.create_user(call, identity.NewUser(email=email, name="Ola"))).id


async def provisioned(world: World, user_id: UUID | None, **claims: Any) -> identity.Standing:
    caller = Caller(user_id=user_id, realm="identity", via="oidc", permissions=frozenset({"*"}))
    async with world.door.open(caller) as call:
        return await tenancy.standings.provision(call, ISSUER, claims)


async def test_a_first_visit_makes_a_member_and_staff(world: World, tenant: Tenancy) -> None:
    user_id = await outsider(world)
    standing = await provisioned(world, user_id, tenant=tenant.slug, role=["nonsense", "tech"])
    assert (standing.role, standing.tenant_id, standing.active) == ("technician", tenant.id, True)
    assert standing.staff_id is not None
    admin = await tenant.person("admin")
    staff = (await admin.get(f"/staff/{standing.staff_id}")).json()
    assert (staff["name"], staff["userId"]) == ("Ola", str(user_id))
    types = [e["type"] for e in (await admin.get("/events", actorUserId=str(user_id))).json()["data"]]
    assert types == ["staff.created", "membership.created"]
    assert (await provisioned(world, user_id, tenant=tenant.slug, role="tech")).staff_id == standing.staff_id


async def test_the_provider_decides_the_role_every_time(world: World, tenant: Tenancy) -> None:
    user_id = await outsider(world)
    assert (await provisioned(world, user_id, tenant=tenant.slug)).role == "requester"
    assert (await provisioned(world, user_id, tenant=tenant.slug)).staff_id is None
    assert (await provisioned(world, user_id, tenant=tenant.slug, role="boss")).role == "supervisor"
    assert (await provisioned(world, user_id, tenant=tenant.slug, role=7)).role == "requester"


async def test_requests_of_a_first_visit_come_at_once(world: World, tenant: Tenancy) -> None:
    user_id = await outsider(world)
    standings = await asyncio.gather(*(provisioned(world, user_id, tenant=tenant.slug, role="tech") for _ in range(4)))
    assert len({standing.staff_id for standing in standings}) == 1


@pytest.mark.parametrize("claims", [{}, {"tenant": 7}, {"tenant": "nowhere-at-all"}])
async def test_claims_without_a_tenant_of_ours_are_refused(world: World, claims: dict[str, Any]) -> None:
    with pytest.raises(Forbidden):
        await provisioned(world, await outsider(world), **claims)


async def test_removed_people_and_unknown_roles_are_refused(world: World, tenant: Tenancy) -> None:
    user_id = await outsider(world)
    await provisioned(world, user_id, tenant=tenant.slug)
    admin = await tenant.person("admin")
    person = next(p for p in (await admin.get("/people")).json()["data"] if p["userId"] == str(user_id))
    await admin.delete(f"/people/{person['id']}", version=1)
    with pytest.raises(Forbidden):
        await provisioned(world, user_id, tenant=tenant.slug)
    household = await world.tenant(edition="household")
    with pytest.raises(Forbidden):
        await provisioned(world, user_id, tenant=household.slug)
    with pytest.raises(Forbidden):
        await provisioned(world, None, tenant=tenant.slug)


async def test_standings_over_all_tenants(world: World, tenant: Tenancy) -> None:
    user_id = await outsider(world)
    second = await world.tenant()
    await provisioned(world, user_id, tenant=tenant.slug, role="tech")
    await provisioned(world, user_id, tenant=second.slug)
    async with second.call() as call:
        await tenancy.suspend(call)
    async with world.door.open(Caller(realm="identity", via="gate"), read_only=True) as call:
        standings = await tenancy.standings.all_of(call, user_id)
        stranger = await tenancy.standings.of(call, user_id, uuid7())
    assert {(s.tenant_slug, s.active) for s in standings} == {(tenant.slug, True), (second.slug, False)}
    assert stranger is None
