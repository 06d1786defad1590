"""How one more record of every list is made."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import uuid4

from makers import calendars, furnished, notices, portal, reactions, synced
from makers.furnished import Furnishing, made_of

Maker = Callable[[Furnishing], Awaitable[Any]]


def posting(path: str, **body: Any) -> Maker:
    """Makes one more record by POST; `*` stands for something new each time, `x_id` for an id of the tenant."""

    def filled(value: Any, ids: dict[str, str]) -> Any:
        if isinstance(value, list):
            return [filled(inner, ids) for inner in value]
        if isinstance(value, dict):
            return {name: filled(inner, ids) for name, inner in value.items()}
        return f"k{uuid4().hex[:10]}" if value == "*" else ids.get(value, value) if isinstance(value, str) else value

    async def make(room: Furnishing) -> Any:
        address = "/".join(room.ids[part] if part.endswith("_id") else part for part in path.split("/"))
        return await room.make("made_id", address, filled(body, room.ids))

    return make


def line(**fields: Any) -> dict[str, Any]:
    """A line of the log."""
    return {"kind": "material", "item": "Bolt", "unit": "piece", "quantity": "1", **fields}


class Clock:
    """Days, one after the other."""

    day = 0

    def next(self) -> str:
        """A date that was not given before."""
        self.day += 1
        return f"{2000 + self.day // 300}-{1 + self.day % 300 // 28:02}-{1 + self.day % 28:02}"


DAYS = Clock()


def dated(path: str, name: str, *, moment: bool = True, **body: Any) -> Maker:
    """As `posting`, with a date that was not there before."""

    async def make(room: Furnishing) -> Any:
        day = DAYS.next()
        return await posting(path, **{name: f"{day}T08:00:00Z" if moment else day}, **body)(room)

    return make


async def colleague(room: Furnishing) -> Any:
    """One more member."""
    return await room.admin.tenant.person("technician", name=uuid4().hex)


async def session(room: Furnishing) -> Any:
    """One more session of the administrator."""
    world = room.admin.tenant.world
    async with room.admin.tenant.call(permissions=frozenset({"*"}), realm="identity") as call:
        await world.gate.start_session(call, room.admin.user_id, room.admin.tenant.id)


async def upload(room: Furnishing) -> Any:
    """One more import, not started."""
    query = f"/v1/imports?mappingId={room.ids['mapping_id']}&start=false"
    content = f"Id,Title,Cost,Date\n{uuid4().hex},x,1,2026-01-02\n".encode()
    return made_of(await room.admin.client.post(query, content=content, headers={"Content-Type": "text/csv"}))


async def invitation(room: Furnishing) -> Any:
    """One more invitation."""
    return await room.make("", "/invitations", {"email": f"{uuid4().hex}@example.test", "role": "gatekeeper"})


async def downtime(room: Furnishing) -> Any:
    """One more downtime, after those before."""
    day = DAYS.next()
    body = {"startedAt": f"{day}T08:00:00Z", "endedAt": f"{day}T09:00:00Z"}
    return await room.make("", f"/assets/{room.ids['second_asset_id']}/downtimes", body)


async def message(room: Furnishing) -> Any:
    """One more message that came in by mail."""
    return await portal.make_message(room)


async def webhook(room: Furnishing) -> Any:
    """One more webhook."""
    return made_of(await room.admin.post("/webhooks", {**reactions.HOOK, "name": uuid4().hex}))


async def nothing(_room: Furnishing) -> Any:
    """The faults of an import that is done stay as they are."""


async def occurrence(room: Furnishing) -> Any:
    """One more occurrence, skipped before it came."""
    path = f"/maintenance-plans/{room.ids['plan_id']}"
    coming = (await room.admin.get(path)).json()["coming"]
    return await room.make("", f"{path}/skip", {"key": coming[0]["key"], "reason": "Not this time"})


ONCE = {"kind": "one_time", "on": "2199-12-31"}
MAPPING = {
    "source": "old",
    "entity": "work_request",
    "key": ["Id"],
    "fields": {"title": {"column": "Title"}, "reportedAt": {"column": "Date", "format": "%Y-%m-%d"}},
}


async def dead_letter(room: Furnishing) -> Any:
    """One more job that has failed."""
    return await furnished.dead_letter(room.admin.tenant)


MAKERS: dict[str, Maker] = {
    "listJobs": dead_letter,
    "listCalendarFeeds": calendars.make_feed,
    "listNotifications": notices.told,
    "listReminders": notices.owed,
    "listSessions": session,
    "listApiKeys": posting("/api-keys", name="*", permissions=["tenant:read"]),
    "listClients": posting("/clients", name="*", permissions=["tenant:read"]),
    "listPeople": colleague,
    "listInvitations": invitation,
    "listRates": dated("/staff/staff_id/rates", "validFrom", moment=False, hourlyRate="1.00"),
    "listSyncConflicts": synced.make_conflict,
    "listTags": posting("/tags", name="*"),
    "listGlCodes": posting("/gl-codes", code="*", name="*"),
    "listTaskCodes": posting("/task-codes", code="*", name="*"),
    "listFailureCodes": posting("/failure-codes", code="*", name="*", kind="problem"),
    "listReasons": posting("/reasons", code="*", name="*", kind="hold"),
    "listRoles": posting("/roles", code="*", name="*", permissions=["tenant:read"]),
    "listStaff": posting("/staff", name="*"),
    "listCrews": posting("/crews", name="*"),
    "listCustomFields": posting("/custom-fields", entity="asset", key="*", label="*", type="text"),
    "listSavedViews": posting("/saved-views", entity="asset", name="*", filters={}),
    "listSites": posting("/sites", name="*"),
    "listLocations": posting("/locations", name="*", siteId="site_id"),
    "listAssetTypes": posting("/asset-types", code="*", name="*"),
    "listAssetCategories": posting("/asset-categories", code="*", name="*"),
    "listAssets": posting("/assets", name="*", assetTypeId="asset_type_id"),
    "listAssetChildren": posting("/assets", name="*", assetTypeId="asset_type_id", parentId="asset_id"),
    "listAssetHistory": posting("/assets/asset_id/meters", name="*", unit="h", kind="gauge"),
    "listMeters": posting("/assets/asset_id/meters", name="*", unit="h", kind="gauge"),
    "listReadings": dated("/meters/gauge_id/readings", "readAt", value="1"),
    "listDowntimes": downtime,
    "listLogEntries": dated("/work-orders/work_order_id/log-entries", "performedOn", moment=False, lines=[line()]),
    "summariseLogEntries": dated("/work-orders/work_order_id/log-entries", "performedOn", moment=False, lines=[line()]),
    "listWorkRequests": posting("/work-requests", title="*"),
    "listWorkRequestHistory": posting("/work-requests/work_request_id/comments", body="*"),
    "listWorkRequestComments": posting("/work-requests/work_request_id/comments", body="*"),
    "listWorkOrders": posting("/work-orders", title="*"),
    "listWorkOrderHistory": posting("/work-orders/work_order_id/comments", body="*"),
    "listWorkOrderComments": posting("/work-orders/work_order_id/comments", body="*"),
    "listWorkOrderTemplates": posting("/work-order-templates", name="*", title="*"),
    "listMaintenancePlans": posting("/maintenance-plans", name="*", triggers=[ONCE]),
    "listPlanOccurrences": occurrence,
    "listOccurrencesOfPlan": occurrence,
    "listReliability": posting("/assets", name="*", assetTypeId="asset_type_id"),
    "listFiles": posting(
        "/files", subject="work_order", subjectId="work_order_id", name="*", sizeBytes=1, mediaType="image/jpeg"
    ),
    "listPortalPlaces": posting("/portal/places", name="*"),
    "listPortalUsage": posting("/portal/places", name="*"),
    "listPortalMessages": message,
    "listContractorLinks": posting("/work-orders/work_order_id/contractor-links", name="*"),
    "listWebhooks": webhook,
    "listWebhookDeliveries": reactions.make_delivery,
    "listEscalationRules": posting("/escalation-rules", **{**reactions.RULE, "name": "*"}),
    "listEscalations": reactions.make_escalation,
    "listImportMappings": posting("/import-mappings", name="*", mapping=MAPPING),
    "listImports": upload,
    "listEvents": posting("/tags", name="*"),
    "listImportFaults": nothing,
}
"""How one more record of each list is made."""
