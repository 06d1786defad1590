"""What is special about one kind of code, crew, field or view."""

from typing import Any

import pytest
from uuid_utils.compat import uuid7

from fettle.kit.pages import PageRequest
from fettle.kit.refusals import Forbidden, Invalid
from fettle.modules.tenancy import public as tenancy
from fettle.modules.tenancy.actions import custom_fields, kinds
from fettle.modules.tenancy.actions import staff as staff_actions
from fettle.modules.tenancy.rules.custom import FieldTypeFixed
from makers.world import Person, Tenancy, World


async def made(admin: Person, path: str, body: Any) -> dict[str, Any]:
    answer = await admin.post(path, body)
    assert answer.status_code == 201, answer.text
    record: dict[str, Any] = answer.json()
    return record


async def test_filters(admin: Person) -> None:
    await made(admin, "/gl-codes", {"code": "1", "name": "On"})
    await made(admin, "/gl-codes", {"code": "2", "name": "Off", "active": False})
    assert [each["code"] for each in (await admin.get("/gl-codes", active=False)).json()["data"]] == ["2"]
    kinds = {each["kind"] for each in (await admin.get("/reasons", kind=["hold", "cancel"])).json()["data"]}
    assert kinds == {"hold", "cancel"}
    assert {each["kind"] for each in (await admin.get("/failure-codes", kind="cause")).json()["data"]} == {"cause"}
    assert (await admin.get("/reasons", kind="moon")).status_code == 422
    await made(admin, "/staff", {"name": "P", "trade": "plumber"})
    await made(admin, "/staff", {"name": "E", "trade": "electrician"})
    found = (await admin.get("/staff", trade="plumber", active=True)).json()["data"]
    assert [each["name"] for each in found] == ["P"]


async def test_lists_cost_the_same_number_of_queries_however_long(admin: Person, tenant: Tenancy) -> None:
    """No N+1: crews with their members, in one query."""
    for number in range(3):
        staff = await made(admin, "/staff", {"name": f"S{number}"})
        await made(admin, "/crews", {"name": f"C{number}", "memberIds": [staff["id"]]})
    async with tenant.call(read_only=True) as call:
        asked: list[str] = []
        plain = call.all

        async def counted(record: Any, query: str, params: Any = None) -> Any:
            asked.append(query)
            return await plain(record, query, params)

        call.all = counted  # type: ignore[method-assign]
        page = await kinds.page(call, staff_actions.CREWS, PageRequest(), filters={}, q=None, deleted=False)
    assert [len(crew.member_ids) for crew in page.data] == [1, 1, 1]
    assert len(asked) == 1


async def test_a_task_code_names_an_accounting_code_that_exists(world: World, admin: Person) -> None:
    ours = await made(admin, "/gl-codes", {"code": "1", "name": "Ours"})
    stranger = await (await world.tenant()).person("admin")
    theirs = await made(stranger, "/gl-codes", {"code": "1", "name": "Theirs"})
    task = {"code": "T", "name": "T", "glCodeId": ours["id"]}
    record = await made(admin, "/task-codes", task)
    for missing in (theirs["id"], str(uuid7())):
        refused = await admin.patch(f"/task-codes/{record['id']}", {"glCodeId": missing}, version=1)
        assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/glCodeId")
    await admin.delete(f"/gl-codes/{ours['id']}", version=1)
    assert (await admin.patch(f"/task-codes/{record['id']}", {"name": "T2"}, version=1)).status_code == 200


async def test_views_belong_to_their_owner_until_shared(tenant: Tenancy, admin: Person) -> None:
    technician = await tenant.person("technician")
    view = await made(technician, "/saved-views", {"entity": "asset", "name": "Mine", "filters": {"q": "pump"}})
    path = f"/saved-views/{view['id']}"
    assert (await admin.get(path)).status_code == 404
    assert (await admin.get("/saved-views", entity="asset")).json()["data"] == []
    assert (await admin.patch(path, {"name": "Stolen"}, version=1)).status_code == 404
    await technician.patch(path, {"shared": True}, version=1)
    assert (await admin.get("/saved-views", entity="asset")).json()["data"][0]["filters"] == {"q": "pump"}
    for attempt in (admin.patch(path, {"name": "Stolen"}, version=2), admin.delete(path, version=2)):
        refused = await attempt
        assert (refused.status_code, refused.json()["type"]) == (409, "/problems/not-your-view")
    large = await technician.post("/saved-views", {"entity": "asset", "name": "L", "filters": {"q": "x" * 9000}})
    assert (large.status_code, large.json()["errors"][0]["pointer"]) == (422, "/filters")
    async with tenant.call() as call:
        with pytest.raises(Forbidden):
            await custom_fields.add_view(call, {"entity": "asset", "name": "Nobody's"})


