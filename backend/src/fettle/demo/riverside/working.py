"""How work is done in the story: begun, held up, logged, answered, completed and closed, each by who may."""

import random
import tomllib
from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.demo.past import Past
from fettle.demo.riverside.cast import Cast, completion, hands, login_of
from fettle.demo.riverside.places import DATA, Places, Thing
from fettle.modules.assets import public as assets
from fettle.modules.logs import public as logs
from fettle.modules.work_orders import public as work_orders

HELD = {
    "PARTS": "Part ordered, expected within the week.",
    "WEATHER": "Too wet to go on.",
    "CONTRACTOR": "Company comes on Thursday.",
    "ACCESS": "Room is rented out until evening.",
    "APPROVAL": "Quote is above the limit, waiting for a signature.",
}
SAID = (
    "Done, photos attached to the paper copy in the truck.",
    "Took longer than planned, old bolts were seized.",
    "Works again. Keep an eye on it next week.",
    "Found more wear than reported; told Grace.",
    "Neighbour thanked us, third time this year though.",
)
QUESTIONS = (
    "Can you do this before Friday?",
    "Please take a picture before and after.",
    "Is the spare still on the shelf?",
)
TRUCK, TRUCK_RATE = "TRK-04", Decimal("38.00")
FRIDAY = 4
SOON = timedelta(days=1)
OWN_STEP = timedelta(days=45)
"""How long ago the beginning of work is a step of its own; before that it is stated when the work is done."""


class Job(msgspec.Struct, kw_only=True):
    """Something that comes up."""

    on: list[str]
    title: str
    code: str
    crew: str
    hours: list[float]
    text: str = ""
    kind: str = "corrective"
    priority: str = "medium"
    items: list[list[Any]] = []
    failure: list[str] = []
    contract: list[Any] = []
    down: list[float] = []
    months: list[int] = []
    tag: str | None = None
    truck: bool = False


class Piece(msgspec.Struct, kw_only=True):
    """A work order of the story and what becomes of it. Hours are those of each of the `doers`."""

    id: UUID
    key: str
    doers: list[str]
    started: datetime
    done: datetime
    hours: float
    tasks: list[UUID] = []
    thing: Thing | None = None
    items: list[list[Any]] = []
    failure: list[str] = []
    contract: list[Any] = []
    truck: bool = False
    down: bool = False
    held: str | None = None
    begun: bool = False
    code: str | None = None


def read() -> tuple[list[Job], list[dict[str, Any]]]:
    """What comes up, and what people outside ask for."""
    told = tomllib.loads((DATA / "riverside_work.toml").read_text())
    return msgspec.convert(told["jobs"], list[Job]), told["requests"]


