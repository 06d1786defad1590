"""The nouns of live updates."""

from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class Doubt(StrEnum):
    """Why a stream says `reset`: whoever hears it reads anew what they show."""

    UNKNOWN = "unknown_position"
    TOO_OLD = "too_long_ago"
    TOO_MANY = "too_many_changes"
    TOO_SLOW = "too_slow"
    RIGHTS = "rights_changed"


class Parting(StrEnum):
    """Why a stream ends by our doing."""

    CLOSING = "server_stops"
    STANDING = "signed_out"
    LIFETIME = "time_is_up"


class Position(NamedTuple):
    """A place in the feed of a tenant: after change `ord` of its transaction `seq`."""

    seq: int
    ord: int


class Happened(msgspec.Struct, frozen=True, kw_only=True):
    """An event, as far as it takes to know who may hear of it and what they are told.

    `owners` are the people whose own record it is, for the kinds of records that belong to somebody.
    """

    position: Position
    id: UUID
    type: str
    entity: str
    entity_id: UUID
    about_id: UUID
    site_id: UUID | None
    bears_costs: bool
    actor_user_id: UUID | None
    at: datetime
    changed: list[str]
    owners: frozenset[UUID] = frozenset()


class Viewer(msgspec.Struct, frozen=True, kw_only=True):
    """Who listens, and what they may see; `site_scope` None means every site."""

    user_id: UUID | None
    permissions: frozenset[str]
    site_scope: frozenset[UUID] | None

    def may(self, permission: str) -> bool:
        """Whether they hold `permission`."""
        return permission in self.permissions or "*" in self.permissions


class Wanted(msgspec.Struct, frozen=True, kw_only=True):
    """What somebody wants to hear of: everything, or only these kinds of records, only what is about one record."""

    entities: frozenset[str] = frozenset()
    about_id: UUID | None = None


class LiveEvent(Record, frozen=True, kw_only=True):
    """What a stream tells of a change. The values are read where they stand, with the rights that hold by then."""

    id: UUID
    type: str
    entity: str
    entity_id: UUID
    about_id: UUID
    site_id: UUID | None
    actor_user_id: UUID | None
    at: datetime
    changed: list[str]


class FeedHead(Record, frozen=True, kw_only=True):
    """How far the tenant's feed has come: what a stream can be resumed from."""

    id: str
