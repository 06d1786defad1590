"""Bodies of people, invitations, staff and rates."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any
from uuid import UUID

from email_validator import EmailNotValidError, validate_email
from pydantic import AfterValidator, Field, StringConstraints

from fettle.modules.identity.public import Keep
from fettle.web.bodies import LEFT_OUT, Body, Code, Line, Money, Name, Patch


def _email(value: str) -> str:
    try:
        return validate_email(value, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise ValueError(str(error)) from None


Email = Annotated[str, StringConstraints(max_length=254), AfterValidator(_email)]
Sites = Annotated[list[UUID], Field(max_length=500)]


def _to_cents(value: Decimal) -> Decimal:
    """Write a number as the database will: 40 as 40.00."""
    return value.quantize(Decimal("0.01"))


WeeklyHours = Annotated[Decimal, Field(ge=0, le=168, max_digits=5, decimal_places=2), AfterValidator(_to_cents)]
HourlyRate = Annotated[Money, Field(ge=0), AfterValidator(_to_cents)]
Secret = Annotated[str, StringConstraints(min_length=1, max_length=1000, strip_whitespace=False)]


class PersonPatch(Patch):
    """Another role, or other sites; null for `siteIds` lets the person in everywhere."""

    role: Code = LEFT_OUT
    site_ids: Sites | None = None


class InvitationBody(Body):
    """Whom to invite, with which role; without `siteIds` they are let in everywhere."""

    email: Email
    name: Name | None = None
    role: Code
    site_ids: Sites | None = None


class AcceptBody(Body):
    """The token of the invitation's link. New people choose name and password, others prove theirs."""

    token: Secret
    name: Name | None = None
    password: Secret
    keep: Keep = Keep.BODY


class StaffBody(Body):
    """Somebody whom work can be assigned to; without `weeklyHours` they have the tenant's usual ones."""

    name: Name
    number: Code | None = None
    email: Email | None = None
    phone: Line | None = None
    trade: Name | None = None
    user_id: UUID | None = None
    weekly_hours: WeeklyHours | None = None
    active: bool = True
    custom: Annotated[dict[str, Any], Field(default_factory=dict)]


class StaffPatch(Patch):
    """What to change of one of the staff; custom values are merged, null clears one."""

    name: Name = LEFT_OUT
    number: Code | None = None
    email: Email | None = None
    phone: Line | None = None
    trade: Name | None = None
    user_id: UUID | None = None
    weekly_hours: WeeklyHours = LEFT_OUT
    active: bool = LEFT_OUT
    custom: dict[str, Any] = LEFT_OUT


class RateBody(Body):
    """What an hour of somebody costs from a day on."""

    valid_from: date
    hourly_rate: HourlyRate
