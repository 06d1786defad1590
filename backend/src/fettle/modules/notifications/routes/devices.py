"""Browsers and phones over HTTP."""

from typing import Any
from uuid import UUID

from litestar import Request

from fettle.db.call import Call
from fettle.kit.addresses import TargetRefused
from fettle.modules.notifications.actions import devices as actions
from fettle.modules.notifications.actions.centre import MachinesAreNotTold
from fettle.modules.notifications.records import Device, PushKey
from fettle.modules.notifications.rules.devices import TooManyDevices
from fettle.modules.notifications.wire import DeviceBody
from fettle.web.verbs import delete, get, post


@get("/notifications/push-key", may=None)
async def get_push_key(call: Call, request: Request[Any, Any, Any]) -> PushKey:
    """See the public key (VAPID) with which a browser subscribes to push messages."""
    return PushKey(public_key=request.app.state.post_office.push_key)


@get("/notifications/devices", may=None, refuses=[MachinesAreNotTold])
async def list_devices(call: Call) -> list[Device]:
    """List the browsers and phones that you are reached on."""
    return await actions.every(call)


@post("/notifications/devices", may=None, refuses=[MachinesAreNotTold, TooManyDevices, TargetRefused])
async def register_device(call: Call, data: DeviceBody, request: Request[Any, Any, Any]) -> Device:
    """Be reached on a browser or phone; registered by somebody else before, it is yours from now on."""
    return await actions.register(call, data.to_record(), request.app.state.settings.outbound_allow)


@delete("/notifications/devices/{device_id:uuid}", may=None, refuses=[MachinesAreNotTold])
async def remove_device(call: Call, device_id: UUID) -> None:
    """Be reached on a device no longer."""
    await actions.remove(call, device_id)


ROUTES = [get_push_key, list_devices, register_device, remove_device]
