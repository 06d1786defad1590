"""The hub: one reader of the feed for all streams of this process, and the rounds that keep them honest."""

import asyncio
import random
import time
from collections import Counter, defaultdict
from collections.abc import AsyncGenerator, AsyncIterator, Awaitable, Callable, Collection, Mapping
from contextlib import asynccontextmanager
from typing import Any, Protocol
from uuid import UUID

import structlog

from fettle.db.callers import Caller
from fettle.db.door import Door
from fettle.kit.refusals import Forbidden, Refusal, TooMany, Unauthenticated, Unavailable
from fettle.modules.realtime.desk import feed
from fettle.modules.realtime.desk.subscribers import MOST_WAITING, Channel, Renew, Subscriber
from fettle.modules.realtime.records import Parting, Position, Wanted
from fettle.modules.realtime.rules import frames, positions
from fettle.web.leaving import before_the_end

POLL_SECONDS = 0.1
AWAY_SECONDS = 1.0
BEAT_SECONDS = 20.0
CHECK_SECONDS = 25.0
"""How long a stream goes on before the standing of who listens is asked for again."""
MOST_PAGES = 8
"""Pages of one tenant that are told one by one in one round; a greater flood is told as a reset."""
AT_ONCE = 3
"""How many streams may ask the database at the same time: as many come back at once, requests come first."""
STANDINGS = frozenset({"membership", "role", "tenant", "staff"})
"""What changes the standing of people: whoever listens there is asked for anew at once."""
RING_SECONDS = 1.0
"""How often it is asked whose notifications have changed."""
Frames = AsyncGenerator[bytes, None]
Seat = tuple[UUID, UUID]
"""A person in a tenant: the tenant, and the person's user."""
log = structlog.get_logger("fettle.realtime")


class TooManyStreams(TooMany):
    """You have too many streams open; close one first."""


class NoRoom(Unavailable):
    """This process serves as many streams as it can; try again shortly."""


class Bell(Protocol):
    """Whose notifications have changed: another module knows, and the composition hands it in."""

    async def marks(self, seats: Collection[Seat]) -> Mapping[Seat, object]:
        """A mark for each of these people, which is another one once their notifications have changed."""
        ...

    async def unread(self, caller: Caller) -> int:
        """How many notifications the caller has not read."""
        ...


