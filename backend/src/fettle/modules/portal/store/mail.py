"""Messages that came in, and the mailboxes that they are fetched from."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.db.keyset import Order
from fettle.kit.changes import Change
from fettle.kit.pages import PageRequest
from fettle.modules.portal.records.mail import Mailbox, MailboxAccess, Message
from fettle.modules.portal.records.public import Doorway

MESSAGE = """
SELECT m.id, m.message_id, m.sender, m.subject, m.body, m.status, m.reason, m.request_id, m.received_at, m.created_at,
       m.updated_at, m.version
FROM portal_messages m WHERE m.tenant_id = app.tenant_id()
"""
NEWEST_FIRST = Order("m.created_at", "timestamptz", "m.id", descending=True)
TAKE_TURNS = "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))"
KNOWN = "SELECT id FROM portal_messages WHERE tenant_id = app.tenant_id() AND message_id = %s"
RECENT = """
SELECT count(*) FROM portal_messages WHERE tenant_id = app.tenant_id() AND sender = %s AND created_at > %s
"""
INSERT_MESSAGE = """
INSERT INTO portal_messages (tenant_id, id, message_id, sender, subject, body, status, reason, request_id, raw,
                             received_at, created_at, updated_at)
VALUES (app.tenant_id(), %(id)s, %(message_id)s, %(sender)s, %(subject)s, %(body)s, %(status)s, %(reason)s,
        %(request_id)s, %(raw)s, %(received_at)s, %(created_at)s, %(created_at)s)
"""
SAVE_MESSAGE = """
UPDATE portal_messages SET status = %(status)s, reason = %(reason)s, request_id = %(request_id)s,
    raw = CASE WHEN %(status)s = 'quarantined' THEN raw END, version = %(version)s, updated_at = %(now)s,
    updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
RAW = "SELECT raw FROM portal_messages WHERE tenant_id = app.tenant_id() AND id = %s"
MAILBOX = """
SELECT m.id, m.host, m.port, m.security, m.username, m.folder, m.done_folder, m.active, m.polled_at, m.failure,
       m.created_at, m.created_by, m.updated_at, m.version, m.deleted_at
FROM portal_mailboxes m WHERE m.tenant_id = app.tenant_id()
"""
ACCESS = """
SELECT id, host, port, security, username, password_sealed, folder, done_folder, uid_validity, last_uid
FROM portal_mailboxes WHERE tenant_id = app.tenant_id() AND active AND deleted_at IS NULL
"""
INSERT_MAILBOX = """
INSERT INTO portal_mailboxes (tenant_id, id, host, port, security, username, password_sealed, folder, done_folder,
                              active, created_at, created_by, updated_at, updated_by)
VALUES (app.tenant_id(), %(id)s, %(host)s, %(port)s, %(security)s, %(username)s, %(password_sealed)s, %(folder)s,
        %(done_folder)s, %(active)s, %(now)s, %(by)s, %(now)s, %(by)s)
"""
SAVE_MAILBOX = """
UPDATE portal_mailboxes SET host = %(host)s, port = %(port)s, security = %(security)s, username = %(username)s,
    password_sealed = coalesce(%(password_sealed)s, password_sealed), folder = %(folder)s,
    done_folder = %(done_folder)s, active = %(active)s, deleted_at = %(deleted_at)s, version = %(version)s,
    last_uid = CASE WHEN %(elsewhere)s THEN 0 ELSE last_uid END, updated_at = %(now)s, updated_by = %(by)s
WHERE tenant_id = app.tenant_id() AND id = %(id)s
"""
REACHED = """
UPDATE portal_mailboxes SET uid_validity = %s, last_uid = %s WHERE tenant_id = app.tenant_id() AND id = %s
"""
POLLED = """
UPDATE portal_mailboxes SET polled_at = %s, failure = %s WHERE tenant_id = app.tenant_id() AND id = %s
"""
PLACE = """
SELECT p.tenant_id, p.id FROM portal_places p
WHERE p.tenant_id = app.tenant_id() AND p.code_hash = ANY(%s) AND p.open AND p.deleted_at IS NULL LIMIT 1
"""


