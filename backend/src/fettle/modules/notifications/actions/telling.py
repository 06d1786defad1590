"""Following the feed: who is told what of what has happened."""

from collections.abc import Awaitable, Callable, Collection, Sequence
from uuid import UUID

from fettle.db.call import Call
from fettle.db.reading import FeedEvent
from fettle.modules.notifications.actions import posting
from fettle.modules.notifications.records import Seen
from fettle.modules.notifications.rules import happenings, telling
from fettle.modules.notifications.store import people as people_store
from fettle.modules.notifications.store import subjects

Links = Callable[[Call, Collection[UUID]], Awaitable[dict[UUID, str]]]


async def tell(call: Call, events: Sequence[FeedEvent], links: Links) -> None:
    """Tell everybody whom it concerns of what these events say; events that were told before tell nobody again.

    `links` gives the public pages of requests, for those who asked without an account.
    """
    call.must("*")
    loud = happenings.loud(events)
    if not loud:
        return
    async with call.posting():
        seen = await _look_up(call, loud)
        notices = [notice for event in loud for notice in telling.notices(event, seen)]
        pages = await links(call, {each.subject_id for each in notices if each.address is not None and each.subject_id})
        await posting.post(call, telling.with_links(notices, pages))


async def _look_up(call: Call, events: Sequence[FeedEvent]) -> Seen:
    """All that the events of a batch are about, in a fixed number of queries."""
    of_work = happenings.subjects(events, "work_order", "comment", "escalation")
    of_work |= {each for event in events if (each := happenings.uuid_of(event, "work_order_id")) is not None}
    work = await subjects.work(call, of_work)
    asked = await subjects.asked(call, happenings.subjects(events, "work_request", "comment"), list(work))
    things = await subjects.things(call, happenings.subjects(events, "asset"))
    parents = {each for event in events if (each := happenings.uuid_of(event, "parent_id")) is not None}
    actors = {event.actor_user_id for event in events if event.actor_user_id is not None}
    actors |= {each.requested_by for each in asked.values() if each.requested_by is not None}
    files = await subjects.files(call, {event.entity_id for event in events if event.entity == "file"})
    names = await people_store.names(call, actors)
    names |= await subjects.plans(call, happenings.subjects(events, "maintenance_plan"))
    authors = await subjects.authors(call, parents)
    authors |= {file_id: uploader for file_id, _, uploader in files if uploader is not None}
    names |= {file_id: name for file_id, name, _ in files}
    return Seen(work=work, asked=asked, things=things, names=names, authors=authors)