class Hub:
    """Everybody who listens in this process. It is `running` as long as the application."""

    def __init__(self, door: Door, *, most: int, most_each: int, bell: Bell | None = None) -> None:
        self.door = door
        self.bell = bell
        self.most = most
        self.most_each = most_each
        self.channels: dict[UUID, Channel] = {}
        self.open = 0
        self._each: Counter[tuple[UUID | None, UUID | None]] = Counter()
        self._turns = asyncio.Semaphore(AT_ONCE)
        self._tasks: set[asyncio.Task[Any]] = set()
        self._somebody = asyncio.Event()
        self._closing = False
        self._away = False

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Read for whoever comes; streams end as soon as the process is asked to, for the server waits for them."""
        self._spawn(self._reading())
        self._spawn(self._rounds())
        if self.bell is not None:
            self._spawn(self._ringing(self.bell))
        try:
            with before_the_end(self.close):
                yield
        finally:
            self.close()
            for task in list(self._tasks):
                task.cancel()
            await asyncio.gather(*self._tasks, return_exceptions=True)

    def close(self) -> None:
        """End every stream and take no more: the server is about to stop and waits for them."""
        self._closing = True
        for subscriber in self._everybody():
            subscriber.end(Parting.CLOSING)

    @asynccontextmanager
    async def listening(
        self, caller: Caller, wanted: Wanted, renew: Renew, *, last_id: str | None, lifetime: float
    ) -> AsyncIterator[Frames]:
        """All that a stream says, on from `last_id` where one is given. Raises `TooManyStreams` and `NoRoom`."""
        who = (caller.tenant_id, caller.user_id or caller.session_id)
        if self._closing or self.open >= self.most:
            raise NoRoom(retry_after=random.randint(2, 10))  # noqa: S311 - spreads, hides nothing
        if self._each[who] >= self.most_each:
            raise TooManyStreams(f"At most {self.most_each} streams at a time.", retry_after=5)
        self.open += 1
        self._each[who] += 1
        subscriber = None
        try:
            subscriber = await self._subscribe(caller, wanted, renew, last_id)
            subscriber.ends_at = time.monotonic() + lifetime
            yield self._frames(subscriber)
        finally:
            self.open -= 1
            self._each[who] -= 1
            if not self._each[who]:
                del self._each[who]
            if subscriber is not None:
                self._leave(subscriber)

    async def _frames(self, subscriber: Subscriber) -> Frames:
        """What was missed, which is read here, then what happens: that has been waiting since the stream began."""
        yield frames.opening(random.randint(1_000, 10_000))  # noqa: S311 - so that not all come back at once
        async for chunk in self._missed(subscriber):
            yield chunk
        if subscriber.doubt is not None:
            yield frames.reset(subscriber.start, subscriber.doubt)
        yield frames.ready(subscriber.start)
        async for chunk in subscriber.chunks():
            yield chunk

    async def _missed(self, subscriber: Subscriber) -> AsyncIterator[bytes]:
        pages = feed.missed(self.door, subscriber.caller, subscriber.resumed, subscriber.start)
        while not subscriber.gone:
            async with self._turns:
                events = await anext(pages, None)
            if events is None:
                return
            yield b"".join(frames.told(event) for event in events if subscriber.follows(event))

    async def _subscribe(self, caller: Caller, wanted: Wanted, renew: Renew, last_id: str | None) -> Subscriber:
        if caller.tenant_id is None:
            raise Forbidden("This needs a tenant.")
        head = await self._head(caller.tenant_id, last_id)
        channel = self.channels.setdefault(caller.tenant_id, Channel(caller.tenant_id, head))
        # Nothing is awaited from here on: what is read from now on is heard, what was read before is not.
        last, doubt = (None, None) if last_id is None else positions.resumed(last_id, max(head, channel.position))
        subscriber = Subscriber(channel, caller, wanted, renew, last=last, doubt=doubt)
        now = time.monotonic()
        subscriber.beat_at = now + _spread(BEAT_SECONDS)
        subscriber.check_at = now + _spread(CHECK_SECONDS)
        channel.subscribers.add(subscriber)
        self._somebody.set()
        return subscriber

    async def _head(self, tenant_id: UUID, last_id: str | None) -> Position:
        """How far the feed has come; asked of the database only where this process does not know it well enough.

        Another process may have told somebody of what this one reads only a moment later.
        """
        channel = self.channels.get(tenant_id)
        last = positions.read(last_id or "")
        if channel is not None and (last is None or last <= channel.position):
            return channel.position
        async with self._turns:
            return await feed.head(self.door, tenant_id)

    def _leave(self, subscriber: Subscriber) -> None:
        channel = subscriber.channel
        channel.subscribers.discard(subscriber)
        if not channel.subscribers and self.channels.get(channel.tenant_id) is channel:
            del self.channels[channel.tenant_id]
        if not self.channels:
            self._somebody.clear()

    async def _reading(self) -> None:
        while True:
            await self._somebody.wait()
            await self._surviving(self._read, "live updates wait for the database")
            await asyncio.sleep(AWAY_SECONDS if self._away else POLL_SECONDS)

    async def _read(self) -> None:
        heads = await feed.heads(self.door)
        for channel in list(self.channels.values()):
            if heads.get(channel.tenant_id, 0) > channel.position.seq or channel.position.ord < positions.WHOLE:
                await self._tell(channel, heads.get(channel.tenant_id, 0))

    async def _tell(self, channel: Channel, head: int) -> None:
        for _ in range(MOST_PAGES):
            events = await feed.page(self.door, channel.tenant_id, channel.position)
            for number, event in enumerate(events, 1):
                channel.tell(event)
                if number % (MOST_WAITING // 2) == 0:
                    # Who reads as fast as we write never falls behind.
                    await asyncio.sleep(0)
            if any(event.entity in STANDINGS for event in events):
                self._check_soon(channel)
            if len(events) < feed.PAGE:
                # Whatever was committed so far has been told whole.
                channel.position = Position(max(channel.position.seq, head), positions.WHOLE)
                return
        channel.skip(await feed.head(self.door, channel.tenant_id))

    async def _ringing(self, bell: Bell) -> None:
        while True:
            await self._somebody.wait()
            try:
                await self._ring(bell)
            except Refusal:
                # The database is away, which the reader says; what changes meanwhile is told by the next ring.
                pass
            except Exception as error:
                log.error("notifications not told", exc_info=error)
            await asyncio.sleep(RING_SECONDS)

    async def _ring(self, bell: Bell) -> None:
        """Tell everybody whose notifications are others than they know of; they alone hear it."""
        seats: dict[Seat, list[Subscriber]] = defaultdict(list)
        for subscriber in self._everybody():
            if subscriber.caller.user_id is not None:
                seats[subscriber.channel.tenant_id, subscriber.caller.user_id].append(subscriber)
        marks = await bell.marks(seats) if seats else {}
        concerned = (
            ([each for each in subscribers if each.rung != marks[seat]], marks[seat])
            for seat, subscribers in seats.items()
            if seat in marks
        )
        told = [self._tell_unread(bell, some, mark) for some, mark in concerned if some]
        for failure in await asyncio.gather(*told, return_exceptions=True):
            if failure is not None:
                raise failure

    async def _tell_unread(self, bell: Bell, subscribers: list[Subscriber], mark: object) -> None:
        async with self._turns:
            frame = frames.notification(await bell.unread(subscribers[0].caller))
        for subscriber in subscribers:
            subscriber.ring(frame, mark)

    async def _rounds(self) -> None:
        while True:
            await self._somebody.wait()
            now = time.monotonic()
            for subscriber in self._everybody():
                self._look_after(subscriber, now)
            await asyncio.sleep(1)

    def _look_after(self, subscriber: Subscriber, now: float) -> None:
        if now >= subscriber.ends_at:
            subscriber.end(Parting.LIFETIME)
        if now >= subscriber.beat_at:
            subscriber.beat_at = now + _spread(BEAT_SECONDS)
            subscriber.beat()
        if now >= subscriber.check_at:
            subscriber.check_at = now + _spread(CHECK_SECONDS)
            self._spawn(self._check(subscriber))

    def _check_soon(self, channel: Channel) -> None:
        soon = time.monotonic()
        for subscriber in channel.subscribers:
            subscriber.check_at = soon

    async def _check(self, subscriber: Subscriber) -> None:
        """Whether who listens may still do so; while that cannot be asked, nothing can be told either."""
        try:
            async with self._turns:
                subscriber.rights(await subscriber.renew())
        except (Unauthenticated, Forbidden):
            subscriber.end(Parting.STANDING)
        except Refusal as refusal:
            log.warning("standing not checked", reason=refusal.detail)

    async def _surviving(self, work: Callable[[], Awaitable[None]], words: str) -> None:
        """Do one round of `work`; a database that is away is told once, and once when it is back."""
        try:
            await work()
        except Exception as error:
            if not self._away:
                fault = None if isinstance(error, Refusal) else error
                log.warning(words, reason=str(error), exc_info=fault)
            self._away = True
            return
        if self._away:
            log.warning("live updates go on")
        self._away = False

    def _everybody(self) -> list[Subscriber]:
        return [subscriber for channel in self.channels.values() for subscriber in channel.subscribers]

    def _spawn(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


def _spread(seconds: float) -> float:
    return seconds * random.uniform(0.75, 1.0)  # noqa: S311 - so that not all come at once
