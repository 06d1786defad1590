"""Work orders with their requests and costs, and requests alone."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, Loaded, chosen, met
from fettle.modules.imports.actions.loading.costs import COST, load_costs
from fettle.modules.imports.actions.loading.places import References, references, sites
from fettle.modules.work_orders import public as work_orders

SHARED = ("reference", "description", "latitude", "longitude")


async def load_work_orders(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become work orders; with `withRequest` each has the request behind it, with a cost a log entry."""
    refs = await references(call, arrivals)
    made = {arrival.id: _work_order(arrival, refs, arrival.custom) for arrival in arrivals}
    fresh, changed = chosen(arrivals, changed=False), chosen(arrivals, changed=True)
    if fresh:
        await work_orders.create_many(call, [made[arrival.id] for arrival in fresh])
    if changed:
        await work_orders.update_many(call, [made[arrival.id] for arrival in changed])
    return {
        "work_request": await _requests_behind(call, book, [a for a in fresh if a.get("withRequest")], refs),
        COST: await load_costs(call, book, arrivals, refs),
    }


async def load_requests(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become work requests."""
    refs = References(sites=await sites(call, arrivals))
    made = {arrival.id: _request(arrival, refs, arrival.custom) for arrival in arrivals}
    if fresh := chosen(arrivals, changed=False):
        await work_orders.create_requests(call, [made[arrival.id] for arrival in fresh])
    if changed := chosen(arrivals, changed=True):
        await work_orders.update_requests(call, [made[arrival.id] for arrival in changed])
    return {}


def _work_order(arrival: Arrival, refs: References, custom: dict[str, Any]) -> work_orders.HistoricWorkOrder:
    asset = refs.assets.get(arrival.get("asset"))
    task_code = refs.task_codes.get(arrival.get("taskCode"))
    tasks = [work_orders.NewTask(task_code_id=task_code, asset_id=asset)] if task_code else []
    return work_orders.HistoricWorkOrder(
        id=arrival.id,
        title=arrival.get("title"),
        status=work_orders.WorkOrderStatus(arrival.get("status")),
        priority=work_orders.Priority(arrival.get("priority") or "medium"),
        kind=work_orders.WorkKind(arrival.get("kind") or "corrective"),
        reported_at=arrival.get("reportedAt"),
        scheduled_start=arrival.get("scheduledStart"),
        due_at=arrival.get("dueAt"),
        started_at=arrival.get("startedAt"),
        completed_at=arrival.get("completedAt"),
        closed_at=arrival.get("closedAt"),
        status_note=arrival.get("statusNote"),
        estimated_hours=arrival.get("estimatedHours"),
        site_id=refs.sites.get(arrival.get("site")),
        crew_id=refs.crews.get(arrival.get("crew")),
        gl_code_id=refs.gl_codes.get(arrival.get("glCode")),
        problem_code_id=refs.problems.get(arrival.get("problemCode")),
        cause_code_id=refs.causes.get(arrival.get("causeCode")),
        remedy_code_id=refs.remedies.get(arrival.get("remedyCode")),
        asset_ids=[asset] if asset else [],
        tasks=tasks,
        custom=custom,
        **{name: arrival.get(name) for name in SHARED},
    )


def _request(arrival: Arrival, refs: References, custom: dict[str, Any]) -> work_orders.HistoricRequest:
    return work_orders.HistoricRequest(
        id=arrival.id,
        title=arrival.get("title"),
        status=work_orders.RequestStatus(arrival.get("status") or "new"),
        priority=work_orders.Priority(arrival.get("priority") or "medium"),
        reported_at=arrival.get("reportedAt"),
        site_id=refs.sites.get(arrival.get("site")),
        requester_name=arrival.get("requesterName"),
        requester_email=arrival.get("requesterEmail"),
        requester_phone=arrival.get("requesterPhone"),
        decided_at=arrival.get("decidedAt"),
        decision_note=arrival.get("decisionNote"),
        custom=custom,
        **{name: arrival.get(name) for name in SHARED},
    )


async def _requests_behind(call: Call, book: Book, arrivals: Sequence[Arrival], refs: References) -> list[Any]:
    ids: dict[UUID, UUID] = {arrival.id: call.new_id() for arrival in arrivals}
    made = [
        work_orders.HistoricRequest(
            id=ids[arrival.id],
            title=arrival.get("title"),
            status=work_orders.RequestStatus.APPROVED,
            priority=work_orders.Priority(arrival.get("priority") or "medium"),
            reported_at=arrival.get("reportedAt"),
            decided_at=arrival.get("reportedAt"),
            site_id=refs.sites.get(arrival.get("site")),
            asset_id=refs.assets.get(arrival.get("asset")),
            work_order_id=arrival.id,
            **{name: arrival.get(name) for name in SHARED},
        )
        for arrival in arrivals
    ]
    if made:
        await work_orders.create_requests(call, made)
    return [met(book, arrival, ids[arrival.id], arrival.row.digest) for arrival in arrivals]
