"""What became of a report: for the person who made it, by a link without an account."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.modules.files import public as files
from fettle.modules.portal.actions.staging import staged
from fettle.modules.portal.credentials import tokens
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.public import House, Photo, PublicStatus
from fettle.modules.portal.rules import pages
from fettle.modules.portal.rules import reports as rules
from fettle.modules.portal.rules.codes import NothingHere, hash_of, known_token
from fettle.modules.portal.store import doors, threads
from fettle.modules.portal.store import settings as settings_store
from fettle.modules.work_orders import public as work_orders

SEES = "requests:read"
MAY = (SEES, "requests:create", "comments:create", "files:create")
PATH = "/r/status/"


class Followed(msgspec.Struct, frozen=True, kw_only=True):
    """A report with where it belongs."""

    tenant_id: UUID
    request_id: UUID
    house: House
    language: str | None
    status: PublicStatus


async def follow(desk: Desk, visitor: Caller, token: str) -> Followed:
    """What became of the report that a link was given for."""
    doorway = await desk.doorway(visitor, "status", hash_of(known_token(token)))
    async with desk.inside(visitor, doorway.tenant_id, "portal", SEES, read_only=True) as call:
        return await _followed(call, doorway.id)


async def comment(
    desk: Desk, visitor: Caller, token: str, text: str, photos: Sequence[Photo] = (), *, submission: str | None = None
) -> None:
    """Say more about a report, or send photos of it; the same submission again does nothing."""
    followed = await follow(desk, visitor, token)
    desk.count(visitor, followed.request_id)
    said = rules.words_of(text, photos)
    kept = await staged(desk, followed.tenant_id, photos)
    async with desk.inside(visitor, followed.tenant_id, "portal", *MAY) as call:
        if submission is not None and not await threads.first_time(call, hash_of(f"{token} {submission}")):
            return
        if said:
            row = await threads.status(call, followed.request_id)
            name = row.requester_name if row is not None else None
            new = work_orders.NewComment(body=said, public=True, author_name=name)
            await work_orders.comment_on_request(call, followed.request_id, new)
        for each in kept:
            await files.attach(call, each, "work_request", followed.request_id)


async def tell(desk: Desk, visitor: Caller, token: str, email: str) -> None:
    """Say where the person who reported wants to hear of it."""
    followed = await follow(desk, visitor, token)
    desk.count(visitor, followed.request_id)
    address = rules.address_of(email)
    async with desk.inside(visitor, followed.tenant_id, "portal", *MAY) as call:
        await work_orders.tell_requester(call, followed.request_id, address)


async def url(call: Call, request_id: UUID, *, base_url: str = "") -> str | None:
    """A link to the status of a request that somebody outside made, None for others; only its hash is kept."""
    if await threads.language(call, request_id) is None:
        return None
    token = tokens.new_token()
    await threads.link(call, request_id, hash_of(token))
    return f"{base_url}{PATH}{token}"


async def _followed(call: Call, request_id: UUID) -> Followed:
    row = await threads.status(call, request_id)
    if row is None:
        raise NothingHere()
    house, settings = await doors.house(call), await settings_store.get(call)
    said = await threads.public_comments(call, request_id, row.work_order_id, names=settings.staff_names)
    photos = (await files.counts_of(call, "work_request", [request_id])).get(request_id, 0)
    status = PublicStatus(
        number=row.number,
        title=row.title,
        description=row.description,
        state=pages.state_of(row.outcome, row.work_status),
        reason=row.reason,
        tenant=house.name,
        place=", ".join(each for each in (row.place, row.site_name) if each) or None,
        colour=house.colour,
        reported_at=row.reported_at,
        decided_at=row.decided_at,
        started_at=row.started_at,
        completed_at=row.completed_at,
        comments=said,
        photos=photos,
        hears_by_email=row.requester_email is not None,
    )
    language = await threads.language(call, request_id)
    return Followed(tenant_id=call.tenant_id, request_id=request_id, house=house, language=language, status=status)
