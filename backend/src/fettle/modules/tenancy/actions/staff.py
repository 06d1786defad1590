"""Staff, their rates, and crews."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Invalid
from fettle.modules.tenancy.actions import custom_fields, kinds, naming
from fettle.modules.tenancy.records.custom import CustomEntity
from fettle.modules.tenancy.records.staff import Crew, NewStaff, Rate, Staff
from fettle.modules.tenancy.rules import staff as rules
from fettle.modules.tenancy.store import shelves
from fettle.modules.tenancy.store import staff as store
from fettle.modules.tenancy.store import tenants as tenant_store


async def _check_staff(call: Call, old: Staff | None, new: Staff) -> Staff:
    if new.user_id is not None and (old is None or old.user_id != new.user_id or old.deleted_at is not None):
        await _check_user(call, new.user_id)
    if old is not None and new.custom == old.custom:
        return new
    before = None if old is None else old.custom
    custom = await custom_fields.check(call, CustomEntity.STAFF, new.custom, before=before)
    return msgspec.structs.replace(new, custom=custom)


async def _check_crew(call: Call, _old: Crew | None, new: Crew) -> Crew:
    members = sorted(set(new.member_ids))
    named = {f"/memberIds/{position}": staff_id for position, staff_id in enumerate(new.member_ids)}
    if new.lead_id is not None:
        named["/leadId"] = new.lead_id
    await naming.must_have(call, "staff", named)
    return msgspec.structs.replace(new, member_ids=members)


STAFF = kinds.Kind(shelf=store.STAFF, read="staff:read", write="staff:write", check=_check_staff)
CREWS = kinds.Kind(shelf=store.CREWS, read="staff:read", write="staff:write", check=_check_crew)


async def add(call: Call, given: NewStaff) -> Staff:
    """Add somebody whom work can be assigned to."""
    call.must("staff:write")
    hours = given.weekly_hours if given.weekly_hours is not None else await _usual_hours(call)
    return await kinds.add(call, STAFF, {**msgspec.structs.asdict(given), "weekly_hours": hours})


async def rates(call: Call, staff_id: UUID, asked: PageRequest) -> Page[Rate]:
    """What an hour of somebody costs and cost, newest first."""
    call.must("costs:read")
    await shelves.get(call, store.STAFF, staff_id)
    rows = await store.rates(call, staff_id, asked)
    return asked.page(rows, key=lambda rate: (rate.valid_from.isoformat(),))


async def add_rate(call: Call, staff_id: UUID, valid_from: date, hourly_rate: Decimal) -> Rate:
    """State what an hour of somebody costs from a day on."""
    call.must("staff:write")
    call.must("costs:read")
    await shelves.get(call, store.STAFF, staff_id)
    rate = Rate(
        id=call.new_id(),
        staff_id=staff_id,
        valid_from=valid_from,
        hourly_rate=hourly_rate,
        created_at=call.now,
        created_by=call.user_id,
    )
    await store.add_rate(call, rate, store.rated(rate))
    return rate


async def rate_on(call: Call, staff_ids: Sequence[UUID], on: date) -> dict[UUID, Decimal]:
    """What an hour of each of the staff costs on a day; call it inside `call.seeing_costs()`."""
    return await store.rates_on(call, staff_ids, on)


async def add_crew(call: Call, name: str, *, lead_id: UUID | None = None, member_ids: Sequence[UUID] = ()) -> Crew:
    """Add a crew with its members."""
    return await kinds.add(call, CREWS, {"name": name, "lead_id": lead_id, "member_ids": list(member_ids)})


async def ensure_staff(call: Call, names: Iterable[str]) -> dict[str, UUID]:
    """The staff with these names, added where there are none yet."""
    call.must("staff:write")
    wanted = sorted(set(names))
    hours = await _usual_hours(call)
    known = await store.staff_by_name(call, wanted)
    return await kinds.ensure(call, STAFF, known, [{"name": name, "weekly_hours": hours} for name in wanted])


async def ensure_crews(call: Call, names: Iterable[str]) -> dict[str, UUID]:
    """The crews with these names, added without members where there are none yet."""
    call.must("staff:write")
    wanted = sorted(set(names))
    return await kinds.ensure(call, CREWS, await store.crews_by_name(call, wanted), [{"name": name} for name in wanted])


async def _usual_hours(call: Call) -> Decimal:
    return rules.usual_hours((await tenant_store.get(call)).settings)


async def _check_user(call: Call, user_id: UUID) -> None:
    if not await store.is_member(call, user_id):
        raise Invalid.at("/userId", "unknown", "nobody in this tenant has this id")
