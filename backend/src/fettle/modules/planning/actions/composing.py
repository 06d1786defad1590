"""The work order that a due plan becomes: its own words, what the template adds, and what is still there to name."""

from collections.abc import Iterator
from uuid import UUID

import msgspec

from fettle.kit.recurrence.zones import deadline
from fettle.modules.planning import rules
from fettle.modules.planning.actions.facts import Facts
from fettle.modules.planning.records import Plan, Problem, Spread, Verdict
from fettle.modules.work_orders import public as work_orders

Template = work_orders.WorkOrderTemplate


def problems_of(plan: Plan, facts: Facts) -> Iterator[Problem]:
    """What the plan names that is no longer there; its work is made without it."""
    work = plan.work
    template = facts.templates.get(work.template_id) if work.template_id else None
    if template is not None and template.deleted_at is not None:
        yield Problem.TEMPLATE_DELETED
    if any(each and each not in facts.alive for each in [work.assignee_id, *plan.rotation]):
        yield Problem.ASSIGNEE_GONE
    if work.crew_id and work.crew_id not in facts.alive:
        yield Problem.CREW_GONE
    if _gl_code(plan, template) not in {None, *facts.alive}:
        yield Problem.GL_CODE_GONE
    codes = [task.task_code_id for task in _tasks(plan, template)]
    if any(code and code not in facts.alive for code in codes):
        yield Problem.TASK_CODE_GONE
    if plan.location_id and plan.location_id not in facts.alive:
        yield Problem.LOCATION_GONE
    if any(asset not in facts.assets for asset in plan.asset_ids):
        yield Problem.SOME_ASSETS_GONE


def work_order(
    plan: Plan, verdict: Verdict, facts: Facts, *, id: UUID, occurrence_id: UUID
) -> work_orders.NewWorkOrder:
    """The work order of one occurrence. Whatever the plan names that is gone is left out."""
    work = plan.work
    template = facts.templates.get(work.template_id) if work.template_id else None
    assets = [asset for asset in _assets(plan, verdict) if asset in facts.assets]
    staff = facts.alive
    who = rules.assignee(plan, verdict.number or 0, staff)
    return work_orders.NewWorkOrder(
        id=id,
        title=work.title or (template.title if template else plan.name),
        description=work.description or (template.description if template else None),
        priority=work_orders.Priority(work.priority or (template.priority if template else "medium")),
        kind=work_orders.WorkKind(work.kind or (template.kind if template else "preventive")),
        site_id=_site(plan, assets, facts),
        location_id=plan.location_id if plan.location_id in facts.alive and verdict.asset_id is None else None,
        asset_ids=assets,
        assignee_id=who if who in staff else None,
        crew_id=work.crew_id if work.crew_id in facts.alive else None,
        due_at=deadline(verdict.due, plan.zone),
        estimated_hours=work.estimated_hours or (template.estimated_hours if template else None),
        gl_code_id=gl if (gl := _gl_code(plan, template)) in facts.alive else None,
        template_id=work.template_id,
        plan_id=plan.id,
        occurrence_id=occurrence_id,
        planned_materials=_materials(plan, template),
        tasks=list(_spread(plan, _tasks(plan, template), assets, facts)),
        approve=True,
    )


def _assets(plan: Plan, verdict: Verdict) -> list[UUID]:
    return [verdict.asset_id] if verdict.asset_id is not None else list(plan.asset_ids)


def _site(plan: Plan, assets: list[UUID], facts: Facts) -> UUID | None:
    first = facts.assets[assets[0]].site_id if assets else None
    return first if plan.spread is Spread.EACH and first else plan.site_id or first


def _gl_code(plan: Plan, template: Template | None) -> UUID | None:
    return plan.work.gl_code_id or (template.gl_code_id if template else None)


def _tasks(plan: Plan, template: Template | None) -> list[work_orders.NewTask]:
    of_template = template.tasks if template else []
    return [work_orders.NewTask(**msgspec.structs.asdict(task)) for task in [*of_template, *plan.work.tasks]]


def _materials(plan: Plan, template: Template | None) -> list[work_orders.PlannedMaterial]:
    own = [work_orders.PlannedMaterial(**msgspec.structs.asdict(each)) for each in plan.work.materials]
    return [*(template.planned_materials if template else []), *own]


def _spread(
    plan: Plan, tasks: list[work_orders.NewTask], assets: list[UUID], facts: Facts
) -> Iterator[work_orders.NewTask]:
    """Every task for each asset; where there are several assets and no tasks, each asset is a task of its own."""
    if not tasks and len(assets) > 1:
        tasks = [work_orders.NewTask()]
    on: list[UUID | None] = [*assets] or [None]
    for asset in on:
        for task in tasks:
            known = task.task_code_id if task.task_code_id in facts.alive else None
            name = facts.assets[asset].name if asset else plan.name
            title = task.title or (None if known else name)
            yield msgspec.structs.replace(task, task_code_id=known, title=title, asset_id=asset)