async def some(call: Call, statuses: Sequence[str] | None, page: PageRequest) -> list[Message]:
    """A page of messages, newest first, one more than asked for."""
    after, position = NEWEST_FIRST.after(page.position)
    wanted = ["m.status = ANY(%(statuses)s)"] if statuses else []
    query = " AND ".join([MESSAGE, *wanted, *after]) + NEWEST_FIRST.by + " LIMIT %(limit)s"
    return await call.all(Message, query, {"statuses": statuses, **position, "limit": page.limit + 1})


async def get(call: Call, message_id: UUID, *, locked: bool = False) -> Message:
    """A message. Raises `NotFound`."""
    return await call.one(Message, MESSAGE + " AND m.id = %s" + (" FOR UPDATE" if locked else ""), [message_id])


async def raw(call: Call, message_id: UUID) -> bytes | None:
    """The bytes of a message in quarantine."""
    kept: bytes | None = await call.value(RAW, [message_id])
    return kept


async def known(call: Call, message_id: str) -> UUID | None:
    """The message with this Message-ID, once no twin is at work on it."""
    await call.keep(TAKE_TURNS, [f"mail {call.tenant_id} {message_id}"])
    found: UUID | None = await call.value(KNOWN, [message_id])
    return found


async def recent(call: Call, sender: str, since: datetime) -> int:
    """How many messages of a sender came since then."""
    return int(await call.value(RECENT, [sender, since]))


async def insert(call: Call, message: Message, kept: bytes | None, change: Change) -> None:
    """Keep a message; its bytes while it is in quarantine."""
    await call.write(change, INSERT_MESSAGE, {**msgspec.structs.asdict(message), "raw": kept})


async def save(call: Call, message: Message, change: Change) -> None:
    """Keep what was decided about a message."""
    row = {name: getattr(message, name) for name in ("id", "status", "reason", "request_id", "version")}
    await call.write(change, SAVE_MESSAGE, {**row, "now": call.now, "by": call.user_id})


async def place_of(call: Call, code_hashes: list[bytes]) -> UUID | None:
    """The open place that one of the codes leads to."""
    found = await call.maybe(Doorway, PLACE, [code_hashes])
    return None if found is None else found.id


async def mailboxes(call: Call) -> list[Mailbox]:
    """The mailboxes of the tenant."""
    return await call.all(Mailbox, MAILBOX + " AND m.deleted_at IS NULL ORDER BY m.id")


async def mailbox(call: Call, mailbox_id: UUID) -> Mailbox:
    """A mailbox, nobody else changing it. Raises `NotFound`."""
    return await call.one(Mailbox, MAILBOX + " AND m.deleted_at IS NULL AND m.id = %s FOR UPDATE", [mailbox_id])


async def accesses(call: Call) -> list[MailboxAccess]:
    """What polling the mailboxes of the tenant takes."""
    return await call.all(MailboxAccess, ACCESS)


async def insert_mailbox(call: Call, added: Mailbox, sealed: bytes, change: Change) -> None:
    """Keep a new mailbox."""
    await call.write(change, INSERT_MAILBOX, _row(call, added) | {"password_sealed": sealed})


async def save_mailbox(
    call: Call, changed: Mailbox, sealed: bytes | None, change: Change, *, elsewhere: bool = False
) -> None:
    """Keep what changed of a mailbox; `elsewhere`: what was read before was another one."""
    await call.write(change, SAVE_MAILBOX, _row(call, changed) | {"password_sealed": sealed, "elsewhere": elsewhere})


async def reached(call: Call, mailbox_id: UUID, uid_validity: int, uid: int) -> None:
    """Remember how far a mailbox was read."""
    await call.keep(REACHED, [uid_validity, uid, mailbox_id])


async def polled(call: Call, mailbox_id: UUID, failure: str | None) -> None:
    """Remember when a mailbox was last asked, and what went wrong."""
    await call.keep(POLLED, [call.now, failure, mailbox_id])


def _row(call: Call, mailbox: Mailbox) -> dict[str, Any]:
    return {**msgspec.structs.asdict(mailbox), "now": call.now, "by": call.user_id}
