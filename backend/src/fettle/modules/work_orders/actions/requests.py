"""Requests: ask, look, decide, merge."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.found import Found
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Invalid, NotFound
from fettle.modules.assets import public as assets
from fettle.modules.files import public as files
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders.actions import creation
from fettle.modules.work_orders.actions.references import must_be_known
from fettle.modules.work_orders.records import (
    LikelyDuplicate,
    NewRequest,
    NewWorkOrder,
    RequestApproval,
    RequestFilters,
    RequestStatus,
    WorkOrder,
    WorkRequest,
    WorkRequestCounts,
    WorkRequestDetail,
    WorkRequestRow,
)
from fettle.modules.work_orders.rules import lists as list_rules
from fettle.modules.work_orders.rules import places as place_rules
from fettle.modules.work_orders.rules import requests as rules
from fettle.modules.work_orders.rules import search as searching
from fettle.modules.work_orders.store import requests as store
from fettle.modules.work_orders.store import work_orders as work_order_store

REQUEST, WORK_ORDER = files.Subject.WORK_REQUEST, files.Subject.WORK_ORDER
READ = "requests:read"
DECIDE = "requests:decide"


async def create(call: Call, new: NewRequest) -> WorkRequest:
    """Ask for work: what is wrong is all that must be said."""
    call.must("requests:create")
    custom = await tenancy.check_custom(call, "work_request", new.custom)
    asset_ids = [new.asset_id] if new.asset_id else []
    wanted = NewWorkOrder(title=new.title, site_id=new.site_id, location_id=new.location_id, asset_ids=asset_ids)
    site_id = await _place(call, wanted)
    number = await tenancy.next_number(call, "work_request")
    request = rules.compose(
        new,
        id=new.id or call.new_id(),
        number=number,
        site_id=site_id,
        custom=custom,
        source=rules.source_of(call.caller.via, decides=call.may(READ)),
        by=call.user_id,
        at=call.now,
    )
    await store.insert(call, [request], [rules.created(request)])
    return request


async def _place(call: Call, wanted: NewWorkOrder) -> UUID | None:
    places = place_rules.named(
        site_id=wanted.site_id,
        location_id=wanted.location_id,
        assets=[("/assetId", asset_id) for asset_id in wanted.asset_ids],
    )
    if not any(places.values()):
        return None
    await assets.must_see(call, **places)
    derived = await work_order_store.site_of_place(call, wanted.location_id, wanted.asset_ids)
    if wanted.location_id is not None:
        place_rules.check_location(wanted.site_id, derived)
    return wanted.site_id or derived


async def some(call: Call, filters: RequestFilters, page: PageRequest) -> Page[WorkRequestRow]:
    """A page of requests, newest or best match first; without `requests:read` your own.

    Deleted ones are shown to who may restore them: your own, or any with `requests:decide`.
    """
    search = searching.asked(filters.q, deleted=filters.deleted)
    ranked = search is not None and bool(search.words or search.number)
    rows = await store.some(call, await _read(call, filters), search, page, reads=_reads(call, filters))
    return page.page(rows, key=lambda row: list_rules.request_position(row, ranked=ranked))


async def find(call: Call, typed: str, *, most: int) -> list[Found]:
    """The `most` requests that match best; without `requests:read` of one's own. One query."""
    search = searching.asked(typed, deleted=False)
    if search is None or not (search.words or search.number) or searching.names(typed, "wo"):
        return []
    filters = RequestFilters()
    rows = await store.some(call, filters, search, PageRequest(limit=most), reads=_reads(call, filters))
    return [
        Found(id=row.id, title=row.title, subtitle=row.site_name, number=f"WR-{row.number}", status=row.status)
        for row in rows[:most]
    ]


async def counts(call: Call, filters: RequestFilters) -> WorkRequestCounts:
    """How many requests stand in each status, of those that the list shows."""
    search = searching.asked(filters.q, deleted=filters.deleted)
    found = await store.counts(call, await _read(call, filters), search, reads=_reads(call, filters))
    return WorkRequestCounts(
        total=sum(found.values()), by_status={status: found.get(status, 0) for status in RequestStatus}
    )


async def _read(call: Call, filters: RequestFilters) -> RequestFilters:
    """`filters` with what they say about custom fields understood."""
    held = await tenancy.custom_filters(call, "work_request", filters.custom)
    return msgspec.structs.replace(filters, held=held)


def _reads(call: Call, filters: RequestFilters) -> bool:
    """Whether requests of others are shown: to who reads all; deleted ones to who decides."""
    return call.may(READ) and (call.may(DECIDE) or not filters.deleted)


async def get(call: Call, request_id: UUID) -> WorkRequestDetail:
    """A request with its outcome; without `requests:read` your own."""
    return await store.get(call, request_id, reads=call.may(READ))


