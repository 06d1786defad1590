"""Keeping notifications for a while."""

from datetime import timedelta

from fettle.db.call import Call
from fettle.modules.notifications.store import notifications as store

KEPT = timedelta(days=180)


async def forget(call: Call) -> None:
    """Forget what people were told half a year ago; what happened stays in the history of the records."""
    call.must("*")
    async with call.posting():
        await store.forget(call, call.now - KEPT)
