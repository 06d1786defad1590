"""Decisions about requests: who may see and edit them, how they are decided, merged and turned into work."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.changes import Change
from fettle.kit.refusals import Conflict, Fault, Forbidden, Invalid, Stale
from fettle.modules.work_orders.records import (
    NewRequest,
    NewWorkOrder,
    RequestApproval,
    RequestSource,
    RequestStatus,
    WorkKind,
    WorkRequest,
)
from fettle.modules.work_orders.rules.work_orders import SCALES

BOOKKEEPING = frozenset({"updated_at", "updated_by"})
MACHINES = frozenset({"api_key", "client"})
OUTSIDE = frozenset({RequestSource.PORTAL.value, RequestSource.EMAIL.value, RequestSource.OPEN311.value})


class AlreadyDecided(Conflict):
    """This request was decided before."""


class DeclineNeedsReason(Invalid):
    """Say why the request is declined: a reason or a note."""


class MergesIntoItself(Conflict):
    """A request cannot be a duplicate of itself."""


class SurvivorDeclined(Conflict):
    """The other request was declined; merge it the other way round or decline this one."""


def compose(
    new: NewRequest,
    *,
    id: UUID,
    number: int,
    site_id: UUID | None,
    custom: Mapping[str, Any],
    source: RequestSource,
    by: UUID | None,
    at: datetime,
) -> WorkRequest:
    """The request that `new` becomes."""
    fields = {name: getattr(new, name) for name in new.__struct_fields__}
    fields |= {"id": id, "site_id": site_id, "custom": dict(custom), "reported_at": new.reported_at or at}
    return scaled(
        WorkRequest(
            number=number,
            source=source,
            requested_by_id=by,
            created_at=at,
            created_by=by,
            updated_at=at,
            updated_by=by,
            **fields,
        )
    )


def source_of(via: str, *, decides: bool) -> RequestSource:
    """The way a request came in: from outside, a machine, somebody of the house, or somebody who only asks."""
    if via in OUTSIDE:
        return RequestSource(via)
    if via in MACHINES:
        return RequestSource.API
    return RequestSource.STAFF if decides else RequestSource.REQUESTER


def scaled(request: WorkRequest) -> WorkRequest:
    """`request` with its decimals as the database keeps them."""
    fixed = {
        name: value.quantize(SCALES[name])
        for name in ("latitude", "longitude")
        if (value := getattr(request, name)) is not None
    }
    return msgspec.structs.replace(request, **fixed)


def change(
    request: WorkRequest, given: Mapping[str, Any], *, version: int, decides: bool, by: UUID | None
) -> WorkRequest:
    """`request` with the fields `given`. Raises `Stale`, `AlreadyDecided`, or `Forbidden` for other people's."""
    _must_be_theirs(request, decides=decides, by=by)
    if request.version != version:
        raise Stale()
    must_be_new(request)
    return scaled(msgspec.structs.replace(request, **given))


def delete(request: WorkRequest, *, version: int, decides: bool, by: UUID | None, at: datetime) -> WorkRequest:
    """`request`, deleted. Raises `Stale`, `Forbidden` for other people's, `AlreadyDecided` unless they decide."""
    _must_be_theirs(request, decides=decides, by=by)
    if request.version != version:
        raise Stale()
    if not decides:
        must_be_new(request)
    return msgspec.structs.replace(request, deleted_at=at)


def restore(request: WorkRequest, *, decides: bool, by: UUID | None) -> WorkRequest:
    """`request`, no longer deleted. Raises `Forbidden` for what somebody else deleted."""
    _must_be_theirs(request, decides=decides, by=by)
    if not decides and request.updated_by != by:
        raise Forbidden("Somebody else deleted this request.")
    return msgspec.structs.replace(request, deleted_at=None)


def _must_be_theirs(request: WorkRequest, *, decides: bool, by: UUID | None) -> None:
    if not decides and (by is None or request.requested_by_id != by):
        raise Forbidden("Only your own requests.")


def must_be_new(request: WorkRequest) -> None:
    """Raise `AlreadyDecided` unless nobody has decided yet."""
    if request.status is not RequestStatus.NEW:
        raise AlreadyDecided(f"This request is already {request.status.value}.")


