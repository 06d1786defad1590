"""Making what is due in the background, many plans at once; one that cannot be made never stops the others."""

from uuid import UUID

import structlog

from fettle.modules.planning.actions import making
from fettle.modules.planning.store import schedules
from fettle.queue import Work, enqueue

MOST_ROUNDS = 40
log = structlog.get_logger("fettle.planning")


async def make_due(work: Work) -> None:
    """Make everything that is due, batch by batch; what is left after a while goes on in another job."""
    for _ in range(MOST_ROUNDS):
        if not await _batch(work):
            return
    async with work.open() as call:
        await enqueue(call, making.MAKE_DUE, once=making.MAKE_DUE)


async def make_ahead(work: Work, plan_id: UUID) -> None:
    """Make the next occurrence of a plan before its time."""
    async with work.open() as call:
        await making.ahead(call, plan_id)


async def _batch(work: Work) -> bool:
    """Whether anything was due. A batch that fails as a whole is made plan by plan."""
    try:
        async with work.open() as call:
            return await making.due(call) > 0
    except Exception as error:
        log.warning("batch of plans failed", reason=str(error))
    async with work.open() as call:
        due = [each.plan_id for each in await schedules.take_due(call, limit=making.MOST_PLANS)]
    for plan_id in due:
        await _alone(work, plan_id)
    return bool(due)


async def _alone(work: Work, plan_id: UUID) -> None:
    try:
        async with work.open() as call:
            held = await schedules.lock(call, [plan_id])
            await making.make(call, list(held.values()))
    except Exception as error:
        log.error("plan cannot be made", plan=str(plan_id), exc_info=error)
        async with work.open() as call:
            await making.mark_broken(call, plan_id)
