"""Looking ahead: a plan before it is saved, what plans will make and when, and how much work that will be."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from itertools import groupby, islice
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.recurrence.series import dates, months_later
from fettle.kit.recurrence.text import ShortMonths, from_text, to_text
from fettle.kit.recurrence.words import language_of, series_in_words
from fettle.kit.recurrence.zones import Due, local_day
from fettle.kit.refusals import Invalid
from fettle.modules.planning import rules
from fettle.modules.planning.actions import facts
from fettle.modules.planning.actions.naming import must_be_known
from fettle.modules.planning.actions.plans import kept
from fettle.modules.planning.actions.seeing import SHOWN, foresee
from fettle.modules.planning.records import (
    OPEN,
    Coming,
    Forecast,
    KeptPlan,
    MonthForecast,
    Occurrence,
    OccurrenceState,
    PlannedMaterial,
    PlannedTask,
    PlannedTime,
    PlanPreview,
    PlanTerms,
    ReadRule,
)
from fettle.modules.planning.store import occurrences as occurrence_store
from fettle.modules.planning.store import plans as store
from fettle.modules.planning.store import schedules as schedule_store
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders

READ = "plans:read"
MOST_DAYS = 800
MOST_OF_A_PLAN = 1_000


async def preview(call: Call, terms: PlanTerms, lang: str | None) -> PlanPreview:
    """What a plan would do, before it is saved: its rule in words, the next dates, and what to mind."""
    call.must(READ)
    plan = await kept(call, terms)
    today = local_day(call.now, plan.zone)
    rules.check(plan, today=today)
    await must_be_known(call, plan, None)
    progress = rules.begin(plan, today, await facts.points(call, plan))
    return await foresee(call, plan, progress, lang)


async def read_rule(call: Call, text: str, anchor: date, short_months: ShortMonths, lang: str | None) -> ReadRule:
    """What a recurrence rule of another program means here: as a trigger takes it, in words, and its next dates."""
    call.must(READ)
    tenant = await tenancy.current_tenant(call)
    series = from_text(text, anchor, short_months=short_months, zone=tenant.time_zone)
    today = local_day(call.now, tenant.time_zone)
    return ReadRule(
        series=series,
        rule=to_text(series),
        words=series_in_words(series, language_of(lang or tenant.locale)),
        dates=list(islice(dates(series, after=max(today, anchor) - timedelta(days=1)), SHOWN)),
    )


async def forecast(
    call: Call,
    since: date,
    until: date,
    *,
    plan_ids: Sequence[UUID] | None = None,
    site_ids: Sequence[UUID] | None = None,
) -> list[PlannedTime]:
    """Everything that is due from `since` to `until` (local days of the sites): what was made and what is coming."""
    call.must(READ)
    if until < since or (until - since).days > MOST_DAYS:
        raise Invalid.at("?until", "range", f"must lie at most {MOST_DAYS} days after the first day")
    live = {plan.id: plan for plan in await store.live(call)}
    known = live | (await store.many(call, plan_ids) if plan_ids is not None else {})
    plans = [plan for plan in known.values() if _wanted(plan, plan_ids, site_ids)]
    found = [time for plan, coming in await _coming(call, plans, until) for time in _ahead(plan, coming, since)]
    made = await occurrence_store.between(call, [plan.id for plan in plans], since, until)
    found += [_made(known[each.plan_id], each) for each in made]
    return sorted(found, key=lambda each: (each.due_on, str(each.plan_id), each.key))


async def workload(
    call: Call, *, months: int, site_ids: Sequence[UUID] | None, crew_ids: Sequence[UUID] | None
) -> Forecast:
    """Occurrences, hours and materials that the plans of each site and crew will ask for, month by month."""
    call.must(READ)
    plans = [plan for plan in await store.live(call) if _wanted(plan, None, site_ids)]
    plans = [plan for plan in plans if crew_ids is None or plan.work.crew_id in crew_ids]
    first = call.now.date().replace(day=1)
    coming = await _coming(call, plans, months_later(first, months))
    open_now = await _unfinished(call, plans)
    templates = await work_orders.templates_of(call, (p.work.template_id for p in plans if p.work.template_id))
    parts = [(_filled(plan, templates), [*open_now.get(plan.id, []), *found]) for plan, found in coming]
    parts.sort(key=lambda part: (str(part[0].site_id), str(part[0].work.crew_id)))
    months_of = [
        MonthForecast(
            month=load.month,
            site_id=site_id,
            crew_id=crew_id,
            occurrences=load.occurrences,
            hours=load.hours,
            materials=load.materials,
        )
        for (site_id, crew_id), group in groupby(parts, key=lambda part: (part[0].site_id, part[0].work.crew_id))
        for load in rules.workload(list(group), first=first, months=months)
        if load.occurrences
    ]
    return Forecast(months=months_of)


async def plans_of(call: Call, plan_ids: Sequence[UUID]) -> dict[UUID, KeptPlan]:
    """These plans by id, deleted ones too, as far as the caller sees them."""
    call.must(READ)
    return await store.many(call, plan_ids)


async def snoozed(call: Call, work_order_ids: Sequence[UUID]) -> dict[UUID, datetime]:
    """Until when the reminders of work orders are snoozed, by work order."""
    call.must(READ)
    waiting = await occurrence_store.waiting_for(call, work_order_ids)
    return {
        each.work_order_id: each.remind_at
        for each in waiting
        if each.state is OccurrenceState.SNOOZED and each.work_order_id and each.remind_at
    }


async def _coming(call: Call, plans: Sequence[KeptPlan], until: date) -> list[tuple[KeptPlan, list[Coming]]]:
    live = [plan for plan in plans if plan.status == "live" and plan.deleted_at is None]
    schedules = await schedule_store.some(call, [plan.id for plan in live])
    pace = await facts.pace(call, live)
    known = await occurrence_store.settled_ahead(call, [plan.id for plan in live], call.now.date())
    return [
        (
            plan,
            rules.coming(
                plan,
                schedules[plan.id].progress,
                today=local_day(call.now, plan.zone),
                pace=pace,
                known=known.get(plan.id, ()),
                until=until,
                limit=MOST_OF_A_PLAN,
            ),
        )
        for plan in live
    ]


async def _unfinished(call: Call, plans: Sequence[KeptPlan]) -> dict[UUID, list[Coming]]:
    """What was made and is still to be done, as if it came today where it is late."""
    today = call.now.date()
    found: dict[UUID, list[Coming]] = {}
    far = months_later(today, 24)
    for each in await occurrence_store.between(call, [plan.id for plan in plans], date.min, far):
        if each.state in OPEN:
            due = Due(on=max(each.due_on, today), at=each.due_at)
            one = Coming(asset_id=each.asset_id, key=each.key, trigger_key=each.trigger_key, due=due)
            found.setdefault(each.plan_id, []).append(one)
    return found


def _wanted(plan: KeptPlan, plan_ids: Sequence[UUID] | None, site_ids: Sequence[UUID] | None) -> bool:
    return (plan_ids is None or plan.id in plan_ids) and (site_ids is None or plan.site_id in site_ids)


def _filled(plan: KeptPlan, templates: dict[UUID, work_orders.WorkOrderTemplate]) -> KeptPlan:
    """`plan` with the tasks, hours and materials of its template, as its work orders will have them."""
    template = templates.get(plan.work.template_id) if plan.work.template_id else None
    if template is None:
        return plan
    tasks = [PlannedTask(**msgspec.structs.asdict(task)) for task in template.tasks]
    materials = [PlannedMaterial(**msgspec.structs.asdict(each)) for each in template.planned_materials]
    work = msgspec.structs.replace(
        plan.work,
        tasks=(*tasks, *plan.work.tasks),
        materials=(*materials, *plan.work.materials),
        estimated_hours=plan.work.estimated_hours or template.estimated_hours,
    )
    return msgspec.structs.replace(plan, work=work)


def _ahead(plan: KeptPlan, coming: Sequence[Coming], since: date) -> list[PlannedTime]:
    return [
        PlannedTime(
            **_of_plan(plan, each.asset_id),
            key=each.key,
            state=OccurrenceState.FORECAST,
            due_on=each.due.on,
            due_at=each.due.at,
            all_day=each.due.at is None,
            estimated=each.estimated,
        )
        for each in coming
        if each.due is not None and each.due.on >= since
    ]


def _made(plan: KeptPlan, occurrence: Occurrence) -> PlannedTime:
    return PlannedTime(
        **_of_plan(plan, occurrence.asset_id),
        key=occurrence.key,
        occurrence_id=occurrence.id,
        work_order_id=occurrence.work_order_id,
        state=occurrence.state,
        due_on=occurrence.due_on,
        due_at=occurrence.due_at,
        all_day=occurrence.due_at is None,
    )


def _of_plan(plan: KeptPlan, asset_id: UUID | None) -> dict[str, Any]:
    return {
        "plan_id": plan.id,
        "plan_name": plan.name,
        "zone": plan.zone,
        "title": plan.work.title or plan.name,
        "site_id": plan.site_id,
        "assignee_id": plan.work.assignee_id,
        "crew_id": plan.work.crew_id,
        "asset_ids": list(plan.asset_ids) if asset_id is None else [asset_id],
        "estimated_hours": plan.work.estimated_hours,
    }
