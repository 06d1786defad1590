"""Fourteen months of work that came up and was done, more of it in summer, and more and more of it on time."""

import random
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.demo.past import Past, minute
from fettle.demo.riverside.cast import Cast, login_of
from fettle.demo.riverside.places import Places, Thing
from fettle.demo.riverside.working import HELD, Job, Piece, Working, doers_of
from fettle.modules.assets import public as assets
from fettle.modules.work_orders import public as work_orders

DAYS = 415
BY_MONTH = (0.62, 0.6, 0.8, 1.0, 1.2, 1.35, 1.3, 1.2, 1.0, 0.9, 0.75, 0.65)
A_DAY = 0.4
ALLOWED = {"urgent": 1, "high": 4, "medium": 9, "low": 16}
RECENT = timedelta(days=60)
"""How long ago work has more than one task; the older the work, the less is told of it."""
SATURDAY = 5
WEATHER = ("dry", "dry", "dry", "rain", "wind")


class Diary:
    """Writes work into a past, day by day; each day has dice of its own, so that it is always the same."""

    def __init__(self, past: Past, cast: Cast, places: Places, jobs: list[Job]) -> None:
        self.past = past
        self.cast = cast
        self.places = places
        self.jobs = jobs
        self.working = Working(past, cast, places)
        self.pieces: list[Piece] = []
        self.finished: list[Piece] = []
        self._down: dict[str, datetime] = {}

    def write(self) -> None:
        """Put everything on the agenda that came up until today and is over by now."""
        for day in range(-DAYS, 0):
            spread = dice("day", day)
            local = self.past.today + timedelta(days=day)
            weekend = local.weekday() >= SATURDAY
            expected = A_DAY * BY_MONTH[local.month - 1] * (0.15 if weekend else 1.35)
            for nth in range(int(expected) + (spread.random() < expected % 1)):
                self._come_up(day, nth, spread)

    def _come_up(self, day: int, nth: int, spread: random.Random) -> None:
        past = self.past
        at = past.moment(day, spread.uniform(7.1, 15.6))
        job, thing = self.pick(at, spread)
        allowed = ALLOWED[job.priority]
        due = past.moment(day + allowed, 17)
        learned = 1 + day / DAYS
        in_time = spread.random() < 0.66 + 0.24 * learned
        part = spread.uniform(0.1, 0.92) if in_time else spread.uniform(1.1, 2.2)
        doers = doers_of(job.crew, spread)
        hours = spread.uniform(*job.hours)
        done = past.working(at + timedelta(days=allowed * part, hours=1.5))
        if in_time and done > due:
            # People hurry where the weekend comes in between.
            done = due - timedelta(minutes=spread.randint(5, 80))
        held = spread.choice(list(HELD)) if allowed > 1 and spread.random() < 0.1 else None
        started = past.working(done - timedelta(days=4 if held else 0, hours=hours + 0.2))
        if started >= done or started <= at:
            started = at + (done - at) * 0.6
        if done > past.ends - timedelta(hours=6):
            return
        key = f"{day}/{nth}"
        piece = self.piece(key, at, job, thing, doers, started=started, done=done, hours=hours)
        piece.held = held
        piece.down = bool(job.down) and self._down.get(thing.number, at) <= at
        new = self.new(piece, job, at, due=due, spread=spread)
        approve = spread.random() < 0.88
        self.create(at, piece, new, approve=approve, by="supervisor" if approve else login_of(doers[0]))
        if spread.random() < 0.035 and not piece.down:
            self._give_up(piece, at + (done - at) / 2, spread)
            return
        if piece.down:
            self._down[thing.number] = done
        self.finished.append(piece)
        self.working.fill(piece, spread, closes=spread.random() < 0.97)
        if spread.random() < 0.06:
            self._follow(piece, job, thing, done, spread)

    def pick(self, at: datetime, spread: random.Random, *, priority: str | None = None) -> tuple[Job, Thing]:
        """Something that comes up at that time of the year, and on what: more often on what is worn."""
        month = at.astimezone(self.past.zone).month
        fitting = [job for job in self.jobs if not job.months or month in job.months]
        if priority is not None:
            fitting = [job for job in fitting if job.priority == priority]
        job = spread.choice(fitting)
        things = self.places.of(job.on)
        return job, spread.choices(things, [thing.weight for thing in things])[0]

    def piece(
        self,
        key: str,
        at: datetime,
        job: Job,
        thing: Thing,
        doers: list[str],
        *,
        started: datetime,
        done: datetime,
        hours: float,
    ) -> Piece:
        """The piece of work that a job on a thing becomes."""
        made = Piece(
            id=self.past.id(key, at),
            key=key,
            doers=doers,
            started=minute(started),
            done=minute(done),
            hours=hours,
            tasks=[
                self.past.id(f"{key} {task}", at)
                for task in ("code", "clean")[: 2 if at > self.past.ends - RECENT else 1]
            ],
            thing=thing,
            items=job.items if dice("items", key).random() < 0.85 else [],
            failure=job.failure if job.kind == "corrective" else [],
            contract=job.contract,
            truck=job.truck,
            code=job.code,
        )
        self.pieces.append(made)
        return made

    def new(
        self,
        piece: Piece,
        job: Job,
        at: datetime,
        *,
        due: datetime | None,
        spread: random.Random,
        assigned: bool = True,
        **more: Any,
    ) -> work_orders.NewWorkOrder:
        """The work order of a piece of work."""
        thing = piece.thing
        assert thing is not None, "what comes up comes up on something"
        custom: dict[str, Any] = {"weather": spread.choice(WEATHER)} if spread.random() < 0.4 else {}
        if spread.random() < 0.2:
            custom |= {"public_notice": spread.random() < 0.7, "visitors_affected": spread.randint(1, 12) * 10}
        by_crew = assigned and spread.random() < 0.25
        return work_orders.NewWorkOrder(
            id=piece.id,
            title=job.title.format(a=thing.name, s=thing.site_name),
            description=job.text or None,
            priority=work_orders.Priority(job.priority),
            kind=work_orders.WorkKind(job.kind),
            site_id=thing.site_id,
            asset_ids=[thing.id],
            assignee_id=self.cast.staff[piece.doers[0]] if assigned and not by_crew else None,
            crew_id=self.cast.crews[job.crew] if by_crew else None,
            due_at=due,
            estimated_hours=_quarters(sum(job.hours) / 2),
            tag_ids=[self.cast.tags[job.tag]] if job.tag else [],
            custom=custom,
            tasks=[
                work_orders.NewTask(id=task_id, task_code_id=code, title=title)
                for task_id, (code, title) in zip(
                    piece.tasks,
                    ((self.cast.task_codes[job.code], None), (None, "Clean up and make the place safe")),
                    strict=False,
                )
            ],
            **more,
        )

    def create(
        self, at: datetime, piece: Piece, new: work_orders.NewWorkOrder, *, approve: bool, by: str = "supervisor"
    ) -> None:
        """Let a work order be made then, its asset go down with it, and be approved at once or after an hour."""
        who = self.cast.person(by, self.past.via(at))
        down = piece.thing.id if piece.down and piece.thing is not None else None
        reason = self.cast.reasons["downtime"]["BREAKDOWN"]

        async def do(call: Call) -> None:
            await work_orders.create(call, msgspec.structs.replace(new, approve=approve))
            if down is not None:
                await assets.open_downtime(call, down, work_order_id=piece.id, reason_id=reason)

        self.past.act(at, who, do)
        if not approve:
            later = min(at + timedelta(minutes=50), at + (piece.started - at) / 2)
            self.approve(later, piece.id)

    def approve(self, at: datetime, work_order_id: UUID) -> None:
        """Let the supervisor release work."""
        who = self.cast.person("supervisor", self.past.via(at))
        self.past.act(at, who, lambda call: work_orders.approve(call, work_order_id))

    def _give_up(self, piece: Piece, at: datetime, spread: random.Random) -> None:
        at = self.past.working(at)
        who = self.cast.person("supervisor", self.past.via(at))
        code, note = spread.choice(
            [
                ("NOT_NEEDED", "Was gone when we came."),
                ("MISTAKE", "Entered twice."),
                ("BUDGET", "Goes into next year's capital plan."),
            ]
        )
        reason = self.cast.reasons["cancel"][code]
        self.past.act(at, who, lambda call: work_orders.cancel(call, piece.id, reason_id=reason, note=note))

    def _follow(self, piece: Piece, job: Job, thing: Thing, at: datetime, spread: random.Random) -> None:
        """More was found than could be done: it is done a week later."""
        past = self.past
        done = past.working(at + timedelta(days=spread.uniform(5, 9)))
        if done > past.ends - timedelta(hours=6):
            return
        key = f"{piece.key} again"
        begun = done - timedelta(hours=1.7)
        more = self.piece(key, at, job, thing, piece.doers, started=begun, done=done, hours=1.5)
        more.tasks = more.tasks[:1]
        follow = work_orders.FollowUp(
            id=more.id,
            title=f"Finish: {job.title.format(a=thing.name, s=thing.site_name)}",
            description="Found while at it; needed a part that was not in the truck.",
            assignee_id=self.cast.staff[piece.doers[0]],
            due_at=past.moment((at + timedelta(days=10)).astimezone(past.zone).date(), 17),
            tasks=[work_orders.NewTask(id=more.tasks[0], title="Fit the missing part")],
            approve=True,
        )
        later = at + timedelta(minutes=20)
        who = self.cast.person("supervisor", past.via(later))
        past.act(later, who, lambda call: work_orders.follow_up(call, piece.id, follow))
        self.working.fill(more, spread)


def dice(*of: object) -> random.Random:
    """Dice that fall the same way for the same thing, every time the story is told."""
    return random.Random("riverside " + " ".join(map(str, of)))  # noqa: S311 - a story, no secret


def _quarters(hours: float) -> Decimal:
    return Decimal(round(hours * 4)) / 4
