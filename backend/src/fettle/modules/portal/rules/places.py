"""Decisions about places and settings."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.changes import Change
from fettle.kit.refusals import Conflict, Fault, Invalid, Stale
from fettle.modules.portal.records.places import NewPlace, Open311Service, PageSettings, Place, PortalSettings
from fettle.modules.portal.rules.pages import LANGUAGES, without_nulls

MOST_AT_ONCE = 1000
BOOKKEEPING = ("created_at", "created_by", "updated_at", "updated_by", "url")


class OnePlaceOnly(Invalid):
    """Name a site, a location or an asset, not several of them."""


class PlaceClosed(Conflict):
    """This place is closed."""


def new(given: NewPlace, *, id: UUID, name: str, code: str, by: UUID | None, at: datetime, pointer: str = "") -> Place:
    """The place that `given` opens. Raises `OnePlaceOnly`."""
    if sum(each is not None for each in (given.site_id, given.location_id, given.asset_id)) > 1:
        raise OnePlaceOnly(faults=[Fault(f"{pointer}/siteId", "one_only", "name only one of site, location, asset")])
    check_page(given.page)
    return Place(
        id=id,
        name=(given.name or name)[:200],
        code=code,
        site_id=given.site_id,
        location_id=given.location_id,
        asset_id=given.asset_id,
        page=given.page,
        created_at=at,
        created_by=by,
        updated_at=at,
    )


def changed(place: Place, given: Mapping[str, Any], *, version: int) -> Place:
    """`place` with the fields `given`. Raises `Stale`."""
    if place.version != version:
        raise Stale()
    fields = dict(given)
    if "page" in fields:
        fields["page"] = msgspec.structs.replace(place.page, **(fields["page"] or {}))
        check_page(fields["page"])
    return msgspec.structs.replace(place, **fields)


def check_page(page: PageSettings) -> None:
    """Raise `Invalid` for a language that we have not."""
    if page.language is not None and page.language not in LANGUAGES:
        raise Invalid.at("/page/language", "unknown", f"must be one of {', '.join(LANGUAGES)}")


def settings_changed(settings: PortalSettings, given: Mapping[str, Any], *, version: int) -> PortalSettings:
    """`settings` with the fields `given`. Raises `Stale`, or `Invalid` for services that share a code."""
    if settings.version != version:
        raise Stale()
    fields = dict(given)
    if "page" in fields:
        fields["page"] = msgspec.structs.replace(settings.page, **(fields["page"] or {}))
        check_page(fields["page"])
    check_services(fields.get("open311_services", settings.open311_services))
    return msgspec.structs.replace(settings, **fields, version=version + 1)


def check_services(services: Sequence[Open311Service]) -> None:
    """Raise `Invalid` when two services share a code."""
    codes = [each.code for each in services]
    faults = [
        Fault(f"/open311Services/{place}/code", "twice", "another service has this code")
        for place, code in enumerate(codes)
        if code in codes[:place]
    ]
    if faults:
        raise Invalid("Two services share a code.", faults=faults)


def task_codes(page: PageSettings, pointer: str) -> dict[str, UUID | None]:
    """The task codes that a page names, by JSON pointer."""
    return {f"{pointer}/taskCodeIds/{n}": each for n, each in enumerate(page.task_code_ids or [])}


def opened(place: Place, site_id: UUID | None) -> Change:
    """The change that opening `place` makes."""
    return Change("portal_place.opened", place.id, after=_told(place), site_id=site_id)


def updated(verb: str, before: Place, after: Place, site_id: UUID | None) -> Change:
    """The change from `before` to `after`."""
    was, now = _told(before), _told(after)
    names = [name for name in now if was[name] != now[name]]
    return Change(
        f"portal_place.{verb}",
        after.id,
        before={name: was[name] for name in names},
        after={name: now[name] for name in names},
        site_id=site_id,
    )


def _told(place: Place) -> dict[str, Any]:
    # The code is a secret of whoever stands before the sign: the feed tells that it changed, not what it is.
    kept = {name: value for name, value in msgspec.structs.asdict(place).items() if name not in BOOKKEEPING}
    kept.pop("code")
    return {**kept, "page": without_nulls(place.page)}
