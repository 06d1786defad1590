"""Many work orders and requests at once, with their past: for imports."""

import re
from collections.abc import Iterable, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.records import CalledWorkOrder, HistoricRequest, HistoricWorkOrder
from fettle.modules.work_orders.rules import changes
from fettle.modules.work_orders.rules import imported as rules
from fettle.modules.work_orders.rules import requests as request_rules
from fettle.modules.work_orders.rules import tasks as task_rules
from fettle.modules.work_orders.store import requests as request_store
from fettle.modules.work_orders.store import tasks as task_store
from fettle.modules.work_orders.store import work_orders as store

IMPORT = "imports:run"
NUMBER = re.compile(r"[1-9][0-9]{0,17}")


async def create_many(call: Call, historic: Sequence[HistoricWorkOrder]) -> None:
    """Create work orders in any status, dates as given; a fixed number of statements, an event for each."""
    call.must(IMPORT)
    if not historic:
        return
    names = await task_store.names_of(call, (task.task_code_id for each in historic for task in each.tasks))
    first = await tenancy.next_number(call, "work_order", len(historic))
    made = [
        rules.work_order(each, number=first + place, by=call.user_id, at=call.now)
        for place, each in enumerate(historic)
    ]
    await store.insert(call, made, (change for each in made for change in changes.created(each)))
    tasks = [task for each in historic for task in rules.tasks_of(each, names, ids=call.new_id)]
    sites = {each.id: each.site_id for each in made}
    events = (change for task in tasks for change in task_rules.created([task], sites[task.work_order_id]))
    await task_store.insert(call, tasks, events)


async def update_many(call: Call, historic: Sequence[HistoricWorkOrder]) -> int:
    """Bring work orders to what is given, through every status between, and say how many changed.

    Tasks stay as they are. Raises `NotPossibleNow` when one cannot get to its status, `NotFound` when one is not there.
    """
    call.must(IMPORT)
    known = await store.lock_many(call, [each.id for each in historic])
    store.must_have_all(known, [each.id for each in historic])
    steps = [list(rules.catch_up(known[each.id], each, by=call.user_id, at=call.now)) for each in historic]
    for together in rules.rounds(steps):
        events = [changes.changed(step.verb, step.before, step.after) for step in together]
        await store.save(call, [step.before for step in together], [step.after for step in together], events)
        if moved := rules.relinked(together, "asset_ids"):
            await store.set_assets(call, moved, ())
        if tagged := rules.relinked(together, "tag_ids"):
            await store.set_tags(call, tagged, ())
    return sum(bool(each) for each in steps)


async def create_requests(call: Call, historic: Sequence[HistoricRequest]) -> None:
    """Create requests in any status, dates as given; a fixed number of statements, an event for each."""
    call.must(IMPORT)
    if not historic:
        return
    first = await tenancy.next_number(call, "work_request", len(historic))
    made = [
        rules.request(each, number=first + place, by=call.user_id, at=call.now) for place, each in enumerate(historic)
    ]
    await request_store.insert(call, made, [request_rules.created(each) for each in made])


async def update_requests(call: Call, historic: Sequence[HistoricRequest]) -> int:
    """Bring requests to what is given, and say how many changed. Raises `NotFound` when one is not there."""
    call.must(IMPORT)
    known = await request_store.lock_many(call, [each.id for each in historic])
    request_store.must_have_all(known, [each.id for each in historic])
    pairs = [
        (known[each.id], rules.catch_up_request(known[each.id], each, by=call.user_id, at=call.now))
        for each in historic
    ]
    changed = [(before, after) for before, after in pairs if after != before]
    if changed:
        events = [request_rules.changed("updated", before, after) for before, after in changed]
        await request_store.save(call, [b for b, _ in changed], [a for _, a in changed], events)
    return len(changed)


async def count_by_status(call: Call, work_order_ids: Sequence[UUID]) -> dict[str, int]:
    """How many of these work orders stand in each status."""
    call.must("work_orders:read")
    return await store.count_by_status(call, work_order_ids)


async def count_requests_by_status(call: Call, request_ids: Sequence[UUID]) -> dict[str, int]:
    """How many of these requests stand in each status."""
    call.must("requests:read")
    return await request_store.count_by_status(call, request_ids)


async def called(call: Call, names: Iterable[str]) -> dict[str, list[CalledWorkOrder]]:
    """The work orders with these references; what is nobody's reference is taken as a number."""
    call.must("work_orders:read")
    wanted = sorted(set(names))
    found: dict[str, list[CalledWorkOrder]] = {}
    for each in await store.referenced(call, wanted):
        found.setdefault(each.called, []).append(each)
    numbers = [int(name) for name in wanted if name not in found and NUMBER.fullmatch(name)]
    return found | {each.called: [each] for each in await store.numbered(call, numbers)}
