"""What escalation does in the background."""

from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.escalation.actions import raising
from fettle.queue import Work, follower, job, sweep


@follower("escalation", "work_order.*", "comment.created")
async def follow(call: Call, events: list[FeedEvent]) -> None:
    """Look again at the work that something happened to."""
    await raising.follow(call, events)


@job("escalation.watch", seconds=1800)
async def watch(work: Work, *, rule_id: UUID) -> None:
    """Look at all open work with one rule."""
    await raising.watch_all(work, rule_id)


@sweep("escalation.raise", every=60, due="app.tenants_with_due_escalations", seconds=900)
async def raise_due(work: Work) -> None:
    """Take every step that is due."""
    await raising.raise_due(work)


JOBS = [follow, watch, raise_due]
