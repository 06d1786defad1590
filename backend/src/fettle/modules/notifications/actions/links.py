"""The public pages of requests."""

from collections.abc import Collection
from uuid import UUID

from fettle.db.call import Call
from fettle.modules.portal import public as portal


async def status_pages(call: Call, request_ids: Collection[UUID]) -> dict[UUID, str]:
    """Where those who asked without an account see how their requests stand, for requests that have such a page."""
    pages = {request_id: await portal.status_url(call, request_id) for request_id in request_ids}
    return {request_id: page for request_id, page in pages.items() if page is not None}