async def update(call: Call, request_id: UUID, given: Mapping[str, Any], *, version: int) -> WorkRequest:
    """Edit a request that nobody has decided yet: your own, or any with `requests:decide`."""
    call.must("requests:create")
    before, _ = await store.lock(call, request_id, reads=call.may(READ))
    fields = dict(given)
    if "custom" in fields:
        fields["custom"] = await tenancy.check_custom(
            call, "work_request", fields["custom"] or {}, before=before.custom
        )
    after = rules.change(before, fields, version=version, decides=call.may(DECIDE), by=call.user_id)
    if {"site_id", "location_id", "asset_id"} & set(fields):
        asset_ids = [after.asset_id] if after.asset_id else []
        wanted = NewWorkOrder(
            title=after.title, site_id=after.site_id, location_id=after.location_id, asset_ids=asset_ids
        )
        after = msgspec.structs.replace(after, site_id=await _place(call, wanted))
    return before if after == before else await _write(call, "updated", [(before, after)])


async def tell(call: Call, request_id: UUID, email: str) -> WorkRequest:
    """Say where somebody without an account wants to hear of their request, also after it was decided."""
    call.must("requests:create")
    before, _ = await store.lock(call, request_id, reads=call.may(READ))
    after = msgspec.structs.replace(before, requester_email=email)
    return before if after == before else await _write(call, "updated", [(before, after)])


async def delete(call: Call, request_id: UUID, *, version: int) -> None:
    """Delete a request: your own that nobody has decided, or any with `requests:decide`; it can be restored."""
    call.must("requests:create")
    before, _ = await store.lock(call, request_id, reads=call.may(READ))
    after = rules.delete(before, version=version, decides=call.may(DECIDE), by=call.user_id, at=call.now)
    await _write(call, "deleted", [(before, after)])


async def restore(call: Call, request_id: UUID) -> WorkRequest:
    """Bring a deleted request back: one that you deleted yourself, or any with `requests:decide`."""
    call.must("requests:create")
    before = await store.lock_deleted(call, request_id, reads=call.may(READ))
    after = rules.restore(before, decides=call.may(DECIDE), by=call.user_id)
    return await _write(call, "restored", [(before, after)])


async def approve(call: Call, request_id: UUID, approval: RequestApproval) -> WorkOrder:
    """Turn a request into a work order: text, place, asset, requester, files and conversation come along."""
    call.must(DECIDE)
    before, duplicates = await store.lock(call, request_id)
    rules.must_be_new(before)
    await must_be_known(call, msgspec.structs.asdict(approval))
    new = rules.work_of(before, approval, approve=call.may("work_orders:approve"))
    work_order = await creation.make(call, new, custom=before.custom)
    after = rules.approve(before, work_order.id, note=approval.note, by=call.user_id, at=call.now)
    await _write(call, "approved", [(before, after)])
    if duplicates:
        followers = [(each, msgspec.structs.replace(each, work_order_id=work_order.id)) for each in duplicates]
        await _write(call, "followed", followers)
    await files.carry(call, REQUEST, request_id, WORK_ORDER, work_order.id)
    return work_order


async def decline(call: Call, request_id: UUID, *, reason_id: UUID | None, note: str | None) -> WorkRequest:
    """Decline a request and say why."""
    call.must(DECIDE)
    before, _ = await store.lock(call, request_id)
    await tenancy.must_have(call, "reasons", {"/reasonId": reason_id}, of_kind="decline")
    after = rules.decline(before, reason_id=reason_id, note=note, by=call.user_id, at=call.now)
    return await _write(call, "declined", [(before, after)])


async def merge(call: Call, request_id: UUID, into_id: UUID, *, note: str | None) -> WorkRequest:
    """Mark a request as a duplicate; its conversation, files and requester count with the request that remains."""
    call.must(DECIDE)
    known = await store.lock_many(call, [request_id, into_id])
    if request_id not in known:
        raise NotFound()
    into = known.get(into_id)
    if into is not None and into.duplicate_of_id is not None:
        known |= await store.lock_many(call, [into.duplicate_of_id])
        into = known.get(into.duplicate_of_id)
    if into is None:
        raise Invalid.at("/requestId", "unknown", "no such record")
    own = [each for each in known.values() if each.duplicate_of_id == request_id]
    pairs = rules.merge(known[request_id], own, into, note=note, by=call.user_id, at=call.now)
    merged = await _write(call, "merged", pairs)
    await files.carry(call, REQUEST, request_id, REQUEST, into.id)
    if into.work_order_id is not None:
        await files.carry(call, REQUEST, request_id, WORK_ORDER, into.work_order_id)
    return merged


async def likely_duplicates(call: Call, request_id: UUID) -> list[LikelyDuplicate]:
    """Other requests that may ask for the same thing: same place, near in time, alike in words."""
    call.must(READ)
    await store.find(call, request_id, reads=True)
    return await store.likely_duplicates(call, request_id)


async def history(call: Call, request_id: UUID, page: PageRequest) -> Page[tenancy.Event]:
    """What happened to a request, newest first."""
    call.must(READ)
    await store.find(call, request_id, reads=True)
    return await tenancy.history_of(call, request_id, page)


async def _write(call: Call, verb: str, pairs: list[tuple[WorkRequest, WorkRequest]]) -> WorkRequest:
    """Write what changed, each with its own event; the first of them comes back."""
    before = [was for was, _ in pairs]
    after = [rules.next_version(now, by=call.user_id, at=call.now) for _, now in pairs]
    changes = [rules.changed(verb, was, now) for was, now in zip(before, after, strict=True)]
    await store.save(call, before, after, changes)
    return after[0]
