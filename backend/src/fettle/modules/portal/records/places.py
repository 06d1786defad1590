"""Places: a code that somebody scans, what it stands for, and how its page looks."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from fettle.kit.records import Record


class Ask(StrEnum):
    """Whether the page asks for something about the person."""

    NO = "no"
    OPTIONAL = "optional"
    REQUIRED = "required"


class PageSettings(Record, frozen=True, kw_only=True):
    """How a page looks and what it asks. Null takes the tenant's setting, and that the product's."""

    title: str | None = None
    greeting: str | None = None
    ask_name: Ask | None = None
    ask_email: Ask | None = None
    ask_phone: Ask | None = None
    photos: bool | None = None
    task_code_ids: list[UUID] | None = None
    show_open: bool | None = None
    language: str | None = None


class Open311Service(Record, frozen=True, kw_only=True):
    """A kind of request that Open311 clients can make."""

    code: str
    name: str
    description: str = ""
    group: str = ""
    keywords: list[str] = []
    task_code_id: UUID | None = None


class PortalSettings(Record, frozen=True, kw_only=True):
    """The portal of a tenant. Secrets are never shown again; `has…` says whether there is one."""

    page: PageSettings = PageSettings()
    staff_names: bool = False
    email_address: str | None = None
    has_email_webhook: bool = False
    open311_enabled: bool = False
    open311_services: list[Open311Service] = []
    has_open311_key: bool = False
    version: int = 0


class IssuedSecret(Record, frozen=True, kw_only=True):
    """A secret, shown this once, and where it is used."""

    secret: str
    url: str | None = None


class NewPlace(Record, frozen=True, kw_only=True):
    """A place to open; without a site, location or asset it stands for the whole tenant."""

    name: str | None = None
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    page: PageSettings = PageSettings()


class Place(Record, frozen=True, kw_only=True):
    """A place where people outside can report a problem; `url` is what its QR code says."""

    id: UUID
    name: str
    code: str
    site_id: UUID | None = None
    location_id: UUID | None = None
    asset_id: UUID | None = None
    page: PageSettings = PageSettings()
    open: bool = True
    url: str = ""
    created_at: datetime
    created_by: UUID | None = None
    updated_at: datetime
    version: int = 1
    deleted_at: datetime | None = None


class PlaceUse(Record, frozen=True, kw_only=True):
    """How a place was used: visits, requests, and what became of them, over the last so many days."""

    place_id: UUID
    name: str
    visits: int
    requests: int
    approved: int
    declined: int
    duplicates: int
    last_request_at: datetime | None = None


class Opened(Record, frozen=True, kw_only=True):
    """How many places a bulk request opened; those that had a place already were left alone."""

    opened: int
    places: list[Place]
