"""Places: open one or all of a site, look, change, give a new code, close, count."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.kit.pages import Page, PageRequest
from fettle.modules.assets import public as assets
from fettle.modules.portal.credentials import tokens
from fettle.modules.portal.records.places import NewPlace, Opened, PageSettings, Place, PlaceUse
from fettle.modules.portal.rules import places as rules
from fettle.modules.portal.store import places as store
from fettle.modules.tenancy import public as tenancy

READ = "portal:read"
WRITE = "portal:write"


async def some(call: Call, filters: Mapping[str, Any], page: PageRequest, base_url: str) -> Page[Place]:
    """A page of places, newest first."""
    call.must(READ)
    rows = [with_url(row, base_url) for row in await store.some(call, filters, page)]
    return page.page(rows, key=lambda row: [row.created_at.isoformat(), str(row.id)])


async def get(call: Call, place_id: UUID, base_url: str) -> Place:
    """One place."""
    call.must(READ)
    return with_url(await store.get(call, place_id), base_url)


async def at_code(call: Call, code: str) -> Place | None:
    """What a label stands on, for somebody here who has scanned it to report something; None where nothing is known.

    A page that is closed to the public counts: its sign still hangs there.
    """
    call.must("requests:create")
    return await store.at_code(call, code.strip().lower())


async def open_one(call: Call, given: NewPlace, base_url: str, *, code: str | None = None) -> Place:
    """Open a place: its code leads people outside to a page where they report what is wrong there.

    `code` is for the product itself; whoever opens a place by hand gets one that nobody can guess.
    """
    call.must(WRITE)
    await _check(call, given.page)
    await assets.must_see(
        call,
        sites={"/siteId": given.site_id},
        locations={"/locationId": given.location_id},
        assets={"/assetId": given.asset_id},
    )
    name = await store.named(call, site_id=given.site_id, location_id=given.location_id, asset_id=given.asset_id)
    place = _made(call, given, name, code)
    await store.insert(call, [place], [rules.opened(place, await store.site_of(call, place))])
    return with_url(place, base_url)


async def open_all(call: Call, site_id: UUID, kind: str, page: PageSettings, base_url: str) -> Opened:
    """Open a place for every asset or location of a site that has none yet."""
    call.must(WRITE)
    await _check(call, page)
    await assets.must_see(call, sites={"/siteId": site_id})
    without = await store.without(call, kind, site_id, rules.MOST_AT_ONCE)
    given = [
        NewPlace(asset_id=each.id, page=page) if kind == "assets" else NewPlace(location_id=each.id, page=page)
        for each in without
    ]
    made = [_made(call, new, each.name) for new, each in zip(given, without, strict=True)]
    if made:
        await store.insert(call, made, [rules.opened(place, site_id) for place in made])
    return Opened(opened=len(made), places=[with_url(place, base_url) for place in made])


async def change(call: Call, place_id: UUID, given: Mapping[str, Any], *, version: int, base_url: str) -> Place:
    """Rename, open, close a place, or change its page."""
    call.must(WRITE)
    before = await store.lock(call, place_id)
    after = rules.changed(before, given, version=version)
    await _check(call, after.page)
    return with_url(await _save(call, "changed", before, after), base_url)


async def replace_code(call: Call, place_id: UUID, base_url: str) -> Place:
    """Give a place another code; what was printed before leads nowhere any more."""
    call.must(WRITE)
    before = await store.lock(call, place_id)
    return with_url(
        await _save(call, "code_replaced", before, msgspec.structs.replace(before, code=tokens.new_code())), base_url
    )


async def delete(call: Call, place_id: UUID, *, version: int) -> None:
    """Withdraw a place; it can be restored."""
    call.must(WRITE)
    before = rules.changed(await store.lock(call, place_id), {}, version=version)
    await _save(call, "deleted", before, msgspec.structs.replace(before, deleted_at=call.now))


async def restore(call: Call, place_id: UUID, base_url: str) -> Place:
    """Bring a withdrawn place back, with the code that it had."""
    call.must(WRITE)
    before = await store.lock(call, place_id, deleted=True)
    return with_url(await _save(call, "restored", before, msgspec.structs.replace(before, deleted_at=None)), base_url)


async def use(call: Call, days: int, page: PageRequest) -> Page[PlaceUse]:
    """How places were used over the last so many days."""
    call.must(READ)
    rows = await store.use(call, (call.now - timedelta(days=days)).date(), page)
    return page.page(rows, key=lambda row: [row.name, str(row.place_id)])


def with_url(place: Place, base_url: str) -> Place:
    """`place` with the address that its QR code says."""
    return msgspec.structs.replace(place, url=f"{base_url}/r/{place.code}")


def _made(call: Call, given: NewPlace, name: str, code: str | None = None) -> Place:
    return rules.new(given, id=call.new_id(), name=name, code=code or tokens.new_code(), by=call.user_id, at=call.now)


async def _check(call: Call, page: PageSettings) -> None:
    await tenancy.must_have(call, "task_codes", rules.task_codes(page, "/page"))


async def _save(call: Call, verb: str, before: Place, after: Place) -> Place:
    written = msgspec.structs.replace(after, version=before.version + 1, updated_at=call.now)
    told = rules.updated(verb, before, written, await store.site_of(call, written))
    await store.save(call, written, told)
    return written
