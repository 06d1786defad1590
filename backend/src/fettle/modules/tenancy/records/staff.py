"""Staff: whom work can be assigned to, what an hour of them costs, and the crews they form."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from fettle.kit.records import Record


class NewStaff(Record, frozen=True, kw_only=True):
    """A person whom work can be assigned to, as somebody states them; `user_id` links them to a member."""

    name: str
    number: str | None = None
    email: str | None = None
    phone: str | None = None
    trade: str | None = None
    user_id: UUID | None = None
    weekly_hours: Decimal | None = None
    active: bool = True
    custom: dict[str, Any] = {}


class Staff(Record, frozen=True, kw_only=True):
    """A person whom work can be assigned to. `hourly_rate` is today's, for those who may see money."""

    id: UUID
    name: str
    number: str | None = None
    email: str | None = None
    phone: str | None = None
    trade: str | None = None
    user_id: UUID | None = None
    weekly_hours: Decimal
    active: bool = True
    custom: dict[str, Any] = {}
    hourly_rate: Decimal | None = None
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class Rate(Record, frozen=True, kw_only=True):
    """What an hour of somebody costs from a day on, in the tenant's currency. Rates are added, never changed."""

    id: UUID
    staff_id: UUID
    valid_from: date
    hourly_rate: Decimal
    created_at: datetime
    created_by: UUID | None = None


class Crew(Record, frozen=True, kw_only=True):
    """A group of staff that work can be assigned to together."""

    id: UUID
    name: str
    lead_id: UUID | None = None
    active: bool = True
    member_ids: list[UUID] = []
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None
