"""What is going on now: work of every kind that waits, requests that nobody has decided, and how it is looked at."""

import random
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.demo.past import Past, minute
from fettle.demo.riverside.cast import CREWS, Cast
from fettle.demo.riverside.diary import Diary, dice
from fettle.demo.riverside.places import Places
from fettle.demo.riverside.working import Piece, doers_of
from fettle.modules.escalation import public as escalation
from fettle.modules.portal import public as portal
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders

WAITING = (
    # what: how many, reported so many days ago (from, to), due in so many days (from, to)
    ("new", 8, (0.05, 2.5), None),
    ("overdue", 8, (9, 16), (-5, -1)),
    ("late", 4, (10, 18), (-4, -1)),
    ("doing", 5, (1.2, 5), (1, 6)),
    ("held", 5, (6, 14), (-1, 9)),
    ("week", 10, (1, 7), (0, 6)),
    ("nobody", 5, (0.5, 5), (2, 11)),
    ("planned", 15, (1, 8), (1, 21)),
    ("urgent", 3, (0.1, 0.9), (0.4, 0.9)),
)
HELD = ("PARTS", "WEATHER", "CONTRACTOR", "APPROVAL", "ACCESS")
PLACES = (("asset", "RVP-PLY", "rvpp2aygrd"), ("asset", "OSP-SPL", "qaksp2ashx"), ("site", "WFP", "waterfrnt3"))
WORKING_DAYS = 5
TALK = (
    ("technician2", "Part number on the quote does not match the plate. Can you check with the vendor?"),
    ("technician", "Done as far as I can today. I need a second pair of hands tomorrow morning."),
    ("technician3", "Resident stopped by and asked when this is finished. I said Friday, is that right?"),
    ("technician4", "Pressure is stable again, I would still replace the valve before the holidays."),
)


