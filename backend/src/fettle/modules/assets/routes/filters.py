"""The filters of lists, as query parameters."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from litestar.params import Parameter, QueryParameter

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.assets.records.meters import Period
from fettle.modules.assets.records.places import LocationFilter
from fettle.modules.assets.records.things import AssetFilter, AssetSort, AssetStatus, Criticality
from fettle.web.bodies import asked_instant

ROOT = "root"
Ids = list[UUID] | None


These = Annotated[Ids, QueryParameter(name="id", max_items=200, description="These alone; at most 200.")]


def location_filter(
    *,
    site_id: Annotated[Ids, QueryParameter(name="siteId", description="At one of these sites.")] = None,
    parent_id: Annotated[
        str | None,
        QueryParameter(name="parentId", description="Directly in this location, or `root`: directly at the site."),
    ] = None,
    deleted: Annotated[bool, Parameter(description="List what was deleted and can be restored instead.")] = False,
) -> LocationFilter:
    """Which locations to list."""
    parent, roots = parent_of(parent_id)
    return LocationFilter(site_ids=site_id, parent_id=parent, roots=roots, deleted=deleted)


def asset_filter(
    *,
    ids: These = None,
    q: Annotated[
        str | None,
        Parameter(max_length=200, description="Words, or beginnings of words, of name, number, serial number, model."),
    ] = None,
    status: Annotated[list[AssetStatus] | None, Parameter(description="In one of these states.")] = None,
    criticality: Annotated[list[Criticality] | None, Parameter(description="Of one of these grades.")] = None,
    site_id: Annotated[Ids, QueryParameter(name="siteId", description="At one of these sites.")] = None,
    location_id: Annotated[Ids, QueryParameter(name="locationId", description="Directly in one of these.")] = None,
    asset_type_id: Annotated[Ids, QueryParameter(name="assetTypeId", description="Of one of these types.")] = None,
    category_id: Annotated[Ids, QueryParameter(name="categoryId", description="Of one of these categories.")] = None,
    tag_id: Annotated[Ids, QueryParameter(name="tagId", description="With one of these tags.")] = None,
    parent_id: Annotated[
        str | None, QueryParameter(name="parentId", description="Directly part of this asset, or `root`: part of none.")
    ] = None,
    custom: Annotated[
        list[str] | None, Parameter(description="`key:value` of custom fields, all of which hold.")
    ] = None,
    deleted: Annotated[bool, Parameter(description="List what was deleted and can be restored instead.")] = False,
    sort: Annotated[AssetSort, Parameter(description="The order; `-` turns it round.")] = AssetSort.NAME,
) -> AssetFilter:
    """Which assets to list, in which order."""
    parent, roots = parent_of(parent_id)
    return AssetFilter(
        ids=ids,
        words=(q or "").strip() or None,
        statuses=status,
        criticalities=criticality,
        site_ids=site_id,
        location_ids=location_id,
        asset_type_ids=asset_type_id,
        category_ids=category_id,
        tag_ids=tag_id,
        parent_id=parent,
        roots=roots,
        custom=custom or [],
        deleted=deleted,
        sort=sort,
    )


def period(
    *,
    since: Annotated[datetime, Parameter(description="Start of the period, with its time zone.")],
    until: Annotated[datetime, Parameter(description="End of the period, with its time zone.")],
) -> Period:
    """Which period to look at. Raises `Invalid` for moments without a time zone."""
    return Period(since=asked_instant("since", since), until=asked_instant("until", until))


def parent_of(stated: str | None) -> tuple[UUID | None, bool]:
    """The parent asked for, and whether records without one are. Raises `Invalid` for what is neither."""
    if stated is None or stated == ROOT:
        return None, stated == ROOT
    try:
        return UUID(stated), False
    except ValueError:
        raise _wrong("?parentId", "is neither an id nor `root`") from None


def _wrong(pointer: str, message: str) -> Invalid:
    return Invalid(f"{pointer[1:]} {message}.", faults=[Fault(pointer, "invalid", message)])
