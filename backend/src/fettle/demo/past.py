"""A past for a tenant: what happens in it, in order, by the modules' own verbs, each at its own moment.

Nothing is written behind anybody's back: a step is a call of somebody who may do it, and its clock stands where the
step stands. In between, plans and notifications do what a worker would have done then.
"""

import hashlib
import heapq
import itertools
from collections.abc import Awaitable, Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from fettle import composition
from fettle.db import reading
from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.demo.tenants import DemoTenant
from fettle.modules.tenancy import public as tenancy
from fettle.queue import Work, following

Do = Callable[[Call], Awaitable[Any]]
Background = Callable[[datetime], Awaitable[None]]
LOUD = timedelta(days=3)
"""How long before the end people begin to be told; of what lies before that they have heard long ago."""
DAY = timedelta(days=1)
SATURDAY = 5
MOST_EVENTS = 500


class Past:
    """The agenda of one tenant, from the day on which it was made until the moment at which the demo was loaded."""

    def __init__(self, door: Door, tenant_id: UUID, zone: str, *, begins: datetime, ends: datetime) -> None:
        self.door = door
        self.tenant_id = tenant_id
        self.zone = ZoneInfo(zone)
        self.begins = begins
        self.ends = ends
        self.last = ends - timedelta(minutes=1)
        """When the last thing of the story happens, by which it is known to be over."""
        self.today = ends.astimezone(self.zone).date()
        self._agenda: list[tuple[datetime, int, Caller | None, Do | None, Background | None]] = []
        self._order = itertools.count()
        self._seconds: dict[Caller, int] = {}

    def moment(self, day: date | int, hour: float) -> datetime:
        """An instant by the clock on the wall: on a date, or so many days after today."""
        if isinstance(day, int):
            day = self.today + timedelta(days=day)
        whole = datetime.combine(day, time(), self.zone) + timedelta(minutes=round(hour * 60))
        return whole.astimezone(UTC)

    def working(self, at: datetime) -> datetime:
        """The first moment from `at` on at which people are at work."""
        local = at.astimezone(self.zone)
        if not 7 <= local.hour < 16:
            later = local.date() + (DAY if local.hour >= 16 else timedelta(0))
            local = datetime.combine(later, time(7, 20 + local.minute % 40), self.zone)
        while local.weekday() >= SATURDAY:
            local += DAY
        return local.astimezone(UTC)

    def id(self, key: str, at: datetime) -> UUID:
        """An id that is the same whenever this past is told, and sorts by the time at which it was made."""
        random = int.from_bytes(hashlib.sha256(f"{self.tenant_id} {key}".encode()).digest()[:10])
        number = int(at.timestamp() * 1000) << 80 | random
        number = number & ~(0xF << 76) | 0x7 << 76
        return UUID(int=number & ~(0x3 << 62) | 0x2 << 62)

    def via(self, at: datetime) -> str:
        """By which way somebody acted then: of what came in at the console nobody is told."""
        return "session" if at >= self.ends - LOUD else "cli"

    def act(self, at: datetime, who: Caller, do: Do) -> None:
        """Let somebody do something then; what the same person does in the same minute is one transaction.

        Everybody has a second of the minute of their own, so that the last event tells what has happened and what not.
        """
        second = self._seconds.setdefault(who, len(self._seconds) + 1)
        heapq.heappush(self._agenda, (minute(at) + timedelta(seconds=second), next(self._order), who, do, None))

    def let(self, at: datetime, happen: Background) -> None:
        """Let the product do something by itself then; doing it twice must be as good as once."""
        heapq.heappush(self._agenda, (minute(at), next(self._order), None, None, happen))

    async def live(self, resume: Background | None = None) -> None:
        """Let everything happen that has not happened yet; whoever was interrupted goes on where they were.

        `resume` hears how far that was, and puts on the agenda what followed from what has happened.
        """
        reached = await self.reached()
        if resume is not None:
            await resume(reached)
        while self._agenda and self._agenda[0][0] <= self.ends:
            at, _, who, do, happen = heapq.heappop(self._agenda)
            if happen is not None:
                if at >= reached:
                    await happen(at)
                continue
            doing = [do]
            while self._agenda and self._agenda[0][0] == at and self._agenda[0][2] == who:
                doing.append(heapq.heappop(self._agenda)[3])
            if at > reached and who is not None:
                async with self.at(at).open(who) as call:
                    for each in doing:
                        assert each is not None, "somebody who acts does something"
                        await each(call)

    def at(self, moment: datetime) -> Door:
        """The door as it stood then."""
        return back(self.door, moment)

    async def hear(self, moment: datetime, *names: str) -> None:
        """Let followers of the feed hear what they have not heard yet."""
        for name in names:
            while await following.follow(
                self.at(moment), composition.DUTIES.followers[name], self.tenant_id, strict=True
            ):
                pass

    async def job(self, moment: datetime, name: str, **arguments: Any) -> None:
        """Do a job as a worker would have done it then."""
        await composition.DUTIES.jobs[name].run(Work(self.at(moment), self.tenant_id, {}), **arguments)

    async def reached(self) -> datetime:
        """When something last happened here."""
        async with self.door.open(system(self.tenant_id, via="cli"), read_only=True) as call:
            events = await reading.events_after(call, await reading.head(call) - 1, 0, limit=MOST_EVENTS)
        return max((event.at for event in events), default=datetime.min.replace(tzinfo=UTC))


def minute(at: datetime) -> datetime:
    """The whole minute in which a moment lies."""
    return at.replace(second=0, microsecond=0)


async def begun(door: Door, tenant: DemoTenant) -> Past | None:
    """The past of a tenant that was made at its beginning; None when it is over, or the tenant never had one."""
    async with door.open(system(tenant.new.id, via="cli"), read_only=True) as call:
        told = await tenancy.current_tenant(call)
    ends = told.created_at + timedelta(days=tenant.days)
    past = Past(door, tenant.new.id, told.time_zone, begins=told.created_at, ends=ends)
    if ends > door.clock() or await past.reached() >= past.last:
        return None
    return past


def back(door: Door, moment: datetime) -> Door:
    """The door as it stood then."""

    def clock() -> datetime:
        return moment

    return Door(door.pool, patience=door.patience, clock=clock, ids=door.ids)
