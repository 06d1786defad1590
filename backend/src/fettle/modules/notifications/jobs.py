"""Background work: following the feed, meeting obligations, and the post."""

from datetime import datetime
from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.notifications.actions import delivering, keeping, links, obliging, reminding, telling
from fettle.modules.notifications.rules.telling import FOLLOWED
from fettle.queue import Work, follower, job, sweep


@follower("notifications.tell", *FOLLOWED)
async def tell(call: Call, events: list[FeedEvent]) -> None:
    """Tell people what has happened."""
    await telling.tell(call, events, links.status_pages)


@follower("notifications.oblige", *obliging.FOLLOWED)
async def oblige(call: Call, events: list[FeedEvent]) -> None:
    """Keep obligations as work and warranties stand."""
    await obliging.oblige(call, events)


@sweep("notifications.remind", every=30, due="app.tenants_with_due_reminders")
async def remind(work: Work) -> None:
    """Meet the obligations that are due."""
    await reminding.remind_all(work)


@sweep("notifications.forget", every=86_400)
async def forget(call: Call) -> None:
    """Forget what was told long ago."""
    await keeping.forget(call)


@job("notifications.deliver", attempts=12, seconds=60)
async def deliver(work: Work, *, delivery_id: UUID) -> None:
    """Carry out one delivery."""
    await delivering.deliver(work, work.services["post_office"], delivery_id)


@job("notifications.digest", attempts=12, seconds=60)
async def digest(work: Work, *, user_id: UUID, due_at: datetime) -> None:
    """Send somebody's daily mail."""
    await delivering.digest(work, work.services["post_office"], user_id, due_at)


@job("notifications.receipt", attempts=6, seconds=60)
async def receipt(work: Work, *, delivery_id: UUID) -> None:
    """Ask what became of a message to a phone."""
    await delivering.receipt(work, work.services["post_office"], delivery_id)


JOBS = [tell, oblige, remind, forget, deliver, digest, receipt]
