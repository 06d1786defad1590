"""Staff, crews, codes, reasons and tags that an input names: they must be there, in use, and of the kind meant."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from uuid import UUID

import msgspec

from fettle.kit.refusals import Fault, Invalid

Named = tuple[str, str, UUID, str | None]
"""One record that an input names: where (JSON pointer), on which shelf, which, and of which kind it has to be."""


class Found(msgspec.Struct, frozen=True):
    """A record as far as it matters to who names it."""

    shelf: str
    id: UUID
    kind: str | None
    active: bool


NAMES: Mapping[str, str] = MappingProxyType(
    {
        "staff": "member of staff",
        "crews": "crew",
        "tags": "tag",
        "gl_codes": "GL code",
        "task_codes": "task code",
        "failure_codes": "failure code",
        "reasons": "reason",
    }
)


def check(named: Iterable[Named], found: Sequence[Found]) -> None:
    """Raise `Invalid` with a fault for each that is not there, is of another kind, or is no longer in use."""
    known = {(each.shelf, each.id): each for each in found}
    judged = [_fault(at, shelf, of_kind, known.get((shelf, which))) for at, shelf, which, of_kind in named]
    faults = [fault for fault in judged if fault is not None]
    if faults:
        raise Invalid("Some records that are named here cannot be used.", faults=faults)


def _fault(at: str, shelf: str, of_kind: str | None, found: Found | None) -> Fault | None:
    if found is None:
        return Fault(at, "unknown", "no such record")
    if of_kind not in (None, found.kind):
        return Fault(at, "wrong_kind", f"must be a {NAMES[shelf]} of the kind {of_kind}")
    if not found.active:
        return Fault(at, "inactive", f"this {NAMES[shelf]} is no longer in use")
    return None
