"""Links for contractors: a job without an account."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

import msgspec

from fettle.kit.records import Record


class Allowed(StrEnum):
    """What a contractor may do besides seeing the job."""

    COMMENT = "comment"
    PHOTOS = "photos"
    TIME = "time"
    DONE = "done"


class NewContractorLink(Record, frozen=True, kw_only=True):
    """Whom to let in, for what, and until when."""

    name: str
    email: str | None = None
    scope: list[Allowed] = msgspec.field(default_factory=lambda: list(Allowed))
    expires_at: datetime | None = None


class ContractorLink(Record, frozen=True, kw_only=True):
    """A link that opens one work order to a contractor."""

    id: UUID
    work_order_id: UUID
    name: str
    email: str | None = None
    scope: list[Allowed]
    expires_at: datetime
    revoked_at: datetime | None = None
    last_used_at: datetime | None = None
    created_at: datetime
    created_by: UUID | None = None
    version: int = 1


class IssuedLink(Record, frozen=True, kw_only=True):
    """A new link; `url` holds its secret and is shown this once."""

    link: ContractorLink
    url: str


class JobTask(Record, frozen=True, kw_only=True):
    """A line of work as the contractor sees it."""

    id: UUID
    title: str
    instructions: str | None = None
    required: bool = True
    status: str = "open"


class Job(Record, frozen=True, kw_only=True):
    """A work order as its contractor sees it: nothing of money, people or other work."""

    id: UUID
    number: int
    title: str
    description: str | None = None
    status: str
    tenant: str = ""
    colour: str | None = None
    site: str | None = None
    address: str | None = None
    location: str | None = None
    assets: list[str] = []
    latitude: Decimal | None = None
    longitude: Decimal | None = None
    scheduled_start: datetime | None = None
    due_at: datetime | None = None
    tasks: list[JobTask] = []
    scope: list[Allowed] = []
    contractor: str = ""


class Time(Record, frozen=True, kw_only=True):
    """Hours that a contractor worked on one day."""

    hours: Decimal
    note: str | None = None


class Done(Record, frozen=True, kw_only=True):
    """A contractor says that the job is done, and which of its tasks are."""

    note: str | None = None
    task_ids: list[UUID] = []
