"""The background work of planning."""

from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.planning.actions import following, running
from fettle.queue import Work, follower, job, sweep


@sweep("planning.make_due", every=60, due="app.tenants_with_due_plans", seconds=300)
async def make_due(work: Work) -> None:
    """Make the work orders that plans are due for."""
    await running.make_due(work)


@job("planning.make_ahead")
async def make_ahead(work: Work, *, plan_id: UUID) -> None:
    """Make the next occurrence of a plan before its time."""
    await running.make_ahead(work, plan_id)


@follower("planning.work", "work_order.completed", "work_order.skipped", "work_order.cancelled")
async def follow_work(call: Call, events: list[FeedEvent]) -> None:
    """Settle the occurrences whose work came to an end."""
    await following.work(call, events)


@follower("planning.readings", "meter_reading.recorded")
async def follow_readings(call: Call, events: list[FeedEvent]) -> None:
    """Look at the plans whose meters were read."""
    await following.readings(call, events)


@follower(
    "planning.places",
    "asset.removed",
    "asset.restored",
    "asset.changed",
    "meter.removed",
    "meter.restored",
    "site.removed",
    "site.restored",
    "site.changed",
    "location.removed",
    "tenant.changed",
)
async def follow_places(call: Call, events: list[FeedEvent]) -> None:
    """Look again at the plans of what was deleted, brought back or changed."""
    await following.places(call, events)


JOBS = [make_due, make_ahead, follow_work, follow_readings, follow_places]
