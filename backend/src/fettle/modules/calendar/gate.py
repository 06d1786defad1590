"""The gate of feeds: whoever brings the secret address sees what its owner may see now, and nothing of anybody else."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

from fettle.db.callers import Caller, system
from fettle.db.door import Door
from fettle.kit.refusals import Forbidden, NotFound, Unauthenticated
from fettle.modules.calendar.actions import feeds as actions
from fettle.modules.calendar.records import CalendarFeed
from fettle.modules.calendar.rules import feeds as rules
from fettle.modules.calendar.store import feeds as store

VIA = "calendar"
USED_EVERY = timedelta(minutes=10)
Present = Callable[[Caller], Awaitable[Caller]]


async def fetch(door: Door, present: Present, address: str, *, base_url: str) -> actions.Contents:
    """What stands in the feed at `address`.

    `present` answers with the standing that its owner has now. Raises `NotFound` for an address that is none or was
    revoked, and when its owner may not see it any more: they are all alike from outside.
    """
    feed, caller = await _found(door, address)
    try:
        owner = await present(caller)
        async with door.open(owner, read_only=True) as call:
            return await actions.contents(call, feed, base_url=base_url)
    except (Forbidden, Unauthenticated):
        raise NotFound() from None


async def _found(door: Door, address: str) -> tuple[CalendarFeed, Caller]:
    named = rules.opened(address)
    if named is None:
        raise NotFound()
    tenant_id, secret = named
    async with door.open(system(tenant_id, via=VIA)) as call:
        feed = await store.by_secret(call, actions.fingerprint(secret))
        if feed is None:
            raise NotFound()
        if feed.last_used_at is None or call.now - feed.last_used_at > USED_EVERY:
            await store.used(call, feed.id)
    return feed, Caller(tenant_id=tenant_id, user_id=feed.owner_id, via=VIA)
