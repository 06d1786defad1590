"""The list of plans."""

from collections.abc import Sequence
from typing import Any

from fettle.db.beginnings import begin, closest
from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.found import Found
from fettle.kit.pages import PageRequest
from fettle.modules.planning.records import ListedPlan, PlanFilters, PlanSort
from fettle.modules.planning.store.plans import COLUMNS, FROM

LISTED = f"""
SELECT {COLUMNS}, s.name AS site_name,
    (SELECT count(*) FROM plan_occurrences o
     WHERE o.tenant_id = p.tenant_id AND o.plan_id = p.id AND o.state IN ('made', 'snoozed')) AS open_count
{FROM} WHERE p.tenant_id = app.tenant_id()
"""  # noqa: S608 - columns of our own
ORDERS = {
    PlanSort.NAME: Order("p.name", "text", "p.id"),
    PlanSort.NAME_DESC: Order("p.name", "text", "p.id", descending=True),
    PlanSort.CREATED: Order("p.created_at", "timestamptz", "p.id"),
    PlanSort.CREATED_DESC: Order("p.created_at", "timestamptz", "p.id", descending=True),
    PlanSort.NEXT_DUE: Order("h.next_due_on", "date", "p.id", nullable=True),
    PlanSort.NEXT_DUE_DESC: Order("h.next_due_on", "date", "p.id", descending=True, nullable=True),
}
WANTED = {
    "status": "p.status = ANY(%(status)s)",
    "site_ids": "p.site_id = ANY(%(site_ids)s)",
    "asset_ids": """p.id IN (SELECT l.plan_id FROM maintenance_plan_assets l
        WHERE l.tenant_id = app.tenant_id() AND l.asset_id = ANY(%(asset_ids)s))""",
    "assignee_ids": """(p.work->>'assigneeId' = ANY(%(assignee_ids)s::uuid[]::text[])
        OR p.rotation ?| %(assignee_ids)s::uuid[]::text[])""",
    "crew_ids": "p.work->>'crewId' = ANY(%(crew_ids)s::uuid[]::text[])",
    "q": "starts_with(app.fold(p.name), app.fold(%(q)s))",
}


FIND = f"""
SELECT p.id, p.name AS title, s.name AS subtitle, p.status FROM maintenance_plans p
LEFT JOIN sites s ON s.tenant_id = p.tenant_id AND s.id = p.site_id
WHERE p.tenant_id = app.tenant_id() AND p.deleted_at IS NULL AND {begin("p.name")}
ORDER BY {closest("p.name")}, p.id LIMIT %(most)s
"""  # noqa: S608 - conditions of our own


async def page(call: Call, filters: PlanFilters, request: PageRequest) -> list[ListedPlan]:
    """A page of plans, one more than asked for."""
    order = ORDERS[filters.sort]
    after, position = order.after(request.position)
    given: dict[str, Any] = {name: getattr(filters, name) for name in WANTED}
    wanted = [condition for name, condition in WANTED.items() if given[name] not in (None, [])]
    wanted.append(f"p.deleted_at IS {'NOT ' if filters.deleted else ''}NULL")
    if filters.troubled:
        wanted.append("p.problems <> '[]'::jsonb")
    query = " AND ".join([LISTED, *wanted, *after]) + order.by + " LIMIT %(most)s"
    return await call.all(ListedPlan, query, {**given, **position, "most": request.limit + 1})


async def one(call: Call, plan_id: Any) -> ListedPlan:
    """One plan as lists show it. Raises `NotFound`."""
    return await call.one(ListedPlan, LISTED + " AND p.deleted_at IS NULL AND p.id = %s", [plan_id])


async def find(call: Call, words: Sequence[str], *, most: int) -> list[Found]:
    """Plans by name."""
    return await call.all(Found, FIND, {"words": list(words), "most": most})
