"""Ringing: who among those who listen to live updates has been told something new, or has read what they were told."""

from collections.abc import Collection

from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.modules.notifications.records import Mark, Seat
from fettle.modules.notifications.store import notifications as store


class Bell:
    """What live updates ask: `marks` of many people at once, and what somebody's screen is to show."""

    def __init__(self, door: Door) -> None:
        self.door = door

    async def marks(self, seats: Collection[Seat]) -> dict[Seat, Mark]:
        """A mark for each person in a tenant, which is another one once their notifications have changed.

        It says nothing of what they may see; whichever process wrote the change, it shows as soon as it is committed.
        """
        async with self.door.open(system(None, via="stream", realm="worker"), read_only=True) as call:
            return await store.marks(call, seats)

    async def unread(self, caller: Caller) -> int:
        """How many notifications the caller has not read, as they are counted for themselves."""
        async with self.door.open(caller, read_only=True) as call:
            return await store.unread(call)
