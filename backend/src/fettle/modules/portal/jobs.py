"""Background work of the portal."""

from uuid import UUID

from fettle.db.callers import Caller
from fettle.modules.portal.actions import contractors, mail, mailboxes
from fettle.modules.portal.desk import Desk
from fettle.queue import Work, job, sweep


def desk_of(work: Work) -> Desk:
    """The desk, out of what the worker hands in."""
    settings = work.services["settings"]
    return Desk(
        door=work.door,
        secret=settings.secret_bytes,
        base_url=settings.base_url,
        mailer=work.services["mailer"],
        files=work.services["files"],
    )


@job("portal.mail_contractor")
async def mail_contractor(work: Work, *, link_id: UUID, sealed: str) -> None:
    """Mail a contractor their link."""
    desk = desk_of(work)
    async with work.open(read_only=True) as call:
        found = await contractors.letter_to(call, desk, link_id, sealed)
    if found is not None:
        await desk.mailer.send(found[0], found[1].subject, found[1].text, found[1].html)


@job("portal.answer_mail")
async def answer_mail(work: Work, *, message_id: UUID) -> None:
    """Answer a message that became a request."""
    desk = desk_of(work)
    async with work.open() as call:
        found = await mail.answer(call, message_id, base_url=desk.base_url, domain=desk.mailer.domain or "localhost")
    if found is not None:
        letter = found.letter
        await desk.mailer.send(found.to, letter.subject, letter.text, letter.html, headers=found.headers)


@job("portal.retry_message")
async def retry_message(work: Work, *, message_id: UUID) -> None:
    """Read a message in quarantine once more."""
    async with work.open(read_only=True) as call:
        found = await mail.kept_bytes(call, message_id)
    if found is not None:
        await mail.take(desk_of(work), Caller(), work.tenant_id, found[1], kept=found[0])


@sweep("portal.poll_mailboxes", every=60, due="app.tenants_with_mailboxes", seconds=600)
async def poll_mailboxes(work: Work) -> None:
    """Fetch requests from the mailboxes of a tenant."""
    await mailboxes.poll(work, desk_of(work), work.services["outbound"].lookup)


JOBS = [mail_contractor, answer_mail, retry_message, poll_mailboxes]
