"""The maintenance plans of parks and a quarry: what they look after from today on, beside their past from files."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import date
from decimal import Decimal
from uuid import UUID

from fettle.db.call import Call
from fettle.db.callers import system
from fettle.db.door import Door
from fettle.demo.tenants import DemoTenant
from fettle.kit.recurrence.rules import Monthly, Series, Weekday, Weekly
from fettle.kit.recurrence.seasons import Span
from fettle.modules.assets import public as assets
from fettle.modules.planning import public as planning

Terms = planning.PlanTerms
Task = planning.PlannedTask
Known = Mapping[tuple[UUID, str], UUID]
SITES = ("Dorchester", "Roxbury")
EXCAVATOR = "D"
SERVICE_HOURS = Decimal(250)
HOTTEST = Decimal(105)


async def make(door: Door, tenant: DemoTenant) -> None:
    """The plans of a demo tenant; those that are there already stay as they are."""
    async with door.open(system(tenant.new.id, via="cli")) as call:
        wanted = await _PLANS[tenant.new.slug](call)
        known = await planning.named(call, [terms.name for terms in wanted])
        for terms in wanted:
            if terms.name not in known:
                await planning.create(call, terms)


async def _parks(call: Call) -> list[Terms]:
    sites = await assets.sites_called(call, SITES)
    return [terms for name in SITES if name in sites for terms in _of_park(name, sites[name], call.now.date())]


def _of_park(name: str, site_id: UUID, today: date) -> list[Terms]:
    mondays = Series(rule=Weekly(weekdays=(Weekday.MONDAY,)), anchor=today)
    monthly = Series(rule=Monthly(day=1), anchor=today)
    mowing = planning.PlannedWork(
        title="Mow the lawns",
        tasks=(Task(title="Walk the lawn and clear litter"), Task(title="Mow"), Task(title="Trim the edges")),
        materials=(planning.PlannedMaterial(item="Petrol", quantity=Decimal(6), unit="l"),),
        estimated_hours=Decimal(3),
    )
    playground = planning.PlannedWork(
        title="Inspect the playground",
        kind="inspection",
        priority="high",
        tasks=(Task(title="Swings and chains"), Task(title="Impact surface"), Task(title="Bolts and caps")),
        estimated_hours=Decimal("1.5"),
    )
    season = (Span(first="04-01", last="10-31"),)
    fixed = planning.CalendarFixed
    return [
        Terms(name=f"Mowing, {name}", triggers=(fixed(series=mondays),), season=season, work=mowing, site_id=site_id),
        Terms(
            name=f"Playground inspection, {name}",
            triggers=(fixed(series=monthly),),
            work=playground,
            site_id=site_id,
            lead_days=3,
            notify_days_before=(3,),
        ),
    ]


async def _quarry(call: Call) -> list[Terms]:
    found = await assets.assets_numbered(call, [EXCAVATOR])
    if EXCAVATOR not in found:
        return []
    machine = found[EXCAVATOR]
    meters = await assets.meters_of(call, [machine])
    hours = await _meter(call, machine, meters, name="Engine hours", unit="h", kind=assets.MeterKind.COUNTER)
    coolant = await _meter(call, machine, meters, name="Coolant temperature", unit="°C", kind=assets.MeterKind.GAUGE)
    service = planning.PlannedWork(
        title="250 h service",
        tasks=(Task(title="Change engine oil and filter"), Task(title="Grease all points"), Task(title="Check tracks")),
        materials=(
            planning.PlannedMaterial(item="Engine oil 15W-40", quantity=Decimal(45), unit="l"),
            planning.PlannedMaterial(item="Oil filter", part_number="1R-1808"),
        ),
        estimated_hours=Decimal(6),
    )
    hot = planning.PlannedWork(title="Coolant too hot: check radiator and fan", priority="urgent")
    limit = planning.Condition(meter_id=coolant, above=HOTTEST, hysteresis=Decimal(10))
    every = planning.MeterFixed(meter_id=hours, every=SERVICE_HOURS, lead=Decimal(20))
    return [
        Terms(name="Excavator D, 250 h service", triggers=(every,), work=service, asset_ids=(machine,)),
        Terms(name="Excavator D, coolant", triggers=(limit,), work=hot, asset_ids=(machine,)),
    ]


async def _meter(call: Call, machine: UUID, known: Known, *, name: str, unit: str, kind: assets.MeterKind) -> UUID:
    if (machine, name) in known:
        return known[machine, name]
    given = {"name": name, "unit": unit, "kind": kind}
    first = assets.FirstSegment(id=call.new_id(), at=call.now, value=Decimal(0), lifetime_before=Decimal(0))
    return (await assets.add_meter(call, machine, given, first)).id


_PLANS: Mapping[str, Callable[[Call], Awaitable[list[Terms]]]] = {
    "parks": _parks,
    "quarry": _quarry,
}
