"""Plans over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar.di import Provide
from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.recurrence.text import UnreadableRule
from fettle.modules.planning.actions import forecasting
from fettle.modules.planning.actions import plans as actions
from fettle.modules.planning.records import Forecast, ListedPlan, PlanDetail, PlanFilters, PlanPreview, ReadRule
from fettle.modules.planning.rules import ImpossiblePlan
from fettle.modules.planning.rules.plans import PlanIsLive, PlanNotLive
from fettle.modules.planning.wire.filters import Ids, plan_filters
from fettle.modules.planning.wire.plans import CopyBody, PlanBody, PlanPatch
from fettle.modules.planning.wire.triggers import RuleTextBody
from fettle.web.verbs import delete, get, patch, post

ONE = "/maintenance-plans/{plan_id:uuid}"
FILTERS = {"filters": Provide(plan_filters, sync_to_thread=False)}
Language = Annotated[
    str | None, QueryParameter(name="language", max_length=20, description="Of the words; the tenant's unless given.")
]
Months = Annotated[int, QueryParameter(name="months", ge=1, le=24)]
Sites = Annotated[Ids, QueryParameter(name="siteId")]
Crews = Annotated[Ids, QueryParameter(name="crewId")]


@get("/maintenance-plans", may="plans:read", dependencies=FILTERS)
async def list_maintenance_plans(call: Call, filters: PlanFilters, page: PageRequest) -> Page[ListedPlan]:
    """List maintenance plans.

    Deleted ones are listed for people with the permission `plans:write`.
    """
    return await actions.page(call, filters, page)


@post("/maintenance-plans", may="plans:write", refuses=[ImpossiblePlan])
async def create_maintenance_plan(call: Call, data: PlanBody) -> PlanDetail:
    """Create a maintenance plan; nothing falls due for what lies before today."""
    return await actions.create(call, data.to_record())


@post("/maintenance-plans/preview", may="plans:read", status_code=200, refuses=[ImpossiblePlan])
async def preview_maintenance_plan(call: Call, data: PlanBody, language: Language = None) -> PlanPreview:
    """Say what a plan would do before it is saved: its rule in words, its next twelve dates, and what to mind."""
    return await forecasting.preview(call, data.to_record(), language)


@post("/maintenance-plans/read-rule", may="plans:read", status_code=200, refuses=[UnreadableRule])
async def read_recurrence_rule(call: Call, data: RuleTextBody) -> ReadRule:
    """Read a recurrence rule (RRULE) of another program as the series of a trigger, with its next twelve dates.

    RFC 5545 leaves out months that lack the day; here such a day is clamped to the month's last one, unless
    `shortMonths` is `refuse`: then a rule that would mean another thing is refused. Nothing comes more than daily.
    """
    return await forecasting.read_rule(call, data.rule, data.anchor, data.short_months, data.language)


@get("/maintenance-plans/forecast", may="plans:read")
async def forecast_maintenance_plans(
    call: Call, months: Months = 12, site_ids: Sites = None, crew_ids: Crews = None
) -> Forecast:
    """Foresee the hours and materials that plans will ask for, by month, site and crew.

    What was made and is not done yet counts in the month in which it is due, in the present one where it is late.
    """
    return await forecasting.workload(call, months=months, site_ids=site_ids, crew_ids=crew_ids)


@get(ONE, may="plans:read")
async def get_maintenance_plan(call: Call, plan_id: UUID, language: Language = None) -> PlanDetail:
    """Get a plan with its rule in words and its next twelve dates."""
    return await actions.get(call, plan_id, lang=language)


@patch(ONE, may="plans:write", refuses=[ImpossiblePlan])
async def update_maintenance_plan(call: Call, plan_id: UUID, data: PlanPatch, version: int) -> PlanDetail:
    """Edit a plan: what was dealt with is never due again, what did not change goes on as it was."""
    return await actions.update(call, plan_id, data.changes(), version=version)


@delete(ONE, may="plans:write")
async def delete_maintenance_plan(call: Call, plan_id: UUID, version: int) -> None:
    """Delete a plan; what it has made stays. It can be restored."""
    await actions.delete(call, plan_id, version=version)


@post(f"{ONE}/restore", may="plans:write", status_code=200)
async def restore_maintenance_plan(call: Call, plan_id: UUID) -> PlanDetail:
    """Bring a deleted plan back, paused."""
    return await actions.restore(call, plan_id)


@post(f"{ONE}/pause", may="plans:write", status_code=200, refuses=[PlanNotLive])
async def pause_maintenance_plan(call: Call, plan_id: UUID) -> PlanDetail:
    """Let a plan rest; what it has made stays to be done."""
    return await actions.pause(call, plan_id)


@post(f"{ONE}/resume", may="plans:write", status_code=200, refuses=[PlanIsLive, ImpossiblePlan])
async def resume_maintenance_plan(call: Call, plan_id: UUID) -> PlanDetail:
    """Let a plan that was paused or has stopped go on; what would have been due meanwhile is not made."""
    return await actions.resume(call, plan_id)


@post(f"{ONE}/duplicate", may="plans:write")
async def duplicate_maintenance_plan(call: Call, plan_id: UUID, data: CopyBody) -> PlanDetail:
    """Copy a plan, paused, with none of its history."""
    return await actions.duplicate(call, plan_id, data.name)


@post(f"{ONE}/generate", may="plans:write", status_code=202, refuses=[PlanNotLive])
async def generate_maintenance_plan(call: Call, plan_id: UUID) -> PlanDetail:
    """Have the next occurrence made now, ahead of its date, which then passes without another."""
    return await actions.generate(call, plan_id)


ROUTES = [
    list_maintenance_plans,
    create_maintenance_plan,
    preview_maintenance_plan,
    read_recurrence_rule,
    forecast_maintenance_plans,
    get_maintenance_plan,
    update_maintenance_plan,
    delete_maintenance_plan,
    restore_maintenance_plan,
    pause_maintenance_plan,
    resume_maintenance_plan,
    duplicate_maintenance_plan,
    generate_maintenance_plan,
]
