"""Devices: browsers and phones that somebody wants to be reached on."""

from collections.abc import Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.addresses import Network
from fettle.kit.refusals import NotFound
from fettle.modules.notifications.actions.centre import me
from fettle.modules.notifications.records import Device, NewDevice
from fettle.modules.notifications.rules import devices as rules
from fettle.modules.notifications.store import devices as store


async def every(call: Call) -> list[Device]:
    """The caller's devices."""
    return await store.every(call, me(call))


async def register(call: Call, new: NewDevice, allowed: Sequence[Network]) -> Device:
    """Let push messages reach the caller on a browser or phone; whoever had it before has it no longer."""
    user_id = me(call)
    checked = rules.check(new, allowed)
    if await store.others(call, user_id, checked.address) >= rules.MOST_DEVICES:
        raise rules.TooManyDevices()
    return await store.register(call, user_id, checked)


async def remove(call: Call, device_id: UUID) -> None:
    """Send the caller nothing more on a device."""
    if not await store.remove(call, me(call), device_id):
        raise NotFound()