async def test_crews_have_members_and_a_lead_who_exist(world: World, admin: Person) -> None:
    ada, bob = [await made(admin, "/staff", {"name": name}) for name in ("Ada", "Bob")]
    stranger = await made(await (await world.tenant()).person("admin"), "/staff", {"name": "Zoe"})
    crew = await made(
        admin, "/crews", {"name": "North", "leadId": ada["id"], "memberIds": [bob["id"], ada["id"], bob["id"]]}
    )
    assert crew["memberIds"] == sorted([ada["id"], bob["id"]])
    path = f"/crews/{crew['id']}"
    changed = (await admin.patch(path, {"memberIds": [bob["id"]]}, version=1)).json()
    assert (changed["memberIds"], changed["version"]) == ([bob["id"]], 2)
    assert (await admin.get(path)).json() == changed
    refused = await admin.patch(path, {"memberIds": [bob["id"], stranger["id"]], "leadId": str(uuid7())}, version=2)
    assert [fault["pointer"] for fault in refused.json()["errors"]] == ["/memberIds/1", "/leadId"]
    event = (await admin.get("/events", aboutId=crew["id"])).json()["data"][0]
    assert (event["before"], event["after"]) == (
        {"member_ids": sorted([ada["id"], bob["id"]])},
        {"member_ids": [bob["id"]]},
    )


async def test_a_custom_field_keeps_its_meaning(tenant: Tenancy, admin: Person) -> None:
    choice = {"entity": "staff", "key": "size", "label": "Size", "type": "choice", "options": ["S", "M"]}
    field = await made(admin, "/custom-fields", choice)
    assert (await admin.post("/custom-fields", {**choice, "key": "Size!"})).status_code == 422
    refused = await admin.post("/custom-fields", {**choice, "key": "other", "options": []})
    assert refused.json()["errors"][0]["pointer"] == "/options"
    assert (await admin.patch(f"/custom-fields/{field['id']}", {"type": "text"}, version=1)).status_code == 422
    assert [each["key"] for each in (await admin.get("/custom-fields", entity="staff")).json()["data"]] == ["size"]
    async with tenant.call() as call:
        with pytest.raises(FieldTypeFixed):
            await kinds.overwrite(call, custom_fields.FIELDS, field["id"], {"key": "other"})


async def test_other_modules_check_custom_values(tenant: Tenancy, admin: Person) -> None:
    await made(
        admin, "/custom-fields", {"entity": "site", "key": "n", "label": "N", "type": "number", "required": True}
    )
    async with tenant.call(read_only=True) as call:
        assert await tenancy.check_custom(call, "site", {"n": 3}) == {"n": 3}
        assert await tenancy.check_custom(call, "location", {}) == {}
        with pytest.raises(Invalid) as refused:
            await tenancy.check_custom(call, "site", {"m": 3})
    assert [fault.pointer for fault in refused.value.faults] == ["/custom/m", "/custom/n"]


async def test_imports_find_or_make_codes_in_bulk(tenant: Tenancy, admin: Person) -> None:
    known = await made(admin, "/task-codes", {"code": "A", "name": "Known"})
    async with tenant.call() as call:
        first = await tenancy.ensure_reference(call, "task_codes", {"A": "Other name", "B": "New"})
        causes = await tenancy.ensure_reference(call, "failure_codes", {"X1": "Cause"}, among="cause")
        problems = await tenancy.ensure_reference(call, "failure_codes", {"X1": "Problem"})
        await tenancy.ensure_reference(call, "tags", {"red": "red"})
        await tenancy.ensure_reference(call, "reasons", {"R": "Down"})
        await tenancy.ensure_reference(call, "gl_codes", {})
        crews = await tenancy.ensure_crews(call, ["North", "South", "North"])
        staff = await tenancy.ensure_staff(call, ["Ada"])
    assert str(first["A"]) == known["id"]
    assert causes["X1"] != problems["X1"]
    async with tenant.call() as call:
        again = await tenancy.ensure_reference(call, "task_codes", {"A": "x", "B": "x"})
        assert again == first
        assert await tenancy.ensure_crews(call, ["South", "North"]) == crews
        assert await tenancy.ensure_staff(call, ["Ada"]) == staff
        assert await tenancy.reference_ids(call, "failure_codes", ["X1"], among="cause") == causes
        assert set(await tenancy.reference_ids(call, "tags", ["red", "blue"])) == {"red"}
        assert call.changes == []
        await tenancy.change_reference(call, "task_codes", first["B"], {"name": "Better"})
    assert (await admin.get(f"/task-codes/{first['B']}")).json()["name"] == "Better"
    assert (await admin.get(f"/task-codes/{known['id']}")).json()["name"] == "Known"
    assert (await admin.get("/reasons", q="Down")).json()["data"][0]["kind"] == "downtime"
