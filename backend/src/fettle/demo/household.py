"""A home: what is in it, the chores that come again, and what was done about them since the summer."""

import random
import tomllib
from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import resources
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.demo.past import Past, begun
from fettle.demo.tenants import DemoTenant
from fettle.kit.recurrence.intervals import Interval, Unit
from fettle.kit.recurrence.seasons import Span
from fettle.modules.assets import public as assets
from fettle.modules.files import public as files
from fettle.modules.identity import public as identity
from fettle.modules.logs import public as logs
from fettle.modules.planning import public as planning
from fettle.modules.work_orders import public as work_orders

DATA = resources.files("fettle.demo") / "data"
HOME = "Home"
SEASONS = {"Lawn": (Span(first="04-01", last="10-31"),)}
TOGETHER = {"Smoke alarms": ("SMOKE-1", "SMOKE-2", "SMOKE-3"), "Bicycles": ("BIKE-1", "BIKE-2")}
LOOK_EVERY = 3
FORGOTTEN = 0.15
FIRST = UUID(int=0)
MOST_OPEN = 200


class Home(msgspec.Struct, kw_only=True):
    """Who lives here, and what they have."""

    users: dict[str, UUID]
    things: dict[str, UUID]
    callers: dict[tuple[str, str], Caller] = {}
    tenant_id: UUID

    def person(self, role: str, via: str) -> Caller:
        """Somebody of the household."""
        if (role, via) not in self.callers:
            self.callers[role, via] = system(self.tenant_id, via=via, user_id=self.users[role])
        return self.callers[role, via]


async def tell(door: Door, tenant: DemoTenant, _desk: files.Desk | None) -> None:
    """Let everything happen that has not happened yet."""
    past = await begun(door, tenant)
    if past is None:
        return
    told = tomllib.loads((DATA / "household.toml").read_text())
    async with door.open(system(tenant.new.id, via="cli"), read_only=True) as call:
        users = await _users(call, tenant)
    home = Home(users=users, things={}, tenant_id=tenant.new.id)
    first = past.begins + timedelta(hours=1)
    past.act(first, home.person("owner", "cli"), lambda call: _furnish(call, told, past))
    await past.live()
    async with door.open(system(tenant.new.id, via="cli"), read_only=True) as call:
        home.things = await assets.assets_numbered(call, [item[0] for item in told["items"]])
    past.act(first + timedelta(hours=1), home.person("owner", "cli"), lambda call: _plan(call, told, home, past))
    chores = Chores(past, home)
    for day in range((past.begins.date() - past.today).days + 1, 1, LOOK_EVERY):
        past.let(past.moment(day, 6), chores.look)
    _odd_jobs(past, home, told)
    past.act(past.last, home.person("owner", "cli"), _last_word(past, told))
    await past.live(chores.resume)


async def _users(call: Call, tenant: DemoTenant) -> dict[str, UUID]:
    found = {}
    for role in tenant.people:
        user = await identity.find_user(call, tenant.email(role))
        assert user is not None, "the people were made with the tenant"
        found[role] = user.id
    return found


async def _furnish(call: Call, told: Mapping[str, Any], past: Past) -> None:
    home = (await assets.ensure_sites(call, {HOME: None}))[HOME]
    wanted = {
        assets.PathAtSite(site_id=home, names=tuple(path.split("/"))): assets.LocationKind(kind)
        for kind, _, path in (each.partition(" ") for each in told["rooms"])
    }
    known = await assets.ensure_locations(call, wanted)
    rooms = {"/".join(path.names): location_id for path, location_id in known.items()}
    kinds = await assets.ensure_asset_types(call, {item[2]: item[2] for item in told["items"]})
    for number, name, kind, room, make, model, bought, price, months in told["items"]:
        facts: dict[str, Any] = {
            "number": number,
            "name": name,
            "asset_type_id": kinds[kind],
            "location_id": rooms[room],
        }
        if make:
            facts |= {
                "manufacturer": make,
                "model": model,
                "purchased_on": past.today - timedelta(days=bought),
                "purchase_price": Decimal(price),
                "warranty_months": months,
            }
        await assets.create_asset(call, facts)


