"""Requests by e-mail: what comes in, and the mailboxes that it is fetched from."""

from typing import Annotated, Any
from uuid import UUID

from litestar import Request
from litestar.di import Provide
from litestar.params import Parameter

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.pages import Page, PageRequest
from fettle.kit.refusals import Malformed
from fettle.modules.files import public as files
from fettle.modules.portal.actions import mail, mailboxes
from fettle.modules.portal.desk import Desk
from fettle.modules.portal.records.mail import Mailbox, Message, MessageStatus
from fettle.modules.portal.routes.desk import DESK, VISITOR, read_form
from fettle.modules.portal.rules.codes import NothingHere
from fettle.modules.portal.rules.mail import LARGEST_MESSAGE, NotQuarantined
from fettle.modules.portal.wire.bodies import MailboxBody, MailboxPatch
from fettle.web.verbs import delete, get, patch, post


async def raw_of(request: Request[Any, Any, Any]) -> bytes:
    """The message as it was sent: the whole body, or the field `email` or `body-mime` of a provider's form."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind not in ("multipart/form-data", "application/x-www-form-urlencoded"):
        return await request.body()
    lines, sent = await read_form(request)
    for name, text in lines:
        if name in ("email", "body-mime"):
            return text.encode(errors="surrogateescape")
    if not sent:
        raise Malformed("Send the raw message as the body, or in the field `email`.")
    return sent[0].content


RAW = {**VISITOR, "raw": Provide(raw_of)}


@post(
    "/portal/inbound-email/{mail_secret:str}",
    may=None,
    dependencies=RAW,
    status_code=202,
    refuses=[NothingHere, files.StorageAway],
    request_max_body_size=LARGEST_MESSAGE + 1024 * 1024,
)
async def receive_email(mail_secret: str, desk: Desk, visitor: Caller, raw: bytes) -> None:
    """Take a message that a mail provider hands over: raw (`message/rfc822`), or as the field `email` of a form.

    The secret in the address says whose it is. What cannot be read is taken as well, and shown to staff.
    """
    await mail.take_from_provider(desk, visitor, mail_secret, raw)


@get("/portal/messages", may="portal:read")
async def list_portal_messages(
    call: Call, page: PageRequest, status: Annotated[list[MessageStatus] | None, Parameter()] = None
) -> Page[Message]:
    """List the messages that came in and what became of each, newest first."""
    return await mail.some(call, status, page)


@get("/portal/messages/{message_id:uuid}", may="portal:read")
async def get_portal_message(call: Call, message_id: UUID) -> Message:
    """Get a message with its whole text."""
    return await mail.get(call, message_id)


@post("/portal/messages/{message_id:uuid}/retry", may="portal:write", status_code=202, refuses=[NotQuarantined])
async def retry_portal_message(call: Call, message_id: UUID) -> Message:
    """Read a message in quarantine once more, in the background."""
    return await mail.ask_again(call, message_id)


@post("/portal/messages/{message_id:uuid}/dismiss", may="portal:write", status_code=200, refuses=[NotQuarantined])
async def dismiss_portal_message(call: Call, message_id: UUID) -> Message:
    """Let a message in quarantine go; its bytes are deleted."""
    return await mail.dismiss(call, message_id)


@get("/portal/mailboxes", may="portal:read")
async def list_portal_mailboxes(call: Call) -> list[Mailbox]:
    """List the mailboxes that requests are fetched from, with when and how it last went."""
    return await mailboxes.some(call)


@post("/portal/mailboxes", may="portal:write", dependencies=DESK)
async def add_portal_mailbox(call: Call, data: MailboxBody, desk: Desk) -> Mailbox:
    """Fetch requests from a mailbox by IMAP; its password is kept sealed and never shown."""
    return await mailboxes.add(call, desk, data.to_record())


@patch("/portal/mailboxes/{mailbox_id:uuid}", may="portal:write", dependencies=DESK)
async def update_portal_mailbox(call: Call, mailbox_id: UUID, data: MailboxPatch, version: int, desk: Desk) -> Mailbox:
    """Change a mailbox; the password stays as it is unless it is given."""
    return await mailboxes.change(call, desk, mailbox_id, data.given(), version=version)


@delete("/portal/mailboxes/{mailbox_id:uuid}", may="portal:write")
async def delete_portal_mailbox(call: Call, mailbox_id: UUID, version: int) -> None:
    """Fetch no more from a mailbox."""
    await mailboxes.delete(call, mailbox_id, version=version)


ROUTES = [
    receive_email,
    list_portal_messages,
    get_portal_message,
    retry_portal_message,
    dismiss_portal_message,
    list_portal_mailboxes,
    add_portal_mailbox,
    update_portal_mailbox,
    delete_portal_mailbox,
]
