"""Conversations: on work orders, on requests."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.work_orders.records import Comment, NewComment
from fettle.modules.work_orders.rules import comments as rules
from fettle.modules.work_orders.store import comments as store
from fettle.modules.work_orders.store import details
from fettle.modules.work_orders.store import requests as request_store
from fettle.modules.work_orders.store import work_orders as work_order_store

READ_WORK = "work_orders:read"
READ_REQUESTS = "requests:read"


async def of_work_order(call: Call, work_order_id: UUID, page: PageRequest) -> Page[Comment]:
    """The conversation on a work order and on the requests that led to it, oldest first."""
    call.must(READ_WORK)
    await details.must_exist(call, work_order_id)
    return page.page(await store.of_work_order(call, work_order_id, page), key=_position)


async def of_request(call: Call, request_id: UUID, page: PageRequest) -> Page[Comment]:
    """The conversation on a request and on its duplicates, oldest first.

    Without `requests:read` on your own, as far as it is public, said to you or yours.
    """
    reads = call.may(READ_REQUESTS)
    await request_store.find(call, request_id, reads=reads)
    return page.page(await store.of_request(call, request_id, page, reads=reads), key=_position)


async def on_work_order(call: Call, work_order_id: UUID, new: NewComment) -> Comment:
    """Say something about a work order, perhaps to somebody (`mentions`), perhaps in answer (`parentId`)."""
    call.must("comments:create")
    call.must(READ_WORK)
    about = await work_order_store.get(call, work_order_id)
    if new.parent_id is not None:
        parent = await store.find(call, new.parent_id)
        behind = await details.request_ids(call, work_order_id)
        rules.check_parent(parent, subjects=[work_order_id, *behind])
    await _check_mentions(call, new, READ_WORK, about.site_id, None)
    comment = rules.compose(new, id=new.id or call.new_id(), work_order_id=work_order_id, by=call.user_id, at=call.now)
    await store.insert(call, comment, rules.created(comment, about.site_id))
    return comment


async def on_request(call: Call, request_id: UUID, new: NewComment) -> Comment:
    """Say something about a request; without `requests:read` about your own."""
    call.must("comments:create")
    about = await request_store.find(call, request_id, reads=call.may(READ_REQUESTS))
    if new.parent_id is not None:
        rules.check_parent(await store.find(call, new.parent_id), subjects=[request_id])
    await _check_mentions(call, new, READ_REQUESTS, about.site_id, about.requested_by_id)
    comment = rules.compose(new, id=new.id or call.new_id(), work_request_id=request_id, by=call.user_id, at=call.now)
    await store.insert(call, comment, rules.created(comment, about.site_id))
    return comment


async def edit(call: Call, comment_id: UUID, body: str, *, version: int) -> Comment:
    """Change what you said."""
    call.must("comments:create")
    before = await store.lock(call, comment_id)
    await _must_see(call, before)
    after = rules.edit(before, body, version=version, by=call.user_id, at=call.now)
    await store.save(call, after, rules.edited(before, after, await store.site_of(call, comment_id)))
    return after


async def remove(call: Call, comment_id: UUID, *, version: int) -> None:
    """Take back what you said; who may edit work orders removes anybody's."""
    call.must("comments:create")
    comment = await store.lock(call, comment_id)
    await _must_see(call, comment)
    rules.remove(comment, version=version, by=call.user_id, moderates=call.may("work_orders:write"))
    await store.delete(call, comment, rules.removed(comment, await store.site_of(call, comment_id), call.now))


async def _must_see(call: Call, comment: Comment) -> None:
    """Raise `NotFound` where the comment's author and readers alone may know that it is there."""
    if comment.created_by == call.user_id and call.user_id is not None:
        return
    if comment.work_order_id is not None and not call.may(READ_WORK):
        raise rules.hidden()
    if comment.work_request_id is not None:
        await request_store.find(call, comment.work_request_id, reads=call.may(READ_REQUESTS))


async def _check_mentions(
    call: Call, new: NewComment, permission: str, site_id: UUID | None, asker: UUID | None
) -> None:
    if new.mentions:
        users = await store.reachable(call, new.mentions, permission=permission, site_id=site_id, asker=asker)
        rules.check_mentions(new.mentions, users)


def _position(comment: Comment) -> list[str]:
    return [comment.created_at.isoformat(), str(comment.id)]
