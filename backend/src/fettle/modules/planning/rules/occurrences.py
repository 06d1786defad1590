"""What can be done with an occurrence: snooze, skip, finish. Three verbs with three effects."""

from datetime import date, datetime

from msgspec.structs import replace

from fettle.kit.refusals import Conflict, Invalid
from fettle.modules.planning.records import OPEN, Occurrence, OccurrenceState, Reason, Settling

ENDS = {
    Settling.COMPLETED: OccurrenceState.COMPLETED,
    Settling.SKIPPED: OccurrenceState.SKIPPED,
    Settling.CANCELLED: OccurrenceState.CANCELLED,
}


class OccurrenceNotOpen(Conflict):
    """This occurrence has come to its end."""


def snoozed(occurrence: Occurrence, until: datetime, now: datetime) -> Occurrence:
    """The occurrence with its reminder moved to `until`; it stays due when it was.

    Raises `OccurrenceNotOpen`, or `Invalid` for a moment that has passed.
    """
    _check_open(occurrence)
    if until <= now:
        raise Invalid.at("/until", "passed", "lies in the past")
    return replace(occurrence, state=OccurrenceState.SNOOZED, remind_at=until)


def skipped(occurrence: Occurrence, on: date, note: str | None = None) -> Occurrence:
    """The occurrence, left out by a person; it stays in history. Raises `OccurrenceNotOpen`."""
    if occurrence.state is not OccurrenceState.FORECAST:
        _check_open(occurrence)
    return replace(
        occurrence, state=OccurrenceState.SKIPPED, reason=Reason.BY_PERSON, settled_on=on, note=note, remind_at=None
    )


def finished(occurrence: Occurrence, how: Settling, on: date) -> Occurrence:
    """The occurrence after its work order came to an end. Raises `OccurrenceNotOpen`."""
    _check_open(occurrence)
    return replace(occurrence, state=ENDS[how], settled_on=on, remind_at=None)


def _check_open(occurrence: Occurrence) -> None:
    if occurrence.state not in OPEN:
        raise OccurrenceNotOpen(f"This occurrence is {occurrence.state} already.")
