"""What maintenance plans do to work: many work orders at once, and more for one that is still open."""

from collections.abc import Iterable, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.records import NewWorkOrder, WorkOrder, WorkOrderTemplate
from fettle.modules.work_orders.rules import changes
from fettle.modules.work_orders.rules import planned as rules
from fettle.modules.work_orders.rules import tasks as task_rules
from fettle.modules.work_orders.store import tasks as task_store
from fettle.modules.work_orders.store import templates as template_store
from fettle.modules.work_orders.store import work_orders as store


async def templates_of(call: Call, template_ids: Iterable[UUID]) -> dict[UUID, WorkOrderTemplate]:
    """These templates by id, deleted ones too: what was planned from one is still to be done. Who plans has asked."""
    wanted = sorted(set(template_ids))
    return {each.id: each for each in await template_store.many(call, wanted)} if wanted else {}


async def create_planned(call: Call, planned: Sequence[NewWorkOrder]) -> list[WorkOrder]:
    """Create work orders with the ids, sites and tasks that they name, their templates already applied.

    A fixed number of statements, an event for each. Who plans has looked whether what they name is there.
    """
    call.must("work_orders:create")
    if not planned:
        return []
    names = await task_store.names_of(call, (task.task_code_id for each in planned for task in each.tasks))
    tasks = [task for each in planned for task in rules.tasks_of(each, names, ids=call.new_id)]
    # The number comes last: from here to the commit, others who create work in this tenant wait for it.
    first = await tenancy.next_number(call, "work_order", len(planned))
    made = [
        rules.work_order(each, number=first + place, at=call.now, by=call.user_id) for place, each in enumerate(planned)
    ]
    await store.insert(call, made, (change for each in made for change in changes.created(each)))
    await task_store.insert(call, tasks, rules.created_tasks(tasks, {each.id: each.site_id for each in made}))
    return made


async def extend(call: Call, work_order_id: UUID, new: NewWorkOrder) -> bool:
    """Add to an open work order the tasks, assets and materials of `new` that it lacks; whether it was still open."""
    call.must("work_orders:write")
    before = (await store.lock_many(call, [work_order_id])).get(work_order_id)
    if before is None or not rules.is_open(before):
        return False
    names = await task_store.names_of(call, (task.task_code_id for task in new.tasks))
    more = rules.missing(await task_store.of_work_order(call, work_order_id), new.tasks, names)
    first = await task_store.next_position(call, work_order_id)
    tasks = task_rules.compose(more, names, work_order_id=work_order_id, first=first, ids=call.new_id)
    await task_store.insert(call, tasks, task_rules.created(tasks, before.site_id))
    after = rules.extended(before, new)
    if after != before:
        written = changes.next_version(after, by=call.user_id, at=call.now)
        await store.save(call, [before], [written], [changes.changed("extended", before, written)])
        await store.set_assets(call, [written], ())
    return True
