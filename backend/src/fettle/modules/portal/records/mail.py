"""Requests by e-mail: mailboxes, messages, and what is read out of them."""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import msgspec

from fettle.kit.records import Record
from fettle.modules.portal.records.public import Photo


class Security(StrEnum):
    """How the connection to a mail server is protected."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "none"


class MessageStatus(StrEnum):
    """What became of a message."""

    REQUEST = "request"
    COMMENT = "comment"
    IGNORED = "ignored"
    QUARANTINED = "quarantined"
    DISMISSED = "dismissed"


class NewMailbox(Record, frozen=True, kw_only=True):
    """A mailbox to fetch requests from."""

    host: str
    username: str
    password: str
    port: int = 993
    security: Security = Security.TLS
    folder: str = "INBOX"
    done_folder: str | None = None
    active: bool = True


class Mailbox(Record, frozen=True, kw_only=True):
    """A mailbox that requests are fetched from. Its password is never shown."""

    id: UUID
    host: str
    port: int
    security: Security
    username: str
    folder: str = "INBOX"
    done_folder: str | None = None
    active: bool = True
    polled_at: datetime | None = None
    failure: str | None = None
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class MailboxAccess(Record, frozen=True, kw_only=True):
    """What the poll of a mailbox needs."""

    id: UUID
    host: str
    port: int
    security: Security
    username: str
    password_sealed: bytes
    folder: str
    done_folder: str | None = None
    uid_validity: int | None = None
    last_uid: int = 0


class Message(Record, frozen=True, kw_only=True):
    """A message that came in, and what was made of it."""

    id: UUID
    message_id: str
    sender: str | None = None
    subject: str | None = None
    body: str = ""
    status: MessageStatus
    reason: str | None = None
    request_id: UUID | None = None
    received_at: datetime
    created_at: datetime
    updated_at: datetime
    version: int = 1


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What was read out of a raw message."""

    message_id: str
    sender: str | None
    sender_name: str | None
    subject: str
    text: str
    whole: str
    hints: Sequence[str]
    """Words of the addresses, the subject and the references in which a code or token may stand."""
    attachments: Sequence[Photo]
    automatic: str | None
    """Why nobody is waiting for an answer to it, None for a message of a person."""
