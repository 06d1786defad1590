"""Open311 GeoReport v2: what a client may ask and send, by the words of the specification."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from decimal import Decimal, InvalidOperation

from fettle.kit.refusals import Forbidden, Invalid, NotFound
from fettle.modules.portal.records.open311 import Asked, NewServiceRequest, Service
from fettle.modules.portal.records.places import Open311Service
from fettle.modules.portal.rules.codes import NothingHere
from fettle.modules.portal.rules.reports import EMAIL, LONGEST_LINE, line_of, storable

WINDOW = timedelta(days=90)
MOST = 1000
LONGEST_DESCRIPTION = 4000
LONGEST_URL = 2000
MOST_ATTRIBUTES = 50
FORMATS = ("json", "xml")
STATUSES = ("open", "closed")
_SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
_ATTRIBUTE = re.compile(r"attribute\[([A-Za-z0-9_.-]{1,60})\](\[\])?")
_W3 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d{1,6})?)?(Z|[+-]\d\d:\d\d)")


class ServiceUnknown(NotFound):
    """service_code was not found."""


class ServiceRequestUnknown(NotFound):
    """service_request_id was not found."""


class ApiKeyWrong(Forbidden):
    """Missing or invalid api_key."""


class ArgumentWrong(Invalid):
    """An argument is missing or cannot be read."""


def tenant_named(slug: str) -> bytes:
    """The name of a tenant in an address, as it is looked up. Raises `NothingHere` for what cannot be one."""
    if not _SLUG.fullmatch(slug):
        raise NothingHere()
    return slug.encode()


def split(resource: str) -> tuple[str, str]:
    """The resource and the format that `services.json` names. Raises `NothingHere` for another format."""
    name, _, kind = resource.rpartition(".")
    if kind not in FORMATS or not name:
        raise NothingHere()
    return name, kind


def service(given: Open311Service) -> Service:
    """A service as clients see it; its request has an id at once, and no more fields than the standard ones."""
    return Service(
        service_code=given.code,
        service_name=given.name,
        description=given.description,
        metadata=False,
        type="realtime",
        keywords=", ".join(given.keywords),
        group=given.group,
    )


def find(services: Sequence[Open311Service], code: str) -> Open311Service:
    """The service with a code. Raises `ServiceUnknown`."""
    for each in services:
        if each.code == code:
            return each
    raise ServiceUnknown(f"service_code {code[:60]} was not found.")


def asked(given: Mapping[str, str], *, now: datetime) -> Asked:
    """Which requests are asked for; those of the last 90 days unless said. Raises `ArgumentWrong`."""
    size, page = _number(given, "page_size", MOST, most=MOST), _number(given, "page", 1, most=100_000)
    ids = _listed(given, "service_request_id")
    since, until = _instant(given, "start_date"), _instant(given, "end_date")
    if since is None and until is None:
        since, until = now - WINDOW, now
    since = since if since is not None else (until or now) - WINDOW
    until = until if until is not None else min(since + WINDOW, now + timedelta(days=1))
    if ids is None and until - since > WINDOW:
        raise ArgumentWrong("start_date and end_date may not be more than 90 days apart.")
    statuses = _listed(given, "status")
    if statuses is not None and not set(statuses) <= set(STATUSES):
        raise ArgumentWrong("status must be open or closed.")
    return Asked(
        ids=None if ids is None else [_id(each) for each in ids],
        service_codes=None if ids is not None else _listed(given, "service_code"),
        statuses=None if ids is not None else statuses,
        since=since,
        until=until,
        limit=size,
        offset=(page - 1) * size,
    )


def new(given: Mapping[str, str]) -> NewServiceRequest:
    """The request that a client makes. Raises `ArgumentWrong` for what is missing or cannot be read."""
    code = (given.get("service_code") or "").strip()
    if not code:
        raise ArgumentWrong("service_code was not provided.")
    latitude, longitude = _degrees(given, "lat", 90), _degrees(given, "long", 180)
    address = line_of(given.get("address_string")) or line_of(given.get("address_id"))
    if (latitude is None) != (longitude is None):
        raise ArgumentWrong("lat and long belong together.")
    if latitude is None and not address:
        raise ArgumentWrong("A location was not provided: lat and long, or address_string.")
    return NewServiceRequest(
        service_code=code,
        lat=latitude,
        long=longitude,
        address_string=None if address is None else address[:500],
        email=_email(given.get("email")),
        first_name=_short(given, "first_name"),
        last_name=_short(given, "last_name"),
        phone=_short(given, "phone"),
        description=_description(given),
        media_url=_media(given.get("media_url")),
    )


def attributes(given: Mapping[str, str]) -> list[str]:
    """The attributes that a client sent along, each as a line for people to read."""
    found = ((_ATTRIBUTE.fullmatch(name), value) for name, value in given.items())
    lines = [f"{match[1]}: {line_of(value) or ''}"[:500] for match, value in found if match is not None]
    return lines[:MOST_ATTRIBUTES]


def text_of(request: NewServiceRequest, more: Sequence[str]) -> str | None:
    """What staff reads: the description, where it is, and what came along. A picture's address is never fetched."""
    media = None if request.media_url is None else f"Media: {request.media_url}"
    parts = [request.description, request.address_string, media, "\n".join(more) or None]
    return "\n\n".join(part for part in parts if part) or None


