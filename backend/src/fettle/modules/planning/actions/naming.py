"""Checking what a plan names before it is written."""

from collections.abc import Iterator
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.refusals import Fault, Invalid
from fettle.modules.assets import public as assets
from fettle.modules.planning.actions import facts
from fettle.modules.planning.records import KeptPlan
from fettle.modules.planning.store import facts as store
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders

Named = tuple[str, str, UUID, str | None]


async def must_be_known(call: Call, plan: KeptPlan, before: KeptPlan | None) -> None:
    """Raise `Invalid` naming every place, asset, meter, person, code and template that the caller cannot name.

    What the plan had `before` may stay.
    """
    await _places(call, plan, before)
    await _meters(call, plan, before)
    had = set(_people(before)) if before else set()
    had_ids = {each[2] for each in had}
    await tenancy.must_have_all(call, [each for each in _people(plan) if each[2] not in had_ids])
    template_id = plan.work.template_id
    if template_id and (before is None or before.work.template_id != template_id):
        template = (await work_orders.templates_of(call, [template_id])).get(template_id)
        if template is None or template.deleted_at is not None:
            raise Invalid.at("/work/templateId", "unknown", "no such record")


async def _places(call: Call, plan: KeptPlan, before: KeptPlan | None) -> None:
    old_assets = set(before.asset_ids) if before else set()
    new = {f"/assetIds/{place}": each for place, each in enumerate(plan.asset_ids) if each not in old_assets}
    site_id = plan.site_id if before is None or before.site_id != plan.site_id else None
    location_id = plan.location_id if before is None or before.location_id != plan.location_id else None
    sites, locations = {"/siteId": site_id}, {"/locationId": location_id}
    await assets.must_see(call, sites=sites, locations=locations, assets=new)
    if plan.site_id is None and call.caller.site_scope is not None:
        raise Invalid.at("/siteId", "required", "say at which of your sites")
    if plan.location_id is not None and plan.site_id is None:
        raise Invalid.at("/siteId", "required", "say at which site the location is")
    if location_id is not None and not await store.is_at(call, location_id, plan.site_id):
        raise Invalid.at("/locationId", "elsewhere", "is not at this site")


async def _meters(call: Call, plan: KeptPlan, before: KeptPlan | None) -> None:
    named = facts.meter_ids(plan) - (facts.meter_ids(before) if before else set())
    known = {row[0] for row in await store.meters(call, sorted(named), [], [])} if named else set()
    faults = [
        Fault(f"/triggers/{place}/meterId", "unknown", "no such record")
        for place, each in enumerate(plan.triggers)
        if (meter := getattr(each, "meter_id", None)) in named and meter not in known
    ]
    if faults:
        raise Invalid("Some records that are named here do not exist.", faults=faults)


def _people(plan: KeptPlan) -> Iterator[Named]:
    work = plan.work
    if work.assignee_id:
        yield "/work/assigneeId", "staff", work.assignee_id, None
    if work.crew_id:
        yield "/work/crewId", "crews", work.crew_id, None
    if work.gl_code_id:
        yield "/work/glCodeId", "gl_codes", work.gl_code_id, None
    for place, task in enumerate(work.tasks):
        if task.task_code_id:
            yield f"/work/tasks/{place}/taskCodeId", "task_codes", task.task_code_id, None
    for place, staff_id in enumerate(plan.rotation):
        yield f"/rotation/{place}", "staff", staff_id, None
