"""Reference data: the codes that work is described with, and tags."""

from datetime import datetime
from decimal import Decimal
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class FailureKind(StrEnum):
    """What a failure code describes (after ISO 14224)."""

    PROBLEM = "problem"
    CAUSE = "cause"
    REMEDY = "remedy"


class ReasonKind(StrEnum):
    """What a reason explains."""

    HOLD = "hold"
    DOWNTIME = "downtime"
    CANCEL = "cancel"
    DECLINE = "decline"
    REVERSAL = "reversal"


class Tag(Record, frozen=True, kw_only=True):
    """A word that records can carry, with a colour `#rrggbb`."""

    id: UUID
    name: str
    colour: str | None = None
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class GlCode(Record, frozen=True, kw_only=True):
    """An accounting code that log lines carry."""

    id: UUID
    code: str
    name: str
    active: bool = True
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class TaskCode(Record, frozen=True, kw_only=True):
    """A reusable kind of job with its instructions, standard hours and usual accounting code."""

    id: UUID
    code: str
    name: str
    instructions: str | None = None
    standard_hours: Decimal | None = None
    gl_code_id: UUID | None = None
    active: bool = True
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class FailureCode(Record, frozen=True, kw_only=True):
    """A problem, cause or remedy that corrective work is described with."""

    id: UUID
    kind: FailureKind
    code: str
    name: str
    active: bool = True
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class Reason(Record, frozen=True, kw_only=True):
    """Why work was held, cancelled, declined or reversed, or an asset was down."""

    id: UUID
    kind: ReasonKind
    code: str
    name: str
    active: bool = True
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None
