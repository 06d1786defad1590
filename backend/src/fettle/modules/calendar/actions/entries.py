"""What stands in the calendar."""

from datetime import timedelta
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.calendar.records import CalendarEntry, CalendarPage, EntryKind, Filters, Window
from fettle.modules.calendar.rules import entries as rules
from fettle.modules.calendar.rules import feeds
from fettle.modules.calendar.store import entries as store
from fettle.modules.planning import public as planning
from fettle.modules.tenancy import public as tenancy

A_DAY = timedelta(days=1)
FORESEEN = timedelta(days=400)
NOBODY = UUID(int=0)


async def show(call: Call, window: Window, filters: Filters) -> CalendarPage:
    """What happens in a window, as far as the caller's permissions and sites let them see it."""
    call.must("calendar:read")
    filters = await meant(call, filters)
    zone = (await tenancy.current_tenant(call)).time_zone
    found = await within(call, window, filters, zone=zone, most=rules.MOST + 1)
    return CalendarPage(data=found[: rules.MOST], has_more=len(found) > rules.MOST)


async def within(call: Call, window: Window, filters: Filters, *, zone: str, most: int) -> list[CalendarEntry]:
    """The entries of a window in the order of time, at most `most`; `zone` is the tenant's."""
    work = await _work(call, window, filters, zone=zone, most=most)
    coming = await planned(call, window, filters)
    return rules.in_order([*work, *coming])[:most]


async def _work(call: Call, window: Window, filters: Filters, *, zone: str, most: int) -> list[CalendarEntry]:
    if not call.may("work_orders:read"):
        return []
    lately = call.now - timedelta(days=feeds.KEPT_DAYS)
    found = await store.some(call, window, filters, off=sorted(rules.OFF), lately=lately, most=most)
    return [rules.entry(each, zone=zone, at=call.now) for each in found]


async def planned(call: Call, window: Window, filters: Filters) -> list[CalendarEntry]:
    """What plans will make in the window. Whose it will be is the plan's word: rotation may say otherwise by then."""
    if not (filters.forecast and call.may("plans:read")):
        return []
    since, until = window.since.date() - A_DAY, min(window.until, call.now + FORESEEN).date() + A_DAY
    if until < since:
        return []
    plan_ids, site_ids = filters.plan_ids or None, filters.site_ids or None
    times = await planning.forecast(call, since, until, plan_ids=plan_ids, site_ids=site_ids)
    coming = [each for each in times if each.state is planning.OccurrenceState.FORECAST and _in_hands(each, filters)]
    plans = await planning.plans_of(call, sorted({each.plan_id for each in coming}))
    names = await store.names(call, {i for e in coming for i in (e.site_id, e.assignee_id, e.crew_id) if i})
    found = [_coming(each, plans[each.plan_id], names) for each in coming]
    return [each for each in found if rules.is_within(each, window) and rules.is_of_kind(each, filters.kinds)]


def _in_hands(time: planning.PlannedTime, filters: Filters) -> bool:
    hands = ((filters.staff_ids, time.assignee_id), (filters.crew_ids, time.crew_id))
    return all(not wanted or holder in wanted for wanted, holder in hands)


def _coming(time: planning.PlannedTime, plan: planning.KeptPlan, names: dict[UUID, str]) -> CalendarEntry:
    return CalendarEntry(
        type=EntryKind.OCCURRENCE,
        key=time.key,
        title=time.title,
        status=time.state,
        priority=plan.work.priority,
        kind=plan.work.kind or "preventive",
        on=time.due_on if time.due_at is None else None,
        starts_at=time.due_at,
        due_at=time.due_at,
        time_zone=time.zone,
        site_id=time.site_id,
        site_name=names.get(time.site_id) if time.site_id else None,
        assignee_id=time.assignee_id,
        assignee_name=names.get(time.assignee_id) if time.assignee_id else None,
        crew_id=time.crew_id,
        crew_name=names.get(time.crew_id) if time.crew_id else None,
        plan_id=time.plan_id,
        estimated_hours=time.estimated_hours,
        version=plan.version,
    )


async def meant(call: Call, filters: Filters) -> Filters:
    """`filters` with who is meant by "me" and "mine"; for somebody who is nobody there, that is nobody."""
    me = call.caller.staff_id or NOBODY
    staff_ids = [*filters.staff_ids, *([me] if filters.mine else [])]
    crews = (await store.crews_of(call, me) or [NOBODY]) if filters.my_crews else []
    return msgspec.structs.replace(filters, staff_ids=staff_ids, crew_ids=[*filters.crew_ids, *crews])
