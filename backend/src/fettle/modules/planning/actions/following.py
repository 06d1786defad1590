"""What plans follow: the end of their work, readings of their meters, and what becomes of the places they name."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.planning.actions import occurrences
from fettle.modules.planning.actions.plans import MAKE_DUE
from fettle.modules.planning.records import MeterPoint, Settling
from fettle.modules.planning.store import facts as fact_store
from fettle.modules.planning.store import plans as plan_store
from fettle.modules.planning.store import schedules as schedule_store
from fettle.queue import enqueue

ENDS = {
    "work_order.completed": Settling.COMPLETED,
    "work_order.skipped": Settling.SKIPPED,
    "work_order.cancelled": Settling.CANCELLED,
}


async def work(call: Call, events: Sequence[FeedEvent]) -> None:
    """Settle the occurrences whose work came to an end."""
    ends: dict[UUID, tuple[Settling, datetime]] = {}
    for event in events:
        said = event.after.get("completed_at")
        at = datetime.fromisoformat(said) if isinstance(said, str) else event.at
        ends[event.entity_id] = (ENDS[event.type], at)
    await occurrences.work_ended(call, ends)


async def readings(call: Call, events: Sequence[FeedEvent]) -> None:
    """Keep new readings for the plans that go by their meters, which are looked at next; each fires once."""
    points = await fact_store.readings(call, [event.entity_id for event in events])
    pairs = await fact_store.plans_of_meters(call, sorted({point.meter_id for point in points}))
    waiting: dict[UUID, list[MeterPoint]] = {}
    for plan_id, meter_id in pairs:
        waiting.setdefault(plan_id, []).extend(point for point in points if point.meter_id == meter_id)
    if waiting:
        await schedule_store.lock(call, waiting)
        await schedule_store.remember(call, waiting)
        await enqueue(call, MAKE_DUE, once=MAKE_DUE)


async def places(call: Call, events: Sequence[FeedEvent]) -> None:
    """Look again at the plans of what was deleted, brought back, moved or changed."""
    if any(event.type == "tenant.changed" for event in events):
        touched = await plan_store.live_ids(call)
    else:
        touched = await plan_store.touching(call, [event.entity_id for event in events])
    if touched:
        await schedule_store.wake(call, touched, call.now)
        await enqueue(call, MAKE_DUE, once=MAKE_DUE)
