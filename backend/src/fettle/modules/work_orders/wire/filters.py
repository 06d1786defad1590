"""Filters of the lists, from query parameters."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from litestar.params import QueryParameter

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.work_orders.records import (
    Priority,
    RequestFilters,
    RequestSource,
    RequestStatus,
    WorkKind,
    WorkOrderFilters,
    WorkOrderStatus,
)
from fettle.modules.work_orders.rules.search import LONGEST
from fettle.web.bodies import asked_instant

Ids = list[UUID] | None
SEARCH = "Words (as stems or beginnings, accents and case ignored), a number such as WO-1042, a #tag."
Custom = Annotated[
    list[str] | None, QueryParameter(name="custom", description="`key:value` of custom fields, all of which hold.")
]
These = Annotated[Ids, QueryParameter(name="id", max_items=200, description="These alone; at most 200.")]
Deleted = Annotated[
    bool, QueryParameter(name="deleted", description="List what was deleted and can be restored instead.")
]
Typed = Annotated[str | None, QueryParameter(name="q", max_length=LONGEST, description=SEARCH)]


def work_order_filters(  # noqa: PLR0917 - one for each query parameter
    ids: These = None,
    status: Annotated[list[WorkOrderStatus] | None, QueryParameter(name="status")] = None,
    priority: Annotated[list[Priority] | None, QueryParameter(name="priority")] = None,
    kind: Annotated[list[WorkKind] | None, QueryParameter(name="kind")] = None,
    assignee: Annotated[
        list[str] | None, QueryParameter(name="assigneeId", description="Staff ids; `me`; `none` for unassigned work.")
    ] = None,
    crew: Annotated[
        list[str] | None, QueryParameter(name="crewId", description="Crew ids; `mine` for the crews you are in.")
    ] = None,
    site_id: Annotated[Ids, QueryParameter(name="siteId")] = None,
    location_id: Annotated[Ids, QueryParameter(name="locationId", description="Directly in one of these.")] = None,
    plan_id: Annotated[
        Ids, QueryParameter(name="planId", description="Made by one of these maintenance plans.")
    ] = None,
    requested_by_id: Annotated[
        Ids, QueryParameter(name="requestedById", description="Asked for by one of these users.")
    ] = None,
    asset_id: Annotated[Ids, QueryParameter(name="assetId")] = None,
    asset_type_id: Annotated[Ids, QueryParameter(name="assetTypeId")] = None,
    tag_id: Annotated[Ids, QueryParameter(name="tagId")] = None,
    task_code_id: Annotated[Ids, QueryParameter(name="taskCodeId")] = None,
    due_from: Annotated[datetime | None, QueryParameter(name="dueFrom")] = None,
    due_to: Annotated[datetime | None, QueryParameter(name="dueTo", description="Before this instant.")] = None,
    created_from: Annotated[datetime | None, QueryParameter(name="createdFrom")] = None,
    created_to: Annotated[datetime | None, QueryParameter(name="createdTo", description="Before this instant.")] = None,
    scheduled_from: Annotated[datetime | None, QueryParameter(name="scheduledFrom")] = None,
    scheduled_to: Annotated[
        datetime | None, QueryParameter(name="scheduledTo", description="Before this instant.")
    ] = None,
    is_open: Annotated[
        bool | None,
        QueryParameter(
            name="open", description="Only what is still to be done; or only what is complete or at an end."
        ),
    ] = None,
    overdue: Annotated[bool, QueryParameter(name="overdue", description="Only open work past its due time.")] = False,
    custom: Custom = None,
    deleted: Deleted = False,
    q: Typed = None,
) -> WorkOrderFilters:
    """Which work orders are wanted, from the query parameters."""
    people = _ids(assignee, "assigneeId", words={"me", "none"})
    crews = _ids(crew, "crewId", words={"mine"})
    return WorkOrderFilters(
        ids=ids or [],
        status=status or [],
        open=is_open,
        priority=priority or [],
        kind=kind or [],
        assignee_ids=people,
        mine="me" in (assignee or ()),
        unassigned="none" in (assignee or ()),
        crew_ids=crews,
        my_crews="mine" in (crew or ()),
        site_ids=site_id or [],
        location_ids=location_id or [],
        plan_ids=plan_id or [],
        requested_by_ids=requested_by_id or [],
        asset_ids=asset_id or [],
        asset_type_ids=asset_type_id or [],
        tag_ids=tag_id or [],
        task_code_ids=task_code_id or [],
        due_from=asked_instant("dueFrom", due_from),
        due_to=asked_instant("dueTo", due_to),
        created_from=asked_instant("createdFrom", created_from),
        created_to=asked_instant("createdTo", created_to),
        scheduled_from=asked_instant("scheduledFrom", scheduled_from),
        scheduled_to=asked_instant("scheduledTo", scheduled_to),
        overdue=overdue,
        custom=custom or [],
        deleted=deleted,
        q=q,
    )


def request_filters(
    *,
    status: Annotated[list[RequestStatus] | None, QueryParameter(name="status")] = None,
    source: Annotated[list[RequestSource] | None, QueryParameter(name="source")] = None,
    site_id: Annotated[Ids, QueryParameter(name="siteId")] = None,
    mine: Annotated[bool, QueryParameter(name="mine", description="Only what you asked for yourself.")] = False,
    custom: Custom = None,
    deleted: Deleted = False,
    q: Typed = None,
) -> RequestFilters:
    """Which requests are wanted, from the query parameters."""
    return RequestFilters(
        status=status or [],
        source=source or [],
        site_ids=site_id or [],
        mine=mine,
        custom=custom or [],
        deleted=deleted,
        q=q,
    )


def _ids(given: list[str] | None, name: str, *, words: set[str]) -> list[UUID]:
    made: list[Any] = []
    for each in given or ():
        if each in words:
            continue
        try:
            made.append(UUID(each))
        except ValueError:
            message = f"an id or {' or '.join(sorted(words))}"
            raise Invalid(f"{name}: {message}.", faults=[Fault(f"?{name}", "format", message)]) from None
    return made
