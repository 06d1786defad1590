"""Routes of the log: review, one entry, taking back, correcting, export."""

from collections.abc import AsyncIterator, Sequence
from typing import Annotated, Any
from uuid import UUID

from litestar import Request, Response
from litestar.di import Provide
from litestar.params import QueryParameter

from fettle.db.call import Call
from fettle.kit.pages import BadCursor, Page, PageRequest
from fettle.kit.refusals import AlreadyExists, Conflict
from fettle.modules.logs import actions, wire
from fettle.modules.logs.records import LogCorrection, LogEntry, LogFilters, LogSort, LogSummary, SummaryBy
from fettle.modules.logs.rules import AlreadyReversed, NotYourEntry, ReversalStands
from fettle.web import csv
from fettle.web.verbs import get, post

FILTERS = {"filters": Provide(wire.filters, sync_to_thread=False)}
TAKING_BACK = (AlreadyReversed, ReversalStands, NotYourEntry, AlreadyExists, Conflict)


@get("/log-entries", may="logs:read", refuses=(BadCursor,), dependencies=FILTERS)
async def list_log_entries(
    call: Call, page: PageRequest, filters: LogFilters, sort: LogSort = LogSort.NEWEST_FIRST
) -> Page[LogEntry]:
    """Review the log: entries with their lines, newest day first.

    A filter on lines (person, kind, asset, GL code) finds entries with at least one such line, and shows them whole.
    """
    return await actions.review(call, filters, sort, page)


@get("/log-entries/summary", may="logs:read", refuses=(BadCursor,), dependencies=FILTERS)
async def summarise_log_entries(
    call: Call, page: PageRequest, filters: LogFilters, by: Annotated[SummaryBy, QueryParameter(name="by")]
) -> Page[LogSummary]:
    """Hours and costs by day, person or work order.

    Reversals are included. A filter on lines chooses which lines are summed.
    """
    return await actions.summarise(call, filters, by, page)


@get("/log-entries.csv", may="logs:read", dependencies=FILTERS, media_type=csv.MEDIA_TYPE)
async def export_log_entries(request: Request[Any, Any, Any], filters: LogFilters) -> Response[str]:
    """The log as CSV, one line of the log a row, oldest first.

    Cost columns are absent for people who may not see money. Cells that a spreadsheet would run begin with an
    apostrophe.
    """
    return await csv.table(request, "log-entries.csv", wire.columns, lambda call: _rows(call, filters))


@get("/log-entries/{log_entry_id:uuid}", may="logs:read")
async def get_log_entry(call: Call, log_entry_id: UUID) -> LogEntry:
    """Show one entry with its lines."""
    return await actions.get(call, log_entry_id)


@post("/log-entries/{log_entry_id:uuid}/reverse", may="logs:create", refuses=TAKING_BACK)
async def reverse_log_entry(call: Call, log_entry_id: UUID, data: wire.ReversalBody) -> LogEntry:
    """Take an entry back: a new entry of the same day negates every line of it, once.

    Your own; entries of others need `logs:reverse`.
    """
    return await actions.reverse(call, log_entry_id, data.to_record())


@post("/log-entries/{log_entry_id:uuid}/correct", may="logs:create", refuses=TAKING_BACK)
async def correct_log_entry(call: Call, log_entry_id: UUID, data: wire.CorrectionBody) -> LogCorrection:
    """Take an entry back and write down what should have stood there, both or neither.

    Your own; entries of others need `logs:reverse`. A line keeps the GL code of the line in its place unless it names
    another.
    """
    return await actions.correct(call, log_entry_id, data.reversal(), data.replacement())


async def _rows(call: Call, filters: LogFilters) -> AsyncIterator[Sequence[Any]]:
    async for row in actions.export(call, filters):
        yield wire.cells(row, with_costs=call.sees_costs)


routes = (
    list_log_entries,
    summarise_log_entries,
    export_log_entries,
    get_log_entry,
    reverse_log_entry,
    correct_log_entry,
)
