"""Who has how much to do, and could do how much."""

import msgspec

from fettle.db.call import Call
from fettle.modules.calendar.actions import entries
from fettle.modules.calendar.records import Days, Filters, Hands, Load, Window, Workload, WorkloadBy
from fettle.modules.calendar.rules import entries as entry_rules
from fettle.modules.calendar.rules import workload as rules
from fettle.modules.calendar.store import workload as store
from fettle.modules.tenancy import public as tenancy


async def show(call: Call, window: Window, filters: Filters, by: WorkloadBy) -> Workload:
    """Hours of each person or crew on each local day of the tenant that the window touches, beside their capacity."""
    call.must("calendar:read")
    filters = await entries.meant(call, filters)
    asked = rules.days(window, (await tenancy.current_tenant(call)).time_zone)
    there, coming, hands = await call.together(
        _there(call, by, asked, filters), _coming(call, by, asked, filters), _hands(call, by, filters)
    )
    found = rules.rows([*there, *coming], hands, asked)
    return Workload(
        by=by,
        first_day=asked.first,
        last_day=asked.last,
        time_zone=asked.zone,
        data=found[: rules.MOST_ROWS],
        has_more=len(found) > rules.MOST_ROWS,
    )


async def _there(call: Call, by: WorkloadBy, asked: Days, filters: Filters) -> list[Load]:
    if not call.may("work_orders:read"):
        return []
    window, off = rules.whole(asked), sorted(entry_rules.OFF)
    return await store.loads(call, by, window, asked, filters, off=off, assumed=rules.ASSUMED_HOURS)


async def _coming(call: Call, by: WorkloadBy, asked: Days, filters: Filters) -> list[Load]:
    # Days of a site elsewhere begin and end at other moments than those of the tenant.
    window = rules.whole(asked)
    wide = msgspec.structs.replace(window, since=window.since - rules.A_DAY, until=window.until + rules.A_DAY)
    return rules.foreseen(await entries.planned(call, wide, filters), by, asked)


async def _hands(call: Call, by: WorkloadBy, filters: Filters) -> list[Hands] | None:
    if not call.may("staff:read"):
        return None
    return await store.hands(call, by, filters.staff_ids if by is WorkloadBy.STAFF else filters.crew_ids)
