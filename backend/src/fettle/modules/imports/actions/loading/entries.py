"""Log entries on work orders that are there: one row is one entry; a changed row takes the old one back."""

from collections.abc import Sequence
from uuid import UUID

import msgspec

from fettle.db.call import Call
from fettle.modules.assets import public as assets
from fettle.modules.imports.actions.loading.arrivals import Arrival, Book, Loaded, met, texts
from fettle.modules.imports.actions.loading.costs import BOOKED, REVERSED_BECAUSE
from fettle.modules.imports.records import SourceRecord
from fettle.modules.imports.rules.whole import lines_of
from fettle.modules.logs import public as logs
from fettle.modules.tenancy import public as tenancy
from fettle.modules.work_orders import public as work_orders


class Named(msgspec.Struct, frozen=True):
    """What log entries point at, by what rows call it."""

    work_orders: dict[str, list[work_orders.CalledWorkOrder]]
    staff: dict[str, UUID]
    assets: dict[str, UUID]
    task_codes: dict[str, UUID]
    gl_codes: dict[str, UUID]


async def load_entries(call: Call, book: Book, arrivals: Sequence[Arrival]) -> Loaded:
    """Rows become log entries, on closed work orders too; amounts are kept as they were booked."""
    named = Named(
        work_orders=await work_orders.called(call, texts(arrivals, "workOrder")),
        staff=await _staff(call, arrivals),
        assets=await assets.assets_numbered(call, texts(arrivals, "asset") | texts(arrivals, "equipment")),
        task_codes=await tenancy.ensure_reference(call, "task_codes", texts(arrivals, "taskCode")),
        gl_codes=await tenancy.ensure_reference(call, "gl_codes", texts(arrivals, "glCode")),
    )
    entries: list[logs.NewLogEntry] = []
    notes: list[SourceRecord] = []
    for arrival in arrivals:
        entry_id = arrival.id
        if arrival.changed:
            await logs.reverse(call, arrival.id, logs.Reversal(reason=REVERSED_BECAUSE), though_closed=True)
            entry_id = call.new_id()
        entries.append(_entry(arrival, entry_id, named))
        notes.append(met(book, arrival, entry_id, arrival.row.digest))
    await logs.append_many(call, entries)
    return {"log_entry": notes}


async def _staff(call: Call, arrivals: Sequence[Arrival]) -> dict[str, UUID]:
    """Who did the work, by number or name; somebody who is not there yet is added under that name."""
    names = texts(arrivals, "staff")
    known = await tenancy.staff_called(call, names) if names else {}
    missing = [name for name in names if name not in known]
    return known | (await tenancy.ensure_staff(call, missing) if missing else {})


def _entry(arrival: Arrival, entry_id: UUID, named: Named) -> logs.NewLogEntry:
    work_order = named.work_orders[arrival.get("workOrder")][0]
    return logs.NewLogEntry(
        id=entry_id,
        work_order_id=work_order.id,
        site_id=work_order.site_id,
        gl_code_id=work_order.gl_code_id,
        performed_on=arrival.get("performedOn"),
        staff_id=named.staff.get(arrival.get("staff")),
        note=arrival.get("note"),
        lines=_lines(arrival, named),
    )


def _lines(arrival: Arrival, named: Named) -> list[logs.NewLogLine]:
    lines = lines_of(arrival.row.values)
    named_by_item = logs.LineKind.MATERIAL, logs.LineKind.OTHER
    return [
        logs.NewLogLine(
            kind=logs.LineKind(line.kind),
            quantity=line.quantity,
            unit=arrival.get("unit") if line is lines[-1] else None,
            unit_cost=line.unit_cost,
            amount=line.amount,
            item=arrival.get("item") or (BOOKED if line.kind in named_by_item else None),
            vendor=arrival.get("vendor"),
            asset_id=named.assets.get(arrival.get("asset")),
            equipment_asset_id=named.assets.get(arrival.get("equipment")),
            task_code_id=named.task_codes.get(arrival.get("taskCode")),
            gl_code_id=named.gl_codes.get(arrival.get("glCode")),
        )
        for line in lines
    ]
