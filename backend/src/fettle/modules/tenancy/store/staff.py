"""Staff, what an hour of them costs, and crews."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.tenancy.records.staff import Crew, Rate, Staff
from fettle.modules.tenancy.store.shelves import Link, Shelf

RATE_TODAY = """
(SELECT sr.hourly_rate FROM staff_rates sr JOIN tenants te ON te.id = sr.tenant_id
 WHERE sr.tenant_id = t.tenant_id AND sr.staff_id = t.id AND sr.valid_from <= (now() AT TIME ZONE te.time_zone)::date
 ORDER BY sr.valid_from DESC LIMIT 1)
"""
STAFF = Shelf(
    table="staff",
    entity="staff",
    record=Staff,
    columns=("name", "number", "email", "phone", "trade", "user_id", "weekly_hours", "active", "custom"),
    reads={"hourly_rate": RATE_TODAY},
    searched="t.name || ' ' || coalesce(t.number, '') || ' ' || coalesce(t.email, '')",
)
CREWS = Shelf(
    table="crews",
    entity="crew",
    record=Crew,
    columns=("name", "lead_id", "active"),
    links={"member_ids": Link("crew_members", "crew_id", "staff_id")},
)

RATES = """
SELECT id, staff_id, valid_from, hourly_rate, created_at, created_by FROM staff_rates
WHERE tenant_id = app.tenant_id() AND staff_id = %(staff_id)s
  AND (%(before)s::date IS NULL OR valid_from < %(before)s)
ORDER BY valid_from DESC LIMIT %(most)s
"""
ADD_RATE = """
INSERT INTO staff_rates (tenant_id, id, staff_id, valid_from, hourly_rate, created_at, created_by)
VALUES (app.tenant_id(), %(id)s, %(staff_id)s, %(valid_from)s, %(hourly_rate)s, %(now)s, %(by)s)
"""
RATES_ON = """
SELECT DISTINCT ON (staff_id) staff_id, hourly_rate FROM staff_rates
WHERE tenant_id = app.tenant_id() AND staff_id = ANY(%(staff)s::uuid[]) AND valid_from <= %(on)s
ORDER BY staff_id, valid_from DESC
"""
IS_MEMBER = """
SELECT EXISTS (SELECT FROM memberships WHERE tenant_id = app.tenant_id() AND user_id = %s AND deleted_at IS NULL)
"""
BY_NAME = "SELECT name, id FROM {} WHERE tenant_id = app.tenant_id() AND name = ANY(%s::text[]) AND deleted_at IS NULL"
STAFF_BY_NAME = BY_NAME.format("staff")
CREWS_BY_NAME = BY_NAME.format("crews")
STAFF_BY_NUMBER = BY_NAME.replace("name", "number").format("staff")
RATES_FROM = """
SELECT staff_id, valid_from, hourly_rate FROM staff_rates
WHERE tenant_id = app.tenant_id()
  AND (staff_id, valid_from) IN (SELECT * FROM unnest(%s::uuid[], %s::date[]))
"""


async def rates(call: Call, staff_id: UUID, page: PageRequest) -> list[Rate]:
    """What an hour of somebody costs and cost, newest first; nothing for those who may not see money."""
    before = page.position[0] if page.position else None
    return await call.all(Rate, RATES, {"staff_id": staff_id, "before": before, "most": page.limit + 1})


async def add_rate(call: Call, rate: Rate, change: Change) -> None:
    """Keep a new rate."""
    row = {name: getattr(rate, name) for name in ("id", "staff_id", "valid_from", "hourly_rate")}
    await call.write(change, ADD_RATE, {**row, "now": call.now, "by": call.user_id})


async def rates_on(call: Call, staff_ids: Sequence[UUID], on: date) -> dict[UUID, Decimal]:
    """What an hour of each costs on a day; those without a rate are left out."""
    return dict(await call.all(tuple, RATES_ON, {"staff": list(staff_ids), "on": on}))


async def is_member(call: Call, user_id: UUID) -> bool:
    """Whether this user belongs to the tenant."""
    member: bool = await call.value(IS_MEMBER, [user_id])
    return member


async def staff_by_name(call: Call, names: Sequence[str]) -> dict[str, UUID]:
    """The staff with these names."""
    return dict(await call.all(tuple, STAFF_BY_NAME, [list(names)]))


async def crews_by_name(call: Call, names: Sequence[str]) -> dict[str, UUID]:
    """The crews with these names."""
    return dict(await call.all(tuple, CREWS_BY_NAME, [list(names)]))


async def staff_by_number(call: Call, numbers: Sequence[str]) -> dict[str, UUID]:
    """The staff with these numbers."""
    return dict(await call.all(tuple, STAFF_BY_NUMBER, [list(numbers)]))


async def rates_from(call: Call, days: Sequence[tuple[UUID, date]]) -> dict[tuple[UUID, date], Decimal]:
    """The rates that begin on these days, by whose they are and the day."""
    rows = await call.all(tuple, RATES_FROM, [[staff_id for staff_id, _ in days], [day for _, day in days]])
    return {(staff_id, day): hourly_rate for staff_id, day, hourly_rate in rows}


def rated(rate: Rate) -> Change:
    """The change that a new rate makes: it carries money."""
    after = {"staff_id": rate.staff_id, "valid_from": rate.valid_from, "hourly_rate": rate.hourly_rate}
    return Change("staff_rate.created", rate.id, after, about_id=rate.staff_id, bears_costs=True)
