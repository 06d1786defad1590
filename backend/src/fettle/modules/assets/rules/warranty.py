"""Until when an asset is under warranty."""

import calendar
from collections.abc import Set
from datetime import date, datetime
from zoneinfo import ZoneInfo

import msgspec

from fettle.kit.refusals import Fault, Invalid
from fettle.modules.assets.records.things import Asset, Warranty, WarrantyState


def months_after(day: date, months: int) -> date:
    """The same day `months` later, or the last day of a shorter month: 31 January + 1 is 28 or 29 February."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def settled(asset: Asset, given: Set[str]) -> Asset:
    """`asset` with a warranty that agrees with itself, after the fields `given` were set.

    A date stated replaces a duration. A duration counts from the purchase, or from the installation where the purchase
    is not known. Raises `Invalid` when both a date and a duration are given.
    """
    if asset.warranty_until is not None and "warranty_until" in given:
        if "warranty_months" in given and asset.warranty_months is not None:
            message = "give the date or the duration, not both"
            faults = [Fault("/warrantyUntil", "either", message), Fault("/warrantyMonths", "either", message)]
            raise Invalid("A warranty has a date or a duration, not both.", faults=faults)
        return msgspec.structs.replace(asset, warranty_months=None)
    if "warranty_until" in given and "warranty_months" not in given:
        return msgspec.structs.replace(asset, warranty_months=None)
    if asset.warranty_months is not None:
        starts = asset.purchased_on or asset.installed_on
        until = None if starts is None else months_after(starts, asset.warranty_months)
        return msgspec.structs.replace(asset, warranty_until=until)
    return msgspec.structs.replace(asset, warranty_until=None) if "warranty_months" in given else asset


def state_of(asset: Asset, today: date) -> Warranty:
    """The warranty of `asset` on the day `today`; its last day still counts."""
    if asset.warranty_until is None:
        state = WarrantyState.NONE if asset.warranty_months is None else WarrantyState.UNKNOWN
        return Warranty(state=state)
    left = (asset.warranty_until - today).days
    if left < 0:
        return Warranty(state=WarrantyState.EXPIRED, until=asset.warranty_until)
    return Warranty(state=WarrantyState.ACTIVE, until=asset.warranty_until, days_left=left)


def local_day(now: datetime, time_zone: str) -> date:
    """The day that it is at `now` in `time_zone`."""
    return now.astimezone(ZoneInfo(time_zone)).date()
