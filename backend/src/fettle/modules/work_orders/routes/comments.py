"""Conversations over HTTP."""

from uuid import UUID

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.work_orders.actions import comments as actions
from fettle.modules.work_orders.records import Comment
from fettle.modules.work_orders.rules.comments import NotYourComment
from fettle.modules.work_orders.wire.tasks import CommentBody, CommentPatch
from fettle.web.verbs import delete, get, patch, post


@get("/work-orders/{work_order_id:uuid}/comments", may="work_orders:read")
async def list_work_order_comments(call: Call, work_order_id: UUID, page: PageRequest) -> Page[Comment]:
    """List what was said about a work order and the requests that led to it, oldest first."""
    return await actions.of_work_order(call, work_order_id, page)


@post("/work-orders/{work_order_id:uuid}/comments", may="comments:create", refuses=[AlreadyExists])
async def comment_on_work_order(call: Call, work_order_id: UUID, data: CommentBody) -> Comment:
    """Say something about a work order."""
    return await actions.on_work_order(call, work_order_id, data.to_record())


@get("/work-requests/{request_id:uuid}/comments", may=None)
async def list_work_request_comments(call: Call, request_id: UUID, page: PageRequest) -> Page[Comment]:
    """List what was said about a request and its duplicates, oldest first.

    Without the permission `requests:read` people see of what they asked for themselves what is public, mentions them
    or is theirs.
    """
    return await actions.of_request(call, request_id, page)


@post("/work-requests/{request_id:uuid}/comments", may="comments:create", refuses=[AlreadyExists])
async def comment_on_work_request(call: Call, request_id: UUID, data: CommentBody) -> Comment:
    """Say something about a request."""
    return await actions.on_request(call, request_id, data.to_record())


@patch("/comments/{comment_id:uuid}", may="comments:create", refuses=[NotYourComment])
async def update_comment(call: Call, comment_id: UUID, data: CommentPatch, version: int) -> Comment:
    """Change what you said."""
    return await actions.edit(call, comment_id, data.body, version=version)


@delete("/comments/{comment_id:uuid}", may="comments:create", refuses=[NotYourComment])
async def delete_comment(call: Call, comment_id: UUID, version: int) -> None:
    """Take back what you said; who may edit work orders removes anybody's."""
    await actions.remove(call, comment_id, version=version)


ROUTES = [
    list_work_order_comments,
    comment_on_work_order,
    list_work_request_comments,
    comment_on_work_request,
    update_comment,
    delete_comment,
]
