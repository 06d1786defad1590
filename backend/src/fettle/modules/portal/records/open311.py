"""Open311 GeoReport v2: the records of the specification, by its own names."""

from datetime import datetime
from decimal import Decimal

import msgspec


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of request."""

    service_code: str
    service_name: str
    description: str
    metadata: bool
    type: str
    keywords: str
    group: str


class ServiceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request as anybody may see it."""

    service_request_id: str
    status: str
    status_notes: str | None
    service_name: str
    service_code: str
    description: str | None
    agency_responsible: str | None
    service_notice: str | None
    requested_datetime: datetime
    updated_datetime: datetime
    expected_datetime: datetime | None
    address: str | None
    address_id: str | None
    zipcode: str | None
    lat: Decimal | None
    long: Decimal | None
    media_url: str | None


class NewServiceRequest(msgspec.Struct, frozen=True, kw_only=True):
    """A request that a client makes."""

    service_code: str
    lat: Decimal | None = None
    long: Decimal | None = None
    address_string: str | None = None
    email: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    phone: str | None = None
    description: str | None = None
    media_url: str | None = None


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """Which requests a client asks for."""

    ids: list[int] | None = None
    service_codes: list[str] | None = None
    statuses: list[str] | None = None
    since: datetime
    until: datetime
    limit: int
    offset: int