def name_of(request: NewServiceRequest) -> str | None:
    """First and last name of the person who asks."""
    return " ".join(part for part in (request.first_name, request.last_name) if part)[:LONGEST_LINE] or None


def number_of(given: str) -> int:
    """The number in a service_request_id. Raises `ServiceRequestUnknown` for what cannot be one."""
    if not (given.isascii() and given.isdecimal()) or len(given) > 15:
        raise ServiceRequestUnknown(f"service_request_id {given[:60]} was not found.")
    return int(given)


def _description(given: Mapping[str, str]) -> str | None:
    text = storable(given.get("description") or "").strip()
    if len(text) > LONGEST_DESCRIPTION:
        raise ArgumentWrong("description is longer than 4,000 characters.")
    return text or None


def _email(given: str | None) -> str | None:
    address = (line_of(given) or "").lower()
    if address and not EMAIL.fullmatch(address):
        raise ArgumentWrong("email is not an e-mail address.")
    return address or None


def _media(given: str | None) -> str | None:
    url = (line_of(given) or "").replace(" ", "%20")
    if url and (len(url) > LONGEST_URL or not re.match(r"https?://[^/]", url)):
        raise ArgumentWrong("media_url is not a web address.")
    return url or None


def _short(given: Mapping[str, str], name: str) -> str | None:
    text = line_of(given.get(name))
    if text is not None and len(text) > LONGEST_LINE:
        raise ArgumentWrong(f"{name} is too long.")
    return text


def _degrees(given: Mapping[str, str], name: str, most: int) -> Decimal | None:
    text = (given.get(name) or "").strip()
    if not text:
        return None
    try:
        number = Decimal(text) if len(text) <= 40 else Decimal("NaN")
    except InvalidOperation:
        number = Decimal("NaN")
    if not number.is_finite() or abs(number) > most:
        raise ArgumentWrong(f"{name} is not a number of degrees.")
    return number.quantize(Decimal("0.000001"))


def _instant(given: Mapping[str, str], name: str) -> datetime | None:
    text = (given.get(name) or "").strip().replace(" ", "+")
    if not text:
        return None
    try:
        if not _W3.fullmatch(text):
            raise ValueError(text)
        found = datetime.fromisoformat(text)
        return found.astimezone(UTC) if 1900 <= found.year <= 2200 else _wrong(name)
    except ValueError:
        return _wrong(name)


def _wrong(name: str) -> datetime:
    raise ArgumentWrong(f"{name} must look like 2026-01-01T00:00:00Z.")


def _number(given: Mapping[str, str], name: str, default: int, *, most: int) -> int:
    text = (given.get(name) or "").strip()
    if not text:
        return default
    if not (text.isascii() and text.isdecimal()) or not 1 <= int(text[:9]) <= most:
        raise ArgumentWrong(f"{name} must lie between 1 and {most}.")
    return int(text[:9])


def _listed(given: Mapping[str, str], name: str) -> list[str] | None:
    parts = [part.strip() for part in (given.get(name) or "").split(",") if part.strip()]
    return parts[:MOST] or None


def _id(given: str) -> int:
    if not (given.isascii() and given.isdecimal()) or len(given) > 15:
        raise ArgumentWrong("service_request_id must be a number, or several with commas between them.")
    return int(given)
