"""Filters of plans and occurrences."""

from datetime import date
from typing import Annotated
from uuid import UUID

from litestar.params import QueryParameter

from fettle.modules.planning.records import OccurrenceFilters, OccurrenceState, PlanFilters, PlanSort, PlanStatus

Ids = list[UUID] | None
Day = date | None
Sort = Annotated[PlanSort, QueryParameter(name="sort", description="Plans without a known next date come last.")]


def plan_filters(
    *,
    status: Annotated[list[PlanStatus] | None, QueryParameter(name="status")] = None,
    site_id: Annotated[Ids, QueryParameter(name="siteId")] = None,
    asset_id: Annotated[Ids, QueryParameter(name="assetId")] = None,
    assignee_id: Annotated[Ids, QueryParameter(name="assigneeId", description="Assigned, or in the rotation.")] = None,
    crew_id: Annotated[Ids, QueryParameter(name="crewId")] = None,
    troubled: Annotated[
        bool, QueryParameter(name="troubled", description="Only those that stumble over something.")
    ] = False,
    deleted: Annotated[bool, QueryParameter(name="deleted", description="Only deleted ones.")] = False,
    q: Annotated[str | None, QueryParameter(name="q", max_length=200, description="How the name begins.")] = None,
    sort: Sort = PlanSort.NAME,
) -> PlanFilters:
    """Which plans are wanted, from the query parameters."""
    return PlanFilters(
        status=status or [],
        site_ids=site_id or [],
        asset_ids=asset_id or [],
        assignee_ids=assignee_id or [],
        crew_ids=crew_id or [],
        troubled=troubled,
        deleted=deleted,
        q=q.strip() if q else None,
        sort=sort,
    )


def occurrence_filters(
    *,
    since: Annotated[Day, QueryParameter(name="from", description="Due on this local day or later.")] = None,
    until: Annotated[Day, QueryParameter(name="until", description="Due on this local day or earlier.")] = None,
    states: Annotated[list[OccurrenceState] | None, QueryParameter(name="state")] = None,
    site_id: Annotated[Ids, QueryParameter(name="siteId")] = None,
) -> OccurrenceFilters:
    """Which occurrences are wanted, from the query parameters."""
    return OccurrenceFilters(since=since, until=until, states=states or [], site_ids=site_id or [])
