"""How the queue is doing, for those who run the installation."""

import time
from collections.abc import Sequence
from datetime import timedelta

import msgspec

from fettle.db.door import Door
from fettle.queue.sweeping import worker

STATE = "SELECT measure, label, value FROM app.queue_state(%s)"
SILENT = timedelta(seconds=30)
"""After how long without a sign a worker is no worker any more."""
FRESH = 5.0


class Figure(msgspec.Struct, frozen=True):
    """One number: `jobs` by state, `oldest` in seconds, `workers`, or the `lag` of a follower in transactions."""

    measure: str
    label: str
    value: float


class Watch:
    """Looks at the queue when asked, and not again within seconds, however often it is asked."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._seen: Sequence[Figure] = ()
        self._at = float("-inf")

    async def figures(self) -> Sequence[Figure]:
        """The figures of now, or of a few seconds ago."""
        if time.monotonic() - self._at > FRESH:
            self._at = time.monotonic()
            self._seen = await look(self._door)
        return self._seen


async def look(door: Door) -> Sequence[Figure]:
    """The figures of now."""
    async with door.open(worker(), read_only=True) as call:
        return await call.all(Figure, STATE, [SILENT])
