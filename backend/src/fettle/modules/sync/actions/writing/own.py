"""What belongs to the phone's owner alone: notifications that they have read, conflicts that they have dismissed."""

from uuid import UUID

from fettle.modules.notifications import public as notifications
from fettle.modules.sync.actions import conflicts
from fettle.modules.sync.actions.writing.desk import Desk

NOTIFICATIONS, CONFLICTS = "notifications", "sync_conflicts"


async def take(desk: Desk) -> None:
    """Mark notifications as read and acknowledged; nothing else of them can be changed."""
    for sent in desk.unknown(NOTIFICATIONS):
        desk.echo(NOTIFICATIONS, sent.id)
    for sent, held in desk.known(NOTIFICATIONS):
        done = desk.judged(sent, held).apply
        if done.get("acknowledged_at") is not None and held.get("acknowledged_at") is None:
            await desk.tried(lambda sent=sent: notifications.acknowledge(desk.call, sent.uuid))  # type: ignore[misc]
        elif done.get("read_at") is not None and held.get("read_at") is None:
            await desk.tried(lambda sent=sent: notifications.read(desk.call, sent.uuid))  # type: ignore[misc]
        if done:
            # The moment is that of the server.
            desk.echo(NOTIFICATIONS, sent.id)
    for held in desk.leaving(NOTIFICATIONS):
        desk.echo(NOTIFICATIONS, held.id)
    for sent in desk.push.of(CONFLICTS).values():
        desk.echo(CONFLICTS, sent.id)
    await conflicts.dismiss_all(desk.call, [UUID(held.id) for held in desk.leaving(CONFLICTS)])
