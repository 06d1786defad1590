"""Writing to the log: one statement per table, however many entries."""

from collections.abc import Iterator, Sequence
from typing import Any

import msgspec

from fettle.db.call import Call, encode
from fettle.kit.changes import Change
from fettle.modules.logs.records import LogEntry

ADD_ENTRIES = """
INSERT INTO log_entries (tenant_id, id, work_order_id, site_id, performed_on, staff_id, note, reverses_id, reason_id,
                         created_at, created_by)
SELECT app.tenant_id(), e.*
FROM jsonb_to_recordset(%s::jsonb) AS e(id uuid, work_order_id uuid, site_id uuid, performed_on date, staff_id uuid,
                                        note text, reverses_id uuid, reason_id uuid, created_at timestamptz,
                                        created_by uuid)
"""
ADD_LINES = """
INSERT INTO log_lines (tenant_id, id, log_entry_id, work_order_id, position, kind, staff_id, equipment_asset_id, item,
                       vendor, asset_id, task_code_id, gl_code_id, quantity, unit, created_at, created_by)
SELECT app.tenant_id(), l.*
FROM jsonb_to_recordset(%s::jsonb) AS l(id uuid, log_entry_id uuid, work_order_id uuid, position int, kind text,
                                        staff_id uuid, equipment_asset_id uuid, item text, vendor text, asset_id uuid,
                                        task_code_id uuid, gl_code_id uuid, quantity numeric, unit text,
                                        created_at timestamptz, created_by uuid)
"""
ADD_COSTS = """
INSERT INTO log_line_costs (tenant_id, id, work_order_id, asset_id, gl_code_id, kind, performed_on, unit_cost, amount)
SELECT app.tenant_id(), c.*
FROM jsonb_to_recordset(%s::jsonb) AS c(id uuid, work_order_id uuid, asset_id uuid, gl_code_id uuid, kind text,
                                        performed_on date, unit_cost numeric, amount numeric)
"""
LINE_FIELDS = (
    "id",
    "position",
    "kind",
    "quantity",
    "unit",
    "staff_id",
    "equipment_asset_id",
    "item",
    "vendor",
    "asset_id",
    "task_code_id",
    "gl_code_id",
)
ENTRY_FIELDS = (
    "id",
    "work_order_id",
    "site_id",
    "performed_on",
    "staff_id",
    "note",
    "reverses_id",
    "reason_id",
    "created_at",
    "created_by",
)


async def amend_closed(call: Call, *, on: bool) -> None:
    """Let entries into the log of closed work orders, until it is turned off again or the transaction ends."""
    await call.keep("SELECT set_config('app.amends_closed_log', %s, true)", ["on" if on else "off"])


async def add(call: Call, entries: Sequence[LogEntry], changes: Sequence[Change]) -> None:
    """Write `entries` with their lines; a line without a known price gets no cost row, so that it can be reported."""
    await call.write(changes, ADD_ENTRIES, [encode([_fields(entry, ENTRY_FIELDS) for entry in entries])])
    await call.write([], ADD_LINES, [encode(list(_lines(entries)))])
    if costs := list(_costs(entries)):
        await call.write([], ADD_COSTS, [encode(costs)])


def _fields(record: msgspec.Struct, names: Sequence[str]) -> dict[str, Any]:
    return {name: getattr(record, name) for name in names}


def _lines(entries: Sequence[LogEntry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        shared = {
            "log_entry_id": entry.id,
            "work_order_id": entry.work_order_id,
            "created_at": entry.created_at,
            "created_by": entry.created_by,
        }
        for line in entry.lines:
            yield shared | _fields(line, LINE_FIELDS)


def _costs(entries: Sequence[LogEntry]) -> Iterator[dict[str, Any]]:
    for entry in entries:
        for line in entry.lines:
            if line.amount is not None:
                yield {
                    "work_order_id": entry.work_order_id,
                    "performed_on": entry.performed_on,
                    **_fields(line, ("id", "kind", "asset_id", "gl_code_id", "unit_cost", "amount")),
                }
