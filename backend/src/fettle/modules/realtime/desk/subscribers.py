"""Those who listen: each with a bounded queue of what they are still to be sent."""

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Awaitable, Callable
from uuid import UUID

from fettle.db.callers import Caller
from fettle.modules.realtime.records import Doubt, Happened, Parting, Position, Viewer, Wanted
from fettle.modules.realtime.rules import frames, sight

MOST_WAITING = 256
Renew = Callable[[], Awaitable[Caller]]


class Channel:
    """The feed of one tenant, as long as anybody listens to it: how far it has been read, and for whom."""

    __slots__ = ("position", "subscribers", "tenant_id")

    def __init__(self, tenant_id: UUID, position: Position) -> None:
        self.tenant_id = tenant_id
        self.position = position
        self.subscribers: set[Subscriber] = set()

    def tell(self, event: Happened) -> None:
        """Hand an event to everybody who may hear of it; it is written once for all of them."""
        frame = frames.told(event)
        for subscriber in self.subscribers:
            subscriber.hear(event, frame)
        self.position = event.position

    def skip(self, position: Position) -> None:
        """Go on from `position` without telling what was before it."""
        self.position = position
        for subscriber in self.subscribers:
            subscriber.reset(Doubt.TOO_MANY)


class Subscriber:
    """One stream. A reader who is too slow loses what waits, and is told so: the queue never grows past its bound."""

    __slots__ = (
        "_doubt",
        "_parting",
        "_waiting",
        "_wake",
        "beat_at",
        "caller",
        "channel",
        "check_at",
        "doubt",
        "ends_at",
        "renew",
        "resumed",
        "rung",
        "start",
        "viewer",
        "wanted",
    )

    def __init__(
        self,
        channel: Channel,
        caller: Caller,
        wanted: Wanted,
        renew: Renew,
        *,
        last: Position | None = None,
        doubt: Doubt | None = None,
    ) -> None:
        """`last` is what the reader heard last, `doubt` why it is not known."""
        self.channel = channel
        self.caller = caller
        self.viewer = viewer_of(caller)
        self.wanted = wanted
        self.renew = renew
        self.doubt = doubt
        self.start = max(channel.position, last or channel.position)
        self.resumed = last or self.start
        self.beat_at = self.check_at = self.ends_at = float("inf")
        # The mark of their notifications that they have been told of; nothing yet.
        self.rung: object = None
        self._waiting: deque[bytes] = deque()
        self._wake: asyncio.Future[None] | None = None
        self._doubt: Doubt | None = None
        self._parting: Parting | None = None

    @property
    def gone(self) -> bool:
        """Whether the stream has been told to end."""
        return self._parting is not None

    def hear(self, event: Happened, frame: bytes) -> None:
        """Take an event, if it is wanted and may be heard."""
        if self._doubt is None and event.position > self.start and self.follows(event):
            if len(self._waiting) >= MOST_WAITING:
                self.reset(Doubt.TOO_SLOW)
            else:
                self._waiting.append(frame)
                self._rouse()

    def follows(self, event: Happened) -> bool:
        """Whether this stream tells of `event`."""
        return sight.is_wanted(self.wanted, event) and sight.may_hear(self.viewer, event)

    def reset(self, doubt: Doubt) -> None:
        """Forget what waits; the reader is told to read anew, and how many notifications there are."""
        self._waiting.clear()
        self.rung = None
        self._doubt = doubt
        self._rouse()

    def beat(self) -> None:
        """Send a sign of life, unless something is on its way anyway."""
        if not self._waiting and self._doubt is None:
            self._waiting.append(frames.beat(self.channel.position))
            self._rouse()

    def ring(self, frame: bytes, mark: object) -> None:
        """Tell how many notifications wait to be read, as of `mark`."""
        if len(self._waiting) >= MOST_WAITING:
            self.reset(Doubt.TOO_SLOW)
            return
        self.rung = mark
        self._waiting.append(frame)
        self._rouse()

    def rights(self, caller: Caller) -> None:
        """Go on with the rights that hold now; who has other rights than before sees other things."""
        viewer = viewer_of(caller)
        if viewer != self.viewer:
            self.caller, self.viewer = caller, viewer
            self.reset(Doubt.RIGHTS)

    def end(self, parting: Parting) -> None:
        """End the stream."""
        self._parting = parting
        self._rouse()

    async def chunks(self) -> AsyncIterator[bytes]:
        """What is to be sent, as it comes, until the stream ends."""
        while self._parting is None:
            if self._doubt is not None:
                doubt, self._doubt = self._doubt, None
                yield frames.reset(self.channel.position, doubt)
            elif self._waiting:
                chunk = b"".join(self._waiting)
                self._waiting.clear()
                yield chunk
            else:
                self._wake = asyncio.get_running_loop().create_future()
                await self._wake
        yield frames.bye(self._parting)

    def _rouse(self) -> None:
        if self._wake is not None and not self._wake.done():
            self._wake.set_result(None)


def viewer_of(caller: Caller) -> Viewer:
    """What a caller may see."""
    return Viewer(user_id=caller.user_id, permissions=caller.permissions, site_scope=caller.site_scope)
