"""Noticing that work leaves somebody's calendar."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.calendar.records import FeedKind
from fettle.modules.calendar.rules import feeds as rules
from fettle.modules.calendar.store import departures as store

HOLDERS = {"assignee_id": FeedKind.PERSON, "crew_id": FeedKind.CREW, "site_id": FeedKind.SITE}
SILENT = frozenset({"import", "cli"})


async def notice(call: Call, events: Iterable[FeedEvent]) -> None:
    """Keep what work orders lost their person, crew or site by `events`, for those who have it in their calendar."""
    for event in events:
        if event.actor_via not in SILENT:
            await _notice(call, event)


async def forget(call: Call) -> None:
    """Forget what left long enough ago for every calendar program to have heard of it."""
    await store.forget(call, before=call.now - timedelta(days=rules.KEPT_DAYS))


async def _notice(call: Call, event: FeedEvent) -> None:
    for field, holder in HOLDERS.items():
        former = event.before.get(field)
        if former is not None and event.after.get(field, former) != former:
            await store.note(
                call,
                work_order_id=event.entity_id,
                holder=holder,
                holder_id=UUID(former),
                site_id=event.before.get("site_id") or event.site_id,
                sequence=event.after.get("version", 1),
                at=event.at,
            )
