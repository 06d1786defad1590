"""What imports need of staff: many at once, found again by number or name, with their rates and crews."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.tenancy.actions import kinds
from fettle.modules.tenancy.actions.staff import CREWS, STAFF
from fettle.modules.tenancy.records.staff import NewStaff, Rate, Staff
from fettle.modules.tenancy.rules import staff as rules
from fettle.modules.tenancy.store import shelves
from fettle.modules.tenancy.store import staff as store
from fettle.modules.tenancy.store import tenants as tenant_store


async def ensure_people(call: Call, wanted: Sequence[NewStaff]) -> list[UUID]:
    """The ids of these staff in their order, found by number or else by name, added where there are none yet.

    Custom values must have been checked.
    """
    call.must("staff:write")
    known = await staff_called(call, [person.number or person.name for person in wanted])
    hours = rules.usual_hours((await tenant_store.get(call)).settings)
    new: dict[str, Staff] = {}
    for person in wanted:
        called = person.number or person.name
        if called not in known and called not in new:
            stated = {**msgspec.structs.asdict(person), "weekly_hours": person.weekly_hours or hours}
            new[called] = Staff(id=call.new_id(), created_at=call.now, updated_at=call.now, **stated)
    await shelves.add_many(call, STAFF.shelf, list(new.values()))
    return [known.get(person.number or person.name) or new[person.number or person.name].id for person in wanted]


async def change_staff(call: Call, staff_id: UUID, given: Mapping[str, Any]) -> None:
    """Change fields of somebody on the staff, whatever version they have: an import brings what holds now."""
    await kinds.overwrite(call, STAFF, staff_id, given)


async def staff_called(call: Call, names: Iterable[str]) -> dict[str, UUID]:
    """The staff with these numbers or names, as far as there are such; a number goes before a name."""
    call.must("staff:read")
    wanted = sorted(set(names))
    return {**await store.staff_by_name(call, wanted), **await store.staff_by_number(call, wanted)}


async def crews_called(call: Call, names: Iterable[str]) -> dict[str, UUID]:
    """The crews with these names, as far as there are such."""
    call.must("staff:read")
    return await store.crews_by_name(call, sorted(set(names)))


async def join_crews(call: Call, members: Mapping[UUID, Sequence[UUID]]) -> None:
    """Take staff (ids) into crews; those who are in it already stay."""
    call.must("staff:write")
    for crew_id, staff_ids in sorted(members.items()):
        crew = await shelves.get(call, CREWS.shelf, crew_id, lock=True)
        joined = sorted({*crew.member_ids, *staff_ids})
        await shelves.save(call, CREWS.shelf, crew, msgspec.structs.replace(crew, member_ids=joined))


async def ensure_rates(call: Call, wanted: Mapping[tuple[UUID, date], Decimal]) -> list[tuple[UUID, date]]:
    """Keep what an hour of staff costs from a day on; those that state another rate than is kept are given back."""
    call.must("staff:write")
    call.must("costs:read")
    kept = await store.rates_from(call, sorted(wanted))
    for (staff_id, valid_from), hourly_rate in wanted.items():
        if (staff_id, valid_from) not in kept:
            rate = Rate(
                id=call.new_id(),
                staff_id=staff_id,
                valid_from=valid_from,
                hourly_rate=hourly_rate,
                created_at=call.now,
                created_by=call.user_id,
            )
            await store.add_rate(call, rate, store.rated(rate))
    return [each for each, hourly_rate in wanted.items() if kept.get(each, hourly_rate) != hourly_rate]
