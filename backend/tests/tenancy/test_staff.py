"""Staff: who they are, what an hour of them costs, and who may know that."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from uuid_utils.compat import uuid7

from fettle.modules.tenancy import public as tenancy
from makers.world import Person, Tenancy, World


async def hired(admin: Person, **body: Any) -> dict[str, Any]:
    made = await admin.post("/staff", {"name": "Ada", **body})
    assert made.status_code == 201, made.text
    staff: dict[str, Any] = made.json()
    return staff


async def rated(admin: Person, staff_id: str, on: str, rate: str) -> None:
    made = await admin.post(f"/staff/{staff_id}/rates", {"validFrom": on, "hourlyRate": rate})
    assert made.status_code == 201, made.text


async def test_weekly_hours_are_the_tenants_usual_ones_unless_stated(admin: Person) -> None:
    assert Decimal((await hired(admin))["weeklyHours"]) == 40
    await admin.patch("/tenant", {"settings": {"defaultWeeklyHours": 35}}, version=1)
    assert Decimal((await hired(admin))["weeklyHours"]) == 35
    assert Decimal((await hired(admin, weeklyHours="12.5"))["weeklyHours"]) == Decimal("12.5")
    assert (await admin.post("/staff", {"name": "X", "weeklyHours": "169"})).status_code == 422


async def test_staff_are_linked_to_members_once(world: World, tenant: Tenancy, admin: Person) -> None:
    person = await tenant.person("technician")
    staff = await hired(admin, userId=str(person.user_id))
    me = await person.get("/me")
    assert me.json()["staffId"] == staff["id"]
    again = await admin.post("/staff", {"name": "Twin", "userId": str(person.user_id)})
    assert again.status_code == 409
    stranger = await (await world.tenant()).person("technician")
    for nobody in (str(stranger.user_id), str(uuid7())):
        refused = await admin.post("/staff", {"name": "X", "userId": nobody})
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/userId")
    assert (await admin.patch(f"/staff/{staff['id']}", {"userId": None}, version=1)).json()["userId"] is None


async def test_custom_values_of_staff(admin: Person) -> None:
    field = {"entity": "staff", "key": "licence", "label": "Licence", "type": "choice", "options": ["B", "C"]}
    await admin.post("/custom-fields", field)
    staff = await hired(admin, custom={"licence": "B"})
    path = f"/staff/{staff['id']}"
    refused = await admin.patch(path, {"custom": {"licence": "D", "moon": 1}}, version=1)
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/custom/licence", "/custom/moon"]
    changed = await admin.patch(path, {"custom": {"licence": "C"}, "phone": "1"}, version=1)
    assert changed.json()["custom"] == {"licence": "C"}
    assert (await admin.patch(path, {"custom": {"licence": None}}, version=2)).json()["custom"] == {}


async def test_rates_are_added_never_changed(tenant: Tenancy, admin: Person) -> None:
    staff = await hired(admin)
    for on, rate in (("2024-01-01", "30.00"), ("2025-01-01", "35.50"), ("2199-01-01", "99.00")):
        await rated(admin, staff["id"], on, rate)
    assert (await admin.get(f"/staff/{staff['id']}")).json()["hourlyRate"] == "35.50"
    again = await admin.post(f"/staff/{staff['id']}/rates", {"validFrom": "2025-01-01", "hourlyRate": "36.00"})
    assert again.status_code == 409
    negative = await admin.post(f"/staff/{staff['id']}/rates", {"validFrom": "2026-01-01", "hourlyRate": "-1"})
    assert negative.json()["errors"][0]["pointer"] == "/hourlyRate"
    first = (await admin.get(f"/staff/{staff['id']}/rates", limit=2)).json()
    rest = (await admin.get(f"/staff/{staff['id']}/rates", limit=2, cursor=first["nextCursor"])).json()
    assert [each["hourlyRate"] for each in first["data"] + rest["data"]] == ["99.00", "35.50", "30.00"]
    assert (await admin.get(f"/staff/{uuid7()}/rates")).status_code == 404
    staff_id = UUID(staff["id"])
    async with tenant.call(read_only=True) as call:
        assert await tenancy.rate_on(call, [staff_id], date(2024, 12, 31)) == {staff_id: Decimal("30.00")}
        assert await tenancy.rate_on(call, [staff_id], date(2025, 1, 1)) == {staff_id: Decimal("35.50")}
        assert await tenancy.rate_on(call, [staff_id], date(2023, 12, 31)) == {}


async def test_a13_rates_are_hidden_from_those_who_may_not_see_money(tenant: Tenancy, admin: Person) -> None:
    """A-13: in detail, list, the rates themselves and the audit trail."""
    staff = await hired(admin)
    await rated(admin, staff["id"], "2024-01-01", "30.00")
    technician = await tenant.person("technician")
    assert (await technician.get(f"/staff/{staff['id']}")).json()["hourlyRate"] is None
    assert "30.00" not in (await technician.get("/staff")).text
    assert (await technician.get(f"/staff/{staff['id']}/rates")).status_code == 403
    role = {"code": "watcher", "name": "W", "permissions": ["audit:read", "staff:read", "staff:write", "tenant:read"]}
    await admin.post("/roles", role)
    watcher = await tenant.person("watcher")
    seen = (await watcher.get("/events", aboutId=staff["id"])).json()["data"]
    assert [event["type"] for event in seen] == ["staff.created"]
    refused = await watcher.post(f"/staff/{staff['id']}/rates", {"validFrom": "2026-01-01", "hourlyRate": "1.00"})
    assert refused.status_code == 403
    everything = (await admin.get("/events", aboutId=staff["id"])).json()["data"]
    assert [event["type"] for event in everything] == ["staff_rate.created", "staff.created"]


async def test_pricing_for_somebody_who_may_not_see_money(tenant: Tenancy, admin: Person) -> None:
    staff = await hired(admin)
    await rated(admin, staff["id"], "2024-01-01", "30.00")
    staff_id = UUID(staff["id"])
    async with tenant.call(permissions=frozenset({"logs:create"})) as call:
        assert await tenancy.rate_on(call, [staff_id], date(2026, 1, 1)) == {}
        async with call.seeing_costs():
            assert await tenancy.rate_on(call, [staff_id], date(2026, 1, 1)) == {staff_id: Decimal("30.00")}
        assert await tenancy.rate_on(call, [staff_id], date(2026, 1, 1)) == {}


async def test_other_modules_add_staff(tenant: Tenancy) -> None:
    async with tenant.call() as call:
        staff = await tenancy.add_staff(call, tenancy.NewStaff(name="Ada", trade="plumber"))
        rate = await tenancy.add_rate(call, staff.id, date(2026, 1, 1), Decimal("40.00"))
    assert (staff.weekly_hours, rate.staff_id) == (40, staff.id)
