"""People: their roles and sites, and what nobody may do to them or with them."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest
from uuid_utils.compat import uuid7

from fettle.kit.refusals import Conflict, Forbidden, Invalid
from fettle.modules.tenancy import public as tenancy
from makers.world import Person, Tenancy, World
from tenancy.mailbox import Mailbox


async def found(admin: Person, person: Person, **params: Any) -> dict[str, Any]:
    """The membership of `person`."""
    people = (await admin.get("/people", q=person.email, **params)).json()["data"]
    assert len(people) == 1
    membership: dict[str, Any] = people[0]
    return membership


async def site(admin: Person, name: str) -> str:
    made = await admin.post("/sites", {"name": name})
    assert made.status_code == 201, made.text
    site_id: str = made.json()["id"]
    return site_id


async def test_people_are_listed_by_name_with_role_and_staff(tenant: Tenancy, admin: Person) -> None:
    bob = await tenant.person("technician", name="Bob")
    ann = await tenant.person("supervisor", name="Ann")
    await admin.post("/staff", {"name": "Bob", "userId": str(bob.user_id)})
    first = (await admin.get("/people", limit=2)).json()
    assert first["hasMore"]
    rest = (await admin.get("/people", limit=2, cursor=first["nextCursor"])).json()
    people = first["data"] + rest["data"]
    assert [person["name"] for person in people] == ["Admin", "Ann", "Bob"]
    assert people[2]["staffId"] is not None
    assert people[1]["staffId"] is None
    assert people[1]["email"] == ann.email
    assert people[1]["everySite"] is True
    assert [person["name"] for person in (await admin.get("/people", role="technician")).json()["data"]] == ["Bob"]
    assert (await admin.get(f"/people/{people[0]['id']}")).json()["role"] == "admin"


async def test_a9_a_lowered_role_acts_at_once(tenant: Tenancy, admin: Person) -> None:
    """A-9: the token still says supervisor; the database does not."""
    person = await tenant.person("supervisor")
    assert (await person.post("/tags", {"name": "one"})).status_code == 201
    membership = await found(admin, person)
    changed = await admin.patch(f"/people/{membership['id']}", {"role": "technician"}, version=1)
    assert (changed.json()["role"], changed.headers["etag"]) == ("technician", '"2"')
    assert (await person.post("/tags", {"name": "two"})).status_code == 403


async def test_a9_a_removed_person_is_out_at_once_and_can_come_back(tenant: Tenancy, admin: Person) -> None:
    """A-9."""
    person = await tenant.person("technician")
    membership = await found(admin, person)
    path = f"/people/{membership['id']}"
    assert (await admin.delete(path)).status_code == 428
    assert (await admin.delete(path, version=9)).status_code == 412
    assert (await admin.delete(path, version=1)).status_code == 204
    assert (await person.get("/tenant")).status_code == 403
    assert (await admin.get(path)).status_code == 404
    assert (await found(admin, person, deleted=True))["deletedAt"] is not None
    assert (await admin.post(f"{path}/restore")).json()["role"] == "technician"
    assert (await person.get("/tenant")).status_code == 200
    assert (await admin.post(f"{path}/restore")).status_code == 404


async def test_a10_a_token_for_a_tenant_that_one_does_not_belong_to(world: World, tenant: Tenancy) -> None:
    """A-10: somebody of another tenant cannot get a token for this one, and one that was had is refused."""
    other = await world.tenant()
    stranger = await other.person("admin")
    with pytest.raises(Forbidden):
        await world.gate.mint(stranger.user_id, tenant.id)
    admin = await tenant.person("admin")
    async with tenant.call() as call:
        await tenancy.add_member(call, stranger.user_id, "technician")
    visitor = world.client(await world.gate.mint(stranger.user_id, tenant.id))
    assert (await visitor.get("/v1/tenant")).status_code == 200
    people = (await admin.get("/people", q=stranger.email)).json()["data"]
    await admin.delete(f"/people/{people[0]['id']}", version=1)
    assert (await visitor.get("/v1/tenant")).status_code == 403
    assert (await stranger.get("/tenant")).json()["slug"] == other.slug


async def test_the_last_administrator_stays(tenant: Tenancy, admin: Person) -> None:
    own = await found(admin, admin)
    for attempt in (
        admin.delete(f"/people/{own['id']}", version=1),
        admin.patch(f"/people/{own['id']}", {"role": "supervisor"}, version=1),
        admin.patch(f"/people/{own['id']}", {"siteIds": []}, version=1),
    ):
        refused = await attempt
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/last-administrator")
    second = await tenant.person("admin")
    assert (await second.delete(f"/people/{own['id']}", version=1)).status_code == 204


async def test_two_administrators_cannot_remove_each_other_at_once(tenant: Tenancy, admin: Person) -> None:
    second = await tenant.person("admin")
    ids = [(await found(admin, person))["id"] for person in (admin, second)]
    answers = await asyncio.gather(
        admin.delete(f"/people/{ids[1]}", version=1), second.delete(f"/people/{ids[0]}", version=1)
    )
    assert sorted(answer.status_code for answer in answers)[0] == 204
    assert [answer.status_code for answer in answers].count(204) == 1


async def test_nobody_gives_away_what_they_do_not_hold(tenant: Tenancy, admin: Person) -> None:
    role = {"code": "keeper", "name": "Keeper", "permissions": ["people:read", "people:write", "tenant:read"]}
    assert (await admin.post("/roles", role)).status_code == 201
    keeper, technician = await tenant.person("keeper"), await tenant.person("technician")
    membership = await found(admin, technician)
    for body in ({"role": "admin"}, {"role": "requester"}):
        refused = await keeper.patch(f"/people/{membership['id']}", body, version=1)
        assert (refused.status_code, refused.json()["type"]) == (403, "/problems/grants-too-much")
    own = await found(admin, keeper)
    assert (await keeper.patch(f"/people/{own['id']}", {"role": "admin"}, version=1)).status_code == 403
    assert (await keeper.delete(f"/people/{membership['id']}", version=1)).status_code == 403
    invited = await keeper.post("/invitations", {"email": "x@example.test", "role": "admin"})
    assert invited.status_code == 403


async def test_a_role_that_does_not_exist_and_fields_that_cannot_be_set(tenant: Tenancy, admin: Person) -> None:
    """A-12 for people."""
    membership = await found(admin, await tenant.person("technician"))
    refused = await admin.patch(f"/people/{membership['id']}", {"role": "king"}, version=1)
    assert refused.json()["errors"][0]["pointer"] == "/role"
    for field in ("userId", "tenantId", "createdBy", "email"):
        refused = await admin.patch(f"/people/{membership['id']}", {field: str(uuid7())}, version=1)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, f"/{field}")


async def test_sites_limit_people_and_whom_they_can_let_in(tenant: Tenancy, admin: Person) -> None:
    north, south = await site(admin, "North"), await site(admin, "South")
    local = await tenant.person("admin", sites=[north])
    technician = await tenant.person("technician", sites=[north])
    elsewhere = await tenant.person("technician", sites=[south])
    membership = await found(admin, technician)
    assert membership["siteIds"] == [north]
    path = f"/people/{membership['id']}"
    for sites in (None, [north, south]):
        refused = await local.patch(path, {"siteIds": sites}, version=1)
        assert refused.status_code == 422, sites
    assert (await local.patch(path, {"siteIds": [north], "role": "requester"}, version=1)).status_code == 200
    other = await found(admin, elsewhere)
    refused = await local.patch(f"/people/{other['id']}", {"role": "requester"}, version=1)
    assert (refused.status_code, refused.json()["type"]) == (403, "/problems/beyond-your-sites")
    assert (await local.post("/invitations", {"email": "x@example.test", "role": "technician"})).status_code == 422
    moved = await admin.patch(path, {"siteIds": [north, south]}, version=2)
    assert moved.json()["siteIds"] == sorted([north, south])
    everywhere = await admin.patch(path, {"siteIds": None}, version=3)
    assert (everywhere.json()["everySite"], everywhere.json()["siteIds"]) == (True, [])
    unchanged = await admin.patch(path, {"siteIds": None}, version=4)
    assert unchanged.json()["version"] == 4


async def test_a_site_of_another_tenant_does_not_exist(world: World, tenant: Tenancy, admin: Person) -> None:
    other = await world.tenant()
    theirs = await site(await other.person("admin"), "Theirs")
    membership = await found(admin, await tenant.person("technician"))
    answers = [
        await admin.patch(f"/people/{membership['id']}", {"siteIds": [site_id]}, version=1)
        for site_id in (theirs, str(uuid7()))
    ]
    assert [answer.status_code for answer in answers] == [422, 422]
    assert answers[0].json()["errors"] == answers[1].json()["errors"]


async def test_members_are_added_once_and_come_back_with_a_new_role(tenant: Tenancy, admin: Person) -> None:
    person = await tenant.person("technician")
    async with tenant.call() as call:
        with pytest.raises(Conflict):
            await tenancy.add_member(call, person.user_id, "admin")
        with pytest.raises(Invalid):
            await tenancy.add_member(call, person.user_id, "king")
    membership = await found(admin, person)
    await admin.delete(f"/people/{membership['id']}", version=1)
    async with tenant.call() as call:
        back = await tenancy.add_member(call, person.user_id, "supervisor")
    assert (str(back.id), back.role, back.deleted_at) == (membership["id"], "supervisor", None)
    with pytest.raises(Invalid):
        async with tenant.call() as call:
            await tenancy.add_member(call, uuid7(), "technician")


async def test_custom_roles(tenant: Tenancy, admin: Person) -> None:
    body = {"code": "planner", "name": "Planner", "permissions": ["tenant:read", "tags:write", "tags:write"]}
    made = (await admin.post("/roles", body)).json()
    assert made["permissions"] == ["tags:write", "tenant:read"]
    assert made["builtIn"] is False
    refused = await admin.post("/roles", {**body, "code": "x", "permissions": ["tags:write", "moon:land"]})
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/permissions/1"]
    assert (await admin.post("/roles", body)).status_code == 409
    planner = await tenant.person("planner")
    assert (await planner.post("/tags", {"name": "x"})).status_code == 201
    path = f"/roles/{made['id']}"
    assert (await admin.patch(path, {"permissions": ["tenant:read"]}, version=1)).status_code == 200
    assert (await planner.post("/tags", {"name": "y"})).status_code == 403
    in_use = await admin.delete(path, version=2)
    assert (in_use.status_code, in_use.json()["type"]) == (409, "/problems/role-in-use")
    membership = await found(admin, planner)
    await admin.delete(f"/people/{membership['id']}", version=1)
    assert (await admin.delete(path, version=2)).status_code == 204
    gone = await admin.post(f"/people/{membership['id']}/restore")
    assert (gone.status_code, gone.json()["type"]) == (409, "/problems/role-gone")
    assert (await admin.post(f"{path}/restore")).status_code == 200
    assert (await admin.post(f"/people/{membership['id']}/restore")).status_code == 200


async def test_built_in_roles_stay_as_they_are(admin: Person) -> None:
    roles = (await admin.get("/roles", q="technician")).json()["data"]
    path = f"/roles/{roles[0]['id']}"
    for attempt in (admin.patch(path, {"name": "X"}, version=1), admin.delete(path, version=1)):
        refused = await attempt
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/role-is-built-in")


async def test_a_custom_role_of_the_last_who_govern_keeps_its_powers(tenant: Tenancy, admin: Person) -> None:
    everything = [permission["code"] for permission in (await admin.get("/permissions")).json()]
    chief = (await admin.post("/roles", {"code": "chief", "name": "Chief", "permissions": everything})).json()
    boss = await tenant.person("chief")
    own = await found(admin, admin)
    assert (await boss.delete(f"/people/{own['id']}", version=1)).status_code == 204
    refused = await boss.patch(f"/roles/{chief['id']}", {"permissions": ["tenant:read"]}, version=1)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/last-administrator")


async def test_permissions_are_listed_with_their_sentences(admin: Person) -> None:
    listed = (await admin.get("/permissions")).json()
    assert {"code": "tags:write", "sentence": "Add, change and remove tags."} in listed


async def test_a_site_that_does_not_exist_is_named_by_its_position(
    tenant: Tenancy, admin: Person, mailbox: Mailbox
) -> None:
    north, gone, unknown = await site(admin, "North"), await site(admin, "Gone"), str(uuid4())
    person = await tenant.person("technician", sites=[UUID(gone)])
    membership = (await admin.get("/people", q=person.email)).json()["data"][0]
    assert (await admin.delete(f"/sites/{gone}", version=1)).status_code == 204
    body = {"email": f"{uuid4().hex}@example.test", "role": "technician", "siteIds": [north, unknown, gone]}
    refused = await admin.post("/invitations", body)
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/siteIds/1", "/siteIds/2"]
    path = f"/people/{membership['id']}"
    refused = await admin.patch(path, {"siteIds": [north, gone, unknown]}, version=1)
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/siteIds/2"]
    kept = await admin.patch(path, {"siteIds": [north, gone, north]}, version=1)
    assert kept.json()["siteIds"] == sorted([north, gone])
