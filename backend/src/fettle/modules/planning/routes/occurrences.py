"""Occurrences of plans over HTTP."""

from uuid import UUID

import msgspec
from litestar.di import Provide

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.planning.actions import occurrences as actions
from fettle.modules.planning.records import ListedOccurrence, OccurrenceFilters
from fettle.modules.planning.rules import OccurrenceNotOpen
from fettle.modules.planning.wire.filters import occurrence_filters
from fettle.modules.planning.wire.plans import DoneBody, SkipBody, SkipComingBody, SnoozeBody
from fettle.modules.work_orders import public as work_orders
from fettle.web.verbs import get, post

ONE = "/plan-occurrences/{occurrence_id:uuid}"
PLAN = "/maintenance-plans/{plan_id:uuid}"
FILTERS = {"filters": Provide(occurrence_filters, sync_to_thread=False)}
UNFINISHED = [OccurrenceNotOpen, work_orders.NotPossibleNow]
SKIPPED = [*UNFINISHED, work_orders.NotAnOccurrence, work_orders.SkipNeedsReason]


@get("/plan-occurrences", may="plans:read", dependencies=FILTERS)
async def list_plan_occurrences(call: Call, filters: OccurrenceFilters, page: PageRequest) -> Page[ListedOccurrence]:
    """List the occurrences of all plans by the date on which they are due."""
    return await actions.page(call, filters, page)


@get(f"{PLAN}/occurrences", may="plans:read", dependencies=FILTERS)
async def list_occurrences_of_plan(
    call: Call, plan_id: UUID, filters: OccurrenceFilters, page: PageRequest
) -> Page[ListedOccurrence]:
    """List the occurrences of one plan by the date on which they are due."""
    return await actions.page(call, msgspec.structs.replace(filters, plan_id=plan_id), page)


@post(f"{PLAN}/skip", may="work_orders:skip", status_code=200, refuses=[OccurrenceNotOpen])
async def skip_coming_occurrence(call: Call, plan_id: UUID, data: SkipComingBody) -> ListedOccurrence:
    """Leave out an occurrence that is still to come: its date passes without work, and the history says why."""
    return await actions.skip_coming(call, plan_id, data.key, data.reason)


@get(ONE, may="plans:read")
async def get_plan_occurrence(call: Call, occurrence_id: UUID) -> ListedOccurrence:
    """Get an occurrence."""
    return await actions.get(call, occurrence_id)


@post(f"{ONE}/snooze", may="plans:write", status_code=200, refuses=[OccurrenceNotOpen])
async def snooze_plan_occurrence(call: Call, occurrence_id: UUID, data: SnoozeBody) -> ListedOccurrence:
    """Move the reminder of an occurrence; it stays due when it was."""
    return await actions.snooze(call, occurrence_id, data.until)


@post(f"{ONE}/skip", may="work_orders:skip", status_code=200, refuses=SKIPPED)
async def skip_plan_occurrence(call: Call, occurrence_id: UUID, data: SkipBody) -> ListedOccurrence:
    """Leave an occurrence out, for a reason; it stays in the history, its work order with it."""
    return await actions.skip(call, occurrence_id, data.reason)


@post(
    f"{ONE}/complete",
    may="work_orders:complete",
    status_code=200,
    refuses=[*UNFINISHED, work_orders.TasksUnanswered, work_orders.InTheFuture],
)
async def complete_plan_occurrence(call: Call, occurrence_id: UUID, data: DoneBody) -> ListedOccurrence:
    """Complete the work order of an occurrence under the usual rules; released work is started with it."""
    return await actions.complete(call, occurrence_id, data.to_record())


ROUTES = [
    list_plan_occurrences,
    list_occurrences_of_plan,
    skip_coming_occurrence,
    get_plan_occurrence,
    snooze_plan_occurrence,
    skip_plan_occurrence,
    complete_plan_occurrence,
]
