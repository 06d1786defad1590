"""Decisions about mailboxes."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.changes import Change
from fettle.kit.refusals import Stale
from fettle.modules.portal.records.mail import Mailbox, NewMailbox

BOOKKEEPING = ("created_at", "created_by", "updated_at", "polled_at", "failure")
WHERE = ("host", "port", "username", "folder")


def new(given: NewMailbox, *, id: UUID, by: UUID | None, at: datetime) -> Mailbox:
    """The mailbox that `given` describes; its password is kept elsewhere."""
    fields = {name: getattr(given, name) for name in given.__struct_fields__ if name != "password"}
    return Mailbox(id=id, created_at=at, created_by=by, updated_at=at, **fields)


def changed(mailbox: Mailbox, given: Mapping[str, Any], *, version: int) -> Mailbox:
    """`mailbox` with the fields `given`. Raises `Stale`."""
    if mailbox.version != version:
        raise Stale()
    return msgspec.structs.replace(mailbox, **given, version=version + 1)


def is_elsewhere(before: Mailbox, after: Mailbox) -> bool:
    """Whether it is another mailbox by now, to be read from its beginning."""
    return any(getattr(before, name) != getattr(after, name) for name in WHERE)


def added(mailbox: Mailbox) -> Change:
    """The change that a new mailbox makes; of its password nothing is told."""
    return Change("portal_mailbox.added", mailbox.id, after=_told(mailbox))


def updated(verb: str, before: Mailbox, after: Mailbox) -> Change:
    """The change from `before` to `after`."""
    was, now = _told(before), _told(after)
    names = [name for name in now if was[name] != now[name]]
    return Change(
        f"portal_mailbox.{verb}",
        after.id,
        before={name: was[name] for name in names},
        after={name: now[name] for name in names},
    )


def _told(mailbox: Mailbox) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(mailbox).items() if name not in BOOKKEEPING}
