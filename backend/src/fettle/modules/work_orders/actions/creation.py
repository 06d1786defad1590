"""How work orders come to be: by hand, from a request, as a follow-up."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.refusals import Invalid
from fettle.modules.assets import public as assets
from fettle.modules.files import public as files
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.actions.references import must_be_known
from fettle.modules.work_orders.actions.seen import with_moves
from fettle.modules.work_orders.records import FollowUp, NewWorkOrder, WorkOrder, WorkOrderStatus
from fettle.modules.work_orders.rules import changes
from fettle.modules.work_orders.rules import places as place_rules
from fettle.modules.work_orders.rules import tasks as task_rules
from fettle.modules.work_orders.rules import work_orders as rules
from fettle.modules.work_orders.store import tasks as task_store
from fettle.modules.work_orders.store import templates as template_store
from fettle.modules.work_orders.store import work_orders as store


async def create(call: Call, new: NewWorkOrder) -> WorkOrder:
    """Create a work order; with `approve` it is released at once."""
    call.must("work_orders:create")
    if new.approve and not rules.may_release(new, call.permissions):
        call.must("work_orders:approve")
    rules.check_costs(new.estimated_cost, sees_costs=call.sees_costs)
    filled = await _filled(call, new)
    _, _, custom, site_id, names = await call.together(
        _must_see_followed(call, new),
        must_be_known(call, msgspec.structs.asdict(new)),
        tenancy.check_custom(call, "work_order", new.custom),
        place(call, filled),
        _task_names(call, filled),
    )
    return await _write(call, filled, custom=custom, site_id=site_id, names=names)


async def follow_up(call: Call, work_order_id: UUID, follow: FollowUp) -> WorkOrder:
    """Create a work order for what was found undone, at the same place and on the same assets."""
    call.must("work_orders:create")
    if follow.approve:
        call.must("work_orders:approve")
    followed, _ = await call.together(
        store.get(call, work_order_id), must_be_known(call, msgspec.structs.asdict(follow))
    )
    return await make(call, rules.follow_up(followed, follow), custom=followed.custom)


async def make(call: Call, new: NewWorkOrder, *, custom: Mapping[str, Any]) -> WorkOrder:
    """The work order that `new` becomes, written with its tasks, assets, tags and estimate."""
    new = await _filled(call, new)
    site_id, names = await call.together(place(call, new), _task_names(call, new))
    return await _write(call, new, custom=custom, site_id=site_id, names=names)


async def _write(
    call: Call, new: NewWorkOrder, *, custom: Mapping[str, Any], site_id: UUID | None, names: Mapping[UUID, str]
) -> WorkOrder:
    work_order_id = new.id or call.new_id()
    tasks = task_rules.compose(
        new.tasks, names, work_order_id=work_order_id, first=0, ids=call.new_id, pointer="/tasks"
    )
    # The number comes last: from here to the commit, others who create work in this tenant wait for it.
    number = await tenancy.next_number(call, "work_order")
    work_order = rules.compose(
        new,
        id=work_order_id,
        number=number,
        status=WorkOrderStatus.APPROVED if new.approve else WorkOrderStatus.NEW,
        site_id=site_id,
        custom=custom,
        by=call.user_id,
        at=call.now,
    )
    await store.insert(call, [work_order], changes.created(work_order))
    await task_store.insert(call, tasks, task_rules.created(tasks, site_id))
    if work_order.estimated_cost is not None:
        await store.set_estimate(call, work_order, changes.estimated(work_order, None))
    if new.template_id is not None:
        await files.carry(call, "work_order_template", new.template_id, "work_order", work_order.id)
    return with_moves(call, work_order)


async def place(call: Call, new: NewWorkOrder) -> UUID | None:
    """The site of `new`, once the caller is known to see every place that it names."""
    task_assets = [(f"/tasks/{place}/assetId", task.asset_id) for place, task in enumerate(new.tasks)]
    named = [(f"/assetIds/{place}", asset) for place, asset in enumerate(new.asset_ids)]
    places = place_rules.named(site_id=new.site_id, location_id=new.location_id, assets=[*named, *task_assets])
    _, derived = await call.together(assets.must_see(call, **places), _derived_site(call, new))
    if new.location_id is not None:
        place_rules.check_location(new.site_id, derived)
    return place_rules.site_for(new.site_id, derived, call.caller.site_scope)


async def _derived_site(call: Call, new: NewWorkOrder) -> UUID | None:
    """The site of the location or of the assets that are named instead of it."""
    if new.location_id is None and (not new.asset_ids or new.site_id is not None):
        return None
    return await store.site_of_place(call, new.location_id, new.asset_ids)


async def _filled(call: Call, new: NewWorkOrder) -> NewWorkOrder:
    """`new` with what its template adds."""
    if new.template_id is None:
        return new
    return rules.with_template(new, await template_store.named(call, new.template_id))


async def _must_see_followed(call: Call, new: NewWorkOrder) -> None:
    if new.follow_up_of_id is not None and not await store.sees(call, new.follow_up_of_id):
        raise Invalid.at("/followUpOfId", "unknown", "no such record")


async def _task_names(call: Call, new: NewWorkOrder) -> dict[UUID, str]:
    return await task_store.names_of(call, (task.task_code_id for task in new.tasks))