class Working:
    """Puts pieces of work on the agenda of a past."""

    def __init__(self, past: Past, cast: Cast, places: Places) -> None:
        self.past = past
        self.cast = cast
        self.places = places

    def fill(self, piece: Piece, spread: random.Random, *, closes: bool = True) -> None:
        """Let a piece of work be done, and closed on a Friday after."""
        past = self.past
        who = login_of(piece.doers[0])
        own_step = piece.held is not None or piece.started > past.ends - OWN_STEP
        if own_step and not piece.begun:
            self._do(piece.started, who, lambda call: work_orders.start(call, piece.id))
        if piece.held is not None:
            self._hold(piece, who, spread)
        if spread.random() < 0.13:
            self._talk(piece, who, spread)
        self._do(piece.done, who, lambda call: self._finish(call, piece, own_step=own_step or piece.begun))
        logged = piece.done
        if piece.truck:
            logged = past.working(piece.done + timedelta(hours=14))
            self._do(logged, "supervisor", lambda call: self._equipment(call, piece))
        if spread.random() < 0.025:
            logged = past.working(logged + timedelta(hours=13))
            self._do(logged, "supervisor", lambda call: self._mistake(call, piece))
        if closes:
            self._do(self._friday(logged), "supervisor", lambda call: work_orders.close(call, piece.id, None))

    def begin(self, piece: Piece) -> None:
        """Let a piece of work be begun, and not yet be done."""
        who = login_of(piece.doers[0])
        self._do(piece.started, who, lambda call: work_orders.start(call, piece.id))
        if piece.hours:
            later = piece.started + timedelta(hours=1.5)
            self._do(later, who, lambda call: self._log(call, piece, piece.doers[:1], share=0.4, note="So far."))

    def hold(self, piece: Piece, reason: str, at: datetime) -> None:
        """Put work on hold that is to stay so."""
        who = login_of(piece.doers[0])
        reason_id, note = self.cast.reasons["hold"][reason], HELD.get(reason)
        self._do(at, who, lambda call: work_orders.hold(call, piece.id, reason_id=reason_id, note=note))

    def _do(self, at: datetime, who: str, do: Any) -> None:
        self.past.act(at, self.cast.person(who, self.past.via(at)), do)

    def _friday(self, after: datetime) -> datetime:
        local = (after + SOON).astimezone(self.past.zone).date()
        return self.past.moment(local + timedelta(days=(FRIDAY - local.weekday()) % 7), 14.5)

    def _hold(self, piece: Piece, who: str, spread: random.Random) -> None:
        pause = (piece.done - piece.started) / 5
        reason, note = self.cast.reasons["hold"][str(piece.held)], HELD[str(piece.held)]
        begins, ends = piece.started + pause, piece.done - pause * spread.uniform(0.6, 1.5)
        self._do(begins, who, lambda call: work_orders.hold(call, piece.id, reason_id=reason, note=note))
        self._do(ends, who, lambda call: work_orders.resume(call, piece.id))

    def _talk(self, piece: Piece, who: str, spread: random.Random) -> None:
        asked, said = spread.choice(QUESTIONS), spread.choice(SAID)
        mentions = [self.cast.users[who]] if who != "supervisor" else []
        question = work_orders.NewComment(body=asked, mentions=mentions)
        early = piece.started + (piece.done - piece.started) / 12
        self._do(early, "supervisor", lambda call: work_orders.comment_on_work_order(call, piece.id, question))
        answer = work_orders.NewComment(body=said)
        at = piece.done - timedelta(minutes=4)
        self._do(at, who, lambda call: work_orders.comment_on_work_order(call, piece.id, answer))

    async def _finish(self, call: Call, piece: Piece, *, own_step: bool) -> None:
        if not own_step:
            await work_orders.start(call, piece.id, piece.started)
        for task in piece.tasks:
            await work_orders.answer_task(
                call, piece.id, task, work_orders.TaskAnswer(status=work_orders.TaskStatus.DONE)
            )
        await self._log(call, piece, piece.doers)
        await work_orders.complete(call, piece.id, completion(self.cast, piece.failure, call.now))
        if piece.down and piece.thing is not None:
            await assets.close_downtime(call, piece.thing.id, work_order_id=piece.id)

    async def _log(
        self, call: Call, piece: Piece, doers: Sequence[str], *, share: float = 1, note: str | None = None
    ) -> None:
        hours = Decimal(max(1, round(piece.hours * share * 4))) / 4
        about: dict[str, Any] = {
            "asset_id": piece.thing.id if piece.thing else None,
            "task_code_id": self.cast.task_codes[piece.code] if piece.code else None,
        }
        lines = [
            logs.NewLogLine(kind=logs.LineKind.LABOUR, staff_id=self.cast.staff[name], quantity=hours, **about)
            for name in doers
        ]
        if share == 1:
            lines += [
                logs.NewLogLine(
                    kind=logs.LineKind.MATERIAL,
                    item=item,
                    quantity=Decimal(str(quantity)),
                    unit=unit,
                    unit_cost=Decimal(cost),
                    **about,
                )
                for item, quantity, unit, cost in piece.items
            ]
            if piece.contract:
                vendor, least, most = piece.contract
                charged = Decimal(random.Random(piece.key).randint(least, most))  # noqa: S311 - a story, no secret
                lines.append(logs.NewLogLine(kind=logs.LineKind.CONTRACT, vendor=vendor, unit_cost=charged, **about))
        entry = logs.NewLogEntry(
            work_order_id=piece.id,
            performed_on=self._day(call.now),
            lines=lines,
            staff_id=self.cast.staff[doers[0]],
            note=note,
        )
        await work_orders.log_work(call, piece.id, entry)

    async def _equipment(self, call: Call, piece: Piece) -> None:
        line = logs.NewLogLine(
            kind=logs.LineKind.EQUIPMENT,
            equipment_asset_id=self.places.things[TRUCK].id,
            quantity=Decimal(max(1, round(piece.hours * 2))) / 2,
            unit_cost=TRUCK_RATE,
            asset_id=piece.thing.id if piece.thing else None,
        )
        entry = logs.NewLogEntry(work_order_id=piece.id, performed_on=self._day(piece.done), lines=[line])
        await work_orders.log_work(call, piece.id, entry)

    async def _mistake(self, call: Call, piece: Piece) -> None:
        """Somebody's hours end up on the wrong work order and are taken back."""
        line = logs.NewLogLine(
            kind=logs.LineKind.LABOUR, staff_id=self.cast.staff[piece.doers[0]], quantity=Decimal("12.5")
        )
        entry = logs.NewLogEntry(work_order_id=piece.id, performed_on=self._day(piece.done), lines=[line])
        written = await work_orders.log_work(call, piece.id, entry)
        reason = self.cast.reasons["reversal"]["WRONG_QUANTITY"]
        await logs.reverse(call, written.id, logs.Reversal(reason="1.25 hours were meant", reason_id=reason))

    def _day(self, at: datetime) -> Any:
        return at.astimezone(self.past.zone).date()


def doers_of(crew: str, spread: random.Random) -> list[str]:
    """Who of a crew takes a piece of work: one, sometimes two; those who sign in more often."""
    members = hands(crew)
    weights = [3 if hand.login else 2 for hand in members]
    first = spread.choices(members, weights)[0]
    if spread.random() < 0.18:
        second = spread.choice([hand for hand in members if hand is not first])
        return [first.name, second.name]
    return [first.name]