def work_of(request: WorkRequest, approval: RequestApproval, *, approve: bool) -> NewWorkOrder:
    """The work order that an approved request becomes, with everything carried over."""
    return NewWorkOrder(
        id=approval.id,
        title=approval.title or request.title,
        description=request.description,
        reference=request.reference,
        priority=approval.priority or request.priority,
        kind=approval.kind or (WorkKind.REQUEST if approval.template_id is None else None),
        site_id=request.site_id,
        location_id=request.location_id,
        asset_ids=[request.asset_id] if request.asset_id else [],
        assignee_id=approval.assignee_id,
        crew_id=approval.crew_id,
        requested_by_id=request.requested_by_id,
        scheduled_start=approval.scheduled_start,
        scheduled_end=approval.scheduled_end,
        due_at=approval.due_at,
        reported_at=request.reported_at,
        template_id=approval.template_id,
        latitude=request.latitude,
        longitude=request.longitude,
        approve=approve,
    )


def approve(
    request: WorkRequest, work_order_id: UUID, *, note: str | None, by: UUID | None, at: datetime
) -> WorkRequest:
    """`request`, turned into a work order. Raises `AlreadyDecided`."""
    must_be_new(request)
    return msgspec.structs.replace(
        request,
        status=RequestStatus.APPROVED,
        work_order_id=work_order_id,
        decision_note=note,
        decided_at=at,
        decided_by_id=by,
    )


def decline(
    request: WorkRequest, *, reason_id: UUID | None, note: str | None, by: UUID | None, at: datetime
) -> WorkRequest:
    """`request`, declined. Raises `AlreadyDecided`, or `DeclineNeedsReason` without a word of why."""
    must_be_new(request)
    if reason_id is None and not note:
        raise DeclineNeedsReason(faults=[Fault("/reasonId", "required", "give a reason or a note")])
    return msgspec.structs.replace(
        request,
        status=RequestStatus.DECLINED,
        decline_reason_id=reason_id,
        decision_note=note,
        decided_at=at,
        decided_by_id=by,
    )


def merge(
    request: WorkRequest,
    own_duplicates: Sequence[WorkRequest],
    survivor: WorkRequest,
    *,
    note: str | None,
    by: UUID | None,
    at: datetime,
) -> list[tuple[WorkRequest, WorkRequest]]:
    """What merging `request` into `survivor` changes, as (before, after): it and what was merged into it before.

    `survivor` is the end of its chain already. Raises `MergesIntoItself`, `AlreadyDecided` or `SurvivorDeclined`.
    """
    if survivor.id == request.id:
        raise MergesIntoItself()
    must_be_new(request)
    if survivor.status is RequestStatus.DECLINED:
        raise SurvivorDeclined()
    merged = msgspec.structs.replace(
        request,
        status=RequestStatus.DUPLICATE,
        duplicate_of_id=survivor.id,
        work_order_id=survivor.work_order_id,
        decision_note=note,
        decided_at=at,
        decided_by_id=by,
    )
    led = {"duplicate_of_id": survivor.id, "work_order_id": survivor.work_order_id}
    followers = [(each, msgspec.structs.replace(each, **led)) for each in own_duplicates]
    return [(request, merged), *followers]


def next_version(request: WorkRequest, *, by: UUID | None, at: datetime) -> WorkRequest:
    """`request` as it is written: one version on."""
    return msgspec.structs.replace(request, version=request.version + 1, updated_at=at, updated_by=by)


def created(request: WorkRequest) -> Change:
    """The change that making `request` makes."""
    after = {
        name: value
        for name, value in msgspec.structs.asdict(request).items()
        if value is not None and value != {} and name not in BOOKKEEPING
    }
    return Change("work_request.created", request.id, after=after, site_id=request.site_id)


def changed(verb: str, before: WorkRequest, after: WorkRequest) -> Change:
    """The change from `before` to `after`."""
    names = [
        name
        for name in after.__struct_fields__
        if name not in BOOKKEEPING and getattr(before, name) != getattr(after, name)
    ]
    return Change(
        f"work_request.{verb}",
        after.id,
        before={name: getattr(before, name) for name in names},
        after={name: getattr(after, name) for name in names},
        site_id=after.site_id,
    )
