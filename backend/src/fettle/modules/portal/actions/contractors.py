"""Contractors: let one in, withdraw the link; and what they do with it."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.letters import Letter, written
from fettle.kit.pages import Page, PageRequest
from fettle.modules.files import public as files
from fettle.modules.logs import public as logs
from fettle.modules.portal.actions.staging import staged
from fettle.modules.portal.credentials import sealing, tokens
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.contractors import (
    Allowed,
    ContractorLink,
    Done,
    IssuedLink,
    Job,
    NewContractorLink,
    Time,
)
from fettle.modules.portal.records.public import House, Photo
from fettle.modules.portal.rules import contractors as rules
from fettle.modules.portal.rules import letters
from fettle.modules.portal.rules import reports as report_rules
from fettle.modules.portal.rules.codes import NothingHere, hash_of, known_token
from fettle.modules.portal.store import contractors as store
from fettle.modules.portal.store import doors, threads
from fettle.modules.work_orders import public as work_orders
from fettle.queue import enqueue

INVITE = "contractors:invite"
PATH = "/c/"
VIA = "contractor"


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """A job as its contractor sees it, and the link that they came by."""

    tenant_id: UUID
    link: ContractorLink
    job: Job
    house: House


async def some(call: Call, work_order_id: UUID, page: PageRequest) -> Page[ContractorLink]:
    """The links that were given to contractors for a work order, newest first."""
    call.must(INVITE)
    await store.work(call, work_order_id)
    rows = await store.some(call, work_order_id, page)
    return page.page(rows, key=lambda row: [row.created_at.isoformat(), str(row.id)])


async def invite(call: Call, desk: Desk, work_order_id: UUID, given: NewContractorLink) -> IssuedLink:
    """Give a contractor a link to a work order; it is shown this once, and mailed where an address is known."""
    call.must(INVITE)
    work = await store.work(call, work_order_id)
    rules.must_be_open(work.status)
    link = rules.new(given, id=call.new_id(), work_order_id=work_order_id, by=call.user_id, at=call.now)
    token = tokens.new_token()
    await store.insert(call, link, hash_of(token), rules.issued(link, work.site_id))
    if link.email is not None:
        kept = sealing.seal(desk.secret, token, bound_to=link.id.bytes).hex()
        await enqueue(call, "portal.mail_contractor", link_id=link.id, sealed=kept)
    return IssuedLink(link=link, url=f"{desk.base_url}{PATH}{token}")


async def letter_to(call: Call, desk: Desk, link_id: UUID, sealed: str) -> tuple[str, Letter] | None:
    """Whom to write to, and the letter with the link; None for a link that opens nothing any more."""
    call.must(INVITE)
    link = await store.get(call, link_id)
    job = await store.job(call, link.work_order_id)
    if link.email is None or link.revoked_at is not None or call.now >= link.expires_at or job is None:
        return None
    token = sealing.unseal(desk.secret, bytes.fromhex(sealed), bound_to=link_id.bytes)
    house = await doors.house(call)
    letter = written(
        letters.CONTRACTOR,
        house.locale,
        link=f"{desk.base_url}{PATH}{token}",
        name=link.name,
        tenant=house.name,
        job=f"{job.number}: {job.title}",
        until=f"{link.expires_at:%Y-%m-%d}",
    )
    return link.email, letter


async def revoke(call: Call, work_order_id: UUID, link_id: UUID, *, version: int) -> None:
    """Withdraw a contractor's link; it opens nothing any more, at once."""
    call.must(INVITE)
    link = await store.lock(call, work_order_id, link_id)
    rules.revoke(link, version=version)
    work = await store.work(call, work_order_id)
    await store.revoke(call, link_id, rules.revoked(link, work.site_id, call.now))


async def see(desk: Desk, visitor: Caller, token: str) -> Seen:
    """The job that a contractor's link opens."""
    doorway = await desk.doorway(visitor, VIA, hash_of(known_token(token)))
    async with desk.inside(visitor, doorway.tenant_id, VIA) as call:
        return await _seen(call, doorway.id)


