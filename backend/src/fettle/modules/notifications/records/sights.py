"""What events are about, as notices need it."""

from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

import msgspec


class Work(msgspec.Struct, frozen=True, kw_only=True):
    """A work order as notices need it; `assignee` and `crew` are the people behind the ids of staff and crew."""

    id: UUID
    number: int
    title: str
    status: str
    priority: str
    site_id: UUID | None
    site: str | None
    due_at: datetime | None
    note: str | None
    live: bool
    created_by: UUID | None
    requested_by: UUID | None
    assignee_id: UUID | None
    crew_id: UUID | None
    assignee: UUID | None
    crew: list[UUID]

    @property
    def doers(self) -> frozenset[UUID]:
        """The people whom it is assigned to, by name or by crew."""
        return frozenset({*self.crew, *({self.assignee} if self.assignee else ())})


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A request as notices need it; `origin_id` is the request that leads it, for a duplicate."""

    id: UUID
    number: int
    title: str
    status: str
    priority: str
    site_id: UUID | None
    site: str | None
    note: str | None
    requested_by: UUID | None
    name: str | None
    email: str | None
    work_order_id: UUID | None
    duplicate_of_id: UUID | None
    language: str | None = None


class Thing(msgspec.Struct, frozen=True, kw_only=True):
    """An asset as notices need it."""

    id: UUID
    name: str
    site_id: UUID | None
    site: str | None
    condition: str | None
    warranty_until: date | None = None
    live: bool = True


class Seen(msgspec.Struct, frozen=True, kw_only=True):
    """What was looked up about the events of a batch."""

    work: Mapping[UUID, Work] = {}
    asked: Mapping[UUID, Asked] = {}
    things: Mapping[UUID, Thing] = {}
    names: Mapping[UUID, str] = {}
    authors: Mapping[UUID, UUID] = {}
