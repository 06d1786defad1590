"""What webhooks do in the background."""

from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.webhooks.actions import following, sending
from fettle.queue import Work, follower, job, sweep


@follower("webhooks", "*")
async def follow(call: Call, events: list[FeedEvent]) -> None:
    """Put each event in line for every webhook that it goes to."""
    await following.follow(call, events)


@job("webhooks.send", seconds=150)
async def send(work: Work, *, webhook_id: UUID) -> None:
    """Send what is due to one webhook."""
    services = work.services
    await sending.send_due(work, webhook_id, outbound=services["outbound"], key=services["settings"].secret_bytes)


@sweep("webhooks.rescue", every=300, due="app.tenants_with_overdue_webhooks")
async def rescue(call: Call) -> None:
    """Wake webhooks for which something should have been sent long ago."""
    await sending.rescue(call)


@sweep("webhooks.forget", every=3600, due="app.tenants_with_old_deliveries")
async def forget(call: Call) -> None:
    """Forget deliveries of more than 30 days ago."""
    await sending.forget(call)


JOBS = [follow, send, rescue, forget]