async def comment(
    desk: Desk, visitor: Caller, token: str, text: str, photos: Sequence[Photo] = (), *, submission: str | None = None
) -> None:
    """Say something about the job, or send photos of it."""
    seen = await see(desk, visitor, token)
    desk.count(visitor, seen.link.id)
    said = report_rules.words_of(text, photos)
    if said:
        rules.must_allow(seen.link.scope, Allowed.COMMENT)
    if photos:
        rules.must_allow(seen.link.scope, Allowed.PHOTOS)
    kept = await staged(desk, seen.tenant_id, photos)
    may = ("work_orders:read", "comments:create", "files:create")
    async with desk.inside(visitor, seen.tenant_id, VIA, *may) as call:
        if not await _first(call, token, submission):
            return
        if said:
            new = work_orders.NewComment(body=said, author_name=seen.link.name)
            await work_orders.comment_on_work_order(call, seen.job.id, new)
        for each in kept:
            await files.attach(call, each, "work_order", seen.job.id)


async def time(desk: Desk, visitor: Caller, token: str, given: Time, *, submission: str | None = None) -> None:
    """Write down the hours of a contractor, without a price: that comes with their invoice."""
    seen = await see(desk, visitor, token)
    desk.count(visitor, seen.link.id)
    rules.must_allow(seen.link.scope, Allowed.TIME)
    rules.check_time(given)
    async with desk.inside(visitor, seen.tenant_id, VIA, "logs:create", "logs:read") as call:
        if not await _first(call, token, submission):
            return
        await _log(call, seen, given)


async def done(desk: Desk, visitor: Caller, token: str, given: Done) -> None:
    """Answer the tasks of the job and say that it is done."""
    seen = await see(desk, visitor, token)
    desk.count(visitor, seen.link.id)
    rules.must_allow(seen.link.scope, Allowed.DONE)
    rules.must_be_job_of(seen.job, given.task_ids)
    may = ("work_orders:read", "work_orders:work", "work_orders:complete")
    async with desk.inside(visitor, seen.tenant_id, VIA, *may) as call:
        await _finish(call, seen, given)


async def _finish(call: Call, seen: Seen, given: Done) -> None:
    job = seen.job
    if job.status in ("approved", "on_hold"):
        if job.status == "on_hold":
            await work_orders.resume(call, job.id)
        if (await store.work(call, job.id)).status == "approved":
            await work_orders.start(call, job.id)
    waiting = {task.id for task in job.tasks if task.status == "open"}
    for task_id in given.task_ids:
        if task_id in waiting:
            answer = work_orders.TaskAnswer(status=work_orders.TaskStatus.DONE, result=seen.link.name)
            await work_orders.answer_task(call, job.id, task_id, answer)
    await work_orders.complete(call, job.id, work_orders.Completion(note=given.note))


async def _log(call: Call, seen: Seen, given: Time) -> None:
    day = await store.local_day(call, seen.job.id)
    assert isinstance(day, date)
    line = logs.NewLogLine(
        kind=logs.LineKind.CONTRACT,
        quantity=Decimal(given.hours),
        unit="hour",
        vendor=seen.link.name,
        item="Hours reported by the contractor",
    )
    entry = logs.NewLogEntry(work_order_id=seen.job.id, performed_on=day, lines=[line], note=given.note)
    await work_orders.log_work(call, seen.job.id, entry)


async def _seen(call: Call, link_id: UUID) -> Seen:
    link = await store.get(call, link_id)
    rules.must_be_live(link, at=call.now)
    job = await store.job(call, link.work_order_id)
    if job is None or job.status not in rules.OPEN:
        raise NothingHere()
    await store.used(call, link_id)
    house = await doors.house(call)
    shown = msgspec.structs.replace(job, tenant=house.name, colour=house.colour, scope=link.scope, contractor=link.name)
    return Seen(tenant_id=call.tenant_id, link=link, job=shown, house=house)


async def _first(call: Call, token: str, submission: str | None) -> bool:
    return submission is None or await threads.first_time(call, hash_of(f"{token} {submission}"))
