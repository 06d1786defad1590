"""Conflicts over HTTP."""

from typing import Annotated
from uuid import UUID

from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import BadCursor, Page, PageRequest
from fettle.modules.sync.actions import conflicts as actions
from fettle.modules.sync.records import Conflict
from fettle.web.verbs import get, post


@get("/sync/conflicts", may="tenant:read", refuses=[BadCursor])
async def list_sync_conflicts(
    call: Call,
    page: PageRequest,
    everybody: Annotated[
        bool, QueryParameter(name="everybody", description="Those of all people; needs `audit:read`.")
    ] = False,
) -> Page[Conflict]:
    """List what was not taken as your phone sent it, with what you wrote and what the office holds, newest first."""
    return await actions.page(call, page, everybody=everybody)


@post("/sync/conflicts/{conflict_id:uuid}/dismiss", may="tenant:read", status_code=200)
async def dismiss_sync_conflict(call: Call, conflict_id: UUID) -> Conflict:
    """Put a conflict of yours aside."""
    return await actions.dismiss(call, conflict_id)


ROUTES = [list_sync_conflicts, dismiss_sync_conflict]
