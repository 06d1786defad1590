"""What is taken as the address of a browser or a phone."""

import base64
import binascii
import re
from collections.abc import Sequence

from fettle.kit import addresses
from fettle.kit.refusals import Conflict, Invalid
from fettle.modules.notifications.records import Channel, NewDevice

MOST_DEVICES = 20
POINT, SECRET = 65, 16
EXPO = re.compile(r"Expo(nent)?PushToken\[[\w-]{10,100}\]")


class TooManyDevices(Conflict):
    """You have twenty devices already; remove one that you use no longer."""


def check(new: NewDevice, allowed: Sequence[addresses.Network]) -> NewDevice:
    """`new`, if push messages can be sent there. Raises `Invalid`, and `TargetRefused` for an address inside."""
    if new.channel is Channel.EMAIL:
        raise Invalid.at("/channel", "value", "must be web_push or expo")
    if new.channel is Channel.EXPO:
        if not EXPO.fullmatch(new.address):
            raise Invalid.at("/address", "format", "must look like ExponentPushToken[...]")
        return NewDevice(channel=new.channel, address=new.address, name=new.name)
    addresses.target(new.address, allowed)
    if _decoded(new.p256dh, "/p256dh", POINT)[0] != 4:
        raise Invalid.at("/p256dh", "format", "must be an uncompressed point of the curve P-256")
    _decoded(new.auth, "/auth", SECRET)
    return new


def _decoded(value: str | None, pointer: str, size: int) -> bytes:
    try:
        raw = base64.urlsafe_b64decode((value or "") + "=" * (-len(value or "") % 4))
    except (ValueError, binascii.Error):
        raw = b""
    if len(raw) != size:
        raise Invalid.at(pointer, "format", f"must be {size} bytes in URL-safe base64")
    return raw
