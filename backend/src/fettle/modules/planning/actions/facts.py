"""Gathering what is known before plans are decided about: a fixed number of queries, however many plans there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.planning.records import AssetFact, MeterPoint, OpenWork, Plan
from fettle.modules.planning.store import facts as store
from fettle.modules.planning.store import occurrences as occurrence_store
from fettle.modules.work_orders import public as work_orders

A_YEAR = timedelta(days=366)


class Facts(msgspec.Struct, kw_only=True):
    """What is known of the records that plans name, and of what they have made."""

    alive: set[UUID]
    assets: dict[UUID, AssetFact]
    templates: dict[UUID, work_orders.WorkOrderTemplate]
    open: dict[UUID, list[OpenWork]] = {}
    known: dict[UUID, set[str]] = {}


async def gather(call: Call, plans: Sequence[Plan]) -> Facts:
    """What making work for these plans needs to know."""
    templates = await work_orders.templates_of(call, (p.work.template_id for p in plans if p.work.template_id))
    tasks = [task for plan in plans for task in plan.work.tasks]
    tasks_of_templates = [task for template in templates.values() for task in template.tasks]
    ids = {
        "sites": [p.site_id for p in plans if p.site_id],
        "locations": [p.location_id for p in plans if p.location_id],
        "meters": sorted({meter for plan in plans for meter in meter_ids(plan)}),
        "staff": sorted({each for p in plans for each in [*p.rotation, p.work.assignee_id] if each}),
        "crews": [p.work.crew_id for p in plans if p.work.crew_id],
        "gl_codes": [
            *(p.work.gl_code_id for p in plans if p.work.gl_code_id),
            *(template.gl_code_id for template in templates.values() if template.gl_code_id),
        ],
        "task_codes": [
            *(task.task_code_id for task in tasks if task.task_code_id),
            *(task.task_code_id for task in tasks_of_templates if task.task_code_id),
        ],
    }
    open_work: dict[UUID, list[OpenWork]] = {}
    plan_ids = [plan.id for plan in plans]
    for each in await occurrence_store.open_work(call, plan_ids):
        open_work.setdefault(each.plan_id, []).append(each)
    return Facts(
        alive=await store.alive(call, ids),
        assets=await store.assets(call, sorted({asset for plan in plans for asset in plan.asset_ids})),
        templates=templates,
        open=open_work,
        known=await occurrence_store.settled_ahead(call, plan_ids, call.now.date() - timedelta(days=2)),
    )


def meter_ids(plan: Plan) -> set[UUID]:
    """The meters that a plan names by id."""
    return {meter for each in plan.triggers if (meter := getattr(each, "meter_id", None)) is not None}


def meter_names(plan: Plan) -> set[str]:
    """The names by which a plan finds the meters of its assets."""
    return {name for each in plan.triggers if (name := getattr(each, "meter_name", None)) is not None}


async def points(call: Call, plan: Plan) -> list[MeterPoint]:
    """The newest reading of each meter that the plan goes by."""
    names = meter_names(plan)
    if not names and not meter_ids(plan):
        return []
    return await store.newest(call, sorted(meter_ids(plan)), plan.asset_ids, sorted(names))


async def pace(call: Call, plans: Iterable[Plan]) -> Mapping[UUID, Decimal]:
    """The average use of the plans' meters in the last year, in units a day."""
    wanted: set[UUID] = set()
    for plan in plans:
        wanted |= meter_ids(plan)
        if names := meter_names(plan):
            wanted |= {row[0] for row in await store.meters(call, [], plan.asset_ids, sorted(names))}
    since: date = call.now.date() - A_YEAR
    return await store.pace(call, sorted(wanted), since)


async def meter_words(call: Call, plans: Iterable[Plan]) -> dict[UUID, str]:
    """The names of the meters that plans name by id."""
    wanted = sorted({meter for plan in plans for meter in meter_ids(plan)})
    return {row[0]: row[1] for row in await store.meters(call, wanted, [], [])} if wanted else {}
