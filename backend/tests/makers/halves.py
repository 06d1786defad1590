"""A tenant with the same things at two sites, and people who are limited to one of them."""

from typing import Any
from uuid import UUID

from makers.furnished import Furnishing, first_id, furnish
from makers.reactions import HOOK, RULE
from makers.world import Person, Tenancy, World

DAY = "2026-02-03"


class Half:
    """What stands at one site: an id for each name of a path parameter, and a word that all its texts carry."""

    def __init__(self, word: str, ids: dict[str, str], local: Person) -> None:
        self.word = word
        self.ids = ids
        self.local = local


class Halves:
    """The tenant, somebody who sees all of it, and its two halves."""

    def __init__(self, tenant: Tenancy, admin: Person, north: Half, south: Half) -> None:
        self.tenant = tenant
        self.admin = admin
        self.north = north
        self.south = south


async def make_halves(world: World) -> Halves:
    """A furnished tenant with two more sites, alike but for a word."""
    furnished = await furnish(await world.tenant())
    shared = {**furnished.ids, "session_id": await first_id(furnished.admin, "/auth/sessions")}
    halves = [await _half(furnished.tenant, furnished.admin, shared, word) for word in ("northmarker", "southmarker")]
    return Halves(furnished.tenant, furnished.admin, *halves)


async def _half(tenant: Tenancy, admin: Person, shared: dict[str, str], word: str) -> Half:
    room = Furnishing(admin)
    ids = room.ids
    ids.update(shared)
    await room.make("site_id", "/sites", {"name": f"Site {word}", "code": word, "latitude": "1", "longitude": "1"})
    local = await tenant.person("admin", sites=[UUID(ids["site_id"])], name=f"Local {word}")
    here = Furnishing(local)
    here.ids = ids
    ids["membership_id"] = (await admin.get("/people", q=local.email)).json()["data"][0]["id"]
    await here.make("location_id", "/locations", {"name": f"Hall {word}", "siteId": ids["site_id"]})
    await _asset(here, word)
    await _request(here, word)
    await _work(here, word)
    await _plan(here, word)
    await _rules(here, word)
    return Half(word, ids, local)


async def _asset(here: Furnishing, word: str) -> None:
    ids = here.ids
    asset = {
        "name": f"Pump {word}",
        "number": f"P-{word}",
        "assetTypeId": ids["asset_type_id"],
        "categoryId": ids["asset_category_id"],
        "siteId": ids["site_id"],
        "locationId": ids["location_id"],
        "tagIds": [ids["tag_id"]],
        "purchasePrice": "123.45",
    }
    await here.make("asset_id", "/assets", asset)
    child = {"name": f"Seal {word}", "assetTypeId": ids["asset_type_id"], "parentId": ids["asset_id"]}
    await here.make("child_id", "/assets", child)
    meter = {"name": f"Hours {word}", "unit": "h", "kind": "counter", "startedAt": "2026-01-01T00:00:00Z"}
    await here.make("meter_id", f"/assets/{ids['asset_id']}/meters", meter)
    reading = {"value": "12", "readAt": "2026-01-05T08:00:00Z", "note": word}
    await here.make("reading_id", f"/meters/{ids['meter_id']}/readings", reading)
    down = {"startedAt": "2026-01-05T08:00:00Z", "endedAt": "2026-01-06T08:00:00Z", "note": word}
    await here.make("downtime_id", f"/assets/{ids['asset_id']}/downtimes", down)


async def _request(here: Furnishing, word: str) -> None:
    ids = here.ids
    request = {"title": f"Drips {word}", "siteId": ids["site_id"], "assetId": ids["asset_id"]}
    await here.make("work_request_id", "/work-requests", request)
    await here.make("comment_id", f"/work-requests/{ids['work_request_id']}/comments", {"body": word})


async def _work(here: Furnishing, word: str) -> None:
    ids = here.ids
    order: dict[str, Any] = {
        "title": f"Mend {word}",
        "siteId": ids["site_id"],
        "locationId": ids["location_id"],
        "assetIds": [ids["asset_id"]],
        "assigneeId": ids["staff_id"],
        "tagIds": [ids["tag_id"]],
        "estimatedCost": "120.00",
        "tasks": [{"title": f"Open {word}", "taskCodeId": ids["task_code_id"], "assetId": ids["asset_id"]}],
        "custom": {"floor": word},
        "dueAt": "2026-02-01T08:00:00Z",
        "approve": True,
    }
    await here.make("work_order_id", "/work-orders", order)
    detail = (await here.admin.get(f"/work-orders/{ids['work_order_id']}")).json()
    ids["task_id"] = detail["tasks"][0]["id"]
    await here.make("comment_id", f"/work-orders/{ids['work_order_id']}/comments", {"body": word})
    await here.make("", f"/work-orders/{ids['work_order_id']}/start")
    lines = [
        {"kind": "labour", "staffId": ids["staff_id"], "quantity": "2", "assetId": ids["asset_id"]},
        {"kind": "material", "item": f"Seal {word}", "quantity": "1", "unit": "piece", "unitCost": "9.50"},
    ]
    entry = {"performedOn": DAY, "lines": lines, "note": word}
    await here.make("log_entry_id", f"/work-orders/{ids['work_order_id']}/log-entries", entry)


async def _rules(here: Furnishing, word: str) -> None:
    only = {"name": word, "siteIds": [here.ids["site_id"]]}
    await here.make("rule_id", "/escalation-rules", {**RULE, **only})
    made = await here.make("", "/webhooks", {**HOOK, **only})
    here.ids["webhook_id"] = made["webhook"]["id"]


async def _plan(here: Furnishing, word: str) -> None:
    ids = here.ids
    series = {"rule": {"repeat": "weekly"}, "anchor": "2026-01-05"}
    plan = {
        "name": f"Rounds {word}",
        "siteId": ids["site_id"],
        "assetIds": [ids["asset_id"]],
        "triggers": [{"kind": "calendar_fixed", "series": series}],
        "work": {"title": f"Walk {word}", "assigneeId": ids["staff_id"], "tasks": [{"title": f"Look {word}"}]},
    }
    made = await here.make("plan_id", "/maintenance-plans", plan)
    skipped = {"key": made["coming"][0]["key"], "reason": word}
    await here.make("occurrence_id", f"/maintenance-plans/{made['id']}/skip", skipped)
