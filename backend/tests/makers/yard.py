"""A small yard with everything a log names."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.modules.assets import public as assets
from fettle.modules.logs import public as logs
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders
from makers.world import Tenancy, World

DAY = date(2026, 3, 2)


@dataclass(frozen=True, kw_only=True)
class Yard:
    """A tenant with two sites, a mower at the first, Ann at 40.00 and then 50.00 an hour, and Bob without a rate."""

    tenant: Tenancy
    north: UUID
    south: UUID
    mower: UUID
    ann: UUID
    bob: UUID
    mowing: UUID
    fuel: UUID
    roads: UUID

    async def work_order(self, *, site: UUID | None = None, title: str = "Mow the lawn") -> UUID:
        """An approved work order."""
        async with self.tenant.call() as call:
            new = work_orders.NewWorkOrder(title=title, site_id=site or self.north, approve=True)
            return (await work_orders.create(call, new)).id

    async def labour(self, work_order_id: UUID, hours: str = "2", *, on: date = DAY) -> logs.LogEntry:
        """An entry with some hours of Ann."""
        return await self.entry(
            work_order_id, logs.NewLogLine(kind=logs.LineKind.LABOUR, quantity=Decimal(hours), staff_id=self.ann), on=on
        )

    async def entry(
        self, work_order_id: UUID, *lines: logs.NewLogLine, on: date = DAY, site: UUID | None = None
    ) -> logs.LogEntry:
        """An entry with these lines."""
        async with self.tenant.call() as call:
            new = logs.NewLogEntry(
                work_order_id=work_order_id, performed_on=on, site_id=site or self.north, lines=list(lines)
            )
            return await logs.append(call, new)


async def make_yard(world: World, **tenant_fields: Any) -> Yard:
    """A yard in a tenant of its own."""
    tenant = await world.tenant(**tenant_fields)
    async with tenant.call() as call:
        sites = await assets.ensure_sites(call, {"North": None, "South": None})
        types = await assets.ensure_asset_types(call, {"vehicle": "Vehicle"})
        mower = assets.NewAsset(number="M-1", name="Mower", asset_type_id=types["vehicle"], site_id=sites["North"])
        made = await assets.ensure_assets(call, [mower])
        gl_codes = await tenancy.ensure_reference(call, "gl_codes", {"fuel": "Fuel", "roads": "Roads"})
        task_codes = await tenancy.ensure_reference(call, "task_codes", {"mow": "Mowing"})
        ann = await tenancy.add_staff(call, tenancy.NewStaff(name="Ann"))
        bob = await tenancy.add_staff(call, tenancy.NewStaff(name="Bob"))
        await tenancy.add_rate(call, ann.id, date(2025, 1, 1), Decimal("40.00"))
        await tenancy.add_rate(call, ann.id, date(2026, 3, 1), Decimal("50.00"))
    return Yard(
        tenant=tenant,
        north=sites["North"],
        south=sites["South"],
        mower=made["M-1"],
        ann=ann.id,
        bob=bob.id,
        mowing=task_codes["mow"],
        fuel=gl_codes["fuel"],
        roads=gl_codes["roads"],
    )
