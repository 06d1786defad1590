"""Mailboxes: set up, and fetch what is new in them."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

import msgspec
import structlog

from fettle.db.call import Call
from fettle.db.callers import Caller
from fettle.kit.addresses import Address
from fettle.modules.portal.actions import mail
from fettle.modules.portal.credentials import sealing
from fettle.modules.portal.desk import Desk, Lookup
from fettle.modules.portal.records.mail import Mailbox, MailboxAccess, NewMailbox, Security
from fettle.modules.portal.rules import mail as mail_rules
from fettle.modules.portal.rules import mailboxes as rules
from fettle.modules.portal.senders import imap
from fettle.modules.portal.store import mail as store
from fettle.queue import Work

READ = "portal:read"
WRITE = "portal:write"
log = structlog.get_logger("fettle.portal")


async def some(call: Call) -> list[Mailbox]:
    """The mailboxes that requests are fetched from."""
    call.must(READ)
    return await store.mailboxes(call)


async def add(call: Call, desk: Desk, given: NewMailbox) -> Mailbox:
    """Fetch requests from one more mailbox; its password is kept sealed."""
    call.must(WRITE)
    made = rules.new(given, id=call.new_id(), by=call.user_id, at=call.now)
    sealed = sealing.seal(desk.secret, given.password, bound_to=made.id.bytes)
    await store.insert_mailbox(call, made, sealed, rules.added(made))
    return made


async def change(call: Call, desk: Desk, mailbox_id: UUID, given: Mapping[str, Any], *, version: int) -> Mailbox:
    """Change a mailbox; the password stays as it is unless it is given."""
    call.must(WRITE)
    before = await store.mailbox(call, mailbox_id)
    fields = dict(given)
    password = fields.pop("password", None)
    after = rules.changed(before, fields, version=version)
    sealed = None if password is None else sealing.seal(desk.secret, password, bound_to=mailbox_id.bytes)
    elsewhere = rules.is_elsewhere(before, after)
    await store.save_mailbox(call, after, sealed, rules.updated("changed", before, after), elsewhere=elsewhere)
    return after


async def delete(call: Call, mailbox_id: UUID, *, version: int) -> None:
    """Fetch no more from a mailbox."""
    call.must(WRITE)
    before = await store.mailbox(call, mailbox_id)
    after = rules.changed(before, {"deleted_at": call.now, "active": False}, version=version)
    await store.save_mailbox(call, after, None, rules.updated("deleted", before, after))


async def poll(work: Work, desk: Desk, lookup: Lookup) -> None:
    """Fetch what is new in every mailbox of the tenant. One that fails says why and keeps no other waiting."""
    async with work.open(read_only=True) as call:
        accesses = await store.accesses(call)
    for access in accesses:
        failure = None
        try:
            await _poll(work, desk, access, lookup)
        except (imap.MailboxAway, sealing.SealBroken) as error:
            failure = str(error)
            log.warning("mailbox not fetched", mailbox=str(access.id), reason=failure)
        async with work.open() as call:
            await store.polled(call, access.id, failure)


async def _poll(work: Work, desk: Desk, access: MailboxAccess, lookup: Lookup) -> None:
    password = sealing.unseal(desk.secret, access.password_sealed, bound_to=access.id.bytes)
    address = await _address(access, lookup)
    while True:
        largest = mail_rules.LARGEST_MESSAGE
        batch = await asyncio.to_thread(imap.fetch, access, password, address, largest=largest)
        for message in batch.messages:
            await _take(work, desk, access.id, batch.uid_validity, message)
        uids = [message.uid for message in batch.messages]
        await asyncio.to_thread(imap.put_away, access, password, address, uids)
        if len(uids) < imap.MOST_AT_ONCE:
            return
        access = msgspec.structs.replace(access, uid_validity=batch.uid_validity, last_uid=uids[-1])


async def _take(work: Work, desk: Desk, mailbox_id: UUID, validity: int, message: imap.Fetched) -> None:
    """A message, and how far the mailbox is read, in one transaction."""

    async def reached(call: Call) -> None:
        await store.reached(call, mailbox_id, validity, message.uid)

    raw = message.raw or mail_rules.too_large(mailbox_id, validity, message.uid)
    await mail.take(desk, Caller(), work.tenant_id, raw, also=reached)


async def _address(access: MailboxAccess, lookup: Lookup) -> Address:
    encrypted = access.security is not Security.NONE
    try:
        found: Sequence[Address] = await lookup(access.host, access.port, encrypted=encrypted)
    except Exception as error:
        raise imap.MailboxAway("The mail server's address cannot be used from here.") from error
    return found[0]
