"""Log entries from phones: an entry with its lines is one thing, written once; to take it back is another entry."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

import msgspec

from fettle.kit.refusals import AlreadyExists, Invalid, Refusal
from fettle.modules.logs import public as logs
from fettle.modules.sync.actions.writing.desk import TABLES, Desk, held_of
from fettle.modules.sync.records import ConflictReason
from fettle.modules.sync.rules import merging, refusing
from fettle.modules.sync.rules.merging import Held
from fettle.modules.sync.rules.taking import EPOCH, Sent
from fettle.modules.sync.store import held as store
from fettle.modules.work_orders import public as work_orders

R = ConflictReason
ENTRIES, LINES = "log_entries", "log_lines"
FILLED_IN = frozenset({"position", "work_order_id"})
"""What the server says of lines, whatever phones do."""
PRICES = frozenset({"unit_cost", "amount"})
OPTIONAL = frozenset({"staff_id", "task_code_id", "gl_code_id", "asset_id", "unit_cost"})
"""What an entry or line can be written without, if it is refused."""


class Draft:
    """An entry to be written, with its lines."""

    def __init__(self, desk: Desk, sent: Sent, lines: Sequence[Sent]) -> None:
        self.desk = desk
        self.sent = sent
        self.sent_lines = lines
        self.lines = list(lines)
        self.values = desk.starting(sent)
        self.dropped: list[tuple[Sent, str, str]] = []
        stated = self.values.get("performed_on")
        self.performed_on = desk.call.now.date() if stated is None else desk.no_later_day(sent, "performed_on", stated)
        for line in self.lines:
            desk.starting(line)

    def record(self) -> logs.NewLogEntry:
        """The entry as it can be written now."""
        return logs.NewLogEntry(
            id=self.sent.uuid,
            work_order_id=self.values["work_order_id"],
            performed_on=self.performed_on,
            staff_id=self.values.get("staff_id"),
            note=self.values.get("note"),
            lines=[line_of(line) for line in self.lines],
        )

    def drop(self, refusal: Refusal) -> bool:
        """Leave out what a refusal blames, where the entry can be written without it."""
        places = refusing.blamed(refusal) if isinstance(refusal, Invalid) else []
        found = [self._drop(place, message) for place, message in places]
        return any(found) and all(found)

    def _drop(self, place: tuple[str, ...], message: str) -> bool:
        match place:
            case (column,) if column in OPTIONAL and self.values.get(column) is not None:
                self.values[column] = None
                self.dropped.append((self.sent, column, message))
                return True
            case ("lines", number, column) if number.isdecimal() and column in OPTIONAL:
                line = self.lines[int(number)]
                # Somebody must have done it, and a contractor has a price: without these it is another line.
                needed = (column == "staff_id" and not self.values.get("staff_id")) or (
                    column == "unit_cost" and line.get("kind") == logs.LineKind.CONTRACT
                )
                if needed or line.get(column) is None:
                    return False
                self.lines[int(number)] = msgspec.structs.replace(line, values={**line.values, column: None})
                self.dropped.append((line, column, message))
                return True
            case _:
                return False


def line_of(sent: Sent) -> logs.NewLogLine:
    """The line that a phone has written."""
    given = {
        name: value
        for name, value in sent.values.items()
        if name in logs.NewLogLine.__struct_fields__ and name != "amount" and value is not None
    }
    kind = logs.LineKind(sent.get("kind") or logs.LineKind.OTHER)
    return logs.NewLogLine(**{**given, "id": sent.uuid, "kind": kind, "unit": sent.get("unit") or None})


async def take(desk: Desk) -> None:
    """Everything that phones say of log entries and their lines."""
    lines: dict[UUID | None, list[Sent]] = defaultdict(list)
    for line in sorted(desk.push.of(LINES).values(), key=lambda each: (each.get("position") or 0, each.id)):
        lines[line.get("log_entry_id")].append(line)
    new = [(sent, lines.pop(sent.uuid, [])) for sent in desk.unknown(ENTRIES)]
    await _append(desk, [each for each in new if each[0].get("reverses_id") is None])
    for sent, mine in new:
        if sent.get("reverses_id") is not None:
            await _reverse(desk, sent, mine)
    known = [(sent, held) for sent, held in desk.known(ENTRIES) if (ENTRIES, sent.id) not in desk.made]
    stored = await _stored_lines(desk, [sent.uuid for sent, _ in known])
    for sent, held in known:
        _compare(desk, sent, held, lines.pop(sent.uuid, []), stored)
    for mine in lines.values():
        _alone(desk, mine)
    for table in (ENTRIES, LINES):
        for held in desk.leaving(table):
            desk.refuse_delete(table, held, refusing.WrittenOnce())


async def _append(desk: Desk, new: Sequence[tuple[Sent, Sequence[Sent]]]) -> None:
    """Write entries down; all that belong to work which is there in one go."""
    drafts: list[Draft] = []
    for sent, lines in new:
        if desk.order(sent.get("work_order_id")) is None:
            _set_aside(desk, sent, lines, None)
        else:
            drafts.append(Draft(desk, sent, lines))

    async def write(some: Sequence[Draft]) -> Sequence[object]:
        return await work_orders.log_each(desk.call, [draft.record() for draft in some])

    for draft, refusal in zip(drafts, await desk.tried_together(drafts, write), strict=True):
        await _appended(desk, draft, refusal)


async def _appended(desk: Desk, draft: Draft, refusal: Refusal | None) -> None:
    sent, lines = draft.sent, draft.sent_lines
    if await _lost_race(desk, sent, lines, refusal):
        return
    if refusal is not None:
        _set_aside(desk, sent, lines, refusal)
        return
    desk.made.add((ENTRIES, sent.id))
    for part, column, message in draft.dropped:
        desk.refuse(part, column, R.INVALID, detail=f"{message[:1].upper()}{message[1:]}.")


async def _reverse(desk: Desk, sent: Sent, lines: Sequence[Sent]) -> None:
    """Take an entry back; the server negates its lines, those that the phone has made meanwhile give way to them."""
    note, reason_id = sent.get("note"), sent.get("reason_id")
    reversal = logs.Reversal(reason=note or "Taken back.", reason_id=reason_id, id=sent.uuid)

    def drop(refusal: Refusal) -> bool:
        nonlocal reversal
        blames = isinstance(refusal, Invalid) and any(place == ("reason_id",) for place, _ in refusing.blamed(refusal))
        if blames and reversal.reason_id is not None:
            reversal = msgspec.structs.replace(reversal, reason_id=None)
            return True
        return False

    refusal = await desk.tried(lambda: logs.reverse(desk.call, sent.get("reverses_id"), reversal), drop)
    if await _lost_race(desk, sent, lines, refusal):
        return
    if refusal is not None:
        _set_aside(desk, sent, lines, refusal)
        return
    desk.made.add((ENTRIES, sent.id))
    desk.starting(sent)
    if reversal.reason_id != reason_id:
        desk.refuse(sent, "reason_id", R.INVALID, detail="No such reason.")
    for line in lines:
        desk.echo(LINES, line.id)


async def _stored_lines(desk: Desk, entry_ids: Sequence[UUID]) -> dict[str, Held]:
    rows = await store.lines_of(desk.call, TABLES[LINES], entry_ids)
    return {row.id: held_of(TABLES[LINES], row.id, row.row) for row in rows}


async def _lost_race(desk: Desk, sent: Sent, lines: Sequence[Sent], refusal: Refusal | None) -> bool:
    """Whether a twin of this push was quicker; then the entry is there and can be compared."""
    if not isinstance(refusal, AlreadyExists):
        return False
    await desk.read_table(ENTRIES, [sent.id])
    held = desk.holds(sent)
    if held is not None:
        _compare(desk, sent, held, lines, await _stored_lines(desk, [sent.uuid]))
    return held is not None


def _compare(desk: Desk, sent: Sent, held: Held, lines: Sequence[Sent], stored: Mapping[str, Held]) -> None:
    """An entry that is there already: the same again is nothing new, anything else stays as it was at first."""
    created_at = held.get("created_at") or EPOCH
    ahead = sent.get("performed_on") is not None and sent.get("performed_on") > created_at.date() + timedelta(days=1)
    same = merging.same_once_written(TABLES[ENTRIES], sent, held, ignored={"performed_on"} if ahead else ())
    if held.get("reverses_id") is None and lines:
        ignored = FILLED_IN if desk.call.sees_costs else FILLED_IN | PRICES
        same = same and all(
            line.id in stored
            and stored[line.id].get("log_entry_id") == sent.uuid
            and merging.same_once_written(TABLES[LINES], line, stored[line.id], ignored=ignored)
            for line in lines
        )
    else:
        for line in lines:
            desk.echo(LINES, line.id)
    if not same:
        desk.refuse(sent, None, R.KEPT_FIRST, client=_whole(sent, lines))
        for line in lines:
            desk.echo(LINES, line.id)


def _alone(desk: Desk, lines: Sequence[Sent]) -> None:
    """Lines whose entry does not come with them: what is stored already stays, others have nowhere to stand."""
    ignored = FILLED_IN if desk.call.sees_costs else FILLED_IN | PRICES
    for line in lines:
        held = desk.holds(line)
        if held is None:
            desk.orphan(line)
        elif not merging.same_once_written(TABLES[LINES], line, held, ignored=ignored):
            desk.refuse(line, None, R.KEPT_FIRST)


def _whole(sent: Sent, lines: Sequence[Sent]) -> dict[str, Any]:
    return {**sent.raw, "lines": [line.raw for line in lines]}


def _set_aside(desk: Desk, sent: Sent, lines: Sequence[Sent], refusal: Refusal | None) -> None:
    """Keep an entry that could not be written, with its lines."""
    whole = _whole(sent, lines)
    if refusal is None:
        desk.orphan(sent, client=whole)
    else:
        desk.quarantine(sent, refusal, client=whole)
    for line in lines:
        desk.echo(LINES, line.id)
