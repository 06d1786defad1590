"""Whom to tell, what to tell them, and a message on its way."""

from collections.abc import Mapping, Sequence
from datetime import time
from uuid import UUID

import msgspec

from fettle.modules.notifications.records.kinds import Kind, Subject


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody who may be told something, with all that decides whether and how."""

    user_id: UUID
    name: str
    email: str
    locale: str
    role: str
    permissions: list[str]
    every_site: bool
    site_ids: list[UUID]
    time_zone: str
    tenant_zone: str
    quiet_from: time | None = None
    quiet_until: time | None = None
    urgent_breaks_quiet: bool = False
    digest_hour: int | None = None
    due_soon_days: int
    mail_refused: str | None = None
    choices: Mapping[str, bool] = {}
    devices: list[tuple[UUID, str]] = []


class Notice(msgspec.Struct, frozen=True, kw_only=True):
    """Something to tell: whom (people, or whoever holds `holders`), what of, and the facts that the words need.

    `needs` is the permission without which nobody may hear of it; `theirs` are people whose own affair it is, `spared`
    who did it; `address` somebody without an account, `language` theirs.
    """

    kind: Kind
    key: str
    subject: Subject
    subject_id: UUID | None
    path: str
    facts: Mapping[str, str]
    people: frozenset[UUID] = frozenset()
    theirs: frozenset[UUID] = frozenset()
    holders: str | None = None
    needs: str | None = None
    site_id: UUID | None = None
    spared: UUID | None = None
    urgent: bool = False
    reminder_id: UUID | None = None
    address: str | None = None
    link: str | None = None
    language: str | None = None


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What a sender achieved: a receipt, or why not; `final` is not tried again, `gone` means the address is dead."""

    receipt: str = ""
    error: str | None = None
    final: bool = False
    gone: bool = False
    wait_seconds: int | None = None


class Parcel(msgspec.Struct, frozen=True, kw_only=True):
    """One message on its way: to which address, in which words, under which tag that never changes.

    `lines` are the parts of a mail that tells of several things, as (title, body, link).
    """

    tag: str
    address: str
    title: str
    body: str
    link: str
    urgent: bool
    language: str
    tenant: str = ""
    member: bool = True
    unsubscribe: str = ""
    keys: Mapping[str, str] = {}
    lines: Sequence[tuple[str, str, str]] = ()
