"""Requests over HTTP."""

from uuid import UUID

from litestar.di import Provide

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import AlreadyExists
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.actions import requests as actions
from fettle.modules.work_orders.records import (
    LikelyDuplicate,
    RequestFilters,
    WorkOrder,
    WorkRequest,
    WorkRequestCounts,
    WorkRequestDetail,
    WorkRequestRow,
)
from fettle.modules.work_orders.rules.requests import (
    AlreadyDecided,
    DeclineNeedsReason,
    MergesIntoItself,
    SurvivorDeclined,
)
from fettle.modules.work_orders.rules.work_orders import WrongOrder
from fettle.modules.work_orders.wire.bodies import ExplanationBody
from fettle.modules.work_orders.wire.filters import request_filters
from fettle.modules.work_orders.wire.requests import ApprovalBody, DuplicateBody, RequestBody, RequestPatch
from fettle.web.verbs import delete, get, patch, post

FILTERS = {"filters": Provide(request_filters, sync_to_thread=False)}


@get("/work-requests", may=None, dependencies=FILTERS)
async def list_work_requests(call: Call, filters: RequestFilters, page: PageRequest) -> Page[WorkRequestRow]:
    """List requests, newest or best match first.

    Without the permission `requests:read` people see what they asked for themselves, of deleted ones also without
    `requests:decide`.
    """
    return await actions.some(call, filters, page)


@get("/work-requests/counts", may=None, dependencies=FILTERS)
async def count_work_requests(call: Call, filters: RequestFilters) -> WorkRequestCounts:
    """Count requests by status, under the filters of the list and of those that it shows you."""
    return await actions.counts(call, filters)


@post("/work-requests", may="requests:create", refuses=[AlreadyExists])
async def create_work_request(call: Call, data: RequestBody) -> WorkRequest:
    """Ask for work: what is wrong is all that must be said."""
    return await actions.create(call, data.to_record())


@get("/work-requests/{request_id:uuid}", may=None)
async def get_work_request(call: Call, request_id: UUID) -> WorkRequestDetail:
    """Get a request with its outcome.

    Without the permission `requests:read` people see what they asked for themselves.
    """
    return await actions.get(call, request_id)


@patch("/work-requests/{request_id:uuid}", may="requests:create", refuses=[AlreadyDecided])
async def update_work_request(call: Call, request_id: UUID, data: RequestPatch, version: int) -> WorkRequest:
    """Edit a request that nobody has decided yet: your own, or any with `requests:decide`."""
    return await actions.update(call, request_id, data.given(), version=version)


@delete("/work-requests/{request_id:uuid}", may="requests:create", refuses=[AlreadyDecided])
async def delete_work_request(call: Call, request_id: UUID, version: int) -> None:
    """Delete a request: your own that nobody has decided, or any with `requests:decide`; it can be restored."""
    await actions.delete(call, request_id, version=version)


@post("/work-requests/{request_id:uuid}/restore", may="requests:create", status_code=200)
async def restore_work_request(call: Call, request_id: UUID) -> WorkRequest:
    """Bring a deleted request back: one that you deleted yourself, or any with `requests:decide`."""
    return await actions.restore(call, request_id)


@post(
    "/work-requests/{request_id:uuid}/approve",
    may="requests:decide",
    refuses=[AlreadyDecided, AlreadyExists, WrongOrder],
)
async def approve_work_request(call: Call, request_id: UUID, data: ApprovalBody) -> WorkOrder:
    """Turn a request into a work order: text, place, asset, requester, files and conversation come along."""
    return await actions.approve(call, request_id, data.to_record())


@post(
    "/work-requests/{request_id:uuid}/decline",
    may="requests:decide",
    status_code=200,
    refuses=[AlreadyDecided, DeclineNeedsReason],
)
async def decline_work_request(call: Call, request_id: UUID, data: ExplanationBody) -> WorkRequest:
    """Decline a request and say why."""
    return await actions.decline(call, request_id, reason_id=data.reason_id, note=data.note)


@post(
    "/work-requests/{request_id:uuid}/duplicate-of",
    may="requests:decide",
    status_code=200,
    refuses=[AlreadyDecided, MergesIntoItself, SurvivorDeclined],
)
async def merge_work_request(call: Call, request_id: UUID, data: DuplicateBody) -> WorkRequest:
    """Mark a request as a duplicate; its conversation, files and requester count with the request that remains."""
    return await actions.merge(call, request_id, data.request_id, note=data.note)


@get("/work-requests/{request_id:uuid}/likely-duplicates", may="requests:read")
async def list_likely_duplicates(call: Call, request_id: UUID) -> list[LikelyDuplicate]:
    """List other requests that may ask for the same thing: same place, near in time, alike in words."""
    return await actions.likely_duplicates(call, request_id)


@get("/work-requests/{request_id:uuid}/history", may="requests:read")
async def list_work_request_history(call: Call, request_id: UUID, page: PageRequest) -> Page[tenancy.Event]:
    """List what happened to a request, newest first."""
    return await actions.history(call, request_id, page)


ROUTES = [
    list_work_requests,
    count_work_requests,
    create_work_request,
    get_work_request,
    update_work_request,
    delete_work_request,
    restore_work_request,
    approve_work_request,
    decline_work_request,
    merge_work_request,
    list_likely_duplicates,
    list_work_request_history,
]