async def _plan(call: Call, told: Mapping[str, Any], home: Home, past: Past) -> None:
    today = past.begins.date()
    for name, item, title, often, first, materials, tasks in told["chores"]:
        every, unit = often.split()
        await planning.create(
            call,
            planning.PlanTerms(
                name=name,
                triggers=(
                    planning.CalendarFloating(
                        starts_on=today + timedelta(days=first), interval=Interval(every=int(every), unit=Unit(unit))
                    ),
                ),
                season=SEASONS.get(name, ()),
                work=planning.PlannedWork(
                    title=title,
                    tasks=tuple(planning.PlannedTask(title=task) for task in tasks),
                    materials=tuple(planning.PlannedMaterial(item=each) for each in materials),
                ),
                asset_ids=tuple(home.things[number] for number in TOGETHER.get(name, (item,))),
                lead_days=7,
                notify_days_before=(1,),
            ),
        )


class Chores:
    """What plans made, and who did it: most of it in time, some of it not yet."""

    def __init__(self, past: Past, home: Home) -> None:
        self.past = past
        self.home = home
        self.seen: set[UUID] = set()

    async def look(self, at: datetime) -> None:
        """Let the engine make what is due, and people take it on."""
        await self.past.hear(at, "planning.work")
        await self.past.job(at, "planning.make_due")
        await self.resume(at)

    async def resume(self, at: datetime) -> None:
        """Let people take on what plans have made and nobody knows of yet."""
        async with self.past.at(at).open(system(self.past.tenant_id, via="job"), read_only=True) as call:
            found = [
                each for each in await work_orders.open_after(call, FIRST, limit=MOST_OPEN) if each not in self.seen
            ]
            made = [await work_orders.get(call, each) for each in found]
        self.seen.update(found)
        for each in made:
            if each.plan_id is not None:
                self._take_on(each, each.created_at)

    def _take_on(self, made: work_orders.WorkOrderDetail, at: datetime) -> None:
        roll = random.Random(f"household {made.title} {made.due_at}")  # noqa: S311 - a story, no secret
        due = made.due_at or at
        late = roll.random() < FORGOTTEN
        done = max(due - timedelta(hours=roll.uniform(3, 14)), at + timedelta(hours=3))
        done += timedelta(days=roll.uniform(2, 9) if late else 0)
        who = self.home.person(roll.choice(["owner", "owner", "editor"]), self.past.via(done))

        async def do(call: Call) -> None:
            await work_orders.start(call, made.id, call.now - timedelta(minutes=roll.choice([10, 20, 40])))
            for task in made.tasks:
                answer = work_orders.TaskAnswer(status=work_orders.TaskStatus.DONE)
                await work_orders.answer_task(call, made.id, task.id, answer)
            await work_orders.complete(call, made.id, work_orders.Completion())
            await work_orders.close(call, made.id, None)

        self.past.act(done, who, do)


def _odd_jobs(past: Past, home: Home, told: Mapping[str, Any]) -> None:
    """What broke, and was mended or not."""
    for days, role, title, item, after, cost in told["work"]:
        at = past.moment(-days, 18.5)
        work_order_id = past.id(title, at)
        who = home.person(role, past.via(at))
        new = work_orders.NewWorkOrder(
            id=work_order_id,
            title=title,
            asset_ids=[home.things[item]],
            due_at=past.moment(-days + 10, 18),
            approve=True,
        )
        past.act(at, who, _creating(new))
        if after:
            then = past.moment(-days + after, 11)
            past.act(then, home.person(role, past.via(then)), _mending(work_order_id, cost, item))


def _creating(new: work_orders.NewWorkOrder) -> Any:
    return lambda call: work_orders.create(call, new)


def _mending(work_order_id: UUID, cost: float, item: str) -> Any:
    async def do(call: Call) -> None:
        await work_orders.start(call, work_order_id)
        if cost:
            part = logs.NewLogLine(
                kind=logs.LineKind.MATERIAL, item=f"Part for {item.lower()}", unit_cost=Decimal(str(cost))
            )
            entry = logs.NewLogEntry(work_order_id=work_order_id, performed_on=call.now.date(), lines=[part])
            await work_orders.log_work(call, work_order_id, entry)
        await work_orders.complete(call, work_order_id, work_orders.Completion())
        await work_orders.close(call, work_order_id, None)

    return do


def _last_word(past: Past, told: Mapping[str, Any]) -> Any:
    days, _, title, *_ = told["work"][-1]
    work_order_id = past.id(title, past.moment(-days, 18.5))
    said = work_orders.NewComment(body="The bulb is a 1.5 W E14, on the list for Saturday.")
    return lambda call: work_orders.comment_on_work_order(call, work_order_id, said)
