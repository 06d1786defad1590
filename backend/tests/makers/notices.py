"""One of everything about notifications: told, owed, wished."""

from typing import Any

from fettle.db import reading
from fettle.db.callers import system
from fettle.modules.notifications.actions import obliging
from fettle.modules.notifications.store import wishes
from makers.furnished import Furnishing, made_of

POINT = "BP4z9KsN6nGRTbVYI_c7VJSPQTBtkgcy27mlmlMoZIIgDll6e3vCYLocInmYWAmS6TlzAC8wEqKK6PBru3jl7A8"
SECRET = "8eDyX_uCN0XRhSbY5hs7Hg"


async def furnish_notices(room: Furnishing) -> None:
    """What the administrator was told and is owed, and what they want."""
    admin, ids = room.admin, room.ids
    body = {
        "channel": "web_push",
        "address": f"https://push.example.com/{admin.user_id}",
        "p256dh": POINT,
        "auth": SECRET,
    }
    await room.make("device_id", "/notifications/devices", body)
    chosen = {
        "choices": [{"kind": "assigned", "way": "email", "wanted": True}],
        "quietHours": {"begins": "22:00", "ends": "06:00"},
        "digestHour": 7,
    }
    made_of(await admin.put("/notifications/preferences", chosen))
    ids["record_id"] = ids["work_order_id"]
    assert (await admin.put(f"/notifications/mutes/{ids['record_id']}", {"subject": "work_order"})).status_code == 204
    made_of(await admin.post("/notifications/test"))
    ids["notification_id"] = (await admin.get("/notifications")).json()["data"][0]["id"]
    await owed(room)
    ids["reminder_id"] = (await admin.get("/reminders")).json()["data"][0]["id"]
    async with admin.tenant.call() as call:
        await wishes.refuse(call, "nobody@example.test")


async def owed(room: Furnishing) -> Any:
    """Work of the administrator's own that is due, with what is owed for it."""
    admin, ids = room.admin, room.ids
    if "own_staff_id" not in ids:
        await room.make("own_staff_id", "/staff", {"name": "Ada", "userId": str(admin.user_id)})
    order = {"title": "Own", "assigneeId": ids["own_staff_id"], "dueAt": "2100-01-01T00:00:00Z", "approve": True}
    made = made_of(await admin.post("/work-orders", order))
    async with admin.tenant.world.door.open(system(admin.tenant.id, via="test")) as call:
        events = await reading.events_after(call, 0, 0, limit=100_000)
        await obliging.oblige(call, [event for event in events if str(event.about_id) == made["id"]])
    return made


async def told(room: Furnishing) -> Any:
    """One more thing that the administrator was told."""
    return made_of(await room.admin.post("/notifications/test"))
