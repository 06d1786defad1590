"""What a tenant may be called, count in and be set to, and how it ends."""

import re
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from types import MappingProxyType
from typing import Any
from zoneinfo import available_timezones

import msgspec

from fettle.kit.refusals import Conflict, Fault, Invalid
from fettle.modules.tenancy.records.tenants import Branding, Edition, NewTenant, Tenant, TenantSettings

RESTORABLE = timedelta(days=30)
SLUG = re.compile(r"[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?")
LOCALE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
_ISO_4217 = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP
CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF
IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD
MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB
RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
UYU UZS VES VND VUV WST XAF XCD XCG XOF XPF YER ZAR ZMW ZWG
"""
CURRENCIES = frozenset(_ISO_4217.split())
ZONES = frozenset(available_timezones())

WORDS: Mapping[Edition, Mapping[str, str]] = MappingProxyType(
    {
        Edition.ORGANISATION: {
            "site": "Site",
            "sites": "Sites",
            "location": "Location",
            "locations": "Locations",
            "asset": "Asset",
            "assets": "Assets",
            "work_order": "Work order",
            "work_orders": "Work orders",
            "work_request": "Request",
            "work_requests": "Requests",
            "task": "Task",
            "tasks": "Tasks",
            "staff": "Staff",
            "crew": "Crew",
            "crews": "Crews",
        },
        Edition.HOUSEHOLD: {
            "site": "Home",
            "sites": "Homes",
            "location": "Room",
            "locations": "Rooms",
            "asset": "Item",
            "assets": "Items",
            "work_order": "Task",
            "work_orders": "Tasks",
            "work_request": "Request",
            "work_requests": "Requests",
            "task": "Step",
            "tasks": "Steps",
            "staff": "People",
            "crew": "Group",
            "crews": "Groups",
        },
    }
)


class CurrencyInUse(Conflict):
    """Money was already recorded in the present currency, so it cannot be changed any more."""


class SlugDoesNotMatch(Invalid):
    """Type the short name of the tenant that you are signed in to, exactly."""


class NotInDeletion(Conflict):
    """This tenant is not being deleted."""


class AlreadyInDeletion(Conflict):
    """This tenant is already being deleted."""


class TooLateToRestore(Conflict):
    """The thirty days in which the deletion could be taken back are over."""


def new(given: NewTenant) -> None:
    """Raise `Invalid` naming everything that is wrong with a tenant to be made."""
    faults = [] if SLUG.fullmatch(given.slug) else [_fault("slug", "needs small letters, digits and hyphens only")]
    faults += _faults({"locale": given.locale, "currency": given.currency, "time_zone": given.time_zone})
    if faults:
        raise Invalid("Some values cannot be accepted.", faults=faults)


def changed(tenant: Tenant, given: Mapping[str, Any], *, money_recorded: bool) -> Tenant:
    """The tenant after a merge patch. Raises `Invalid` for wrong values, `CurrencyInUse` once money was recorded."""
    faults = _faults(given)
    plain = {name: value for name, value in given.items() if name not in ("branding", "vocabulary", "settings")}
    vocabulary = {**tenant.vocabulary, **(given.get("vocabulary") or {})}
    faults += [
        Fault(f"/vocabulary/{key}", "unknown", "is not a word that can be renamed")
        for key in vocabulary
        if key not in WORDS[tenant.edition]
    ]
    if faults:
        raise Invalid("Some values cannot be accepted.", faults=faults)
    if money_recorded and given.get("currency", tenant.currency) != tenant.currency:
        raise CurrencyInUse()
    return msgspec.structs.replace(
        tenant,
        **plain,
        branding=_merged(tenant.branding, given.get("branding") or {}),
        vocabulary={key: word for key, word in vocabulary.items() if word is not None},
        settings=_merged(tenant.settings, given.get("settings") or {}),
    )


def words(edition: Edition, own: Mapping[str, str]) -> dict[str, str]:
    """Every word of the screens: the edition's, with the tenant's own in their places."""
    return {**WORDS[edition], **own}


def in_deletion(tenant: Tenant, slug: str, *, at: datetime) -> Tenant:
    """The tenant marked for deletion. Raises `SlugDoesNotMatch` unless its own slug was typed."""
    if slug != tenant.slug:
        raise SlugDoesNotMatch(faults=[_fault("slug", "is not the short name of this tenant")])
    if tenant.deletion_requested_at is not None:
        raise AlreadyInDeletion()
    return msgspec.structs.replace(tenant, deletion_requested_at=at, deleted_at=at)


def restored(tenant: Tenant, *, at: datetime) -> Tenant:
    """The tenant with its deletion taken back, which is possible for thirty days."""
    if tenant.deletion_requested_at is None:
        raise NotInDeletion()
    if at - tenant.deletion_requested_at > RESTORABLE:
        raise TooLateToRestore()
    return msgspec.structs.replace(tenant, deletion_requested_at=None, deleted_at=None)


def _merged(present: Branding | TenantSettings, given: Mapping[str, Any]) -> Any:
    return msgspec.structs.replace(present, **given)


def _faults(given: Mapping[str, Any]) -> list[Fault]:
    tests: dict[str, tuple[Callable[[str], object], str]] = {
        "locale": (LOCALE.fullmatch, "must be a language tag such as en or de-CH"),
        "currency": (CURRENCIES.__contains__, "must be an ISO 4217 code such as USD"),
        "time_zone": (ZONES.__contains__, "must be an IANA time zone such as Europe/Zurich"),
    }
    return [_fault(name, message) for name, (fits, message) in tests.items() if name in given and not fits(given[name])]


def _fault(name: str, message: str) -> Fault:
    head, *rest = name.split("_")
    return Fault("/" + head + "".join(part.title() for part in rest), "invalid", message)
