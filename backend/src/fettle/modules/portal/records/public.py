"""What people outside are shown: never more than this."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

import msgspec

from fettle.kit.records import Record
from fettle.modules.portal.records.places import Ask


class Doorway(Record, frozen=True, kw_only=True):
    """Where a secret leads: the tenant, and the record behind it."""

    tenant_id: UUID
    id: UUID


class House(Record, frozen=True, kw_only=True):
    """Whose page it is."""

    name: str
    locale: str
    time_zone: str
    colour: str | None = None


class Category(Record, frozen=True, kw_only=True):
    """A kind of problem to choose from."""

    id: UUID
    name: str


class KnownProblem(Record, frozen=True, kw_only=True):
    """Work that is under way here already, so that nobody need report it again."""

    title: str
    status: str
    since: datetime


class PublicPage(Record, frozen=True, kw_only=True):
    """The page of a place: what it says, what it asks, and what is known already."""

    tenant: str
    place: str | None = None
    title: str | None = None
    greeting: str | None = None
    colour: str | None = None
    language: str | None = None
    ask_name: Ask = Ask.OPTIONAL
    ask_email: Ask = Ask.OPTIONAL
    ask_phone: Ask = Ask.NO
    photos: bool = True
    categories: list[Category] = []
    open_problems: list[KnownProblem] = []
    waiting: int = 0


class Photo(msgspec.Struct, frozen=True):
    """A picture or paper that somebody sends along."""

    name: str
    kind: str
    content: bytes


class Report(Record, frozen=True, kw_only=True):
    """What somebody outside reports; only what is wrong is needed."""

    text: str
    name: str | None = None
    email: str | None = None
    phone: str | None = None
    category_id: UUID | None = None


class Received(Record, frozen=True, kw_only=True):
    """A report that arrived: its number, and where its status is shown."""

    number: int
    status_token: str
    status_url: str
    request_id: UUID | None = msgspec.field(default=None, name="-")


class PublicComment(Record, frozen=True, kw_only=True):
    """Something said to or by the person who asked; `author` is null for the house unless it shows names."""

    body: str
    author: str | None = None
    from_house: bool
    at: datetime


class PublicStatus(Record, frozen=True, kw_only=True):
    """What became of a report, for the person who made it."""

    number: int
    title: str
    description: str | None = None
    state: str
    reason: str | None = None
    tenant: str
    place: str | None = None
    colour: str | None = None
    reported_at: datetime
    decided_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    comments: list[PublicComment] = []
    photos: int = 0
    hears_by_email: bool = False


class StatusRow(Record, frozen=True, kw_only=True):
    """A request as the status page needs it."""

    id: UUID
    number: int
    title: str
    description: str | None = None
    status: str
    outcome: str
    work_status: str | None = None
    reason: str | None = None
    place: str | None = None
    site_name: str | None = None
    reported_at: datetime
    decided_at: datetime | None = None
    started_at: datetime | None = None
    completed_at: datetime | None = None
    requester_email: str | None = None
    requester_name: str | None = None
    work_order_id: UUID | None = None


class PlaceInside(Record, frozen=True, kw_only=True):
    """A place with what its page needs of the house."""

    id: UUID
    name: str
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    page: dict[str, object] = {}
    latitude: Decimal | None = None
    longitude: Decimal | None = None
