"""Tenants: who owns a world of records, and how it looks to its people."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class Edition(StrEnum):
    """Which words, roles and limits a tenant starts with."""

    ORGANISATION = "organisation"
    HOUSEHOLD = "household"


class DeploymentTier(StrEnum):
    """Whether the tenant shares a database with others."""

    SHARED = "shared"
    DEDICATED = "dedicated"


class Weekday(StrEnum):
    """The day on which weeks begin in calendars and weekly figures."""

    MONDAY = "monday"
    SATURDAY = "saturday"
    SUNDAY = "sunday"


class Branding(Record, frozen=True, kw_only=True):
    """How the product dresses for a tenant: `#rrggbb` and the https address of a picture."""

    colour: str | None = None
    logo_url: str | None = None


class TenantSettings(Record, frozen=True, kw_only=True):
    """What a tenant can set: the first day of the week, days an invitation stays open, weekly hours of new staff.

    `keep_photo_position`: whether photos keep the place where they were taken; else it is taken out of them.
    """

    week_starts_on: Weekday = Weekday.MONDAY
    invitation_days: int = 7
    default_weekly_hours: int = 40
    due_soon_days: int = 2
    keep_photo_position: bool = False


class NewTenant(Record, frozen=True, kw_only=True):
    """What the operator states about a tenant to be made; `id` is the tenant that the creating call works for."""

    id: UUID
    slug: str
    name: str
    edition: Edition = Edition.ORGANISATION
    deployment_tier: DeploymentTier = DeploymentTier.SHARED
    locale: str = "en"
    currency: str = "USD"
    time_zone: str = "UTC"


class Tenant(Record, frozen=True, kw_only=True):
    """An organisation or a household. `vocabulary` holds its own words, `words` all of them, the edition's included."""

    id: UUID
    slug: str
    name: str
    edition: Edition
    deployment_tier: DeploymentTier
    locale: str
    currency: str
    time_zone: str
    branding: Branding
    vocabulary: dict[str, str] = {}
    words: dict[str, str] = {}
    settings: TenantSettings
    suspended_at: datetime | None = None
    deletion_requested_at: datetime | None = None
    created_at: datetime
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None
