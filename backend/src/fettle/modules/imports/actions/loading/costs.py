"""What work cost: log entries, dated as in the file; a changed cost takes the old entry back and writes a new one."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, met
from fettle.modules.imports.actions.loading.places import References
from fettle.modules.imports.records import SourceRecord
from fettle.modules.imports.rules.rows import digest
from fettle.modules.imports.store import rows as store
from fettle.modules.logs import public as logs

COST = "work_order_cost"
REVERSED_BECAUSE = "The imported file says something else now."
BOOKED = "Cost as booked in the source"
FIELDS = ("cost", "hours", "logKind", "logItem", "logNote", "logDate", "asset", "taskCode", "glCode")


async def load_costs(call: Call, book: Book, arrivals: Sequence[Arrival], refs: References) -> list[SourceRecord]:
    """The log entries of rows with a cost or hours: written, left alone or replaced."""
    known = await store.known(call, book.source, COST, [a.ref for a in arrivals if a.changed])
    entries: list[logs.NewLogEntry] = []
    notes: list[SourceRecord] = []
    taken_back = msgspec.structs.replace(book, import_id=None)
    for arrival in arrivals:
        said = _said(arrival)
        mark = digest(said) if said else b""
        before = known.get(arrival.ref)
        if before is not None and before.digest == mark:
            continue
        if before is not None and before.digest:
            because = logs.Reversal(reason=REVERSED_BECAUSE)
            await logs.reverse(call, before.entity_id, because, though_closed=True)
        if not said and before is None:
            continue
        entry_id = call.new_id() if said or before is None else before.entity_id
        # A row without costs keeps a note of what was taken back, which no import counts as its own.
        notes.append(met(book if said else taken_back, arrival, entry_id, mark))
        if said:
            entries.append(_entry(arrival, entry_id, refs))
    await logs.append_many(call, entries)
    return notes


def _said(arrival: Arrival) -> dict[str, Any]:
    if arrival.get("cost") is None and arrival.get("hours") is None:
        return {}
    return {name: arrival.get(name) for name in FIELDS if arrival.get(name) is not None}


def _entry(arrival: Arrival, entry_id: UUID, refs: References) -> logs.NewLogEntry:
    asset = refs.assets.get(arrival.get("asset"))
    task_code = refs.task_codes.get(arrival.get("taskCode"))
    gl_code = refs.gl_codes.get(arrival.get("glCode"))
    lines = []
    if arrival.get("hours") is not None:
        lines.append(
            logs.NewLogLine(
                kind=logs.LineKind.LABOUR,
                quantity=arrival.get("hours"),
                asset_id=asset,
                task_code_id=task_code,
                gl_code_id=gl_code,
            )
        )
    if arrival.get("cost") is not None:
        lines.append(
            logs.NewLogLine(
                kind=logs.LineKind(arrival.get("logKind") or "other"),
                unit_cost=arrival.get("cost"),
                item=arrival.get("logItem") or BOOKED,
                asset_id=asset,
                task_code_id=task_code,
                gl_code_id=gl_code,
            )
        )
    return logs.NewLogEntry(
        id=entry_id,
        work_order_id=arrival.id,
        site_id=refs.sites.get(arrival.get("site")),
        performed_on=arrival.get("logDate"),
        note=arrival.get("logNote"),
        lines=lines,
    )
