"""Tenants: made whole, changed carefully, ended reversibly."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from uuid_utils.compat import uuid7

from fettle.db.callers import system
from fettle.db.door import Door
from fettle.kit.refusals import AlreadyExists, Forbidden, Invalid
from fettle.modules.tenancy import public as tenancy
from fettle.modules.tenancy.records.tenants import Branding, DeploymentTier, Edition, TenantSettings
from fettle.modules.tenancy.rules import tenants as rules
from makers.world import Person, Tenancy, World


async def test_a_new_tenant_has_roles_reasons_codes_and_an_event_for_each(tenant: Tenancy, admin: Person) -> None:
    roles = (await admin.get("/roles")).json()["data"]
    assert {role["code"] for role in roles} == {"admin", "supervisor", "technician", "requester", "auditor"}
    assert all(role["builtIn"] for role in roles)
    reasons = (await admin.get("/reasons", kind="hold")).json()["data"]
    assert {"PARTS", "WEATHER"} <= {reason["code"] for reason in reasons}
    events = (await admin.get("/events", type=["tenant.created", "role.created"])).json()["data"]
    assert [event["type"] for event in events] == ["role.created"] * 5 + ["tenant.created"]
    assert events[-1]["after"]["slug"] == tenant.slug


async def test_a_household_has_its_own_roles_and_words(world: World) -> None:
    tenant = await world.tenant(edition="household")
    owner = await tenant.person("owner")
    roles = (await owner.get("/roles")).json()["data"]
    assert {role["code"] for role in roles} == {"owner", "editor", "viewer"}
    shown = (await owner.get("/tenant")).json()
    assert (shown["words"]["site"], shown["words"]["assets"]) == ("Home", "Items")


@pytest.mark.parametrize(
    ("fields", "pointer"),
    [
        ({"slug": "Has Space"}, "/slug"),
        ({"slug": "-x"}, "/slug"),
        ({"currency": "XXX"}, "/currency"),
        ({"time_zone": "Mars/Olympus"}, "/timeZone"),
        ({"locale": "english please"}, "/locale"),
    ],
)
async def test_a_tenant_that_cannot_be_is_refused(door: Door, fields: dict[str, Any], pointer: str) -> None:
    tenant_id = uuid7()
    new = tenancy.NewTenant(**{"id": tenant_id, "slug": f"t-{tenant_id.hex}", "name": "x", **fields})
    async with door.open(system(tenant_id, via="test", realm="identity")) as call:
        with pytest.raises(Invalid) as refused:
            await tenancy.create_tenant(call, new)
    assert [fault.pointer for fault in refused.value.faults] == [pointer]


async def test_a_slug_is_taken_once_and_only_the_operator_makes_tenants(door: Door, tenant: Tenancy) -> None:
    tenant_id = uuid7()
    new = tenancy.NewTenant(id=tenant_id, slug=tenant.slug, name="again")
    with pytest.raises(AlreadyExists):
        async with door.open(system(tenant_id, via="test", realm="identity")) as call:
            await tenancy.create_tenant(call, new)
    with pytest.raises(Forbidden):
        async with door.open(system(uuid7(), via="test", realm="identity")) as call:
            await tenancy.create_tenant(call, new)
    async with tenant.call(permissions=frozenset({"tenant:write"})) as call:
        with pytest.raises(Forbidden):
            await tenancy.create_tenant(call, new)
        with pytest.raises(Forbidden):
            await tenancy.every_tenant(call)


async def test_the_operator_lists_every_tenant(door: Door, tenant: Tenancy) -> None:
    async with door.open(system(None, via="test", realm="identity"), read_only=True) as call:
        assert tenant.slug in {each.slug for each in await tenancy.every_tenant(call)}


async def test_settings_words_and_look_are_merged(admin: Person) -> None:
    first = await admin.get("/tenant")
    assert first.headers["etag"] == '"1"'
    body = {
        "name": "Parks",
        "timeZone": "America/New_York",
        "locale": "es-US",
        "vocabulary": {"site": "Park", "sites": "Parks"},
        "branding": {"colour": "#0a7d3b"},
        "settings": {"weekStartsOn": "sunday", "defaultWeeklyHours": 35},
    }
    changed = (await admin.patch("/tenant", body, version=1)).json()
    assert changed["words"]["site"] == "Park"
    assert changed["words"]["asset"] == "Asset"
    assert changed["settings"] == {
        "weekStartsOn": "sunday",
        "invitationDays": 7,
        "defaultWeeklyHours": 35,
        "keepPhotoPosition": False,
        "dueSoonDays": 2,
    }
    back = await admin.patch(
        "/tenant", {"vocabulary": {"site": None}, "branding": {"logoUrl": "https://x.test/l.svg"}}, version=2
    )
    assert back.status_code == 200, back.text
    shown = (await admin.get("/tenant")).json()
    assert shown["version"] == 3
    assert (shown["words"]["site"], shown["words"]["sites"]) == ("Site", "Parks")
    assert shown["branding"] == {"colour": "#0a7d3b", "logoUrl": "https://x.test/l.svg"}


async def test_the_version_must_be_the_one_that_was_read(admin: Person) -> None:
    assert (await admin.patch("/tenant", {"name": "A"})).status_code == 428
    assert (await admin.patch("/tenant", {"name": "A"}, version=1)).status_code == 200
    assert (await admin.patch("/tenant", {"name": "B"}, version=1)).status_code == 412
    assert (await admin.patch("/tenant", {"name": "A"}, version=2)).json()["version"] == 2


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({"currency": "XXX"}, "/currency"),
        ({"timeZone": "Moon"}, "/timeZone"),
        ({"locale": "?"}, "/locale"),
        ({"vocabulary": {"moon": "Mond"}}, "/vocabulary/moon"),
        ({"branding": {"colour": "green"}}, "/branding/colour"),
        ({"branding": {"logoUrl": "http://x.test/a"}}, "/branding/logoUrl"),
        ({"settings": {"theme": "dark"}}, "/settings/theme"),
        ({"settings": {"invitationDays": 0}}, "/settings/invitationDays"),
        ({"name": None}, "/name"),
        ({"slug": "other"}, "/slug"),
        ({"edition": "household"}, "/edition"),
        ({"suspendedAt": None}, "/suspendedAt"),
        ({"createdBy": "x"}, "/createdBy"),
    ],
)
async def test_a12_wrong_unknown_and_read_only_fields_are_refused(
    admin: Person, body: dict[str, Any], pointer: str
) -> None:
    """A-12: what cannot be set here is refused with its place, not ignored."""
    refused = await admin.patch("/tenant", body, version=1)
    assert refused.status_code == 422
    assert [fault["pointer"] for fault in refused.json()["errors"]] == [pointer]


async def test_a12_a_technician_cannot_change_the_tenant(tenant: Tenancy) -> None:
    """A-12: 403 whatever the body says."""
    technician = await tenant.person("technician")
    assert (await technician.patch("/tenant", {"name": "Mine"}, version=1)).status_code == 403
    assert (await technician.post("/tenant/deletion", {"slug": tenant.slug})).status_code == 403


async def test_the_currency_is_fixed_once_money_was_recorded(admin: Person) -> None:
    assert (await admin.patch("/tenant", {"currency": "CHF"}, version=1)).json()["currency"] == "CHF"
    staff = (await admin.post("/staff", {"name": "Ada"})).json()
    rate = await admin.post(f"/staff/{staff['id']}/rates", {"validFrom": "2026-01-01", "hourlyRate": "40.00"})
    assert rate.status_code == 201
    refused = await admin.patch("/tenant", {"currency": "EUR"}, version=2)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/currency-in-use")
    assert (await admin.patch("/tenant", {"currency": "CHF", "name": "N"}, version=2)).status_code == 200


async def test_somebody_who_does_not_see_every_site_leaves_the_currency_alone(tenant: Tenancy, admin: Person) -> None:
    site_id = (await admin.post("/sites", {"name": "North"})).json()["id"]
    local = await tenant.person("admin", sites=[site_id])
    refused = await local.patch("/tenant", {"currency": "CHF"}, version=1)
    assert (refused.status_code, refused.json()["type"]) == (409, "/problems/currency-in-use")


async def test_t24_deleting_a_tenant_needs_its_own_slug(world: World, tenant: Tenancy, admin: Person) -> None:
    """T-24: the other tenant's slug, an id instead of a slug, a wrong one: refused; nothing happens to either."""
    other = await world.tenant()
    for wrong in (other.slug, str(other.id), str(tenant.id), tenant.slug.upper(), tenant.slug[:-1]):
        refused = await admin.post("/tenant/deletion", {"slug": wrong})
        assert refused.status_code == 422, wrong
        assert refused.json()["errors"][0]["pointer"] == "/slug"
    assert (await admin.delete("/tenant/deletion")).status_code == 409
    assert (await admin.get("/tenant")).json()["deletionRequestedAt"] is None


