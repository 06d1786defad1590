"""Browsers and phones that take push messages."""

from uuid import UUID

from fettle.db.call import Call
from fettle.modules.notifications.records import Device, NewDevice

ALL = """
SELECT id, channel, name, created_at, seen_at FROM notification_devices
WHERE tenant_id = app.tenant_id() AND user_id = %s ORDER BY created_at, id
"""
RELEASE = "SELECT app.release_device(%s)"
REGISTER = """
INSERT INTO notification_devices (tenant_id, id, user_id, channel, address, p256dh, auth, name, created_at, created_by,
                                  seen_at)
VALUES (app.tenant_id(), %(id)s, %(user)s, %(channel)s, %(address)s, %(p256dh)s, %(auth)s, %(name)s, %(now)s, %(user)s,
        %(now)s)
ON CONFLICT (tenant_id, address) DO UPDATE SET p256dh = excluded.p256dh, auth = excluded.auth, name = excluded.name,
    seen_at = excluded.seen_at
RETURNING id, channel, name, created_at, seen_at
"""
REMOVE = """
DELETE FROM notification_devices WHERE tenant_id = app.tenant_id() AND user_id = %s AND id = %s RETURNING id
"""
OTHERS = """
SELECT count(*) FROM notification_devices WHERE tenant_id = app.tenant_id() AND user_id = %s AND address <> %s
"""


async def every(call: Call, user_id: UUID) -> list[Device]:
    """The devices of somebody, oldest first."""
    return await call.all(Device, ALL, [user_id])


async def others(call: Call, user_id: UUID, address: str) -> int:
    """How many devices somebody has besides the one at this address."""
    return int(await call.value(OTHERS, [user_id, address]))


async def register(call: Call, user_id: UUID, new: NewDevice) -> Device:
    """Keep a device; whoever else had it, has it no longer."""
    await call.value(RELEASE, [new.address])
    given = {
        "id": call.new_id(),
        "user": user_id,
        "channel": new.channel,
        "address": new.address,
        "p256dh": new.p256dh,
        "auth": new.auth,
        "name": new.name,
        "now": call.now,
    }
    return await call.one(Device, REGISTER, given)


async def remove(call: Call, user_id: UUID, device_id: UUID) -> bool:
    """Remove a device of somebody; whether there was one."""
    return await call.maybe(tuple, REMOVE, [user_id, device_id]) is not None
