"""A tenant with a row in every table, made through the API as its administrator."""

from typing import Any
from uuid import UUID

import httpx

from fettle.db.callers import system
from fettle.modules.imports import public as imports
from fettle.queue.performing import lay_aside
from makers.samples import picture
from makers.world import Person, Tenancy


class Furnished:
    """A furnished tenant: its administrator, and an id for each name of a path parameter."""

    def __init__(self, tenant: Tenancy, admin: Person, ids: dict[str, str]) -> None:
        self.tenant = tenant
        self.admin = admin
        self.ids = ids


class Furnishing:
    """Makes one thing after the other and remembers its id."""

    def __init__(self, admin: Person) -> None:
        self.admin = admin
        self.ids: dict[str, str] = {}

    async def make(self, name: str, path: str, body: Any = None, **headers: str) -> dict[str, Any]:
        """POST `body` to `path`; the id of what came of it is remembered as `name`."""
        response = await self.admin.post(path, body, **headers)
        made = made_of(response)
        if "id" in made:
            self.ids[name] = made["id"]
        return made


def made_of(response: httpx.Response) -> dict[str, Any]:
    """The body of a successful answer."""
    assert response.status_code in (200, 201, 202), (response.request.url, response.status_code, response.text)
    made: dict[str, Any] = response.json() if response.content else {}
    return made


async def first_id(person: Person, path: str) -> str:
    """The id of the first record of a list."""
    answer = (await person.get(path)).json()
    first: str = (answer["data"] if isinstance(answer, dict) else answer)[0]["id"]
    return first


async def furnish(tenant: Tenancy) -> Furnished:
    """One of everything in `tenant`."""
    admin = await tenant.person("admin")
    room = Furnishing(admin)
    ids = room.ids
    ids["user_id"] = str(admin.user_id)
    await _people(room)
    await _reference(room)
    await _things(room)
    await _work(room)
    await _plans(room)
    await _calendar(room)
    await _files(room)
    await _reactions(room)
    await _portal(room)
    await _notices(room)
    await _imports(room)
    await _sync(room)
    ids["job_id"] = str(await dead_letter(tenant))
    async with tenant.call() as call:
        await call.keep("INSERT INTO feed_positions (tenant_id, follower) VALUES (app.tenant_id(), 'furnished')")
    return Furnished(tenant, admin, ids)


async def dead_letter(tenant: Tenancy) -> UUID:
    """A job that has failed for good."""
    async with tenant.call() as call:
        return await lay_aside(call, "furnishing.broken", "{}", 3, "It cannot be mended.")


async def _people(room: Furnishing) -> None:
    await room.make("role_id", "/roles", {"code": "gatekeeper", "name": "Gatekeeper", "permissions": ["tenant:read"]})
    await room.make("invitation_id", "/invitations", {"email": "new@example.test", "role": "gatekeeper"})
    await room.make("staff_id", "/staff", {"name": "Ada", "trade": "electrician"})
    rate = {"validFrom": "2020-01-01", "hourlyRate": "40.00"}
    await room.make("rate_id", f"/staff/{room.ids['staff_id']}/rates", rate)
    await room.make("crew_id", "/crews", {"name": "North", "memberIds": [room.ids["staff_id"]]})
    await room.make("tag_id", "/tags", {"name": "urgent"})
    await room.make("view_id", "/saved-views", {"entity": "work_order", "name": "Mine", "filters": {"status": ["new"]}})
    await room.make("", "/api-keys", {"name": "robot", "permissions": ["tenant:read"]})
    await room.make("", "/clients", {"name": "script", "permissions": ["tenant:read"]})
    room.ids["key_id"] = await first_id(room.admin, "/api-keys")
    room.ids["client_id"] = await first_id(room.admin, "/clients")
    field = {"entity": "work_order", "key": "floor", "label": "Floor", "type": "text", "filterable": True}
    await room.make("custom_field_id", "/custom-fields", field)
    room.ids["membership_id"] = await first_id(room.admin, "/people")


async def _reference(room: Furnishing) -> None:
    await room.make("gl_code_id", "/gl-codes", {"code": "500", "name": "Repairs"})
    oil = {"code": "OIL", "name": "Change oil", "glCodeId": room.ids["gl_code_id"]}
    await room.make("task_code_id", "/task-codes", oil)
    await room.make("failure_code_id", "/failure-codes", {"kind": "problem", "code": "LEAK", "name": "Leaks"})
    await room.make("reason_id", "/reasons", {"kind": "hold", "code": "parts-late", "name": "Waiting for parts"})


async def _things(room: Furnishing) -> None:
    ids = room.ids
    await room.make("site_id", "/sites", {"name": "Park", "latitude": "42.3", "longitude": "-71.1"})
    await room.make("location_id", "/locations", {"name": "Hall", "siteId": ids["site_id"], "kind": "building"})
    await room.make("asset_type_id", "/asset-types", {"code": "pump", "name": "Pump"})
    await room.make("asset_category_id", "/asset-categories", {"code": "water", "name": "Water"})
    asset = {
        "name": "Pump 1",
        "number": "P-1",
        "assetTypeId": ids["asset_type_id"],
        "categoryId": ids["asset_category_id"],
        "siteId": ids["site_id"],
        "purchasePrice": "900.00",
        "tagIds": [ids["tag_id"]],
    }
    await room.make("asset_id", "/assets", asset)
    await room.make("meter_id", f"/assets/{ids['asset_id']}/meters", {"name": "Hours", "unit": "h", "kind": "counter"})
    reading = {"value": "12", "readAt": room.admin.tenant.world.door.clock().isoformat()}
    await room.make("reading_id", f"/meters/{ids['meter_id']}/readings", reading)
    await room.make("downtime_id", f"/assets/{ids['asset_id']}/downtimes", {"startedAt": "2026-01-05T08:00:00Z"})
    limited = await room.admin.tenant.person("technician", sites=[UUID(ids["site_id"])])
    ids["limited_user_id"] = str(limited.user_id)


