"""What holds for every edit: the version that it was based on, and coordinates that come in pairs."""

from decimal import Decimal
from typing import Any, TypeVar

import msgspec

from fettle.kit.refusals import Conflict, Invalid, Stale
from fettle.modules.assets.records.kept import Kept
from fettle.modules.assets.records.places import Site
from fettle.modules.assets.records.things import Asset

K = TypeVar("K", bound=Kept)
L = TypeVar("L", Site, Asset)
S = TypeVar("S", bound=msgspec.Struct)
DEGREE = Decimal("0.000001")
QUANTITY = Decimal("0.0001")


class ParentDeleted(Conflict):
    """What this belongs to was deleted; restore that first."""


def expect(record: Kept, version: int) -> None:
    """Raise `Stale` unless `version` is the present one of `record`."""
    if record.version != version:
        raise Stale(f"You read version {version}; it is now at {record.version}.")


def located(record: L) -> L:
    """`record` with its coordinates as exact as they are stored. Raises `Invalid` when only one of them is known."""
    if (record.latitude is None) != (record.longitude is None):
        missing = "latitude" if record.latitude is None else "longitude"
        raise Invalid.at(f"/{missing}", "coordinates", "latitude and longitude are given together or not at all")
    return rounded(record, DEGREE, "latitude", "longitude")


def rounded(record: S, step: Decimal, *names: str) -> S:
    """`record` with the decimals `names` as exact as they are stored, so that its event says what the record does."""
    known = {name: value.quantize(step) for name in names if (value := getattr(record, name)) is not None}
    exact: S = msgspec.structs.replace(record, **known)
    return exact


def without(given: dict[str, Any], *names: str) -> dict[str, Any]:
    """`given` without the fields `names`."""
    return {name: value for name, value in given.items() if name not in names}


def edited(record: K, given: dict[str, Any]) -> K:
    """`record` with the fields of `given`."""
    changed: K = msgspec.structs.replace(record, **given)
    return changed
