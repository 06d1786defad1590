"""A crew with something to do: a supervisor, two technicians, a pump with a meter, and phones for all of them."""

from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

import psycopg

from makers.world import Person, Tenancy, World
from sync.phoning import Phone, Phones, differing
from work_orders.steps import asset, made, moved, ok, thing

LONG_AGO = "2020-01-01T00:00:00Z"


@dataclass(kw_only=True)
class Crew:
    """People of one tenant, what they work on, and the phones they carry."""

    phones: Phones
    base: str
    conninfo: str
    tenant: Tenancy
    boss: Person
    ann: Person
    ben: Person
    staff: dict[str, str] = field(default_factory=dict)
    site: str = ""
    pump: str = ""
    meter: str = ""
    carried: list[Phone] = field(default_factory=list)

    async def phone(self, person: Person | None = None, **options: Any) -> Phone:
        """A new phone of somebody (of Ann, if nobody is named), which has pulled everything."""
        phone = await self.empty_phone(person, **options)
        await phone.settle()
        return phone

    async def empty_phone(self, person: Person | None = None, **options: Any) -> Phone:
        """A new phone on which nothing is yet."""
        options.setdefault("base", self.base)
        made = await self.phones.phone(person or self.ann, **options)
        self.carried.append(made)
        return made

    async def work(self, title: str = "Mend the pump", *, to: str | None = "ann", **fields: Any) -> dict[str, Any]:
        """An approved work order at the site, given to somebody."""
        given = {"assigneeId": self.staff[to]} if to else {}
        return await made(self.boss, title, **{"siteId": self.site, "approve": True, **given, **fields})

    async def change(self, work_order_id: str, **fields: Any) -> dict[str, Any]:
        """The office changes fields of a work order as it is now."""
        path = f"/work-orders/{work_order_id}"
        version = (await self.held(work_order_id))["version"]
        changed: dict[str, Any] = await ok(self.boss.patch(path, fields, version=version))
        return changed

    async def drop(self, work: dict[str, Any]) -> None:
        """The office deletes a work order, which has to be cancelled for that."""
        cancelled = await moved(self.boss, work, "cancel")
        await ok(self.boss.delete(f"/work-orders/{work['id']}", version=cancelled["version"]), 204)

    async def held(self, work_order_id: str) -> dict[str, Any]:
        """A work order as the office has it."""
        shown: dict[str, Any] = await ok(self.boss.get(f"/work-orders/{work_order_id}"))
        return shown

    async def logged(self, work_order_id: str) -> list[dict[str, Any]]:
        """The log entries of a work order as the office has them, oldest first."""
        given: dict[str, Any] = {"workOrderId": work_order_id, "limit": 200}
        found: list[dict[str, Any]] = []
        while True:
            page = await ok(self.boss.get("/log-entries", **given))
            found += page["data"]
            if not (cursor := page.get("nextCursor")):
                return sorted(found, key=lambda entry: str(entry["id"]))
            given["cursor"] = cursor

    async def hours(self, work_order_id: str) -> Decimal:
        """The hours of labour on a work order, as the office has them."""
        lines = [line for entry in await self.logged(work_order_id) for line in entry["lines"]]
        return sum((Decimal(line["quantity"]) for line in lines if line["kind"] == "labour"), Decimal(0))

    async def log(
        self, phone: Phone, work_order_id: str, hours: float = 1.5, *, staff: str = "ann", **columns: Any
    ) -> tuple[str, str]:
        """Write hours down on a phone: an entry with one line. Their ids."""
        staff_id = self.staff[staff]
        given = {"work_order_id": work_order_id, "performed_on": {"today": 0}, "staff_id": staff_id, **columns}
        entry = await phone.create("log_entries", **given)
        line = {"position": 1, "kind": "labour", "quantity": hours, "unit": "h", "staff_id": staff_id}
        made = await phone.create("log_lines", log_entry_id=entry, work_order_id=work_order_id, **line)
        return entry, made

    async def equal(self, *, people: int = 1) -> None:
        """Every phone that is carried holds, once it has settled, what a new one of the same person does."""
        for phone in self.carried:
            await phone.settle()
        for phone in self.carried:
            # What one has sent may be news for another.
            await phone.settle()
        fresh: dict[str, Any] = {}
        for phone in self.carried:
            holder = str(phone.person.user_id)
            if holder not in fresh:
                new = await self.phones.phone(phone.person, self.base)
                await new.settle()
                fresh[holder] = await new.dump()
                await new.close()
            apart = differing(await phone.dump(), fresh[holder])
            assert apart == {}, (phone.person.role, apart)

    def counted(self, query: str, *values: Any) -> Any:
        """The first value of a query on the database, in which %s stands for this tenant at first."""
        with psycopg.connect(self.conninfo) as conn:
            row = conn.execute(query.encode(), [self.tenant.id, *values]).fetchone()
        return None if row is None else row[0]


async def make_crew(world: World, phones: Phones, base: str, conninfo: str) -> Crew:
    """A crew in a tenant of its own."""
    tenant = await world.tenant()
    boss = await tenant.person("admin")
    ann, ben = [await tenant.person("technician", name=name) for name in ("Ann", "Ben")]
    crew = Crew(phones=phones, base=base, conninfo=conninfo, tenant=tenant, boss=boss, ann=ann, ben=ben)
    for name, person in (("ann", ann), ("ben", ben)):
        crew.staff[name] = await thing(boss, "/staff", name=name.title(), userId=str(person.user_id))
    crew.site = await thing(boss, "/sites", name="Park")
    crew.pump = await asset(boss, "Pump", siteId=crew.site)
    crew.meter = await thing(
        boss, f"/assets/{crew.pump}/meters", name="Hours", unit="h", kind="gauge", startedAt=LONG_AGO
    )
    return crew