async def _work(room: Furnishing) -> None:
    ids = room.ids
    template = {"name": "Service", "title": "Service the pump", "tasks": [{"title": "Look at it"}]}
    await room.make("template_id", "/work-order-templates", template)
    await room.make("work_request_id", "/work-requests", {"title": "It drips", "siteId": ids["site_id"]})
    await room.make("comment_id", f"/work-requests/{ids['work_request_id']}/comments", {"body": "Since Monday"})
    order = {
        "title": "Mend the pump",
        "siteId": ids["site_id"],
        "assetIds": [ids["asset_id"]],
        "tagIds": [ids["tag_id"]],
        "estimatedCost": "120.00",
        "tasks": [{"title": "Open it", "taskCodeId": ids["task_code_id"]}],
        "approve": True,
    }
    made = await room.make("work_order_id", "/work-orders", order, Idempotency_Key="furnish")
    detail = (await room.admin.get(f"/work-orders/{made['id']}")).json()
    ids["task_id"] = detail["tasks"][0]["id"]
    await room.make("comment_id", f"/work-orders/{ids['work_order_id']}/comments", {"body": "On my way"})
    await room.make("", f"/work-orders/{ids['work_order_id']}/start")
    lines = [
        {"kind": "labour", "staffId": ids["staff_id"], "quantity": "2"},
        {"kind": "material", "item": "Seal", "quantity": "1", "unit": "piece", "unitCost": "9.50"},
    ]
    entry = {"performedOn": "2026-02-03", "lines": lines}
    await room.make("log_entry_id", f"/work-orders/{ids['work_order_id']}/log-entries", entry)


async def _files(room: Furnishing) -> None:
    ids, content = room.ids, picture()
    photo = {"name": "Pump.jpg", "mediaType": "image/jpeg", "sizeBytes": len(content), "role": "before"}
    made = await room.make("", "/files", {**photo, "subject": "work_order", "subjectId": ids["work_order_id"]})
    ids["file_id"], ticket = made["file"]["id"], made["upload"]
    sent = await room.admin.client.put(ticket["url"], content=content, headers=ticket["headers"])
    assert sent.status_code == 200, sent.text
    made_of(await room.admin.post(f"/files/{ids['file_id']}/complete"))
    arrow = {"kind": "arrow", "points": [[0.1, 0.1], [0.5, 0.5]]}
    made_of(await room.admin.put(f"/files/{ids['file_id']}/drawing", {"shapes": [arrow]}))


async def _plans(room: Furnishing) -> None:
    ids = room.ids
    series = {"rule": {"repeat": "weekly"}, "anchor": "2026-01-05"}
    metered = {"kind": "meter_fixed", "meterId": ids["meter_id"], "every": "250"}
    plan = {
        "name": "Weekly look",
        "siteId": ids["site_id"],
        "assetIds": [ids["asset_id"]],
        "triggers": [{"kind": "calendar_fixed", "series": series}, metered],
        "work": {"title": "Look at the pump", "templateId": ids["template_id"]},
    }
    made = await room.make("plan_id", "/maintenance-plans", plan)
    skipped = {"key": made["coming"][0]["key"], "reason": "Closed that week"}
    await room.make("occurrence_id", f"/maintenance-plans/{made['id']}/skip", skipped)


async def _calendar(room: Furnishing) -> None:
    from makers import calendars

    await calendars.furnish_calendar(room)


async def _portal(room: Furnishing) -> None:
    from makers import portal

    await portal.furnish_portal(room)


async def _reactions(room: Furnishing) -> None:
    from makers import reactions

    await reactions.make_webhook(room)
    await reactions.make_rule(room)


async def _notices(room: Furnishing) -> None:
    from makers import notices

    await notices.furnish_notices(room)


async def _sync(room: Furnishing) -> None:
    from makers import synced

    await synced.furnish_sync(room)


async def _imports(room: Furnishing) -> None:
    fields = {
        "title": {"column": "Title"},
        "status": {"constant": "closed"},
        "cost": {"column": "Cost"},
        "reportedAt": {"column": "Date", "format": "%Y-%m-%d"},
        "completedAt": {"column": "Date", "format": "%Y-%m-%d"},
    }
    mapping = {"source": "old", "entity": "work_order", "key": ["Id"], "timeZone": "UTC", "fields": fields}
    await room.make("mapping_id", "/import-mappings", {"name": "Old work", "mapping": mapping})
    response = await room.admin.client.post(
        f"/v1/imports?mappingId={room.ids['mapping_id']}&start=false",
        content=b"Id,Title,Cost,Date\n1,Mend,12.50,2026-01-02\n2,,,nonsense\n",
        headers={"Content-Type": "text/csv"},
    )
    room.ids["import_id"] = made_of(response)["id"]
    caller = system(room.admin.tenant.id, via="test")
    await imports.run_import(room.admin.tenant.world.door, caller, UUID(room.ids["import_id"]))
