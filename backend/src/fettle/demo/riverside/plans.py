"""The maintenance plans of the story: made on an early day, kept by the plan engine, done by people."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.callers import system
from fettle.demo.past import Past, minute
from fettle.demo.riverside.cast import Cast
from fettle.demo.riverside.diary import dice
from fettle.demo.riverside.places import Places, Thing
from fettle.demo.riverside.working import Piece, Working, doers_of
from fettle.kit.recurrence.intervals import Interval, Unit
from fettle.kit.recurrence.rules import Monthly, MonthlyWeekday, Rule, Series, Weekday, Weekly, Yearly
from fettle.kit.recurrence.seasons import Span
from fettle.modules.assets import public as assets
from fettle.modules.planning import public as planning
from fettle.modules.work_orders import public as work_orders

Terms = planning.PlanTerms
Task = planning.PlannedTask
SUMMER = (Span(first="04-01", last="10-31"),)
BATHING = (Span(first="05-15", last="09-15"),)
EVERY_DAY_FROM = 9
"""For how many days before the end the engine looks every morning; before that once a week."""
PAUSED = "Tree inventory walk"
STATIONED = timedelta(hours=1)
FIRST = UUID(int=0)
MOST_OPEN = 1000
A_WEEK_AHEAD = 6
PLANNED_BY_METER = ("MOW-01", "TRK-02", "AQC-BLR")


def terms(cast: Cast, places: Places, today: date) -> list[Terms]:
    """What is planned."""

    def thing(number: str) -> Thing:
        return places.things[number]

    def asset(*numbers: str) -> tuple[UUID, ...]:
        return tuple(thing(number).id for number in numbers)

    def fixed(rule: Rule) -> tuple[planning.CalendarFixed, ...]:
        return (planning.CalendarFixed(series=Series(rule=rule, anchor=today)),)

    def floating(every: int, unit: Unit, first: int) -> tuple[planning.CalendarFloating, ...]:
        interval = Interval(every=every, unit=unit)
        return (planning.CalendarFloating(starts_on=today + timedelta(days=first), interval=interval),)

    def meter(number: str) -> UUID:
        found = thing(number).meter_id
        assert found is not None, "this asset has a meter"
        return found

    def work(title: str, crew: str, code: str, *tasks: str, **more: Any) -> planning.PlannedWork:
        who = more.pop("who", None)
        given: dict[str, Any] = {"crew_id": cast.crews[crew]} if who is None else {"assignee_id": cast.staff[str(who)]}
        lines = (Task(task_code_id=cast.task_codes[code]), *(Task(title=task) for task in tasks))
        hours = Decimal(str(more.pop("hours", 1)))
        return planning.PlannedWork(
            title=title,
            tasks=lines,
            estimated_hours=hours,
            **given,
            **more,
        )

    inspection = {"kind": "inspection", "priority": "high"}
    material = planning.PlannedMaterial
    return [
        Terms(
            name="Mowing, Riverside Park",
            triggers=fixed(Weekly(weekdays=(Weekday.MONDAY,))),
            season=SUMMER,
            work=work(
                "Mow the meadow and the north lawn",
                "Grounds",
                "MOW",
                "Walk it and clear litter",
                hours=3,
                materials=(material(item="Diesel", quantity=Decimal(6), unit="gallon"),),
            ),
            site_id=places.sites["RVP"],
            location_id=places.locations["RVP", "Great Meadow"],
        ),
        Terms(
            name="Mowing, Highland Ballfields",
            triggers=fixed(Weekly(every=2, weekdays=(Weekday.THURSDAY,))),
            season=SUMMER,
            work=work("Mow both outfields and the soccer field", "Grounds", "MOW", "Line the fields", hours=2.5),
            site_id=places.sites["HBF"],
        ),
        Terms(
            name="Playground inspections",
            description="Both playgrounds by the CPSC checklist, a work order for each.",
            lead_days=13,
            if_previous_open=planning.IfOpen.BESIDE,
            triggers=fixed(Monthly(day=4)),
            work=work(
                "Inspect the playground",
                "Facilities",
                "INSPECT",
                "Swings, chains, hooks",
                "Surfacing depth",
                "Bolts, caps, edges",
                hours=1.5,
                who="Lucia Moreno",
                **inspection,
            ),
            asset_ids=asset("RVP-PLY", "OSP-PLY"),
            spread=planning.Spread.EACH,
            notify_days_before=(2,),
        ),
        Terms(
            name="Pool water balance",
            lead_days=13,
            if_previous_open=planning.IfOpen.BESIDE,
            triggers=fixed(Weekly(every=2, weekdays=(Weekday.WEDNESDAY,))),
            work=work(
                "Balance the water and backwash", "Aquatics", "POOL", "Test and write down", hours=2, who="Omar Haddad"
            ),
            site_id=places.sites["AQC"],
            asset_ids=asset("AQC-POOL"),
        ),
        Terms(
            name="Splash pad start-up check",
            triggers=fixed(MonthlyWeekday(nth=1, weekday=Weekday.TUESDAY)),
            season=BATHING,
            work=work("Check nozzles and the vault", "Aquatics", "POOL", "Nozzles", "Vault and sump", hours=1.5),
            asset_ids=asset("OSP-SPL"),
        ),
        Terms(
            name="Filters, heating and cooling",
            triggers=floating(3, Unit.MONTHS, 12),
            work=work(
                "Change filters and look at belts",
                "Facilities",
                "HVAC-REP",
                "Filters",
                "Belts",
                hours=2.5,
                who="Tia Brooks",
                kind="preventive",
                materials=(material(item="Filter 20 x 25 x 2", quantity=Decimal(8)),),
            ),
            site_id=places.sites["RCC"],
            asset_ids=asset("RCC-RTU1", "RCC-RTU2"),
        ),
        Terms(
            name="Elevator service",
            triggers=floating(2, Unit.MONTHS, 20),
            work=work(
                "Elevator service with the company", "Facilities", "SAFETY", "Log book signed", hours=1, kind="contract"
            ),
            asset_ids=asset("RCC-ELV"),
            notify_days_before=(7, 1),
        ),
        Terms(
            name="Generator test",
            lead_days=13,
            if_previous_open=planning.IfOpen.BESIDE,
            triggers=fixed(MonthlyWeekday(nth=2, weekday=Weekday.MONDAY)),
            work=work(
                "Run the generator under load for 30 minutes",
                "Facilities",
                "SAFETY",
                "Oil and coolant",
                hours=1,
                who="Marco Silva",
            ),
            asset_ids=asset("RCC-GEN"),
            due_time=time(15, 30),
        ),
        Terms(
            name="Fire extinguishers",
            triggers=fixed(Yearly(month=(today + timedelta(days=35)).month, day=15)),
            work=work(
                "Yearly check of all extinguishers", "Facilities", "SAFETY", "Tags", "Pressure", hours=4, **inspection
            ),
            site_id=places.sites["RCC"],
            asset_ids=asset("RCC-EXT"),
        ),
        Terms(
            name="Mower service, every 100 h",
            triggers=(planning.MeterFloating(meter_id=meter("MOW-01"), every=Decimal(100), lead=Decimal(10)),),
            work=work(
                "100 h service",
                "Grounds",
                "VEH-REP",
                "Oil and filter",
                "Blades",
                hours=3,
                who="Hank Walker",
                kind="preventive",
                materials=(material(item="Engine oil 15W-40", quantity=Decimal(5), unit="quart"),),
            ),
            asset_ids=asset("MOW-01"),
        ),
        Terms(
            name="Pickup service, every 8,000 km",
            triggers=(planning.MeterFixed(meter_id=meter("TRK-02"), every=Decimal(8000), lead=Decimal(400)),),
            work=work(
                "Oil, tyres, brakes", "Grounds", "VEH-REP", "Oil and filter", "Rotate tyres", hours=2, who="Hank Walker"
            ),
            asset_ids=asset("TRK-02"),
        ),
        Terms(
            name="Boiler pressure",
            triggers=(
                planning.Condition(
                    meter_id=meter("AQC-BLR"), below=Decimal("1.2"), above=Decimal("2.8"), hysteresis=Decimal("0.2")
                ),
            ),
            work=work(
                "Boiler pressure out of range", "Facilities", "HVAC-REP", "Find the leak", hours=1.5, priority="urgent"
            ),
            asset_ids=asset("AQC-BLR"),
        ),
        Terms(
            name="Deep clean of restrooms",
            triggers=fixed(Weekly(every=4, weekdays=(Weekday.TUESDAY,))),
            work=work("Deep clean the restroom block", "Facilities", "PLB-REP", "Descale", hours=3),
            site_id=places.sites["RVP"],
            asset_ids=asset("RVP-RST"),
        ),
        Terms(
            name=PAUSED,
            description="Paused until the arborist's contract is signed.",
            triggers=fixed(Weekly(every=8, weekdays=(Weekday.FRIDAY,))),
            work=work("Walk a third of the tree inventory", "Grounds", "TREE", "Mark hazards", hours=6, **inspection),
            asset_ids=asset("RVP-TRE", "MPP-WIL"),
        ),
    ]


class Engine:
    """The plan engine as it ran, and the people who did what it made."""

    def __init__(self, past: Past, cast: Cast, places: Places) -> None:
        self.past = past
        self.cast = cast
        self.places = places
        self.working = Working(past, cast, places)
        self.things = {thing.id: thing for thing in places.things.values()}
        self.seen: set[UUID] = set()
        self.readings: list[datetime] = []
        self.unheard = past.begins

    def write(self, begins: int, own: set[UUID]) -> None:
        """Let the engine look once a week from then on, and at last every day; `own` work is not what plans made."""
        self.seen |= own
        for day in range(begins, 1):
            local = self.past.today + timedelta(days=day)
            if local.weekday() == 0 or day > -EVERY_DAY_FROM:
                self.past.let(self.past.moment(day, 5.5), self.look)
        self.read_meters(begins)

    def read_meters(self, begins: int) -> None:
        """Let somebody read the meters, those that plans go by twice as often; mowers run when there is grass."""
        metered = [thing for thing in self.places.things.values() if thing.meter_id is not None]
        values = {thing.number: float((thing.meter or thing.gauge or [0, 0, 0])[2]) for thing in metered}
        for nth, day in enumerate(range(begins + 2, 0, 14)):
            at = self.past.moment(day, 15.25)
            self.readings.append(at)
            month = at.month
            rows = []
            for thing in metered:
                roll = dice("meter", thing.number, day)
                if thing.meter is not None:
                    season = (0.05 if not 4 <= month <= 10 else 1.45) if thing.category == "MOWER" else 1
                    values[thing.number] += 14 * thing.meter[3] * season * roll.uniform(0.75, 1.25)
                    value = round(values[thing.number], 1)
                else:
                    low = day in {begins + 2 + 14 * 9, begins + 2 + 14 * 21}
                    value = round(1.05 if low else roll.uniform(1.6, 2.2), 2)
                assert thing.meter_id is not None, "these have meters"
                if nth % 2 and thing.number not in PLANNED_BY_METER:
                    continue
                reading = assets.NewReading(
                    id=self.past.id(f"{thing.number} {day}", at), value=Decimal(str(value)), read_at=at
                )
                rows.append((thing.meter_id, reading))
            self._read(at, rows)

    def _read(self, at: datetime, rows: list[tuple[UUID, assets.NewReading]]) -> None:
        who = self.cast.person("technician", self.past.via(at))
        self.past.act(at, who, lambda call: assets.record_readings(call, rows))

    async def look(self, at: datetime) -> None:
        """Do what a worker does: settle what ended, hear of readings, make what is due; then people take it on."""
        followers = ["planning.work"]
        if at >= self.unheard:
            followers.append("planning.readings")
            self.unheard = next((read for read in self.readings if read > at), self.past.ends)
        await self.past.hear(at, *followers)
        await self.past.job(at, "planning.make_due")
        await self.resume(at)

    async def resume(self, at: datetime) -> None:
        """Let people take on what plans have made and nobody knows of yet."""
        async with self.past.at(at).open(system(self.past.tenant_id, via="job"), read_only=True) as call:
            found = [
                each for each in await work_orders.open_after(call, FIRST, limit=MOST_OPEN) if each not in self.seen
            ]
            for work_order_id in found:
                detail = await work_orders.get(call, work_order_id)
                if detail.plan_id is not None:
                    self._take_on(detail, detail.created_at)
        self.seen.update(found)

    def _take_on(self, made: work_orders.WorkOrderDetail, at: datetime) -> None:
        past = self.past
        roll = dice("plan", made.title, made.due_at)
        due = made.due_at or at + timedelta(days=3)
        crew = next((name for name, each in self.cast.crews.items() if each == made.crew_id), "Facilities")
        named = {each: name for name, each in self.cast.staff.items()}
        doers = [named[made.assignee_id]] if made.assignee_id else doers_of(crew, roll)
        day = (due - timedelta(minutes=1)).astimezone(past.zone).date()
        if made.due_at is None or made.priority == "urgent":
            done = at + timedelta(hours=roll.uniform(4, 9))
        elif roll.random() < 0.88:
            done = past.moment(day, roll.uniform(10, 15.4))
        else:
            done = past.moment(day, 11) + timedelta(days=roll.uniform(0.8, 4))
        done = past.working(max(done, at + timedelta(hours=4)))
        if roll.random() < 0.04 and made.kind != "inspection":
            later = past.working(at + timedelta(hours=3))
            who = self.cast.person("supervisor", past.via(later))
            note = roll.choice(["Rained all day.", "Closed for a private event.", "Was done with a repair last week."])
            past.act(later, who, lambda call: work_orders.skip(call, made.id, note))
            return
        hours = float(made.estimated_hours or 1) * roll.uniform(0.8, 1.25)
        piece = Piece(
            id=made.id,
            key=f"{made.title} {made.due_at}",
            doers=doers,
            started=minute(max(at + STATIONED, done - timedelta(hours=hours))),
            done=minute(done),
            hours=hours,
            tasks=[task.id for task in made.tasks],
            thing=self.things.get(made.asset_ids[0]) if made.asset_ids else None,
            items=[[each.item, float(each.quantity), each.unit, _price(each.item)] for each in made.planned_materials],
            contract=["Otis Service", 240, 240] if made.kind == "contract" else [],
            begun=made.status == "in_progress",
        )
        self.working.fill(piece, roll)


PRICES: Mapping[str, str] = {"Diesel": "4.15", "Filter 20 x 25 x 2": "11.60", "Engine oil 15W-40": "5.40"}


def _price(item: str) -> str:
    return PRICES.get(item, "10.00")


async def make(call: Call, cast: Cast, places: Places, today: date) -> None:
    """Make the plans; one of them rests."""
    for each in terms(cast, places, today):
        # A week's work is known on its Monday.
        made = await planning.create(call, msgspec.structs.replace(each, lead_days=each.lead_days or A_WEEK_AHEAD))
        if each.name == PAUSED:
            await planning.pause(call, made.id)
