"""The audit trail, and the history of one record."""

from collections.abc import AsyncIterator, Mapping
from typing import Any
from uuid import UUID

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.tenancy.records.events import Event
from fettle.modules.tenancy.store import events as store


async def page(call: Call, asked: PageRequest, filters: Mapping[str, Any]) -> Page[Event]:
    """Every recorded change that the caller's sites and cost visibility let them see, newest first."""
    call.must("audit:read")
    return _paged(asked, await store.page(call, asked, filters))


def export(call: Call, filters: Mapping[str, Any]) -> AsyncIterator[Event]:
    """The same changes, oldest first, as a stream."""
    call.must("audit:read")
    return store.every(call, filters)


async def history_of(call: Call, about_id: UUID, page: PageRequest) -> Page[Event]:
    """The changes of one record and of what belongs to it, newest first; whoever sees the record may see them."""
    return _paged(page, await store.page(call, page, {"about_id": about_id}))


def _paged(asked: PageRequest, rows: list[Event]) -> Page[Event]:
    return asked.page(rows, key=lambda event: (event.seq, event.ord))