async def test_t24_a_deleted_tenant_is_shut_and_can_be_taken_back(tenant: Tenancy, admin: Person) -> None:
    """T-24: soft delete; twice is refused; restored whole."""
    technician = await tenant.person("technician")
    assert (await admin.post("/tenant/deletion", {"slug": tenant.slug})).status_code == 200
    assert (await technician.get("/staff")).status_code == 403
    assert (await admin.get("/staff")).status_code == 403
    assert (await admin.get("/tenant")).json()["deletionRequestedAt"] is not None
    again = await admin.post("/tenant/deletion", {"slug": tenant.slug})
    assert (again.status_code, again.json()["type"]) == (409, "/problems/already-in-deletion")
    assert (await admin.delete("/tenant/deletion")).status_code == 200
    assert (await technician.get("/staff")).status_code == 200


def test_t24_after_thirty_days_it_is_too_late() -> None:
    """T-24: restorable for thirty days to the moment, and not longer."""
    at = datetime(2026, 1, 1, tzinfo=UTC)
    tenant = tenancy.Tenant(
        id=uuid7(),
        slug="a",
        name="A",
        edition=Edition.ORGANISATION,
        deployment_tier=DeploymentTier.SHARED,
        locale="en",
        currency="USD",
        time_zone="UTC",
        branding=Branding(),
        settings=TenantSettings(),
        created_at=at,
        updated_at=at,
    )
    deleted = rules.in_deletion(tenant, "a", at=at)
    assert rules.restored(deleted, at=at + timedelta(days=30)) == tenant
    with pytest.raises(rules.TooLateToRestore):
        rules.restored(deleted, at=at + timedelta(days=30, seconds=1))


