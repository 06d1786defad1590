"""What a refusal of a rule means for a phone: why, in one word, and which of the columns are to blame."""

import re

from fettle.kit.refusals import AlreadyExists, Conflict, Forbidden, Invalid, NotFound, Refusal
from fettle.modules.sync.records import ConflictReason

ENDED = frozenset({"complete", "closed", "cancelled", "skipped"})
PLACES = frozenset({"site_id", "location_id"})
R = ConflictReason
_CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class WrittenOnce(Conflict):
    """What was written down stays; what takes it back is another record."""


def reason_of(refusal: Refusal, *, status: str | None = None) -> ConflictReason:
    """Why something was refused; `status` is that of the work order which it belongs to."""
    match refusal:
        case Forbidden():
            return R.FORBIDDEN
        case NotFound():
            return R.PARENT_MISSING
        case AlreadyExists():
            return R.KEPT_FIRST
        case Invalid():
            return R.INVALID
        case _:
            return R.TERMINAL if status in ENDED else R.NOT_ALLOWED


def detail_of(refusal: Refusal) -> str:
    """The rule's own words, with what it says of single fields."""
    faults = [fault.message for fault in refusal.faults if fault.message not in refusal.detail]
    said = refusal.detail if refusal.detail.endswith((".", "!", "?", ":")) else refusal.detail + "."
    return f"{said} ({'; '.join(faults)})" if faults else said


def blamed(refusal: Refusal) -> list[tuple[tuple[str, ...], str]]:
    """The places that a refusal names, as steps in the names of columns, each with what is wrong there."""
    return [
        (tuple(_snake(step) for step in fault.pointer.strip("/").split("/")), fault.message) for fault in refusal.faults
    ]


def _snake(name: str) -> str:
    return _CAPITAL.sub("_", name).lower()
