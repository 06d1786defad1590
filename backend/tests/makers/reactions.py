"""Webhooks and escalation rules that have done something, without a receiver and without waiting."""

from uuid import UUID

from fettle.modules.escalation.actions import raising
from fettle.modules.webhooks.actions import sending
from fettle.modules.webhooks.records import Outcome
from fettle.queue import Work
from makers.furnished import Furnishing, made_of

HOOK = {"name": "Warehouse", "url": "https://hooks.example.com/fettle", "eventTypes": ["site.restored"]}
RULE = {
    "name": "Waits at once",
    "condition": "in_status",
    "status": "new",
    "steps": [{"afterMinutes": 0, "notify": {"roles": ["admin"]}, "priority": "high"}],
}


async def make_webhook(room: Furnishing) -> None:
    """A webhook whose receiver has said that it is gone."""
    issued = made_of(await room.admin.post("/webhooks", HOOK))
    room.ids["webhook_id"] = issued["webhook"]["id"]
    await room.make("delivery_id", f"/webhooks/{room.ids['webhook_id']}/test")
    world = room.admin.tenant.world
    async with room.admin.tenant.call() as call:
        parcel = await sending.next_parcel(call, UUID(room.ids["webhook_id"]), world.settings.secret_bytes)
        assert parcel is not None
        await sending.record(call, parcel, Outcome(status=410, error="answered 410", milliseconds=12))


async def make_rule(room: Furnishing) -> None:
    """An escalation rule, and what it did."""
    await room.make("rule_id", "/escalation-rules", RULE)
    await make_escalation(room)


async def make_escalation(room: Furnishing) -> None:
    """One more escalation."""
    tenant = room.admin.tenant
    order = made_of(await room.admin.post("/work-orders", {"title": "Forgotten", "siteId": room.ids["site_id"]}))
    work = Work(tenant.world.door, tenant.id, {})
    async with work.open() as call:
        rules = [rule for rule in await raising.store.active(call) if str(rule.id) == room.ids["rule_id"]]
        await raising.look(call, rules, [UUID(order["id"])])
    await raising.raise_due(work)
    assert (await room.admin.get("/escalations", workOrderId=order["id"])).json()["data"]


async def make_delivery(room: Furnishing) -> None:
    """One more delivery: a test event."""
    address = f"/webhooks/{room.ids['webhook_id']}"
    await room.admin.post(f"{address}/enable")
    made_of(await room.admin.post(f"{address}/test"))
