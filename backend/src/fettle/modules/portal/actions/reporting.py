"""Reporting from outside: the page of a place, and a request made there."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.modules.files import public as files
from fettle.modules.portal.actions.staging import staged
from fettle.modules.portal.credentials import tokens
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.places import Ask
from fettle.modules.portal.records.public import House, Photo, PlaceInside, PublicPage, Received, Report
from fettle.modules.portal.rules import pages
from fettle.modules.portal.rules import reports as rules
from fettle.modules.portal.rules.codes import NothingHere, hash_of, typed_code
from fettle.modules.portal.store import doors, places, threads
from fettle.modules.portal.store import settings as settings_store
from fettle.modules.work_orders import public as work_orders

MAY = ("requests:create", "files:create")


class Shown(msgspec.Struct, frozen=True, kw_only=True):
    """A place as it is shown to a visitor."""

    tenant_id: UUID
    place: PlaceInside
    house: House
    page: PublicPage


async def show(desk: Desk, visitor: Caller, code: str) -> Shown:
    """The page of a place; the visit is counted."""
    doorway = await desk.doorway(visitor, "place", hash_of(typed_code(code)))
    async with desk.inside(visitor, doorway.tenant_id, "portal") as call:
        shown = await _shown(call, doorway.id)
        await places.visited(call, doorway.id, call.now.date())
    return shown


async def look(desk: Desk, visitor: Caller, code: str) -> Shown:
    """The page of a place, for somebody who sends something to it."""
    doorway = await desk.doorway(visitor, "place", hash_of(typed_code(code)))
    async with desk.inside(visitor, doorway.tenant_id, "portal", read_only=True) as call:
        return await _shown(call, doorway.id)


async def _shown(call: Call, place_id: UUID) -> Shown:
    place = await places.inside(call, place_id)
    if place is None:
        raise NothingHere()
    house = await doors.house(call)
    settings = await settings_store.get(call)
    page = pages.laid_over(settings.page, pages.kept_page(place.page))
    return Shown(
        tenant_id=call.tenant_id,
        place=place,
        house=house,
        page=PublicPage(
            tenant=house.name,
            place=place.name if place.name != house.name else None,
            title=page.title,
            greeting=page.greeting,
            colour=house.colour,
            language=page.language,
            ask_name=page.ask_name or Ask.OPTIONAL,
            ask_email=page.ask_email or Ask.OPTIONAL,
            ask_phone=page.ask_phone or Ask.NO,
            photos=page.photos is not False,
            categories=await places.categories(call, page.task_code_ids or []),
            open_problems=await places.open_work(call, place) if page.show_open else [],
            waiting=await places.waiting(call, place.id) if page.show_open else 0,
        ),
    )


async def report(
    desk: Desk,
    visitor: Caller,
    shown: Shown,
    given: Report,
    photos: Sequence[Photo] = (),
    *,
    submission: str | None,
    language: str,
) -> Received:
    """Make a request at a place. The same submission again gives the same request."""
    desk.count(visitor, shown.place.id)
    told = rules.tidied(given)
    rules.check(told, shown.page, photos)
    told = rules.asked_only(told, shown.page)
    submission_hash = None if submission is None else hash_of(f"{shown.place.id} {submission}")
    kept = await staged(desk, shown.tenant_id, photos)
    token = tokens.new_token()
    async with desk.inside(visitor, shown.tenant_id, "portal", *MAY) as call:
        number, request_id = await _made(call, shown, told, kept, submission_hash, language)
        await threads.link(call, request_id, hash_of(token))
    return Received(
        number=number, status_token=token, status_url=f"{desk.base_url}/r/status/{token}", request_id=request_id
    )


async def report_by_code(
    desk: Desk, visitor: Caller, code: str, given: Report, *, submission: str | None, language: str
) -> Received:
    """Make a request at the place that a code leads to."""
    shown = await look(desk, visitor, code)
    return await report(desk, visitor, shown, given, submission=submission, language=language)


async def _made(  # noqa: PLR0917
    call: Call,
    shown: Shown,
    told: Report,
    kept: Sequence[files.Staged],
    submission_hash: bytes | None,
    language: str,
) -> tuple[int, UUID]:
    if submission_hash is not None:
        await threads.take_turn(call, submission_hash)
        known = await threads.submitted(call, submission_hash)
        if known is not None:
            return known[1], known[0]
    title, description = rules.split(told.text, rules.name_of(shown.page, told.category_id))
    new = work_orders.NewRequest(
        title=title,
        description=description,
        site_id=shown.place.site_id,
        location_id=shown.place.location_id,
        asset_id=shown.place.asset_id,
        requester_name=told.name,
        requester_email=told.email,
        requester_phone=told.phone,
    )
    request = await work_orders.create_request(call, new)
    await threads.begin(
        call,
        request.id,
        place_id=shown.place.id,
        task_code_id=told.category_id,
        submission_hash=submission_hash,
        language=language,
    )
    for each in kept:
        await files.attach(call, each, "work_request", request.id)
    return request.number, request.id
