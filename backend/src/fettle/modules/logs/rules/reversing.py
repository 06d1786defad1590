"""How an entry is taken back, and what stands instead."""

from datetime import datetime
from uuid import UUID

import msgspec

from fettle.kit.ids import IdMaker
from fettle.kit.refusals import Conflict, Forbidden
from fettle.modules.logs.records import LogEntry, LogLine, NewLogEntry, NewLogLine, Replacement, Reversal


class AlreadyReversed(Conflict):
    """This entry was taken back before."""


class ReversalStands(Conflict):
    """A reversal cannot be taken back; write a new entry instead."""


class NotYourEntry(Forbidden):
    """Taking back what others have written needs the permission logs:reverse."""


def must_be_own(entry: LogEntry, *, by: UUID | None, reverses: bool) -> None:
    """Raise `NotYourEntry` unless somebody takes back what they have written, or may take back everything."""
    if not reverses and (by is None or entry.created_by != by):
        raise NotYourEntry()


def reversal_of(entry: LogEntry, reversal: Reversal, *, ids: IdMaker, at: datetime, by: UUID | None) -> LogEntry:
    """The entry that takes `entry` back: the same day and lines with quantity and amount negated.

    It keeps the day of the work, so that sums of that day, month and year are right again.
    Raises `ReversalStands` for a reversal and `AlreadyReversed` for an entry that was taken back before.
    """
    if entry.reverses_id is not None:
        raise ReversalStands()
    if entry.reversed_by_id is not None:
        raise AlreadyReversed()
    return msgspec.structs.replace(
        entry,
        id=reversal.id or ids(),
        reverses_id=entry.id,
        reason_id=reversal.reason_id,
        note=reversal.reason,
        lines=[_negated(line, ids()) for line in entry.lines],
        created_at=at,
        created_by=by,
    )


def _negated(line: LogLine, new_id: UUID) -> LogLine:
    taken_back = None if line.amount is None else -line.amount
    return msgspec.structs.replace(line, id=new_id, quantity=-line.quantity, amount=taken_back)


def replacement_of(entry: LogEntry, replacement: Replacement) -> NewLogEntry:
    """The entry that stands in the place of `entry`; a line keeps the GL code of the line it replaces, unless it or
    its task code names another."""
    before: dict[int, LogLine] = {line.position: line for line in entry.lines}
    lines = [_keeping_account(line, before.get(position)) for position, line in enumerate(replacement.lines)]
    return NewLogEntry(
        id=replacement.id,
        work_order_id=entry.work_order_id,
        site_id=entry.site_id,
        performed_on=replacement.performed_on or entry.performed_on,
        staff_id=replacement.staff_id or entry.staff_id,
        note=entry.note if replacement.note is None else replacement.note,
        lines=lines,
    )


def _keeping_account(line: NewLogLine, former: LogLine | None) -> NewLogLine:
    if former is None or former.kind is not line.kind or line.gl_code_id or line.task_code_id:
        return line
    return msgspec.structs.replace(line, gl_code_id=former.gl_code_id)