class Today:
    """Puts what is not over yet on the agenda."""

    def __init__(self, past: Past, cast: Cast, places: Places, diary: Diary) -> None:
        self.past = past
        self.cast = cast
        self.places = places
        self.diary = diary

    def write(self) -> None:
        """Work that waits, in all ways in which work can wait."""
        for what, count, reported, due in WAITING:
            for nth in range(count):
                self._wait(what, nth, reported, due)

    def _wait(self, what: str, nth: int, reported: tuple[float, float], due: tuple[float, float] | None) -> None:
        past = self.past
        roll = dice("waiting", what, nth)
        at = minute(past.ends - timedelta(days=roll.uniform(*reported)))
        job, thing = self.diary.pick(at, roll, priority="urgent" if what == "urgent" else None)
        doers = doers_of(job.crew, roll)
        started = at + (past.ends - at) * roll.uniform(0.4, 0.7)
        key = f"{what} {nth}"
        hours = roll.uniform(*job.hours)
        piece = self.diary.piece(key, at, job, thing, doers, started=started, done=past.ends, hours=hours)
        due_at = None if due is None else self._due(at, due, roll)
        scheduled: dict[str, Any] = {}
        if what in {"planned", "doing"}:
            scheduled = self._scheduled(nth, hours, what)
        assigned = what not in {"new", "nobody"}
        new = self.diary.new(piece, job, at, due=due_at, spread=roll, assigned=assigned, **scheduled)
        if what == "planned" and nth % 3 == 0:
            new = _for_crew(new, self.cast.crews[CREWS[nth // 3 % len(CREWS)]])
        if what == "new":
            who = self.cast.person(roll.choice(["technician", "technician2", "supervisor"]), past.via(at))
            past.act(at, who, lambda call: work_orders.create(call, new))
            return
        self.diary.create(at, piece, new, approve=True)
        if what in {"late", "doing"}:
            self.diary.working.begin(piece)
        if what == "held":
            self._hold(piece, HELD[nth % len(HELD)])

    def _due(self, at: datetime, due: tuple[float, float], roll: random.Random) -> datetime:
        days = roll.uniform(*due)
        if abs(days) < 1:
            return minute(self.past.ends + timedelta(days=days))
        return self.past.moment(round(days), 17)

    def _scheduled(self, nth: int, hours: float, what: str) -> dict[str, Any]:
        """A place in somebody's day, on working days of the three weeks to come, or today."""
        day = 0 if what == "doing" else 1 + nth * 20 // 15
        while (self.past.today + timedelta(days=day)).weekday() >= WORKING_DAYS:
            day += 1
        begins = self.past.moment(day, (7.5, 9.5, 13)[nth % 3])
        return {"scheduled_start": begins, "scheduled_end": begins + timedelta(minutes=30 * max(2, round(hours * 2)))}

    def _hold(self, piece: Piece, reason: str) -> None:
        later = piece.started + (self.past.ends - piece.started) * 0.3
        if reason in {"PARTS", "WEATHER"}:
            self.diary.working.begin(piece)
        self.diary.working.hold(piece, reason, later + timedelta(hours=2))

    def talk(self) -> None:
        """What was said in the last days, some of it to the supervisor."""
        spoken = [piece for piece in self.diary.pieces if piece.key.split()[0] in {"doing", "held", "late", "urgent"}]
        for place, (login, said) in enumerate(TALK):
            at = minute(self.past.ends - timedelta(hours=3 + 7 * place))
            piece = spoken[place * 3 % len(spoken)]
            if at <= piece.started - (piece.done - piece.started):
                continue
            new = work_orders.NewComment(body=said, mentions=[self.cast.users["supervisor"]])
            self._say(at, login, piece.id, new)

    def _say(self, at: datetime, login: str, work_order_id: UUID, said: work_orders.NewComment) -> None:
        who = self.cast.person(login, self.past.via(at))
        self.past.act(at, who, lambda call: work_orders.comment_on_work_order(call, work_order_id, said))

    def ask(self, requests: list[dict[str, Any]]) -> None:
        """Requests from residents and from the house, and what became of them."""
        ids = {}
        for told in requests:
            at = minute(self.past.ends - timedelta(days=told["days"]))
            ids[told["title"]] = self.past.id(told["title"], at)
        for told in sorted(requests, key=lambda each: -each["days"]):
            self._ask(told, ids)

    def _ask(self, told: Mapping[str, Any], ids: Mapping[str, UUID]) -> None:
        past, via = self.past, told["via"]
        at = minute(past.ends - timedelta(days=told["days"]))
        request_id = ids[told["title"]]
        thing = self.places.things[told["asset"]] if "asset" in told else None
        name, email = told.get("who", ["", ""])
        inside = via in {"requester", "staff"}
        person = {"requester": "requester", "staff": "technician"}.get(via, "")
        who = self.cast.person(person, past.via(at)) if inside else self.cast.outside(via)
        new = work_orders.NewRequest(
            id=request_id,
            title=told["title"],
            description=told["text"],
            priority=work_orders.Priority(told.get("priority", "medium")),
            site_id=thing.site_id if thing else self.places.sites[told["site"]],
            asset_id=thing.id if thing else None,
            requester_name=name or None,
            requester_email=email or None,
        )
        past.act(at, who, lambda call: work_orders.create_request(call, new))
        decided = min(past.working(at + timedelta(hours=dice("decide", told["title"]).uniform(3, 26))), past.ends)
        if decided >= past.ends:
            return
        supervisor = self.cast.person("supervisor", past.via(decided))
        match told["then"]:
            case "approved":
                self._approve(request_id, told["title"], decided)
            case "declined":
                reason = self.cast.reasons["decline"][told.get("reason", "OUT_OF_SCOPE")]
                given = {"reason_id": reason, "note": told["note"]}
                past.act(decided, supervisor, lambda call: work_orders.decline_request(call, request_id, **given))
            case "merged":
                into = ids[told["into"]]
                past.act(decided, supervisor, lambda call: work_orders.merge_request(call, request_id, into, note=None))

    def _approve(self, request_id: UUID, title: str, at: datetime) -> None:
        """A request becomes work; what is older than two weeks has been done."""
        past, roll = self.past, dice("approve", title)
        piece = Piece(
            id=past.id(f"work {title}", at),
            key=title,
            doers=doers_of("Facilities", roll),
            started=minute(past.working(at + timedelta(days=roll.uniform(1, 3)))),
            done=minute(past.working(at + timedelta(days=roll.uniform(3.2, 7)))),
            hours=roll.uniform(1, 3),
        )
        approval = work_orders.RequestApproval(
            id=piece.id,
            assignee_id=self.cast.staff[piece.doers[0]],
            due_at=past.moment((at + timedelta(days=8)).astimezone(past.zone).date(), 17),
        )
        self.diary.pieces.insert(0, piece)
        who = self.cast.person("supervisor", past.via(at))
        past.act(at, who, lambda call: work_orders.approve_request(call, request_id, approval))
        if piece.done < past.ends - timedelta(days=2):
            self.diary.working.fill(piece, roll)


async def open_places(call: Call, places: Places, base_url: str) -> None:
    """Open pages behind QR codes whose codes are always the same."""
    for kind, name, code in PLACES:
        given = (
            portal.NewPlace(asset_id=places.things[name].id)
            if kind == "asset"
            else portal.NewPlace(site_id=places.sites[name])
        )
        await portal.open_place(call, given, base_url, code=code)


async def save_views(call: Call, cast: Cast, places: Places) -> None:
    """Lists under a name, as the supervisor keeps them; most are shared."""
    views: tuple[tuple[str, str, dict[str, Any], bool], ...] = (
        ("work_order", "Overdue", {"overdue": True, "sort": "dueAt"}, True),
        (
            "work_order",
            "Nobody's yet",
            {"status": ["new", "approved"], "assigneeId": ["none"], "sort": "-priority"},
            True,
        ),
        ("work_order", "Storm damage", {"tagId": [str(cast.tags["storm"])], "sort": "-reportedAt"}, True),
        ("work_order", "Aquatic Center, open", {"siteId": [str(places.sites["AQC"])], "open": True}, False),
        ("work_request", "To decide", {"status": ["new"]}, True),
        ("asset", "Critical assets", {"criticality": ["critical"], "sort": "name"}, False),
    )
    for entity, name, filters, shared in views:
        given = {"entity": entity, "name": name, "filters": filters, "shared": shared}
        await tenancy.save_view(call, given)


async def make_templates(call: Call, cast: Cast) -> None:
    """Work that comes again in the same words."""
    task, code = work_orders.TemplateTask, cast.task_codes
    await work_orders.create_template(
        call,
        work_orders.NewTemplate(
            name="Open the outdoor pool",
            title="Open the outdoor pool for the season",
            kind=work_orders.WorkKind.PROJECT,
            priority=work_orders.Priority.HIGH,
            tasks=[
                task(title="Drain, clean and fill"),
                task(task_code_id=code["POOL"]),
                task(title="Ladders, lines, lifeguard chairs"),
                task(title="Health department inspection", instructions="Call two weeks ahead."),
            ],
            planned_materials=[
                work_orders.PlannedMaterial(item="Calcium hypochlorite", quantity=Decimal(100), unit="lb")
            ],
        ),
    )
    await work_orders.create_template(
        call,
        work_orders.NewTemplate(
            name="After a storm",
            title="Walk the park after the storm",
            kind=work_orders.WorkKind.INSPECTION,
            priority=work_orders.Priority.URGENT,
            tasks=[
                task(title="Paths and trees"),
                task(title="Lights and signs"),
                task(title="Take photos", required=False),
            ],
        ),
    )


async def make_rule(call: Call) -> None:
    """Urgent work that nobody takes notice of reaches the supervisor."""
    step, notice = escalation.EscalationStep, escalation.EscalationNotice
    await escalation.create_rule(
        call,
        escalation.NewEscalationRule(
            name="Urgent work unnoticed for an hour",
            condition=escalation.EscalationCondition.UNACKNOWLEDGED,
            priorities=["urgent"],
            steps=[
                step(after_minutes=60, notify=notice(assignee=True, crew_lead=True)),
                step(after_minutes=180, notify=notice(roles=["supervisor"])),
            ],
        ),
        present=False,
    )


def _for_crew(new: work_orders.NewWorkOrder, crew_id: UUID) -> work_orders.NewWorkOrder:
    return msgspec.structs.replace(new, assignee_id=None, crew_id=crew_id)