async def test_a9_a_suspended_tenant_lets_nobody_in(tenant: Tenancy, admin: Person) -> None:
    """A-9: while the tokens live on; and it opens again."""
    assert (await admin.get("/tenant")).status_code == 200
    async with tenant.call() as call:
        await tenancy.suspend(call)
    refused = await admin.patch("/tenant", {"name": "x"}, version=2)
    assert refused.status_code == 403
    async with tenant.call() as call:
        await tenancy.suspend(call, suspended=False)
    assert (await admin.get("/tenant")).status_code == 200


async def test_t22_numbers_are_counted_per_tenant(world: World, tenant: Tenancy) -> None:
    """T-22: what another tenant does leaves no gap."""
    other = await world.tenant()
    async with tenant.call() as call:
        assert await tenancy.next_number(call, "work_order") == 1
    async with other.call() as call:
        assert await tenancy.next_number(call, "work_order", 500) == 1
    async with tenant.call() as call:
        assert await tenancy.next_number(call, "work_order", 3) == 2
        assert await tenancy.next_number(call, "work_order") == 5
        assert await tenancy.next_number(call, "work_request") == 1


async def test_numbers_of_a_call_that_failed_are_used_again(tenant: Tenancy) -> None:
    async def fail() -> None:
        async with tenant.call() as call:
            await tenancy.next_number(call, "work_order", 7)
            raise RuntimeError

    with pytest.raises(RuntimeError):
        await fail()
    async with tenant.call() as call:
        assert await tenancy.next_number(call, "work_order") == 1


async def test_the_current_tenant_for_other_modules(tenant: Tenancy) -> None:
    async with tenant.call(read_only=True) as call:
        found = await tenancy.current_tenant(call)
    assert (found.id, found.slug, found.words["crew"]) == (tenant.id, tenant.slug, "Crew")
